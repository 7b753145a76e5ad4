"""Question of the checkpoint: what a manifest needs."""

import marimo as mo

from course import predict


def manifest() -> mo.ui.form:
    """Q1.7a: what makes a file checkable and rebuildable in a year."""
    return predict.choice(
        "Q1.7a",
        "What has to be in the manifest so that the file can be checked and rebuilt in a year?",
        {
            "date": (
                "The date, the name of whoever ran it, and the machine",
                "It says neither what went in nor whether the file is still the same.",
            ),
            "count": (
                "The number of rows that came in and the number written",
                "It catches a cut file, not a changed price.",
            ),
            "copy": (
                "A second copy of the file, kept in another place",
                "Two files may differ, and nothing says which is right.",
            ),
            "hashes": (
                "Row counts, and hashes of input, code and output",
                "They show that the file is unchanged, that you have the same input and code to rebuild "
                "it, and that no row was lost.",
            ),
        },
        answer="hashes",
    )
