"""Worked solutions that open to an answer that passes: the learners' bundle has them so.

This is a guard against seeing a solution too early, and no secret: the public checks, which tell what a right answer
gives, are in the same folder. The key is made of what right answers give in those checks, where all that authors
wrote agree. So an answer that passes has the key, whatever it looks like, and no file holds it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import math
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

from course.module_ids import exercise_stem
from grading.engine.declare.catalogue import find, module_folder
from grading.engine.declare.exercise import Exercise
from grading.engine.run.place import LimitedInProcess, Place
from grading.engine.run.run_check import Submission, Transcript, run_check

Transcripts = dict[str, Transcript]
_DIGITS = 6
"""Digits of a number that count: right answers may add in another order."""


class LockedError(Exception):
    """The solution does not open; the message says why."""


def file_name(exercise_id: str) -> str:
    """``"E1.2"`` -> ``"e1_2.locked"``, the name in a folder ``solutions``."""
    return exercise_stem(exercise_id) + ".locked"


def locked_file(exercise: Exercise) -> Path:
    """Where the locked solution of an exercise is, in a learners' bundle."""
    return module_folder(exercise.module) / "solutions" / file_name(exercise.id)


def transcripts_of(exercise: Exercise, lookup: Any, place: Place | None = None) -> Transcripts:
    """How each public check of an exercise goes with an answer."""
    place = place or LimitedInProcess()
    return {
        check.name: run_check(check, Submission(lookup), exercise.answer, place)[1]
        for check in find(exercise.id).checks
    }


def lock(exercise: Exercise, text: str, right: list[Transcripts]) -> bytes:
    """The text, locked with what all these right answers give; the same bytes every time.

    Raises:
        ValueError: one of the answers does not pass.
    """
    if not all(transcript.passed for one in right for transcript in one.values()):
        raise ValueError(f"{exercise.id}: a right answer fails a check, so that its solution can't be locked")
    agreed = {name: _agreed([one[name] for one in right]) for name in right[0]}
    key = _key(exercise.id, right[0], agreed)
    data = text.encode()
    locked = {
        "exercise": exercise.id,
        "agreed": agreed,
        "text": b64encode(_crossed(key, data)).decode(),
        "proof": _proof(key, data),
    }
    return json.dumps(locked, indent=1, sort_keys=True).encode() + b"\n"


def unlock(exercise: Exercise, locked: bytes, transcripts: Transcripts) -> str:
    """The solution, for the transcripts of an answer.

    Raises:
        LockedError: the answer does not pass, or the file is damaged.
    """
    if not transcripts or not all(transcript.passed for transcript in transcripts.values()):
        raise LockedError("it opens when your answer passes every public check")
    try:
        content = json.loads(locked)
        key = _key(exercise.id, transcripts, content["agreed"])
        data = _crossed(key, b64decode(content["text"]))
        if hmac.compare_digest(_proof(key, data), content["proof"]):
            return data.decode()
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        raise LockedError("its file is damaged: take it from a fresh copy of the course") from None
    raise LockedError(
        "your answer passes, but in another way than any that its authors knew: ask your instructor"
    )


def _agreed(transcripts: list[Transcript]) -> list[int]:
    """The assertions of one check in which every answer gave the same."""
    shortest = min(len(one.records) for one in transcripts)
    return [at for at in range(shortest) if len({_normal(one.records[at].given) for one in transcripts}) == 1]


def _key(exercise_id: str, transcripts: Transcripts, agreed: dict[str, list[int]]) -> bytes:
    found = hashlib.sha256(exercise_id.encode())
    for name, places in sorted(agreed.items()):
        found.update(f"\0{name}".encode())
        for at in places:
            found.update(f"\0{_normal(transcripts[name].records[at].given)}".encode())
    return found.digest()


def _normal(value: Any) -> str:
    """One text for all values that a check takes for the same: numbers by value, a list as a tuple."""
    if isinstance(value, dict):
        items = sorted((_normal(key), _normal(item)) for key, item in value.items())
        return "{" + ",".join(f"{key}:{item}" for key, item in items) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(_normal, value)) + "]"
    if isinstance(value, set | frozenset):
        return "{" + ",".join(sorted(map(_normal, value))) + "}"
    if isinstance(value, str) or value is None:
        return repr(value)
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return str(value)
    if math.isnan(number):
        return "None"  # missing as missing
    return f"{number + 0.0:.{_DIGITS}g}" if number else "0"


def _crossed(key: bytes, data: bytes) -> bytes:
    """The data with a stream of bytes made of the key; done twice it is the data again."""
    blocks = (hmac.digest(key, number.to_bytes(8), "sha256") for number in range(len(data) // 32 + 1))
    return bytes(one ^ other for one, other in zip(data, b"".join(blocks), strict=False))


def _proof(key: bytes, data: bytes) -> str:
    return hmac.digest(key, b"proof" + data, "sha256").hex()
