"""The sandbox: graders run unchanged behind it, and every limit ends what it should, by name."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd
import psutil
import pytest

from grading.engine.answer.handle import Handle
from grading.engine.answer.notebook_file import Notebook
from grading.engine.declare.catalogue import CONTENT, exercises_of, find, misconceptions_of, modules
from grading.engine.declare.exercise import exercise
from grading.engine.grade.grade_exercise import grade_exercise
from grading.engine.outcome import StoppedError
from grading.engine.run.run_check import CHANGES_INPUT
from grading.publish.paths import exercise_file, solution_file
from grading.sandbox import protocol
from grading.sandbox.confine import missing
from grading.sandbox.limits import MEGABYTE, Limits, SettingsError
from grading.sandbox.protocol import PublicFile
from grading.sandbox.session import NotebookError, Session
from grading.sandbox.starters import Confined, ForkServerProcess, SandboxError

LIMITS = Limits(
    check_seconds=1.0, submission_seconds=20, cpu_seconds=2, memory_mb=300, scratch_mb=4, scratch_files=20,
    threads=5, message_mb=2, output_kb=10,
)  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _confinement(confinement):
    """Every test of this file needs it."""


@pytest.fixture(scope="module")
def fork_servers(tmp_path_factory):
    """Starters by limits; each has a fork server of its own, ended with the module."""
    running = {}
    folder = str(tmp_path_factory.mktemp("fork_server"))

    def starter(limits):
        if limits not in running:
            path = exercise_file("1")
            notebook = PublicFile(path.name, path.read_text("utf-8"))
            running[limits] = ForkServerProcess(1, limits, [notebook], [], folder)
            running[limits].wait()
        return Confined(running[limits].controls[0])

    yield starter
    for fork_server in running.values():
        fork_server.close()


@pytest.fixture
def session(fork_servers, tmp_path):
    """Makes a session for the source of one cell, or of a whole notebook."""
    opened = []

    def make(source, limits=LIMITS):
        if "marimo.App" not in source:
            cell = "".join(f"    {line}\n" for line in source.splitlines())
            source = f"import marimo\n\napp = marimo.App()\n\n\n@app.cell\ndef _():\n{cell}    return\n"
        opened.append(Session(fork_servers(limits), source, str(tmp_path), limits))
        return opened[-1]

    yield make
    for one in opened:
        one.__exit__()
    assert list(tmp_path.iterdir()) == []


def outline(verdict):
    """A verdict without what depends on where the code ran."""
    checks = [(c.name, c.passed, [m.why for m in c.messages]) for c in verdict.checks]
    problem = verdict.problem.kind if verdict.problem else None
    return verdict.status, verdict.score, problem, [m.title for m in verdict.misconceptions], checks


def stopped(action):
    with pytest.raises(StoppedError) as caught:
        action()
    return caught.value.problem.message


# The same graders in both worlds


def test_the_solutions_get_the_same_verdicts_in_the_sandbox(session):
    path = solution_file("1")
    there, here = session(path.read_text("utf-8"), Limits()), Notebook(path)
    for one in exercises_of("1"):
        verdict = grade_exercise(one, there.lookup, place=there)
        assert verdict.status == "passed", one.id
        assert outline(verdict) == outline(grade_exercise(one, here.lookup))


def test_the_untouched_notebook_is_not_attempted_in_the_sandbox(session):
    there = session(exercise_file("1").read_text("utf-8"), Limits())
    assert {grade_exercise(one, there.lookup, place=there).status for one in exercises_of("1")} == {
        "not attempted"
    }


@pytest.mark.parametrize("exercise_id", ["E1.1b", "E1.2b", "E1.4", "E1.5b", "E1.7"])
def test_misconceptions_are_recognised_in_the_sandbox(session, exercise_id):
    one, wrong = find(exercise_id), misconceptions_of(exercise_id)[0]
    code = Path(sys.modules[wrong.answer.__module__].__file__).read_text("utf-8")
    # the file of misconceptions as a submission, with the wanted one under the name of the answer
    code = code.replace(
        "from grading.engine.declare.misconception import misconception",
        "misconception = lambda *a, **k: lambda f: f",
    )
    there = session(f"{code}\n{one.answer} = {wrong.answer.__name__}", Limits())
    verdict = grade_exercise(one, there.lookup, place=there)
    assert wrong.title in [found.title for found in verdict.misconceptions]


def test_a_callback_of_the_grader_runs_in_the_grader(session):
    one = exercise("E1.2", title="Clock", points=1, answer="timed", section="1.2")
    seen = []

    def clock(step):
        seen.append(step)
        if step == 3:
            raise TimeoutError("too late")
        return {"now": step * 10}

    @one
    def test_timed(answer, check):
        """It asks the clock"""
        check.equal(answer(clock), [{"now": 10}, "too late", True], "they come from the grader")

    one.collect([test_timed])

    source = (
        "def timed(clock):\n    first = clock(1)\n    try:\n        clock(step=2)\n"
        "    except TypeError as error:\n        unnamed = 'without naming' in str(error)\n"
        "    try:\n        clock(3)\n"
        "    except TimeoutError as error:\n        return [first, str(error), unnamed]"
    )
    there = session(source)
    assert grade_exercise(one, there.lookup, place=there).status == "passed"
    assert seen == [1, 3]


def test_what_honest_notebooks_use_goes_on_working(session):
    """Confinement takes away locks, hints and marks of files; libraries that ask for them must not notice."""
    there = session(
        "import asyncio, shutil, sqlite3\n"
        "from concurrent.futures import ThreadPoolExecutor\n"
        "import duckdb\n"
        "import numpy as np\n"
        "import pyarrow as pa, pyarrow.parquet as pq\n"
        "def databases():\n"
        "    found = []\n"
        "    for mode in ('delete', 'wal'):\n"
        "        one, other = (sqlite3.connect(mode + '.db') for _ in range(2))\n"
        "        found += one.execute('pragma journal_mode=' + mode).fetchone()\n"
        "        one.executescript('create table t (x); insert into t values (1)')\n"
        "        found += other.execute('select count(*) from t').fetchone()\n"
        "    with duckdb.connect('t.duckdb') as disk:\n"
        "        return found + [disk.execute('create table t as select 2 as x; from t').fetchone()[0]]\n"
        "def files():\n"
        "    numbers = np.memmap('m.bin', dtype='f8', mode='w+', shape=3)\n"
        "    numbers[:] = 1\n"
        "    numbers.flush()\n"
        "    shutil.copy2('m.bin', 'n.bin')\n"
        "    pq.write_table(pa.table({'x': [1, 2]}), 't.parquet')\n"
        "    return [float(np.fromfile('n.bin').sum()), pq.read_table('t.parquet').num_rows]\n"
        "def threads():\n"
        "    async def soon():\n"
        "        return await asyncio.to_thread(sum, [1, 2])\n"
        "    with ThreadPoolExecutor(4) as pool:\n"
        "        return [asyncio.run(soon()), sum(pool.map(int, range(10)))]\n",
        replace(LIMITS, check_seconds=5.0, threads=64, scratch_mb=16),
    )
    assert there.lookup("databases")() == ["delete", 1, "wal", 1, 2]
    assert there.lookup("files")() == [3.0, 2]
    assert there.lookup("threads")() == [3, 45]


def test_an_exception_keeps_its_kind_and_the_learners_line(session):
    there = session("def answer(x):\n    return {}[x]")
    with pytest.raises(KeyError) as caught:
        there.lookup("answer")("missing")
    assert caught.value.problem.line == "return {}[x]"
    assert "missing" in str(caught.value)


@pytest.mark.parametrize("raised", ["SystemExit(0)", "KeyboardInterrupt()", "GeneratorExit()"])
def test_what_would_end_the_grader_arrives_as_an_ordinary_exception(session, raised):
    with pytest.raises(Exception) as caught:
        session(f"def answer():\n    raise {raised}").lookup("answer")()
    assert type(caught.value).__name__ == raised.partition("(")[0]


def test_an_object_is_used_through_its_handle(session):
    there = session(
        "class answer:\n    size = 3\n    def __init__(self, n): self.n = n\n    def __len__(self): return self.n\n"
        "    def __getitem__(self, k): return k * 2\n    def __iter__(self): return iter(range(self.n))\n"
        "    def twice(self): return answer(self.n * 2)"
    )
    made = there.lookup("answer")(4)
    assert (made.n, made.size, len(made), made["ab"], list(made)) == (4, 3, 4, "abab", [0, 1, 2, 3])
    assert len(made.twice()) == 8


def test_what_a_check_let_go_of_takes_no_memory(session):
    size = int(LIMITS.memory_mb * MEGABYTE * 0.3)  # two of them exist while one takes the place of the other
    there = session(f"class Big:\n    def __init__(self): self.held = bytearray({size})")
    made = there.lookup("Big")
    for _ in range(12):
        one = made()
    kept = [one]
    with pytest.raises(MemoryError):
        for _ in range(4):
            kept.append(made())
    del kept, one
    assert type(made()).__name__ == "RemoteObject"


CHANGES = """
def keeps(rows, table): return len(rows), table.assign(more=1)
def empties(rows, table): rows.clear()
def sorts(rows, table): table.sort_values("a", inplace=True, ascending=False)
class Holds:
    def add(self, event): event["seen"] = True
    def look(self, event): return event["id"]
