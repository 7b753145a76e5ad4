"""Module 1, Data engineering."""
