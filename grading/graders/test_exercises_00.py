"""Public checks of module 0, in the order of its exercises."""

# ruff: noqa: F403, I001 (star imports put every check here, where pytest looks; the order is the exercises')
from grading.graders.module_00.decide import *
from grading.graders.module_00.expect import *
from grading.graders.module_00.money import *
from grading.graders.module_00.words import E0_4  # noqa: F401 (the checkpoint, in the same file, comes last)
from grading.graders.module_00.cases import *
from grading.graders.module_00.proposal import *
from grading.graders.module_00.framing import *
from grading.graders.module_00.words import *
