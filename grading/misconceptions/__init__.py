"""Known wrong answers as code, one file an exercise."""
