"""The questions of section 0.6, Requirements and framing."""

import marimo as mo

from course import predict
from course.lessons.module_00.framing import INTERVIEW

_WHY = {
    "algorithm": "Yours to answer, not theirs, and last.",
    "decision": "Everything hangs on it: the unit, the time, the metric, who has to like it.",
    "dashboard": "Looks can be changed in an hour. The meeting can't be had again.",
    "loss": "It decides the loss function. When only wrong picks cost, be careful rather than complete.",
    "label": "Without it there is nothing to learn from and nothing to check by.",
}


def first() -> mo.ui.form:
    """The three questions to ask first."""
    return predict.pick(
        "Q0.6a",
        "Which three questions do you ask first?",
        {key: (INTERVIEW[key].text, why) for key, why in _WHY.items()},
        answer={"decision", "loss", "label"},
    )


def gap() -> mo.ui.form:
    """What goes wrong when one sorts by a predicted price."""
    return predict.choice(
        "Q0.6b",
        "The buyers can buy 40 of 600 listings. You order the list by predicted price minus asking price. What is "
        "wrong with that?",
        {
            "nothing": (
                "Nothing: the gap between the two prices is the profit",
                "If the price were known. It is predicted.",
            ),
            "errors": (
                "It puts on top what the model overestimates",
                "Sorting by a noisy number sorts by its noise. The largest gaps are where the prediction errs most.",
            ),
            "slow": (
                "It takes too long for 600 listings every morning",
                "Sorting 600 numbers takes less than a thousandth of a second.",
            ),
            "rmse": (
                "The model's RMSE has to come down before anybody sorts",
                "That helps a little. The top is still picked by its errors.",
            ),
        },
        answer="errors",
    )
