"""The `course` command: puts the subcommands together and keeps errors to one line."""

import sys
from typing import Annotated

import typer

from course import __version__
from course_app.commands.instructor import dashboard, feedback, grade, gradebook, mutants, release, test
from course_app.commands.learner import check, data, doctor, hints, progress, reset, start, submit
from course_app.console import IS_BUNDLE, WRONG_CALL, CommandError

# Typer carries its own copy of Click or uses the installed one, by version: this is the base of its errors in both.
_ClickError = typer.BadParameter.__mro__[2]


app = typer.Typer(
    help="ML engineering on card prices: open the course, check your answers, see how far you are.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"course {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def course(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Open the course, check your answers, see how far you are.

    Without a command it opens the course, as `course start` does. Where `course` is not found, write
    `python -m course` in its place.

    Examples:

        course                  open the course

        course check 1          check your answers to module 1

        course hint E1.2        the next hint

        course progress
    """
    if context.invoked_subcommand is None:
        start.start()


for learners in (
    start.start, check.check, progress.progress, hints.hint, hints.solution, reset.reset, submit.submit, doctor.doctor,
):  # fmt: skip
    app.command()(learners)
# In the learners' bundle they only say whom they are for: not worth a line of the help.
for instructors in (
    grade.grade, feedback.feedback, gradebook.gradebook, dashboard.dashboard, release.release, mutants.mutants,
):  # fmt: skip
    app.command(hidden=IS_BUNDLE)(instructors)
app.add_typer(data.app, name="data")
app.command(
    hidden=IS_BUNDLE,
    context_settings={
        "ignore_unknown_options": True,
        "allow_extra_args": True,
        "help_option_names": ["--help"],
    },
)(test.test)


def main(arguments: list[str] | None = None) -> int:
    """Run `course ARGUMENTS` (of the process when None) and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console that can't write a character still works
    try:
        code = app(args=arguments, prog_name="course", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except CommandError as error:
        message = str(error)
    except _ClickError as error:
        context = getattr(error, "ctx", None)
        path = context.command_path if context else "course"
        message = f"{' '.join(error.format_message().split())} (see: {path} --help)"
    except (typer.Abort, KeyboardInterrupt):
        message = "stopped"
    print(f"course: {message}", file=sys.stderr)
    return WRONG_CALL
