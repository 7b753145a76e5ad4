"""Public checks of what no program can judge: they only say what is missing, and give no points."""

import re

from grading.content.module_00.exercises import E0_C

_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|hundred|thousand|half|third"
    r"|quarter|twice|double)\b",
    re.IGNORECASE,
)
_MONTHS = r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DAY = re.compile(
    rf"\b(?:\d{{4}}-\d\d(?:-\d\d)?|(?:{_MONTHS})[a-z]*\.? \d{{1,2}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\.? (?:of )?(?:{_MONTHS}))"
    r"|(?<![$\d])\b\d{1,2}/\d{1,2}\b",
    re.IGNORECASE,
)
"""A day as it is written with digits: those are no number that speaks for anything."""
_DATE = re.compile(
    rf"{_DAY.pattern}|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:tomorrow|tonight|christmas)\b"
    rf"|\b(?:week|q) ?\d|\b(?:by|until|before|in|end of|mid-?|from) (?:the end of )?(?:{_MONTHS})[a-z]*\b"
    r"|\b\w+ (?:days|weeks|months)\b|\b(?:next|this|one|a) (?:week|month|quarter)\b",
    re.IGNORECASE,
)
_ANYTHING = re.compile(r"\S")
_MONEY = re.compile(r"[$€£]|\b(?:dollar|cent|usd|euro)s?\b", re.IGNORECASE)
_DECISION = re.compile(
    r"\b(?:approv|decid|decision|agree|say yes|sign|allow|releas|pay|fund|spend|buy|start|stop|keep|choose"
    r"|go ahead|may we|can we|shall we|should we|would you|will you|do you want"
    r"|(?:a|your) yes|please|propos|recommend|ask)\w*",
    re.IGNORECASE,
)
_ALTERNATIVE = re.compile(
    r"\b(?:rules?|medians?|by hand|tables?|instead|alternatives?|otherwise|without (?:a|the|any|it|ml)|as today"
    r"|as now|if (?:you say )?not?|current way|do(?:ing)? nothing|lists?|averages?|spreadsheets?|if-then|look-?up"
    r"|fallback)\b",
    re.IGNORECASE,
)
_MITIGATION = re.compile(
    r"\b(?:stops?|stopped|switch\w*|fall\w* back|fallback|back to|rolls? back|rollback|rolled back|takes? over"
    r"|took over|stands? in|steps? in|by hand|turn(?:s|ed)? (?:it )?off|shut\w*|limit\w*|cap(?:s|ped)?|at most|alarms?"
    r"|alerts?|backup|revert\w*|pauses?|undo|instead|replaces?)\b",
    re.IGNORECASE,
)
_READ = 20_000
"""Characters of a text that are read: the longest that is asked for is a page."""


def _text(value):
    return value[:_READ] if isinstance(value, str) else ""


def _seen(check, text, pattern, why, expected, where="plain_text"):
    """Whether something like it is in the text; the days in it are no numbers."""
    looked = _DAY.sub(" ", text) if pattern is _NUMBER else text
    found = pattern.search(looked)
    given = "there" if found else "not seen" if text.strip() else "nothing written"
    check.is_true(bool(found), why, given=given, expected=expected, given_as=where)


def _answer(answer, who):
    return _text(answer.get(who)) if isinstance(answer, dict) else ""


@E0_C
def test_answers_are_given(answer, check):
    """Nothing is missing: an answer to each of the three"""
    for who in ("vp", "cfo", "cto"):
        _seen(check, _answer(answer, who), _ANYTHING, "no answer yet", "an answer", f'answers["{who}"]')


@E0_C
def test_answers_have_numbers(answer, check):
    """Nothing is missing: a number in each answer"""
    why = "what do you know, and how much is it? No number was seen"
    for who in ("vp", "cfo", "cto"):
        _seen(check, _answer(answer, who), _NUMBER, why, "a number", f'answers["{who}"]')


@E0_C
def test_vp_alternative(answer, check):
    """Nothing is missing: the rule, by its name, for the VP"""
    why = "the question was about rules: which one did you try? No alternative was seen"
    _seen(check, _answer(answer, "vp"), _ALTERNATIVE, why, "an alternative with its name", 'answers["vp"]')


@E0_C
def test_cfo_decision(answer, check):
    """Nothing is missing: money, a decision and a date for the CFO"""
    text, where = _answer(answer, "cfo"), 'answers["cfo"]'
    _seen(check, text, _MONEY, "how much is it? No money was seen", "an amount of money", where)
    _seen(check, text, _DECISION, "what should be decided? No decision was seen", "a decision", where)
    _seen(check, text, _DATE, "when is it seen whether it pays? No date was seen", "a date", where)


@E0_C
def test_cto_mitigation(answer, check):
    """Nothing is missing: what happens when it fails, for the CTO"""
    why = "it has failed: what happens in the next minute, and what prices the cards? No mitigation was seen"
    _seen(check, _answer(answer, "cto"), _MITIGATION, why, "a mitigation", 'answers["cto"]')
