"""Wrong answers to E0.3, metrics translation."""

from wrong_answers import gives_value


def _translations(**changes):
    right = {
        "satisfaction": {"metric": "median_error", "threshold": 0.17, "slice": "from_50"},
        "refunds": {"metric": "overpriced_share", "threshold": 0.04, "slice": "all"},
        "fakes": {"metric": "recall_of_fakes", "threshold": 0.95, "slice": "new_sellers"},
        "north_star": {"lagging": "refunds_paid", "leading": "overpriced_quotes"},
    }
    for place, value in changes.items():
        need, part = place.split("__")
        right[need] = right[need] | {part: value}
    return right


@gives_value
def promises_percent():
    """The threshold is a share from 0 to 1."""
    return _translations(satisfaction__threshold=17)


@gives_value
def writes_the_threshold_as_text():
    """The threshold is a number."""
    return _translations(satisfaction__threshold="0.17")


@gives_value
def promises_a_range():
    """The threshold is one level."""
    return _translations(refunds__threshold=(0.0, 0.04))


@gives_value
def promises_more_than_was_asked():
    """The threshold is the level that was asked for."""
    return _translations(refunds__threshold=0.01)


@gives_value
def rounds_to_a_fifth():
    """15% smaller means 15% of today's error."""
    return _translations(satisfaction__threshold=0.2)


@gives_value
def promises_how_many_are_missed():
    """The level is that of the metric: of 20 fakes, 19 are found."""
    return _translations(fakes__threshold=0.05)


@gives_value
def measures_refunds_by_distance():
    """Refunds come from cards that are priced far too high, and from no others."""
    return _translations(refunds__metric="median_error")


@gives_value
def measures_refunds_on_dear_cards():
    """Refunds come from cards cheap and dear."""
    return _translations(refunds__slice="from_50")


@gives_value
def measures_fakes_of_all():
    """The wish is about new sellers."""
    return _translations(fakes__slice="all")


@gives_value
def measures_satisfaction_below_50():
    """The complaints come from owners of cards of $50 and more."""
    return _translations(satisfaction__slice="under_50")


@gives_value
def swaps_the_stars():
    """lagging is known weeks later, leading the same day."""
    return _translations(north_star__lagging="overpriced_quotes", north_star__leading="refunds_paid")


@gives_value
def has_no_star():
    """The north star has two numbers."""
    return {name: one for name, one in _translations().items() if name != "north_star"}


@gives_value
def follows_page_views():
    """lagging is in money."""
    return _translations(north_star__lagging="page_views", north_star__leading="quotes_made")
