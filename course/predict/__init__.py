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

There are five kinds: `choice` (one of several), `number`, `pick` (several of a set), `match` (one option for each
item) and `order` (steps in an order that works). An answer earns the question's point, be it right or wrong: guessing
must cost nothing.

`gate(question)` stops a cell that would give the answer away. The first answer is stored before anything is revealed,
and is there again when the notebook is opened another day. Scripts, tests and static exports never stop at a question.
"""

from course.lesson_questions import POINTS
from course.predict.choices import Choice, Option, choice
from course.predict.matches import Match, match
from course.predict.numbers import Number, number
from course.predict.orders import Order, order
from course.predict.picks import Pick, pick
from course.predict.question import QUESTIONS, Question, gate, guess, reveal

__all__ = [
    "POINTS",
    "QUESTIONS",
    "Choice",
    "Match",
    "Number",
    "Option",
    "Order",
    "Pick",
    "Question",
    "choice",
    "gate",
    "guess",
    "match",
    "number",
    "order",
    "pick",
    "reveal",
]
