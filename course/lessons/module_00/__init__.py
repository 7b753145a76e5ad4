"""The demos of module 0, one file a topic; the notebook holds the questions, the widgets and the prose."""
