"""Wrong answers to E1.1b, a report on four sources."""

import math

import pandas as pd


def _guide(frames, how="median"):
    return frames["price_guide"].groupby("card_id")["price"].agg(how)


def _report(frames, today, guide=None, **columns):
    """A right answer; `columns` replaces how a column is worked out from a frame, and its ratios with gaps."""
    guide = _guide(frames) if guide is None else guide
    columns = {
        "null_share": lambda f, r: f["price"].isna().mean(),
        "duplicate_ids": lambda f, r: f["record_id"].duplicated().sum(),
        "days_stale": lambda f, r: (pd.Timestamp(today) - pd.to_datetime(f["seen_at"]).max()).days,
        "ratio_to_guide": lambda f, r: r.median(),
        "disagree_share": lambda f, r: (~r.dropna().between(0.8, 1.25)).mean(),
    } | columns
    rows = {
        source: {
            name: how(frame, frame["price"] / frame["card_id"].map(guide)) for name, how in columns.items()
        }
        for source, frame in frames.items()
    }
    return pd.DataFrame.from_dict(rows, orient="index")


def takes_the_last_guide_price(frames, today):
    """The guide price of a card is the median of its prices in the guide: not the last."""
    return _report(frames, today, guide=_guide(frames, "last"))


def takes_the_cheapest_guide_price(frames, today):
    """The guide price of a card is the median of its prices in the guide: not the lowest."""
    return _report(frames, today, guide=_guide(frames, "min"))


def takes_the_dearest_guide_price(frames, today):
    """The guide price of a card is the median of its prices in the guide: not the highest."""
    return _report(frames, today, guide=_guide(frames, "max"))


def takes_the_usual_guide_price(frames, today):
    """The guide price of a card is the median of its prices in the guide: not their mean."""
    return _report(frames, today, guide=_guide(frames, "mean"))


def joins_each_guide_price(frames, today):
    """Every row counts once, however often the guide has its card."""
    found = _report(frames, today)
    for source, frame in frames.items():
        both = frame.merge(frames["price_guide"], on="card_id", suffixes=("", "_guide"))
        ratio = (both["price"] / both["price_guide"]).dropna()
        found.loc[source, "ratio_to_guide"] = ratio.median()
        found.loc[source, "disagree_share"] = (~ratio.between(0.8, 1.25)).mean()
    return found


def compares_medians(frames, today):
    """ratio_to_guide: the median of ratios, card by card."""
    usual = frames["price_guide"]["price"].median()
    return _report(frames, today, ratio_to_guide=lambda f, r: f["price"].median() / usual)


def compares_means(frames, today):
    """ratio_to_guide: the median of ratios, and no ratio of sums."""

    def ratio(frame, ratios):
        prices = frame["price"][ratios.notna()]
        return prices.sum() / (prices / ratios).sum() if ratios.notna().any() else math.nan

    return _report(frames, today, ratio_to_guide=ratio)


def turns_the_ratio_round(frames, today):
    """ratio_to_guide: price / guide price."""
    return _report(frames, today, ratio_to_guide=lambda f, r: (1 / r).median())


def agrees_with_itself(frames, today):
    """The guide is held against itself, too."""
    found = _report(frames, today)
    found.loc["price_guide", ["ratio_to_guide", "disagree_share"]] = [1.0, 0.0]
    return found


def leaves_out_the_guide(frames, today):
    """One row a source, the guide among them."""
    return _report(frames, today).drop(index="price_guide")


def says_nothing_of_the_guide(frames, today):
    """The guide is held against itself, too."""
    found = _report(frames, today)
    found.loc["price_guide", ["ratio_to_guide", "disagree_share"]] = math.nan
    return found


def counts_what_is_there(frames, today):
    """null_share: share of rows without a price."""
    return _report(frames, today, null_share=lambda f, r: f["price"].notna().mean())


def counts_gaps(frames, today):
    """null_share: a share, from 0 to 1."""
    return _report(frames, today, null_share=lambda f, r: f["price"].isna().sum())


def gives_percent(frames, today):
    """null_share: from 0 to 1."""
    return _report(frames, today, null_share=lambda f, r: 100 * f["price"].isna().mean())


def rounds_shares(frames, today):
    """Nothing is rounded."""
    return _report(frames, today, null_share=lambda f, r: round(f["price"].isna().mean(), 3))


def rounds_ratios(frames, today):
    """Nothing is rounded, also no disagree_share."""
    return _report(frames, today).round({"ratio_to_guide": 2, "disagree_share": 2})


def divides_by_what_is_there(frames, today):
    """null_share: share of all rows."""
    return _report(
        frames, today, null_share=lambda f, r: f["price"].isna().sum() / max(1, f["price"].notna().sum())
    )


def counts_repeated_ids_once(frames, today):
    """duplicate_ids: an id that comes three times adds 2."""
    return _report(
        frames, today, duplicate_ids=lambda f, r: f["record_id"][f["record_id"].duplicated()].nunique()
    )


def counts_repeated_rows(frames, today):
    """duplicate_ids: rows that repeat the record_id, whatever else is in them."""
    return _report(frames, today, duplicate_ids=lambda f, r: f.duplicated(["card_id", "price"]).sum())


