"""Public checks of section 0.6: the words of a proposal say something."""

from grading.content.module_00.exercises import E0_2
from grading.content.module_00.public import needs
from grading.content.module_00.public.briefs import (
    OPEN,
    say,
    values,
)
from grading.content.module_00.public.helpers import dicts
from grading.content.module_00.public.sentences import (
    adds_nothing,
    alike,
    has_number,
    names_nobody,
    says_too_little,
    words,
)
from grading.engine.compare.describe import describe


@E0_2(weight=2)
def test_texts_say_something(answer, check):
    """The sentences are sentences"""
    found = values(answer, "problem", "why_ml", "decision", "owner")
    results = values(answer, *(f"timeline.milestones.{stage}.result" for stage in needs.STAGES))
    if not say(
        check, None if found and results else OPEN, "these are yours to word", "sentences", "the texts"
    ):
        return
    *texts, owner = found
    for name, text in zip(("problem", "why_ml", "decision"), texts, strict=True):
        say(
            check,
            "too little" if says_too_little(text, 6) else None,
            "a reader who doesn't know the shop learns nothing from it: say who does what, in a whole sentence",
            "six words or more, in plain English",
            f"{name} {describe(text, 60)}",
        )
    say(
        check,
        None if has_number(texts[0]) else "no number",
        "how large is the problem? What hurts and how much stands in the tables",
        "a number in the problem",
        f"problem {describe(texts[0], 60)}",
    )
    pairs = ((0, 1), (0, 2), (1, 2))
    say(
        check,
        "the same again" if any(alike(texts[one], texts[other]) for one, other in pairs) else None,
        "three questions have three answers: what hurts, what a model can do that a rule can't, who does what then",
        "three different texts",
        "problem, why_ml and decision",
    )
    empty = [one for one, text in zip(needs.STAGES, results, strict=True) if len(text.split()) < 2]
    told = not says_too_little(" ".join(results), 8)
    say(
        check,
        None if not empty and told and not alike(results[0], results[-1]) else "too little",
        "at the end of a stage somebody looks at its result and goes on or stops: say what there is to look at",
        "what there is at the end of each stage, in a few words",
        f"results of {', '.join(empty) or 'the stages'}",
    )
    say(
        check,
        "nobody" if names_nobody(owner) else None,
        "whose is it in a year? A name or a role",
        "who owns it",
        f"owner {describe(owner, 40)}",
    )


@E0_2(weight=2)
def test_risks_have_mitigations(answer, check):
    """Three risks, each with what is done about it"""
    raw = answer.get("risks") if isinstance(answer, dict) else None
    if raw is None:
        raw = [risk.model_dump() for risk in (values(answer, "risks") or [[]])[0]]

    def text(entry, field):
        value = entry.get(field)
        return value[:500].strip() if isinstance(value, str) else ""

    entries = [one for one in dicts(raw) if text(one, "what")]
    named = {text(one, "what").lower() for one in entries if len(set(words(text(one, "what")))) >= 3}
    say(
        check,
        None if len(named) >= 3 else "fewer than three",
        "a plan in which little can go wrong was not thought through: ask people, data and market for one each",
        "three different risks or more, in three words or more",
        f"{len(named)} named",
    )
    open_ones = [number for number, one in enumerate(entries, 1) if not text(one, "mitigation")]
    say(
        check,
        "no risks"
        if not entries
        else f"{len(open_ones)} of {len(entries)} left alone"
        if open_ones
        else None,
        "a risk without an answer is a complaint: what do you do so that it is less likely, or hurts less?",
        "a mitigation beside every risk",
        f"risks without a mitigation: {', '.join(map(str, open_ones)) or 'none'}",
    )
    answered = [one for one in entries if text(one, "mitigation")]
    same = [one for one in answered if adds_nothing(text(one, "mitigation"), text(one, "what"))]
    again = len({text(one, "mitigation").lower() for one in answered}) < len(answered)
    told = not says_too_little(
        " ".join(f"{text(one, 'what')} {text(one, 'mitigation')}" for one in entries), 18, 2
    )
    say(
        check,
        OPEN
        if not answered
        else "hardly more than the risk"
        if same
        else "one answer for all"
        if again
        else None
        if told
        else "too little",
        "the answer to a risk is something you do: not the risk again, and not one sentence for all of them",
        "for each risk an answer of its own",
        f"{len(same)} that repeat the risk or say next to nothing",
    )
    unowned = [one for one in entries if names_nobody(text(one, "owner"))]
    say(
        check,
        OPEN if not entries else "nobody does it" if unowned else None,
        "what everybody should watch nobody watches: name who does it",
        "who sees to it, for each risk",
        f"{len(unowned)} without an owner",
    )
