"""Predict, then reveal: a question a lesson asks before it shows anything.

In one cell a question is made and shown, in the next one its answer is revealed:

    question = predict.choice(
        "Q1.3a",
        "Which is read faster?",
        {"csv": ("The CSV file", "It looks simpler, but every number has to be parsed from text …"),
         "parquet": ("The Parquet file", "Only the pages of the columns you ask for are read …")},
        answer="parquet",
    )
    question

    predict.reveal(question)

The first answer is stored before anything is revealed, and only that one counts. It is there again when the
notebook is opened another day. Scripts, tests and static exports never stop at a question.
"""

import ast
import html
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import marimo as mo

from course import links, progress

POINTS = 1.0

_BUTTON = "Lock in my answer"


@dataclass(frozen=True)
class Option:
    """One answer that can be chosen: what it says, and why it is right or tempting and wrong."""

    label: str
    explanation: str


@dataclass(frozen=True)
class Choice:
    """A question with options, one of which is right."""

    id: str
    prompt: str
    options: Mapping[str, Option]
    answer: str

    def is_valid(self, given: Any) -> bool:
        """Whether `given` is one of the options."""
        return given in self.options

    def is_right(self, given: Any) -> bool:
        """Whether `given` is the right option."""
        return given == self.answer

    def words(self, given: Any) -> str:
        """The option as the learner reads it."""
        return self.options[given].label

    def explain(self, given: Any) -> str:
        """Markdown: why the chosen option is right or not, then what is to say of the others."""
        own = self.options[given].explanation
        if self.is_right(given):
            rest = [option for key, option in self.options.items() if key != given]
            return f"{own}\n\n{_folded('Why not the others?', _listed(rest))}"
        right = self.options[self.answer]
        rest = [option for key, option in self.options.items() if key not in (given, self.answer)]
        text = f"{own}\n\n**{right.label}** is the answer. {right.explanation}"
        return text + (f"\n\n{_folded('And the others?', _listed(rest))}" if rest else "")


@dataclass(frozen=True)
class Number:
    """A question whose answer is a number, right within `tolerance` (in the same unit)."""

    id: str
    prompt: str
    answer: float | Callable[[], float]
    tolerance: float
    unit: str
    explanation: str | Callable[[], str]

    def truth(self) -> float:
        """The right number; computed now where the lesson gave a function."""
        return float(self.answer() if callable(self.answer) else self.answer)

    def is_valid(self, given: Any) -> bool:
        """Whether `given` is a finite number."""
        return isinstance(given, int | float) and not isinstance(given, bool) and math.isfinite(given)

    def is_right(self, given: Any) -> bool:
        """Whether `given` is within the tolerance of the right number."""
        return abs(float(given) - self.truth()) <= self.tolerance

    def words(self, given: Any) -> str:
        """The number with its unit."""
        digits = f"{given:,.0f}" if abs(given) >= 100 else f"{given:.3g}"  # as exactly as one guesses
        return f"{digits} {self.unit}".strip()

    def explain(self, given: Any) -> str:
        """Markdown: the right number, how far the guess was, and why."""
        truth = self.truth()
        why = self.explanation() if callable(self.explanation) else self.explanation
        far = abs(float(given) - truth)
        if far <= self.tolerance:
            distance = "you were close enough to plan by it"
        else:
            distance = f"your guess was {self.words(far)} {'above' if given > truth else 'below'} it"
        return f"It is **{self.words(truth)}**; {distance}. {why}"


QUESTIONS: dict[str, Choice | Number] = {}
"""The questions that the lesson running in this process has asked so far, by id."""


def choice(
    question_id: str, prompt: str, options: Mapping[str, tuple[str, str]], *, answer: str
) -> mo.ui.form:
    """A question with options: key -> (what it says, its own explanation). `answer` is the key of the right one.

    Returns the element to show; it must be the value of a global variable of its cell, as every marimo element.
    Raises ValueError when the id, the options or the answer don't make a question.
    """
    named = {key: Option(*pair) for key, pair in options.items()}
    if len(named) < 2 or answer not in named:
        raise ValueError(f"{question_id}: give two options or more, and an answer that is one of them")
    if len({option.label for option in named.values()}) < len(named):
        raise ValueError(f"{question_id}: two options say the same")
    question = _register(Choice(question_id, prompt, named, answer))
    stored = _stored(question)
    element = mo.ui.radio(
        {option.label: key for key, option in named.items()},
        value=None if stored is None else named[stored].label,
        label=_label(question),
    )
    return _form(question, element)


def number(
    question_id: str,
    prompt: str,
    low: float,
    high: float,
    step: float,
    *,
    answer: float | Callable[[], float],
    tolerance: float,
    unit: str = "",
    explain: str | Callable[[], str] = "",
) -> mo.ui.form:
    """A question whose answer is a number from `low` to `high`, right within `tolerance` of `answer`.

    `answer` and `explain` may be functions, for what the lesson measures itself: they are called only after the
    learner answered. All numbers are in `unit`. Returns the element to show (see `choice`).
    Raises ValueError when the id or the range makes no question.
    """
    if not low < high or step <= 0 or tolerance < 0:
        raise ValueError(f"{question_id}: low < high, step > 0 and tolerance >= 0 are needed")
    question = _register(Number(question_id, prompt, answer, tolerance, unit, explain))
    stored = _stored(question)
    # A slider that starts in the middle suggests an answer, and often nearly the right one.
    start = low if stored is None else min(max(stored, low), high)
    element = mo.ui.slider(
        low, high, step=step, value=start, include_input=True, label=_label(question), full_width=True
    )
    return _form(question, element)


