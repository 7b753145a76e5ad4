"""`course reset`: one exercise, or a whole notebook, as it was handed out."""

from typing import Annotated

import typer

from course import ROOT, links
from course.module_ids import exercises_name
from course_app.console import CommandError, find_exercise, one_line


def reset(
    what: Annotated[str, typer.Argument(help="An exercise (E1.2), a module (1), or home.")],
    everything: Annotated[
        bool, typer.Option("--all", help="The whole notebook as it was, your answers included.")
    ] = False,
    lesson: Annotated[
        bool, typer.Option("--lesson", help="The lesson of the module, and not its exercises.")
    ] = False,
) -> None:
    """Bring back what came with a notebook, and keep what you wrote.

    For an exercise the cell of your answer is as it was. For a module all that is not yours is mended: the setup cell,
    the texts, the checks. Your answers and cells of your own stay. A copy of the notebook as it is now is written
    first, into .course/kept/.

    Examples:

        course reset E1.2             start one exercise anew

        course reset 1                mend the exercises of module 1, keep the answers

        course reset 1 --all          all its exercises anew

        course reset 1 --lesson       mend its lesson

        course reset home             mend the home page
    """
    from grading.publish.as_handed_out import NotHereError, as_handed_out
    from grading.publish.reset import ResetError, UnreadableError, keep, put_back, start_anew, write

    exercise = None if what.casefold() == "home" or what[:1] not in "eE" else find_exercise(what)
    if exercise and (everything or lesson):
        raise CommandError(f"{exercise.id} is one exercise: name the module to use --all or --lesson")
    name, answers = _notebook(exercise.module if exercise else what, lesson)
    path = ROOT / name
    try:
        pristine = as_handed_out(name)
        found = path.read_bytes() if path.is_file() else None
        source = "" if found is None else found.decode("utf-8", "replace")
        if exercise and found is None:
            raise CommandError(f"{name} is missing; `course reset {exercise.module}` brings it back")
        if exercise:
            wanted = start_anew(source, pristine, exercise.names, answers)
        else:
            wanted = pristine if everything or found is None else put_back(source, pristine, answers)
        if found == wanted.encode():
            print(f"{name} needs nothing: it stays as it is.")
            return
        kept = None if found is None else keep(found, path.stem)
        write(path, wanted)
    except UnreadableError:
        whole = f"{exercise.module if exercise else what}{' --lesson' if lesson else ''} --all"
        raise CommandError(
            f"{name} can't be read as a notebook; `course reset {whole}` brings it back, and keeps a copy"
        ) from None
    except (NotHereError, ResetError) as error:
        raise CommandError(one_line(error)) from None
    except OSError as error:
        raise CommandError(f"can't write {error.filename or name}: {error.strerror or error}") from None
    done = (
        f"{exercise.id} is as it was" if exercise else f"{name} is {'as it was' if everything else 'mended'}"
    )
    copy = f" The copy from before: {kept.relative_to(ROOT).as_posix()}." if kept else ""
    print(f"{done}.{copy} Where its page is open, reload it.")


def _notebook(what: str, lesson: bool) -> tuple[str, tuple[str, ...]]:
    """The path of a notebook from the course's folder, and the names that learners write in it."""
    from grading.engine.declare.catalogue import declared

    if what.casefold() == "home":
        return links.HOME, ()
    try:
        if lesson:
            path = links.module_path(what)
            if path is None:
                raise LookupError(f"the course has no lesson of module {what}")
            return path.as_posix(), ()
        names = tuple(name for one in declared(what) for name in one.names)
    except LookupError as error:
        raise CommandError(one_line(error)) from None
    return f"exercises/{exercises_name(what)}", names
