"""Find the submissions in notebooks, folders and LMS downloads.

Whose a notebook is:

1. Canvas or Moodle says so in the names of its bulk download (zip, or the same unzipped).
2. Else the first folder below PATH that isn't a plain word such as "module1" or "submissions":
   ``ada/module1/exercises_01.py`` is ada's. Without one, the rest of the file's name: ``ada_exercises_01.py``,
   ``exercises_01_ada.py``, ``ada.py``. Without that, the folder PATH itself, or the zip's name.
3. Where a folder holds the same module in several folders or under several names, these are the learners:
   ``evening/ada/exercises_01.py`` and ``evening/bob/exercises_01.py`` are ada's and bob's.

Which module: ``--module``, else the file's name, else most of the exercises that its ``check("E1.2", …)`` name.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from course.module_ids import module_id
from grading.engine.declare import catalogue
from grading.instructor.intake.file_names import (
    is_plain_word,
    learner_name,
    natural,
    printable,
    read_name,
    safe_name,
)
from grading.instructor.intake.folder_listing import list_folder
from grading.instructor.intake.learner_names import Candidate, name_learners
from grading.instructor.intake.lms_file_names import read_lms_name
from grading.instructor.intake.stored_file import EntryError, IntakeError, Notice, Stored, open_regular
from grading.instructor.intake.zip_listing import Found, list_zip

__all__ = ["Entry", "EntryError", "IntakeError", "Notice", "find_entries", "safe_name"]

_CHECKED = re.compile(r"""check\(\s*["']E0*([0-9]{1,2}b?)\.\w""")
_ARCHIVES = (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz")
_JUPYTER = "a Jupyter notebook; this course's notebooks are marimo .py files"


@dataclass(frozen=True)
class Entry:
    """One submission: a learner's notebook of one module.

    Attributes:
        notebook: where an instructor finds it again.
        problem: why it can't be graded, as a sentence for the learner; else None.
    """

    learner: str
    notebook: str
    module: str
    late: bool = False
    lms: dict[str, str] = field(default_factory=dict)
    problem: str | None = None
    stored: Stored | None = field(default=None, repr=False)

    def read(self) -> bytes:
        """The notebook's source, UTF-8 without a byte order mark, at most 5 MB; read anew each time.

        Raises:
            EntryError: it has a problem, or was changed or removed since it was found.
        """
        if self.problem or self.stored is None:
            raise EntryError(self.problem or "The submission has no file.")
        return self.stored.read()


def find_entries(paths: list[Path], module: str | None = None) -> tuple[list[Entry], list[Notice]]:
    """The submissions in notebooks, folders and zips, one a learner and module, ordered by these.

    Args:
        module: the module of every notebook, such as "1". One that is named for another module, and doesn't
            check exercises of this one, is left out with a notice.

    Raises:
        IntakeError: a PATH doesn't exist or can't be read at all, or there is no such module.
    """
    asked = _asked(module)
    candidates: list[Candidate] = []
    notices: list[Notice] = []
    seen: set[tuple[Path, int]] = set()
    for group, given in enumerate(map(Path, paths)):
        is_file = os.path.isfile(given)  # never raises, as Path.is_file can
        for parts, seconds, stored, shown in _listed(given, notices):
            place = (stored.path, stored.member.offset if stored.member else -1)
            if place in seen:  # the same file by two PATHs
                continue
            seen.add(place)
            one = _candidate(parts, stored, shown, asked, alone=is_file and stored.member is None)
            if isinstance(one, Notice):
                notices.append(one)
            else:
                one.group, one.seconds = group, seconds
                candidates.append(one)
    if not candidates and not notices:
        names = ", ".join(map(str, paths)) or "no PATH"
        raise IntakeError(f"{printable(names)}: there is no notebook (.py) in it")
    entries, older = _newest(candidates, name_learners(candidates))
    return entries, sorted([*notices, *older], key=lambda notice: natural(notice.path))


def _asked(module: str | None) -> str | None:
    if module is None:
        return None
    try:
        wanted = module_id(module)
    except LookupError:
        wanted = None
    if wanted not in catalogue.modules():
        raise IntakeError(f"there is no module {printable(str(module))}: {_graded_modules()}")
    return wanted


def _graded_modules() -> str:
    return f"the graded modules are {', '.join(catalogue.modules())}"


def _listed(given: Path, notices: list[Notice]) -> Iterable[tuple[tuple[str, ...], float, Stored, str]]:
    """The files of a PATH; their parts start with the folder's or the zip's own name."""
    shown = printable(str(given))
    try:
        # the argument itself may be a link: an instructor gave it on purpose
        path = given.resolve(strict=True)
    except (FileNotFoundError, NotADirectoryError):
        raise IntakeError(f"{shown}: there is no such file or folder") from None
    except (OSError, RuntimeError, ValueError) as error:  # a loop of links, a NUL, no permission
        reason = getattr(error, "strerror", None) or " ".join(str(error).split())
        raise IntakeError(f"{shown}: can't be opened ({printable(reason)})") from None
    found: list[Found]
    if path.is_dir():
        found, more = list_folder(path, given)
        notices.extend(more)
        for parts, seconds, stored in found:
            yield (_owner(path), *parts), seconds, stored, printable(str(given.joinpath(*parts)))
        return
    try:
        with open_regular(path) as file:
            zipped = path.suffix.lower() != ".py" and zipfile.is_zipfile(file)
    except EntryError as error:
        raise IntakeError(f"{shown}: {str(error)[0].lower()}{str(error)[1:].rstrip('.')}") from None
    if path.suffix.lower() == ".py":
        status = path.stat()
        stored = Stored(path, status.st_size, status.st_mtime_ns)
        yield (_owner(path.parent), path.name), status.st_mtime, stored, shown
    elif zipped or path.suffix.lower() == ".zip":
        found, more = list_zip(path, shown)
        notices.extend(more)
        for parts, seconds, stored in found:
            name = "/".join(parts)
            inside = parts[1:] if len(parts) > 1 and parts[0] == path.stem else parts  # cohort.zip: cohort/…
            yield (path.stem, *inside), seconds, stored, printable(f"{shown}: {name}")
    else:
        reason = _JUPYTER if path.suffix.lower() == ".ipynb" else "neither a .py notebook, a folder nor a zip"
        raise IntakeError(f"{shown}: {reason}")


def _owner(folder: Path) -> str:
    """The name of a folder, or of the one above it where it is numbered like "module1"."""
    numbered = is_plain_word(folder.name) and any(one.isdigit() for one in folder.name)
    return folder.parent.name if numbered and folder.parent.name else folder.name


def _candidate(
    parts: tuple[str, ...], stored: Stored, shown: str, asked: str | None, alone: bool
) -> Candidate | Notice:
    lms = read_lms_name(parts)
    file = lms.file if lms else parts[-1]
    if lms and lms.kind == "onlinetext":
        return Notice(shown, "a text typed into Moodle, not a file")
    if not file.lower().endswith(".py"):
        return Notice(shown, _why_no_notebook(file, lms is not None and lms.lms == "canvas"))
    named = read_name(Path(file).stem)
    problem, checked = _look(stored, asks=named.module is None or asked not in (None, named.module))
    module = asked or named.module or checked
    if asked and not alone and named.module not in (asked, None) and checked != asked:
        return Notice(shown, f"named for module {named.module}, and module {asked} is to be graded")
    if module is None:
        return Notice(shown, "its module is unknown: name it like exercises_01.py, or say --module")
    if module not in catalogue.modules():
        return Notice(shown, f"there is no grader for module {module}: {_graded_modules()}")
    folders = [part for part in parts[1:-1] if not is_plain_word(part)]
    words = [*folders, named.rest] if named.rest else folders
    chain = [learner_name(name) for name in words or parts[:1]]
    if len(chain) > 1 and chain[-1].casefold() == chain[-2].casefold():
        chain.pop()  # ada/exercises_01_ada.py
    # with --module every .py counts, also a helper beside the notebook: what says its module comes first
    sure = not asked or asked in (named.module, checked)
    copy = named.copy if lms and lms.lms == "canvas" else 0
    return Candidate(module, shown, stored, problem, lms, tuple(chain), sure, copy)


def _why_no_notebook(file: str, canvas: bool) -> str:
    name = file.lower()
    if name.endswith(".ipynb"):
        return _JUPYTER
    if name.endswith(_ARCHIVES):
        return "an archive among the submissions: unpack it into a folder of the learner, and grade again"
    if canvas and name in ("text.html", "link.html"):
        return "a text or a link given in Canvas, not a file"
    return "not a notebook: rename it to end in .py" if name.endswith(".py.txt") else "not a notebook (.py)"


def _look(stored: Stored, asks: bool) -> tuple[str | None, str | None]:
    """What is wrong with the content, and if asked for, the module it checks; the content is dropped."""
    try:
        data = stored.read()
    except EntryError as error:
        return str(error), None
    if not data.strip():
        return "The file is empty: upload your notebook again.", None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "The file is saved as UTF-16: save it as UTF-8, and upload it again.", None
    if b"\0" in data:
        return "The file is binary data, no marimo notebook: upload the .py file of your notebook.", None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return "The file is not saved as UTF-8: save it as UTF-8, and upload it again.", None
    checked = Counter(_CHECKED.findall(text)).most_common(1) if asks else None
    return None, checked[0][0] if checked else None


def _newest(candidates: list[Candidate], learners: list[str]) -> tuple[list[Entry], list[Notice]]:
    """One entry a learner and module, and a notice for every older attempt."""
    attempts: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
    for one, learner in zip(candidates, learners, strict=True):
        attempts[learner, one.module].append(one)
    entries, older = [], []
    for learner, module in sorted(attempts, key=lambda key: (natural(key[0]), natural(key[1]))):
        *others, best = sorted(attempts[learner, module], key=Candidate.age)
        late, fields = (best.lms.late, dict(best.lms.fields)) if best.lms else (False, {})
        entries.append(Entry(learner, best.shown, module, late, fields, best.problem, best.stored))
        why = f"another submission of {learner} for module {module}: {best.shown} is graded"
        older += [Notice(one.shown, why) for one in others]
    return entries, older
