"""Which phenomena the course's data set really shows, and how strongly.

    python benchmarks/market_audit                      # everything
    python benchmarks/market_audit --only 2,4b          # what modules 2 and 4b lean on
    python benchmarks/market_audit --json measured.json # also as a file, with how each was measured

"lnRMSE" is the RMSE of the logarithm of the price; "$90" is the RMSE in dollars on the nine tenths of the sales with
the lowest predictions. The figures move when the market does; their size is what a lesson can count on.
"""

import argparse
import json
import sys
import time
from pathlib import Path

from threadpoolctl import threadpool_limits

if not __package__:  # started as a folder
    sys.path[0] = str(Path(__file__).resolve().parents[2])

from benchmarks.market_audit import (  # noqa: F401  (importing them registers their measures)
    module_02_features,
    module_02_gaps,
    module_02_labels,
    module_02_leaks,
    module_03_04,
    module_05,
    module_06,
    people,
)
from benchmarks.market_audit.registry import Value, chosen

WIDTHS = (7, 34, 72)


def main(argv: list[str] | None = None) -> None:
    """Measure, print each row as it is known, and write the file that was asked for."""
    parser = argparse.ArgumentParser(
        prog="market_audit", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", metavar="MODULES", help="module ids with commas between them, as in 2,4b")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the table to this file too")
    arguments = parser.parse_args(argv)
    try:
        measures = chosen(arguments.only)
        if arguments.json:
            arguments.json.touch()  # a folder that is not there is better known now than after minutes
    except LookupError as error:
        sys.exit(f"--only: {error.args[0]}")
    except OSError as error:
        sys.exit(f"--json: {error}")

    print(row("module", "phenomenon", "measure", "value"))
    table = []
    for one in measures:
        start = time.perf_counter()
        with threadpool_limits(1):  # two threads that wait for each other are slower on a busy machine
            values = one.run()
        seconds = round(time.perf_counter() - start, 1)
        head = ("/".join(one.modules), one.phenomenon)
        for name, value in values.items():
            print(row(*head, name, shown(value)), flush=True)
            head = ("", "")
        table.append(
            {
                "modules": one.modules,
                "phenomenon": one.phenomenon,
                "method": one.method,
                "values": values,
                "seconds": seconds,
            }
        )
    if arguments.json:
        arguments.json.write_text(json.dumps(table, indent=1, default=float) + "\n", encoding="utf-8")


def row(*cells: str) -> str:
    """Return one line of the table."""
    return "".join(f"{cell:{width}}" for cell, width in zip(cells, WIDTHS, strict=False)) + cells[-1]


def shown(value: Value) -> str:
    """Return three significant digits of a fraction, a whole number in full, words as they are."""
    if isinstance(value, str):
        return value
    return f"{value:,.0f}" if abs(value) >= 1000 or float(value).is_integer() else f"{value:.3g}"


if __name__ == "__main__":
    main()
