"""Wrong answers to E1.6, labels."""

import math

import pandas as pd


def _labels(
    listings, cutoff, *, rows=lambda known: known, known=lambda one, end: True, price=None, table=True
):
    """A right answer; `rows` chooses among what is listed, `known` among what has a label."""
    end = pd.Timestamp(cutoff)
    listed = listings[listings["listed_at"] <= end].drop_duplicates("listing_id") if table else listings
    if table:
        listed = listed[~listed["listing_id"].isin(set(listed["relist_of"].dropna()))]
    found = []
    for one in rows(listed).to_dict("records"):
        sold = not pd.isna(one["sold_at"]) and one["sold_at"] <= end
        label = sold and not one["returned"] and pd.isna(one["bundle_id"]) and known(one, end)
        paid = one["sold_price"] / (0.92 if one["currency"] == "EUR" else 1.0)
        if price:
            paid = price(one)
        found.append((one["listing_id"], one["card_id"], paid if label else math.nan, not label))
    return pd.DataFrame(found, columns=["listing_id", "card_id", "label", "censored"])


def _listed(listings, cutoff):
    return listings[listings["listed_at"] <= cutoff]


def _unreplaced(listings):
    return listings[~listings["listing_id"].isin(set(listings["relist_of"].dropna()))]


def _all(listings, cutoff, chosen, **options):
    return _labels(chosen, cutoff, table=False, **options)


def no_relists(listings, cutoff):
    """A listing that was put up again gives no row."""
    return _all(listings, cutoff, _listed(listings, cutoff).drop_duplicates("listing_id"))


def relists_of_the_future(listings, cutoff):
    """A listing that was put up again after the cutoff gives a row."""
    return _all(listings, cutoff, _listed(_unreplaced(listings), cutoff).drop_duplicates("listing_id"))


def first_listing_stands(listings, cutoff):
    """The later listing stands for the card, and not the first."""
    chosen = _listed(listings, cutoff).drop_duplicates("listing_id")
    return _all(listings, cutoff, chosen[chosen["relist_of"].isna()])


def relists_that_sold(listings, cutoff):
    """The later listing stands for the card, also when it was not sold."""
    chosen = _listed(listings, cutoff).drop_duplicates("listing_id")
    sold = chosen[chosen["sold_at"] <= cutoff]
    return _all(listings, cutoff, chosen[~chosen["listing_id"].isin(set(sold["relist_of"].dropna()))])


def repeats(listings, cutoff):
    """A listing_id that occurs twice gives one row."""
    return _all(listings, cutoff, _unreplaced(_listed(listings, cutoff)))


def repeats_drop_out(listings, cutoff):
    """A listing_id that occurs twice gives a row."""
    return _all(
        listings, cutoff, _unreplaced(_listed(listings, cutoff)).drop_duplicates("listing_id", keep=False)
    )


def one_row_a_card(listings, cutoff):
    """Two listings of one card are two rows."""
    return _labels(listings, cutoff, rows=lambda known: known.drop_duplicates("card_id"))


def one_row_a_card_and_day(listings, cutoff):
    """Two listings of one card on one day are two rows."""
    return _labels(listings, cutoff, rows=lambda known: known.drop_duplicates(["card_id", "listed_at"]))


def alike_but_the_id(listings, cutoff):
    """The listing_id says what is the same listing."""
    return _labels(
        listings,
        cutoff,
        rows=lambda known: known.drop_duplicates([c for c in known if c not in ("listing_id", "views")]),
    )


def bundles_count(listings, cutoff):
    """A card in a bundle has no label."""
    return _labels(listings.assign(bundle_id=None), cutoff)


def bundle_of_one(listings, cutoff):
    """A card in a bundle has no label, also where no other one of it is in the table."""
    alone = ~listings["bundle_id"].duplicated(keep=False)
    return _labels(listings.assign(bundle_id=listings["bundle_id"].mask(alone)), cutoff)


def bundles_shared(listings, cutoff):
    """A card in a bundle has no label, and no share of the price."""
    count = listings["bundle_id"].map(listings["bundle_id"].value_counts()).fillna(1)
    return _labels(listings.assign(sold_price=listings["sold_price"] / count, bundle_id=None), cutoff)


def bundles_dropped(listings, cutoff):
    """A card in a bundle has a row."""
    return _labels(listings, cutoff, rows=lambda known: known[known["bundle_id"].isna()])


def returns_count(listings, cutoff):
    """A returned card has no label."""
    return _labels(listings.assign(returned=False), cutoff)


def returns_dropped(listings, cutoff):
    """A returned card has a row."""
    return _labels(listings, cutoff, rows=lambda known: known[~known["returned"].astype(bool)])


def unsold_dropped(listings, cutoff):
    """A card that was not sold has a row."""
    return _labels(listings, cutoff, rows=lambda known: known[known["sold_at"].notna()])


def sold_later_dropped(listings, cutoff):
    """A card that was sold after the cutoff has a row."""
    return _labels(listings, cutoff, rows=lambda known: known[~(known["sold_at"] > cutoff)])


