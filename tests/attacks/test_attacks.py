"""No hostile submission gains a point, reads what it may not, reaches out, or costs its neighbours anything.

All attacks are graded in one run of ``course grade``, with honest neighbours between them, under the real
confinement. `attack_arena.py` says how an attack is written.
"""

import json
import re
import sqlite3

import pytest
from attack_arena import ATTACKS, HERE, SUBMISSION_SECONDS, Arena, canary, grade, neighbours, python

from grading.instructor.gradebook.book import Gradebook
from grading.instructor.gradebook.marks_file import Mark

KINDS = {"forging", "reading", "escaping", "exhausting", "protocol"}
LONGEST_REPORT = 50_000  # characters
STATUSES = {"graded", "timeout", "crashed", "unreadable"}
# Attacks that are harmless enough to succeed: without confinement each of them must show a breach
CONTROLS = (
    "reading_hidden_graders",
    "reading_through_libraries",
    "reading_neighbours",
    "reading_gradebook",
    "reading_home",
    "reading_environment",
    "reading_parent_process",
    "reading_links",
    "escaping_tcp",
    "escaping_udp",
    "escaping_unix_sockets",
    "escaping_programs",
    "escaping_files_outside",
    "escaping_file_metadata",
    "escaping_signals",
    "escaping_parent_limits",
)


def planted(root, public=""):
    """An arena with an instructor's mark in the gradebook."""
    arena = Arena(root, public)
    (arena.root / "out").mkdir()
    with Gradebook(arena.root / "out" / "gradebook.db") as book:
        book.add_marks([Mark("zoe_right", "90", "E90.1", "style", 1.0, 2.0, canary("gradebook"), "prof")])
    return arena


@pytest.fixture(scope="module")
def arena(confinement, tmp_path_factory):
    """The arena with every attack in its cohort."""
    found = planted(tmp_path_factory.mktemp("arena"))
    for attack in ATTACKS:
        found.add(attack)
    yield found
    found.close()


@pytest.fixture(scope="module")
def before(arena):
    return arena.snapshot()


@pytest.fixture(scope="module")
def run(arena, before):
    """Everybody is graded."""
    return grade(arena, "cohort", "out")


@pytest.fixture(scope="module")
def reports(run):
    return run.reports()


@pytest.fixture(scope="module")
def calm(arena, run):
    """The honest ones are graded alone."""
    return grade(arena, "honest", "calm")


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_gains_nothing(attack, reports):
    report = reports[attack.name]
    said = json.dumps(report)
    assert report["score"] <= attack.honest, f"it earned points: {said}"
    assert report["score"] >= attack.keeps, f"its right answers lost their points: {said}"
    assert report["status"] in attack.ends, f"status {report['status']}: {said}"
    assert "canary-" not in said, f"it read a secret: {said}"
    assert "breach" not in said, f"it got through: {said}"
    assert "broken" not in said, f"the attack itself is faulty and proves nothing: {said}"
    assert re.search(attack.sign, said), f"nothing shows that it ran: {said}"
    assert len(said) < LONGEST_REPORT, "it made the report itself huge"
    assert report["seconds"] < 3 * SUBMISSION_SECONDS, f"it held the grader up for {report['seconds']:.0f} s"


def test_attacks_are_of_every_kind():
    kinds = [attack.header["attack"] for attack in ATTACKS]
    assert len(ATTACKS) >= 40 and set(kinds) == KINDS
    for attack in ATTACKS:
        assert attack.name.startswith(f"{attack.header['attack']}_")
        assert attack.header["tries"] and set(attack.ends) <= STATUSES
        assert attack.name not in CONTROLS or "control" not in attack.header


def test_everybody_has_a_report(reports):
    assert set(reports) == {attack.name for attack in ATTACKS} | set(neighbours(""))


def test_nothing_was_touched(arena, before, run):
    assert arena.snapshot() == before


def test_nothing_is_left_behind(arena, run):
    assert run.survivors == [], "processes outlived the run"
    assert arena.strays() == []


def test_nobody_was_called(arena, run):
    assert arena.callers() == []


def test_the_grader_stays_small(run):
    assert run.memory_mb < 1_600, "something made the grader, or a submission, swell"


def test_the_output_is_clean(run):
    assert "Traceback" not in run.stderr
    assert "canary-" not in run.stdout + run.stderr
    assert "\x1b" not in run.stdout


def _comparable(report):
    own = ("seconds", "graded_at", "notebook")
    return {name: value for name, value in report.items() if name not in own}


def test_neighbours_are_graded_as_if_alone(reports, calm):
    alone = calm.reports()
    assert set(alone) == set(neighbours(""))
    for name, report in alone.items():
        assert _comparable(reports[name]) == _comparable(report)
    scores = {name: report["score"] for name, report in alone.items()}
    assert scores["eve_right"] == scores["hal_tools"] == scores["zoe_right"] == 8.0
    assert scores["ned_stub"] == 0.0
    assert 0 < scores["fay_half"] < 8 and 0 < scores["quinn_broken"] < 8 and scores["ada_wrong"] < 4


def test_the_gradebook_is_whole(arena, run, reports):
    path = run.out / "gradebook.db"
    with sqlite3.connect(path) as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
    with Gradebook(path) as book:
        stored = {report.learner: report.as_dict() for report in book.reports("90")}
        (mark,) = book.marks(learner="zoe_right")
    assert mark.comment.startswith("canary-gradebook-") and mark.points == 1.0
    assert {name: one["score"] for name, one in stored.items()} == {n: r["score"] for n, r in reports.items()}


def test_without_confinement_the_same_attacks_show(tmp_path_factory):
    """A control: an attack that could not succeed anywhere would prove nothing by failing."""
    arena = planted(tmp_path_factory.mktemp("control"), public="victims/mode.txt")
    try:
        before = arena.snapshot()
        files = [str(arena.add(attack)) for attack in ATTACKS if attack.name in CONTROLS]
        (arena.root / "scratch").mkdir()
        run = python(arena, [str(HERE / "control.py"), *files], arena.root / "scratch", "control")
        assert run.code == 0, run.stderr
        said = json.loads(run.stdout.splitlines()[-1])
        assert {name: text for name, text in said.items() if "breach" not in str(text)} == {}
        assert len(said) == len(CONTROLS)
        assert "canary-hidden-" in str(said) and "canary-environment-" in str(said)
        assert {"tcp", "udp", "file", "file_datagram", "abstract"} <= set(arena.callers())
        assert any("escaping_files_outside" in name for name in arena.strays())
        assert run.survivors and arena.snapshot() != before
    finally:
        arena.close()
