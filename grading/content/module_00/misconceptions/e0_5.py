"""Known wrong answers to E0.5, go or stop."""

from grading.engine.declare.misconception import misconception


def _decisions(**changes):
    """A right answer with other decisions at some gates."""
    right = {
        "start": ("go", {"one_disease", "own_records"}),
        "widen": ("stop", {"new_system"}),
        "renew": ("stop", {"not_connected", "not_in_use"}),
        "finish": ("stop", {"not_connected", "not_in_use", "support_ended"}),
    }
    return right | changes


@misconception(
    "E0.5",
    "goes on because so much was spent",
    section="0.5",
    value=True,
    explanation="You pay to finish, and your reason is the $62.1 million that are in it. They are gone whether you go "
    "on or stop; no decision of yours brings them back. The next million has to earn its place alone, and it "
    "would go into a tool that does not work with the hospital's records and that nobody "
    "supports. This is the sunk cost fallacy, and the bigger the project the stronger it pulls.",
)
def sunk_cost():
    return _decisions(finish=("go", {"spent"}))


@misconception(
    "E0.5",
    "stops because so much was spent",
    section="0.5",
    value=True,
    explanation="You stop, and the money spent is among your reasons. It is the same mistake with the other "
    "sign: what was spent says nothing about what the next stage brings. A project that cost a "
    "fortune and is one sound step from helping patients deserves that step. Stop for what is "
    "missing, not for what is gone.",
)
def spent_as_reason():
    return _decisions(finish=("stop", {"not_connected", "not_in_use", "spent"}))


@misconception(
    "E0.5",
    "starts because Watson is famous",
    section="0.5",
    value=True,
    explanation="Winning a quiz show proves that Watson can answer quiz questions, which have one known "
    "answer each. A treatment has no answer key, and the records are notes that doctors write for "
    "each other. Ask what is known about this task with this data: how small the first stage is, "
    "and whether there is anything to learn from.",
)
def fame():
    return _decisions(start=("go", {"famous"}))


@misconception(
    "E0.5",
    "goes on because it was announced",
    section="0.5",
    value=True,
    explanation="A press release says what somebody hopes for, and makes it harder to stop: all the more "
    "reason to keep it out of the decision. When it went out the tool was still being tried. What "
    "else did that autumn bring, and what does it mean for the next stage?",
)
def announced():
    return _decisions(widen=("go", {"announced"}))


@misconception(
    "E0.5",
    "takes agreement with experts for a result",
    section="0.5",
    value=True,
    explanation="Nine times in ten the advice was what the experts would have said anyway. That shows that it "
    "can imitate them, which adds little where they work. Whether patients fare better is the "
    "label that counts, and it was never measured; nor could the tool run with the hospital's new "
    "records. Good numbers on the wrong question kept many a project alive.",
)
def agreement():
    return _decisions(renew=("go", {"staff_agree"}))


@misconception(
    "E0.5",
    "takes the vendor's word for it",
    section="0.5",
    value=True,
    explanation="The one who was paid calls it a success that could likely have been put to use. It may be "
    "meant honestly, and it is no evidence: ask what was measured, on whom, and who checked it. "
    "At this gate the tool ran nowhere and had no outcome to show.",
)
def vendor():
    return _decisions(finish=("go", {"vendor_praise"}))


@misconception(
    "E0.5",
    "judges 2012 by what came out in 2016",
    section="0.5",
    value=True,
    explanation="You stop at the start, and name what nobody could know on that day. Knowing the "
    "end, it is easy to be wise; a gate has to be decided on its day. In 2012 there was one "
    "disease and a system full of records: worth a first stage that is small enough to lose. What "
    "speaks against going on came later.",
)
def hindsight():
    return _decisions(start=("stop", {"not_connected", "not_in_use"}))


@misconception(
    "E0.5",
    "names everything that is known",
    section="0.5",
    value=True,
    explanation="At each gate you name what is known by then, praise and announcements among it. That is a list and "
    "no decision: most of it would be the same whether the next stage works or not. Ask of each fact whether you "
    "would decide otherwise if it were not so, and keep those.",
)
def everything():
    known = [
        ["one_disease", "own_records", "famous"],
        ["announced", "new_system"],
        ["spent", "focus_moved", "not_connected", "not_in_use", "staff_agree", "support_ended"],
        ["vendor_praise"],
    ]
    facts = [{fact for listed in known[: number + 1] for fact in listed} for number in range(4)]
    return dict(
        zip(
            ("start", "widen", "renew", "finish"),
            zip(("go", "stop", "stop", "stop"), facts, strict=True),
            strict=True,
        )
    )
