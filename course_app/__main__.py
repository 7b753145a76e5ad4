"""The `course` command: works with nothing but Python, and sets up the rest itself."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit("The course needs Python 3.11 or newer; this is %d.%d." % sys.version_info[:2])  # noqa: UP031

from course_app import bootstrap


def main(arguments: list[str]) -> int:
    """Set up what `course ARGUMENTS` needs and run it; the exit code of the command."""
    try:
        if bootstrap.prepare(arguments):
            from course_app import cli

            return cli.main(arguments)
        return bootstrap.enter(arguments)
    except bootstrap.SetupError as error:
        print(f"course: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        print("course: stopped. Run the same command again to go on.", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
