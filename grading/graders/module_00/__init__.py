"""The checks of module 0, one file a subject; `test_exercises_00.py` collects them."""
