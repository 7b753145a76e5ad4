"""The store of reports and marks."""
