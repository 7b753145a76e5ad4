"""Right answers to E1.1, each written another way."""

import math
import re
from decimal import Decimal, InvalidOperation


def right_regex(text):
    """One pattern for all forms, numbers as Decimal."""
    if text is None or re.fullmatch(r"\s*(---|n/a)?\s*", text, re.IGNORECASE):
        return None
    found = re.fullmatch(r"\s*(?:(?:\$|usd)\s*)?(\d[\d,]*(?:\.\d+)?)\s*(¢)?\s*", text, re.IGNORECASE)
    if found is None:
        raise ValueError(f"not a price: {text!r}")
    return Decimal(found[1].replace(",", "")) / (100 if found[2] else 1)


class _NotAPriceError(ValueError):
    """A ValueError of one's own."""


def right_strip(text):
    """Without patterns; missing as NaN, whole numbers as int."""
    rest = (text or "").strip().lower()
    if rest in {"", "---", "n/a"}:
        return math.nan
    cents = rest.endswith("¢")
    for mark in ("$", "usd", "¢", ","):
        rest = rest.replace(mark, "")
    try:
        number = Decimal(rest.strip())
    except InvalidOperation as error:
        raise _NotAPriceError(text) from error
    if not set(rest) <= set("0123456789. "):  # Decimal reads "nan" and "1e3" too
        raise _NotAPriceError(text)
    number = float(number) / 100 if cents else float(number)
    return int(number) if number.is_integer() else number
