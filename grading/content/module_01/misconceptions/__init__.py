"""Known wrong answers."""
