"""What the demos of module 0 show: a chart, the numbers beside it, and a sentence on what they say."""

from collections.abc import Callable, Collection, Mapping, Sequence

import marimo as mo
import numpy as np
import pandas as pd

from course.lessons.module_00 import (
    accuracy,
    broken,
    budget,
    cases,
    charts,
    framing,
    profit,
    roles,
    rules,
    timeline,
)
from course.lessons.module_00.cases import money
from course.lessons.module_00.charts import usd


def numbers(*shown: tuple[str, ...]) -> mo.Html:
    """Numbers side by side, each a text, its label and perhaps a caption."""
    made = [
        mo.stat(value, label=label, caption=caption[0] if caption else None)
        for value, label, *caption in shown
    ]
    return mo.hstack(made, justify="start", gap=2, wrap=True)


# --- 0.1 -----------------------------------------------------------------------------------------------------


def way_of(wish: str) -> mo.Html:
    """The way of one of `rules.CASES` through the tree, and where it ends."""
    answers = {name: name in rules.CASES[wish] for name in rules.ASKED}
    outcome, asked = rules.advise(answers)
    said = f"After {len(asked)} question{'s' if len(asked) > 1 else ''}: **{rules.OUTCOMES[outcome]}.**"
    return mo.vstack([mo.mermaid(rules.tree(answers)), mo.md(said)])


def close(tags: Mapping[str, np.ndarray], price: pd.Series, guess: float | None) -> mo.Html:
    """How often each way of pricing is within 25%; `guess` is the learner's, in percent."""
    shares = pd.DataFrame(
        [(way, rules.close(tag, price)) for way, tag in tags.items()], columns=["way", "close"]
    )
    share = None if guess is None else guess / 100
    return charts.percents(
        shares, "way", "close", "sales priced within 25%", guess=share, best=rules.WAYS[-1]
    )


def checklist(answers: pd.DataFrame) -> mo.Html:
    """The five questions with their answers, a table of `rules.five_answers`."""
    yes = int(answers["yes"].sum())
    shown = answers.assign(yes=answers["yes"].map({True: "yes", False: "no"})).rename(
        columns={"yes": "answer"}
    )
    rest = "Each *no* is a reason, with a number, to do more; or to ask for less."
    said = f"**{yes} of 5 yes.** {'A simple rule works here: ship it.' if yes == 5 else rest}"
    return mo.vstack([charts.table(shown), mo.md(said)])


def costs(flows: Mapping[str, np.ndarray]) -> mo.Html:
    """Money over the months, a line an option, with what it is worth in the end."""
    back = {name: rules.pays_back(flow) for name, flow in flows.items()}
    shown = [
        (
            money(flow[-1]),
            f"{name.split(' (')[0]}: worth after 3 years",
            "never pays back in 3 years" if back[name] is None else f"pays back in month {back[name]}",
        )
        for name, flow in flows.items()
    ]
    return mo.vstack([charts.money(flows, back), numbers(*shown)])


# --- 0.2 -----------------------------------------------------------------------------------------------------


def ten_thousand(share: float, spread: str) -> mo.Html:
    """10,000 cards, `share` of them dear, under a model of 85% whose mistakes fall as `spread` says."""
    counts = accuracy.confusion(share, 0.85, spread)
    precise = accuracy.true_share(counts)
    return mo.vstack(
        [
            mo.Html(charts.card_grid(counts)),
            numbers(
                (f"{accuracy.found_share(counts):.0%}", "of the dear cards found", "recall"),
                ("–" if np.isnan(precise) else f"{precise:.0%}", 'of "dear" is true', "precision"),
                (f"{1 - share:.0%}", 'accuracy of always saying "cheap"'),
            ),
        ]
    )


def dear_or_cheap(tags: Mapping[str, np.ndarray], price: pd.Series, dear: float) -> mo.Html:
    """How well each way of pricing says whether a card fetches `dear` USD or more."""
    true = (price >= dear).to_numpy()
    rows = [
        (
            way,
            f"{np.mean((tag >= dear) == true):.0%}",
            f"{((tag >= dear) & true).sum():,} of {true.sum():,}",
            f"{((tag >= dear) & ~true).sum():,}",
        )
        for way, tag in tags.items()
    ]
    return charts.table(
        pd.DataFrame(rows, columns=["way to price", "accuracy", "dear cards found", "false alarms"])
    )


def finish(weeks: pd.DataFrame) -> mo.Html:
    """When imagined projects are done, with P50 and P90."""
    total, plan = weeks.sum(axis=1).to_numpy(), sum(timeline.STAGES.values())
    half, most = np.quantile(total, [0.5, 0.9])
    marks = {
        f"sum of medians, {plan:.0f}": (plan, "muted"),
        f"P50, {half:.1f}": (half, "good"),
        f"P90, {most:.1f}": (most, "bad"),
    }
    said = numbers(
        (f"week {half:.1f}", "P50: as likely earlier as later"),
        (f"week {most:.1f}", "P90: kept nine times in ten"),
        (f"{timeline.chance_by(weeks, plan):.0%}", f"done by week {plan:.0f}"),
    )
    return mo.vstack([charts.finish(total, marks), said])


