"""Wrong answers to E0.1c, a rule before a model."""

import statistics

import pandas as pd


def _rule(sales, least=5, middle="median", everything=None, count="count"):
    """A right answer with a place to break each line of its contract."""
    priced = sales.dropna(subset=["price"])
    parts = priced.groupby("rarity")["price"].agg(middle)
    counts = (priced if count == "count" else sales).groupby("rarity").size()
    known = {name: value for name, value in parts.items() if counts[name] >= least}
    overall = (priced if everything is None else everything(priced))["price"].agg(middle)
    return lambda cards: [known.get(rarity, overall) for rarity in cards["rarity"]]


def wants_six_sales(sales):
    """5 sales of a rarity are enough."""
    return _rule(sales, least=6)


def is_content_with_four(sales):
    """Fewer than 5 sales are not enough."""
    return _rule(sales, least=4)


def counts_sales_without_a_price(sales):
    """5 of the rarity's sales have a price."""
    return _rule(sales, count="all")


def takes_the_lower_middle(sales):
    """The median of an even number lies between the two in the middle."""
    return _rule(sales, middle=statistics.median_low)


def takes_the_upper_middle(sales):
    """The median of an even number lies between the two in the middle."""
    return _rule(sales, middle=statistics.median_high)


def takes_the_commonest_price(sales):
    """The median, not the most frequent price."""
    return _rule(sales, middle=lambda prices: prices.mode().iloc[0])


def leaves_unknown_rarities_out(sales):
    """A sale of unknown rarity counts for the median of all."""
    return _rule(sales, everything=lambda priced: priced.dropna(subset=["rarity"]))


def takes_unknown_rarities_for_one(sales):
    """A card whose rarity is missing costs the median of all sales."""
    return lambda cards: _rule(sales.fillna({"rarity": "?"}))(cards.fillna({"rarity": "?"}))


def takes_rare_ones_alone(sales):
    """The median of all sales, not of those without a rule of their own."""
    counts = sales.dropna(subset=["price"]).groupby("rarity").size()
    thick = counts[counts >= 5].index
    return _rule(
        sales,
        everything=lambda priced: (
            priced[~priced["rarity"].isin(thick)] if len(thick) < 2 else priced.iloc[:1]
        ),
    )


def takes_known_rarities_alone(sales):
    """The median of all sales, those with a rule or without."""
    counts = sales.dropna(subset=["price"]).groupby("rarity").size()
    return _rule(sales, everything=lambda priced: priced[priced["rarity"].isin(counts[counts >= 5].index)])


def leaves_repeated_prices_out(sales):
    """Every sale with a price counts, also one that looks like another."""
    return _rule(sales.drop_duplicates(["rarity", "price"]))


def leaves_dear_sales_out(sales):
    """Every sale with a price counts, however dear."""
    return _rule(sales[~(sales["price"] > 10 * sales["price"].median())])


def rounds_to_cents(sales):
    """Prices are not rounded."""
    price = _rule(sales)
    return lambda cards: [round(one, 2) for one in price(cards)]


def rounds_to_dollars(sales):
    """Prices are not rounded."""
    price = _rule(sales)
    return lambda cards: [round(one) for one in price(cards)]


def returns_the_table(sales):
    """The function returns the prices, not a table."""
    price = _rule(sales)
    return lambda cards: cards.assign(price=price(cards))


def prices_each_rarity_once(sales):
    """One price for each card."""
    price = _rule(sales)
    return lambda cards: price(cards.drop_duplicates("rarity"))


def sorts_the_cards(sales):
    """In the order of the rows."""
    price = _rule(sales)
    return lambda cards: price(cards.sort_index())


def sorts_by_rarity(sales):
    """In the order of the rows."""
    price = _rule(sales)
    return lambda cards: price(cards.sort_values("rarity", kind="stable"))


def remembers_the_first_cards(sales):
    """It prices whatever table it is given."""
    price, first = _rule(sales), []

    def prices(cards):
        first[:] = first or price(cards)
        return first

    return prices


def knows_new_rarities_only(sales):
    """A card whose rarity is missing costs the median of all sales."""
    price = _rule(sales)
    return lambda cards: [
        None if pd.isna(rarity) else one for rarity, one in zip(cards["rarity"], price(cards), strict=True)
    ]


def leaves_cards_without_a_rarity_out(sales):
    """One price for each card, also without a rarity."""
    price = _rule(sales)
    return lambda cards: price(cards.dropna(subset=["rarity"]))


def reads_the_asking_price(sales):
    """It does not look at what the seller asks."""
    price = _rule(sales)
    return lambda cards: (
        [max(one, asked) for one, asked in zip(price(cards), cards["price"], strict=True)]
        if "price" in cards
        else price(cards)
    )


def leaves_cards_without_an_asking_price_out(sales):
    """Every card gets a price, also where the seller asks none."""
    price = _rule(sales)
    return lambda cards: price(cards.dropna(subset=["price"]) if "price" in cards else cards)


def needs_two_cards(sales):
    """The table of cards may have one row, or none."""
    price = _rule(sales)

    def prices(cards):
        one, two, *more = price(cards)
        return [one, two, *more]

    return prices


def needs_a_card(sales):
    """The table of cards may be empty."""
    price = _rule(sales)

    def prices(cards):
        return [cards["rarity"].iloc[0] and price(cards)[0], *price(cards)[1:]]

    return prices


def reads_the_latest_sales(sales):
    """All past sales count."""
    return _rule(sales.groupby("rarity", dropna=False).tail(5))


def needs_a_rule(sales):
    """No rarity may have 5 sales."""
    counts = sales.dropna(subset=["price"]).groupby("rarity").size()
    if not (counts >= 5).any():
        raise ValueError("no rule")
    return _rule(sales)


def wants_plain_columns(sales):
    """Other columns may occur, among the sales as well."""
    sales.columns = ["rarity", "price"]
    return _rule(sales)


_LATEST = []


def keeps_the_latest_rule_alone(sales):
    """A rule stays as it is when another is learned."""
    _LATEST[:] = [_rule(sales)]
    return lambda cards: _LATEST[0](cards)


def reads_the_first_column(sales):
    """A table of cards has its columns in any order."""
    price = _rule(sales)
    return lambda cards: price(cards.iloc[:, :1].set_axis(["rarity"], axis=1))


def looks_cards_up_by_their_label(sales):
    """The table of cards may have any index, also with the same label twice."""
    price = _rule(sales)
    return lambda cards: [price(cards.loc[[label]])[0] for label in dict.fromkeys(cards.index)]


def returns_an_empty_table(sales):
    """Not as a table, also where there are no rows."""
    price = _rule(sales)
    return lambda cards: price(cards) if len(cards) else cards[["rarity"]]
