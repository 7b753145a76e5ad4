"""The gradebook when its writer is killed, and when several write at once: what was saved is there."""

import os
import random
import signal
import sqlite3
from contextlib import closing

import pytest

from grading.instructor.gradebook.book import Gradebook
from grading.instructor.gradebook.marks_file import Mark
from tests.test_gradebook import healthy, posix, report


@pytest.fixture
def path(tmp_path):
    return tmp_path / "grades" / "gradebook.db"


def start_writer(path, name, count):
    """A process that saves `count` reports and announces each one after it was saved: (its id, what it says)."""
    says, announce = os.pipe()
    child = os.fork()
    if child:
        os.close(announce)
        return child, os.fdopen(says)
    code = 1
    try:
        with Gradebook(path) as book:
            for number in range(count):
                learner = f"{name} {number:06}"
                book.save(report(learner, score=number % 100), learner)
                book.add_marks([Mark(learner, "1", "E1.1", "style", 1.0, 2.0)])
                os.write(announce, f"{learner}\n".encode())
        code = 0
    finally:
        os._exit(code)


@posix
def test_killed_at_random_moments_nothing_announced_is_lost(path):
    rng = random.Random(20261121)
    announced = []
    for run in range(1, 6):
        child, says = start_writer(path, f"run {run}", 10**6)
        announced += [says.readline().strip() for _ in range(rng.randrange(1, 40))]
        os.kill(child, signal.SIGKILL)
        announced += says.read().splitlines()
        says.close()
        os.waitpid(child, 0)
        with Gradebook(path, readonly=True) as book:
            saved = {one.learner for one in book.reports()}
            assert set(announced) <= saved
            assert len(saved) <= len(announced) + run  # at most the one that was not announced yet
            assert all(book.fingerprint(name, "1") == name for name in saved)
            assert set(announced) <= {one.learner for one in book.marks()} <= saved
        assert healthy(path)
    assert len(announced) > 20


@posix
def test_killed_between_any_two_statements_the_book_is_as_before_or_after(tmp_path, monkeypatch):
    connect = sqlite3.connect
    died = 0
    for moment in range(1, 100):
        path = tmp_path / str(moment) / "gradebook.db"
        child = os.fork()
        if child == 0:
            code, counter = 1, iter(range(1, 1000))

            def dies(statement, counter=counter, moment=moment):
                if next(counter) == moment:
                    os.kill(os.getpid(), signal.SIGKILL)

            def traced(*args, dies=dies, **kwargs):
                db = connect(*args, **kwargs)
                db.set_trace_callback(dies)
                return db

            try:
                sqlite3.connect = traced
                with Gradebook(path) as book:
                    book.save(report("ada"), "1")
                    (path.parent / "announced").touch()
                    book.save(report("ada", score=90.0), "2")
                    book.add_marks([Mark("ada", "1", "E1.1", str(n), 1, 2) for n in range(3)])
                code = 0
            finally:
                os._exit(code)
        survived = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        died += not survived
        with Gradebook(path) as book:
            found = book.report("ada", "1")
            assert found is not None or not (path.parent / "announced").exists()
            if found:
                assert (found.score, book.fingerprint("ada", "1")) in ((80.0, "1"), (90.0, "2"))
            assert len(book.marks()) in (0, 3)
        assert healthy(path)
        if survived:
            break
    assert survived and died > 25  # every moment was tried


@posix
def test_two_writers_wait_for_one_another(path):
    writers = [start_writer(path, name, 40) for name in ("left", "right")]
    announced = []
    for child, says in writers:
        with says:
            announced += says.read().splitlines()
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    with Gradebook(path, readonly=True) as book:
        assert sorted(one.learner for one in book.reports()) == sorted(announced)
        assert len(announced) == len(book.marks()) == 80 and book.revision() == 160


def test_nobody_else_writes_from_the_first_mark_of_a_file_on(path):
    """Else a mark that was compared with an old one could be stored over a newer, or fail half way."""
    tried = []

    def marks(other):
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("DELETE FROM marks")
        tried.append(True)
        yield Mark("ada", "1", "E1.1", "style", 1, 2)

    with Gradebook(path) as book, closing(sqlite3.connect(path, timeout=0)) as other:
        assert book.add_marks(marks(other)).new == 1 and tried
