"""The numbers of a cohort, on reports made by hand and on a large cohort."""

import time

import pytest

from grading.instructor.dashboard import cohort_statistics as stats
from grading.instructor.gradebook.book import Gradebook
from grading.instructor.gradebook.marks_file import Mark
from grading.instructor.gradebook.report import CheckReport, ExerciseReport, Report
from grading.instructor.intake.problems import Notice
from tests.plausible import cohort


def check(name, passed, hidden=False):
    return CheckReport(name, name.title(), passed, hidden=hidden)


def exercise(id, status, score, checks=(), mistake=None):
    return ExerciseReport(
        id, f"Task {id}", "1.1", status, score, 10.0, mistake, "Why.", "1.3", None, list(checks)
    )


def report(learner, *exercises, status="graded", module="1", late=False, at="2026-01-01T00:00:00+00:00"):
    score = sum(one.score for one in exercises)
    return Report(
        learner, f"{learner}.py", module, status, "why", score, 20.0, 0.1, list(exercises), late, at
    )


@pytest.fixture
def three():
    return [
        report(
            "ada10",
            exercise("E1.1", "passed", 10.0, [check("a", True), check("h", True, hidden=True)]),
            exercise("E1.2", "failed", 5.0, [check("b", False), check("c", True)], "rounds too soon"),
        ),
        report(
            "ada2",
            exercise("E1.1", "failed", 5.0, [check("a", True), check("h", False, hidden=True)]),
            exercise("E1.2", "timeout", 0.0, [check("b", False), check("c", None)], "rounds too soon"),
            late=True,
        ),
        report(
            "bob",
            exercise("E1.1", "not attempted", 0.0, [check("a", None), check("h", None, hidden=True)]),
            exercise("E1.2", "not attempted", 0.0, [check("b", None), check("c", None)]),
        ),
        report("eve", status="crashed"),
    ]


def test_summary_counts_everybody(three):
    found = stats.summary(three)
    assert (found.count, found.late, found.worth) == (4, 1, 20.0)
    assert found.statuses == {"graded": 3, "timeout": 0, "crashed": 1, "unreadable": 0}
    assert found.mean == 5.0 and found.median == 2.5
    assert stats.summary([]).mean is None and stats.summary([]).worth == 0.0


def test_distribution_has_every_score_once(three):
    bins = stats.distribution(three)
    assert [one.count for one in bins] == [2, 0, 1, 0, 0, 0, 0, 1, 0, 0]
    assert (bins[0].low, bins[-1].high) == (0, 100)
    edges = [report(str(i), exercise("E1.1", "failed", i * 2.0)) for i in range(11)]
    assert [one.count for one in stats.distribution(edges)] == [1] * 9 + [2], "100 % is in the last one"
    assert sum(one.count for one in stats.distribution([report("x", exercise("E", "failed", -5.0))])) == 1


def test_exercises_come_hardest_first_by_those_who_tried(three):
    second, first = stats.exercises(three)[0], stats.exercises(three)[1]
    assert (second.id, second.mean_share, second.attempted, second.passed, second.seen) == (
        "E1.2",
        0.25,
        2,
        0,
        3,
    )
    assert (first.id, first.mean_share, first.attempted, first.passed) == ("E1.1", 0.75, 2, 1)
    nobody = [*three, report("z", exercise("E1.0", "not attempted", 0.0))]
    assert stats.exercises(nobody)[-1].id == "E1.0" and stats.exercises(nobody)[-1].mean_share is None


def test_checks_count_only_where_they_ran(three):
    found = {one.name: (one.ran, one.failed, one.hidden) for one in stats.checks(three)}
    assert found == {
        "a": (2, 0, False),
        "h": (2, 1, True),
        "b": (2, 2, False),
        "c": (1, 0, False),
    }
    assert [one.name for one in stats.checks(three)][:2] == ["b", "h"]
    assert stats.checks(three)[0].fail_rate == 1.0


def test_misconceptions_say_who(three):
    [one] = stats.misconceptions(three)
    assert (one.exercise, one.title, one.section) == ("E1.2", "rounds too soon", "1.3")
    assert one.learners == ["ada10", "ada2"]


def test_troubles_name_submissions_exercises_and_files(three):
    found = stats.troubles(three, [Notice("cohort/x", "a symlink")])
    assert [(one.kind, one.who, one.where) for one in found] == [
        ("crashed", "eve", "eve.py"),
        ("timeout", "ada2", "E1.2"),
        ("not graded", "", "cohort/x"),
    ]


def test_modules_and_names_are_in_the_order_people_expect(three):
    many = [
        *three,
        report("x", module="10", at="2026-02-01"),
        report("x", module="4b"),
        report("x", module="4"),
    ]
    assert stats.modules(many) == ["1", "4", "4b", "10"]
    assert stats.newest_module(many) == "10" and stats.newest_module([]) is None
    assert [one.learner for one in stats.by_name(three)] == ["ada2", "ada10", "bob", "eve"]


def test_a_gradebook_is_seen_to_change_and_its_absence_is_no_error(tmp_path, three):
    path = tmp_path / "gradebook.db"
    seen = [stats.revision(path)]
    assert "There is no gradebook" in stats.snapshot(path).problem and not path.exists()
    path.touch()
    seen.append(stats.revision(path))
    assert stats.snapshot(path).problem
    with Gradebook(path) as book:
        seen.append(stats.revision(path))
        book.save(three[0], "f")
        seen.append(stats.revision(path))
        assert stats.revision(path) == seen[-1], "nothing new, nothing to draw"
        book.add_marks([Mark("ada10", "1", "E1.1", "Names", 1.0, 2.0)])
        book.save_notices([Notice("x", "y")])
        seen.append(stats.revision(path))
        found = stats.snapshot(path)
    assert found.problem is None and found.reports == [three[0]]
    assert len(found.marks) == len(found.notices) == 1
    assert len(set(seen)) == len(seen)
    path.write_bytes(b"something else" * 20)
    assert "no gradebook" in stats.snapshot(path).problem


def test_a_large_cohort_adds_up():
    reports = cohort(300)
    begun = time.perf_counter()
    summary, by_exercise, by_check = stats.summary(reports), stats.exercises(reports), stats.checks(reports)
    bins, known = stats.distribution(reports), stats.misconceptions(reports)
    print(f"300 learners: {time.perf_counter() - begun:.3f} s")
    assert sum(summary.statuses.values()) == sum(one.count for one in bins) == 300
    assert sum(one.passed for one in by_exercise) == sum(
        one.status == "passed" for report in reports for one in report.exercises
    )
    assert sum(one.failed for one in by_check) == sum(
        check.passed is False for report in reports for one in report.exercises for check in one.checks
    )
    assert sum(len(one.learners) for one in known) == sum(
        bool(one.misconception) for report in reports for one in report.exercises
    )
