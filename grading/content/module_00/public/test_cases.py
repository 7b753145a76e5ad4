"""Public checks of section 0.5: what real projects decided."""

from grading.content.module_00.exercises import E0_5
from grading.content.module_00.public.helpers import word, words

_GATES = ("start", "widen", "renew", "finish")
_KNOWN = {
    "one_disease": 0,
    "own_records": 0,
    "famous": 0,
    "announced": 1,
    "new_system": 1,
    "spent": 2,
    "focus_moved": 2,
    "not_connected": 2,
    "not_in_use": 2,
    "staff_agree": 2,
    "support_ended": 2,
    "vendor_praise": 3,
}
"""Each fact and the gate from which it is known."""
_FOR = {"one_disease", "own_records"}
_AGAINST = {"new_system", "focus_moved", "not_connected", "not_in_use", "support_ended"}
_OVER = {
    "one_disease": "by 2016 it is about lung cancer as well: how it began says nothing about the next stage",
    "own_records": "the hospital has left that record system: it says nothing about a stage that would run on the new "
    "one",
}
"""Facts that decided once, and say nothing about a stage from `renew` on; why."""
_KEEPS_FROM_USE = {"not_connected", "new_system", "support_ended"}
_MOST = 3
"""Facts that may be named at a gate: those that decide."""


def _decision(answer, gate):
    """What was decided at a gate, as lower-case text; None where the answer has nothing to read."""
    entry = answer.get(gate) if isinstance(answer, dict) else None
    return word(entry[0]) if isinstance(entry, list | tuple) and len(entry) == 2 else None


def _facts(answer, gate):
    """The facts named at a gate."""
    entry = answer.get(gate) if isinstance(answer, dict) else None
    return set(words(entry[1])) if isinstance(entry, list | tuple) and len(entry) == 2 else set()


def _decided(answer):
    """Whether there is a decision at every gate: without any, no fact was misused either."""
    return all(_decision(answer, gate) in ("go", "stop") for gate in _GATES)


def _seen(answer, condition, yes, no):
    """What a check saw, in words."""
    return (yes if condition else no) if _decided(answer) else "not every gate is decided yet"


def _named(answer, fact):
    """The gates at which a fact is given as a reason."""
    return [gate for gate in _GATES if fact in _facts(answer, gate)]


def _no_reason(check, answer, fact, why):
    """A fact that decides nothing is named at no gate."""
    gates = _named(answer, fact)
    check.is_true(
        _decided(answer) and not gates,
        why,
        given=_seen(answer, gates, f"{fact} is a reason at {', '.join(gates)}", f"{fact} is no reason"),
        expected=f"{fact} is no reason at any gate",
        given_as="gate_decisions",
    )


@E0_5
def test_gates_are_decided(answer, check):
    """Every gate has a decision and a fact it rests on"""
    for gate in _GATES:
        facts = _facts(answer, gate)
        complete = _decision(answer, gate) in ("go", "stop") and facts and facts <= _KNOWN.keys()
        check.is_true(
            bool(complete),
            "a decision without a reason can't be learned from, whichever way it ends",
            given="complete" if complete else [_decision(answer, gate), sorted(facts)],
            expected='"go" or "stop", and at least one fact of the table',
            given_as=f'gate_decisions["{gate}"]',
        )


@E0_5
def test_start_is_a_small_bet(answer, check):
    """In 2012 a first stage is worth trying"""
    decision = _decision(answer, "start")
    check.is_true(
        decision == "go",
        "one disease, and records to learn from: that is how a stage looks that finds something out. No fact of that "
        "day speaks against it, and who never starts never learns",
        given=decision,
        expected="pay for the first stage, and look again at the end of it",
        given_as='gate_decisions["start"]',
    )
    if decision == "go":
        named = sorted(_facts(answer, "start") & {"one_disease", "own_records"})
        check.is_true(
            bool(named),
            "a go rests on how little is at stake, or on the data being there",
            given=named,
            expected="a fact about the stage that is to be paid for",
            given_as="facts at start that say something about the first stage",
        )


@E0_5
def test_decisions_rest_on_facts(answer, check):
    """In 2013 and in 2017 a fact speaks for the decision"""
    for gate in ("widen", "finish"):
        decision = _decision(answer, gate)
        speaking = {"go": _FOR, "stop": _AGAINST}.get(decision, set()) & _facts(answer, gate)
        check.is_true(
            bool(speaking),
            "read the facts you name: which of them says that the next stage can work, or that it can't?",
            given="one speaks for it" if speaking else "none speaks for it",
            expected="at least one fact that speaks for what you decided",
            given_as=f'facts at "{gate}" for the decision {decision}',
        )


