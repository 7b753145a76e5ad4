"""Right answers to E0.3, each written another way."""

from decimal import Decimal
from fractions import Fraction

import numpy as np

_STAR = {"leading": "overpriced_quotes", "lagging": "refunds_paid"}

right_worked_out = {
    "north_star": _STAR,
    "fakes": {"slice": "new_sellers", "metric": "recall_of_fakes", "threshold": 1 - 1 / 20},
    "refunds": {"slice": "all", "metric": "overpriced_share", "threshold": 5 / 100 * 4 / 5},
    "satisfaction": {"slice": "from_50", "metric": "median_error", "threshold": 0.2 * (1 - 0.15)},
}
right_with_notes = {
    "satisfaction": {"metric": "median_error", "threshold": 0.17, "slice": "from_50", "why": "complaints"},
    "refunds": {"metric": "overpriced_share", "threshold": 0.04, "slice": "all", "direction": "at most"},
    "fakes": {"metric": "recall_of_fakes", "threshold": 0.95, "slice": "new_sellers", "guard": "precision"},
    "north_star": {**_STAR, "goal": "20% less"},
}
right_exact_numbers = {
    "satisfaction": {"metric": "median_error", "threshold": Decimal("0.17"), "slice": "from_50"},
    "refunds": {"metric": "overpriced_share", "threshold": Fraction(1, 25), "slice": "all"},
    "fakes": {"metric": "recall_of_fakes", "threshold": np.float32(0.95), "slice": "new_sellers"},
    "north_star": _STAR,
}
