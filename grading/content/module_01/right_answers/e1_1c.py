"""Right answers to E1.1c, each written another way."""

_LISTING = {
    *("listed_at", "channel", "seller_id", "card_id", "name", "species", "set_id", "set_name", "series"),
    *("set_release_date", "number", "generation", "type", "stage", "rarity", "hp", "attack_damage"),
    *("retreat_cost", "attack", "defense", "speed", "illustrator", "printings", "finish", "condition"),
    *("grade", "currency"),
}
_KNOWN = {
    **dict.fromkeys(_LISTING, "listing"),
    **dict.fromkeys(
        ("sale_id", "sold_at", "price", "is_test", "n_bids", "views_total", "days_to_sell"), "sale"
    ),
    **dict.fromkeys(("set_price_30d", "seller_price_index"), "after"),
}


def right_lookup(columns):
    """One dict, whose own KeyError is raised."""
    return {column: _KNOWN[column] for column in columns}


def right_sets(columns):
    """A branch for each moment, and an error of one's own."""
    result = {}
    for column in columns:
        if column in ("set_price_30d", "seller_price_index"):
            result.update({column: "after"})
        elif column in ("sale_id", "sold_at", "price", "is_test", "n_bids", "views_total", "days_to_sell"):
            result.update({column: "sale"})
        elif column in _LISTING:
            result.update({column: "listing"})
        else:
            raise KeyError(f"{column} is not in the data dictionary")
    return result
