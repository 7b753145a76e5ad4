"""What a failed public check quotes is made in a second round, when no hidden check runs any more."""

import json
import re
from pathlib import Path

import pytest

from grading.engine.declare.catalogue import add_folder
from grading.instructor.cohort.grade_all import grade_all
from grading.instructor.cohort.settings import Settings
from grading.instructor.gradebook.report import Report
from grading.instructor.intake.submissions import find_submissions
from grading.sandbox.limits import Limits

ASSIGNMENT = Path(__file__).parent / "assignment"
SOLUTION = (ASSIGNMENT / "module_90" / "solution.py").read_text("utf-8")


def starting_with(bodies):
    """The solution with more at the start of some of its functions."""
    source = SOLUTION
    for name, body in bodies.items():
        source, count = re.subn(rf"(def {name}\(.*:\n)", rf"\g<1>{body}", source)
        assert count == 1
    return source


BROKEN = starting_with(
    {
        "clean_prices": "    return 'what an answer says'\n",
        "standardize": "    raise ValueError('what an answer says')\n",
        "median_by_rarity": "    import time\n    time.sleep(20)\n",
    }
).replace("fit_price_model", "renamed")


@pytest.fixture
def rounds(confinement, tmp_path):
    """Grade sources; each report in the order of its making, and a way to go on with some of them."""
    add_folder(ASSIGNMENT)
    settings = Settings(limits=Limits(check_seconds=1.0))

    def run(sources, untold=None):
        for learner, source in sources.items():
            path = tmp_path / "cohort" / learner / "exercises_90.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(source, encoding="utf-8")
        entries, _ = find_submissions([tmp_path / "cohort"], "90")
        scratch = tmp_path / "scratch"
        scratch.mkdir(exist_ok=True)
        made = []
        again = [(one, untold[one.learner]) for one in entries] if untold else []
        failed = grade_all(
            [] if untold else entries,
            settings,
            2,
            str(scratch),
            lambda _, one: made.append(one),
            untold=again,
        )
        assert failed == [] and not list(scratch.glob("worker-*"))
        return made

    return run


@pytest.mark.slow
def test_nothing_is_quoted_before_every_hidden_check_has_run(rounds):
    made = rounds({name: f"{BROKEN}\n# {name}\n" for name in ("ada", "bob", "eve")} | {"fay": SOLUTION})
    first, second = made[:4], made[4:]
    assert [one.is_untold for one in first].count(True) == 3
    assert "what an answer says" not in json.dumps([one.as_dict() for one in first])
    assert sorted(one.learner for one in second) == ["ada", "bob", "eve"]
    for report in second:
        before = next(one for one in first if one.learner == report.learner)
        assert not report.is_untold
        assert (report.score, report.status, report.graded_at) == (
            before.score,
            before.status,
            before.graded_at,
        )
        cleaned, scaled, medians, model = report.exercises
        assert "what an answer says" in cleaned.checks[0].given
        assert scaled.problem.startswith("ValueError: what an answer says")
        assert scaled.checks[0].message == "ValueError: what an answer says"
        assert "stopped after 1 seconds" in medians.problem and medians.status == "timeout"
        assert "fit_price_model" in model.problem
        assert [one.status for one in report.exercises] == [one.status for one in before.exercises]


@pytest.mark.slow
def test_what_a_stopped_run_left_untold_is_told_by_the_next(rounds):
    sources = {"ada": BROKEN}
    first, second = rounds(sources)
    again = rounds(sources, untold={"ada": Report.from_dict(json.loads(json.dumps(first.as_dict())))})
    assert again == [second]


@pytest.mark.slow
def test_an_answer_that_changes_its_mind_keeps_its_first_score(rounds):
    # the second round asks only for what failed: then the prices have not been cleaned before
    moody = {
        "clean_prices": "    np.asked_before = True\n",
        "standardize": "    if hasattr(np, 'asked_before'):\n        return None\n",
    }
    first, second = rounds({"ada": starting_with(moody)})
    assert second.score == first.score == 6
    assert "not when it was run again" in second.exercises[1].checks[0].message
