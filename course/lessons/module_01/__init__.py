"""The demos of module 1, one file a section; the notebook holds the questions, the widgets and the prose."""
