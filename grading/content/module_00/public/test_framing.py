"""Public checks of section 0.6: needs framed as problems, and the questions to ask first."""

from grading.content.module_00.exercises import E0_6
from grading.content.module_00.public.helpers import word
from grading.content.module_00.public.needs import (
    AFTER,
    DECISIVE,
    FIELDS,
    FRAMINGS,
    NEEDS,
    TOPICS,
    VAGUE,
    why_wrong,
)


def _entry(answer, need):
    entry = answer.get(need) if isinstance(answer, dict) else None
    return entry if isinstance(entry, dict) else {}


def _field(answer, need, field):
    return word(_entry(answer, need).get(field))


def _judge(check, answer, need):
    """Every field of a need, judged against the accepted framing it is nearest to."""
    given = {field: _field(answer, need, field) for field in FIELDS}
    accepted = max(
        FRAMINGS[need], key=lambda one: (given["task"] == one["task"], sum(given[f] == one[f] for f in one))
    )
    for field in FIELDS:
        check.is_true(
            given[field] == accepted[field],
            why_wrong(need, field, given[field]),
            given=given[field],
            expected=NEEDS[need][field],
            given_as=f'framings["{need}"]["{field}"]',
        )


@E0_6
def test_price_tag_is_framed(answer, check):
    """The price tag"""
    _judge(check, answer, "price_tag")


@E0_6(weight=2)
def test_bargains_are_framed(answer, check):
    """Forty bargains of six hundred listings"""
    _judge(check, answer, "bargains")


@E0_6
def test_fakes_are_framed(answer, check):
    """Cards for the expert"""
    _judge(check, answer, "fakes")


@E0_6
def test_sleeves_are_framed(answer, check):
    """Next week's order"""
    _judge(check, answer, "sleeves")


def _questions(submission):
    """The questions asked, in order, without repeats."""
    asked = submission.questions
    listed = map(word, asked[:50]) if isinstance(asked, list | tuple) else ()
    return list(dict.fromkeys(one for one in listed if one is not None))


@E0_6
def test_questions_cover_the_topics(submission, check):
    """The questions cover all eight topics"""
    asked = _questions(submission)
    for topic, keys in TOPICS.items():
        check.is_true(
            any(key in asked for key in keys),
            f"nobody asked about {topic}: what is not asked now is guessed later",
            given="asked" if any(key in asked for key in keys) else "not asked",
            expected=f"a question about {topic}",
            given_as="questions",
        )


@E0_6
def test_questions_want_numbers(submission, check):
    """The answers will be numbers and names"""
    asked = _questions(submission)
    enough = sum(any(key in asked for key in keys) for keys in TOPICS.values()) >= 4
    for key, why in VAGUE.items():
        given = "asked" if key in asked else "not asked" if enough else "too few asked to tell"
        check.is_true(
            enough and key not in asked,
            why if enough else "half of the topics at least, to tell how you ask",
            given=given,
            expected="the question whose answer can be checked",
            given_as=f'questions with "{key}"' if key in asked else "questions",
        )


@E0_6
def test_questions_come_in_order(submission, check):
    """What the rest depends on is asked first, and each topic once"""
    asked = _questions(submission)
    check.is_true(
        bool(asked) and asked[0] in TOPICS["users"],
        "ask first who decides what with the answer: everything else follows from it, and nothing about the method "
        "does",
        given="first" if asked and asked[0] in TOPICS["users"] else "later" if asked else "nothing asked",
        expected="the question about the users comes first",
        given_as=f"questions begins with {asked[:1]}",
    )
    early = [key for topic in DECISIVE for key in TOPICS[topic]]
    late = [key for topic in AFTER for key in TOPICS[topic]]
    places = [n for n, key in enumerate(asked) if key in early]
    limits = [n for n, key in enumerate(asked) if key in late]
    ordered = bool(places and limits) and max(places) < min(limits)
    check.is_true(
        ordered,
        "how fast and how often depends on what is right and what a mistake costs: if the meeting ends early, those "
        "two have to be on your paper",
        given="in order" if ordered else "not in order" if places and limits else "not asked",
        expected="users, label and cost of errors before the other five",
        given_as="questions",
    )
    known = {key for keys in TOPICS.values() for key in keys}
    other = [key for key in asked if key not in known]
    check.is_true(
        bool(asked) and not other and len(asked) == 8,
        "the meeting has time for eight questions: spend none on what they can't answer, and ask nothing twice",
        given="nothing asked"
        if not asked
        else "others among them"
        if other
        else "eight"
        if len(asked) == 8
        else "more or fewer",
        expected="eight questions, one for each topic",
        given_as=f"{len(asked)} questions{': ' + ', '.join(other[:3])[:80] if other else ''}",
    )
