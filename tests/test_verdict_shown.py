"""What a verdict shows of a failing check: its input, what was called before, and where to read on."""

import re
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from course import links
from grading import check
from grading.engine.answer.notebook_file import Notebook
from grading.engine.compare.calls import Call, shown_calls
from grading.engine.compare.describe import describe
from grading.engine.compare.soft_assertions import SoftAssertions
from grading.engine.declare.catalogue import declared, exercises_of, find, misconceptions_of, modules
from grading.engine.declare.exercise import exercise
from grading.engine.grade.grade_exercise import grade_exercise
from grading.engine.outcome import Recognised
from grading.learner import panel, places, shown_solution, verdict_text
from grading.learner.panel import as_html
from grading.learner.verdict_text import as_text
from grading.learner.verdict_words import PUBLIC_ONLY
from grading.publish.paths import solution_file

TABLE = pd.DataFrame({"card": ["c1", "2", " x"], "price": [4.5, np.nan, 120.0]})


def verdict_on(*tests, **answers):
    one = exercise("E1.2", title="Try", points=8, answer=next(iter(answers)), section="1.2")
    one.collect([one(test) for test in tests])
    with pytest.MonkeyPatch.context() as patch:
        for place in ("known_mistakes", "telling_check"):
            patch.setattr(f"grading.engine.recognise.{place}.known_mistakes", lambda _: [])
        return grade_exercise(one, answers.__getitem__)


def failure(test, answer):
    """The first message of the only check."""
    verdict = verdict_on(test, answer=answer)
    return verdict.checks[0].messages[0]


def test_a_small_table_is_printed_as_one():
    def test_it(answer, check):
        """It"""
        check.equal(answer(TABLE, 3), 1, "one")

    shown = failure(test_it, lambda table, number: 2)
    assert shown.call.splitlines() == [
        "answer(<table>, 3)",
        "<table>:",
        "   card  price",
        "0  c1      4.5",
        "1  '2'     NaN",  # a text that looks like a number, or has a space in front, is in quotes
        "2  ' x'    120",
    ]
    html = as_html(verdict_on(test_it, answer=lambda table, number: 2))
    assert re.search(r"<pre[^>]*>\nanswer\(&lt;table&gt;, 3\)\n", html)


def test_a_list_of_dicts_is_printed_as_a_table_and_two_tables_have_numbers():
    rows = [{"id": 1, "sold": None}, {"id": 22, "sold": "2026-05-01"}]
    call = Call("answer", (rows,), {"more": TABLE[:1]})
    assert call.text().splitlines() == [
        "answer(<table 1>, more=<table 2>)",
        "<table 1>:",
        "id  sold",
        " 1  None",
        "22  2026-05-01",
        "<table 2>:",
        "   card  price",
        "0  c1      4.5",
    ]
    assert Call("answer", (pd.concat([TABLE] * 9),), {}).text() == "answer(<table of 27 rows x 2 columns>)"
    assert Call("answer", (TABLE[:1],), {}).line() == "answer(<table of 1 row x 2 columns>)"


def test_a_table_is_written_when_a_check_fails_and_not_before(monkeypatch):
    monkeypatch.setattr(Call, "text", lambda call: pytest.fail("it was written"))

    def test_it(answer, check):
        """It"""
        check.equal(answer(TABLE), 3, "three")

    assert verdict_on(test_it, answer=len).status == "passed"


def test_dicts_sets_and_columns_are_in_the_order_of_what_was_expected():
    check = SoftAssertions([])
    check.equal({"c": 1, "b": {"y": 1, "x": 2}, "a": 3}, {"a": 3, "b": {"x": 1, "y": 2}}, "a dict")
    check.equal({"z", "y", "x"}, {"y", "x"}, "a set")
    check.equal([{"b": 1, "a": 2}], [{"a": 1, "b": 2}], "dicts in a list")
    check.same_table(TABLE[["price", "card"]], TABLE.assign(price=1.0), "a table", order=True)
    check.same_table(TABLE[::-1], TABLE.assign(price=[4.5, np.nan, 1.0])[["price", "card"]], "any order")
    check.same_items([3, 1, 2], [4, 1, 3], "items")
    shown = [(message.given, message.expected) for message in check.messages]
    assert shown[0] == ("{'a': 3, 'b': {'x': 2, 'y': 1}, 'c': 1}", "{'a': 3, 'b': {'x': 1, 'y': 2}}")
    assert shown[1] == ("{'x', 'y', 'z'}", "{'x', 'y'}")
    assert shown[2] == ("[{'a': 2, 'b': 1}]", "[{'a': 1, 'b': 2}]")
    assert [text.splitlines()[1].split() for text in shown[3]] == [["card", "price"]] * 2
    given, expected = ([line.split()[1:] for line in text.splitlines()[1:]] for text in shown[4])
    assert given[0] == expected[0] == ["card"]  # after "price"
    assert given[1:] == [["120", "'", "x'"], ["NaN", "'2'"], ["4.5", "c1"]]
    assert expected[1:] == [["1", "'", "x'"], ["NaN", "'2'"], ["4.5", "c1"]]
    assert shown[5] == ("[1, 2, 3]", "[1, 3, 4]")


