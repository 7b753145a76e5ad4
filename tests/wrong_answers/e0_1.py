"""Wrong answers to E0.1, should you use ML."""

from wrong_answers import gives_value

_REASONS = (
    "examples", "hard_to_write", "changing", "cheap_errors", "exact_rule", "no_error_allowed", "rule_may_do",
    "much_data", "others_do", "always_better",
)  # fmt: skip


def _decisions(**changes):
    return {
        "email_spam": ("yes", {"examples", "changing"}),
        "inventory": ("maybe", {"examples", "rule_may_do"}),
        "fraud": ("yes", {"examples", "changing"}),
        "translation": ("yes", {"hard_to_write", "examples"}),
        "calculator": ("no", {"exact_rule", "no_error_allowed"}),
    } | changes


@gives_value
def names_every_reason_everywhere():
    """Every reason is true in the scenario and speaks for the verdict."""
    return {name: (verdict, set(_REASONS)) for name, (verdict, _) in _decisions().items()}


@gives_value
def says_no_where_the_history_speaks_for_it():
    """Every reason speaks for the verdict."""
    return _decisions(inventory=("no", {"rule_may_do", "examples"}))


@gives_value
def says_no_for_one_reason():
    """Two or more reasons for each."""
    return _decisions(inventory=("no", {"rule_may_do"}))


@gives_value
def says_maybe_for_one_side():
    """A maybe rests on both sides."""
    return _decisions(inventory=("maybe", {"examples", "cheap_errors"}))


@gives_value
def says_maybe_everywhere():
    """Maybe is for what must be measured first."""
    return {name: ("maybe", reasons | {"rule_may_do"}) for name, (_, reasons) in _decisions().items()}


@gives_value
def says_no_everywhere():
    """Yes where no rule holds and cases to learn from exist."""
    return {name: ("no", {"rule_may_do", "cheap_errors"}) for name in _decisions()}


@gives_value
def repeats_one_reason():
    """Two or more reasons for each."""
    return _decisions(fraud=("yes", ["examples", "examples"]))


@gives_value
def gives_no_reason():
    """Two or more reasons for each."""
    return _decisions(fraud=("yes", set()))


@gives_value
def says_the_verdict_alone():
    """Verdict and reasons are scored together."""
    return _decisions(fraud="yes")


@gives_value
def leaves_one_out():
    """All five are decided."""
    return {name: one for name, one in _decisions().items() if name != "translation"}


@gives_value
def translates_what_changes():
    """Every reason is true in the scenario."""
    return _decisions(translation=("yes", {"hard_to_write", "changing"}))


@gives_value
def follows_others():
    """Every reason speaks for the verdict."""
    return _decisions(email_spam=("yes", {"examples", "changing", "others_do"}))


@gives_value
def says_yes_to_stock():
    """Maybe or no where nobody has counted what the rule's mistakes cost."""
    return _decisions(inventory=("yes", {"examples", "cheap_errors"}))


@gives_value
def takes_a_reason_of_its_own():
    """Reasons are keys of the table."""
    return _decisions(calculator=("no", {"exact_rule", "it is a sum"}))
