"""Every test writes progress to a file of its own, never to the learner's."""

import pytest


@pytest.fixture(autouse=True)
def progress_file(tmp_path_factory, monkeypatch):
    """The progress store of this test; it does not exist yet."""
    path = tmp_path_factory.mktemp("progress") / "progress.sqlite"
    monkeypatch.setenv("COURSE_PROGRESS", str(path))
    return path
