"""Hidden checks of module 1."""
