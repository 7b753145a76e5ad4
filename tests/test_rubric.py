"""What no program can judge: declared, marked by the learner, checked for what is missing, and shown."""

import json
from html.parser import HTMLParser

import pytest

from course import progress
from course_app.cli import main
from grading import check
from grading.engine.answer.notebook_file import Notebook
from grading.engine.declare.catalogue import exercises_of, find
from grading.engine.declare.criterion import Criterion
from grading.engine.declare.exercise import exercise
from grading.engine.declare.misconception import Misconception
from grading.engine.grade.grade_exercise import grade_exercise
from grading.engine.outcome import Problem, StoppedError
from grading.engine.run.place import UnlimitedInProcess
from grading.engine.run.run_check import Submission, run_check
from grading.instructor.feedback import page as feedback
from grading.instructor.gradebook.report import ExerciseReport, Report
from grading.learner.panel import as_html
from grading.learner.verdict_text import as_text
from tests import written
from tests.written import GOOD, STUB, Code, checked, lookup, report

ANCHORS = {0: "Nothing.", 50: "Half.", 100: "All."}


@pytest.fixture(autouse=True)
def module_91(tmp_path, monkeypatch):
    return written.use(tmp_path)


# -- declared


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"id": "Plain words"}, "write it like plain_words"),
        ({"title": " "}, "needs a title"),
        ({"points": 0}, "not a number above 0"),
        ({"points": float("nan")}, "not a number above 0"),
        ({"points": True}, "not a number above 0"),
        ({"anchors": {0: "a", 100: "b"}}, "anchors for 0, 50 and 100"),
        ({"anchors": {**ANCHORS, 75: "c"}}, "anchors for 0, 50 and 100"),
        ({"anchors": {**ANCHORS, 50: ""}}, "each anchor is a sentence"),
    ],
)
def test_a_criterion_is_checked_when_it_is_declared(wrong, says):
    with pytest.raises(ValueError, match=says):
        Criterion(**{"id": "plain", "title": "Plain", "points": 4, "anchors": ANCHORS, **wrong})


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"rubric": ()}, "without points it needs a rubric"),
        ({"rubric": (), "points": 1, "self_marks": "own"}, "need a rubric"),
        ({"points": -1}, "below 0"),
        ({"self_marks": "_own"}, "no public name"),
        ({"rubric": ("plain",)}, "tuple of Criterion"),
        ({"rubric": (Criterion("a", "A", 1, ANCHORS),) * 2}, "the same id"),
    ],
)
def test_an_exercise_with_a_rubric_is_checked_too(wrong, says):
    given = {"points": 0, "rubric": (Criterion("a", "A", 1, ANCHORS),), **wrong}
    with pytest.raises(ValueError, match=says):
        exercise("E91.9", title="T", answer="text", section="91.1", **given)


def test_the_own_marks_are_one_of_the_names():
    rubric = (Criterion("a", "A", 1, ANCHORS),)
    one = exercise(
        "E91.9", title="T", points=0, answer="text", also=("more", "own"), section="91.1", rubric=rubric,
        self_marks="own",
    )  # fmt: skip
    assert one.names == ("text", "more", "own") and one.also == ("more",)
    assert one.is_prose and find("E91.1").rubric_points == 10 and not find("E91.2").is_prose


# -- checked


def test_prose_is_complete_when_nothing_is_missing_and_has_no_points():
    verdict = checked()
    assert (verdict.status, verdict.score, verdict.max_score) == ("passed", 0, 0)
    assert verdict.self_marks.percent == {"plain": 50, "decision": 100}
    verdict = checked(letter="It is cheap.")
    assert (verdict.status, verdict.score, verdict.passed_count) == ("failed", 0, 0)
    assert checked(letter_self=None).status == "nearly"
    assert ExerciseReport.of(checked(letter="It is cheap.")).status == "failed"


def test_what_is_still_empty_is_not_attempted():
    for empty in ("", "  \n", None, ..., {"vp": "", "cfo": None}, [""]):
        verdict = checked(letter=empty, letter_self=STUB["letter_self"])
        assert (verdict.status, verdict.score, verdict.max_score) == ("not attempted", 0, 0)
        assert "Not written yet" in as_text(verdict)
    assert checked(letter={"vp": "", "cfo": "5 instead"}).attempted


def test_own_marks_never_change_points():
    for own in ({"reasons": 0}, {"reasons": 100}, {"reasons": 30}, None):
        verdict = checked("E91.2", plan_self=own, seed=1)
        assert (verdict.status, verdict.score, verdict.max_score) == ("passed", 4, 4)
    assert checked("E91.2", plan={"months": [1]}, plan_self={"reasons": 100}, seed=1).score < 4


