"""Save what was exported."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def save_text(text: str, path: Path) -> None:
    """Write a file as UTF-8: it is there whole or not at all, also after a crash, and only you can read it.

    Raises:
        OSError: it can't be written; what was there before is as it was.
    """
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        try:
            file.write(text.encode("utf-8", "backslashreplace"))
            file.flush()
            os.fsync(file.fileno())
            file.close()
            os.replace(file.name, path)
        except BaseException:
            file.close()
            os.unlink(file.name)
            raise
