"""How fast the market is built at scale and how much memory that takes.

python benchmarks/data_build.py [SALES ...]      default: 200000 1000000
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def peak_mb() -> float:
    """Return the peak memory of this process in MB, NaN where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows
        return float("nan")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


def one(sales: int, format: str) -> None:
    from course.market import scale

    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / f"sales.{format}"
        start = time.perf_counter()
        rows = scale.build(target, sales, format=format)
        seconds = time.perf_counter() - start
        print(
            f"{format:8} {rows:>11,} rows  {seconds:7.1f} s  {rows / seconds:>9,.0f} rows/s  "
            f"file {target.stat().st_size / 1e6:8.1f} MB  peak memory {peak_mb():6.0f} MB",
            flush=True,
        )


def main() -> None:
    if sys.argv[1:2] == ["--one"]:
        return one(int(sys.argv[2]), sys.argv[3])
    for sales in [int(arg.replace("_", "")) for arg in sys.argv[1:]] or [200_000, 1_000_000]:
        for format in ("parquet", "csv"):
            # A process of its own each, because the peak of a process never goes down.
            subprocess.run([sys.executable, __file__, "--one", str(sales), format], check=True)


if __name__ == "__main__":
    main()
