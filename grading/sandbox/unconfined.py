"""A submission's process without any confinement: ``python -m grading.sandbox.unconfined``, settings on stdin."""

from __future__ import annotations

import json
import socket
import sys


def main() -> None:
    """Connect back to the grader and serve it."""
    settings = json.load(sys.stdin)
    from grading.sandbox.limits import Limits
    from grading.sandbox.submission_server import serve

    connection = socket.create_connection(("127.0.0.1", settings["port"]))
    connection.sendall(settings["token"].encode())
    serve(connection, Limits(**settings["limits"]))


if __name__ == "__main__":
    main()
