"""Right answers to E0.3c, each written another way."""

import math

import pandas as pd


def right_groups(bands, total, min_cards=30):
    """First which bands belong together, then one sum over each group."""
    groups, group = [], []
    for band in bands[::-1]:
        group.insert(0, band)
        if sum(one["cards"] for one in group) >= min_cards:
            groups.insert(0, group)
            group = []
    if group and groups:
        groups[0] = group + groups[0]
    elif group:
        groups = [group]
    rows = []
    for group in groups:
        cards = sum(one["cards"] for one in group)
        price = sum(one["cards"] * one["price"] for one in group) / cards
        rows.append({"band": " + ".join(one["band"] for one in group), "cards": cards, "price": price})
    frame = pd.DataFrame(rows)
    root = frame["price"] ** 0.5
    frame["dollars"] = root * total / (root * frame["cards"]).sum()
    frame["share"] = frame["dollars"] / frame["price"]
    return frame.to_dict("records")


def right_recursion(bands, total, min_cards=30):
    """Join one pair, and start again with the shorter list."""
    thin = [n for n, band in enumerate(bands) if band["cards"] < min_cards]
    if thin and len(bands) > 1:
        upper = max(thin[-1], 1)
        low, high = bands[upper - 1], bands[upper]
        both = low["cards"] + high["cards"]
        joined = {
            "band": low["band"] + " + " + high["band"],
            "cards": both,
            "price": low["price"] + (high["price"] - low["price"]) * high["cards"] / both,
        }
        return right_recursion([*bands[: upper - 1], joined, *bands[upper + 1 :]], total, min_cards)
    unit = total / math.fsum(math.sqrt(band["price"]) * band["cards"] for band in bands)
    result = []
    for band in bands:
        dollars = unit * math.sqrt(band["price"])
        result.append(dict(band, share=dollars / band["price"], dollars=dollars))
    return result
