"""A small declared module with rubrics, 91: one exercise of prose alone, one with checks and a rubric."""

from pathlib import Path

from grading.engine.answer.notebook_file import missing
from grading.engine.declare import catalogue
from grading.engine.declare.catalogue import exercises_of, find
from grading.engine.grade.grade_exercise import grade_exercise
from grading.engine.outcome import MissingAnswerError
from grading.instructor.gradebook.marks_file import Mark
from grading.instructor.gradebook.report import ExerciseReport, Report

EXERCISES = """
from grading.engine.declare.criterion import Criterion
from grading.engine.declare.exercise import exercise

E91_1 = exercise(
    "E91.1",
    title="Say it plainly",
    points=0,
    answer="letter",
    self_marks="letter_self",
    section="91.1",
    hints=("Read it aloud.",),
    rubric=(
        Criterion("plain", "`CFO` words", 4, {0: "Jargon <b>throughout</b>.", 50: "One term left.", 100: "None."}),
        Criterion("decision", "What she must decide", 6, {0: "Nothing.", 50: "A wish.", 100: "A choice with a date."}),
    ),
)
E91_2 = exercise(
    "E91.2",
    title="Plan it",
    points=4,
    answer="plan",
    self_marks="plan_self",
    section="91.2",
    rubric=(Criterion("reasons", "Reasons", 5, {0: "None.", 50: "Some.", 100: "All."}),),
)
"""
PUBLIC = '''
from module_91.exercises import E91_1, E91_2


@E91_1
def test_number(answer, check):
    """A number is in it"""
    check.is_true(any(one.isdigit() for one in answer), "There is no number in it yet.", given=answer)


@E91_1
def test_alternative(answer, check):
    """The alternative is named"""
    check.is_true("instead" in answer, "It names no alternative yet.", given=answer)


@E91_2
def test_months(answer, check):
    """The months add up"""
    check.equal(sum(answer["months"]), 6, "the stages are six months together")
'''
HIDDEN = '''
from module_91.exercises import E91_2


@E91_2.hidden
def test_no_stage_is_empty(answer, check):
    """Stages"""
    check.is_true(all(month > 0 for month in answer["months"]), "each takes time")
'''
GOOD = {
    "letter": "It costs 40,000 dollars; a table of medians instead costs 900.",
    "letter_self": {"plain": 50, "decision": 100},
    "plan": {"months": [2, 4]},
    "plan_self": {"reasons": 0},
}
STUB = {
    "letter": "",
    "letter_self": {"plain": None, "decision": None},
    "plan": None,
    "plan_self": {"reasons": None},
}


def use(folder: Path) -> Path:
    """Write the module into a folder and use it; after the test it is forgotten."""
    module = folder / "written" / "module_91"
    for name, text in (
        ("exercises", EXERCISES),
        ("public/test_prose", PUBLIC),
        ("hidden/test_prose", HIDDEN),
    ):
        path = module / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    catalogue.add_folder(folder / "written")
    catalogue.load_hidden("91")
    return folder / "written"


def notebook(values: dict, before: str = "") -> str:
    """The source of a notebook that gives each name its value; a value that is code stands in a `Code`."""
    cells = [before] if before else []
    cells += [
        f"{name} = {value if isinstance(value, Code) else repr(value)}" for name, value in values.items()
    ]
    written = "\n\n\n".join(
        "@app.cell\ndef _():\n    " + cell.replace("\n", "\n    ") + "\n    return" for cell in cells
    )
    return f'import marimo\n\n__generated_with = "0.25.2"\napp = marimo.App()\n\n\n{written}\n'


class Code(str):
    """An expression, as it stands in the notebook."""


def lookup(values):
    def find_name(name):
        if name not in values:
            raise MissingAnswerError(missing(name))
        if isinstance(values[name], BaseException):
            raise values[name]
        return values[name]

    return find_name


def checked(exercise_id="E91.1", seed=None, **values):
    return grade_exercise(find(exercise_id), lookup({**GOOD, **values}), seed=seed)


def report(learner="ada", values=GOOD, **more):
    exercises = [ExerciseReport.of(grade_exercise(one, lookup(values), seed=1)) for one in exercises_of("91")]
    score, worth = sum(one.score for one in exercises), sum(one.max_score for one in exercises)
    notebook = f"cohort/{learner}.py"
    return Report(learner, notebook, "91", "graded", "", score, worth, 0.1, exercises, **more)


def mark(criterion, points, worth, exercise_id="E91.1", learner="ada", comment=""):
    return Mark(learner, "91", exercise_id, criterion, points, worth, comment, "grace")