def test_numbers_are_shown_as_a_learner_writes_them():
    given = {
        "mean": np.float64(4.5),
        "n": [np.int64(3), np.float32(0.5)],
        "days": (np.bool_(True), 0.1 + 0.2),
    }
    assert describe(given) == "{'mean': 4.5, 'n': [3, 0.5], 'days': (True, 0.3)}"
    assert "np." not in describe(pd.DataFrame({"a": [np.float64(1.5), "x"]}, dtype=object))
    assert describe([np.datetime64("2026-01-02")]) == "[Timestamp('2026-01-02 00:00:00')]"
    check = SoftAssertions([])
    check.equal([0.1 + 0.2 + 1e-8], [0.3], "they differ in a digit that is not shown at first")
    check.close([1 + 1e-11], [1.0], "far too strict", rel=1e-12, abs=0.0)
    assert check.messages[0].given != check.messages[0].expected
    assert check.messages[1].given == "[1.00000000001]" and check.messages[1].expected == "[1.0]"


def test_every_kind_of_number_is_a_number():
    check = SoftAssertions([])
    for number in (1.5, np.float64(1.5), np.float32(1.5), Decimal("1.5"), Fraction(3, 2), np.array(1.5)):
        assert check.close(number, 1.5, "close") and check.equal(number, 1.5, "equal")
        assert check.number(number, "a number") == 1.5
        assert check.close({"a": [number]}, {"a": (1.5,)}, "in containers")
    assert check.messages == []


class Shelf:
    def __init__(self, size, room=3):
        self.held = []

    def put(self, card):
        self.held.append(card)

    def __len__(self):
        return len(self.held)


def test_calls_on_one_object_are_listed_one_a_line():
    def test_it(answer, check):
        """It"""
        shelf, other = answer(3, room=2), answer(4)
        other.put("elsewhere")
        shelf.put({"card": "c1", "price": 4.5})
        shelf.put("c2")
        check.equal(len(shelf), 1, "one")

    assert failure(test_it, Shelf).call.splitlines() == [
        "answer(3, room=2)",
        "answer.put({'card': 'c1', 'price': 4.5})",
        "answer.put('c2')",
        "len(answer)",
    ]


def test_of_many_calls_the_first_and_the_last_are_listed():
    def test_it(answer, check):
        """It"""
        shelf = answer(3)
        for number in range(500):
            shelf.put(number)
        check.equal(len(shelf), 1, "one")

    lines = failure(test_it, Shelf).call.splitlines()
    assert lines[:2] == ["answer(3)", "… 492 more calls …"]
    assert lines[-2:] == ["answer.put(499)", "len(answer)"]
    made = Call("answer", (), {})
    long = [made, *(Call("put", ("x" * 500,), {}, made) for _ in range(20)), Call("last", (), {}, made)]
    assert shown_calls(long).endswith("\nlast()")


def test_where_code_raises_the_call_is_shown():
    def test_it(answer, check):
        """It"""
        check.equal(answer("$1"), 1.0, "a dollar")

    def answer(text):
        raise ValueError

    verdict = verdict_on(test_it, answer=answer)
    assert verdict.checks[0].problem.call == "answer('$1')"
    text = as_text(verdict)
    assert "ValueError\n" in text and "ValueError:" not in text
    assert "for:      answer('$1')" in text
    assert "<dt>for</dt><dd><code>answer(&#39;$1&#39;)</code>" in as_html(verdict)


def test_one_error_that_stops_several_checks_is_one_row():
    def test_first(answer, check):
        """First"""
        check.equal(answer(1), 1, "one")

    def test_second(answer, check):
        """Second"""
        check.equal(answer(2), 2, "two")

    def test_third(answer, check):
        """Third"""
        with check.raises(ValueError, "nobody can read it"):
            answer("x")

    def test_fourth(answer, check):
        """Fourth"""
        check.equal(answer(None), 2, "two")

    def answer(number):
        if number is None:
            return 3
        return nowhere_defined  # noqa: F821

    verdict = verdict_on(test_first, test_second, test_third, test_fourth, answer=answer)
    assert len(verdict.checks) == 4
    text, html = as_text(verdict), as_html(verdict)
    for shown in (text, html):
        assert shown.count("NameError") == 1
        assert "3 checks stop at the same error" in shown
        assert "First" in shown and "Second" in shown
    assert html.count("<li>") == 2


