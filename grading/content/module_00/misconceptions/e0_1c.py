"""Known wrong answers to E0.1c, the rule before the model."""

import pandas as pd

from grading.engine.declare.misconception import misconception


def _rule(sales, middle="median", least=5, fallback=None):
    """A right answer with a switch for each mistake."""
    priced = sales.dropna(subset=["price"])
    by_rarity = priced.groupby("rarity")["price"].agg([middle, "count"])
    prices = by_rarity.loc[by_rarity["count"] >= least, middle]
    overall = priced["price"].agg(middle) if fallback is None else fallback(prices)
    return lambda cards: [float(prices.get(rarity, overall)) for rarity in cards["rarity"]]


@misconception(
    "E0.1c",
    "takes the mean instead of the median",
    section="0.1",
    explanation="One Common was sold for $60, and your rule prices every Common at $12.44. A mean follows its dearest "
    "card, and card prices always have one. Half of the sales are below the median and half above, "
    "whatever the dearest cost.",
)
def mean_price(sales):
    return _rule(sales, middle="mean")


@misconception(
    "E0.1c",
    "makes a rule of a handful of sales",
    section="0.1",
    explanation="A rarity with four sales gets a price of its own, and so would one with a single sale. Such a rule "
    "follows accidents: it fits the past it was made from and misses the next card. Below five sales use "
    "the price of all.",
)
def overfits(sales):
    return _rule(sales, least=1)


@misconception(
    "E0.1c",
    "counts a missing price as 0",
    section="0.1",
    explanation="You fill the missing prices with 0, and the median of the Commons falls to $0.45. Nobody sold a card "
    "for nothing: the price is unknown, and the sale says nothing about it. Drop these rows before you "
    "group.",
)
def missing_as_zero(sales):
    return _rule(sales.fillna({"price": 0.0}))


@misconception(
    "E0.1c",
    "has no price for a rarity it doesn't know",
    section="0.1",
    explanation="A card whose rarity is missing, new or rarely sold gets NaN. Somebody lists such a card every day, "
    "and a rule that says nothing is no rule to compare a model with. Keep the median of all sales for "
    "these cards.",
)
def no_fallback(sales):
    return _rule(sales, fallback=lambda prices: float("nan"))


@misconception(
    "E0.1c",
    "takes the median of the medians for unknown cards",
    section="0.1",
    explanation="For a card without a rule you take the middle of the rarities' prices. So a rarity with five sales "
    "weighs as much as one with thousands, and the unknown card becomes too dear. Take the median of all "
    "sales.",
)
def median_of_medians(sales):
    return _rule(sales, fallback=lambda prices: prices.median())


@misconception(
    "E0.1c",
    "learns from the cards it should price",
    section="0.1",
    explanation="When the cards come with a price column, your rule takes the medians of that. These are asking "
    "prices: the rule repeats what the sellers wish for, and looks brilliant as long as one compares it "
    "with them. Learn from past sales, and read nothing but the rarity of the cards.",
)
def learns_from_the_cards(sales):
    known = _rule(sales)

    def price(cards):
        if "price" not in cards:
            return known(cards)
        return cards.groupby("rarity")["price"].transform("median").fillna(pd.Series(known(cards))).tolist()

    return price


@misconception(
    "E0.1c",
    "wants more than five sales for a rule",
    section="0.1",
    explanation="A rarity with exactly five sales gets the median of all in your code, and the contract says at least "
    "five. A limit belongs to one of the two sides: read it once more, and try your code on the limit itself.",
)
def more_than_five(sales):
    return _rule(sales, least=6)


@misconception(
    "E0.1c",
    "gives back a table where prices are asked for",
    section="0.1",
    explanation="Your function returns the cards with their prices in a column. The prices may be right; what was "
    "asked for is one price for each card: a list, an array or a Series. Whoever calls it has the cards already, and "
    "would find a column called price overwritten. Return the prices alone.",
)
def table_of_prices(sales):
    known = _rule(sales)
    return lambda cards: cards.assign(price=known(cards))
