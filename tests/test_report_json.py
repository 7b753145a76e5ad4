"""The JSON that other programs read: reports of today, and of earlier courses, which are read for ever."""

import json
import re
from dataclasses import replace

import numpy as np
import pytest

from course import __version__
from grading.instructor.exports.course_csv import exercises_csv, totals_csv
from grading.instructor.exports.course_json import reports_json, totals_json
from grading.instructor.gradebook.marks_file import Mark
from grading.instructor.gradebook.report import CheckReport, CriterionReport, ExerciseReport, Report
from grading.instructor.gradebook.totals import Total
from grading.instructor.intake.problems import Notice
from tests.test_gradebook import report
from tests.test_gradebook_upgrade import QUOTED, WITH_RUBRIC, WITHOUT_RUBRIC


def test_the_json_of_a_report_is_what_the_design_says():
    check = CheckReport("test_a", "reads a comma", None, "why", hidden=True, weight=2.0)
    criterion = CriterionReport("plain", "Plain words", 4.0, {0: "None.", 50: "Some.", 100: "All."}, 50)
    exercise = ExerciseReport(
        "E4b.1", "Say it", "4b.1", "not attempted", 0.0, 8.0, "a mistake", checks=[check], rubric=[criterion]
    )
    given = Report("ada", "z.zip: a.py", "4b", "timeout", "late", 0.0, 8.0, 0.12, [exercise], True, "2026")
    assert given.as_dict() == {
        "learner": "ada",
        "notebook": "z.zip: a.py",
        "module": "4b",
        "status": "timeout",
        "detail": "late",
        "score": 0.0,
        "max_score": 8.0,
        "seconds": 0.12,
        "exercises": [
            {
                "id": "E4b.1",
                "title": "Say it",
                "section": "4b.1",
                "status": "not attempted",
                "score": 0.0,
                "max_score": 8.0,
                "misconception": "a mistake",
                "explanation": None,
                "misconception_section": None,
                "problem": None,
                "checks": [
                    {
                        "name": "test_a",
                        "title": "reads a comma",
                        "passed": None,
                        "message": "why",
                        "hidden": True,
                        "weight": 2.0,
                        "call": None,
                        "given": None,
                        "expected": None,
                    }
                ],
                "rubric": [
                    {
                        "id": "plain",
                        "title": "Plain words",
                        "max_points": 4.0,
                        "anchors": {"0": "None.", "50": "Some.", "100": "All."},
                        "self_percent": 50,
                    }
                ],
            }
        ],
        "late": True,
        "graded_at": "2026",
        "seed": 0,
        "sandbox": "",
        "lms": {},
    }
    assert Report.from_dict(json.loads(json.dumps(given.as_dict()))) == given
    assert report(module="01").as_dict()["module"] == 1


def test_numbers_and_texts_of_numpy_are_saved_like_any_other():
    check = CheckReport(np.str_("test_a"), "reads a comma", True, np.str_("why"), weight=np.float64(2))
    exercise = ExerciseReport("E1.1", "Say it", "1.1", "passed", np.float64(1.5), 8, checks=[check])
    given = Report("ada", "a.py", "1", "graded", "", np.float64(1.5), 8, 0.1, [exercise])
    data = json.loads(json.dumps(given.as_dict()))
    assert (data["score"], data["exercises"][0]["checks"][0]["message"]) == (1.5, "why")
    assert Report.from_dict(data) == given


@pytest.mark.parametrize("text", [WITHOUT_RUBRIC, WITH_RUBRIC, QUOTED])
def test_a_report_of_an_earlier_course_says_the_same_in_json_today(text):
    before = json.loads(text)
    now = Report.from_dict(before).as_dict()
    for exercise in before["exercises"]:
        exercise.setdefault("rubric", [])
    assert now == before


def test_a_run_is_one_object_with_its_reports_their_marks_and_what_was_not_graded():
    bob = Report.from_dict(json.loads(WITH_RUBRIC))
    mark = Mark("bob", "4b", "E4b.1", "plain", 3.0, 4.0, "Clear.", "grace")
    notices = [Notice("b.txt", "not a notebook (.py)")]
    said = json.loads(reports_json([(report("li\u00ebn", sandbox="none"), []), (bob, [mark])], notices))
    assert list(said) == ["course", "graded_at", "sandbox", "reports", "notices"]
    assert (said["course"], said["sandbox"]) == (__version__, "none")
    assert said["graded_at"].endswith("+00:00")
    assert said["notices"] == [{"path": "b.txt", "reason": "not a notebook (.py)"}]
    assert [(one["learner"], one["module"]) for one in said["reports"]] == [("li\u00ebn", 1), ("bob", "4b")]
    plain, decision = said["reports"][1]["exercises"][0]["rubric"]
    assert (plain["points"], plain["comment"], plain["marker"]) == (3, "Clear.", "grace")
    assert (decision["points"], decision["comment"], decision["marker"]) == (None, None, None)
    nothing = json.loads(reports_json([], []))
    assert (nothing["sandbox"], nothing["reports"], nothing["notices"]) == (None, [], [])


def test_a_total_has_every_number_and_a_module_that_is_a_number_where_it_is_one():
    total = Total(
        "ada",
        "1",
        80.0,
        100.0,
        3.0,
        4.0,
        83.0,
        104.0,
        True,
        {"lms": "canvas"},
        "graded",
        "2026",
        True,
        1,
        6.5,
    )
    assert json.loads(totals_json([total])) == {
        "totals": [
            {
                "learner": "ada",
                "module": 1,
                "automatic": 80.0,
                "automatic_max": 100.0,
                "manual": 3.0,
                "manual_max": 4.0,
                "total": 83.0,
                "total_max": 104.0,
                "late": True,
                "lms": {"lms": "canvas"},
                "status": "graded",
                "graded_at": "2026",
                "has_rubric": True,
                "unmarked": 1,
                "unmarked_max": 6.5,
            }
        ]
    }


def test_what_a_learner_wrote_gives_a_terminal_no_orders_and_reaches_programs_whole():
    """CSI as one character, and the marks that turn or hide text: escapes in JSON, U+FFFD in a table."""
    hostile = "a\x9b2J\u202e\u2066\u061c\u200b\u00ad\U000e0041\u2028\ue000\x7f\x85\ud800\t\n b"
    given = Report(hostile, hostile, "1", "graded", hostile, 0.0, 8.0, 0.1, [], lms={hostile: hostile})
    total = Total(hostile, "1", 8.0, 8.0, 0.0, 0.0, 8.0, 8.0, False, {"name": hostile})
    notice = Notice(hostile, hostile)
    for said in (reports_json([(given, [])], [notice]), totals_json([total])):
        assert not re.search("[^ -~\n]", said)
    said = json.loads(reports_json([(given, [])], [notice]))
    assert said["reports"][0]["detail"] == said["notices"][0]["reason"] == hostile
    assert json.loads(totals_json([total]))["totals"][0]["lms"]["name"] == hostile
    exercise = ExerciseReport("E1.1", "a", "1.1", "failed", 0.0, 8.0, hostile)
    for sheet in (totals_csv([total]), exercises_csv([replace(given, exercises=[exercise])])):
        assert "a\ufffd2J\ufffd\ufffd\ufffd" in sheet
        assert not re.search("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u2028\u202e\u2066\ud800]", sheet)


def test_what_can_be_seen_stays_as_it_is_in_json():
    assert '"Zoë 李 👩 ünï"' in totals_json([Total("Zoë 李 👩 ünï", "1", *[0.0] * 6, False)])
