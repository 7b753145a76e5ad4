"""What authors write: a folder a module."""
