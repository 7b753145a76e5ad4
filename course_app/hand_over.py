"""Hand the browser an address that holds a secret, without writing it on the browser's command line.

Every user of a machine can read the command line of every process. So the browser is given the path of a small page in
a folder that only this user may enter, and the page leads on to the address.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from html import escape
from pathlib import Path

from course import ROOT

_PAGE = """<!doctype html>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url={address}">
<title>Opening</title>
<p><a href="{address}">Open the page</a></p>
"""


@contextmanager
def hand_over(address: str) -> Iterator[Path | None]:
    """A page (mode 0600, in a folder of mode 0700) that leads a browser to `address`; gone when the block ends.

    None where no folder can be kept from other users, such as on a file system without modes.
    """
    with ExitStack() as stack:
        yield next((page for place in _places() if (page := _written(address, place, stack))), None)


def _places() -> list[Path]:
    """Where the page may lie, the best place first."""
    temporary = Path(tempfile.gettempdir())
    if os.name == "nt":  # the temporary folder is the user's own there, and modes mean nothing
        return [temporary]
    # A browser from a snap sees neither /tmp nor what is hidden in the home folder, but what is hidden further down.
    return [ROOT / ".course", temporary]


def _written(address: str, place: Path, stack: ExitStack) -> Path | None:
    with suppress(OSError):
        place.mkdir(exist_ok=True)
        made = tempfile.TemporaryDirectory(prefix="open-", dir=place, ignore_cleanup_errors=True)
        folder = Path(stack.enter_context(made))
        if os.name == "nt" or folder.stat().st_mode & 0o077 == 0:
            page = folder / "open.html"
            page.touch(0o600)
            page.write_text(_PAGE.format(address=escape(address)), encoding="utf-8")
            return page
    return None
