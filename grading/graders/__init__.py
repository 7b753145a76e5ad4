"""Public checks, one pytest file a module."""
