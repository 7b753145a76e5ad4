"""Write data/pokemon_cards_with_prices.csv again: python data/generate.py [PATH]. Always the same bytes."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from course.market import build_csv  # noqa: E402  (the repository is on the path only now)

if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "pokemon_cards_with_prices.csv"
    rows = build_csv(target)
    print(f"{rows:,} sales written to {target} ({target.stat().st_size / 1e6:.2f} MB)")
