"""`python -m course`: works with nothing but Python, and sets up the rest itself."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit("The course needs Python 3.11 or newer; this is %d.%d." % sys.version_info[:2])  # noqa: UP031

from course.bootstrap import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