def looks_for_ids_of_other_sources(frames, today):
    """duplicate_ids: of the same source."""
    everything = pd.concat(frames.values())["record_id"]
    return _report(
        frames,
        today,
        duplicate_ids=lambda f, r: f["record_id"].isin(everything[everything.duplicated()]).sum(),
    )


def drops_repeats_first(frames, today):
    """Repeated rows count in all of them."""
    counted = _report(frames, today)
    found = _report({source: frame.drop_duplicates() for source, frame in frames.items()}, today)
    return found.assign(duplicate_ids=counted["duplicate_ids"])


def drops_gaps_first(frames, today):
    """duplicate_ids and days_stale are of all rows, also of those without a price."""
    found = _report({source: frame.dropna() for source, frame in frames.items()}, today)
    return found.assign(null_share=_report(frames, today)["null_share"])


def counts_from_the_newest_of_all(frames, today):
    """days_stale: from the newest seen_at of the source."""
    newest = max(frame["seen_at"].max() for frame in frames.values())
    return _report(frames, today, days_stale=lambda f, r: (pd.Timestamp(today) - pd.Timestamp(newest)).days)


def counts_from_the_last_row(frames, today):
    """days_stale: from the newest seen_at, wherever it stands."""
    return _report(
        frames,
        today,
        days_stale=lambda f, r: (pd.Timestamp(today) - pd.Timestamp(f["seen_at"].iloc[-1])).days,
    )


def counts_one_day_more(frames, today):
    """days_stale: days from one day to the other."""
    return _report(frames, today).eval("days_stale = days_stale + 1")


def counts_by_the_clock(frames, today):
    """days_stale: to `today`, and not to the day on which it is run."""
    return _report(
        frames, today, days_stale=lambda f, r: (pd.Timestamp.now() - pd.to_datetime(f["seen_at"]).max()).days
    )


def takes_the_limits_as_disagreement(frames, today):
    """disagree_share: below 0.8 or above 1.25, the limits agree."""
    return _report(
        frames,
        today,
        disagree_share=lambda f, r: (~r.dropna().between(0.8, 1.25, inclusive="neither")).mean(),
    )


def looks_above_only(frames, today):
    """disagree_share: below 0.8 or above 1.25."""
    return _report(frames, today, disagree_share=lambda f, r: (r.dropna() > 1.25).mean())


def takes_a_fifth_both_ways(frames, today):
    """disagree_share: below 0.8 or above 1.25, and 1.2 is not the limit."""
    return _report(frames, today, disagree_share=lambda f, r: (~r.dropna().between(0.8, 1.2)).mean())


def gives_the_share_that_agrees(frames, today):
    """disagree_share: share of the rows that disagree."""
    return _report(frames, today, disagree_share=lambda f, r: r.dropna().between(0.8, 1.25).mean())


def divides_by_the_priced_rows(frames, today):
    """disagree_share: share of the rows that have a price and a guide price."""

    def share(frame, ratios):
        disagree = (~ratios.dropna().between(0.8, 1.25)).sum()
        return disagree / frame["price"].notna().sum() if ratios.notna().any() else math.nan

    return _report(frames, today, disagree_share=share)


def divides_by_all_rows(frames, today):
    """disagree_share: share of the rows that count."""

    def share(frame, ratios):
        return (~ratios.dropna().between(0.8, 1.25)).sum() / len(frame) if ratios.notna().any() else math.nan

    return _report(frames, today, disagree_share=share)


def fills_with_zero(frames, today):
    """Where no row counts, the last two are missing (NaN)."""
    return _report(frames, today).fillna(0.0)


def fills_with_one(frames, today):
    """Where no row counts, the last two are missing (NaN), and no share is 0."""
    return _report(frames, today).fillna({"disagree_share": 1.0, "ratio_to_guide": 1.0})


def counts_an_unknown_price_as_zero(frames, today):
    """Only rows with a price and a guide price count."""
    return _report(
        frames,
        today,
        ratio_to_guide=lambda f, r: r.mask(f["price"].isna(), 0.0).median(),
    )


def changes_the_frames(frames, today):
    """The frames stay as they are."""
    found = _report(frames, today)
    for frame in frames.values():
        frame["seen_at"] = pd.to_datetime(frame["seen_at"])
    return found


def takes_the_guide_out(frames, today):
    """The frames stay as they are."""
    found = _report(frames, today)
    frames.pop("price_guide")
    return found


def subtracts_days_of_the_month(frames, today):
    """days_stale: days from the newest seen_at to today, also over the end of a month."""
    day = int(today[-2:])
    return _report(frames, today, days_stale=lambda f, r: day - int(f["seen_at"].max()[-2:]))


def weighs_every_card_alike(frames, today):
    """ratio_to_guide: median over the rows, and not over the cards."""
    found = _report(frames, today)
    guide = _guide(frames)
    for source, frame in frames.items():
        found.loc[source, "ratio_to_guide"] = (_guide({"price_guide": frame}) / guide).median()
    return found
