"""Known wrong answers to E1.1, parsing a price."""

import re

from grading.engine.declare.misconception import misconception


def _parse(text, missing=None, raises=True, comma="", number=r"[\d,]+(?:\.\d+)?"):
    """A right answer with a switch for each mistake."""
    text = (text or "").strip()
    if text.lower() in ("", "---", "n/a"):
        return missing
    found = re.fullmatch(rf"(?:\$|USD)?\s*({number})|({number})\s*¢", text)
    if not found:
        if raises:
            raise ValueError(text)
        return None
    number = (found[1] or found[2]).replace(",", comma, 1).replace(",", "")
    if number.count(".") > 1:
        number = number[: number.rindex(".")]
    return float(number) / (100 if found[2] else 1)


@misconception(
    "E1.1",
    "reads the comma as a decimal point",
    section="1.1.1",
    explanation="Your code turns the comma into a point, so $1,250.00 becomes 1.25: the shop would offer a "
    "chase card for the price of a sleeve. On these forms the comma only groups thousands. Take "
    "it out before you make a number of the text.",
)
def comma_as_decimal(text):
    return _parse(text, comma=".")


@misconception(
    "E1.1",
    "turns a missing price into 0",
    section="1.1.1",
    explanation="Where there is no price you return 0. But 0 is a price, and the next average believes it: "
    "with one card in ten unpriced, every average drops by a tenth. Return None, which says that "
    "nobody knows.",
)
def missing_is_zero(text):
    return _parse(text, missing=0.0)


@misconception(
    "E1.1",
    "treats a text it can't read as missing",
    section="1.1.1",
    explanation="For 'free' and for euros you return None, as if the field had been empty. Then the day a "
    "partner changes its format, all its prices silently become missing, and no alarm goes off. "
    "Empty and unreadable are different news: raise ValueError for the second.",
)
def unreadable_is_missing(text):
    return _parse(text, raises=False)


@misconception(
    "E1.1",
    "lets float() decide what a price is",
    section="1.1.1",
    explanation="What is left without its sign you hand to float(), and float() reads more than prices: '1e3' is "
    "1000, 'nan' and 'inf' are numbers to it, and so are '-5' and '1_000'. None of them is written as "
    "the contract says a price is written. Look at the text first: digits, perhaps with a point and "
    "more digits, and nothing else.",
)
def float_decides(text):
    return _parse(text, number=r"[\d,]+(?:\.\d+)?|-5|1e3|nan|inf|1_000")


@misconception(
    "E1.1",
    "takes a price of 0 for a missing one",
    section="1.1.1",
    explanation="For '$0' you return None, as if nobody had said a price. Somebody did: the card is given away. "
    "In Python 0 counts as false, so a test such as `if not price` can't tell the two apart. Ask for "
    "what you mean, an empty text or one of the two words for missing.",
)
def zero_is_missing(text):
    return _parse(text) or None


@misconception(
    "E1.1",
    "keeps the digits and throws the unit away",
    section="1.1.1",
    explanation="You keep what looks like a number and drop all else, and with it the unit: 450¢ becomes "
    "$450, and 12 euros become 12 dollars. The sign says what the number means. Look at it first,"
    " convert cents, and refuse what is not dollars.",
)
def digits_only(text):
    text = (text or "").strip()
    if text.lower() in ("", "---", "n/a"):
        return None
    return float(re.sub(r"[^\d.]", "", text))