@E0_5
def test_no_hindsight(answer, check):
    """Every reason was known on the day"""
    early = {
        gate: sorted(fact for fact in _facts(answer, gate) if _KNOWN.get(fact, 0) > number)
        for number, gate in enumerate(_GATES)
    }
    for gate in ("start", "widen", "renew"):
        check.is_true(
            _decided(answer) and not early[gate],
            "nobody at the table could know it yet: judged by what came later, every decision is easy and none is "
            "learned",
            given=_seen(answer, early[gate], "known later", "known by then"),
            expected="facts that were known by then",
            given_as=" ".join([f'gate_decisions["{gate}"]', *early[gate]]),
        )


@E0_5(weight=2)
def test_stops_by_the_third_gate(answer, check):
    """In 2016 the project stops, for what is missing"""
    decision = _decision(answer, "renew")
    if not check.is_true(
        decision == "stop",
        "the tool doesn't run with the hospital's records, and no patient's result says that it helps: more of the "
        "same money buys more of the same",
        given=decision,
        expected="no money for another stage like the last",
        given_as='gate_decisions["renew"]',
    ):
        return
    for facts, what, why in (
        (
            _KEEPS_FROM_USE,
            "what keeps it from being used",
            "a tool that does not run with the doctors' records, or that nobody supports, can't be used, however "
            "clever it is",
        ),
        (
            {"not_in_use"},
            "what keeps you from knowing that it helps",
            "no patient was treated with it: there is no outcome, so nobody can know whether it helps",
        ),
    ):
        named = facts & _facts(answer, "renew")
        check.is_true(
            bool(named),
            why,
            given="named" if named else f"not named: {what}",
            expected=what,
            given_as='facts at "renew"',
        )


@E0_5
def test_sunk_cost(answer, check):
    """Money that is gone decides nothing"""
    check.is_true(
        _decision(answer, "finish") == "stop",
        "$62.1 million are spent either way: the question is what the next million buys, and nobody supports the "
        "tool any more",
        given=_decision(answer, "finish"),
        expected="a decision that would be the same if nothing had been spent",
        given_as='gate_decisions["finish"]',
    )
    _no_reason(
        check,
        answer,
        "spent",
        "what was spent is the same whether you go on or stop, so it is no reason for either",
    )


@E0_5
def test_applause_is_no_evidence(answer, check):
    """Fame, announcements and praise are no results"""
    for fact, why in (
        (
            "famous",
            "winning a quiz show says nothing about treating leukemia: other data, other task, other stakes",
        ),
        ("announced", "a press release is written before the results, by those who hope for them"),
        ("vendor_praise", "the one who is paid says that it went well: ask for the result that shows it"),
    ):
        _no_reason(check, answer, fact, why)


@E0_5
def test_agreement_is_no_outcome(answer, check):
    """Agreement with experts is no outcome"""
    # who stops may have weighed it and found it too light
    gates = [gate for gate in _named(answer, "staff_agree") if _decision(answer, gate) == "go"]
    check.is_true(
        _decided(answer) and not gates,
        "advice that agrees with the experts at MD Anderson adds nothing there, and was never tried where such "
        "experts are missing. The label that counts is how the patient fares, and it does not exist",
        given=_seen(
            answer, gates, f"staff_agree speaks for go at {', '.join(gates)}", "staff_agree carries no go"
        ),
        expected="no go that rests on staff_agree",
        given_as="gate_decisions",
    )


@E0_5
def test_only_what_decides(answer, check):
    """At most three facts at a gate, and none that is over"""
    for gate in _GATES:
        facts = _facts(answer, gate)
        check.is_true(
            _decided(answer) and len(facts) <= _MOST,
            "whoever names everything has weighed nothing: which facts would change your decision if they were not "
            "so?",
            given=f"{len(facts)} facts" if len(facts) > _MOST else _seen(answer, True, "a few", ""),
            expected="one to three facts",
            given_as=f'facts at "{gate}"',
        )
    for gate in ("renew", "finish"):
        over = sorted(_facts(answer, gate) & _OVER.keys())
        check.is_true(
            _decided(answer) and not over,
            "; ".join(_OVER[fact] for fact in over) or "decide first",
            given=_seen(answer, over, ", ".join(over), "nothing that is over"),
            expected="facts that still say something about the next stage",
            given_as=f'facts at "{gate}"',
        )
