"""Wrong answers to E0.2b, what an accuracy means."""

import pandas as pd


def _explained(cm, part=None, accuracy=None, no_model=None, digits=None):
    """A right answer; `part` gets and returns the entry of each class."""
    total = cm.to_numpy().sum()
    hits = {name: cm.loc[name, name] for name in cm.index}
    cards, said = cm.sum(axis=1), cm.sum(axis=0)

    def share(value):
        return value if digits is None or value is None else round(value, digits)

    classes = {}
    for name in cm.index:
        entry = {
            "cards": int(cards[name]),
            "missed": int(cards[name] - hits[name]),
            "false_alarms": int(said[name] - hits[name]),
            "trust": share(float(hits[name] / said[name])) if said[name] else None,
        }
        classes[name] = part(entry, name, cm) if part else entry
    return {
        "accuracy": share(sum(hits.values()) / total) if accuracy is None else accuracy(cm, hits, cards),
        "no_model": share(cards.max() / total) if no_model is None else no_model(cm, cards, said),
        "classes": classes,
    }


def rounds_to_cents(cm):
    """Shares are not rounded."""
    return _explained(cm, digits=2)


def rounds_to_four_digits(cm):
    """Shares are not rounded."""
    return _explained(cm, digits=4)


def rounds_the_accuracy(cm):
    """The accuracy is not rounded."""
    return _explained(cm, accuracy=lambda cm, hits, cards: round(sum(hits.values()) / cards.sum(), 2))


def rounds_the_share_without_a_model(cm):
    """The share without a model is not rounded."""
    return _explained(cm, no_model=lambda cm, cards, said: round(cards.max() / cards.sum(), 2))


def says_percent(cm):
    """Shares go from 0 to 1."""
    return _explained(cm, accuracy=lambda cm, hits, cards: 100 * sum(hits.values()) / cards.sum())


def says_trust_in_percent(cm):
    """Shares go from 0 to 1."""
    return _explained(cm, lambda entry, name, cm: entry | {"trust": entry["trust"] and 100 * entry["trust"]})


def knows_nothing_of_what_is_never_right(cm):
    """Trust is 0 where cards were put there and none belongs there."""
    return _explained(cm, lambda entry, name, cm: entry | {"trust": entry["trust"] or None})


def divides_by_nothing(cm):
    """None where no card was put."""
    return _explained(
        cm, lambda entry, name, cm: entry | {"trust": int(cm.loc[name, name]) / int(cm[name].sum())}
    )


def trusts_what_is_never_said(cm):
    """None where no card was put."""
    return _explained(
        cm, lambda entry, name, cm: entry | {"trust": 1.0 if entry["trust"] is None else entry["trust"]}
    )


def leaves_out_what_is_never_said(cm):
    """One entry for each class."""
    full = _explained(cm)
    return full | {
        "classes": {name: one for name, one in full["classes"].items() if one["trust"] is not None}
    }


def leaves_trust_out_where_nothing_is_said(cm):
    """Each entry has its trust."""

    def part(entry, name, cm):
        return {key: value for key, value in entry.items() if value is not None}

    return _explained(cm, part)


def averages_the_classes(cm):
    """The accuracy is a share of all cards."""
    return _explained(cm, accuracy=lambda cm, hits, cards: sum(hits[n] / cards[n] for n in hits) / len(hits))


def takes_what_the_model_says_most(cm):
    """Without a model one says the largest class, not the one the model says most."""
    return _explained(cm, no_model=lambda cm, cards, said: cards[said.idxmax()] / cards.sum())


def takes_the_share_said_most(cm):
    """The largest class by what the cards truly are."""
    return _explained(cm, no_model=lambda cm, cards, said: said.max() / cards.sum())


def takes_the_first_class(cm):
    """Without a model one says the largest class, wherever it stands."""
    return _explained(cm, no_model=lambda cm, cards, said: cards.iloc[0] / cards.sum())


def takes_the_better_of_two(cm):
    """The share that would be right without a model, also where the model does better or worse."""
    return _explained(
        cm,
        no_model=lambda cm, cards, said: min(cards.max(), sum(cm.loc[n, n] for n in cm.index)) / cards.sum(),
    )


def sorts_the_columns_alone(cm):
    """Rows and columns have the same names, not in the same order."""
    sorted_columns = cm.sort_index(axis=1)
    return _explained(pd.DataFrame(sorted_columns.to_numpy(), index=cm.index, columns=cm.index))


def goes_by_the_names_of_the_columns(cm):
    """The index names the true class."""
    return _explained(pd.DataFrame(cm.to_numpy(), index=cm.columns, columns=cm.columns))


def counts_right_ones(cm):
    """Missed are the cards that were put into another class."""
    return _explained(cm, lambda entry, name, cm: entry | {"missed": int(cm.loc[name, name])})


def counts_all_that_were_put_there(cm):
    """False alarms are cards of other classes."""
    return _explained(cm, lambda entry, name, cm: entry | {"false_alarms": int(cm[name].sum())})


def says_shares_for_counts(cm):
    """Missed is a number of cards."""
    return _explained(cm, lambda entry, name, cm: entry | {"missed": entry["missed"] / entry["cards"]})


def counts_the_cards_put_there(cm):
    """Cards is how many truly are of this class."""
    return _explained(cm, lambda entry, name, cm: entry | {"cards": int(cm[name].sum())})


def knows_two_classes(cm):
    """Two or more classes: false alarms come from all the others."""

    def part(entry, name, cm):
        other = next(one for one in cm.index if one != name)
        return entry | {"false_alarms": int(cm.loc[other, name])}

    return _explained(cm, part)


def misses_into_one_other_class(cm):
    """Two or more classes: cards are missed into all the others."""

    def part(entry, name, cm):
        return entry | {"missed": max(int(cm.loc[name, one]) for one in cm.index if one != name)}

    return _explained(cm, part)


def lists_the_classes(cm):
    """The classes are a dict."""
    full = _explained(cm)
    return full | {"classes": [one | {"name": name} for name, one in full["classes"].items()]}


def writes_names_small(cm):
    """The names of the classes stay as they are."""
    full = _explained(cm)
    return full | {"classes": {name.lower(): one for name, one in full["classes"].items()}}


def says_dear_alone(cm):
    """One entry for each class."""
    full = _explained(cm)
    last = list(full["classes"])[-1]
    return full | {"classes": {last: full["classes"][last]}}
