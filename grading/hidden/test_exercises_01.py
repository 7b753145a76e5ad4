"""Hidden checks of module 1, in the order of its exercises."""

# ruff: noqa: F403, I001 (star imports put every check here, where pytest looks; the order is the exercises')
from grading.hidden.module_01.sources import *
from grading.hidden.module_01.ingestion import *
from grading.hidden.module_01.formats import *
from grading.hidden.module_01.streams import *
from grading.hidden.module_01.integrity import *
from grading.hidden.module_01.labels import *
