"""A learner's answer: the notebook it is in, and how checks may use it."""
