"""Known wrong answers to E1.1b, the report on sources."""

import pandas as pd

from grading.engine.declare.misconception import misconception


def _report(
    frames,
    today,
    middle="median",
    copies="first",
    newest="max",
    keep=None,
    reference=None,
    share=None,
    card="median",
):
    """A right answer with a switch for each mistake."""
    guide = frames["price_guide"].groupby("card_id")["price"].agg(card) if reference is None else reference
    rows = {}
    for source, frame in frames.items():
        every = frame["price"] / frame["card_id"].map(guide)
        ratio = every.dropna()
        if keep:
            ratio = ratio[ratio.between(*keep)]
        seen = pd.to_datetime(frame["seen_at"]).agg(newest)
        rows[source] = {
            "null_share": frame["price"].isna().mean(),
            "duplicate_ids": int(frame["record_id"].duplicated(keep=copies).sum()),
            "days_stale": (pd.Timestamp(today) - seen).days,
            "ratio_to_guide": ratio.agg(middle),
            "disagree_share": share(every) if share else ((ratio < 0.8) | (ratio > 1.25)).mean(),
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("source")


@misconception(
    "E1.1b",
    "takes the mean of the ratios instead of the median",
    section="1.1.1",
    explanation="One user typed 9999 for a $40 card, and your mean says that the listings are 36 times as "
    "dear as the guide. A mean follows its wildest value, and typed prices always hold some. The "
    "median asks what the usual row says, and a wrong unit shows in every row.",
)
def mean_ratio(frames, today):
    return _report(frames, today, middle="mean")


@misconception(
    "E1.1b",
    "counts all copies of a repeated id, the first one too",
    section="1.1.1",
    explanation="The record l2 came three times and you count 3. One of them is the record itself: take away "
    "all three and a real sale is lost. What is too many are the 2 further copies.",
)
def counts_all_copies(frames, today):
    return _report(frames, today, copies=False)


@misconception(
    "E1.1b",
    "measures staleness from the oldest record",
    section="1.1.1",
    explanation="You count the days since the first record of a source, so one from April makes the listings "
    "look two months old although they were updated yesterday. Freshness asks whether the feed "
    "still runs, and only the newest record can tell.",
)
def oldest_record(frames, today):
    return _report(frames, today, newest="min")


@misconception(
    "E1.1b",
    "leaves out the rows that disagree too much",
    section="1.1.1",
    explanation="Rows far from the guide are dropped as outliers before you compare. So the feed in cents, "
    "where every row is off by 100, has nothing left to disagree with, and the report hides the "
    "one thing it was made for. Keep every row that has a price and a guide price: the "
    "disagreement is the finding.",
)
def drops_disagreeing_rows(frames, today):
    return _report(frames, today, keep=(0.1, 10))


@misconception(
    "E1.1b",
    "divides by all rows, also those that can't be compared",
    section="1.1.1",
    explanation="Rows without a price, and cards that the guide does not know, can't disagree, but in your "
    "disagree_share they are part of what you divide by. So they count as agreement: the more a "
    "source leaves out, the better it looks, and a source with no card in common agrees perfectly. "
    "Divide by the rows that have both prices.",
)
def divides_by_all(frames, today):
    return _report(frames, today, share=lambda ratio: ((ratio < 0.8) | (ratio > 1.25)).mean())


@misconception(
    "E1.1b",
    "counts rows that can't be compared as disagreement",
    section="1.1.1",
    explanation="Where a price or the guide's price is missing, the ratio is missing too, and a missing number is "
    "not between 0.8 and 1.25: in your disagree_share such a row disagrees. Nobody knows whether it "
    "does. Leave the rows out that can't be compared, and say NaN where none is left.",
)
def missing_disagrees(frames, today):
    return _report(frames, today, share=lambda ratio: (~ratio.between(0.8, 1.25)).mean())


@misconception(
    "E1.1b",
    "takes the mean of a card's prices in the guide",
    section="1.1.1",
    explanation="The guide has the card c2 at 7, at 2 and at 1.5. Their mean is 3.50, a price at which nobody "
    "quotes it: one wild number has moved it. The median, 2, is the price in the middle, and that is "
    "what the contract asks for.",
)
def mean_guide_price(frames, today):
    return _report(frames, today, card="mean")


@misconception(
    "E1.1b",
    "takes one of a card's several prices in the guide",
    section="1.1.1",
    explanation="The guide has the card c2 at 7, at 2 and at 1.5, and you hold all rows of c2 against the first "
    "of them, 7. So the result hangs on the order in which the guide was sent. Make one price of the "
    "three, their median.",
)
def first_guide_price(frames, today):
    return _report(frames, today, card="first")


@misconception(
    "E1.1b",
    "trusts all sources alike and compares with their average",
    section="1.1.1",
    explanation="You compare with the average price over all sources, so the feed in cents is part of its own"
    " yardstick: it pulls the average up, and now the good sources look too cheap. Averages of "
    "different units mean nothing. Choose one reference whose unit you know, here the price "
    "guide, and hold the others against it.",
)
def averages_all_sources(frames, today):
    everything = pd.concat(frames.values())
    return _report(frames, today, reference=everything.groupby("card_id")["price"].mean())
