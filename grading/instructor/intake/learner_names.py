"""Give every submission a learner's name: one person keeps one name, two people never share one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from grading.instructor.intake.file_names import clean_name, learner_name, natural
from grading.instructor.intake.lms_file_names import LmsName
from grading.instructor.intake.stored_file import StoredFile

_DEEPEST = 8


@dataclass
class Candidate:
    """A notebook, before it is known whose it is.

    Attributes:
        chain: names of folders and what else the file's name says, outermost first, without plain words,
            as they are written.
        sure: name or content say the module.
        copy: N of Canvas's -N.
        group: which PATH it is from.
        seconds: when it was last written.
    """

    module: str
    shown: str
    stored: StoredFile
    problem: str | None
    lms: LmsName | None
    chain: tuple[str, ...]
    sure: bool
    copy: int
    group: int
    seconds: float

    def age(self) -> tuple[Any, ...]:
        """Sorts older attempts first.

        Canvas numbers every upload, so that the number decides: the N of "name-N" only says how many files of that
        name there were, and starts anew with another name.
        """
        upload = self.lms.upload if self.lms else 0
        return self.sure, upload, self.copy, self.seconds, natural(self.shown)


def name_learners(candidates: list[Candidate]) -> list[str]:
    """The learner of each candidate, in their order."""
    people = _people(candidates)
    alike: dict[str, set[tuple[_Person, str]]] = defaultdict(set)
    for person, one in zip(people, candidates, strict=True):
        alike[person.short].add((person, one.module))
    apart = {short: _are_different(several) for short, several in alike.items()}
    names: dict[_Person, str] = {}
    shared: dict[str, str] = {}
    taken: dict[str, int] = {}
    # Who wrote a name plainly has it, whatever others write to get the same.
    for person in sorted(set(people), key=lambda one: (not one.is_plain(), apart[one.short], one.order())):
        if apart[person.short] or person.always_long:
            names[person] = _free(person.long, taken)
        else:
            if person.short not in shared:
                shared[person.short] = _free(person.short, taken)
            names[person] = shared[person.short]
    return [names[person] for person in people]


def _free(name: str, taken: dict[str, int]) -> str:
    """The name, cut to a bearable length, or with -2, -3 where somebody else has it.

    Args:
        taken: every name that somebody has, and the last number that was tried behind it.
    """
    name = free = clean_name(name)
    number = taken.get(name, 1)
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken[name] = number
    taken.setdefault(free, 1)
    return free


@dataclass(frozen=True)
class _Person:
    """Who a submission may be from.

    Attributes:
        short: the name, cleaned.
        long: the name with what tells two of the same name apart.
        written: the names as they are written, which can differ where they look the same.
        per_module: the number is another one in every assignment (Moodle).
    """

    short: str
    long: str
    written: tuple[str, ...]
    always_long: bool = False
    per_module: bool = False

    def order(self) -> tuple[Any, ...]:
        """The same order in every run."""
        return natural(self.long), self.written, self.always_long, self.per_module

    def is_plain(self) -> bool:
        """Whether the names are written as they are shown."""
        return all(clean_name(name) == name for name in self.written)


def _people(candidates: list[Candidate]) -> list[_Person]:
    chains = _plain_chains(candidates)
    people = []
    for index, one in enumerate(candidates):
        if one.lms is None:
            chain = chains[index]
            names = [learner_name(name) for name in chain]
            people.append(_Person(names[-1], "-".join(names), chain))
            continue
        short, number = learner_name(one.lms.name), one.lms.number
        glue = " " if one.lms.lms == "moodle" and one.lms.always_number else "_"
        long = f"{short}{glue}{number}" if number else short
        people.append(_Person(short, long, (one.lms.name,), one.lms.always_number, one.lms.lms == "moodle"))
    return people


def _are_different(alike: set[tuple[_Person, str]]) -> bool:
    """Whether those who share a name are several people.

    Moodle's number differs between assignments: there, only two numbers in one module are two people.
    """
    if len({person.written for person, _ in alike}) > 1:
        return True
    if len({person for person, _ in alike if not person.per_module}) > 1:
        return True
    modules: dict[str, set[_Person]] = defaultdict(set)
    for person, module in alike:
        modules[module].add(person)
    return any(len(persons) > 1 for persons in modules.values())


def _plain_chains(candidates: list[Candidate]) -> dict[int, tuple[str, ...]]:
    """The names that say whose a file is: as few of its chain as keep learners apart.

    Below a folder with the same module twice, in two folders or under two names, these are the learners. In a
    learner's own folder one of the two has no further name, as in ada/exercises_01.py and ada/old/….
    """
    chosen: dict[int, tuple[str, ...]] = {}
    waiting: dict[tuple[int, tuple[str, ...]], list[int]] = defaultdict(list)
    for index, one in enumerate(candidates):
        if one.lms is None:
            waiting[one.group, one.chain[:1]].append(index)
    for depth in range(1, _DEEPEST):
        deeper: dict[tuple[int, tuple[str, ...]], list[int]] = defaultdict(list)
        for (group, chain), indexes in waiting.items():
            if _holds_learners(candidates, indexes, depth):
                for index in indexes:
                    deeper[group, candidates[index].chain[: depth + 1]].append(index)
            else:
                chosen.update((index, chain) for index in indexes)
        waiting = deeper
    chosen.update((index, chain) for (_, chain), indexes in waiting.items() for index in indexes)
    return chosen


def _holds_learners(candidates: list[Candidate], indexes: list[int], depth: int) -> bool:
    names: dict[str, set[str]] = defaultdict(set)
    for index in indexes:
        one = candidates[index]
        if len(one.chain) <= depth:
            return False
        names[one.module].add(one.chain[depth])
    return any(len(several) > 1 for several in names.values())
