"""Mutants: each operator makes what it says, a weak check lets them live, and the course's own checks don't."""

import ast
import json
import os
import re

import pytest

from course import ROOT
from course_app import cli
from grading.engine.answer.notebook_file import Notebook
from grading.engine.declare.catalogue import declared, modules
from grading.engine.declare.exercise import exercise
from grading.instructor.mutants import accepted, proof
from grading.instructor.mutants.mutant import Key, mutants_of, sample, with_change
from grading.instructor.mutants.operators import OPERATORS, changes
from grading.instructor.mutants.run import SolutionError, Solutions, run

MADE = {
    "compare": ("a < b", {"a <= b", "a >= b"}),
    "compare of equals": ("a == b", {"a != b"}),
    "compare of three": ("a <= b is c", {"a < b is c", "a > b is c", "a <= b is not c"}),
    "compare membership": ("a not in b", {"a in b"}),
    "number": ("f(10)", {"f(11)", "f(9)", "f(0)"}),
    "number with digits": ("f(0.92)", {"f(0.93)", "f(0.91)", "f(0.0)"}),
    "number one": ("f(1)", {"f(2)", "f(0)"}),
    "flag": ("f(True)", {"f(False)"}),
    "string": ("f('a')", {"f('ax')", "f('')"}),
    "string that is empty": ("f('')", {"f('x')"}),
    "string with a value": ("f(f'a{b}')", {"f(f'ax{b}')", "f(f'{b}')"}),
    "boolean": ("a and b", {"a or b", "a", "b"}),
    "boolean of three": ("a or b or c", {"a and b and c", "a or b", "a or c", "b or c"}),
    "boolean opposite": ("not a", {"a"}),
    "condition": ("a if b else c", {"a if not b else c"}),
    "condition of a filter": ("[a for a in b if c]", {"[a for a in b]"}),
    "condition of a loop": ("while a:\n    b", {"while not a:\n    b"}),
    "arithmetic": ("a + b", {"a - b"}),
    "arithmetic of masks": ("~a & b", {"~a | b", "a & b"}),
    "arithmetic in place": ("a *= b", {"a /= b"}),
    "arithmetic sign": ("-a ** b", {"a ** b", "-(a * b)"}),
    "statement": ("a = b", {"pass"}),
    "statement in a loop": (
        "for a in b:\n    break",
        {"pass", "for a in b:\n    continue", "for a in b:\n    pass"},
    ),
    "returned": ("def f():\n    return a", {"def f():\n    return None"}),
    "argument": ("f(a, b, c)", {"f(b, a, c)", "f(a, c, b)"}),
    "keyword": ("f(a, b=c, d=e)", {"f(a, d=e)", "f(a, b=c)"}),
    "method": ("a.f(b).g()", {"a.f(b)", "a.g()"}),
    "default": ("def f(a, b=c, d=e): a", {"def f(a, b, d=e):\n    a"}),
    "decorator": ("def f():\n    @a\n    def g():\n        b", {"def f():\n\n    def g():\n        b"}),
}


@pytest.mark.parametrize("name", MADE)
def test_an_operator_makes_what_it_says(name):
    source, expected = MADE[name]
    operator, before = name.split()[0], ast.unparse(ast.parse(source))
    tree = ast.parse(source)
    found = {
        ast.unparse(with_change(tree, change)) for change in changes(tree) if change.operator == operator
    }
    assert found == expected
    assert ast.unparse(tree) == before  # which is as it was


def test_every_operator_is_tried():
    assert {name.split()[0] for name in MADE} == set(OPERATORS)


def test_text_and_types_are_left_alone():
    source = 'def f(a: "number" = b) -> "text":\n    """A text."""'
    assert [change.operator for change in changes(ast.parse(source))] == ["default"]


NOTEBOOK = '''
import marimo

app = marimo.App()

@app.function
def dear(price: float, limit: float = 50.0) -> bool:
    """Whether a price is above the limit, 50 by default."""
    cents = 100
    ### BEGIN SOLUTION
    return price * cents > limit * cents
    ### END SOLUTION


@app.function
def halvings(number: float) -> int:
    """How often a number can be halved until it is 1 or less."""
    ### BEGIN SOLUTION
    count = 0
    while number > 1:
        number = number / 2
        count += 1
    return count
    ### END SOLUTION


@app.cell
def _():
    ### BEGIN SOLUTION
    rarities = ["Common", "Rare"]
    ### END SOLUTION
    return (rarities,)
'''