"""


def test_what_a_call_changed_is_seen_across_the_sandbox(session):
    rows, table = [{"a": [1, None, float("nan")]}], pd.DataFrame({"a": [1.0, 2.0, None], "b": ["x", None, 3]})
    there = session(CHANGES)
    for name, changed in (("keeps", False), ("empties", True), ("sorts", True), ("keeps", False)):
        trace = []
        Handle(there.lookup(name), name, trace)(rows, table=table)
        assert [call.changed_input for call in trace] == [changed], name
    trace = []
    held = Handle(there.lookup("Holds"), "Holds", trace)()
    held.look({"id": 1})
    held.add({"id": 1})
    held.look({"id": 1})
    assert [call.changed_input for call in trace] == [False, False, True, False]
    assert (rows, len(table)) == ([{"a": [1, None, rows[0]["a"][2]]}], 3)


def test_a_change_fails_the_same_check_in_the_sandbox_and_shows_nothing_of_it(session):
    one = exercise("E1.2", title="Clean", points=6, answer="sorts", section="1.2")

    def test_first(answer, check):
        """First"""
        answer([], pd.DataFrame({"a": [1.0, 2.0]}))
        check.is_true(True, "it ran")

    one.collect([one(test_first)])
    there = session(CHANGES)
    (check,) = grade_exercise(one, there.lookup, place=there).checks
    assert [(m.why, m.given) for m in check.messages] == [(CHANGES_INPUT, "changed by your code")]


# The processes


def test_neither_end_of_the_protocol_imports_the_other():
    ends = {
        "grading.sandbox.session": ("grading.sandbox.submission_server", "grading.sandbox.fork_server"),
        "grading.sandbox.fork_server": ("grading.sandbox.session", "grading.sandbox.starters"),
        "grading.sandbox.submission_server": ("grading.sandbox.session", "grading.sandbox.starters"),
    }
    for end, others in ends.items():
        code = f"import sys, {end}; print([name for name in {others} if name in sys.modules])"
        said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert said.stdout.strip() == "[]", end


def _warm_ups():
    return [path for path in sorted(CONTENT.glob("module_*/warm_up.py"))]


def test_the_fork_server_has_one_thread_and_few_files_after_every_warm_up(tmp_path):
    files = [PublicFile(path.name, path.read_text("utf-8")) for path in _warm_ups()]
    notebooks = [PublicFile(path.name, path.read_text("utf-8")) for path in map(exercise_file, modules())]
    before = {child.pid for child in psutil.Process().children()}
    fork_server = ForkServerProcess(2, LIMITS, notebooks, files, str(tmp_path))
    try:
        fork_server.wait()
        (pid,) = {child.pid for child in psutil.Process().children()} - before
        threads = Path(f"/proc/{pid}/status").read_text().partition("Threads:")[2].split()[0]
        opened = [os.readlink(file) for file in Path(f"/proc/{pid}/fd").iterdir()]
        assert threads == "1"
        assert len([name for name in opened if name.startswith("socket:")]) == 2  # one for each worker
        (home,) = tmp_path.glob("fork-server-*")
        own = ("socket:", "anon_inode:", "/dev/null", str(home))
        assert [name for name in opened if not name.startswith(own) and not name.endswith("(deleted)")] == []
        assert [path.name for path in home.rglob("*") if path.is_file()] == ["marimo.log"]
    finally:
        fork_server.close()


def test_a_warm_up_that_leaves_a_thread_is_refused(tmp_path):
    script = "import threading, time\nthreading.Thread(target=time.sleep, args=(60,), daemon=True).start()"
    fork_server = ForkServerProcess(1, LIMITS, [], [PublicFile("warm_up.py", script)], str(tmp_path))
    with pytest.raises(SandboxError, match="threads running"):
        fork_server.wait()


@pytest.mark.parametrize("path", _warm_ups(), ids=lambda path: path.parent.name)
def test_a_warm_up_runs_and_names_nothing_that_is_hidden(path):
    source = path.read_text("utf-8")
    assert not re.search(r"\b(grading|hidden|solution|course)\b", source)
    said = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True)
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")


# The protocol


REPLIES = [
    protocol.Opened(1, False),
    protocol.Found(1, True),
    protocol.Value(2),
    protocol.Length(3, 2**62),
    protocol.Exhausted(4),
    protocol.Missing(5, protocol.Trouble("missing", "x" * 2_000, None, None)),
    protocol.Failed(6, ["builtins.KeyError"] * 12, "é" * 2_000, protocol.Trouble("KeyError", "k", "line", 3)),
    protocol.PrintedTooMuch(7),
    protocol.CallBack(8, protocol.CALLBACK),
]


@pytest.mark.parametrize("reply", REPLIES, ids=lambda reply: type(reply).__name__)
def test_a_reply_is_read_as_it_was_written(reply):
    values = b"values" * reply.has_values
    found, data = protocol.read_reply(memoryview(protocol.head(reply) + values))
    assert found == reply and bytes(data) == values


def test_the_longest_reply_fits_its_head():
    wide = "\U0001f409"
    trouble = protocol.Trouble(wide * 200, wide * 2_000, wide * 300, 2**31 - 1)
    longest = protocol.Failed(2**32 - 1, [wide * 200] * 12, wide * 2_000, trouble)
    assert len(protocol.head(longest)) <= protocol.MAX_HEAD
    assert protocol.read_reply(memoryview(protocol.head(longest)))[0] == longest


ODD_HEADS = [
    ["Value", -1], ["Value", 2**32], ["Value", True], ["Value", 1.0], ["Value", "1"], ["Value"], ["Value", 1, 1],
    {"Value": 1}, ["Passed", 1], [1, 1], "Value", ["Length", 1, -1], ["Length", 1, 2**63],
    ["Found", 1, 1], ["CallBack", 1, 0],
    ["Failed", 1, ["k"] * 13, "", ["k", "m", None, None]], ["Failed", 1, [], "x" * 2_001, ["k", "m", None, None]],
    ["Missing", 1, ["k" * 201, "m", None, None]], ["Missing", 1, ["k", "m", "l" * 301, None]],
    ["Missing", 1, ["k", "m", None, -1]], ["Call", 1, 1], ["Start", "/", "/"],
]  # fmt: skip


@pytest.mark.parametrize("head", ODD_HEADS, ids=str)
def test_a_head_of_another_form_is_refused_without_a_quotation(head):
    for values in (b"", b"values"):
        with pytest.raises(protocol.ProtocolError) as caught:
            protocol.read_reply(memoryview(protocol.head(head) + values))
        assert "Passed" not in str(caught.value)


def test_a_head_of_a_wrong_length_is_refused_before_it_is_read():
    whole = protocol.head(protocol.Opened(1, True))
    for data in (b"", whole[:1], whole[:-1], whole + b"x", b"\xff\xff" + whole[2:], b"\x00\x00" + whole[2:]):
        with pytest.raises(protocol.ProtocolError):
            protocol.read_reply(memoryview(data))


# Lies


def test_an_object_that_claims_to_be_anything_stays_a_handle(session):
    from grading.engine.compare.soft_assertions import SoftAssertions

    there = session(
        "class Yes:\n    def __eq__(self, other): return True\n    def __ne__(self, other): return False\n"
        "    def __hash__(self): return 1\n    def __len__(self): return 3\n    def __float__(self): return 1.0\n"
        "    def __array__(self, *a, **k):\n        import numpy\n        return numpy.ones(3)\n"
        "    __class__ = float\n    def __bool__(self): return True\n"
        "def answer(): return Yes()"
    )
    given = there.lookup("answer")()
    check = SoftAssertions([])
    assert not check.equal(given, 1.0, "")
    assert not check.equal(given, [1, 1, 1], "")
    assert not check.close(given, 1.0, "")
    assert not check.is_true(given, "")
    assert not check.is_in(given, [1.0, given.__class__], "")


# Limits, each by its name


WRITE_TO_THE_PIPE = """
import os, time
for fd in range(3, 20):
    try:
        os.write(fd, {data})
    except OSError:
        pass
