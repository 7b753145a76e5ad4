"""A mistake is named where it explains all that fails, and nothing is said of code that does something else."""

import pytest

from grading import wire
from grading.engine.declare.exercise import exercise
from grading.engine.declare.misconception import Misconception
from grading.engine.grade.grade_exercise import grade_exercise
from grading.engine.recognise import known_mistakes as mistakes
from grading.engine.recognise.recording import load
from grading.engine.run.place import UnlimitedInProcess
from grading.engine.run.run_check import Submission, run_check
from grading.publish.record_misconceptions import record


def digits_of():
    """Read a price: five checks, one for each thing that can go wrong, and one of another name."""
    one = exercise("E1.2", title="Read", points=10, answer="read", section="1.2", also=("write",))

    @one
    def test_plain(answer, check):
        """Plain"""
        check.equal(answer("12"), 12.0, "a number")

    @one
    def test_comma(answer, check):
        """Commas"""
        check.equal(answer("1,250"), 1250.0, "a comma groups thousands")

    @one
    def test_cents(answer, check):
        """Cents"""
        check.equal(answer("50¢"), 0.5, "a cent is a hundredth")

    @one
    def test_negative(answer, check):
        """Below zero"""
        check.equal(answer("-3"), -3.0, "a refund")
        check.equal(answer("-4"), -4.0, "another one")

    @one
    def test_write(submission, check):
        """Written"""
        check.equal(submission.write(2.0), "2.00", "two digits")

    one.collect([test_plain, test_comma, test_cents, test_negative, test_write])
    return one


def reader(*, comma="", cents=100.0, sign=True):
    def read(text):
        number = float(text.rstrip("¢").replace(",", comma))
        number = number / cents if text.endswith("¢") else number
        return number if sign else abs(number)

    return read


WRONG = {
    "takes the comma for a point": (None, reader(comma=".")),
    "takes cents for dollars": (None, reader(cents=1.0)),
    "drops the sign": (None, reader(sign=False)),
    "takes the comma for a point and drops the sign": (None, reader(comma=".", sign=False)),
    "writes one digit": ("write", lambda number: f"{number:.1f}"),
}


def write(number):
    return f"{number:.2f}"


def known(exercise, *left_out):
    found = []
    for title, (replaces, answer) in WRONG.items():
        if title not in left_out:
            wrong = Misconception("E1.2", title, "Because.", "1.2", replaces, answer)
            found.append((wrong, mistakes._transcripts(exercise, wrong)))
    return found


@pytest.fixture(params=["code", "recording"])
def judge(request, monkeypatch):
    """Checks an answer; the known mistakes come from code, or as the learners' bundle has them."""

    def run(read, write=write, left_out=()):
        one = digits_of()
        found = known(one, *left_out)
        monkeypatch.setattr(mistakes, "known_mistakes", lambda _: found)
        monkeypatch.setattr("grading.publish.record_misconceptions.known_mistakes", lambda _: found)
        if request.param == "recording":
            found = load(record(one), "E1.2")
        monkeypatch.setattr("grading.engine.recognise.telling_check.known_mistakes", lambda _: found)
        return grade_exercise(one, {"read": read, "write": write}.__getitem__)

    return run


def titles(verdict):
    return [one.title for one in verdict.misconceptions]


def test_one_mistake_that_explains_all_that_fails_is_named(judge):
    for title, (replaces, answer) in WRONG.items():
        verdict = judge(**({"read": reader(), "write": answer} if replaces else {"read": answer}))
        assert (titles(verdict), verdict.begin_with) == ([title], None)


def test_nothing_is_named_that_the_code_does_half(judge):
    right = reader()

    def sign_of_small_numbers(text):
        return 4.0 if text == "-4" else right(text)

    verdict = judge(sign_of_small_numbers)
    assert titles(verdict) == []
    assert verdict.begin_with.title == "Below zero"
    assert verdict.begin_with.why == "It is the only one that fails."


def test_nothing_is_named_where_another_check_fails_as_well(judge):
    wrong = reader(cents=1.0)
    verdict = judge(lambda text: 13.0 if text == "12" else wrong(text))
    assert titles(verdict) == []
    assert verdict.begin_with.title == "Plain"
    assert verdict.begin_with.why.startswith("None of the 5 known mistakes fails it")


def test_two_slips_are_named_where_together_they_explain_all(judge):
    assert titles(judge(reader(comma=".", cents=1.0))) == [
        "takes the comma for a point",
        "takes cents for dollars",
    ]
    both = titles(judge(reader(comma=".", sign=False)))
    assert both == ["takes the comma for a point and drops the sign"]  # one that explains all is nearer
    apart = judge(reader(comma=".", sign=False), left_out=both)
    assert titles(apart) == ["takes the comma for a point", "drops the sign"]


def test_three_slips_are_not_put_together(judge):
    verdict = judge(reader(comma=".", cents=1.0, sign=False), left_out=list(WRONG)[3:4])
    assert titles(verdict) == []
    assert verdict.begin_with.title == "Commas"  # each of the three is failed by one known mistake
    assert verdict.begin_with.why == "It is the first one that fails."


def test_slips_that_could_be_two_pairs_are_not_named(judge):
    verdict = judge(reader(comma=".", cents=1.0, sign=False))
    # commas and cents and the sign: "both" and cents, and no other pair
    assert titles(verdict) == ["takes cents for dollars", "takes the comma for a point and drops the sign"]
    found = [*known(digits_of()), known(digits_of())[1]]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mistakes, "known_mistakes", lambda _: found)
        transcripts = {
            check.name: run_check(
                check,
                Submission({"read": reader(comma=".", cents=1.0, sign=False), "write": write}.__getitem__),
                "read",
                UnlimitedInProcess(),
            )[1]
            for check in digits_of().checks
        }
        assert mistakes.recognise(digits_of(), transcripts) == []


def test_a_slip_in_each_of_two_names_is_named_for_each(judge):
    verdict = judge(reader(cents=1.0), lambda number: f"{number:.1f}")
    assert titles(verdict) == ["takes cents for dollars", "writes one digit"]
    unknown = judge(reader(cents=1.0), lambda number: "two")
    assert titles(unknown) == ["takes cents for dollars"]


def test_the_check_to_begin_with_says_why(judge):
    nothing = judge(lambda text: 7.0, lambda number: "two")
    assert nothing.begin_with.title == "Plain"
    assert nothing.begin_with.why == "No check passes yet, and this is the first of them."
    stopped = judge(lambda text: 1 / 0)
    assert stopped.begin_with is None  # one error stops them all: the row says where
    right = judge(reader())
    assert (right.status, right.begin_with) == ("passed", None)
    rare = judge(lambda text: {"1,250": 1.0, "50¢": 1.0}.get(text) or reader()(text))
    assert rare.begin_with.title == "Cents"
    assert rare.begin_with.why.startswith("1 of the 5 known mistakes fails it, more of them fail the others")


def test_a_recording_has_the_names_of_the_checks_that_pass():
    one = digits_of()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("grading.publish.record_misconceptions.known_mistakes", lambda _: known(one))
        _, [first, *_] = wire.decode(record(one))
    *_, failed, passed = first
    assert set(failed) == {"test_comma"}
    assert set(passed) == {"test_plain", "test_cents", "test_negative"}  # and not the check of another name