@pytest.fixture
def solutions(tmp_path):
    path = tmp_path / "solution.py"
    path.write_text(NOTEBOOK, encoding="utf-8")
    return path


def graded(answer, *checks):
    """An exercise whose checks are these functions."""
    one = exercise("E99.1", title="An exercise", points=1, answer=answer, section="99.1")
    one.collect([one(check) for check in checks])
    return one


def weak(answer, check):
    """Some dear card"""
    check.equal(answer(900.0), True, "it is dear")


def strong(answer, check):
    """The limit, also another"""
    given = [answer(50.05), answer(50.0), answer(49.95), answer(52.0, 51.0), answer(50.5, 51.0)]
    check.equal([*given, answer(0.5, 0.1)], [True, False, False, True, False, True], "only above the limit")


def ended(one, path, **settings):
    found = mutants_of(one, path)
    held = Solutions(Notebook(path), [one])
    return run(found, {one.id: held}, jobs=2, **settings)


def test_mutants_are_of_what_stands_between_the_markers(solutions):
    changed = {mutant.key.line for mutant in mutants_of(graded("dear", strong), solutions)}
    assert changed == {
        "def dear(price: float, limit: float = 50.0) -> bool:",
        "return price * cents > limit * cents",
    }
    values = mutants_of(graded("rarities", weak), solutions)
    assert {mutant.key.operator for mutant in values} == {"string"}
    with pytest.raises(ValueError, match=r"no solution of E99\.1"):
        mutants_of(graded("missing", weak), solutions)


def test_a_mutant_shows_its_line(solutions):
    shown = {mutant.key.change: mutant.after for mutant in mutants_of(graded("dear", strong), solutions)}
    assert shown["> limit * cents -> >= limit * cents"].endswith(">= limit * cents")
    assert shown["50.0 -> 50.1"] == "def dear(price: float, limit: float = 50.1) -> bool:"


def test_a_mutant_keeps_its_name_when_other_lines_change(solutions):
    one = graded("halvings", weak)
    before = mutants_of(one, solutions)
    solutions.write_text(NOTEBOOK.replace("@app.function\ndef dear", "\n\n# more\n@app.function\ndef dear"))
    after = mutants_of(one, solutions)
    assert [mutant.key for mutant in before] == [mutant.key for mutant in after]
    assert before[0].line_number != after[0].line_number
    assert len({mutant.key for mutant in before}) == len(before)


def test_a_weak_check_lets_mutants_live_and_a_strong_one_kills_them(solutions):
    lived = [one for one in ended(graded("dear", weak), solutions) if one.end == "survived"]
    assert "> limit * cents -> >= limit * cents" in {one.mutant.key.change for one in lived}
    outcomes = ended(graded("dear", strong), solutions)
    assert [one.mutant.key for one in outcomes if one.end == "survived"] == []
    assert {one.by for one in outcomes} == {"strong"}


def halves(answer, check):
    """Halved three times"""
    check.equal([answer(8.0), answer(8.5), answer(1.0)], [3, 4, 0], "8, 4, 2, 1")


def test_an_endless_loop_is_killed(solutions):
    outcomes = ended(graded("halvings", halves), solutions, seconds=1)
    endless = {one.mutant.key.change for one in outcomes if one.end == "time limit"}
    assert "left out: number = number / 2" in endless
    assert {one.end for one in outcomes} == {"public", "time limit"}


def fatal(answer, check):
    """Ends the process on a wrong answer"""
    if answer(50.0):
        os._exit(3)
    check.equal(answer(51.0), True, "it is dear")


def test_a_process_that_is_lost_counts_as_killed(solutions):
    outcomes = ended(graded("dear", fatal), solutions)
    lost = {one.mutant.key.change for one in outcomes if one.end == "crashed"}
    assert "> limit * cents -> >= limit * cents" in lost


def wrong(answer, check):
    """Fails on the solution"""
    check.equal(answer(900.0), False, "it isn't")


def test_a_solution_must_pass_its_own_checks(solutions):
    with pytest.raises(SolutionError, match=r"E99\.1 fails its own check wrong"):
        Solutions(Notebook(solutions), [graded("dear", wrong)])


def test_a_sample_is_fixed_by_its_seed(solutions):
    found = mutants_of(graded("dear", strong), solutions)
    drawn = sample(found, 5, seed=3)
    assert drawn == sample(found, 5, seed=3) != sample(found, 5, seed=4)
    assert [one for one in found if one in drawn] == drawn
    assert sample(found, 500, seed=3) == found


