"""Grade many submissions side by side."""
