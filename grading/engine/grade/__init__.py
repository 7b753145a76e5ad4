"""Grade one exercise into a verdict."""
