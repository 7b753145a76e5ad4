"""`course submit`: one file to hand in, with a receipt."""

import hashlib
import io
import json
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from course import __version__
from course.module_ids import exercises_name, padded
from course_app.console import CommandError, find_exercises, learners_file, one_line

RECEIPT = "receipt.json"
_TIME = (1980, 1, 1, 0, 0, 0)


def submit(
    modules: Annotated[list[str] | None, typer.Argument(help="Modules (1); all when left out.")] = None,
    name: Annotated[
        str | None, typer.Option(help="Your name, where you hand the file in without a learning system.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="The folder to write the file into.")] = None,
) -> None:
    """Pack your exercise notebooks into one file to hand in, with a receipt.

    The receipt has the time, a digest of each notebook and what the public checks gave. It is printed, and lies in
    the file too. What counts is what your instructor's grading says.

    Examples:

        course submit 1

        course submit 1 --name "Ada Lovelace"
    """
    from grading.engine.declare import catalogue

    try:
        chosen = list(dict.fromkeys(_module(one) for one in modules or catalogue.modules()))
        folder = _folder_name(name)
        receipt, files = _packed(chosen)
    except LookupError as error:
        raise CommandError(one_line(error)) from None
    file = f"course-submission{'-' + padded(chosen[0]) if len(chosen) == 1 else ''}.zip"
    target = (out or Path()) / file
    text = json.dumps(receipt, indent=1, ensure_ascii=False)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for inside, content in {**files, RECEIPT: text.encode()}.items():
            place = f"{folder}/{inside}" if folder else inside
            archive.writestr(zipfile.ZipInfo(place, _TIME), content, zipfile.ZIP_DEFLATED)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data.getvalue())
    except OSError as error:
        raise CommandError(
            f"can't write {target}: {error.strerror}; name another folder with --out"
        ) from None
    print(f"{target}: hand in this file.")
    for one in receipt["notebooks"]:
        print(
            f"  {one['file']}  {one['public_points']:g} of {one['max_points']:g} points in the public checks  "
            f"SHA-256 {one['sha256'][:16]}"
        )
    print(f"  {receipt['time']}  receipt {hashlib.sha256(text.encode()).hexdigest()[:16]}")


def _module(written: str) -> str:
    from course.module_ids import module_id

    return module_id(written)


def _folder_name(name: str | None) -> str:
    """The learner's name as a folder in the file; "" without one."""
    if name is None:
        return ""
    plain = " ".join(re.sub(r"[^\w .'-]", " ", name).split()).strip(". ")
    if not plain:
        raise CommandError(f"--name {name!r} holds no letters: write a name such as --name Ada")
    return plain


def _packed(modules: list[str]) -> tuple[dict, dict[str, bytes]]:
    """The receipt, and the notebooks by their names."""
    from grading.engine.answer.notebook_file import Notebook
    from grading.engine.declare.catalogue import exercises_of
    from grading.engine.grade.grade_exercise import grade_exercise
    from grading.publish.as_handed_out import handed_out

    notebooks, files = [], {}
    for module in modules:
        find_exercises([module])  # an unknown module is said in one line
        path = learners_file(module)
        try:
            data = path.read_bytes()
            notebook = Notebook(path, data.decode("utf-8-sig"), handed_out(module))
        except (OSError, ValueError) as error:
            raise CommandError(f"{one_line(error)}; `course reset {module} --all` brings it back") from None
        verdicts = [grade_exercise(one, notebook.lookup) for one in exercises_of(module)]
        files[exercises_name(module)] = data
        notebooks.append(
            {
                "file": exercises_name(module),
                "sha256": hashlib.sha256(data).hexdigest(),
                "public_points": sum(verdict.score for verdict in verdicts),
                "max_points": sum(verdict.max_score for verdict in verdicts),
                "exercises": {verdict.exercise.id: verdict.status for verdict in verdicts},
            }
        )
    time = datetime.now(UTC).isoformat(timespec="seconds")
    return {"course": __version__, "time": time, "notebooks": notebooks}, files
