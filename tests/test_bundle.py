"""The learners' bundle works on its own, and holds no answer, no hidden check and no code of a mistake."""

import ast
import os
import re
import shutil
import subprocess
import sys
import zipfile

import pytest

from course import ROOT
from grading.engine.declare.catalogue import CONTENT, load_hidden, misconceptions_of, modules
from grading.publish.as_handed_out import ARCHIVE
from grading.publish.learners_bundle import COMMANDS, MARKER, ONLY_THERE, BundleError, write_bundle
from tests.broken_notebooks import tabbed


@pytest.fixture
def copy(bundle, tmp_path):
    return shutil.copytree(bundle, tmp_path / "copy")


@pytest.fixture(scope="module")
def texts(bundle):
    files = {
        path.relative_to(bundle).as_posix(): path.read_bytes().decode("utf-8", "replace")
        for path in bundle.rglob("*")
        if path.is_file()
    }
    with zipfile.ZipFile(bundle / ARCHIVE) as archive:  # the notebooks once more: they are looked at too
        return files | {
            f"course/as handed out/{name}": archive.read(name).decode() for name in archive.namelist()
        }


def course(folder, *arguments):
    environment = {
        **os.environ,
        "PYTHONPATH": str(folder),
        "COURSE_PROGRESS": str(folder / "progress.sqlite"),
    }
    return subprocess.run(
        [sys.executable, "-m", "course", *arguments],
        cwd=folder,
        env={**environment, "COLUMNS": "200"},
        capture_output=True,
        text=True,
    )


# --- what is not in it


def test_nothing_is_in_it_that_is_not_on_the_list(texts):
    allowed = re.compile(
        r"(home\.py|pyproject\.toml|requirements\.lock|README\.md|LICENSE|COURSE_OUTLINE\.md|ml_cheatsheet\.md)"
        r"|progress_tracker\.md|\.gitignore|\.course-bundle\.json|(modules|course|course_app|data|capstone)/.*"
        r"|exercises/exercises_\d\db?\.py|grading/(content/)?__init__\.py|grading/content/conftest\.py|grading/(engine|learner|wire)/.*"
        r"|grading/content/module_\d\db?/((__init__|exercises)\.py|topics\.toml|public/\w+\.py)"
        r"|grading/content/module_\d\db?/misconceptions/\w+\.recorded|\.devcontainer/devcontainer\.json"
        r"|grading/publish/(__init__|as_handed_out|paths|reset|strip_solutions|worked)\.py"
        r"|grading/content/module_\d\db?/solutions/\w+\.locked|grading/publish/as_handed_out\.zip"
        r"|\.github/workflows/classroom\.yml"
    )
    assert [name for name in texts if not allowed.fullmatch(name)] == []
    assert not any(
        re.search(r"ghcr\.io|mcr\.microsoft|pypi\.org|docker\.io", text) for text in texts.values()
    )
    parts = {part for name in texts for part in name.split("/")}
    assert not parts & {
        "hidden",
        "sandbox",
        "cohort",
        "tests",
        "benchmarks",
        ".git",
        ".ci",
        ".course",
    }
    assert not parts & {"__pycache__", "__marimo__", ".venv", "gradebook.db", "right_answers"}


def squeezed(line):
    return " ".join(line.split())


def test_no_line_of_a_solution_is_in_it(texts):
    secret, public = set(), set()
    for path in CONTENT.glob("*/solution.py"):
        inside = False
        for line in map(squeezed, path.read_text(encoding="utf-8").splitlines()):
            if line.startswith("### "):
                inside = {"### BEGIN SOLUTION": True, "### END SOLUTION": False}.get(line, inside)
            else:
                (secret if inside else public).add(line)
    # What a lesson shows is no secret; a short line says nothing.
    for path in (*(ROOT / "modules").glob("*.py"), *(ROOT / "course").rglob("*.py")):
        public.update(map(squeezed, path.read_text(encoding="utf-8").splitlines()))
    secret = {line for line in secret - public if len(line) >= 25}
    assert len(secret) > 60
    found = []
    for name, text in texts.items():
        lines = [line for line in map(squeezed, text.splitlines()) if line]
        # A grader may work out what it expects with a line or two that a solution has as well.
        few = 2 if "/public/" in name else 0
        for at, line in enumerate(lines):
            if line in secret and all(one in secret for one in lines[at : at + few + 1]):
                found.append((name, line))
    assert found == []
    assert not any(
        "### BEGIN SOLUTION" in text for name, text in texts.items() if name.startswith("exercises/")
    )


