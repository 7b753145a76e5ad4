"""What is often missing in E0.4, saying it plainly."""

from grading.engine.declare.misconception import misconception


@misconception(
    "E0.4",
    "still speaks the language of the team",
    section="0.4",
    value=True,
    explanation="The message has its number and its decision, and the CFO has to look up the words. She "
    "won't: she asks somebody else, or says no. Say each of them as what happens to one card: RMSE is how "
    "many dollars a quote is off, latency is how long the customer waits.",
)
def jargon():
    return (
        "RMSE fell from $19.80 to $15.60 on the hold-out, while p95 latency doubled. Please approve "
        "$2,000 for a trial by 1 March; otherwise we go on by hand."
    )


@misconception(
    "E0.4",
    "informs, and asks for nothing",
    section="0.4",
    value=True,
    explanation="A good report, after which nobody knows what to do. The CFO reads it, is pleased, and "
    "turns the page. Say what you want her to decide, and by when: then your number has somewhere to go.",
)
def no_decision():
    return (
        "Our quotes are now $4 closer to what a card fetches than the table of medians we use at the counter."
    )


@misconception(
    "E0.4",
    "promises without a number",
    section="0.4",
    value=True,
    explanation="'Much better' can't be weighed against its price, and nobody can check it later. Better "
    "by how many dollars a card, on how many cards, for how much money? With the numbers she can decide; "
    "without them she has to trust you, and will remember it.",
)
def no_number():
    return "The new prices are much better than those by hand. Please approve the trial by 1 March."
