"""How fast visitors for A/B tests are made: rows a second for about 200,000 sessions.

python benchmarks/experiments.py [--runs 7]

The second line has every switch on, the third is one of the small runs an error rate is measured with.
"""

import argparse
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from course.market.experiments import simulate

SWITCHES = {
    "lift": 0.05,
    "novelty": 0.1,
    "weekend_lift": 0.1,
    "latency": 50,
    "interference": 0.5,
    "set_release": 7,
    "bots": 0.01,
    "srm": 0.02,
    "log_loss": 0.02,
}
CASES = {
    "plain": {"users": 50_000},
    "every switch": {"users": 40_000, **SWITCHES},
    "small": {"users": 1_000},
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    simulate(users=100)  # SciPy is imported on the first call
    for name, options in CASES.items():
        times = []
        for _ in range(runs):
            start = time.perf_counter()
            experiment = simulate(**options)
            times.append(time.perf_counter() - start)
        rows = len(experiment.users) + len(experiment.sessions) + len(experiment.searches)
        median = statistics.median(times)
        print(
            f"{name:13} {len(experiment.sessions):>8,} sessions {len(experiment.searches):>8,} searches  median "
            f"{median:6.3f} s ({min(times):.3f} to {max(times):.3f})  {rows / median:>9,.0f} rows/s",
            flush=True,
        )


if __name__ == "__main__":
    main()