def test_no_hidden_check_is_in_it(texts):
    hidden = [check for module in modules() for e in load_hidden(module) for check in e.hidden_checks]
    public = {check.name for module in modules() for e in load_hidden(module) for check in e.checks}
    public |= {check.title for module in modules() for e in load_hidden(module) for check in e.checks}
    words = {word for check in hidden for word in (check.name, check.title)} - public
    assert len(words) > 20
    for name, text in texts.items():
        near = [word for word in words if word in text]
        assert [word for word in near if re.search(rf"\b{re.escape(word)}\b", text)] == [], name
    assert not any(".hidden." in text for name, text in texts.items() if "/public/" in name)


def functions(source):
    """The bodies of the functions in a source, without names, docstrings and comments that could differ."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            yield node.name, "\n".join(ast.dump(part) for part in body)


def test_no_function_of_a_misconception_or_a_right_answer_is_in_it(texts):
    sources = [*CONTENT.glob("*/misconceptions/*.py"), *CONTENT.glob("*/right_answers/*.py")]
    secret = {
        body: f"{path.name}: {name}"
        for path in sources
        for name, body in functions(path.read_text(encoding="utf-8"))
        if len(body) > 250  # `return value is None` is no secret
    }
    assert len(secret) > 50
    found = [
        (name, secret[body])
        for name, text in texts.items()
        if name.endswith(".py")
        for _, body in functions(text)
        if body in secret
    ]
    assert found == []


# --- that it works


def test_the_untouched_exercises_score_nothing(copy):
    done = course(copy, "check", "1")
    assert done.returncode == 1, done.stderr
    assert re.search(r"\b0 of \d+ exercises passed, 0 of 100 points\.", done.stdout)
    assert done.stdout.count("not attempted") > 10 and "Traceback" not in done.stderr


MISTAKE = """
    text = (text or "").strip()
    if text.lower() in ("", "---", "n/a"):
        return None
    return float(re.sub(r"[^\\d.]", "", text))
"""
RIGHT = """
    text = (text or "").strip()
    if text.lower() in ("", "---", "n/a"):
        return None
    found = re.fullmatch(r"(\\$|USD)?\\s*([\\d,]+(?:\\.\\d+)?)\\s*(¢?)", text)
    if not found or (found[1] and found[3]):
        raise ValueError(text)
    return float(found[2].replace(",", "")) / (100 if found[3] else 1)
