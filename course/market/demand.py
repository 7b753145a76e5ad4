"""What happens to a listing at the price that is asked for it: the feedback that prices give."""

import numpy as np
import pandas as pd

from course.market import draws
from course.market.oracle import noise_free_price

UNSOLD_AFTER_DAYS = 60  # a listing that found no buyer expires
FEE = 0.08  # of the price paid, kept by the marketplace
WITHDRAWN_SHARE = 0.06
# At its worth a card waits this many days on average; the wait grows with a power of the price.
MEAN_WAIT, PRICE_POWER = 16, 4.5
_MOST_ASKED = 1e6
_HAGGLED_SHARE, _HAGGLED_MOST = 0.4, 0.12


def outcome(listings: pd.DataFrame, price, seed: int = 0, scenario="steady") -> pd.DataFrame:
    """Return what happens to n listings at the prices you ask, one row each, with the index of `listings`.

    listings: a frame of `course.market.listings`; price: USD, one number or n; scenario: as for `production`,
    for listings after the training window. Columns: sold (True when a buyer came within 60 days), days (until
    the sale; NaN unless sold), sold_at, sold_price (USD, up to 12% below what was asked; NaN unless sold),
    margin (USD: sold_price less the fee of 8% and `cost_usd`; 0 unless sold). The same listing and seed have
    the same buyers at every price, so prices can be compared; with the seed of `listings`, the price that was
    asked there brings what happened there. Nothing is charged for the time that a card lies on the shelf, so the
    best price lies above the worth. Raises ValueError for a price that is not a positive number or does not fit
    the listings."""
    if isinstance(price, pd.Series):
        if not price.index.equals(listings.index):
            raise ValueError("price must have the index of the listings, in the same order")
        price = price.to_numpy()
    price = np.asarray(price)
    if price.dtype.kind not in "iuf":
        raise ValueError("price must be a number of dollars, or one for each listing")
    price = price.astype(float)
    if price.ndim and price.shape != (len(listings),):
        raise ValueError(f"price must be one number or one for each of the {len(listings)} listings")
    if not ((price > 0) & (price < _MOST_ASKED)).all():
        raise ValueError(
            f"price must be a positive number of dollars below {_MOST_ASKED:,.0f} for every listing"
        )
    price = np.broadcast_to(price, len(listings))
    worth = worth_of(listings, scenario)
    sold, days, paid = fate(listings["listing_id"], price, worth, seed)
    wait = pd.Series(np.where(sold, days, np.nan), index=listings.index)
    paid = np.where(sold, paid, np.nan)
    margin = np.where(sold, paid * (1 - FEE) - listings["cost_usd"].to_numpy(), 0.0)
    return pd.DataFrame(
        {
            "sold": sold,
            "days": wait,
            "sold_at": listings["listed_at"] + pd.to_timedelta(wait, unit="D"),
            "sold_price": paid,
            "margin": np.round(margin, 2),
        },
        index=listings.index,
    )


def worth_of(listings: pd.DataFrame, scenario="steady") -> np.ndarray:
    """Return what buyers think n listings worth, in USD: the expected price, whoever sells."""
    anybody = listings.assign(seller_id="", sold_at=pd.NaT)
    return noise_free_price(anybody, scenario)


def fate(listing_id, price: np.ndarray, worth: np.ndarray, seed: int):
    """Return whether each of n listings sells, after how many days it would, and what is paid, in the unit of
    `price`."""
    number = draws.numbers_of(listing_id)
    luck = -np.log1p(-draws.keyed(number, seed, "wait"))
    days = np.floor(luck * MEAN_WAIT * (price / worth) ** PRICE_POWER)
    withdrawn = draws.keyed(number, seed, "withdrawn") < WITHDRAWN_SHARE
    off = _HAGGLED_MOST * draws.keyed(number, seed, "off")
    haggled = draws.keyed(number, seed, "haggled") < _HAGGLED_SHARE
    paid = np.round(price * np.where(haggled, 1 - off, 1.0), 2)
    return (days <= UNSOLD_AFTER_DAYS) & ~withdrawn, days, paid
