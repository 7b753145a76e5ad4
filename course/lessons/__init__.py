"""What the demos of each lesson are made of, kept out of the notebooks so that those stay readable."""