time.sleep(3)
"""
BODIES = [
    ("stopped after 1 seconds", "while True: pass"),
    ("stopped after 1 seconds", "while True:\n    try:\n        while True: pass\n    except: pass"),
    ("output limit", "while True: print('x' * 1000)"),
    ("file limit", "for n in range(100): open(f'f{n}', 'w').close()\nimport time\ntime.sleep(0.5)"),
    ("disk limit", "for n in range(3): open(f'f{n}', 'wb').write(bytes(3_000_000))"),
    (
        "thread limit",
        "import threading, time\nfor n in range(8): threading.Thread(target=time.sleep, args=(3,)).start()\n"
        "time.sleep(0.5)",
    ),
    ("message limit", WRITE_TO_THE_PIPE.format(data=rb"b'\xff\xff\xff\xff'".decode())),
    ("protocol", WRITE_TO_THE_PIPE.format(data=rb"b'\x05\x00\x00\x00hello'".decode())),
    ("exit: it ends its own process", "import os\nos._exit(0)"),
    ("crash: its process was ended by SIGSEGV", "import ctypes\nctypes.string_at(0)"),
]


@pytest.mark.parametrize(("name", "body"), BODIES)
def test_a_limit_is_named(session, name, body):
    lines = "".join(f"    {line}\n" for line in body.strip().splitlines())
    there = session(f"def answer():\n{lines}    return 1\ndef other():\n    return 2")
    answer = there.lookup("answer")
    assert name in stopped(lambda: there.limited(answer))
    assert there.lookup("other")() == 2  # a new process goes on


def test_processor_time_is_limited(session):
    there = session("def answer():\n    while True: pass", Limits(cpu_seconds=1, check_seconds=15))
    assert "CPU limit: it uses more than 1 s" in stopped(there.lookup("answer"))


def test_memory_is_limited(session):
    with pytest.raises(MemoryError) as caught:
        session("def answer():\n    return len(bytearray(500_000_000))").lookup("answer")()
    assert "memory limit: it needs more than 300 MB" in caught.value.problem.message


def test_all_answers_together_are_limited(session):
    there = session("def answer():\n    return bytes(1_900_000)")
    answer = there.lookup("answer")
    assert "message limit" in stopped(lambda: [answer() for _ in range(20)])


def test_a_submission_has_a_time_of_its_own(session):
    there = session("import time\ndef answer():\n    time.sleep(0.7)", Limits(submission_seconds=1.5))
    answer = there.lookup("answer")
    assert "submission limit" in stopped(lambda: [there.limited(answer) for _ in range(5)])
    assert there.is_over


def test_an_endless_generator_is_stopped(session):
    there = session("def answer():\n    while True:\n        yield 1")
    items = there.lookup("answer")()
    assert "Your code was stopped" in stopped(lambda: there.limited(lambda: list(items)))


def test_a_file_that_is_no_notebook_is_said_so(session):
    with pytest.raises(NotebookError, match="not a marimo notebook"):
        session("marimo.App print('hello')").open()


def test_a_confined_process_has_no_environment_of_ours(session, monkeypatch):
    monkeypatch.setenv("GRADER_SECRET", "canary")
    given = session("import os\ndef answer():\n    return dict(os.environ)").lookup("answer")()
    assert "GRADER_SECRET" not in given
    assert not any("canary" in value for value in given.values())


def test_honest_parallel_code_works_in_one_process(session):
    source = (
        "def answer():\n    import threading\n    import numpy as np\n"
        "    from sklearn.ensemble import RandomForestRegressor\n"
        "    from sklearn.model_selection import cross_val_score\n"
        "    X = np.random.default_rng(0).random((60, 3))\n"
        "    done = []\n    threads = [threading.Thread(target=done.append, args=(n,)) for n in range(4)]\n"
        "    for one in threads: one.start()\n    for one in threads: one.join()\n"
        "    scores = cross_val_score(RandomForestRegressor(10, n_jobs=-1), X, X[:, 0], n_jobs=-1)\n"
        "    return sorted(done), float(scores.mean())"
    )
    done, score = session(source, Limits()).lookup("answer")()
    assert done == [0, 1, 2, 3]
    assert score > 0.5


def test_a_database_for_each_object_stays_within_the_limits(session):
    """DuckDB starts threads for each connection: by default as many as a machine of 57 processors has, and more."""
    there = session(
        "import duckdb\n"
        "class Held:\n"
        "    def __init__(self):\n"
        "        self.database = duckdb.connect()\n"
        "        self.database.execute('create table t as select range as x from range(100_000)')\n"
        "    def total(self):\n"
        "        return self.database.execute('select count(*), avg(x) from t').fetchone()\n"
        "def settings():\n"
        "    return duckdb.execute(\"select current_setting('threads')\").fetchone()[0]",
        Limits(),
    )
    assert there.lookup("settings")() == 1
    held = []

    def open_and_ask():
        for _ in range(11):
            held.append(there.lookup("Held")())
            assert held[0].total() == (100_000, 49_999.5)

    for _ in range(2):
        there.limited(open_and_ask)
    assert len(held) == 22


def test_settings_are_checked():
    assert Limits.of({"check_seconds": 2}).check_seconds == 2
    for table in ({"seconds": 2}, {"memory_mb": -1}, {"threads": "many"}, {"cpu_seconds": True}):
        with pytest.raises(SettingsError, match="limits: "):
            Limits.of(table)


def test_this_system_says_whether_it_can_confine(monkeypatch):
    assert missing() is None
    monkeypatch.setattr("sys.platform", "darwin")
    assert "only be confined on Linux" in missing()
