"""`python -m course`: hands over to `course_app`, which a notebook never imports."""

import runpy

runpy.run_module("course_app", run_name="__main__", alter_sys=True)
