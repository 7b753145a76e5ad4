"""Known wrong answers to E0.2b, what an accuracy means."""

import numpy as np
import pandas as pd

from grading.engine.declare.misconception import misconception


def _explained(cm, trust=None, missed=None, no_model=None, never=None):
    """A right answer with a switch for each mistake."""
    counts = cm[cm.index].to_numpy()
    hits, cards, said = counts.diagonal(), counts.sum(axis=1), counts.sum(axis=0)
    accuracy = float(hits.sum() / counts.sum())
    return {
        "accuracy": accuracy,
        "no_model": float(cards.max() / counts.sum()) if no_model is None else no_model,
        "classes": {
            name: {
                "cards": int(cards[i]),
                "missed": int(cards[i] - hits[i]) if missed is None else missed(accuracy, cards[i]),
                "false_alarms": int(said[i] - hits[i]),
                "trust": trust(accuracy, hits[i], cards[i])
                if trust
                else hits[i] / said[i]
                if said[i]
                else never,
            }
            for i, name in enumerate(cm.index)
        },
    }


@misconception(
    "E0.2b",
    "is 85% sure of every card because the model is 85% accurate",
    section="0.2",
    explanation="You give the accuracy as the trust in each answer. It is an average over all cards, most of them "
    "cheap and easy. Of the cards this model calls dear, half are: who buys them at the dear price loses "
    "on every second one. Count for each answer how often it was right.",
)
def accuracy_is_certainty(cm):
    return _explained(cm, trust=lambda accuracy, hits, cards: accuracy)


@misconception(
    "E0.2b",
    "spreads the mistakes evenly over the classes",
    section="0.2",
    explanation="You take 15% of each class as missed. The mistakes don't spread like that: this model misses one "
    "cheap card in twenty and almost three of four dear ones, and the rare class is the one the shop earns"
    " on. Read the counts from the row of each class.",
)
def even_mistakes(cm):
    return _explained(cm, missed=lambda accuracy, cards: round(float((1 - accuracy) * cards), 6))


@misconception(
    "E0.2b",
    "reads the table the wrong way round",
    section="0.2",
    explanation="You take the columns for the truth and the rows for what the model said. Then missed cards and false "
    "alarms change places, and the shop guards against the wrong mistake. Libraries differ in this: here "
    "the index names the true class.",
)
def turned_round(cm):
    return _explained(cm[cm.index].T)


@misconception(
    "E0.2b",
    "divides by the true cards where the trust in an answer is asked",
    section="0.2",
    explanation="Your trust is the share of a class that the model finds (its recall). Trust asks the other way round:"
    " of all cards it calls dear, how many are (its precision). A model that calls everything dear finds "
    "all of them, and is hardly ever right.",
)
def recall_for_trust(cm):
    return _explained(cm, trust=lambda accuracy, hits, cards: float(hits / cards))


@misconception(
    "E0.2b",
    "takes a coin for the alternative to the model",
    section="0.2",
    explanation="You say that without a model half would be right, or one in three with three classes. Nobody throws a"
    " coin: who calls every card cheap is right for 85% of them, as often as this model. Compare with the "
    "largest class.",
)
def coin_flip(cm):
    return _explained(cm, no_model=1 / len(cm))


@misconception(
    "E0.2b",
    "says 0 where the model never gave an answer",
    section="0.2",
    explanation="The model put no card into this class, and you report a trust of 0, which reads as 'always wrong'. "
    "Nothing was observed: 0 divided by 0 is unknown. Return None, and say that the model never gives this"
    " answer.",
)
def zero_for_unknown(cm):
    return _explained(cm, never=0.0)


@misconception(
    "E0.2b",
    "goes by position instead of by name",
    section="0.2",
    explanation="You take the diagonal of the table as the right answers. That holds while rows and columns are in the"
    " same order; the next report has them in another, and your numbers are wrong without any error. Look "
    "cells up by the names of row and column.",
)
def by_position(cm):
    return _explained(pd.DataFrame(np.array(cm), index=cm.index, columns=cm.index))
