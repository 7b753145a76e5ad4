"""Names as people and programs write them: cleaned, ordered, and told apart from words like "module1".

Learners choose these names: every pattern here looks at each character of a name a few times at most, however long
and repetitive it is.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from dataclasses import dataclass

from course.module_ids import module_id
from course.safe_text import without_invisible

LONGEST_PATH = 1_000
"""Characters of a path in a zip. No system that people use could unpack a name as long as a zip may have it."""
_LONGEST = 120
# Folders and words that say what a file is, and not whose.
_PLAIN_WORD = re.compile(
    r"""(my[ _-]?)?(
        (exercises?|modules?|week|lesson|assignment|homework|hw|section|part|attempt|try|version|v|draft)[ _.-]*\d*b?
      | submi(ssions?|tted)([ _-]?\d+)? | submit | homeworks | assignments | sections | courses? | class | cohorts?
      | students? | learners? | participants | uploads? | downloads? | notebooks? | src | code | work | files?
      | (the[ _-]?)?(solutions?|answers?) | final([ _-]?(version|draft))? | done | finished | fixed
      | old | new | copy | backup | marimo | canvas | moodle | \d{1,2}b?
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_EXERCISES = re.compile(r"exercises?[ _-]?([0-9]{1,2})(b?)(?![0-9a-z])", re.IGNORECASE)
_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
# What browsers, systems and Canvas add to a second copy: " (1)", "-2", "_2", " copy 3", " - Copy (2)", a UUID.
# What one round of the loop took is never tried in another way: else every further copy doubles the ways.
_COPY = re.compile(
    rf"""(?: -{_UUID} | [ _-]*+(?:\(\d{{1,3}}\) | copy(?:(?!-{_UUID})[ _-]*+\d{{1,3}})?+) | [ _-]\d{{1,3}} )++""",
    re.IGNORECASE | re.VERBOSE,
)
# " (1)" and " copy 2" at the end of a name, read backwards: so they are looked for in one place, not in every one.
_COPY_END_BACKWARDS = re.compile(r"(?:\)\d{1,3}\([ _-]*+|(?:\d{1,3}[ _-]*+)?+ypoc[ _-]++)++", re.IGNORECASE)
_CANVAS_COPY = re.compile(rf"-(?:(\d{{1,3}})|{_UUID})$", re.IGNORECASE)
RECEIPT = "receipt.json"
"""What `course submit` puts beside the notebooks."""
_JUNK = {"__macosx", RECEIPT, "__pycache__", "__marimo__", "node_modules", "venv", "thumbs.db", "desktop.ini"}


@dataclass(frozen=True)
class FileName:
    """What the name of a notebook says.

    Attributes:
        module: "1", "4b", or None.
        rest: what else is in it: a learner's name, or "".
        copy: N where Canvas made the name unique with -N, else 0.
    """

    module: str | None
    rest: str
    copy: int


def read_name(stem: str) -> FileName:
    """``"ada_exercises_01-2"`` -> module "1", rest "ada", copy 2."""
    found = _EXERCISES.search(stem)
    if found is None:
        rest = _without_copy(stem)
        return FileName(None, "" if is_plain_word(rest) else rest.strip(" _-."), 0)
    tail = stem[found.end() :]
    tail = "" if _COPY.fullmatch(tail) else _without_copy(tail)
    words = [part.strip(" _-.") for part in (stem[: found.start()], tail)]
    rest = " ".join(word for word in words if word and not is_plain_word(word))
    module = module_id(found[1] + found[2].lower())
    copied = _CANVAS_COPY.search(stem, found.end())
    return FileName(module, rest, int(copied[1] or 1_000) if copied else 0)


def _without_copy(text: str) -> str:
    found = _COPY_END_BACKWARDS.match(text[::-1])
    return text[: len(text) - found.end()] if found else text


def is_plain_word(name: str) -> bool:
    """Whether a name is a word for a kind of thing: "module1", "submissions (2)", "final"."""
    return _PLAIN_WORD.fullmatch(_without_copy(name).strip(" _-.")) is not None


def is_junk(name: str) -> bool:
    """What systems, editors and marimo leave behind; nobody handed it in."""
    return name.startswith(".") or name.lower() in _JUNK


def clean_name(name: str) -> str:
    """A learner's name as one line of text, safe to show and to use as part of a path; can be empty.

    Accents are kept, in composed form, and every kind of space is one space: what looks the same is the same. It can
    still start with "=", which a spreadsheet takes for a formula.
    """
    # The cut comes first, because composing takes long for thousands of accents on one letter.
    name = unicodedata.normalize("NFC", without_invisible(name[:LONGEST_PATH]))
    name = " ".join(re.sub(r"[/\\]", "-", name).split())
    return name[:_LONGEST].strip(" .")


def learner_name(name: str) -> str:
    """`clean_name`, and where nothing is left, a name that stays the same in every run."""
    return clean_name(name) or f"unnamed-{zlib.crc32(name.encode('utf-8', 'surrogatepass')):08x}"


def natural(text: str) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """Sort key that puts "ada2" before "ada10"; numbers of any length."""
    pieces = re.split(r"([0-9]+)", text.casefold())
    keys = ((0, len(p.lstrip("0")), p.lstrip("0")) if p[:1].isdigit() else (1, 0, p) for p in pieces if p)
    return tuple(keys), text