def test_a_name_of_another_cell_is_explained():
    def test_it(answer, check):
        """It"""
        check.equal(answer(1), 1, "one")

    def answer(number):
        return _cell_12_cum(number)  # noqa: F821

    text = as_text(verdict_on(test_it, answer=answer))
    assert "name '_cum' is not defined in this cell" in text
    assert "_cell_12" not in text.replace("return _cell_12_cum", "")


def test_a_reason_and_a_call_are_said_once():
    def test_it(answer, check):
        """It"""
        given = answer(1)
        check.equal(given, 1, "the same reason")
        check.equal(given, 2, "the same reason")

    text = as_text(verdict_on(test_it, answer=lambda number: 3))
    assert text.count("the same reason") == text.count("for:") == 1
    assert text.count("given:") == 2


def solved(exercise_id):
    one = find(exercise_id)
    return grade_exercise(one, Notebook(solution_file(one.module)).lookup)


def test_a_pass_is_on_the_public_checks_only_and_leads_on():
    verdict = solved("E1.1")
    text, html = as_text(verdict), as_html(verdict, "def parse_price")
    coming = declared("1")[1]
    assert f"Next exercise: {coming.id} {coming.title}" in text
    assert f'<a href="{links.exercise_link(coming.id)}">'.replace("&", "&amp;") in html
    assert PUBLIC_ONLY in text and PUBLIC_ONLY.replace("'", "&#39;") in html
    assert "python -m course solution E1.1" in text
    assert "One way to write it" in html and "def parse_price" in html
    failed = grade_exercise(find("E1.1"), lambda name: lambda text: 1.0)
    for shown in (as_text(failed), as_html(failed)):
        assert "Next exercise" not in shown and "One way" not in shown and "A pass here" not in shown


def test_without_a_worked_solution_none_is_offered(monkeypatch):
    monkeypatch.setattr(verdict_text, "has_solution", lambda exercise_id: False)
    verdict = solved("E1.1")
    assert "One way" not in as_text(verdict) + as_html(verdict)


def test_the_solution_opens_to_what_runs_because_the_file_is_saved_later(monkeypatch):
    asked = []
    monkeypatch.setattr(shown_solution, "_shown", {})
    monkeypatch.setattr(
        shown_solution, "worked_solution", lambda _, answer=None: asked.append(answer) or "code"
    )
    monkeypatch.setattr("marimo.running_in_notebook", lambda: True)
    right = Notebook(solution_file("1")).lookup("parse_price")
    check("E1.1", lambda: right)
    assert len(asked) == 1 and asked[0]("parse_price") is right


def test_a_solution_is_none_where_there_is_no_notebook_of_them(monkeypatch, tmp_path):
    monkeypatch.setattr(shown_solution, "_shown", {})
    with monkeypatch.context() as patch:
        patch.setattr("grading.learner.worked_solution.module_folder", lambda module: tmp_path)
        assert shown_solution.shown_solution("E1.1", None) is None
    assert "def parse_price" in shown_solution.shown_solution("E1.1", None)


def test_the_next_exercise_of_another_module_is_in_its_own_notebook():
    coming = declared("1")[0]
    assert places.next_exercise(declared("0")[-1]).link == links.exercise_link(coming.id)


def test_many_calls_that_fail_are_folded_after_the_third():
    def test_it(answer, check):
        """It"""
        for number in range(5):
            check.equal(answer(number), -1, f"reason {number}")

    html = as_html(verdict_on(test_it, answer=lambda number: number))
    shown, _, folded = html.partition("<details><summary>2 more</summary>")
    assert "reason 2" in shown and "reason 3" not in shown and "reason 3" in folded and "reason 4" in folded


def test_after_the_last_exercise_nothing_is_next():
    last = declared(modules()[-1])[-1]
    assert "Next exercise" not in as_html(solved(last.id))
    first = declared(modules()[0])[-1]
    assert declared(modules()[1])[0].id in as_text(solved(first.id)) or first.is_prose


def test_a_misconception_links_to_its_paragraph():
    verdict = grade_exercise(find("E1.1"), lambda name: misconceptions_of("E1.1")[0].answer)
    verdict.misconceptions = [Recognised("reads it wrongly", "Because.", "1.2.1")]
    html = as_html(verdict)
    assert f'<a href="{links.section_link("1.2.1")}"'.replace("&", "&amp;") in html
    assert ">Section 1.2.1 of the lesson</a> explains it." in html
    assert "Section 1.2.1 of the lesson explains it." in as_text(verdict)
    css = panel._TEMPLATE.with_name("panel.css").read_text(encoding="utf-8")
    assert re.search(r"\.verdict a \{[^}]*text-decoration:underline", css)


def test_a_panel_has_a_status_that_may_be_one_and_no_empty_heading():
    for one in exercises_of("0"):
        html = as_html(solved(one.id))
        assert '<header role="status"' not in html and html.count('role="status"') == 1
        assert not re.search(r"<th[^>]*>\s*</th>", html)
