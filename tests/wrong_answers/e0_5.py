"""Wrong answers to E0.5, go or stop."""

from wrong_answers import gives_value

_KNOWN = {
    "start": {"one_disease", "own_records", "famous"},
    "widen": {"announced", "new_system"},
    "renew": {"spent", "focus_moved", "not_connected", "not_in_use", "staff_agree", "support_ended"},
    "finish": {"vendor_praise"},
}


def _decisions(**changes):
    return {
        "start": ("go", {"one_disease", "own_records"}),
        "widen": ("stop", {"new_system"}),
        "renew": ("stop", {"not_connected", "not_in_use"}),
        "finish": ("stop", {"not_connected", "not_in_use"}),
    } | changes


@gives_value
def names_every_fact_at_every_gate():
    """Name one to three facts, all known on that day."""
    everything = set().union(*_KNOWN.values())
    return {gate: ("stop" if gate != "start" else "go", everything) for gate in _KNOWN}


@gives_value
def names_every_fact_that_counts_and_is_known():
    """Name one to three facts."""
    against = {"focus_moved", "not_connected", "not_in_use", "support_ended", "new_system"}
    return _decisions(renew=("stop", against), finish=("stop", against))


@gives_value
def names_the_old_records_in_2016():
    """None that decides no longer, because a later fact has overtaken it."""
    return _decisions(renew=("stop", {"not_connected", "not_in_use", "own_records"}))


@gives_value
def names_the_old_records_in_2017():
    """None that decides no longer, because a later fact has overtaken it."""
    return _decisions(finish=("stop", {"not_connected", "own_records"}))


@gives_value
def names_the_one_disease_in_2016():
    """None that decides no longer, because a later fact has overtaken it."""
    return _decisions(renew=("stop", {"not_connected", "not_in_use", "one_disease"}))


@gives_value
def knows_the_new_system_in_2012():
    """Name only facts known on that day."""
    return _decisions(start=("go", {"one_disease", "new_system"}))


@gives_value
def stops_in_2012():
    """Go as long as no fact speaks against the stage."""
    return _decisions(start=("stop", {"one_disease"}))


@gives_value
def goes_on_in_2013_for_what_speaks_against_it():
    """At least one fact speaks for the decision."""
    return _decisions(widen=("go", {"new_system"}))


@gives_value
def stops_in_2013_for_what_speaks_for_it():
    """At least one fact speaks for the decision."""
    return _decisions(widen=("stop", {"one_disease"}))


@gives_value
def forgets_in_2016_that_nobody_knows_whether_it_helps():
    """At renew, name also what keeps you from knowing that it helps."""
    return _decisions(renew=("stop", {"not_connected", "support_ended"}))


@gives_value
def forgets_in_2016_that_it_can_not_be_used():
    """At renew, name also what keeps the tool from being used."""
    return _decisions(renew=("stop", {"not_in_use", "focus_moved"}))


@gives_value
def goes_on_in_2016():
    """A stage with these facts against it is not paid for."""
    return _decisions(renew=("go", {"one_disease"}))


@gives_value
def names_nothing_in_2017():
    """At least one fact."""
    return _decisions(finish=("stop", set()))


@gives_value
def names_a_fact_of_its_own():
    """Facts are from the table."""
    return _decisions(finish=("stop", {"not_connected", "too_dear"}))


@gives_value
def leaves_a_gate_out():
    """Each gate has a decision."""
    return {gate: one for gate, one in _decisions().items() if gate != "widen"}


@gives_value
def waits():
    """A decision is go or stop."""
    return _decisions(widen=("wait", {"new_system"}))


@gives_value
def is_impressed():
    """None that decides nothing."""
    return _decisions(start=("go", {"one_disease", "famous"}))


@gives_value
def counts_what_is_spent():
    """None that decides nothing."""
    return _decisions(renew=("stop", {"not_connected", "not_in_use", "spent"}))
