"""Make the environment the course runs in, once, and go on inside it. Standard library only.

The environment is `.venv` in the course's folder, made with venv and filled by pip from `requirements.lock`
(`requirements-dev.lock` for the tests). pip is asked in its ordinary way: its configuration and environment
variables say where packages come from. A stamp in `.venv` holds the hash of the lock that was installed, so a
second start does nothing, and a changed lock is noticed.
"""

import hashlib
import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = "requirements.lock"
DEV_LOCK = "requirements-dev.lock"  # everything of LOCK, and what the course's own tests need

_ENTERED = "COURSE_ENTERED_VENV"
_PINNED = re.compile(r"^([A-Za-z0-9][\w.-]*)==([^\s;]+)\s*(;)?", re.MULTILINE)


class SetupError(Exception):
    """The environment could not be made; the message says why and what to do."""


def prepare(arguments: list[str]) -> bool:
    """Set up what `course ARGUMENTS` needs; whether this process has it, or must `enter` the environment.

    Raises SetupError when that fails.
    """
    lock = DEV_LOCK if arguments[:1] == ["test"] else LOCK
    entered = os.environ.pop(_ENTERED, None) is not None
    if entered or is_ready(lock):
        return True
    if not _stamped(lock):
        install(lock)
    return False


def is_ready(lock: str = LOCK) -> bool:
    """Whether this very Python has what the lock asks for, so that nothing needs installing."""
    if _inside():
        return _stamped(lock)
    file = ROOT / lock
    if not file.is_file():  # a copy of the course without its locks: there is nothing to compare with
        return all(importlib.util.find_spec(name) for name in ("marimo", "rich", "typer"))
    return satisfied(file.read_text(encoding="utf-8"))


def satisfied(lock_text: str) -> bool:
    """Whether every package the lock pins for all systems is installed here at that version."""
    import importlib.metadata  # it brings in the parser of mail, and most starts of the course only read a stamp

    for name, version, marker in _PINNED.findall(lock_text):
        if marker:  # only for some systems: pip knows which, and these are never used on their own
            continue
        try:
            if importlib.metadata.version(name) != version:
                return False
        except importlib.metadata.PackageNotFoundError:
            return False
    return True


def install(lock: str = LOCK) -> None:
    """Make `.venv` when it is missing or broken, and install the lock and the course into it.

    Raises SetupError when venv or pip fails; running it again goes on where it stopped.
    """
    if not (ROOT / lock).is_file():
        raise SetupError(f"{lock} is missing in {ROOT}. Get a complete copy of the course")
    python = venv_python()
    if not _works(python):
        _say(f"Making an environment for the course in {venv()}")
        _run(
            [sys.executable, "-m", "venv", "--clear", str(venv())],
            "Python could not make an environment. On Debian and Ubuntu: sudo apt install python3-venv",
        )
    if not _works(python, "import pip"):
        _run([str(python), "-m", "ensurepip"], f"pip is missing. Delete {venv()} and run this again")
    _say("Installing the course's packages. The first time this downloads a few hundred MB.")
    pip = [str(python), "-m", "pip", "install", "--disable-pip-version-check"]
    again = (
        "pip could not install the packages (its message is above). Check the network or your pip "
        "configuration and free disk space, then run the same command again"
    )
    _run([*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(ROOT / lock)], again, _pinned(lock))
    _run([*pip, "--quiet", "--no-deps", "--no-build-isolation", "-e", str(ROOT)], again)
    locks = {LOCK, lock}
    _stamp().write_text(json.dumps({name: _digest(name) for name in sorted(locks)}), encoding="utf-8")
    _say("Ready.")


def venv() -> Path:
    """The folder of the course's environment."""
    return ROOT / ".venv"


def venv_python() -> Path:
    """The Python of the course's environment, whether it exists or not."""
    return venv() / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _inside() -> bool:
    return Path(sys.prefix).resolve() == venv().resolve()


def _stamp() -> Path:
    return venv() / "course-stamp.json"


def _stamped(lock: str) -> bool:
    try:
        stamp = json.loads(_stamp().read_text(encoding="utf-8"))
        return stamp.get(lock) == _digest(lock) and venv_python().exists()
    except (OSError, ValueError, AttributeError):
        return False


def _digest(lock: str) -> str:
    # Line ends don't count: git may check the file out with either kind. The folder does, because the
    # environment points to it.
    text = (ROOT / lock).read_text(encoding="utf-8")
    return hashlib.sha256(f"{ROOT}\n{text}".encode()).hexdigest()


def _works(python: Path, code: str = "import sys; sys.exit(sys.version_info < (3, 11))") -> bool:
    try:
        return subprocess.run([python, "-c", code], capture_output=True).returncode == 0
    except OSError:
        return False


def _pinned(lock: str) -> int:
    return len(_PINNED.findall((ROOT / lock).read_text(encoding="utf-8")))


def _run(command: list[str], failed: str, packages: int = 0) -> None:
    """Run a command, showing only how many of `packages` pip has fetched; its errors are shown as they are."""
    seen = 0
    try:
        # Bytes and "replace": what pip prints may not be in the encoding this console has.
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as child:
            for line in child.stdout:
                text = line.decode("utf-8", "replace")
                if packages and text.startswith(
                    ("Collecting ", "Requirement already satisfied", "Ignoring ")
                ):
                    seen += 1
                    _show(f"  {seen} of {packages} packages")
                elif packages and text.startswith("Installing collected packages"):
                    _show("  unpacking; this takes a minute", "\n")
    except OSError as error:
        raise SetupError(f"{failed} ({error})") from error
    if child.returncode:
        raise SetupError(f"{failed}.")


def _show(text: str, end: str = "") -> None:
    if sys.stderr.isatty():
        print(f"\r{text:40}", end=end, flush=True, file=sys.stderr)


def enter(arguments: list[str]) -> int:
    """Run the same command again with the environment's Python."""
    command = [str(venv_python()), "-m", "course", *arguments]
    environment = {**os.environ, _ENTERED: "1"}  # so that it never sets up twice
    sys.stdout.flush()
    if os.name != "nt":
        os.execve(command[0], command, environment)
    child = subprocess.Popen(command, env=environment)  # Windows has no exec that keeps the console
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:  # the child got it as well and ends by itself
            continue


def _say(text: str) -> None:
    print(text, flush=True, file=sys.stderr)  # what the command itself prints may be for a program
