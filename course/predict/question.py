"""What every kind of question shares: shown, answered once, stored, revealed."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

import marimo as mo

from course import progress
from course.lesson_questions import POINTS
from course.module_ids import module_of_id
from course.predict import look

_BUTTON = "Lock in my answer"


@dataclass(frozen=True)
class Question(ABC):
    """A question; an answer to it is data that JSON can hold."""

    id: str
    prompt: str

    @abstractmethod
    def is_valid(self, given: Any) -> bool:
        """Whether `given` is an answer to this question, be it right or wrong."""

    @abstractmethod
    def is_right(self, given: Any) -> bool:
        """Whether `given` is right in all its parts."""

    @abstractmethod
    def truth(self) -> Any:
        """A right answer."""

    @abstractmethod
    def words(self, given: Any) -> str:
        """The answer as the learner reads it."""

    @abstractmethod
    def explain(self, given: Any) -> str:
        """Markdown: what is right, and why, for one who answered `given`."""

    def share(self, given: Any) -> float:
        """How much of `given` is right, from 0 to 1."""
        return float(self.is_right(given))

    def summary(self, given: Any) -> str:
        """One sentence after "Right." or "Not quite."."""
        return f"You chose: {self.words(given)}."

    def read(self, value: Any) -> Any | None:
        """The answer that the element's value stands for; None while something is missing."""
        return value

    def missing(self, value: Any) -> str | None:
        """What the learner still has to do before the answer can be locked in; None when nothing."""
        return "Choose an answer first." if self.read(value) is None else None

    def label(self) -> str:
        """Markdown above the element."""
        return f"**Predict.** {self.prompt}"


QUESTIONS: dict[str, Question] = {}
"""The questions that the lesson running in this process has asked so far, by id."""


def register(question: Question) -> Any | None:
    """Take a question into QUESTIONS and return its stored answer, or None.

    Raises LookupError when its id is none.
    """
    module_of_id(question.id)
    QUESTIONS[question.id] = question
    return stored(question)


def stored(question: Question) -> Any | None:
    """The stored answer, where it still is an answer to the question as it is asked today."""
    answer = progress.stored_answer(question.id)
    return answer if answer is not None and question.is_valid(answer) else None


def form(question: Question, element: Any) -> mo.ui.form:
    """The element with its button; what is locked in first is stored."""

    def store(value: Any) -> None:
        # marimo calls this before it runs any cell that depends on the answer.
        given = None if value is None else question.read(value)
        if given is not None and stored(question) is None:
            progress.record_answer(question.id, given, question.is_right(given), POINTS)

    made = mo.ui.form(element, submit_button_label=_BUTTON, validate=question.missing, on_change=store)
    made.question = question
    return made


def guess(question: mo.ui.form) -> Any | None:
    """The learner's first answer, or None: for drawing it on the plot that follows.

    It is a key (`choice`), a number, a list of keys (`pick`, `order`) or a dict item -> option (`match`).
    """
    spec = _spec(question)
    first = stored(spec)
    # An answer that could not be stored (a read-only disk) still counts for as long as the notebook is open.
    return _now(question) if first is None else first


def reveal(question: mo.ui.form) -> mo.Html:
    """The panel to show in the cell after the question: the explanation, or a note that asks to answer first."""
    spec = _spec(question)
    if _exporting():
        return _printed(spec)
    first = guess(question)
    if first is None:
        return look.note("Answer first: a guess is enough. Then this section goes on.", "muted")
    now = _now(question)
    shown = first if now is None else now
    right = spec.is_right(shown)
    judged = "Right" if right else "Partly right" if spec.share(shown) > 0 else "Not quite"
    text = f"**{judged}.** {spec.summary(shown)}\n\n{spec.explain(shown)}"
    if shown != first:
        text += f"\n\n*Your first answer was: {look.sentence(spec.words(first))}*"
    return look.note(text, "good" if right else "guess")


def gate(question: mo.ui.form) -> None:
    """Stop the cell here, with nothing to show, until the question is answered; `reveal` says so, once.

    Never in a script, a test or a static export.
    """
    mo.stop(mo.running_in_notebook() and not _exporting() and guess(question) is None)


def _spec(question: mo.ui.form) -> Question:
    spec = getattr(question, "question", None)
    if spec is None:
        raise TypeError("give the element that predict.choice or another question of predict returned")
    return spec


def _now(question: mo.ui.form) -> Any | None:
    """The answer that is locked in at this moment, which may be a later one than the first."""
    return None if question.value is None else _spec(question).read(question.value)


_seen_request = False


def _exporting() -> bool:
    """Whether this notebook is being turned into a page that no Python stands behind.

    An export runs a notebook in edit mode, but no browser ever asks it anything. A live notebook has been asked
    at least once (to open), though not each of its runs comes from a request: one may follow a saved file.
    """
    global _seen_request
    _seen_request = _seen_request or mo.app_meta().request is not None
    return mo.running_in_notebook() and not _seen_request


def _printed(spec: Question) -> mo.Html:
    """The answer as a page without Python can show it: folded, so that a reader can still predict first."""
    truth = spec.truth()
    text = f"**{look.sentence(spec.words(truth))}** {spec.explain(truth)}"
    return look.note(look.folded("Decide first, then open the answer", text), "muted")