ENTRY = """
[[accepted]]
exercise = "E0.3"
where = "translations"
operator = "string"
line = "a line"
change = "'a' -> 'b'"
reason = "nobody can see it"
"""


def test_accepted_mutants_are_read(tmp_path):
    assert accepted.accepted_in(tmp_path) == {}
    (tmp_path / accepted.NAME).write_text(ENTRY + ENTRY + "nth = 2\n")
    key = Key("E0.3", "translations", "string", "a line", "'a' -> 'b'")
    second = Key("E0.3", "translations", "string", "a line", "'a' -> 'b'", nth=2)
    assert accepted.accepted_in(tmp_path) == dict.fromkeys((key, second), "nobody can see it")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (ENTRY + ENTRY, "entry 2: this mutant is accepted twice"),
        (ENTRY.replace("nobody can see it", " "), "entry 1: it needs texts for"),
        (ENTRY + "line_number = 3\n", "'line_number' is unknown"),
        (ENTRY + "nth = 0\n", "nth is a number from 1"),
        ("accepted = 3", "it needs entries"),
        ("[[", "mutants.toml: "),
    ],
)
def test_a_list_that_is_no_list_is_refused(tmp_path, text, why):
    (tmp_path / accepted.NAME).write_text(text)
    with pytest.raises(accepted.AcceptedError, match=re.escape(why)):
        accepted.accepted_in(tmp_path)


def test_accepted_mutants_that_are_killed_or_gone_are_stale(monkeypatch):
    [one] = [one for one in declared("0") if one.id == "E0.3"]
    killed = mutants_of(one, ROOT / "grading/content/module_00/solution.py")[0].key
    gone = Key("E0.3", "translations", "string", "a line", "'a' -> 'b'")
    elsewhere = Key("E0.1", "decisions", "string", "a line", "'a' -> 'b'")
    entries = dict.fromkeys((killed, gone, elsewhere), "why")
    monkeypatch.setattr(proof, "accepted_in", lambda folder: entries)
    found = proof.prove([one], count=1)
    assert set(found.stale) == {killed, gone}
    assert "killed by test_" in found.stale[killed]
    assert len(found.counted) == 1 and len(found.outcomes) == 2


@pytest.mark.parametrize("module", modules())
def test_a_sample_of_the_mutants_of_a_module_is_killed(module):
    """Every accepted mutant, and a few of the others; `course mutants` runs them all."""
    found = proof.prove(declared(module), count=30, seed=1, jobs=2)
    assert found.stale == {}
    assert [one.mutant.key for one in found.survivors] == []
    assert len(found.counted) == 30


@pytest.fixture
def course(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)

    def run_command(*arguments):
        code = cli.main(["mutants", *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return run_command


def test_the_command_says_what_was_killed(course):
    code, out, _ = course("E0.3", "--sample", "6", "--jobs", "2")
    assert code == 0
    assert "6 of 6 mutants killed (100.0%)" in out
    code, out, _ = course("E0.3", "--sample", "6", "--public", "--json")
    found = json.loads(out)
    assert (code, found["mutants"], found["share_killed"], found["survivors"]) == (0, 6, 1.0, [])


def test_survivors_are_shown_and_fall_short(course, monkeypatch, solutions):
    outcomes = ended(graded("dear", weak), solutions)
    lived = proof.Proof(outcomes, {}, {outcomes[0].mutant.key: "can't be made any more"})
    monkeypatch.setattr(proof, "prove", lambda *args, **settings: lived)
    code, out, _ = course("E0.3")
    assert code == 1
    assert "- return price * cents > limit * cents" in out
    assert "+ return price * cents >= limit * cents" in out
    assert "stale: E99.1 dear" in out
    code, out, _ = course("E0.3", "--json")
    assert code == 1 and json.loads(out)["survivors"][0]["where"] == "dear"


@pytest.mark.parametrize("wrong_call", ["E9.1", "X", "E0.3 --sample 0", "E0.3 --jobs 0"])
def test_a_wrong_call_is_one_line(course, wrong_call):
    code, _, err = course(*wrong_call.split())
    assert code == 2 and err.startswith("course: ") and err.count("\n") == 1


def test_a_bad_list_of_accepted_ones_is_one_line(course, monkeypatch, tmp_path):
    (tmp_path / accepted.NAME).write_text("[[")
    monkeypatch.setattr(proof, "module_folder", lambda module: tmp_path)
    code, _, err = course("E0.3", "--sample", "1")
    assert code == 2 and "mutants.toml" in err and err.count("\n") == 1
