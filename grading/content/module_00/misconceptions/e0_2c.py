"""Known wrong answers to E0.2c, when a project is done and where it can stop."""

import numpy as np

from grading.engine.declare.misconception import misconception


def _ends(tasks, duration):
    """The last end, from a function that gives each task one duration."""
    ends = {}
    for task in tasks:
        start = max((ends[name] for name in task["after"]), default=0.0)
        ends[task["name"]] = start + duration(task["low"], task["likely"], task["high"])
    return float(max(ends.values()))


@misconception(
    "E0.2c",
    "adds up the most likely weeks",
    section="0.2",
    explanation="Your answer is the plan itself, whatever q says. Each stage can be late by much more than it can be "
    "early, so the likely weeks added up are a date that hardly any run meets: the P50 of this plan is 16 "
    "weeks, not 10. Draw each duration, many times, and take the quantile of the ends.",
)
def likely_weeks(tasks, q, runs=20_000, seed=0):
    return _ends(tasks, lambda low, likely, high: likely)


@misconception(
    "E0.2c",
    "adds up the quantiles of the tasks",
    section="0.2",
    explanation="You take the quantile of each task and add these up. The sum of medians is not the median of the sum,"
    " and the sum of P90s comes true only if everything is very late at once: over four stages that is "
    "weeks more than needed. Add up the durations run by run, and take one quantile at the end.",
)
def adds_quantiles(tasks, q, runs=20_000, seed=0):
    rng = np.random.default_rng(seed)
    return _ends(tasks, lambda *task: np.quantile(rng.triangular(*task, runs), q))


@misconception(
    "E0.2c",
    "puts all tasks one after another",
    section="0.2",
    explanation="You add up all durations, also of tasks that run side by side. Labels and a contract that start on "
    "the same day are done when the slower of the two is. Let a task start at the largest end among those "
    "named in after.",
)
def ignores_after(tasks, q, runs=20_000, seed=0):
    rng = np.random.default_rng(seed)
    total = sum(rng.triangular(task["low"], task["likely"], task["high"], runs) for task in tasks)
    return float(np.quantile(total, q))


@misconception(
    "E0.2c",
    "gives the average end for every q",
    section="0.2",
    explanation="You return the mean of the runs. About half of them end later: for a date that should hold nine times"
    " in ten it is weeks too early. Take the quantile that was asked for.",
)
def average_end(tasks, q, runs=20_000, seed=0):
    rng, ends = np.random.default_rng(seed), {}
    for task in tasks:
        start = np.max([ends[name] for name in task["after"]], axis=0) if task["after"] else 0.0
        ends[task["name"]] = start + rng.triangular(task["low"], task["likely"], task["high"], runs)
    return float(np.max(list(ends.values()), axis=0).mean())


def _gates(weeks=None, **changes):
    """Right gates; each change replaces one field of the gate behind that stage."""
    gates = [
        {
            "stage": "discovery",
            "weeks": (2, 5),
            "measure": "hours_saved",
            "at_least": 10,
            "otherwise": "stop",
        },
        {
            "stage": "data",
            "weeks": (6, 12),
            "measure": "usable_share",
            "at_least": 0.8,
            "otherwise": "keep_rule",
        },
        {
            "stage": "model",
            "weeks": (9, 16),
            "measure": "model_error",
            "at_most": 5,
            "otherwise": "keep_rule",
        },
        {
            "stage": "production",
            "weeks": (12, 20),
            "measure": "accepted_share",
            "at_least": 0.7,
            "otherwise": "stop",
        },
    ]
    for gate, range_of_weeks in zip(gates, weeks or [], strict=False):
        gate["weeks"] = range_of_weeks
    return [gate | changes.get(gate["stage"], {}) for gate in gates]


@misconception(
    "E0.2c",
    "promises a week instead of a range",
    replaces="gates",
    value=True,
    section="0.2",
    explanation="Each of your gates names one week. Nobody can keep that, and from the first delay on nobody believes "
    "the other dates either. Say the earliest and the latest week, from the P10 to the P90 for example, "
    "and what would make it late.",
)
def one_week():
    return _gates([(2, 2), (6, 6), (8, 8), (10, 10)])


@misconception(
    "E0.2c",
    "is as sure of the last stage as of the first",
    replaces="gates",
    value=True,
    section="0.2",
    explanation="Your ranges do not get wider from stage to stage. But the last stage starts when all "
    "others have ended, so their delays add to its own. Ask finish_quantile for the end of each stage: the"
    " cone opens with time.",
)
def same_width():
    return _gates([(1, 5), (7, 11), (11, 15), (14, 18)])


@misconception(
    "E0.2c",
    "waits for a number that nobody will have",
    replaces="gates",
    value=True,
    section="0.2",
    explanation="On the day of its decision a gate of yours asks for something nobody knows then, such as the refunds "
    "of next year, or how good the model could still become. There is no such number, so the gate is "
    "passed by default. Take what the stage itself finds out, for production the share of prices that "
    "sellers take as they are, in a pilot.",
)
def unobservable():
    return _gates(production={"measure": "refunds_next_year", "at_least": 0.2})


@misconception(
    "E0.2c",
    "has gates that stop nothing",
    replaces="gates",
    value=True,
    section="0.2",
    explanation="Beyond the limit your gates say that one will discuss it, or go on. On that day much is spent, "
    "everybody is attached to the model, and the limit gets moved. Decide now, while nobody has anything "
    "to lose, what ends the project: stop, or keep the rule.",
)
def no_kill_rule():
    return _gates(
        **{stage: {"otherwise": "discuss"} for stage in ("discovery", "data", "model", "production")}
    )