def guess(question: mo.ui.form) -> Any | None:
    """The learner's first answer (a key, or a number), or None: for drawing it on the plot that follows."""
    spec = _spec(question)
    first = _stored(spec)
    # An answer that could not be stored (a read-only disk) still counts for as long as the notebook is open.
    return question.value if first is None else first


def reveal(question: mo.ui.form) -> mo.Html:
    """The panel to show in the cell after the question: the explanation, or a note that asks to answer first."""
    spec = _spec(question)
    if _exporting():
        return _printed(spec)
    first = guess(question)
    if first is None:
        return _note("Answer first: what you expect now is what makes the result stick.", "muted")
    shown = first if question.value is None else question.value
    right = spec.is_right(shown)
    head = f"**{'Right' if right else 'Not quite'}.** You chose: {spec.words(shown)}."
    text = f"{head}\n\n{spec.explain(shown)}"
    if shown != first:
        text += f"\n\n*Your first answer counts: {spec.words(first)}.*"
    return _note(text, "good" if right else "guess")


def gate(question: mo.ui.form) -> None:
    """Stop the cell here until the question is answered; never in a script, a test or a static export."""
    unanswered = mo.running_in_notebook() and not _exporting() and guess(question) is None
    mo.stop(unanswered, _note("This opens when the question above is answered.", "muted"))


def questions_in(path: str | Path) -> dict[str, str]:
    """The questions a lesson's file asks, without running it: id -> prompt, in the order of the file.

    Raises OSError and SyntaxError for a file that can't be read.
    """
    found: list[tuple[int, str, str]] = []
    for node in ast.walk(ast.parse(Path(path).read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "predict"
            and node.func.attr in ("choice", "number")
            and len(node.args) >= 2
            and all(isinstance(arg, ast.Constant) and isinstance(arg.value, str) for arg in node.args[:2])
        ):
            found.append((node.lineno, node.args[0].value, node.args[1].value))
    return {name: prompt for _, name, prompt in sorted(found)}


def _register(question: Choice | Number) -> Choice | Number:
    links.module_number(question.id)
    QUESTIONS[question.id] = question
    return question


def _label(question: Choice | Number) -> str:
    unit = f" ({question.unit})" if isinstance(question, Number) and question.unit else ""
    return f"**Predict.** {question.prompt}{unit}"


def _form(question: Choice | Number, element: Any) -> mo.ui.form:
    def store(given: Any) -> None:
        # marimo calls this before it runs any cell that depends on the answer.
        if given is not None and _stored(question) is None:
            right = question.is_right(given)
            progress.record_answer(question.id, given, right, POINTS if right else 0.0, POINTS)

    form = mo.ui.form(
        element,
        submit_button_label=_BUTTON,
        validate=lambda given: "Choose an answer first." if given is None else None,
        on_change=store,
    )
    form.question = question
    return form


def _spec(question: mo.ui.form) -> Choice | Number:
    spec = getattr(question, "question", None)
    if spec is None:
        raise TypeError("give the element that predict.choice or predict.number returned")
    return spec


def _stored(question: Choice | Number) -> Any | None:
    """The stored answer, where it still is an answer to the question as it is asked today."""
    answer = progress.stored_answer(question.id)
    return answer if answer is not None and question.is_valid(answer) else None


_seen_request = False


def _exporting() -> bool:
    """Whether this notebook is being turned into a page that no Python stands behind.

    An export runs a notebook in edit mode, but no browser ever asks it anything. A live notebook has been asked
    at least once (to open), though not each of its runs comes from a request: one may follow a saved file.
    """
    global _seen_request
    _seen_request = _seen_request or mo.app_meta().request is not None
    return mo.running_in_notebook() and not _seen_request


def _note(markdown: str, color: str) -> mo.Html:
    """Text beside a coloured line: no background of its own, so it reads on a light and on a dark page."""
    from course.theme import COLORS

    body = mo.md(markdown).text
    style = f"border-left: 4px solid {COLORS[color]}; padding: 0.1rem 0 0.1rem 1rem; margin: 0.25rem 0"
    return mo.Html(f'<div class="course-note" style="{style}">{body}</div>')


def _printed(spec: Choice | Number) -> mo.Html:
    """The answer as a page without Python can show it: folded, so that a reader can still predict first."""
    truth = spec.answer if isinstance(spec, Choice) else spec.truth()
    text = f"**{spec.words(truth)}.** {spec.explain(truth)}"
    return _note(_folded("Decide first, then open the answer", text), "muted")


def _listed(options: list[Option]) -> str:
    return "\n".join(f"- **{option.label}**: {option.explanation}" for option in options)


def _folded(title: str, markdown: str) -> str:
    return f"<details><summary>{html.escape(title)}</summary>{mo.md(markdown).text}</details>"