@pytest.mark.parametrize(
    ("own", "percent", "says"),
    [
        (None, {}, "Mark your own work: `letter_self = {"),
        ({}, {}, "write 0, 50 or 100 for `plain`, `decision`"),
        ({"plain": None, "decision": 0}, {"decision": 0}, "write 0, 50 or 100 for `plain`."),
        ({"plain": 30, "decision": 0}, {"decision": 0}, '`letter_self["plain"]` is 30: write 0, 50 or 100'),
        ({"plain": "50", "decision": 0}, {"decision": 0}, "is '50': write 0, 50 or 100"),
        ({"plain": True, "decision": 0}, {"decision": 0}, "is True: write 0, 50 or 100"),
        ({"plain": [50], "decision": 0}, {"decision": 0}, "is [50]: write 0, 50 or 100"),
        ({"plain": 50.0, "decision": 0, "clear": 50}, {"plain": 50, "decision": 0}, "'clear', which the rubric"),
        ([50, 50], {}, "`letter_self` must be a dict"),
        ("good", {}, "`letter_self` must be a dict"),
        (len, {}, "`letter_self` must be a dict"),
        (dict.fromkeys(range(300_000), 50), {}, "`letter_self` must be a dict"),
        (dict.fromkeys(range(1_000), 50), {}, "has 0, 1, 2, which the rubric has not"),
    ],
)  # fmt: skip
def test_an_own_mark_that_is_missing_or_wrong_is_told_in_a_sentence(own, percent, says):
    verdict = checked(letter_self=own)
    assert verdict.self_marks.percent == percent and verdict.status == "nearly" and verdict.problem is None
    assert says in as_text(verdict) and says.split("`")[-1][:20] in as_text(verdict)
    assert 'aria-hidden="true">○</span>' in as_html(verdict) and len(as_text(verdict)) < 3_000


def test_a_name_that_is_not_there_is_told_in_a_sentence_too():
    verdict = grade_exercise(find("E91.1"), lookup({"letter": GOOD["letter"]}))
    assert verdict.status == "nearly" and "`letter_self` isn't defined" in as_text(verdict)
    stopped = StoppedError(Problem("stopped", "it was stopped."))
    verdict = checked("E91.2", plan_self=stopped, seed=1)
    assert verdict.score == 4 and "it was stopped." in verdict.self_marks.missing[0]
    verdict = grade_exercise(find("E91.1"), lookup({"letter_self": GOOD["letter_self"]}))
    assert verdict.problem.kind == "missing" and verdict.self_marks.percent == GOOD["letter_self"]


def test_the_live_check_takes_both_names(capsys):
    check("E91.1", eval("lambda: (letter, letter_self)", dict(GOOD)))  # a notebook's names are global
    assert "E91.1 Say it plainly: Complete (up to 10 points by hand)" in capsys.readouterr().out
    latest = progress.snapshot()["E91.1"]
    assert (latest.status, latest.score, latest.max_score) == ("passed", 0, 0)
    check("E91.1", eval("lambda: (letter, letter_self)", {"letter": GOOD["letter"]}))
    out = capsys.readouterr().out
    assert "Your own marks are missing" in out and "`letter_self` isn't defined" in out


# -- shown


class Cells(HTMLParser):
    """The cells of the rubric, each with its class and text."""

    def __init__(self, html):
        super().__init__()
        self.cells = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag in ("td", "th"):
            self.cells.append([dict(attrs).get("class"), ""])

    def handle_data(self, data):
        if self.cells:
            self.cells[-1][1] += data


def test_the_panel_shows_anchors_and_the_own_mark():
    html = as_html(checked())
    chosen = [text for kind, text in Cells(html).cells if kind == "own"]
    assert [one.partition("%: ")[2] for one in chosen[:1]] == ["One term left."]
    assert chosen[0].startswith("Your mark") and "A choice with a date." in chosen[1] and len(chosen) == 2
    assert "An instructor marks this too" in html and "Jargon &lt;b&gt;throughout&lt;/b&gt;." in html
    assert "<code>CFO</code>" in html and 'data-status="passed"' in html and "Complete" in html
    assert "0 of 0" not in html and "hidden checks" not in html
    assert not [kind for kind, _ in Cells(as_html(checked(letter_self=None))).cells if kind]
    text = as_text(checked())
    assert "●  50 %  One term left." in text and "An instructor marks this too" in text