def future_sales(listings, cutoff):
    """A sale after the cutoff is not known."""
    sold_at = listings["sold_at"].where(listings["sold_at"].isna(), listings["listed_at"])
    return _labels(listings.assign(sold_at=sold_at), cutoff)


def future_listings(listings, cutoff):
    """A listing after the cutoff has no row."""
    return _all(listings, cutoff, _unreplaced(listings).drop_duplicates("listing_id"))


def day_before(listings, cutoff):
    """The cutoff day counts for sales."""
    return _labels(listings, cutoff, known=lambda one, end: one["sold_at"] < end)


def listed_the_day_before(listings, cutoff):
    """The cutoff day counts for listings."""
    return _labels(listings[listings["listed_at"] < cutoff], cutoff)


def a_day_more(listings, cutoff):
    """The day after the cutoff does not count."""
    return _labels(listings, str(pd.Timestamp(cutoff) + pd.Timedelta(days=1))[:10])


def month_of_the_cutoff(listings, cutoff):
    """All listings up to the cutoff count, and not those of its month alone."""
    return _labels(listings[listings["listed_at"] >= pd.Timestamp(cutoff) - pd.Timedelta(days=10)], cutoff)


def asking(listings, cutoff):
    """The label is what was paid."""
    return _labels(listings.assign(sold_price=listings["asking_price"]), cutoff)


def asking_if_unsold(listings, cutoff):
    """Without a sale there is no label."""
    labels = _labels(listings, cutoff)
    asked = labels["listing_id"].map(
        listings.drop_duplicates("listing_id").set_index("listing_id")["asking_price"]
    )
    return labels.assign(label=labels["label"].fillna(asked))


def zero_if_unsold(listings, cutoff):
    """Without a label there is NaN, and no 0."""
    labels = _labels(listings, cutoff)
    return labels.assign(label=labels["label"].fillna(0.0))


def euros_left(listings, cutoff):
    """The label is in USD."""
    return _labels(listings, cutoff, price=lambda one: one["sold_price"])


def euros_multiplied(listings, cutoff):
    """A dollar is 0.92 euros."""
    return _labels(
        listings, cutoff, price=lambda one: one["sold_price"] * (0.92 if one["currency"] == "EUR" else 1)
    )


def all_divided(listings, cutoff):
    """Dollars are dollars."""
    return _labels(listings, cutoff, price=lambda one: one["sold_price"] / 0.92)


def rounded(listings, cutoff):
    """The label is not rounded."""
    labels = _labels(listings, cutoff)
    return labels.assign(label=labels["label"].round(2))


def censored_turned(listings, cutoff):
    """censored is True where no price is known."""
    labels = _labels(listings, cutoff)
    return labels.assign(censored=~labels["censored"].astype(bool))


def censored_if_unsold(listings, cutoff):
    """censored is True for all that have no label."""
    labels = _labels(listings, cutoff)
    unsold = listings.loc[listings["sold_at"].isna(), "listing_id"]
    return labels.assign(censored=labels["listing_id"].isin(unsold))


def index_of_ids(listings, cutoff):
    """listing_id is a column."""
    return _labels(listings, cutoff).set_index("listing_id")


def nothing_for_nothing(listings, cutoff):
    """Without a listing there is a table without rows."""
    labels = _labels(listings, cutoff)
    return labels if len(labels) else None


def no_columns_for_nothing(listings, cutoff):
    """Without a listing the table has its columns."""
    labels = _labels(listings, cutoff)
    return pd.DataFrame(labels.to_dict("records"))


def fails_for_nothing(listings, cutoff):
    """Without a listing there is no error."""
    labels = _labels(listings, cutoff)
    labels["listing_id"].iloc[0]
    return labels


def changes_the_listings(listings, cutoff):
    """The listings stay as they are."""
    found = _labels(listings, cutoff)
    listings["label"] = listings["sold_price"]
    return found


def converts_the_listings(listings, cutoff):
    """The prices of the listings stay as they are."""
    found = _labels(listings, cutoff)
    euros = listings["currency"] == "EUR"
    listings.loc[euros, "sold_price"] = listings.loc[euros, "sold_price"] / 0.92
    return found


def end_of_the_month(listings, cutoff):
    """The cutoff is a day, and not the month it is in."""
    return _labels(listings, (pd.Timestamp(cutoff) + pd.offsets.MonthEnd(0)).isoformat())


def day_of_the_month(listings, cutoff):
    """A later sale is unknown, also on an earlier day of its month."""
    later = (listings["sold_at"].dt.day <= pd.Timestamp(cutoff).day) & (listings["sold_at"] > cutoff)
    return _labels(listings.assign(sold_at=listings["sold_at"].mask(later, pd.Timestamp(cutoff))), cutoff)


def unsold_copies_are_one(listings, cutoff):
    """Two copies of a card that nobody bought are two listings."""
    return _labels(
        listings,
        cutoff,
        rows=lambda known: known[~(known["card_id"].duplicated(keep="last") & known["sold_at"].isna())],
    )
