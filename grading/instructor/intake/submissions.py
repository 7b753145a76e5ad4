"""Find the submissions in notebooks, folders and LMS downloads.

Whose a notebook is:

1. Canvas or Moodle says so in the names of its bulk download (zip, or the same unzipped). The download is PATH, or
   lies in it with nothing but plain words such as "submissions" between, and a file of `course submit` counts as the
   notebooks in it: inside any other folder, names are the
   choice of the learner whose folder it is. Where such a folder holds names for several people, it may as well be a
   download, and nothing in it is guessed: those files become notices.
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
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from course.module_ids import module_id
from course.safe_text import for_terminal
from grading.engine.declare import catalogue
from grading.instructor.intake.file_names import clean_name, is_plain_word, natural, read_name
from grading.instructor.intake.learner_names import Candidate, name_learners
from grading.instructor.intake.lms_file_names import misplaced_lms_name, read_lms_name
from grading.instructor.intake.path_listing import JUPYTER, list_path
from grading.instructor.intake.problems import IntakeError, Notice, UnreadableFileError
from grading.instructor.intake.stored_file import ListedFile, StoredFile, ZipMember

_CHECKED = re.compile(r"""check\(\s*["']E0*([0-9]{1,2}b?)\.\w""")
_ARCHIVES = (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz")


@dataclass(frozen=True)
class SubmittedNotebook:
    """One submission: the notebook that a learner handed in for one module.

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
    stored: StoredFile | None = field(default=None, repr=False)

    def read(self) -> bytes:
        """The notebook's source, UTF-8 without a byte order mark, at most 5 MB; read anew each time.

        Raises:
            UnreadableFileError: it has a problem, or was changed or removed since it was found.
        """
        if self.problem or self.stored is None:
            raise UnreadableFileError(self.problem or "The submission has no file.")
        return self.stored.read()


def find_submissions(
    paths: list[Path], module: str | None = None
) -> tuple[list[SubmittedNotebook], list[Notice]]:
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
    seen: set[tuple[Path, ZipMember | None, ZipMember | None]] = set()
    for group, given in enumerate(map(Path, paths)):
        is_file = os.path.isfile(given)  # never raises, as Path.is_file can
        files, more = list_path(given)
        notices += more
        unclear = _unclear_downloads(files)
        for file in files:
            stored = file.stored
            place = (stored.path, stored.member, stored.inner)
            if place in seen:  # the same file by two PATHs
                continue
            seen.add(place)
            alone = is_file and stored.member is None
            one = unclear.get(file.parts) or _candidate(file, group, asked, alone)
            if isinstance(one, Notice):
                notices.append(one)
            else:
                candidates.append(one)
    if not candidates and not notices:
        names = ", ".join(map(str, paths)) or "no PATH"
        raise IntakeError(f"{for_terminal(names)}: there is no notebook (.py) in it")
    submissions, older = _newest(candidates, name_learners(candidates))
    return submissions, sorted([*notices, *older], key=lambda notice: natural(notice.path))


def _asked(module: str | None) -> str | None:
    if module is None:
        return None
    try:
        wanted = module_id(module)
    except LookupError:
        wanted = None
    if wanted not in catalogue.modules():
        raise IntakeError(f"there is no module {for_terminal(str(module))}: {_graded_modules()}")
    return wanted


def _graded_modules() -> str:
    return f"the graded modules are {', '.join(catalogue.modules())}"


def _unclear_downloads(files: list[ListedFile]) -> dict[tuple[str, ...], Notice]:
    """Notebooks named by an LMS, for several people, in a folder that may be a learner's own: by their paths."""
    inside: dict[tuple[str, ...], list[tuple[ListedFile, tuple[str, str]]]] = defaultdict(list)
    for one in files:
        misplaced = None
        if one.parts[-1].lower().endswith(".py") and not read_lms_name(one.parts):
            misplaced = misplaced_lms_name(one.parts)
        if misplaced:
            folder, lms = misplaced
            inside[folder].append((one, (lms.name, lms.number)))
    unclear = {}
    for folder, named in inside.items():
        if len({who for _, who in named}) > 1:
            reason = (
                f"named by Canvas or Moodle, and {for_terminal(folder[-1])} may be a learner's own folder: call it"
                " section1 if it is a download, or else call the file exercises_NN.py"
            )
            unclear.update((one.parts, Notice(one.shown, reason)) for one, _ in named)
    return unclear


def _candidate(listed: ListedFile, group: int, asked: str | None, alone: bool) -> Candidate | Notice:
    parts, shown = listed.parts, listed.shown
    lms = read_lms_name(parts)
    file = lms.file if lms else parts[-1]
    if lms and lms.kind == "onlinetext":
        return Notice(shown, "a text typed into Moodle, not a file")
    if not file.lower().endswith(".py"):
        return Notice(shown, _why_no_notebook(file, lms is not None and lms.lms == "canvas"))
    named = read_name(Path(file).stem)
    problem, checked = _look(listed.stored, asks=named.module is None or asked not in (None, named.module))
    module = asked or named.module or checked
    if asked and not alone and named.module not in (asked, None) and checked != asked:
        return Notice(shown, f"named for module {named.module}, but module {asked} is to be graded")
    if module is None:
        return Notice(shown, "its module is unknown: name it like exercises_01.py, or give --module")
    if module not in catalogue.modules():
        return Notice(shown, f"there is no grader for module {module}: {_graded_modules()}")
    folders = [part for part in parts[1:-1] if not is_plain_word(part)]
    words = [*folders, named.rest] if named.rest else folders
    # as it is written: names that only look the same are of two people
    chain = [unicodedata.normalize("NFC", name) for name in words or parts[:1]]
    if len(chain) > 1 and clean_name(chain[-1]).casefold() == clean_name(chain[-2]).casefold():
        chain.pop()  # ada/exercises_01_ada.py
    # with --module every .py counts, also a helper beside the notebook: what says its module comes first
    sure = not asked or asked in (named.module, checked)
    copy = named.copy if lms and lms.lms == "canvas" else 0
    return Candidate(
        module, shown, listed.stored, problem, lms, tuple(chain), sure, copy, group, listed.seconds
    )


def _why_no_notebook(file: str, canvas: bool) -> str:
    name = file.lower()
    if name.endswith(".ipynb"):
        return JUPYTER
    if name.endswith(_ARCHIVES):
        return "an archive among the submissions: unpack it into a folder of the learner, and grade again"
    if canvas and name in ("text.html", "link.html"):
        return "a text or a link given in Canvas, not a file"
    return "not a notebook: rename it to end in .py" if name.endswith(".py.txt") else "not a notebook (.py)"


def _look(stored: StoredFile, asks: bool) -> tuple[str | None, str | None]:
    """What is wrong with the content, and if asked for, the module it checks; the content is dropped."""
    try:
        data = stored.read()
    except UnreadableFileError as error:
        return str(error), None
    if not data.strip():
        return "The file is empty: upload your notebook again.", None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "The file is saved as UTF-16: save it as UTF-8, and upload it again.", None
    if b"\0" in data:
        return "The file is binary data, not a marimo notebook: upload the .py file of your notebook.", None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return "The file is not saved as UTF-8: save it as UTF-8, and upload it again.", None
    checked = Counter(_CHECKED.findall(text)).most_common(1) if asks else None
    return None, checked[0][0] if checked else None


def _newest(candidates: list[Candidate], learners: list[str]) -> tuple[list[SubmittedNotebook], list[Notice]]:
    """One submission a learner and module, and a notice for every older attempt."""
    attempts: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
    for one, learner in zip(candidates, learners, strict=True):
        attempts[learner, one.module].append(one)
    submissions, older = [], []
    for learner, module in sorted(attempts, key=lambda key: (natural(key[0]), natural(key[1]))):
        *others, best = sorted(attempts[learner, module], key=Candidate.age)
        late, fields = (best.lms.late, dict(best.lms.fields)) if best.lms else (False, {})
        submissions.append(
            SubmittedNotebook(learner, best.shown, module, late, fields, best.problem, best.stored)
        )
        why = f"another submission by {learner} for module {module}: {best.shown} is graded"
        older += [Notice(one.shown, why) for one in others]
    return submissions, older
