"""Commands that only the whole course has."""
