"""Known wrong answers to E1.1b, the report on sources."""

import pandas as pd

from grading.engine.declare.misconception import misconception


def _report(frames, today, middle="median", copies="first", newest="max", keep=None, reference=None):
    """A right answer with a switch for each mistake."""
    guide = frames["price_guide"].groupby("card_id")["price"].median() if reference is None else reference
    rows = {}
    for source, frame in frames.items():
        ratio = (frame["price"] / frame["card_id"].map(guide)).dropna()
        if keep:
            ratio = ratio[ratio.between(*keep)]
        seen = pd.to_datetime(frame["seen_at"]).agg(newest)
        rows[source] = {
            "rows": len(frame),
            "null_share": frame["price"].isna().mean(),
            "duplicate_ids": int(frame["record_id"].duplicated(keep=copies).sum()),
            "days_stale": (pd.Timestamp(today) - seen).days,
            "ratio_to_guide": ratio.agg(middle),
            "disagree_share": ((ratio < 0.8) | (ratio > 1.25)).mean(),
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("source")


@misconception(
    "E1.1b",
    "takes the mean of the ratios instead of the median",
    section="1.1",
    explanation="One user typed 9999 for a $40 card, and your mean says that the listings are 36 times as "
    "dear as the guide. A mean follows its wildest value, and typed prices always hold some. The "
    "median asks what the usual row says, and a wrong unit shows in every row.",
)
def mean_ratio(frames, today):
    return _report(frames, today, middle="mean")


@misconception(
    "E1.1b",
    "counts all copies of a repeated id, the first one too",
    section="1.1",
    explanation="The record l2 came three times and you count 3. One of them is the record itself: take away "
    "all three and a real sale is lost. What is too many are the 2 further copies.",
)
def counts_all_copies(frames, today):
    return _report(frames, today, copies=False)


@misconception(
    "E1.1b",
    "measures staleness from the oldest record",
    section="1.1",
    explanation="You count the days since the first record of a source, so one from April makes the listings "
    "look two months old although they were updated yesterday. Freshness asks whether the feed "
    "still runs, and only the newest record can tell.",
)
def oldest_record(frames, today):
    return _report(frames, today, newest="min")


@misconception(
    "E1.1b",
    "leaves out the rows that disagree too much",
    section="1.1",
    explanation="Rows far from the guide are dropped as outliers before you compare. So the feed in cents, "
    "where every row is off by 100, has nothing left to disagree with, and the report hides the "
    "one thing it was made for. Keep every row that has a price and a guide price: the "
    "disagreement is the finding.",
)
def drops_disagreeing_rows(frames, today):
    return _report(frames, today, keep=(0.1, 10))


@misconception(
    "E1.1b",
    "trusts all sources alike and compares with their average",
    section="1.1",
    explanation="You compare with the average price over all sources, so the feed in cents is part of its own"
    " yardstick: it pulls the average up, and now the good sources look too cheap. Averages of "
    "different units mean nothing. Choose one reference whose unit you know, here the price "
    "guide, and hold the others against it.",
)
def averages_all_sources(frames, today):
    everything = pd.concat(frames.values())
    return _report(frames, today, reference=everything.groupby("card_id")["price"].mean())
