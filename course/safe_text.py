"""Make text that somebody else wrote safe: to show, to print in a terminal, to put into a table, to name a file.

For HTML there is nothing here to call: the templates escape all they are given (`course.html`).
"""

import json
import re
import unicodedata
from functools import lru_cache

NAME_LIMIT = 120
"""Characters of a name that are shown."""

_JOINERS = "\u200c\u200d"  # invisible, and needed to write Persian, Hindi and many emoji
_INVISIBLE = ("Cc", "Cf", "Cs", "Zl", "Zp")
_UNUSUAL = re.compile(r"[^ -~\n\t]")
_ADDRESS = re.compile(r"https?:|data:", re.IGNORECASE)
# What a terminal obeys or can't encode, and the marks that turn the direction of text: they make one name look
# like another.
_OBEYED = ("Cc", "Cs", "Zl", "Zp")
_TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
# What shows nothing and is in none of these categories: the joiner of accents, fillers, blanks that are no space, and
# what chooses between forms of the character before.
_BLANKS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8"
    "\U000e0000-\U000e0fff]"
)
_NO_TEXT = (*_INVISIBLE, "Co")
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?", re.ASCII)
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def visible(text: object, limit: int = 2000, lines: int = 40) -> str:
    """The text with every invisible character made visible, and cut to `limit` characters and `lines` lines.

    Control characters become their pictures (NUL is shown as ␀); bidirectional controls, other invisible format
    characters, lone surrogates and noncharacters become escapes such as \\u202e. Line breaks and tabs stay.
    Where something was cut, the last words say how much.
    """
    whole = str(text)
    head = whole[: limit + 1].replace("\r\n", "\n")
    shown = _UNUSUAL.sub(lambda found: _visible(found[0]), head)[:limit]
    kept = "\n".join(shown.split("\n")[:lines])
    if len(kept) == len(shown) and len(whole) <= limit:
        return kept
    hidden = max(len(whole) - len(kept), 1)
    return f"{kept} … (cut: {hidden:,} more characters)"


def shortened(text: str, limit: int) -> str:
    """The text in at most `limit` characters, 60 or more: where something was cut, the last words say how much."""
    if len(text) <= limit:
        return text
    kept = limit - 50
    return f"{text[:kept]} … (cut: {len(text) - kept:,} more characters)"


def visible_name(text: object) -> str:
    """A name as one short line that can be seen."""
    return " ".join(visible(text, NAME_LIMIT, lines=10).split()) or "(no name)"


def without_links(text: str) -> str:
    """The text with addresses broken by an invisible space, so that no table makes a link or a picture of one."""
    return _ADDRESS.sub(lambda found: found[0] + "\u200b", text)


def for_terminal(text: str, keep: str = "") -> str:
    """The text with U+FFFD in place of what a terminal would obey or can't encode: one line, in one direction.

    The characters of `keep` stay, such as line breaks in a text of several lines.
    """
    return "".join(
        "\ufffd" if character not in keep and _is_obeyed(character) else character for character in text
    )


def without_invisible(text: str) -> str:
    """The text without what can't be seen, so that texts which look the same are the same.

    The joiners of Persian and Indic scripts go too: a name can be read without them. Spaces stay, line breaks don't.
    """
    return "".join(
        character
        for character in text
        if unicodedata.category(character) not in _INVISIBLE and not _BLANKS.match(character)
    )


def for_rich(text: str, keep: str = "") -> str:
    """`for_terminal`, and with nothing in it that Rich takes for its markup."""
    from rich.markup import escape  # only commands print with Rich

    return escape(for_terminal(text, keep))


def for_csv_cell(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet program would take it for a formula.

    Numbers stay numbers.
    """
    risky = text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA)
    return "'" + text if risky and not _NUMBER.fullmatch(text) else text


def for_shown_csv_cell(text: str) -> str:
    """`for_csv_cell` for a file that may be shown in a terminal too: `for_terminal` comes first."""
    return for_csv_cell(for_terminal(text))


def for_file_name(text: str) -> str:
    """A file name: ASCII letters, digits, ``.``, ``_`` and ``-``, never empty, hidden or reserved by a system.

    Two texts can get the same one: who writes files keeps them apart.
    """
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    name = re.sub(r"[^A-Za-z0-9._-]+", "_", letters)[:80].strip("._-")
    return f"_{name}" if _RESERVED.match(name) else name or "learner"


def for_json(text: str) -> str:
    """JSON with each character that has no shape of its own as an escape such as \\u202e: it says the same.

    Those are control and format characters, lone surrogates, separators of lines and characters for private use. The
    line breaks between the parts of the JSON stay.
    """
    return _UNUSUAL.sub(lambda found: _json_escape(found[0]), text)


def for_database(text: str) -> str:
    """The text with lone surrogates, which no database takes, as escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _is_obeyed(character: str) -> bool:
    return character in _TURNING or unicodedata.category(character) in _OBEYED


@lru_cache(maxsize=4096)
def _visible(character: str) -> str:
    code = ord(character)
    if character in _JOINERS:
        return character
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if unicodedata.category(character) in _INVISIBLE or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    return character


@lru_cache(maxsize=4096)
def _json_escape(character: str) -> str:
    return json.dumps(character)[1:-1] if unicodedata.category(character) in _NO_TEXT else character
