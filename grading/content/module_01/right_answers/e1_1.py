"""Right answers to E1.1, each written another way."""

import math
import re
from decimal import Decimal, InvalidOperation


def right_regex(text):
    """One pattern for all forms, numbers as Decimal."""
    if text is None or re.fullmatch(r"\s*(---|n/a)?\s*", text, re.IGNORECASE):
        return None
    number = r"\d[\d,]*(?:\.\d+)?"
    found = re.fullmatch(rf"\s*(?:(?:\$|usd)?\s*({number})|({number})\s*¢)\s*", text, re.IGNORECASE)
    if found is None:
        raise ValueError(f"not a price: {text!r}")
    return Decimal((found[1] or found[2]).replace(",", "")) / (100 if found[2] else 1)


class _NotAPriceError(ValueError):
    """A ValueError of one's own."""


def right_strip(text):
    """Without patterns; missing as NaN, whole numbers as int."""
    rest = (text or "").strip().lower()
    if rest in {"", "---", "n/a"}:
        return math.nan
    cents = rest.endswith("¢")
    mark = next((one for one in ("$", "usd") if rest.startswith(one)), "")
    rest = rest.removesuffix("¢") if cents else rest.removeprefix(mark)
    rest = rest.replace(",", "")
    try:
        number = Decimal(rest.strip())
    except InvalidOperation as error:
        raise _NotAPriceError(text) from error
    if not set(rest) <= set("0123456789. "):  # Decimal reads "nan" and "1e3" too
        raise _NotAPriceError(text)
    if " " in rest.strip() or rest.count(".") > 1:
        raise _NotAPriceError(text)
    number = float(number) / 100 if cents else float(number)
    return int(number) if number.is_integer() else number
