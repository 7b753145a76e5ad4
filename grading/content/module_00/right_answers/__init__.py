"""Right answers, each written differently."""