"""


@pytest.mark.parametrize("body, code", [(MISTAKE, 1), (RIGHT, 0)])
def test_an_answer_is_judged_and_a_mistake_is_named(copy, body, code):
    path = copy / "exercises" / "exercises_01.py"
    source = path.read_text(encoding="utf-8")
    start = source.index("def parse_price(")
    stub = "    # TODO: write your answer here\n    return None\n"
    assert stub in source[start:]
    answered = source[:start] + source[start:].replace(stub, "    import re\n" + body, 1)
    path.write_text(answered, encoding="utf-8")
    done = course(copy, "check", "E1.1")
    assert done.returncode == code, done.stdout + done.stderr
    (title,) = [m.title for m in misconceptions_of("E1.1") if m.answer.__name__ == "digits_only"]
    assert (title in " ".join(done.stdout.split())) is bool(code)


def test_the_checks_run_by_pytest_alone_as_the_readme_says(bundle, texts):
    (arguments,) = re.findall(r"-m pytest (.+)", texts["README.md"])
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *arguments.split(), "-q", "-p", "no:cacheprovider"],
        cwd=bundle,
        env={**os.environ, "PYTHONPATH": str(bundle), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1 and re.search(r"^\d+ failed in", done.stdout, re.MULTILINE), done.stdout


def test_every_file_that_its_pages_link_to_is_there(texts):
    for page in ("README.md", "COURSE_OUTLINE.md", "progress_tracker.md", "ml_cheatsheet.md"):
        linked = re.findall(r"\]\((?!https?:)([^)#]+)\)", texts[page])
        assert [name for name in linked if name not in texts] == [], page
        assert page == "README.md" or f"`{page}`" in texts["README.md"]


def test_the_help_lists_what_works_there_and_so_does_the_readme(bundle, texts):
    out = course(bundle, "--help").stdout
    listed = re.findall(r"^  ([a-z]+) {2,}\S", out.partition("Commands:")[2], re.MULTILINE)
    assert set(listed) == {
        "start", "check", "progress", "hint", "solution", "reset", "submit", "doctor", "data",
    }  # fmt: skip
    readme = texts["README.md"]
    assert (
        "instructors -->" not in readme and "course release" not in readme and "the tests need" not in readme
    )
    assert set(re.findall(r"-m course (\w+)", readme)) <= set(listed)


def test_a_solution_opens_to_an_answer_that_passes_and_to_nothing_else(copy):
    path = copy / "exercises" / "exercises_01.py"
    source = path.read_text(encoding="utf-8")
    start = source.index("def parse_price(")
    end = source.index("    return None", start)
    for body, opens in ((MISTAKE, False), (RIGHT, True)):
        path.write_text(source[:end] + body.strip("\n") + source[end + len("    return None") :], "utf-8")
        course(copy, "check", "E1.1")
        done = course(copy, "solution", "E1.1", "--yes")
        assert (done.returncode == 0) == opens, done.stderr
        assert ("def parse_price" in done.stdout) == opens and done.stderr.count("\n") == (not opens)
    assert "### " not in done.stdout and 'mo.md("""' not in done.stdout


def test_a_bundle_can_be_made_without_solutions(bundle):
    from grading.publish import learners_bundle

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(learners_bundle, "record", lambda exercise: b"")
        names = learners_bundle.contents(solutions_too=False)
    assert {path.relative_to(bundle).as_posix() for path in bundle.rglob("*.locked")} and not any(
        name.endswith(".locked") for name in names
    )


def test_a_broken_notebook_is_mended_from_the_bundle_alone(copy):
    for name in ("home.py", "exercises/exercises_01.py"):
        path = copy / name
        whole = path.read_text("utf-8")
        path.write_text(tabbed(whole), "utf-8")
        done = course(copy, "reset", "home" if name == "home.py" else "1")
        assert done.returncode == 0 and ".course/kept/" in done.stdout, done.stderr
        assert path.read_text("utf-8") == whole


def test_every_module_of_the_course_it_imports_is_in_it(bundle, texts):
    for name, text in texts.items():
        if not name.endswith(".py"):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ImportFrom):
                wanted = [f"{node.module}.{alias.name}" for alias in node.names]
            elif isinstance(node, ast.Import):
                wanted = [alias.name for alias in node.names]
            else:
                continue
            for module in wanted:
                if module.split(".")[0] not in ("course", "course_app", "grading"):
                    continue
                path = bundle / module.replace(".", "/")
                parent = path.parent
                there = (path.with_suffix(".py"), path / "__init__.py", parent.with_suffix(".py"))
                assert any(one.is_file() for one in (*there, parent / "__init__.py")), (
                    f"{name} imports {module}"
                )
                if not any(one.is_file() for one in there):  # then it must be a name of the package itself
                    package = (parent / "__init__.py").read_text(encoding="utf-8")
                    assert re.search(rf"\b{path.name}\b", package), f"{name} imports {module}"


