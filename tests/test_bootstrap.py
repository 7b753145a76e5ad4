"""Setting up: what the locks promise, and that pip is asked in its ordinary way."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib

import pytest

from course import ROOT
from course_app import bootstrap

LOCKS = (bootstrap.LOCK, bootstrap.DEV_LOCK)


def pins(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([A-Za-z0-9][\w.-]*)==([^\s;]+)", text, re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_hashes_and_names_no_place(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    for block in re.split(r"\n(?=[a-z])", text.split("\n", 1)[1]):
        assert "--hash=sha256:" in block, block
    assert not re.search(r"https?:|file:|--index|--extra|--find|(^|\s)/", text)


def test_the_dev_lock_adds_to_the_core_and_changes_nothing():
    core, dev = pins(bootstrap.LOCK), pins(bootstrap.DEV_LOCK)
    assert core.items() <= dev.items()
    assert {"playwright", "ruff", "hypothesis"} <= dev.keys() - core.keys()


def test_the_locks_have_all_that_the_project_names():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    name = re.compile(r"[A-Za-z0-9-]+")
    assert {name.match(one)[0] for one in project["dependencies"]} <= pins(bootstrap.LOCK).keys()
    assert {name.match(one)[0] for one in project["optional-dependencies"]["dev"]} <= pins(
        bootstrap.DEV_LOCK
    ).keys()


def test_an_environment_with_the_locked_versions_goes_straight_on():
    here = "".join(f"{name}=={version} \\\n" for name, version in [("marimo", "0.25.2")])
    assert bootstrap.satisfied(here)
    assert bootstrap.satisfied("only-on-windows==1.0 ; sys_platform == 'win32' \\\n")
    assert not bootstrap.satisfied("marimo==0.1 \\\n")
    assert not bootstrap.satisfied("no-such-package-anywhere==1.0 \\\n")


@pytest.fixture
def checkout(tmp_path):
    """A copy of what setting up needs, beside a pip that only writes down how it was called."""
    folder = tmp_path / "a course"
    for name in ("course/__init__.py", "course/__main__.py", "course_app/__init__.py", "course_app/__main__.py",
                 "course_app/bootstrap.py"):  # fmt: skip
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    # One pin that no environment satisfies, so that there is something to set up.
    for lock in LOCKS:
        (folder / lock).write_text("not-installed-anywhere==1.0 \\\n    --hash=sha256:00\n")
    (folder / "course_app" / "cli.py").write_text(
        "def main(arguments):\n    print('ran', arguments)\n    return 7\n"
    )
    return folder


def fake_pip(folder, code=0):
    """Make the environment at once, with a pip package that logs its arguments and exits with `code`."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / ".venv")], check=True)
    (site,) = (folder / ".venv").glob("**/site-packages")
    (site / "pip").mkdir(exist_ok=True)
    (site / "pip" / "__init__.py").write_text("")
    log = folder / "pip.log"
    (site / "pip" / "__main__.py").write_text(
        "import json, sys\n"
        f"open({str(log)!r}, 'a').write(json.dumps(sys.argv[1:]) + '\\n')\n"
        f"sys.exit({code})\n"
    )
    return log


def start(folder, *arguments):
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [sys.executable, "-m", "course", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
    )


def test_the_first_start_installs_and_the_second_does_not(checkout):
    log = fake_pip(checkout)
    done = start(checkout, "check", "1")
    assert done.returncode == 7 and "ran ['check', '1']" in done.stdout, done.stdout + done.stderr
    assert done.stdout.startswith("ran ["), "only what the command says goes to where a program may read it"
    calls = [json.loads(line) for line in log.read_text().splitlines()]
    assert [call[0] for call in calls] == ["install", "install"]
    assert "--require-hashes" in calls[0] and calls[0][-1].endswith("requirements.lock")
    assert {"--no-deps", "--no-build-isolation", "-e"} <= set(calls[1])
    assert not any("index" in word or "find-links" in word for call in calls for word in call)
    assert start(checkout, "check").returncode == 7
    assert len(log.read_text().splitlines()) == 2


def test_a_changed_lock_is_installed(checkout):
    log = fake_pip(checkout)
    start(checkout)
    (checkout / bootstrap.LOCK).write_text("not-installed-anywhere==2.0 \\\n    --hash=sha256:00\n")
    start(checkout)
    assert len(log.read_text().splitlines()) == 4


def test_the_tests_install_their_own_lock_once(checkout):
    log = fake_pip(checkout)
    start(checkout)
    assert start(checkout, "test", "-x").returncode == 7
    assert json.loads(log.read_text().splitlines()[2])[-1].endswith("requirements-dev.lock")
    start(checkout)
    start(checkout, "test")
    assert len(log.read_text().splitlines()) == 4


def test_a_failing_pip_is_one_line_and_exit_2_and_tried_again(checkout):
    log = fake_pip(checkout, code=1)
    for calls in (1, 2):
        done = start(checkout)
        assert done.returncode == 2
        news, problem = done.stderr.splitlines()
        assert news.startswith("Installing") and problem.startswith("course: pip could not install")
        assert len(log.read_text().splitlines()) == calls


def test_a_missing_lock_is_one_line(checkout):
    (checkout / bootstrap.LOCK).unlink()
    (checkout / bootstrap.LOCK).mkdir()  # no file, as far as reading goes
    done = subprocess.run(
        [sys.executable, "-S", "-m", "course"], cwd=checkout, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 2 and done.stderr.startswith("course: ") and done.stderr.count("\n") == 1


def test_setting_up_needs_only_the_standard_library():
    code = "import course_app.bootstrap, sys; print(*{n.split('.')[0] for n in sys.modules} - sys.stdlib_module_names)"
    done = subprocess.run([sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert set(done.stdout.split()) <= {"__main__", "course_app"}, done
