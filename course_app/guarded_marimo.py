"""Run marimo behind the front door: ``python -m course_app.guarded_marimo PAGE ARGUMENTS``, the token on stdin.

PAGE is the file that hands the address over (see `hand_over`), or empty. ARGUMENTS are those of ``marimo``.

marimo has no switch that checks Host or Origin (``--allow-origins`` is about CORS and leaves websockets alone), and
middleware that is added by its entry points stands behind its login and its proxy of language servers. So the door is
put where uvicorn is given the application, which uses nothing of marimo but its command. There also every page gets
what stands in `every_page.html`, by what marimo keeps for the head of its pages.
"""

import io
import runpy
import sys
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette

from course_app.front_door import FrontDoor

_EVERY_PAGE = Path(__file__).with_name("every_page.html")


def main(page: str, arguments: list[str]) -> None:
    """Run ``marimo ARGUMENTS`` until it ends; this process is its own from here on."""
    token = sys.stdin.read()
    used = Path(page) if page else None

    class Guarded(uvicorn.Config):
        def __init__(self, app: Starlette, *, host: str, port: int, **options: Any) -> None:
            app.state.html_head = _EVERY_PAGE.read_text(encoding="utf-8")
            door = FrontDoor(app, host=host, port=port, token=token, page=used)
            super().__init__(door, host=host, port=port, **options)

    uvicorn.Config = Guarded
    sys.stdin = io.StringIO(token)
    sys.argv = ["marimo", *arguments, "--token-password-file", "-"]
    runpy.run_module("marimo", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
