"""`course feedback`: one page a learner, from the gradebook."""

import os
from pathlib import Path
from typing import Annotated

import typer

from course_app.console import CommandError, console, one_line


def feedback(
    book: Annotated[Path, typer.Argument(help="The gradebook, or the folder it is in.")] = Path(
        "grades/gradebook.db"
    ),
    out: Annotated[
        Path | None, typer.Option(help="Folder for the pages; `feedback` beside the gradebook when left out.")
    ] = None,
    learner: Annotated[
        str | None, typer.Option(help="Only this learner, as the gradebook names them.")
    ] = None,
    module: Annotated[str | None, typer.Option(help="Only this module (1, 4b) on the pages.")] = None,
    quotes: Annotated[
        bool,
        typer.Option(
            "--quotes",
            help="Also what answers gave. Only where nobody can hand in again under the same seed: see SECURITY.md.",
        ),
    ] = False,
) -> None:
    """Write a page for every learner: their points, what went wrong and why, and what to read again.

    Each page is one HTML file that needs nothing else: mail it, print it, or put it into your learning system. A
    page is written again only when there is something new in it.

    Examples:

        course feedback                              from grades/gradebook.db to grades/feedback/

        course feedback autumn --out pages           from autumn/gradebook.db

        course feedback --learner "Ada Lovelace"     one page

        course feedback --module 2                   pages about module 2 alone
    """
    from rich.progress import track

    from grading.instructor.feedback import page as pages
    from grading.instructor.feedback import page_files as files
    from grading.instructor.feedback.quotes import without_quotes
    from grading.instructor.gradebook.book import Gradebook
    from grading.instructor.gradebook.sqlite_file import GradebookError

    path = find_book(book)
    folder = out if out is not None else path.parent / "feedback"
    wanted = None if module is None else _module(module)
    counts = {"new": 0, "changed": 0, "same": 0}
    try:
        with Gradebook(path, readonly=True) as opened:
            names = files.file_names(files.names_in(opened))
            if not names:
                raise CommandError(f"{path} holds no reports yet; make some with: course grade SUBMISSIONS")
            chosen = None if learner is None else _chosen(learner, names)
            _make(folder)
            found = files.learners(opened, wanted)
            quiet = not console.is_terminal
            for name, reports, marks in track(
                found, "Writing …", total=len(names), console=console, disable=quiet, transient=True
            ):
                if chosen in (None, name):
                    shown = reports if quotes else [without_quotes(report) for report in reports]
                    counts[files.write(folder / names[name], pages.page(name, shown, marks))] += 1
    except GradebookError as error:
        raise CommandError(one_line(error)) from None
    except OSError as error:
        where = error.filename2 or error.filename or folder
        raise CommandError(
            f"can't write {where}: {error.strerror or error}; name another folder with --out"
        ) from None
    total = sum(counts.values())
    if not total:
        raise CommandError(f"{path} holds nothing of module {wanted}{f' for {learner}' if chosen else ''}")
    print(
        f"{total} {'page' if total == 1 else 'pages'} in {folder}: "
        f"{counts['new']} new, {counts['changed']} changed, {counts['same']} as before."
    )


def find_book(book: Path) -> Path:
    """The gradebook of a path that names it or its folder. Raises CommandError when there is none."""
    path = book / "gradebook.db" if os.path.isdir(book) else book
    if not os.path.isfile(path):
        raise CommandError(f"there is no gradebook {path}; make one with: course grade SUBMISSIONS")
    return path


def _module(text: str) -> str:
    from course.module_ids import module_id

    try:
        return module_id(text)
    except LookupError as error:
        raise CommandError(one_line(error)) from None


def _chosen(learner: str, names: dict[str, str]) -> str:
    """The learner's name as the book writes it: as given, in any case, or as the page's file has it."""
    if learner in names:
        return learner
    close = [
        name
        for name, file in names.items()
        if learner.casefold() in (name.casefold(), file.casefold(), file.removesuffix(".html").casefold())
    ]
    if len(close) != 1:
        from difflib import get_close_matches

        from course.safe_text import visible_name

        like = get_close_matches(learner, names, n=3, cutoff=0.5)
        hint = f"; there is {', '.join(map(visible_name, like))}" if like else ""
        raise CommandError(f"no learner is called {visible_name(learner)} in the gradebook{hint}")
    return close[0]


def _make(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise CommandError(f"{folder} is a file; name a folder with --out")
    folder.mkdir(parents=True, exist_ok=True)
