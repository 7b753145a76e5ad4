"""Whose a file is, from the names that Canvas and Moodle give the files of a bulk download."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Literal

# Canvas. Checked against its source, lib/content_zipper.rb of instructure/canvas-lms:
#   name, "LATE", id joined by "_" and without all but word characters, then "_" attachment id "_" file name.
#   - name: the sortable name in lower case ("Lovelace, Ada" -> lovelaceada), or the group's; it may hold "_",
#     but never "_digits_", so the first two numbers between underscores are the ids.
#   - Anonymous assignments have no name: "LATE", then "anon_" and an id of letters and digits.
#   - The second number is the id of the attachment, not of the submission. It grows with every upload.
#   - Older versions put all in lower case ("late"). Answers typed into Canvas end in _text.html, _link.html.
#   - The -1, -2 before the extension come from Attachment.make_unique_filename; after 7, it is a UUID.
# Not checked: that names starting with "Anonymous" occur.
_CANVAS = re.compile(
    r"""(?:(?P<name>[^_\s].*?)_)?? (?:(?P<late>LATE|late)_)?
        (?:(?P<user>[0-9]{1,20}) | anon_(?P<anon>[A-Za-z0-9]{1,20}))
        _(?P<upload>[0-9]{1,20})_(?P<file>.+)""",
    re.VERBOSE | re.DOTALL,
)

# Moodle. Checked against its source, mod/assign/classes/downloader.php and names in public repositories:
#   name "_" number "_assignsubmission_" kind, then "/" or "_" and the learner's own file name, which may lie
#   in the learner's own folders.
#   - The folder ends in "_file_" or, in newer versions, in "_file".
#   - In the name, "_" became a space. Blind marking: the word "Participant", in the site's language.
#   - The number belongs to this learner in this assignment: another assignment has another number for her.
#   - Groups have theirs: "Group 1_45_…", and "Default group_assignsubmission_…" without a number.
#   - Nothing says whether it is late.
# Not checked: that clean_filename drops apostrophes and quotes; downloads with "Participant 123_…".
_MOODLE = re.compile(
    r"(?P<name>.+?)(?:_(?P<number>[0-9]{1,20}))?_assignsubmission_(?P<kind>[a-z]+)(?:_(?P<file>.*))?",
    re.DOTALL,
)
_BLIND = re.compile(r"participant(?:[ _]?([0-9]{1,20}))?", re.IGNORECASE)


@dataclass(frozen=True)
class LmsName:
    """What an LMS says about a file.

    Attributes:
        name: the learner's or group's name, as the LMS gives it.
        number: tells two of the same name apart; "" where the LMS gives none.
        file: the learner's own file name.
        always_number: the name alone says nothing ("anon", "Participant").
        upload: grows with every upload; 0 where the LMS doesn't say.
        kind: "file", or another way to hand in, such as "onlinetext".
    """

    lms: Literal["canvas", "moodle"]
    name: str
    number: str
    file: str
    late: bool = False
    always_number: bool = False
    upload: int = 0
    kind: str = "file"
    fields: dict[str, str] = field(default_factory=dict)


def read_lms_name(parts: tuple[str, ...]) -> LmsName | None:
    """Whose file it is by its path; None where no LMS has named it."""
    parts = tuple(unicodedata.normalize("NFC", part) for part in parts)
    for place, part in enumerate(parts):
        found = _MOODLE.fullmatch(part)
        is_file = place == len(parts) - 1
        if found and (not is_file or found["file"]):
            return _moodle(found, found["file"] if is_file else parts[-1])
    found = _CANVAS.fullmatch(parts[-1]) if parts else None
    # "ada_exercises_01_2_3.py" is a learner's own name for a file
    if found is None or re.search(r"(^|_)exercises?$", found["name"] or "", re.IGNORECASE):
        return None
    return None if found["name"] is None and found["anon"] is None else _canvas(found)


def _canvas(found: re.Match[str]) -> LmsName:
    number = found["anon"] or found["user"]
    name = (found["name"] or "anon").lower()
    fields = {"lms": "canvas", "user": number, "submission": found["upload"], "name": name}
    return LmsName(
        "canvas",
        name,
        number,
        found["file"],
        late=found["late"] is not None,
        always_number=found["anon"] is not None or re.fullmatch("anon(ymous.*)?", name) is not None,
        upload=int(found["upload"]),
        fields=fields,
    )


def _moodle(found: re.Match[str], file: str) -> LmsName:
    name, number = found["name"].strip(), found["number"] or ""
    blind = _BLIND.fullmatch(name)
    if blind:
        name, number = "Participant", blind[1] or number
    shown = f"Participant {number}" if blind else name
    fields = {"lms": "moodle", "participant": number, "name": shown}
    return LmsName("moodle", name, number, file, always_number=bool(blind), kind=found["kind"], fields=fields)
