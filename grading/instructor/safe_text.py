"""Make text from a submission fit to be shown: nothing invisible, nothing endless."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

NAME_LIMIT = 120
"""Characters of a name that are shown."""

_JOINERS = "\u200c\u200d"  # invisible, and needed to write Persian, Hindi and many emoji
_INVISIBLE = ("Cc", "Cf", "Cs", "Zl", "Zp")
_UNUSUAL = re.compile(r"[^ -~\n\t]")
_ADDRESS = re.compile(r"https?:|data:", re.IGNORECASE)


def plain(text: object, limit: int = 2000, lines: int = 40) -> str:
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


def name(text: object) -> str:
    """A name as one short line."""
    return " ".join(plain(text, NAME_LIMIT, lines=10).split()) or "(no name)"


def stored(learner: str) -> str:
    """A name as the gradebook's columns hold it: half characters, which no database takes, as escapes."""
    return learner.encode("utf-8", "backslashreplace").decode("utf-8")


def unlinked(text: str) -> str:
    """The text with addresses broken by an invisible space, so that no table makes a link or a picture of one."""
    return _ADDRESS.sub(lambda found: found[0] + "\u200b", text)


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
