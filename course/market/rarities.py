"""Rarities: how often a set has them, and what they cost, by era.

Both tables come from real cards. The many real rarity names are folded into the eight of the market: "Ultra
Rare" holds ex, EX, GX, V, VMAX, LV.X, Prime and full-art cards, "Secret Rare" the cards numbered beyond the
set, rainbow, hyper, shiny and special illustration cards. For those two the price medians are a weighted
guess between the medians of the parts; the other six are the measured medians of April 2025."""

import numpy as np

RARITIES = (
    "Common",
    "Uncommon",
    "Rare",
    "Rare Holo",
    "Promo",
    "Ultra Rare",
    "Illustration Rare",
    "Secret Rare",
)
PLAIN = ("Common", "Uncommon", "Rare")

# Cards of each rarity by era 1..9; promotional sets hold promos only.
COUNTS = np.array(
    [
        [532, 480, 337, 304, 0, 0, 0, 20],
        [550, 550, 300, 248, 0, 133, 0, 44],
        [610, 569, 392, 244, 0, 100, 0, 17],
        [396, 387, 219, 170, 0, 129, 0, 32],
        [462, 506, 241, 146, 0, 287, 0, 30],
        [655, 687, 360, 235, 0, 478, 0, 307],
        [708, 714, 363, 270, 0, 814, 0, 389],
        [1108, 776, 269, 0, 0, 523, 391, 361],
        [194, 143, 52, 12, 0, 118, 73, 49],
    ],
    dtype=float,
)

# The year around which an era's sets came out, and the median near-mint price in April 2025 in USD.
ERA_YEARS = (2001.0, 2005.3, 2009.3, 2012.4, 2015.2, 2018.4, 2021.4, 2024.2)
MEDIANS = {
    "Common": (0.85, 0.49, 0.36, 0.25, 0.16, 0.13, 0.06, 0.06),
    "Uncommon": (1.61, 1.08, 0.50, 0.35, 0.20, 0.17, 0.07, 0.07),
    "Rare": (6.84, 1.94, 1.54, 0.61, 0.37, 0.31, 0.14, 0.12),
    "Rare Holo": (45.88, 15.43, 7.10, 1.96, 1.03, 0.66, 0.25, 0.25),
    "Promo": (18.02, 17.12, 11.10, 5.59, 6.37, 3.20, 1.68, 1.44),
    "Ultra Rare": (93.0, 93.0, 42.0, 24.0, 12.0, 7.5, 1.7, 1.5),
    "Illustration Rare": (8.19,) * 8,
    "Secret Rare": (309.0, 220.0, 74.0, 100.0, 27.7, 11.0, 5.2, 12.0),
}

# Median reverse holo price over the normal one, by era; reverse holos exist since Legendary Collection (May
# 2002).
REVERSE_SINCE = "2002-05-24"
REVERSE = (5.0, 7.0, 3.7, 2.6, 2.5, 2.2, 2.5, 2.3, 2.3)
REVERSE_OF_HOLO = 1.24


def base_price(rarity: np.ndarray, release_year: np.ndarray) -> np.ndarray:
    """Return the median near-mint price (USD, April 2025) of each card's rarity and release year.

    rarity: n positions in RARITIES; release_year: n years with fraction. Between the years of two eras the
    logarithm of the price is interpolated, so a card gains with age inside an era as well."""
    out = np.empty(len(rarity))
    for position, name in enumerate(RARITIES):
        mask = rarity == position
        out[mask] = np.exp(np.interp(release_year[mask], ERA_YEARS, np.log(MEDIANS[name])))
    return out
