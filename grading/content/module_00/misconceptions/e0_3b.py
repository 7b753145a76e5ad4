"""Known wrong answers to E0.3b, what the errors cost."""

import pandas as pd

from grading.engine.declare.misconception import misconception


def _value(cm, payoff, rival="best", cards="all"):
    """A right answer with a switch for each mistake."""
    counts = cm.sum(axis="columns")
    same = payoff.mul(counts, axis="index").sum()
    total = float((cm * payoff).sum().sum())
    against = {"best": same.max(), "nothing": 0, "commonest": same[counts.idxmax()]}
    count = counts.sum()
    if cards == "errors":
        count -= sum(cm.loc[label, label] for label in cm)
    return {"total": total, "per_card": total / count if count else 0.0, "gain": total - against[rival]}


def _changed(payoff, right=lambda dollars: dollars, wrong=lambda dollars: dollars):
    """The payoffs with those of right and of wrong decisions changed."""
    rows = {t: {c: (right if t == c else wrong)(payoff.loc[t, c]) for c in payoff} for t in payoff.index}
    return pd.DataFrame.from_dict(rows, orient="index")


@misconception(
    "E0.3b",
    "gives every error the same cost",
    section="0.3",
    explanation="You average the costs of the errors and count how many there were. Then a fake in the "
    "window, at $400, and a genuine card checked twice, at $5, both cost about $200, and it no "
    "longer matters which of the two a model makes. That is just what accuracy does. Multiply "
    "each kind of error with its own dollars.",
)
def symmetric(cm, payoff):
    wrong = [payoff.loc[truth, called] for truth in payoff.index for called in payoff if truth != called]
    mean = sum(wrong) / len(wrong)
    return _value(cm, _changed(payoff, wrong=lambda dollars: mean))


@misconception(
    "E0.3b",
    "reads the table the wrong way round",
    section="0.3",
    explanation="You take the columns for what the cards are and the rows for what they were called. So the "
    "dollars of a missed fake go to the false alarms, and the other way round: with 40 false "
    "alarms that is $16,000 lost that nobody lost. cm.loc[truth, called]: first what it is. "
    "Libraries differ on this, so it is worth a look every time.",
)
def transposed(cm, payoff):
    return _value(cm.T, payoff)


@misconception(
    "E0.3b",
    "counts only what went wrong",
    section="0.3",
    explanation="You add up the errors alone, so the best a model can do is to cost nothing. But the shop "
    "lives on what goes right: 950 cards sold at $12. A model that flags everything makes few "
    "dear errors, and sells nothing either. All places of the table count, also those where truth "
    "and call agree.",
)
def errors_only(cm, payoff):
    return _value(cm, _changed(payoff, right=lambda dollars: 0))


@misconception(
    "E0.3b",
    "compares the model with nothing at all",
    section="0.3",
    explanation="Your gain is the whole value. But without the model the shop would not close: it would sell "
    "every card unchecked, and earn most of that money too. Only what comes on top of the best "
    "simple policy is the model's doing, and it can be negative. Section 0.3 calls this the "
    "baseline; find the best one.",
)
def against_nothing(cm, payoff):
    return _value(cm, payoff, rival="nothing")


@misconception(
    "E0.3b",
    "compares with the commonest label, not with the best",
    section="0.3",
    explanation="Your rival calls every card what most cards are. That is the baseline of accuracy. In "
    "dollars the rival may do better with the rare label: where a fake costs $4,000, selling "
    "nothing is cheaper than selling everything. Try each label for all the cards, and compare "
    "with the one that is worth most.",
)
def against_commonest(cm, payoff):
    return _value(cm, payoff, rival="commonest")


@misconception(
    "E0.3b",
    "divides by the errors instead of the cards",
    section="0.3",
    explanation="You divide the total by the number of wrong decisions. So the fewer errors a model makes, "
    "the wilder the number, and without any error there is nothing to divide by. What a card is "
    "worth is the total over all cards, those that were judged rightly too.",
)
def per_error(cm, payoff):
    return _value(cm, payoff, cards="errors")


@misconception(
    "E0.3b",
    "goes by the place in the table, not by the label",
    section="0.3",
    explanation="You multiply number by number in the order they stand, and the table of dollars has its "
    "labels in another order than the counts. Nothing fails: the result is a number, and wrong. "
    "Go by the labels. pandas does so by itself when you multiply tables; it is .to_numpy() and "
    ".values that throw the labels away.",
)
def by_place(cm, payoff):
    return _value(cm, pd.DataFrame(payoff.to_numpy(), index=cm.index, columns=cm.columns))
