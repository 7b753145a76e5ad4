"""Hidden checks of module 0."""
