"""What learners get: exercises without solutions, and the bundle."""
