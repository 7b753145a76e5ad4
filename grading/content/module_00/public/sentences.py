"""Whether a text of a proposal says anything at all. Whether it is any good, people judge."""

from __future__ import annotations

import re

READ = 5_000
"""Characters of a text that are read: the longest that is asked for is a few sentences."""
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_DIGIT = re.compile(r"\d")
_COMMON = {
    "about", "after", "an", "and", "are", "as", "at", "be", "because", "before", "between", "but", "by",
    "can", "each", "every", "for", "from", "has", "have", "if", "into", "is", "it", "its", "more", "must",
    "no", "not", "of", "on", "one", "only", "or", "our", "over", "so", "than", "that", "the", "their", "them",
    "they", "this", "to", "too", "under", "until", "was", "we", "what", "when", "where", "which", "who",
    "will", "with", "without",
}  # fmt: skip
"""Words without one of which hardly anybody writes an English sentence, and which no filler text has."""
_NOBODY = {
    "anybody", "anyone", "be", "decided", "everybody", "everyone", "found", "n", "a", "na", "name", "no", "nobody",
    "none", "nothing", "one", "open", "owner", "role", "somebody", "someone", "tba", "tbd", "to", "todo", "unknown",
    "xx", "xxx",
}  # fmt: skip
"""Words that a form is filled with where there is no name yet."""


def words(text: str) -> list[str]:
    """The words of a text in small letters, numbers left out."""
    return _WORD.findall(text[:READ].lower())


def names_nobody(text: str) -> bool:
    """Whether it is no name and no role: a letter, digits, or a word that stands where a name is missing."""
    found = words(text)
    return len("".join(found)) < 2 or set(found) <= _NOBODY


def says_too_little(text: str, least: int, common: int = 1) -> bool:
    """Whether it has fewer words than `least`, the same few again and again, or hardly one of everyday English."""
    found = words(text)
    different = set(found)
    return len(found) < least or len(different) < 0.6 * least or len(different & _COMMON) < common


def has_number(text: str) -> bool:
    """Whether there is a number in it, in digits."""
    return bool(_DIGIT.search(text[:READ]))


def alike(one: str, other: str) -> bool:
    """Whether two texts are nearly the same words."""
    first, second = set(words(one)), set(words(other))
    return len(first & second) >= 0.8 * max(len(first | second), 1)


def adds_nothing(answer: str, question: str) -> bool:
    """Whether an answer has fewer than two words of its own, beside common ones and those of the question."""
    return len(set(words(answer)) - set(words(question)) - _COMMON) < 2
