"""Plain data: whether it is the same, how it is shown, and the soft assertions made of both."""