@pytest.mark.parametrize(
    "arguments",
    [
        ["grade", "cohort", "--module", "1"],
        ["release", "there"],
        ["test", "-k", "x"],
        ["solution", "E1.2", "--yes"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_what_only_instructors_have_is_said_in_one_line(bundle, arguments):
    done = course(bundle, *arguments)
    assert done.returncode == 2 and done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert re.search("is for instructors|is not passed yet|opens when your answer passes", done.stderr)
    if arguments[0] != "solution":
        shown = course(bundle, arguments[0], "--help")
        assert shown.returncode == 0 and "Examples" in shown.stdout


def test_the_shell_of_every_instructors_command_starts(texts):
    shells = [path for path in texts if path.startswith(COMMANDS) and not path.endswith("__init__.py")]
    assert len(shells) >= 6
    for path in shells:
        name, source = path.split("/")[-1].removesuffix(".py"), texts[path]
        scope = {"__name__": f"shell_{name}"}
        exec(compile(source, name, "exec"), scope)
        with pytest.raises(scope["CommandError"], match=f"`course {name}` is for instructors"):
            code = scope[name].__code__
            scope[name](*[None] * code.co_argcount)
        assert "grading" not in {
            node.module for node in ast.walk(ast.parse(source)) if hasattr(node, "module")
        }


# --- how it is written


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_the_same_course_gives_the_same_bytes_and_a_bundle_can_be_renewed(bundle, copy):
    before = contents(copy)
    gone = copy / "old.py"
    gone.write_text("")
    (copy / ".course").mkdir()
    (copy / ".course" / "progress.sqlite").write_text("a learner's")
    listed = (copy / MARKER).read_text(encoding="utf-8")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    (copy / MARKER).write_text(listed.replace("{", f'{{"old.py": "{empty}",', 1), encoding="utf-8")
    write_bundle(copy)
    assert not gone.exists()
    (copy / ".course" / "progress.sqlite").unlink()
    assert contents(copy) == before == contents(bundle)


def test_folders_that_hold_something_else_are_refused(copy, tmp_path):
    for inside in (ROOT, ROOT / "bundle", ROOT / "exercises", tmp_path / "link" / "x"):
        if not (tmp_path / "link").exists():
            (tmp_path / "link").symlink_to(ROOT)
        with pytest.raises(BundleError, match="inside the course"):
            write_bundle(inside)
    assert not (ROOT / "bundle").exists() and not (ROOT / "x").exists()

    (copy / "exercises" / "exercises_01.py").write_text("my work")
    with pytest.raises(BundleError, match=r"exercises/exercises_01\.py was changed"):
        write_bundle(copy)
    assert (copy / "exercises" / "exercises_01.py").read_text() == "my work"

    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.md").write_text("mine")
    victim = tmp_path / "victim.txt"
    victim.write_text("")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    for marker in (None, "", "[]", "{}", '{"thesis.md": 1', f'{{"../victim.txt": "{empty}"}}'):
        if marker is not None:
            (mine / MARKER).write_text(marker)
        with pytest.raises(BundleError, match="not empty"):
            write_bundle(mine)
    assert (mine / "thesis.md").exists() and victim.exists()
    with pytest.raises(BundleError, match="is a file"):
        write_bundle(mine / "thesis.md")


def test_the_command_writes_it_and_says_what_is_wrong_in_one_line(tmp_path):
    from course_app.cli import main

    assert main(["release", str(tmp_path / "new")]) == 0
    assert (tmp_path / "new" / "exercises" / "exercises_01.py").is_file()
    assert main(["release", str(ROOT / "somewhere")]) == 2
    assert main(["release", str(tmp_path / "new2"), "--check"]) == 2
    assert not (tmp_path / "new2").exists()


def test_parts_of_a_text_for_instructors_are_left_out():
    text = "a\n\n<!-- instructors -->\nb\n<!-- end of instructors -->\n\nc\n"
    assert ONLY_THERE.sub("", text) == "a\n\nc\n"
