"""Whose a file is, from the names that Canvas and Moodle give the files of a bulk download.

They put their own words before the file name, or name a folder by them. The file name itself, and all that lies in
that folder, is the learner's choice, and can look like a name that an LMS gave: so only the outermost one counts.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Literal

from grading.instructor.intake.file_names import clean_name, is_plain_word

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
#   - In the name, "_" became a space, so the first "_" ends it.
#   - Blind marking: the word "Participant", in the site's language.
#   - The number belongs to this learner in this assignment: another assignment has another number for her.
#   - Groups have theirs: "Group 1_45_…", and "Default group_assignsubmission_…" without a number.
#   - Nothing says whether it is late.
# Not checked: that clean_filename drops apostrophes and quotes; downloads with "Participant 123_…".
_MOODLE = re.compile(
    r"(?P<name>[^_]+)(?:_(?P<number>[0-9]{1,20}))?_assignsubmission_(?P<kind>[a-z]+)(?:_(?P<file>.*))?",
    re.DOTALL,
)
_DEEPEST = 8
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
    """Whose file it is by its path; None where no LMS has named it.

    Args:
        parts: the name of PATH, of the folders below it, and of the file. An LMS names what lies at the top of a
            download, or PATH is such a folder itself. Between the two only plain words may stand, such as
            "submissions": any other folder can be a learner's own.
    """
    # PATH can be what a learner uploaded to Canvas, unpacked: then all the names in it are the learner's own.
    return None if not parts or _canvas_match(parts[0]) else _at_the_top(parts)


def misplaced_lms_name(parts: tuple[str, ...]) -> tuple[tuple[str, ...], LmsName] | None:
    """The folder that would have to be the download for an LMS to have named the file, and what it would say then."""
    for place in range(min(len(parts), _DEEPEST)):
        found = _at_the_top(parts[place:])
        if found:
            return parts[: place + 1], found
    return None


def _at_the_top(parts: tuple[str, ...]) -> LmsName | None:
    parts = tuple(unicodedata.normalize("NFC", part) for part in parts)
    *folders, file = parts
    for place, folder in enumerate(folders):
        found = _MOODLE.fullmatch(folder)
        if found:
            return _moodle(found, file)
        if place and not is_plain_word(folder):
            return None
    return _named_file(file) if folders else None


def _named_file(file: str) -> LmsName | None:
    """Whose a file at the top of a download is.

    Behind Canvas's two numbers or Moodle's one, a learner may have written what the other would. Only a Moodle name
    without a number can be a Canvas name too, of a group that chose it; then the numbers speak for Canvas.
    """
    moodle, canvas = _MOODLE.fullmatch(file), _canvas_match(file)
    if moodle and moodle["file"] and (moodle["number"] or not canvas):
        return _moodle(moodle, moodle["file"])
    return _canvas(canvas) if canvas else None


def _canvas_match(name: str) -> re.Match[str] | None:
    found = _CANVAS.fullmatch(name)
    if found is None or (found["name"] is None and found["anon"] is None):
        return None
    # "ada_exercises_01_2_3.py" is a learner's own name for a file
    return None if re.search(r"(^|_)exercises?$", found["name"] or "", re.IGNORECASE) else found


def _canvas(found: re.Match[str]) -> LmsName:
    number = found["anon"] or found["user"]
    name = (found["name"] or "anon").lower()
    fields = {"lms": "canvas", "user": number, "submission": found["upload"], "name": clean_name(name)}
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
    fields = {"lms": "moodle", "participant": number, "name": clean_name(shown)}
    return LmsName("moodle", name, number, file, always_number=bool(blind), kind=found["kind"], fields=fields)
