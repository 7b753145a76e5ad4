"""Run a submission where it can do no harm, and ask it for one thing at a time.

The ``fork_server`` is a warm process that has imported everything and knows nothing. It forks a submission process
for each submission, which ``confine``s itself and then answers requests (``submission_server``). ``session`` is the
grader's end. What the two ends say to each other stands in ``protocol``; neither imports the other.
"""
