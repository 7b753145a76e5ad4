"""How likely each way to price cards passes the capstone's bar, on hidden seeds pooled and on single ones.

python benchmarks/capstone_bar.py [--seeds 80] [--pool 5] [--draws 400] [--months 3] [--page]

Every way learns once, from the 36 training months, and prices `--months` steady months of each seed; of each seed
a tenth goes to a person, by one of three rules. P(pass) is the share of `--draws` draws of `--pool` different seeds
that pass with their errors as one sample (draws share seeds: 80 seeds are 16 independent groups), and, to show why,
of single seeds. The range is over the draws.
"""

import argparse
import sys
import time
from pathlib import Path

from threadpoolctl import threadpool_limits

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from course.data import load_sales
from tests import pricing_models as ways


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for option, default in (("seeds", 80), ("pool", 5), ("draws", 400), ("months", 3)):
        parser.add_argument(f"--{option}", type=int, default=default)
    parser.add_argument("--page", action="store_true", help="print the table of data/README.md instead")
    options = vars(parser.parse_args())
    if not 1 <= options["pool"] <= options["seeds"]:
        parser.error("--pool must be from 1 to --seeds: the seeds of a pool are different ones")
    page = options.pop("page")
    start = time.perf_counter()
    if page:
        print(ways.page_table(ways.judged(load_sales(), **options)))
        return
    print("| way | to a person | RMSE, mean (range) | within $10, mean (range) | P(pass) | one seed |")
    print("|---|---|---|---|---|---|")
    for row in ways.judged(load_sales(), **options):
        (rmse, low, high), (within, least, most) = row.rmse, row.within
        print(
            f"| {row.name} | {row.rule} | {rmse:.2f} ({low:.2f} - {high:.2f}) "
            f"| {within:.1%} ({least:.1%} - {most:.1%}) | {row.chance:.3f} | {row.single:.3f} |",
            flush=True,
        )
    print(f"\n{time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    with threadpool_limits(1):  # on a busy machine several threads of boosting wait for each other
        main()
