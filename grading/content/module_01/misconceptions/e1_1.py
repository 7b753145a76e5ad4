"""Known wrong answers to E1.1, parsing a price."""

import re

from grading.engine.declare.misconception import misconception


def _parse(text, missing=None, raises=True, comma=""):
    """A right answer with a switch for each mistake."""
    text = (text or "").strip()
    if text.lower() in ("", "---", "n/a"):
        return missing
    found = re.fullmatch(r"(?:\$|USD)?\s*([\d,]+(?:\.\d+)?)(¢?)", text)
    if not found:
        if raises:
            raise ValueError(text)
        return None
    number = found[1].replace(",", comma, 1).replace(",", "")
    if number.count(".") > 1:
        number = number[: number.rindex(".")]
    return float(number) / (100 if found[2] else 1)


@misconception(
    "E1.1",
    "reads the comma as a decimal point",
    section="1.1",
    explanation="Your code turns the comma into a point, so $1,250.00 becomes 1.25: the shop would offer a "
    "chase card for the price of a sleeve. On these forms the comma only groups thousands. Take "
    "it out before you make a number of the text.",
)
def comma_as_decimal(text):
    return _parse(text, comma=".")


@misconception(
    "E1.1",
    "turns a missing price into 0",
    section="1.1",
    explanation="Where there is no price you return 0. But 0 is a price, and the next average believes it: "
    "with one card in ten unpriced, every average drops by a tenth. Return None, which says that "
    "nobody knows.",
)
def missing_is_zero(text):
    return _parse(text, missing=0.0)


@misconception(
    "E1.1",
    "treats a text it can't read as missing",
    section="1.1",
    explanation="For 'free' and for euros you return None, as if the field had been empty. Then the day a "
    "partner changes its format, all its prices silently become missing, and no alarm goes off. "
    "Empty and unreadable are different news: raise ValueError for the second.",
)
def unreadable_is_missing(text):
    return _parse(text, raises=False)


@misconception(
    "E1.1",
    "keeps the digits and throws the unit away",
    section="1.1",
    explanation="You keep what looks like a number and drop all else, and with it the unit: 450¢ becomes "
    "$450, and 12 euros become 12 dollars. The sign says what the number means. Look at it first,"
    " convert cents, and refuse what is not dollars.",
)
def digits_only(text):
    text = (text or "").strip()
    if text.lower() in ("", "---", "n/a"):
        return None
    return float(re.sub(r"[^\d.]", "", text))
