"""Module 90: the small assignment of the attack suite and the benchmark."""
