"""The arena: a cohort of attacks with honest neighbours, secrets to steal, and everything that shows a breach.

An attack is a notebook beside this file whose first lines say what it is:

    # attack: reading            the kind
    # tries: read the hidden …   what it tries, in a line
    # honest: 0                  what its answers earn by themselves
    # keeps: 2                   what it earns in spite of being stopped (0 unless given)
    # ends: graded crashed       how its report may end (graded unless given)
    # sign: held                 a text in its report which proves that it ran (held unless given)
    # control: no                it must not be run without confinement: it would do harm, or never end

Names like @OUT@ in an attack become the arena's paths: an attacker may know where everything is.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import re
import secrets
import shutil
import socket
import stat
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

HERE = Path(__file__).parent
REPO = HERE.parents[1]
ASSIGNMENT = REPO / "tests" / "assignment"
_HEADER = re.compile(r"^# (\w+): (.+)$", re.M)
_PLACE = re.compile(r"@([A-Z]+)@")
_PR_SET_CHILD_SUBREAPER = 36
# Texts that no formatter could read, and that an attack has in full
_DEEP = {"DEEP_MINUS": "-" * 4_000 + "1", "DEEP_NOT": "not " * 2_500 + "X", "DEEP_DOTS": "X" + ".x" * 4_000}

SETTINGS = """
[limits]
check_seconds = 1.0
submission_seconds = 6.0
cpu_seconds = 5.0
memory_mb = 1024
scratch_mb = 64
scratch_files = 500
threads = 64
message_mb = 64
output_kb = 256
"""
SUBMISSION_SECONDS = 6.0

# An honest answer that uses what confinement might take away: temporary files, threads, an event loop
_TOOLS = """    import asyncio
    import concurrent.futures
    import tempfile
    from pathlib import Path

    asyncio.run(asyncio.sleep(0))
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as file:
        np.save(Path(folder) / "x.npy", X)
        file.write(Path(folder, "x.npy").read_bytes())
        X = np.load(Path(folder) / "x.npy")
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        spread = np.array(list(pool.map(np.std, X.T)))
"""


@dataclass(frozen=True)
class Attack:
    """One hostile submission."""

    name: str
    source: str
    header: dict[str, str]

    @property
    def honest(self) -> float:
        return float(self.header["honest"])

    @property
    def keeps(self) -> float:
        return float(self.header.get("keeps", 0))

    @property
    def ends(self) -> list[str]:
        return self.header.get("ends", "graded").split()

    @property
    def sign(self) -> str:
        return self.header.get("sign", "held")


def _attacks() -> list[Attack]:
    found = []
    for path in sorted(HERE.glob("*.py")):
        source = path.read_text(encoding="utf-8")
        if source.startswith("# attack: "):
            found.append(
                Attack(path.stem, source, dict(_HEADER.findall(source.partition("import marimo")[0])))
            )
    return found


ATTACKS = _attacks()


def neighbours(secret: str) -> dict[str, str]:
    """Honest submissions; their names put them between the kinds of attacks, which run in order of name."""
    right, stub = (
        (ASSIGNMENT / "module_90" / name).read_text(encoding="utf-8") for name in ("solution.py", "stub.py")
    )
    half = right.replace("np.where(spread == 0, 1.0, spread)", "spread").replace(
        ".median().to_dict()", ".median()"
    )
    broken = right.replace("spread = X.std(axis=0)", "spread = X.std(axis=0")
    tools = right.replace("    spread = X.std(axis=0)\n", _TOOLS).replace(
        "LinearRegression()", "LinearRegression(n_jobs=2)"
    )
    wrong = right.replace("/ 100", "/ 10").replace(".median()", ".mean()").replace(".fit(X, y)", "")
    return {
        "ada_wrong": wrong,
        "eve_right": right,
        "fay_half": half,
        "hal_tools": tools,
        "ned_stub": stub,
        "quinn_broken": broken,
        "zoe_right": f"# {secret}\n{right}",
    }


def canary(place: str) -> str:
    """A secret that may appear nowhere."""
    return f"canary-{place}-{secrets.token_hex(8)}"


class Arena:
    """Folders, secrets, listeners and victims for one run in the middle of them.

    Args:
        root: an empty folder.
        public: a file that submissions may read; by default one of the course's own.
    """

    def __init__(self, root: Path, public: str = "") -> None:
        self.root, self.run_id = root, secrets.token_hex(6)
        self._stack = ExitStack()
        self.listeners = self._listen()
        self.settings = root / "settings.toml"
        self.settings.write_text(SETTINGS)
        self.secret = canary("environment")
        self._plant()
        self.places = {
            "RUN": self.run_id,
            "REPO": str(REPO),
            "PUBLIC": str(root / public if public else REPO / "course" / "__init__.py"),
            "PROGRESS": str(root / "home" / "progress.sqlite"),
            "SETTINGS": str(self.settings),
            "UP": "../" * 20,
            "TCP": str(self.listeners["tcp"].getsockname()[1]),
            "UDP": str(self.listeners["udp"].getsockname()[1]),
            "UNIX": str(root / "s"),
            "ABSTRACT": f"attack-{self.run_id}",
            **{
                name.upper(): str(root / name)
                for name in ("graders", "cohort", "out", "home", "tmp", "markers", "victims")
            },
        }

    def _listen(self) -> dict[str, socket.socket]:
        abstract = f"\0attack-{self.run_id}"
        kinds = {
            "tcp": (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
            "udp": (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
            "file": (socket.AF_UNIX, socket.SOCK_STREAM, str(self.root / "s")),
            "file_datagram": (socket.AF_UNIX, socket.SOCK_DGRAM, str(self.root / "s.datagram")),
            "abstract": (socket.AF_UNIX, socket.SOCK_STREAM, abstract),
            "abstract_datagram": (socket.AF_UNIX, socket.SOCK_DGRAM, f"{abstract}.datagram"),
        }
        found = {}
        for name, (family, kind, address) in kinds.items():
            found[name] = self._stack.enter_context(socket.socket(family, kind))
            found[name].bind(address)
            found[name].setblocking(False)
            if kind == socket.SOCK_STREAM:
                found[name].listen()
        return found

    def _plant(self) -> None:
        shutil.copytree(ASSIGNMENT, self.root / "graders", ignore=shutil.ignore_patterns("__pycache__"))
        hidden = self.root / "graders" / "module_90" / "hidden" / "test_prices.py"
        hidden.write_text(f"{hidden.read_text()}\n\nSECRET = '{canary('hidden')}'\n")
        self._write("graders/module_90/hidden/__pycache__/planted.cpython-311.pyc", canary("compiled"))
        self._write("home/.ssh/id_ed25519", canary("key"))
        self._write("home/.netrc", canary("netrc"))
        self._write("home/progress.sqlite", canary("progress"))
        self._write("tmp/notes.txt", canary("tmp"))
        for name in ("appended", "removed", "cut", "renamed", "to_move", "mode"):
            self._write(f"victims/{name}.txt", canary("victim"))
        self._write("victims/tree/branch/leaf.txt", canary("victim"))
        (self.root / "victims" / "mode.txt").chmod(0o640)
        (self.root / "markers").mkdir()
        (self.root / "markers").chmod(0o777)
        for name, source in neighbours(canary("neighbour")).items():
            self._write(f"cohort/{name}/exercises_90.py", source)
            self._write(f"honest/{name}/exercises_90.py", source)

    def _write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def add(self, attack: Attack) -> Path:
        """Put an attack among the cohort, with the names of the arena's places filled in."""
        text = _PLACE.sub(lambda found: self.places.get(found[1], found[0]), attack.source)
        for name, deep in _DEEP.items():
            text = text.replace(name, deep)
        return self._write(f"cohort/{attack.name}/exercises_90.py", text)

    @property
    def environment(self) -> dict[str, str]:
        """What an instructor's shell may hold, secrets included."""
        keep = {name: os.environ[name] for name in ("PATH", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
        return {
            **keep,
            "HOME": self.places["HOME"],
            "TMPDIR": self.places["TMP"],
            "COURSE_PROGRESS": self.places["PROGRESS"],
            "GRADER_SECRET": self.secret,
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": str(REPO),
        }

    def snapshot(self) -> dict[str, Any]:
        """Mode, owner, time and content of everything a submission has no business with."""
        found: dict[str, Any] = {}
        folders = [self.root / name for name in ("graders", "home", "tmp", "victims", "cohort")]
        for path in [p for folder in folders for p in folder.rglob("*")] + [Path(self.places["PUBLIC"])]:
            if path.is_relative_to(
                self.root / "home" / ".cache"
            ):  # libraries of the grader itself keep some things
                continue
            is_file = path.is_file() and not path.is_symlink()
            content = hashlib.sha256(path.read_bytes()).hexdigest() if is_file else None
            now = path.lstat()
            found[str(path)] = (stat.filemode(now.st_mode), now.st_uid, content, is_file and now.st_mtime_ns)
        return found

    def strays(self) -> list[str]:
        """Files that an attack left anywhere."""
        places = ["/tmp", "/var/tmp", "/dev/shm", REPO, REPO / "data", self.root, self.root / "home"]
        found = [str(p) for place in places for p in Path(place).glob(f"attack-{self.run_id}*")]
        return found + sorted(os.listdir(self.root / "markers"))

    def callers(self) -> list[str]:
        """Listeners that something reached."""
        found = []
        for name, listener in self.listeners.items():
            with suppress(BlockingIOError):
                listener.accept() if listener.type == socket.SOCK_STREAM else listener.recv(100)
                found.append(name)
        return found

    def close(self) -> None:
        """Hang up, and remove what attacks left outside of the arena."""
        self._stack.close()
        for stray in self.strays():
            if os.path.isabs(stray):
                os.remove(stray)


@dataclass
class Run:
    """What one grading run left."""

    out: Path
    code: int
    stdout: str
    stderr: str
    seconds: float
    memory_mb: float
    survivors: list[str]

    def reports(self) -> dict[str, dict[str, Any]]:
        """The reports by learner."""
        assert self.code in (0, 1), f"exit {self.code}: {self.stderr[-3000:]}"
        return {one["learner"]: one for one in json.loads(self.stdout)["reports"]}


def grade(arena: Arena, cohort: str, out: str) -> Run:
    """``course grade`` as an instructor runs it."""
    command = [
        "-c",
        "import sys; from course_app.cli import main; sys.exit(main())",
        "grade",
        str(arena.root / cohort),
    ]
    command += ["--graders", arena.places["GRADERS"]]
    command += ["--module", "90", "--out", str(arena.root / out), "--format", "json", "--jobs", "2"]
    return python(arena, [*command, "--seed", "7", "--settings", str(arena.settings)], REPO, out)


def python(arena: Arena, arguments: list[str], folder: Path, name: str) -> Run:
    """Run Python in an instructor's environment. Orphans become this process's children, so that they show."""
    libc = ctypes.CDLL(None)
    libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    before = {child.pid for child in psutil.Process().children(recursive=True)}
    texts = [arena.root / f"{name}.{kind}" for kind in ("stdout", "stderr")]
    start = time.monotonic()
    with texts[0].open("w") as stdout, texts[1].open("w") as stderr:
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=folder,
            env=arena.environment,
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=stderr,
            start_new_session=True,
        )
        try:
            _, status, used = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            raise
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - start
    survivors = []
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            # A browser that other tests of this process have open may start a process of its own meanwhile.
            ours = {child.pid, *(parent.pid for parent in child.parents())}
            if not ours & before and child.status() != psutil.STATUS_ZOMBIE:
                survivors.append(" ".join(child.cmdline()))
                child.kill()
                child.wait()
    libc.prctl(_PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)
    said = [text.read_text(encoding="utf-8", errors="replace") for text in texts]
    memory = used.ru_maxrss / 1024
    return Run(arena.root / name, process.returncode, *said, seconds, memory, survivors)
