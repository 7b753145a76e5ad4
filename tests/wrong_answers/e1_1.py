"""Wrong answers to E1.1, parsing a price."""

import re

_NUMBER = r"[0-9][0-9,]*(?:\.[0-9]+)?"


def _parse(text, missing=("", "---", "n/a"), number=_NUMBER, sign=r"(?:\$|USD)?\s*", cents=r"\s*¢"):
    """A right answer with a switch for each mistake."""
    text = (text or "").strip()
    if text.lower() in missing:
        return None
    found = re.fullmatch(rf"{sign}({number})|({number}){cents}", text)
    if not found:
        raise ValueError(text)
    price = float((found[1] or found[2]).replace(",", ""))
    return price / 100 if found[2] else price


def calls_zero_missing(text):
    """0 is a price."""
    return _parse(text) or None


def calls_zero_cents_missing(text):
    """0 is a price, also as 0.00."""
    price = _parse(text)
    return None if price == 0 and "." in text else price


def reads_no_comma_in_cents(text):
    """ "1,250¢" is 12.5."""
    if text and "¢" in text and "," in text:
        raise ValueError(text)
    return _parse(text)


def reads_one_comma(text):
    """Commas group thousands, as many as there are."""
    if text and text.count(",") > 1:
        raise ValueError(text)
    return _parse(text)


def reads_whole_cents_as_dollars(text):
    """Cents come with a ¢ after the number."""
    return _parse(text.replace("¢", "") if text else text)


def wants_a_point(text):
    """A number is digits, perhaps with a point."""
    return _parse(text, number=r"[0-9][0-9,]*\.[0-9]+|[0-9]+")


def wants_two_digits(text):
    """A number is digits, perhaps with a point and more digits."""
    if text and re.fullmatch(r"[0-9]+", text.strip()):
        raise ValueError("a price has cents")
    return _parse(text)


def wants_a_sign(text):
    """Dollars come bare, "12"."""
    if text and re.match(r"\s*[0-9]", text) and "¢" not in text:
        raise ValueError("no unit")
    return _parse(text)


def knows_the_dollar_sign_only(text):
    """Dollars come as "USD 3"."""
    return _parse(text, sign=r"\$?\s*")


def wants_no_space_after_the_sign(text):
    """Spaces between the sign and the number mean nothing."""
    return _parse(text, sign=r"(?:\$|USD )?")


def wants_no_space_before_the_cents(text):
    """Spaces between the number and its sign mean nothing."""
    return _parse(text, cents="¢")


def does_not_strip(text):
    """Spaces around the text mean nothing."""
    if text and text != text.strip():
        raise ValueError(text)
    return _parse(text)


def does_not_strip_what_is_missing(text):
    """Spaces around the text mean nothing, also around "---"."""
    if text and text != text.strip() and not re.search("[0-9]", text):
        raise ValueError(text)
    return _parse(text)


def raises_for_none(text):
    """None means that there is no price."""
    if text is None:
        raise ValueError("no text")
    return _parse(text)


def raises_for_an_empty_text(text):
    """An empty text means that there is no price."""
    if text == "":
        raise ValueError("no text")
    return _parse(text)


def knows_small_letters_only(text):
    """ "n/a", in capitals or not."""
    if text == "N/A":
        raise ValueError(text)
    return _parse(text)


def calls_none_missing(text):
    """Anything else raises ValueError, also "none" and "-"."""
    return _parse(text, missing=("", "---", "n/a", "none", "-", "--", "nan", "nothing"))


def calls_a_lone_sign_missing(text):
    """Anything else raises ValueError, also a sign without a number."""
    return _parse(text, missing=("", "---", "n/a", "$", "¢"))


def raises_another_error(text):
    """Anything else raises ValueError, and no other error."""
    try:
        return _parse(text)
    except ValueError as error:
        raise TypeError(text) from error


def reads_exponents(text):
    """Anything else raises ValueError: "1e3"."""
    return _parse(text, number=rf"{_NUMBER}(?:e[0-9]+)?")


def reads_underscores(text):
    """Anything else raises ValueError: "1_000"."""
    return _parse(text, number=r"[0-9][0-9,_]*(?:\.[0-9]+)?")


def reads_nan(text):
    """Anything else raises ValueError: "nan"."""
    return _parse(text, number=rf"{_NUMBER}|nan|inf")


def reads_negative_numbers(text):
    """Anything else raises ValueError: "-5"."""
    return _parse(text, number=rf"-?{_NUMBER}")


def drops_inner_spaces(text):
    """Anything else raises ValueError: "3 4.50"."""
    return _parse(text.replace(" ", "") if text else text)


def searches_for_a_number(text):
    """Anything else raises ValueError: "3 or less"."""
    found = re.match(rf"\s*(?:\$|USD)?\s*{_NUMBER}(\s*¢)?", text or "")
    return _parse(found[0] if found else text)


def reads_euros(text):
    """Another currency raises ValueError."""
    return _parse(text.replace("€", "").replace("EUR", "") if text else text)


def reads_pounds(text):
    """Another currency raises ValueError, whatever its sign."""
    return _parse(text.replace("£", "").replace("GBP", "") if text else text)


def rounds_to_dollars(text):
    """The price in US dollars, with its cents."""
    price = _parse(text)
    return price if price is None else float(round(price))


def gives_text(text):
    """The price: a number."""
    price = _parse(text)
    return price if price is None else f"{price}"


def gives_cents(text):
    """The price in US dollars."""
    price = _parse(text)
    return price if price is None else price * 100


def reads_dollars_and_cents_at_once(text):
    """Dollars come as "$4.50" and cents as "450¢": "$450¢" is anything else."""
    found = re.fullmatch(rf"\s*(?:\$|USD)\s*({_NUMBER}\s*¢)\s*", text or "")
    return _parse(found[1] if found else text)


def reads_a_unit_after_the_number(text):
    """Dollars come as "USD 3", and not as "3 USD"."""
    return _parse(re.sub(r"(USD|\$)\s*$", "", text) if text else text)


def reads_two_units(text):
    """Dollars come as "$4.50" or as "USD 3", and not as both."""
    return _parse(text, sign=r"\$?\s*(?:USD)?\s*")


def wants_commas_in_long_numbers(text):
    """A number is digits, perhaps with commas."""
    return _parse(text, number=r"[0-9]{1,3}(?:,[0-9]{3})*(?:\.[0-9]+)?")


def wants_two_digits_after_the_point(text):
    """A number is digits, perhaps with a point and more digits, one or many."""
    return _parse(text, number=r"[0-9][0-9,]*(?:\.[0-9]{2})?")


def reads_whole_cents_only(text):
    """A number of cents may have a point as well."""
    if text and "¢" in text and "." in text:
        raise ValueError(text)
    return _parse(text)


def rounds_to_cents(text):
    """The price that a text says, also in parts of a cent."""
    price = _parse(text)
    return price if price is None else round(price, 2)


def knows_two_spellings(text):
    """ "n/a", in capitals or not, or only some of them."""
    if text and text.strip() == "N/a":
        raise ValueError(text)
    return _parse(text)


def reads_the_euro_sign_in_front(text):
    """Another currency raises ValueError, with its sign in front or behind."""
    return _parse(text, sign=r"(?:\$|USD|EUR|€)?\s*")
