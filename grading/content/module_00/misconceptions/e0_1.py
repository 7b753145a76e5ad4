"""Known wrong answers to E0.1, whether ML should be used: whole sets of decisions."""

from grading.engine.declare.misconception import misconception


def _decisions(**changes):
    """Right decisions with some of them replaced."""
    right = {
        "email_spam": ("yes", {"examples", "hard_to_write", "changing"}),
        "inventory": ("maybe", {"examples", "rule_may_do"}),
        "fraud": ("yes", {"examples", "changing", "cheap_errors"}),
        "translation": ("yes", {"hard_to_write", "cheap_errors"}),
        "calculator": ("no", {"exact_rule", "no_error_allowed"}),
    }
    return right | changes


@misconception(
    "E0.1",
    "asks for ML also where a rule does well",
    section="0.1",
    value=True,
    explanation="You say yes where a script orders sleeves and nobody knows what its mistakes cost, and where four "
    "lines of code are right to the cent. A model has to be built, watched and retrained, and is wrong now and then: "
    "it pays where no rule holds. Ask first what the best rule would get.",
)
def ml_always():
    return _decisions(
        inventory=("yes", {"examples", "cheap_errors"}), calculator=("yes", {"examples", "much_data"})
    )


@misconception(
    "E0.1",
    "gives the calculator to a model",
    section="0.1",
    value=True,
    explanation="Two million past totals look like a training set, but the rule that made them is known. A model could"
    " at best learn that rule again, and would be a few cents off on the orders it has not seen. Where the"
    " right answer can be written down, write it down.",
)
def ml_calculator():
    return _decisions(calculator=("yes", {"examples", "much_data"}))


@misconception(
    "E0.1",
    "leaves fraud to rules alone",
    section="0.1",
    value=True,
    explanation="You say no to a model for fraud. A mistake with money sounds like a case for strict rules, but "
    "whoever commits fraud reads them as well: each of the shop's rules is worked around within weeks. Four years of "
    "known cases hold what analysts see and can't write down. Keep the rules for known tricks, add a model, and let a "
    "person look at what it holds back.",
)
def fraud_by_rules():
    return _decisions(fraud=("no", {"exact_rule", "no_error_allowed"}))


@misconception(
    "E0.1",
    "takes a stored history for reason enough",
    section="0.1",
    value=True,
    explanation="Three years of sales could train a forecast, so you want one. Whether that is worth anything depends "
    "on a number that nobody has: what the present rule's mistakes cost. Measure that first; until then "
    "the answer is maybe, with a reason on each side.",
)
def history_is_enough():
    return _decisions(inventory=("yes", {"examples", "cheap_errors"}))


@misconception(
    "E0.1",
    "rules ML out where the shop has no data of its own",
    section="0.1",
    value=True,
    explanation="You say no to translation. That the shop has no translated texts is no reason: it needs none. Models "
    "that learned from the translations of others can be bought. Whether ML fits and whether to train a "
    "model yourself are two questions, and here the answers differ.",
)
def no_own_data():
    return _decisions(translation=("no", {"rule_may_do", "no_error_allowed"}))


@misconception(
    "E0.1",
    "counts the amount of data as a reason",
    section="0.1",
    value=True,
    explanation="'There is a lot of data' stands among your reasons for spam and fraud. The calculator has the most "
    "data of all, and needs none of it. What speaks for ML is that the right answer stands beside each "
    "case, and that no rule would do without.",
)
def much_data():
    return _decisions(
        email_spam=("yes", {"much_data", "changing", "examples"}),
        fraud=("yes", {"much_data", "changing", "examples"}),
    )
