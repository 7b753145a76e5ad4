"""Find each learner in a learning system's list: by its number, by login, or by name, and never by a guess."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass

from grading.instructor.gradebook.totals import Total


@dataclass(frozen=True)
class LmsStudent:
    """One row of a roster or worksheet: its place, the system's number, logins in lower case, and the name."""

    row: int
    id: str
    logins: set[str]
    name: str


def find_students(
    totals: list[Total], students: list[LmsStudent], lms: str, id_name: str, where: str
) -> tuple[list[tuple[Total, int]], list[str]]:
    """Each total with the row of its student; and a line for each that fits no student, or several.

    Args:
        lms, id_name: the learning system, and where `Total.lms` keeps its number: "canvas" and "user".
        where: what the lines call the list.
    """
    by_id, by_login, by_name = defaultdict(set), defaultdict(set), defaultdict(set)
    for student in students:
        by_id[student.id].add(student.row)
        for login in student.logins:
            by_login[login].add(student.row)
        for key in name_keys(student.name):
            by_name[key].add(student.row)
    found: dict[tuple[int, str], list[Total]] = defaultdict(list)
    left_out = []
    for one in totals:
        number = lms_id(one, lms, id_name)
        if is_anonymous(one):
            left_out.append(anonymous_line(one))
            continue
        if number:
            # Never by name then: the learner left the course, and another may have the same name.
            rows = by_id[number]
            who = f"{one.learner} ({id_name} {number})"
        else:
            keys = name_keys(one.lms.get("name", "")) | name_keys(one.learner)
            rows = by_login[one.learner.casefold()] or set().union(*(by_name[key] for key in keys))
            who = one.learner
        if len(rows) == 1:
            found[next(iter(rows)), one.module].append(one)
        else:
            left_out.append(f"{who}: {f'found {len(rows)} times' if rows else 'not'} in {where}")
    pairs = []
    for (row, _), same in found.items():
        if len(same) == 1:
            pairs.append((same[0], row))
        else:
            names = " and ".join(one.learner for one in same)
            left_out.append(f"{names}: the same student in {where}; keep one submission")
    return pairs, left_out


def lms_id(one: Total, lms: str, name: str) -> str:
    """The number a learning system gave a learner, or "" where the submission came another way."""
    number = one.lms.get(name, "") if one.lms.get("lms", lms) == lms else ""
    return number if number.isdecimal() else ""


def is_anonymous(one: Total) -> bool:
    """Whether Canvas hid the learner's name: the number is then not theirs, and could be another user's by chance."""
    user = one.lms.get("user", "")
    return one.lms.get("lms") == "canvas" and (one.lms.get("name") == "anon" or not user.isdecimal())


def anonymous_line(one: Total) -> str:
    """Why an anonymous submission is left out of an export."""
    return f"{one.learner}: handed in anonymously; enter its {one.total:g} points in Canvas by hand"


def name_keys(name: str) -> set[str]:
    """What two ways to write one name share: "Lovelace, Ada", "ada_lovelace", "lovelaceada"."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", name).casefold())
    return {"".join(words), "".join(sorted(words))} - {""}
