"""The oracle: the expected price of a sale, given everything that the market knows and nothing of its noise.
Predicting it is the best any model can do in squared error."""

from functools import lru_cache

import numpy as np
import pandas as pd

from course.market.catalogue import marketplace_cards, new_set_cards
from course.market.pricing import expected_price
from course.market.scenarios import calendar_month, new_sets, parse, price_effect
from course.market.sellers import is_shop


def noise_free_price(sales: pd.DataFrame, scenario="steady") -> np.ndarray:
    """Return the expected price in USD of each sale, shape (n,): what the oracle predicts.

    sales: a frame with card_id, finish, condition, grade, channel, seller_id and sold_at, as `load_sales` and
    `production` give it; where there is no sold_at (a listing) listed_at stands in, and where there is no
    condition the mean over what it can be. `scenario` is the one `production` was called with. Raises
    KeyError for a card_id the market does not have."""
    events = parse(scenario)
    known = _known_cards(tuple(calendar_month(event.month) for event in new_sets(events)))
    position = pd.Series(np.arange(len(known)), index=known["card_id"]).reindex(sales["card_id"])
    if position.isna().any():
        missing = position.index[position.isna()][0]
        raise KeyError(f"the market has no card {missing!r}; was the frame made with another scenario?")
    listed = pd.to_datetime(sales["listed_at"]) if "listed_at" in sales else None
    sold = pd.to_datetime(sales["sold_at"], errors="coerce") if "sold_at" in sales else listed
    if listed is not None:
        sold = sold.fillna(listed)
    day = sold.to_numpy().astype("datetime64[D]").astype(int)
    cards = known.iloc[position.astype(int).to_numpy()]
    return expected_price(
        cards,
        day,
        sales["finish"].to_numpy(),
        sales["condition"].to_numpy(dtype=object),
        pd.to_numeric(sales["grade"]).to_numpy(dtype=float),
        sales["channel"].to_numpy(),
        is_shop(sales["seller_id"]),
        price_effect(events, day, cards),
    )


@lru_cache(maxsize=24)
def _known_cards(large_sets: tuple[str, ...]) -> pd.DataFrame:
    """Return every card of the market, those of the large sets of a script too."""
    return pd.concat([marketplace_cards(), *map(new_set_cards, large_sets)], ignore_index=True)
