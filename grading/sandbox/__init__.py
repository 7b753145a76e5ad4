"""Run a submission where it can do no harm, and ask it for one thing at a time.

``nursery`` is a warm process that has imported everything and knows nothing. It forks a ``child`` for each
submission, which ``confine``s itself and then serves requests over a ``channel``. ``session`` is the
grader's end of that channel.
"""
