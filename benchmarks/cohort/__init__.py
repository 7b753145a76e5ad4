"""What grade_cohort.py is made of: the measuring, the assignment, and one class for each grader."""
