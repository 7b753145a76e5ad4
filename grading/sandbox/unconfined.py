"""A submission's process without any confinement: ``python -m grading.sandbox.unconfined``, settings on stdin."""

from __future__ import annotations

import socket
import sys


def main() -> None:
    """Connect back to the grader and serve it."""
    from grading.sandbox.protocol import UnconfinedSettings, read_settings
    from grading.sandbox.submission_server import serve

    settings = read_settings(sys.stdin.buffer.read(), UnconfinedSettings)
    connection = socket.create_connection(("127.0.0.1", settings.port))
    connection.sendall(settings.token.encode())
    serve(connection, settings.limits)


if __name__ == "__main__":
    main()
