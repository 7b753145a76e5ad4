"""How long every notebook of the course takes from a cold start to its last cell, as a script.

    python benchmarks/module_run.py [--runs 3]

Prints seconds (median and range) and, as the yardstick of the machine, the same for importing the
libraries alone. Target: under 15 s a module on two cores.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
IMPORTS = "import marimo, pandas, numpy, sklearn, altair, pandera.pandas, duckdb, pyarrow.parquet"


def seconds(arguments: list[str], folder: str) -> float:
    """Wall time of one Python process, with a progress store of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COURSE_PROGRESS": f"{folder}/progress.sqlite"}
    began = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, check=True, capture_output=True)
    return time.perf_counter() - began


def main() -> None:
    """Run the yardstick and every notebook in turn."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    notebooks = [*sorted((ROOT / "modules").glob("*.py")), *sorted((ROOT / "exercises").glob("*.py"))]
    commands = {"imports alone": ["-c", IMPORTS], **{path.name: [str(path)] for path in notebooks}}
    print(f"{'':34}{'median s':>9}{'min':>7}{'max':>7}")
    with tempfile.TemporaryDirectory() as folder:
        for name, arguments in commands.items():
            times = [seconds(arguments, folder) for _ in range(runs)]
            print(f"{name:34}{statistics.median(times):9.1f}{min(times):7.1f}{max(times):7.1f}")


if __name__ == "__main__":
    main()
