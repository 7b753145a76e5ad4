"""The checks of module 1, one file a section; `test_exercises_01.py` collects them."""
