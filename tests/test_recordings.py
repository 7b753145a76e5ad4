"""Misconceptions from recordings are recognised like those from code, and no code is in a recording."""

import ast
import inspect
import os
import subprocess
import sys
import textwrap

import pytest

from course import ROOT
from grading.engine.declare.catalogue import exercises_of, find, misconceptions_of, modules
from grading.engine.recognise import known_mistakes as mistakes
from grading.engine.recognise import recording as recordings
from grading.engine.run.place import UnlimitedInProcess
from grading.engine.run.run_check import Submission, run_check
from grading.publish.record_misconceptions import record

EXERCISES = [exercise for module in modules() for exercise in exercises_of(module)]
IDS = [exercise.id for exercise in EXERCISES]


def transcripts_of(exercise, wrong):
    """What checking an answer gives: also the checks that a recording leaves out."""
    found = {}
    for check in exercise.checks:
        others = {name: lambda *args, **kwargs: None for name in exercise.names}
        answers = {**others, (wrong.replaces or exercise.answer): wrong.answer}
        _, found[check.name] = run_check(
            check, Submission(answers.__getitem__), exercise.answer, UnlimitedInProcess()
        )
    return found


@pytest.mark.parametrize("exercise", EXERCISES, ids=IDS)
def test_a_recording_recognises_what_the_code_recognises(exercise, monkeypatch):
    data = record(exercise)
    answers = [transcripts_of(exercise, wrong) for wrong in misconceptions_of(exercise.id)]
    by_code = [mistakes.recognise(exercise, answer) for answer in answers]
    assert all(by_code), "a misconception that its own code does not recognise"
    monkeypatch.setattr(mistakes, "known_mistakes", lambda exercise_id: recordings.load(data, exercise_id))
    assert [mistakes.recognise(exercise, answer) for answer in answers] == by_code


@pytest.mark.parametrize("exercise", EXERCISES, ids=IDS)
def test_a_recording_holds_the_failed_checks_and_nothing_of_the_answer(exercise):
    known = mistakes.known_mistakes(exercise.id)
    loaded = recordings.load(record(exercise), exercise.id)
    assert [(w.title, w.explanation, w.section, w.replaces) for w, _ in loaded] == [
        (w.title, w.explanation, w.section, w.replaces) for w, _ in known
    ]
    for (wrong, ours), (_, theirs) in zip(loaded, known, strict=True):
        assert wrong.answer is None
        assert ours.keys() == theirs.keys()
        for name, transcript in ours.items():
            assert transcript.passed is theirs[name].passed
            if transcript.passed:
                assert (transcript.records, transcript.problem) == ((), None)
            else:
                assert transcript.agrees_with(theirs[name])


def test_recordings_are_the_same_in_every_process():
    code = (
        "from grading import wire\n"
        "from grading.engine.declare.catalogue import find\n"
        "from grading.publish.record_misconceptions import record\n"
        "print(record(find('E1.1')).hex(), wire.encode([set('abcdefgh'), {('a', 1), ('b', 2), ('c', 3)}]).hex())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1


def test_recordings_are_read_where_the_code_is_missing(tmp_path):
    exercise, other = find("E1.2"), record(find("E1.1"))
    titles = [wrong.title for wrong, _ in mistakes.known_mistakes(exercise.id)]
    folder = tmp_path / "misconceptions"
    folder.mkdir()
    path = folder / recordings.file_name(exercise.id)
    path.write_bytes(record(exercise))
    assert [wrong.title for wrong, _ in recordings.recorded(exercise.id, folder)] == titles

    for damaged in (b"", b"PK\x03\x04", path.read_bytes()[:-3], other):
        path.write_bytes(damaged)
        with pytest.raises(recordings.RecordingError):
            recordings.load(damaged, exercise.id)
        assert recordings.recorded(exercise.id, folder) == []  # and no traceback in a learner's notebook


def test_code_wins_over_a_recording():
    assert all(wrong.answer is not None for wrong, _ in mistakes.known_mistakes("E1.1"))


@pytest.mark.parametrize("exercise", EXERCISES, ids=IDS)
def test_no_source_of_a_misconception_is_in_a_recording(exercise):
    data = record(exercise)
    for wrong in misconceptions_of(exercise.id):
        if not inspect.isfunction(wrong.answer):
            continue
        body = ast.parse(textwrap.dedent(inspect.getsource(wrong.answer))).body[0].body
        for line in (ast.unparse(part) for part in body):
            assert len(line) < 12 or line.encode() not in data
