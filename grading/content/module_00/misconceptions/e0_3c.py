"""Known wrong answers to E0.3c, an error budget by price band."""

import math

from grading.engine.declare.misconception import misconception


def _join(cheap, dear, price="cards"):
    cards = cheap["cards"] + dear["cards"]
    mean = (cheap["cards"] * cheap["price"] + dear["cards"] * dear["price"]) / cards
    plain = (cheap["price"] + dear["price"]) / 2
    name = f"{cheap['band']} + {dear['band']}"
    return {"band": name, "cards": cards, "price": mean if price == "cards" else plain}


def _joined(bands, min_cards, price="cards"):
    left = [dict(band) for band in bands]
    place = len(left) - 1
    while place > 0:
        if left[place]["cards"] < min_cards:
            left[place - 1 : place + 1] = [_join(left[place - 1], left[place], price)]
        place -= 1
    if len(left) > 1 and left[0]["cards"] < min_cards:
        left[:2] = [_join(left[0], left[1], price)]
    return left


def _shared(bands, total, weight=math.sqrt, by_band=False):
    """Share the total by a weight of the price; `by_band` gives every band the same sum."""
    k = total / sum(band["cards"] * weight(band["price"]) for band in bands)
    budget = []
    for band in bands:
        dollars = total / len(bands) / band["cards"] if by_band else k * weight(band["price"])
        budget.append({**band, "dollars": dollars, "share": dollars / band["price"]})
    return budget


@misconception(
    "E0.3c",
    "allows the same percentage in every band",
    section="0.3",
    explanation="Your budget is one error rate for all: the same share of the price, whatever the card costs. "
    "It is easy to remember and wrong at both ends. On a $1 card it forbids errors of cents that "
    "nobody minds and no model can avoid; on a $100 card it allows errors that bring the owner "
    "back with a lawyer. With the square root the dollars grow with the price, and the percentage "
    "falls.",
)
def one_rate(bands, total, min_cards=30):
    return _shared(_joined(bands, min_cards), total, weight=float)


@misconception(
    "E0.3c",
    "allows the same dollars on every card",
    section="0.3",
    explanation="Every card gets the same number of dollars. For a chase card that is a precision nobody can "
    "reach, and for a $1 card it may be most of its price: the quote says nothing any more. What "
    "is tolerable grows with the price, only more slowly than the price itself.",
)
def same_dollars(bands, total, min_cards=30):
    return _shared(_joined(bands, min_cards), total, weight=lambda price: 1.0)


@misconception(
    "E0.3c",
    "gives every band the same sum",
    section="0.3",
    explanation="You split the total evenly between the bands. Then what a card may be wrong by depends on "
    "how many others happen to lie in its band, and changes when somebody cuts the bands "
    "differently. The budget belongs to the cards: one number k for all of them, found from the "
    "sum over all cards.",
)
def even_split(bands, total, min_cards=30):
    return _shared(_joined(bands, min_cards), total, by_band=True)


@misconception(
    "E0.3c",
    "judges a band of a few cards on its own",
    section="0.3",
    explanation="A band with 12 cards gets a budget of its own. In a month with one bad quote it will be "
    "broken, in the next it will be kept, and neither means anything: an average of 12 errors is "
    "mostly chance. Join it with its cheaper neighbour until there are enough cards to tell.",
)
def judges_thin_bands(bands, total, min_cards=30):
    return _shared(bands, total)


@misconception(
    "E0.3c",
    "leaves cards in thin bands out",
    section="0.3",
    explanation="Bands with too few cards are gone from your budget, and their cards with them. These are "
    "often the dearest cards of the shop, and now they may be wrong by any amount; the others "
    "share dollars that were meant for all. Too few to be judged alone does not mean too few to "
    "count: join them with their neighbours.",
)
def drops_thin_bands(bands, total, min_cards=30):
    kept = [band for band in bands if band["cards"] >= min_cards]
    return _shared(kept or _joined(bands, min_cards), total)


@misconception(
    "E0.3c",
    "takes the middle of two prices for the price of a joined band",
    section="0.3",
    explanation="The price of a joined band is the mean of its two prices in your code, as if both had the "
    "same number of cards. With 90 cards of $8 and 10 of $18 that is $13, which hardly any of "
    "them costs. A mean of means forgets how many stand behind each: weigh the prices with the "
    "cards.",
)
def mean_of_means(bands, total, min_cards=30):
    return _shared(_joined(bands, min_cards, price="plain"), total)


@misconception(
    "E0.3c",
    "joins thin bands only once",
    section="0.3",
    explanation="Two bands of 5 cards become one of 10, and there you stop. It is still too few. What was "
    "joined has to be looked at again, and joined on until there are enough cards; and the "
    "cheapest band, which has nothing below it, joins the one above.",
)
def joins_once(bands, total, min_cards=30):
    left, place = [dict(band) for band in bands], len(bands) - 1
    while place > 0:
        if left[place]["cards"] < min_cards:
            left[place - 1 : place + 1] = [_join(left[place - 1], left[place])]
            place -= 1  # the joined band is not looked at again
        place -= 1
    return _shared(left, total)
