"""A page of feedback for each learner."""