# --- 0.3 -----------------------------------------------------------------------------------------------------


def threshold(earned: Sequence[float], f1: Sequence[float], at: float, guess: float | None) -> mo.Html:
    """Money and F1 at each of `profit.THRESHOLDS`, with the learner's own threshold `at`; `guess` is in percent."""
    table = pd.DataFrame({"threshold": profit.THRESHOLDS, "money": earned, "f1": f1})
    best, best_f1 = profit.best(table["money"]), profit.best(table["f1"])
    made = dict(zip(profit.THRESHOLDS, table["money"], strict=True))
    share = None if guess is None else guess / 100
    return mo.vstack(
        [
            *charts.profit(table, at, best, best_f1, share),
            numbers(
                (money(made[at]), f"profit at your {at:.0%}"),
                (money(made[best]), f"at the best, {best:.0%}"),
                (money(made[best_f1]), f"where F1 is highest, {best_f1:.0%}"),
                (money(made[0.0]), "buying everything"),
            ),
        ]
    )


def rates(tags: Mapping[str, np.ndarray], price: pd.Series) -> mo.Html:
    """Errors of each way of pricing and what they cost, with what a dollar less RMSE saved on each step."""
    rows, before = [], None
    for way, tag in tags.items():
        wrong = profit.mispricing(tag, price)
        miss, rmse, cost = wrong["off"].abs(), profit.rmse(wrong["off"]), wrong["cost"].mean()
        saved = "" if before is None else f"{100 * (before[1] - cost) / (before[0] - rmse):.0f} cents"
        rows.append(
            (way, f"${rmse:.2f}", f"${miss.mean():.2f}", f"${miss.median():.2f}", f"${cost:.2f}", saved)
        )
        before = rmse, cost
    columns = [
        "way to price",
        "RMSE",
        "mean miss",
        "median miss",
        "cost a card",
        "saved for a dollar of RMSE",
    ]
    return charts.table(pd.DataFrame(rows, columns=columns))


def shares(used: pd.DataFrame, at_best: pd.DataFrame, card: pd.Series) -> mo.Html:
    """An error budget of `card` USD a card beside what is used (tables of `budget.by_band`)."""
    allowed = card * used["cards"]
    kept, price = int((used["error"] <= allowed).sum()), used["revenue"] / used["cards"]
    table = pd.DataFrame(
        {
            "band": used["band"].astype(str),
            "allowed a card": card.map("${:,.2f}".format),
            "that is, of the price": (card / price).map("{:.0%}".format),
            "used, of it": (used["error"] / used["revenue"]).map("{:.0%}".format),
            "without the noise, of it": (at_best["error"] / at_best["revenue"]).map("{:.0%}".format),
        }
    )
    spent, whole = usd(used["error"].sum()), usd(allowed.sum())
    said = f"**{kept} of {len(used)} bands keep their budget.** In all {spent} of {whole} are used."
    return mo.vstack([charts.budget(used.assign(allowed=allowed)), charts.table(table), mo.md(said)])


def star(before: Mapping[str, float], after: Mapping[str, float]) -> mo.Html:
    """The north star with what drives and guards it, numbers of `budget.drivers`."""
    change = after["refunds"] / before["refunds"] - 1
    said = (
        f"Refunds **{change:+.0%}**: the goal of 20% less is {'reached' if change <= -0.2 else 'not reached'}. Tags "
        f"that give a third away or more: from {before['cheap']:.0f} to **{after['cheap']:.0f}** per 1,000."
    )
    return mo.vstack([mo.mermaid(budget.driver_tree(before, after)), mo.md(said)])


# --- 0.4 -----------------------------------------------------------------------------------------------------


def loops(chance: float) -> mo.Html:
    """Expected weeks by step when each check fails with this chance."""
    table, plan = roles.expected_visits(chance), roles.expected_visits(0.0)["weeks"].sum()
    said = (
        f"Expected: **{table['weeks'].sum():.0f} weeks** to the release, and {plan:.0f} in the plan. Data is collected "
        f"**{table['times'].iloc[1]:.1f}** times."
    )
    return mo.vstack([charts.weeks_by_step(table), mo.md(said)])


def rung(step: int) -> mo.Html:
    """The message on one step of the ladder, 1 to 4, and what a reader would still ask."""
    text = roles.LADDER[step - 1]
    still = roles.what_is_missing(text)
    said = f"*Still open:* {'; '.join(still)}." if still else "*A reader can say yes or no to this.*"
    return mo.callout(mo.md(f"**{roles.LADDER_STEPS[step - 1]}**\n\n{text}\n\n{said}"), kind="neutral")


def asked_of(text: str) -> mo.Html:
    """What a reader would ask of the learner's own sentence."""
    still = roles.what_is_missing(text)
    if not still:
        return mo.md(
            "Nothing obvious is missing. Whether it is *good* no program can tell: read it to somebody who pays."
        )
    return mo.md("**A reader would still ask for:**\n\n" + "\n".join(f"- {one}" for one in still))


# --- 0.5 -----------------------------------------------------------------------------------------------------