def test_points_of_checks_and_by_hand_are_told_apart():
    assert "4 of 4 points, and up to 5 points by hand" in as_text(checked("E91.2"))
    assert "1 thing is missing" in as_html(checked(letter="It costs 5."))
    assert "2 things are missing" in as_text(checked(letter="It is cheap."))


def test_a_known_mistake_in_prose_is_no_mistake_of_code(monkeypatch):
    wrong = Misconception("E91.1", "names no number", "A reader asks how much.", "91.1", None, "instead")
    answered = Submission(lookup({"letter": "instead"}))
    transcripts = {
        one.name: run_check(one, answered, "letter", UnlimitedInProcess())[1] for one in find("E91.1").checks
    }
    known = [(wrong, transcripts)]
    monkeypatch.setattr("grading.engine.recognise.known_mistakes.known_mistakes", lambda _: known)
    verdict = checked(letter="instead")
    assert "It looks as if your text names no number." in as_text(verdict)
    assert "It looks as if your text names no number." in as_html(verdict)
    page = Report("ada", "a.py", "91", "graded", "", 0, 0, 0.1, [ExerciseReport.of(verdict)])
    assert "It looks as if your text names no number." in feedback.page("ada", [page])


def test_the_report_carries_rubric_and_own_marks():
    given = report()
    data = json.loads(json.dumps(given.as_dict()))
    assert data == given.as_dict() and Report.from_dict(data) == given
    assert data["exercises"][0]["rubric"][0] == {
        "id": "plain",
        "title": "`CFO` words",
        "max_points": 4,
        "anchors": {"0": "Jargon <b>throughout</b>.", "50": "One term left.", "100": "None."},
        "self_percent": 50,
    }
    assert (given.score, given.max_score) == (4, 4) and given.exercises[0].is_prose
    for one in data["exercises"]:
        del one["rubric"]  # as an earlier course wrote it
    assert [one.rubric for one in Report.from_dict(data).exercises] == [[], []]
    verdict = json.loads(json.dumps(checked(letter_self={"plain": 7}).as_dict()))
    assert [one["self_percent"] for one in verdict["rubric"]] == [None, None]
    assert len(verdict["self_marks_missing"]) == 2


# -- the commands of a learner


def test_course_check_counts_prose_sensibly(tmp_path, capsys):
    path = tmp_path / "exercises_91.py"
    path.write_text(written.notebook(GOOD))
    assert main(["check", "91", "--submission", str(path)]) == 0
    out = capsys.readouterr().out
    assert "2 of 2 exercises passed or complete, 4 of 4 points." in out and "complete" in out
    assert "can give 15 points more by hand" in out and "0/0" not in out
    assert main(["check", "E91.1", "--submission", str(path)]) == 0
    assert "0 of 0" not in capsys.readouterr().out
    path.write_text(written.notebook({**GOOD, "letter": "Short.", "letter_self": Code("1/0")}))
    assert main(["check", "E91.1", "--submission", str(path)]) == 1
    out = capsys.readouterr().out
    assert "something is missing" in out and "There is no number in it yet." in out and "Traceback" not in out
    verdict = grade_exercise(find("E91.2"), Notebook(path).lookup, seed=1)
    assert verdict.status == "passed" and verdict.self_marks.percent == {"reasons": 0}


def test_progress_and_the_home_page_show_no_zero_of_zero(monkeypatch, capsys, tmp_path):
    from course_app import home_page as home
    from course_app import outline

    items = tuple(outline.Item(one.id, "exercise", one.title, one.points, "x") for one in exercises_of("91"))
    for number, chosen in enumerate((items, items[:1])):
        monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / f"{number}.sqlite"))
        module = outline.Module("91", "Words", None, "x", chosen)
        monkeypatch.setattr(outline, "modules", lambda module=module: [module])
        for values in (STUB, {**GOOD, "letter_self": None}, GOOD):
            letter, own = values["letter"], values["letter_self"]
            check("E91.1", lambda letter=letter, own=own: (letter, own))
            capsys.readouterr()
            word = {"": "not written yet"}.get(letter, "complete" if own else "your own marks are missing")
            html = home.page()
            assert word in html.lower() and "by hand" in html and "0 / 0" not in html and "0 of 0" not in html
            assert main(["progress"]) == 0
            out = capsys.readouterr().out
            assert word in out and "by hand" in out and "0/0" not in out and "0 of 0" not in out
    assert (
        outline.next_step([outline.Module("91", "Words", None, "x", items[:1])], progress.snapshot()) is None
    )
