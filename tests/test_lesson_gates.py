"""Nothing below an unanswered question gives its answer away.

Each lesson is run as a page on which nothing is answered yet. What the cells below a question show is searched for the
number that is the answer, and for runs of words that only the answer and its explanation have.
"""

import base64
import html
import importlib.util
import json
import re
from dataclasses import dataclass
from urllib.parse import unquote

import marimo as mo
import pytest
from marimo._output.formatting import as_html

from course import ROOT, links, predict
from course.lesson_questions import questions_of
from course.predict.choices import Choice
from course.predict.numbers import Number
from course_app import outline

pytestmark = pytest.mark.slow
MODULES = [module.number for module in outline.modules() if module.lesson]
RUN = 5  # so many words in a row that nobody writes twice by chance
CLOSE = 0.005  # a number as near to the answer as this tells it
BIG_CHART = 400  # a chart with more numbers than this has any number


@dataclass(frozen=True)
class Page:
    """What a lesson shows while nothing is answered: a text for each cell, and where its questions and sections are."""

    shown: list[str]
    questions: dict[str, tuple[int, predict.Question]]
    sections: list[int]

    def below(self, name, whole=True):
        """What stands below a question: to the end of the page, or of its section."""
        at, _ = self.questions[name]
        end = (
            len(self.shown) if whole else min([one for one in self.sections if one > at] + [len(self.shown)])
        )
        return self.shown[at + 1 : end]

    def above(self, name):
        return " ".join(self.shown[: self.questions[name][0] + 1])


@pytest.fixture(scope="module", params=MODULES)
def page(request, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_PROGRESS", str(tmp_path_factory.mktemp("nothing") / "progress.sqlite"))
        patch.setattr(mo, "running_in_notebook", lambda: True)
        patch.setattr("course.predict.question._exporting", lambda: False)
        spec = importlib.util.spec_from_file_location("lesson", ROOT / links.module_path(request.param))
        notebook = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(notebook)
        outputs, _ = notebook.app.run()
        shown = [visible(output) for output in outputs]
        asked = [(at, getattr(one, "question", None)) for at, one in enumerate(outputs)]
        questions = {one.id: (at, one) for at, one in asked if one is not None}
        assert list(questions) == list(questions_of(request.param)), (
            "the page asks them in the order of the files"
        )
        sections = [at for at, text in enumerate(shown) if re.match(r"\s*\d+b?\.\d+ ", text)]
        yield Page(shown, questions, sections)


def visible(output):
    """What a person reads in an output: text, labels, and what charts and tables are drawn from."""
    if output is None:
        return ""
    page = as_html(output).text
    data = [_data(value) for value in re.findall(r"\sdata-[a-z-]+='([^']*)'", page)]
    return _plain(page) + " " + " ".join(data)


def _data(attribute):
    """The texts and numbers in an attribute of an element, which is JSON that may hold HTML."""
    found = list(_leaves(json.loads(html.unescape(attribute))))
    texts = [_plain(one) for one in found if isinstance(one, str)]
    values = [f"{one:.6g}" for one in found if not isinstance(one, str)]
    return " ".join(texts + (values if len(values) <= BIG_CHART else []))


def _leaves(value):
    if isinstance(value, str) and value.startswith("data:") and "," in value:
        head, _, body = value.partition(",")
        body = base64.b64decode(body).decode("utf-8", "replace") if "base64" in head else unquote(body)
        if "json" in head:
            yield from _leaves(json.loads(body))
        else:
            yield body
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _leaves(one)
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        yield value


def _plain(marked):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", marked)))


def runs(text):
    """All runs of `RUN` words of a text."""
    said = re.findall(r"[a-z0-9$%]+", _plain(mo.md(text).text if "**" in text else text).lower())
    return {" ".join(said[at : at + RUN]) for at in range(len(said) - RUN + 1)}


def numbers(text):
    """The numbers of two digits and more in a text."""
    for found in re.findall(r"(?<![\w.,#])\d[\d,]*(?:\.\d+)?(?!\w)", text):
        digits = found.replace(",", "")
        if len(digits.replace(".", "")) > 1:
            yield float(digits)


def test_the_number_that_is_asked_for_is_not_below(page):
    for name, (_, question) in page.questions.items():
        if isinstance(question, Number):
            truth = abs(question.truth())
            told = numbers(" ".join(page.below(name, whole=False)))
            told = [one for one in told if abs(one - truth) <= CLOSE * truth]
            assert told == [], f"{name}: the page tells {truth:g} before it is answered"


def test_the_words_of_an_answer_are_not_below(page):
    for name, (_, question) in page.questions.items():
        truth = question.truth()
        secret = runs(question.explain(truth)) | runs(question.words(truth))
        told = secret & runs(" ".join(page.below(name))) - runs(page.above(name))
        assert told == set(), f"{name}: the page tells its answer below it"


def test_the_longest_option_is_seldom_the_right_one(page):
    choices = [one for _, one in page.questions.values() if isinstance(one, Choice)]
    longest = [
        one.id
        for one in choices
        if one.answer == max(one.options, key=lambda key: len(one.options[key].label))
    ]
    assert len(longest) <= max(1, len(choices) // 3), longest
