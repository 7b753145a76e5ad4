"""`course doctor`: whether this machine and this copy of the course are as they should be."""

import json
import shutil
import socket
import sys
import tempfile
import webbrowser
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Annotated, NamedTuple

import typer

from course import ROOT, links
from course.module_ids import exercises_name
from course.safe_text import for_rich
from course_app import bootstrap
from course_app.console import FELL_SHORT, OK, console, one_line, stop

_ENOUGH_MB, _TIGHT_MB = 1_000, 100
_STYLES = {"ok": "green", "warn": "yellow", "bad": "red"}


class Finding(NamedTuple):
    """One thing that was looked at; `state` is "ok", "warn" or "bad"."""

    what: str
    state: str
    text: str


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of lines.")] = False,
) -> None:
    """Look whether everything the course needs is here, and say how to mend what is not.

    Exits 0 when nothing is bad, 1 when something is.

    Examples:

        course doctor

        course doctor --json
    """
    findings = list(_findings())
    bad = any(finding.state == "bad" for finding in findings)
    if as_json:
        print(json.dumps({"ok": not bad, "findings": [one._asdict() for one in findings]}, indent=2))
    else:
        for state, what, text in ((one.state, one.what, one.text) for one in findings):
            console.print(f"[{_STYLES[state]}]{state:4}[/]  {what:12} {for_rich(text)}", soft_wrap=True)
    stop(FELL_SHORT if bad else OK)


def _findings() -> Iterator[Finding]:
    for what, look in LOOKS.items():
        try:
            for state, text in look():
                yield Finding(what, state, text)
        except Exception as error:  # a look that fails is a finding too
            yield Finding(what, "warn", f"could not be looked at ({type(error).__name__}: {one_line(error)})")


Lines = Iterator[tuple[str, str]]


def _python() -> Lines:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < (3, 11):  # noqa: UP036
        yield "bad", f"{version}; the course needs 3.11 or newer"
    else:
        yield "ok", f"{version}, {sys.executable}"


def _packages() -> Lines:
    if bootstrap.is_ready():
        yield "ok", f"as {bootstrap.LOCK} says"
    else:
        yield "bad", f"not what {bootstrap.LOCK} says; `python -m course` in {ROOT} installs them"


def _folder() -> Lines:
    places = [ROOT, *(ROOT / name for name in ("exercises", ".course") if (ROOT / name).is_dir())]
    for place in places:
        try:
            with tempfile.TemporaryFile(dir=place):
                pass
        except OSError as error:
            yield "bad", f"{place} can't be written ({error.strerror}): your answers could not be saved there"
            return
    yield "ok", f"{ROOT} can be written"


def _disk() -> Lines:
    free = shutil.disk_usage(ROOT).free // 1_000_000
    state = "ok" if free >= _ENOUGH_MB else "warn" if free >= _TIGHT_MB else "bad"
    yield (
        state,
        f"{free:,} MB free" + ("" if state == "ok" else "; the packages of the course need about 1,000 MB"),
    )


def _port() -> Lines:
    try:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            yield "ok", f"there is a free one, such as {probe.getsockname()[1]}"
    except OSError as error:
        yield (
            "bad",
            f"none can be opened on 127.0.0.1 ({error.strerror}): the course could not show its pages",
        )


def _browser() -> Lines:
    try:
        yield "ok", f"{getattr(webbrowser.get(), 'name', 'found')}"
    except webbrowser.Error:
        yield "warn", "none was found; `course start --no-browser` prints an address to copy into one"


def _notebooks() -> Lines:
    from grading.engine.declare.catalogue import declared, modules
    from grading.publish.as_handed_out import NotHereError, as_handed_out
    from grading.publish.reset import ResetError, put_back

    wanted: dict[str, tuple[str, tuple[str, ...]]] = {links.HOME: ("home", ())}
    for module in modules():
        answers = tuple(name for one in declared(module) for name in one.names)
        wanted[f"exercises/{exercises_name(module)}"] = (module, answers)
        lesson = links.module_path(module)
        if lesson:
            wanted[lesson.as_posix()] = (f"{module} --lesson", ())
    whole = 0
    for name, (reset, answers) in wanted.items():
        path = ROOT / name
        try:
            pristine = as_handed_out(name)
            if not path.is_file():
                yield "bad", f"{name} is missing; `course reset {reset}` brings it back"
                continue
            source = path.read_text(encoding="utf-8")
            changed = source != pristine and source != put_back(source, pristine, answers)
        except NotHereError:
            continue
        except (ResetError, ValueError, OSError):
            yield "bad", f"{name} can't be read as a notebook; `course reset {reset} --all` brings it back"
            continue
        if changed:
            yield "warn", f"{name} has changes in what is not yours; `course reset {reset}` takes them back"
        whole += not changed
    if whole:
        yield "ok", f"{whole} of {len(wanted)} are as they should be"


def _sandbox() -> Lines:
    if not (ROOT / "grading" / "sandbox").is_dir():  # the learners' bundle has none
        return
    problem = import_module("grading.sandbox.confine").missing()
    yield (
        ("warn", f"{problem}; only `course grade` needs it")
        if problem
        else ("ok", "submissions can be confined")
    )


def _redis() -> Lines:
    path = shutil.which("redis-server")
    yield "ok", path if path else "no server here; the lessons then use one written in Python"


LOOKS: dict[str, Callable[[], Lines]] = {
    "Python": _python,
    "packages": _packages,
    "folder": _folder,
    "disk": _disk,
    "port": _port,
    "browser": _browser,
    "notebooks": _notebooks,
    "sandbox": _sandbox,
    "Redis": _redis,
}
"""What is looked at, in this order."""
