"""Recognise the mistake that was made, by code or by recordings."""
