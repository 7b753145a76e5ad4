"""Known wrong answers to E1.1c, when each column is known."""

from grading.engine.declare.misconception import misconception

_SALE = {"sale_id", "sold_at", "price", "is_test", "n_bids", "views_total", "days_to_sell"}
_AFTER = {"set_price_30d", "seller_price_index"}
_LISTING = {
    *("listed_at", "channel", "seller_id", "card_id", "name", "species", "set_id", "set_name", "series"),
    *("set_release_date", "number", "generation", "type", "stage", "rarity", "hp", "attack_damage"),
    *("retreat_cost", "attack", "defense", "speed", "illustrator", "printings", "finish", "condition"),
    *("grade", "currency"),
}


def _known(columns, listing=frozenset(), default=None):
    """A right answer with a switch for each mistake: `listing` names what is wrongly known at the listing."""
    found = {}
    for column in columns:
        if column not in _SALE | _AFTER | _LISTING and default is None:
            raise KeyError(column)
        late = "sale" if column in _SALE else "after" if column in _AFTER else "listing"
        found[column] = "listing" if column in listing else late
    return found


@misconception(
    "E1.1c",
    "takes the export for the live system",
    section="1.1",
    explanation="For you every column is known at the listing, because all of them stand in the file. But the"
    " file was written long after: at the counter, the fields for price paid, bids and days to "
    "sell are empty. Ask of each column when it was first filled, not whether it is there now.",
)
def export_is_live(columns):
    return _known(columns, listing=_SALE | _AFTER)


@misconception(
    "E1.1c",
    "takes final counts as known while the offer still runs",
    section="1.1",
    explanation="Bids and views do exist during the offer, but the file holds their last value. On the day of "
    "listing n_bids is 0 for every card. A model trained on the final count has read the end of the "
    "story, and gets zeros when it is live. They are known at the sale: see the timeline in section "
    "1.1.",
)
def counts_are_live(columns):
    return _known(columns, listing={"n_bids", "views_total", "days_to_sell"})


@misconception(
    "E1.1c",
    "takes averages over sales for history",
    section="1.1",
    explanation="set_price_30d sounds like the past, but the dictionary says that its window holds the row "
    "itself, and seller_price_index is taken over the whole file. Both contain the price you want"
    " to predict, so they can only be computed after the sale. A name is no evidence: read how a "
    "column is made.",
)
def averages_are_history(columns):
    return _known(columns, listing=_AFTER)


@misconception(
    "E1.1c",
    "takes the price paid for the price asked",
    section="1.1",
    explanation="You say that price is known at the listing. What stands in the offer is the asking price; "
    "the column price is what a buyer paid, and it exists from the sale on. Mixing up the two "
    "hands the answer to the model.",
)
def asking_price(columns):
    return _known(columns, listing={"price"})


@misconception(
    "E1.1c",
    "calls a column it doesn't know known at the listing",
    section="1.1",
    explanation="A column that is not in the dictionary gets the friendly answer 'listing'. So the first time"
    " a partner adds one, say the buyer's rating of the deal, it goes straight into the model as "
    "a feature. Raise KeyError, so that a person looks it up and writes it into the dictionary.",
)
def friendly_default(columns):
    return _known(columns, default="listing")
