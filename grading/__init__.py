"""What grades: the live check of a notebook, graders, misconceptions and the release of exercises."""

from grading.learner.live_check import check

__all__ = ["check"]
