"""Known wrong answers to E1.6, labels."""

import numpy as np
import pandas as pd

from grading.engine.declare.misconception import misconception


def _labels(
    listings,
    cutoff,
    price="sold_price",
    eur=0.92,
    returns_count=False,
    bundles_count=False,
    see_future=False,
    to_the_day_before=False,
    once=True,
    relists=True,
):
    """A right answer with a switch for each mistake."""
    known = listings[listings["listed_at"] <= cutoff]
    if once:
        known = known.drop_duplicates("listing_id")
    if relists:
        known = known[~known["listing_id"].isin(known["relist_of"].dropna())]
    is_label = known["sold_at"].notna()
    if not bundles_count:
        is_label &= known["bundle_id"].isna()
    if to_the_day_before:
        is_label &= known["sold_at"] < cutoff
    elif not see_future:
        is_label &= known["sold_at"] <= cutoff
    if not returns_count:
        is_label &= ~known["returned"].astype(bool)
    label = known[price].astype(float) / np.where(known["currency"] == "EUR", eur, 1.0)
    return pd.DataFrame(
        {
            "listing_id": known["listing_id"],
            "card_id": known["card_id"],
            "label": label.where(is_label),
            "censored": ~is_label,
        }
    )


def _fill_unsold(listings, cutoff, filling):
    labels = _labels(listings, cutoff)
    never_sold = listings["sold_price"].isna().loc[labels.index]
    return labels.assign(label=labels["label"].mask(never_sold, filling))


@misconception(
    "E1.6",
    "takes the asking price as the label",
    section="1.6",
    explanation="Your label is what the seller hoped for. In the first example buyers paid 10.00 for a card that was "
    "offered at 12.00, and a model trained on hopes prices every card too high, so the shop buys dear and sells "
    "nothing. The label is sold_price, once there is one.",
)
def asking_price(listings, cutoff):
    return _labels(listings, cutoff, price="asking_price")


@misconception(
    "E1.6",
    "fills in the asking price where a card was not sold",
    section="1.6.2",
    explanation="Where there is no sale you put the asking price. But an unsold card is unsold because nobody"
    " wanted it at that price: of all numbers, this is one it is surely not worth. Leave the "
    "label missing and say censored, so that whoever trains a model can decide.",
)
def asking_if_unsold(listings, cutoff):
    return _fill_unsold(listings, cutoff, listings["asking_price"])


@misconception(
    "E1.6",
    "drops the cards that were not sold",
    section="1.6.2",
    explanation="Only sold cards are left in your table. Those are the ones that sell, so the model learns a "
    "market in which everything does: survivorship bias. The shop then can't even say how many "
    "cards it leaves out. Keep every listing, with a missing label and censored True.",
)
def drops_unsold(listings, cutoff):
    return _labels(listings[listings["sold_price"].notna()], cutoff)


@misconception(
    "E1.6",
    "says an unsold card is worth 0",
    section="1.6.2",
    explanation="Your label is 0 where nothing was sold. Zero is a price, and not having one is something "
    "else: the 99 dollar card that waits for its buyer pulls the average of all its kind down. Missing is "
    "NaN, with censored True. Censored is not zero: section 1.6.",
)
def zero_if_unsold(listings, cutoff):
    return _fill_unsold(listings, cutoff, 0.0)


@misconception(
    "E1.6",
    "uses sales from after the cutoff",
    section="1.6.1",
    explanation="A card sold on July 2 has a label in your table for June 30. On that day nobody could "
    "know it. A model trained on such a table looks better in the test than it will ever be in the shop. "
    "What is not sold by the cutoff is censored, even if the file already says how it ended. Labels come "
    "late: section 1.6.",
)
def sees_the_future(listings, cutoff):
    return _labels(listings, cutoff, see_future=True)


@misconception(
    "E1.6",
    "takes euros for dollars",
    section="1.6",
    explanation="sold_price is in the listing's own currency, and you use the number as it is. 9.20 euros "
    "are 10.00 dollars, so every European sale becomes a label that is 8% too low, and Europe looks like a "
    "cheap market. Bring all labels to USD at 1 USD = 0.92 EUR. The currency belongs to the definition of "
    "a label: section 1.6.",
)
def euros_as_dollars(listings, cutoff):
    return _labels(listings, cutoff, eur=1.0)


@misconception(
    "E1.6",
    "multiplies euros by the rate instead of dividing",
    section="1.6",
    explanation="A dollar is 0.92 euros, so a euro is more than a dollar, and 9.20 euros are 10.00 dollars. "
    "Your label says 8.46: the rate was used upside down, which makes the error twice as large as"
    " doing nothing. Write the units beside the numbers (EUR divided by EUR per USD gives USD) "
    "and it shows.",
)
def rate_upside_down(listings, cutoff):
    return _labels(listings, cutoff, eur=1 / 0.92)


@misconception(
    "E1.6",
    "counts a returned card as sold",
    section="1.6.3",
    explanation="The card went out and came back, and so did the money. Buyers send back what was too dear or"
    " not as described, so these prices are wrong more often than others. A returned sale has no "
    "label: NaN, and censored True.",
)
def returned_counts(listings, cutoff):
    return _labels(listings, cutoff, returns_count=True)


@misconception(
    "E1.6",
    "keeps a listing as often as the feed repeats it",
    section="1.6",
    explanation="The feed sends some listings twice, and your table has them twice. That sale then weighs "
    "double in every average, and one copy can land in the training data and the other in the "
    "test data, which makes any model look good. One listing_id, one row.",
)
def repeats(listings, cutoff):
    return _labels(listings, cutoff, once=False)


@misconception(
    "E1.6",
    "gives a card of a bundle the price of the whole lot",
    section="1.6.3",
    explanation="You don't look at bundle_id. The 60.00 of a lot stand then at each of its cards, so that "
    "commons look like chase cards, and one payment is counted several times. What a card in a bundle is worth, "
    "nobody said: NaN, and censored True.",
)
def bundles_count(listings, cutoff):
    return _labels(listings, cutoff, bundles_count=True)


@misconception(
    "E1.6",
    "keeps a listing that was put up again",
    section="1.6.3",
    explanation="You don't look at relist_of. A card that is put up three times until it sells is three rows in "
    "your table, two of them unsold, and the shop thinks that such cards hardly sell. The later listing stands "
    "for the card: leave out those that another one, listed by the cutoff, names.",
)
def ignores_relists(listings, cutoff):
    return _labels(listings, cutoff, relists=False)


@misconception(
    "E1.6",
    "leaves out what was sold on the cutoff day",
    section="1.6.1",
    explanation="Your table stops on the day before: a card sold on June 30 is censored for the cutoff June 30. "
    "The table is made at the end of that day, and its sales are known. Compare with <= and not with <.",
)
def to_the_day_before(listings, cutoff):
    return _labels(listings, cutoff, to_the_day_before=True)
