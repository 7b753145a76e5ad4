"""Every test writes progress to a file of its own, never to the learner's."""

import os
import sys

import pytest


@pytest.fixture(autouse=True)
def progress_file(tmp_path_factory, monkeypatch):
    """The progress store of this test; it does not exist yet."""
    path = tmp_path_factory.mktemp("progress") / "progress.sqlite"
    monkeypatch.setenv("COURSE_PROGRESS", str(path))
    return path


@pytest.fixture(autouse=True)
def _modules_of_this_test():
    """What a test adds to the course's own modules is forgotten after it."""
    yield
    catalogue = sys.modules.get("grading.engine.declare.catalogue")
    if catalogue:
        catalogue.remove_added_folders()


@pytest.fixture(scope="session")
def confinement():
    """Skip where submissions can't be confined; with CI set that is a failure."""
    from grading.sandbox.confine import missing

    why = missing()
    if why and os.environ.get("CI"):
        pytest.fail(f"CI must be able to confine submissions: {why}")
    if why:
        pytest.skip(why)