def gates(spent: Sequence[float], chosen: int) -> mo.Html:
    """What a project that can't work costs (million USD) with 0, 1, 2 … gates, and what gates do to a good one."""
    said = (
        f"A project that can't work costs **${spent[chosen]:.1f} million** on average. If each gate stops a *good* "
        f"project by mistake one time in 20, it gets through with a chance of **{0.95**chosen:.0%}**."
    )
    return mo.vstack([charts.spend(spent, chosen), mo.md(said)])


def algorithms(percent: float, keep: float) -> mo.Html:
    """What two and 107 algorithms are worth a year when one percent less error is worth `percent` and one algorithm
    costs `keep`, both in thousands of dollars."""
    worth = {
        count: percent * cases.netflix_percent(which) - keep * count
        for count, which in ((2, "two"), (107, "all"))
    }
    return numbers(
        *((f"{money(net)}k", f"a year with {count} algorithms, upkeep paid") for count, net in worth.items())
    )


# --- 0.6 -----------------------------------------------------------------------------------------------------


def interview(asked: Sequence[str]) -> mo.Html:
    """What the buyers said to these keys of INTERVIEW, and what is still a guess."""
    state = framing.interview(asked)
    heard = asked[: state["answered"]]
    late = len(asked) - len(heard)
    still = [
        question.topic for key, question in framing.INTERVIEW.items() if question.risk and key not in heard
    ]
    rows = [(framing.INTERVIEW[key].text, framing.INTERVIEW[key].answer) for key in heard]
    said = f"Time is up: {late} of your questions came too late. " if late else ""
    return mo.vstack(
        [
            mo.md(
                f"**Open risk: {state['risk']:.0f}%** · {state['minutes']} of {framing.MEETING} minutes used"
            ),
            charts.meter(state["risk"], "open risk"),
            charts.table(pd.DataFrame(rows, columns=["you asked", "they said"]))
            if rows
            else mo.md("*Nothing asked yet.*"),
            mo.md(said + (f"Still guessed: {', '.join(still)}." if still else "")),
        ]
    )


_LOSS = {
    "point": "${:.2f} RMSE",
    "margin": "${:.2f} RMSE",
    "class": "{:.3f} log loss",
    "rank": "{:.0%} of pairs wrong",
    "low": "${:.2f} pinball",
}


def framings(bargains: framing.Bargains, means: Callable[[str], pd.Series]) -> mo.Html:
    """Every framing with its loss and what its picks bring; `means` gives the latter for a key of FRAMINGS."""
    losses, rows = bargains.losses(bargains.day(0)), []
    for key, one in framing.FRAMINGS.items():
        found = means(key)
        brought = (f"${found['earned']:.0f}", f"${found['spent']:.0f}", f"{found['losers']:.0f}%")
        rows.append((one["task"], one["output"], _LOSS[key].format(losses[key]), *brought))
    columns = [
        "framing",
        "what comes out",
        "its own loss, day 1",
        "earned a day",
        "money tied up",
        "picks that lose",
    ]
    return charts.table(pd.DataFrame(rows, columns=columns))


_PARTS = {
    "reach": "the miss can be reached",
    "worth": "it earns its keep",
    "time": "there is time for labels",
    "owner": "somebody owns it",
}


def scope(found: Mapping[str, float]) -> mo.Html:
    """A scope's feasibility, as `scoping.feasibility` found it."""
    points = {words: found[key] for key, words in _PARTS.items()}
    weakest = min(points, key=points.get)
    score = found["score"]
    verdict = (
        "Go, with a gate after the trial" if score >= 70 else "Shrink the scope" if score >= 40 else "Not yet"
    )
    return mo.vstack(
        [
            numbers(
                (f"{score:.0f}", "feasibility: the weakest part"),
                (f"{found['mean']:.0f}", "the mean, which hides it"),
                (f"${found['expected']:.2f}", "average miss that so many sales give"),
                (f"${found['rule']:.2f}", "average miss of the rule by rarity"),
            ),
            charts.feasibility(points, weakest),
            mo.md(f"**{verdict}.** The weakest part: *{weakest}*."),
        ]
    )


def desk(works: broken.Run, run: broken.Run) -> mo.Html:
    """The desk as it works beside the desk as somebody broke it."""
    said = f"Alarms: {'; '.join(run.alarms) or 'none'}."
    return mo.vstack(
        [
            charts.desk(works.table("as it works"), run.table("as you broke it")),
            numbers(
                (f"${run.score:.2f}", f"the model's score (works: ${works.score:.2f})"),
                (money(run.money[-1]), f"earned (works: {money(works.money[-1])})"),
                (f"{run.losers} of {run.bought}", "picks that lost"),
                (f"{run.followed} of {run.tips}", "tips that buyers took"),
            ),
            mo.md(said),
        ]
    )


def team_days(days: Mapping[str, tuple[float, float]], size: str | None) -> mo.Html:
    """Days of work and waiting by team; `size` is the one that the learner chose."""
    mine: Collection[str] = [team for team in days if team.split()[0] == size]
    return charts.team_days(days, mine)
