import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="0 ML in business")

with app.setup(hide_code=True):
    import altair as alt
    import marimo as mo
    import numpy as np
    import pandas as pd

    from course import links, predict, theme
    from course.data import load_sales
    from course.lessons.module_00 import (
        accuracy,
        broken,
        budget,
        cases,
        charts,
        drift,
        framing,
        priced_cards,
        profit,
        roles,
        rules,
        scoping,
        timeline,
    )
    from course.lessons.module_00.charts import usd
    from course.lessons.shared_charts import bars, with_guess
    from course.market import noise_free_price

    theme.enable()


@app.cell(hide_code=True)
def _():
    def exercises_here(text: str) -> str:
        """A Markdown link to the exercises of this module, or plain text while they are not released."""
        try:
            return f"[{text}]({links.exercises_link(0)})"
        except LookupError:
            return text


    links_row = f"[Course home]({links.home_link()}) · {exercises_here('Exercises of this module')}"
    return exercises_here, links_row


@app.cell(hide_code=True)
def _():
    sales = load_sales()
    past, later = rules.split(sales)
    tags = {way: fit(past)(later) for way, fit in rules.WAYS.items()}
    tags["best possible"] = noise_free_price(later)
    price = later["price_usd"]
    month_count = later["sold_at"].dt.to_period("M").nunique()
    return later, month_count, past, price, sales, tags


@app.cell(hide_code=True)
def _(later, month_count, sales):
    mo.md(f"""
    # 0 ML in business

    About an hour to read and to play with; the exercises take about three more. You need no mathematics beyond percentages.

    **The shop's problem today.** The shop sells about {len(later) / month_count:,.0f} single Pokemon cards a month, and a person sets every price tag. The owner has {len(sales):,} old sales in a file and one question: *should a model set the prices, what is that worth, and when will it be done?*
    """)
    return


@app.cell(hide_code=True)
def _(links_row):
    mo.md(f"""
    Nobody here asks for a model. They ask for fewer refunds, an answer by Friday, a number they can plan with. This module is about those conversations, and every claim in it is something you can move and measure.

    When you are done you can:

    - tell a task for a rule from a task for a model, and price both;
    - say what "85% accurate" means for ten thousand cards, and what it doesn't;
    - give a date as a range, with gates at which to stop;
    - turn errors into dollars, and pick the threshold that earns most.

    {links_row}
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 0.1 When to use ML

    **A decision for today.** The owner has a list of wishes and says: "Let's do them all with AI." Each wish costs money to build and more to keep. Which of them needs a model at all?
    """)
    return


@app.cell(hide_code=True)
def _():
    s01_need_question = predict.choice(
        "Q0.1a",
        "Four wishes from the list. Which one needs machine learning?",
        {
            "tax": (
                "Sales tax on an order",
                "The law says exactly how to compute it. A model could only learn to be nearly right.",
            ),
            "taste": (
                "What a collector may like next",
                "Nobody can write that rule down, every collector differs, past purchases are plenty, and a miss costs little.",
            ),
            "mail": (
                "Sorting mail that carries an order number",
                "The number says where it belongs. One line of code finds it, and never has a bad day.",
            ),
            "postage": (
                "Postage by the number of cards",
                "One simple cue decides it well enough. A small table, with its error measured, is a fine heuristic.",
            ),
        },
        answer="taste",
    )
    s01_need_question
    return (s01_need_question,)


@app.cell(hide_code=True)
def _(s01_need_question):
    predict.reveal(s01_need_question)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **Try it.** Four questions lead to one of four ends. Pick a wish, then flip an answer and see where the way goes.
    """)
    return


@app.cell(hide_code=True)
def _():
    s01_case = mo.ui.dropdown(list(rules.CASES), value="What a collector may like next", label="Wish")
    s01_case
    return (s01_case,)


@app.cell(hide_code=True)
def _(s01_case):
    s01_answers = mo.ui.dictionary(
        {
            name: mo.ui.switch(value=name in rules.CASES[s01_case.value], label=text)
            for name, text in rules.ASKED.items()
        }
    )
    mo.vstack(list(s01_answers.elements.values()))
    return (s01_answers,)


@app.cell(hide_code=True)
def _(s01_answers, s01_need_question):
    predict.gate(s01_need_question)
    _outcome, _asked = rules.advise(s01_answers.value)
    mo.vstack(
        [
            mo.mermaid(rules.tree(s01_answers.value)),
            mo.md(
                f"""
                After {len(_asked)} question{"s" if len(_asked) > 1 else ""}: **{rules.OUTCOMES[_outcome]}.**
                """
            ),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    Three words that are often mixed up. A **rule** is right by definition: tax, order numbers. A **heuristic** is a rule of thumb: simple, often right, and you know how often. A **model** learned its answers from examples, and is right as often as the examples let it.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### What happens when the world changes
    """)
    return


@app.cell(hide_code=True)
def _():
    s01_drift_question = predict.choice(
        "Q0.1b",
        "New rates apply in half of the tax zones from Monday. What is right to the cent again on Monday?",
        {
            "rule": (
                "The rule, once somebody edits five numbers",
                "The change is written down before it happens, so the rule can be changed before it happens, too.",
            ),
            "model": (
                "The model, once it is trained again",
                "It needs receipts with the new rates. On Monday there are none; and even then it is only close.",
            ),
            "both": (
                "Both, with some work",
                "The model learns from what has happened. Until new receipts exist there is nothing to train on.",
            ),
            "neither": (
                "Neither: both learned the old rates",
                "The rule learned nothing. It was written, and what is written can be rewritten.",
            ),
        },
        answer="rule",
    )
    s01_drift_question
    return (s01_drift_question,)


@app.cell(hide_code=True)
def _(s01_drift_question):
    predict.reveal(s01_drift_question)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **Try it.** Three tasks with a rule and a model each, on the shop's cards. Let the pattern drift, first with nobody looking after either, then with the rule edited and the model trained again.
    """)
    return


@app.cell(hide_code=True)
def _(sales):
    s01_drift = {task: drift.drift_table(task, sales) for task in drift.TASKS}
    return (s01_drift,)


@app.cell(hide_code=True)
def _():
    s01_task = mo.ui.dropdown({text: task for task, text in drift.TASKS.items()}, value=drift.TASKS["tax"], label="Task")
    s01_changed = mo.ui.slider(0, 100, step=10, value=50, label="Pattern changed, %", show_value=True)
    s01_kept = mo.ui.switch(value=False, label="rule edited, model trained again")
    mo.vstack([s01_task, mo.hstack([s01_changed, s01_kept], justify="start", gap=2)])
    return s01_changed, s01_kept, s01_task


@app.cell(hide_code=True)
def _(s01_changed, s01_drift, s01_drift_question, s01_kept, s01_task):
    predict.gate(s01_drift_question)
    charts.drift(s01_drift[s01_task.value], s01_kept.value, s01_changed.value)
    return


@app.cell(hide_code=True)
def _(s01_drift):
    def s01_right(task: str, way: str, changed: int, kept: bool) -> str:
        _row = s01_drift[task].query("way == @way and drift == @changed and maintained == @kept")
        return f"{_row['right'].item():.0%}"


    mo.md(f"""
    The **tax** rule is perfect once it is edited; the model is right to the cent for {s01_right("tax", "model", 0, True)}, with no drift at all. For the **mail**, the rule is as good as the model as long as people use the form. When nobody does, the edited rule sorts {s01_right("mail", "rule", 100, True)}, the model trained again {s01_right("mail", "model", 100, True)}. For **taste** the rule (recommend the best seller) is never good: {s01_right("taste", "rule", 0, True)} against {s01_right("taste", "model", 0, True)}.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    Neither survives a change on its own. So the question is not "rule or model?" but: *who notices that the pattern changed, and what does it cost to follow?* Editing is cheap when somebody tells you the change. Learning is cheap when only the data tells you.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### Will a simple rule work? Five questions, and numbers

    The pricing lead proposes a rule that fits on a card: *the price is the median of its rarity.* Here it is, complete.
    """)
    return


@app.cell
def _(later, past):
    s01_rule = past.groupby("rarity")["price_usd"].median()
    s01_tags = later["rarity"].map(s01_rule)
    s01_rule.round(2).to_dict()
    return (s01_tags,)


@app.cell(hide_code=True)
def _(price, s01_tags):
    s01_close_question = predict.number(
        "Q0.1c",
        "The rule comes from all sales up to December 2025. For how many percent of the sales in the half-year after that is its price within 25% of the price paid?",
        0,
        100,
        1,
        answer=lambda: 100 * rules.close(s01_tags.to_numpy(), price),
        tolerance=8,
        unit="%",
        explain="Rarity sounds decisive, but an old Rare Holo and a new one have little in common but the word. The spread within a rarity is far wider than 25%.",
    )
    s01_close_question
    return (s01_close_question,)


@app.cell(hide_code=True)
def _(s01_close_question):
    predict.reveal(s01_close_question)
    return


@app.cell(hide_code=True)
def _(price, s01_close_question, tags):
    predict.gate(s01_close_question)
    _guess = predict.guess(s01_close_question)
    charts.percents(
        pd.DataFrame([(way, rules.close(tag, price)) for way, tag in tags.items()], columns=["way", "close"]),
        "way",
        "close",
        "sales priced within 25%",
        guess=None if _guess is None else _guess / 100,
        best="best possible",
    )
    return


@app.cell(hide_code=True)
def _(price, tags):
    mo.md(f"""
    The rule is hardly better than *one price for every card*: {rules.close(tags["median by rarity"], price):.0%} against {rules.close(tags["one price for all"], price):.0%}. That comparison is what a **baseline** is for. The last bar is the **ceiling**: two sales of the same card differ, so nobody can be within 25% much more often than {rules.close(tags["best possible"], price):.0%}. A promise well above it is a promise nobody can keep.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **Try it.** Put the five questions to each way of pricing. Where do you set the bar for "close enough", and who is asked before you do?
    """)
    return


@app.cell(hide_code=True)
def _():
    s01_way = mo.ui.dropdown(list(rules.WAYS), value="median by rarity", label="Way to price")
    s01_enough = mo.ui.slider(10, 90, step=5, value=60, label="Close enough: within 25% for, %", show_value=True)
    mo.hstack([s01_way, s01_enough], justify="start", gap=2)
    return s01_enough, s01_way


@app.cell(hide_code=True)
def _(later, past, s01_close_question, s01_enough, s01_way, tags):
    predict.gate(s01_close_question)
    _answers = rules.five_answers(s01_way.value, past, later, tags[s01_way.value], s01_enough.value / 100)
    _yes = int(_answers["yes"].sum())
    mo.vstack(
        [
            charts.table(
                _answers.assign(yes=_answers["yes"].map({True: "yes", False: "no"})).rename(columns={"yes": "answer"}),
            ),
            mo.md(
                f"""
                **{_yes} of 5 yes.** {"A simple rule works here: ship it." if _yes == 5 else "Each *no* is a reason, with a number, to do more than this; or to ask for less."}
                """
            ),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    The **median by card** shows how heuristics grow: a table of thousands of numbers that still fails for new cards. And not even the model is close where the money is. So the honest proposal has three parts: a model for the many, a person for the dear ones, and the rule as the fallback.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### What it costs, upkeep included
    """)
    return


@app.cell(hide_code=True)
def _():
    s01_back_question = predict.number(
        "Q0.1d",
        "A model costs $20,000 to build and saves $1,500 a month. Looking after it costs $600 a month. After how many months has it paid for itself? (Money is worth 8% a year.)",
        0,
        48,
        1,
        answer=lambda: float(rules.pays_back(rules.cash_flow(20_000, 600, 1_500, months=60))),
        tolerance=2,
        unit="months",
        explain=lambda: (
            f"Without upkeep it would be {rules.pays_back(rules.cash_flow(20_000, 0, 1_500))} months. Upkeep is paid every month the model lives: data that moves, retraining, alarms, somebody on call."
        ),
    )
    s01_back_question
    return (s01_back_question,)


@app.cell(hide_code=True)
def _(s01_back_question):
    predict.reveal(s01_back_question)
    return


@app.cell(hide_code=True)
def _(price, tags):
    # A person prices the dear cards either way, so only the others count as a saving.
    s01_everyday = (price < 100).to_numpy()
    s01_miss = {way: float(np.abs(tag - price)[s01_everyday].mean()) for way, tag in tags.items()}
    mo.md(f"""
    **Try it.** The shop prices by rarity today, and misses by {usd(s01_miss["median by rarity"], 2)} on a card under \\$100. The median by card misses by {usd(s01_miss["median by card"], 2)}, the model by {usd(s01_miss["model"], 2)}. Not every dollar of a miss is lost; say how much is. Then look for what decides: is it the model's quality?
    """)
    return (s01_miss,)


@app.cell(hide_code=True)
def _():
    s01_volume = mo.ui.slider(
        steps=[300, 650, 1_300, 2_600, 6_500, 13_000], value=650, label="Cards priced a month", show_value=True
    )
    s01_cents = mo.ui.slider(5, 60, step=5, value=25, label="Lost of each dollar missed, cents", show_value=True)
    s01_build = mo.ui.slider(5_000, 60_000, step=5_000, value=20_000, label="Build the model, USD", show_value=True)
    s01_upkeep = mo.ui.slider(0, 3_000, step=100, value=600, label="Look after the model, USD a month", show_value=True)
    mo.hstack([mo.vstack([s01_volume, s01_cents]), mo.vstack([s01_build, s01_upkeep])], justify="start", gap=2)
    return s01_build, s01_cents, s01_upkeep, s01_volume


@app.cell(hide_code=True)
def _(
    s01_back_question,
    s01_build,
    s01_cents,
    s01_miss,
    s01_upkeep,
    s01_volume,
):
    predict.gate(s01_back_question)
    _saved = {
        way: (s01_miss["median by rarity"] - s01_miss[way]) * s01_cents.value / 100 * s01_volume.value
        for way in ("median by card", "model")
    }
    _flows = {
        "median by card (build $2,000, keep $100)": rules.cash_flow(2_000, 100, _saved["median by card"]),
        "model": rules.cash_flow(s01_build.value, s01_upkeep.value, _saved["model"]),
    }
    _back = {name: rules.pays_back(flow) for name, flow in _flows.items()}
    mo.vstack(
        [
            charts.money(_flows, _back),
            mo.hstack(
                [
                    mo.stat(
                        f"{'-' if flow[-1] < 0 else ''}${abs(flow[-1]):,.0f}",
                        label=f"{name.split(' (')[0]}: worth after 3 years",
                        caption=f"pays back in month {_back[name]}" if _back[name] is not None else "never pays back in 3 years",
                    )
                    for name, flow in _flows.items()
                ],
                justify="start",
                gap=2,
            ),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **What to take from it.** The end of a line is the **net present value** (NPV), the point where it crosses zero the **break-even month**. At the shop's volume the table of medians wins, although it is worse at pricing; at ten times the volume the model does. Volume, upkeep and the worth of an error decide more than the algorithm.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **In practice.** The first of Google's *Rules of Machine Learning* (Martin Zinkevich, developers.google.com/machine-learning/guides/rules-of-ml) is: "Don't be afraid to launch a product without machine learning." The third is its counterweight: choose machine learning over a *complex* heuristic, because a pile of special cases is harder to maintain. On upkeep: Sculley et al., *Hidden Technical Debt in Machine Learning Systems* (NeurIPS 2015).
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.accordion(
        {
            "Think first: the rule answers five questions with yes today. When do you ask them again?": mo.md(
                """
                When something they rest on moves: volume (errors cost more in sum), the pattern (the fifth question), or the bar itself. Write the number down with its date. A rule without a measured error is not simple, it is unknown.
                """
            ),
            "Think first: why keep the rule when the model beats it?": mo.md(
                """
                It is the baseline that shows every month what the model is worth, the fallback when the model is down or unsure, and the first explanation a customer gets. It costs next to nothing to keep.
                """
            ),
        }
    )
    return


@app.cell(hide_code=True)
def _(exercises_here):
    mo.md(f"""
    {exercises_here("Exercises")}, now or later: **E0.1** should you use ML?, **E0.1b** what the project is worth, **E0.1c** a rule before a model.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 0.2 Setting expectations

    **A decision for today.** A vendor writes: "Our model tells dear cards from cheap ones with 85% accuracy." The owner forwards it to you: "Sounds good? And how long would *we* need?" What do you answer?
    """)
    return


@app.cell(hide_code=True)
def _():
    s02_true_question = predict.number(
        "Q0.2a",
        "Of 10,000 cards 500 are dear. A model is right for 85% of the dear cards and for 85% of the cheap ones. It says of a card: dear. How often is that true?",
        0,
        100,
        1,
        answer=lambda: 100 * accuracy.true_share(accuracy.confusion(0.05, 0.85)),
        tolerance=8,
        unit="%",
        explain=lambda: (
            f"It finds {accuracy.confusion(0.05, 0.85)['found']} of the 500. But 15% of 9,500 cheap cards are {accuracy.confusion(0.05, 0.85)['alarms']:,} false alarms, and they bury the finds. Count cards, not percentages."
        ),
    )
    s02_true_question
    return (s02_true_question,)


@app.cell(hide_code=True)
def _(s02_true_question):
    predict.reveal(s02_true_question)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **Try it.** Here are 10,000 cards, a square each. Keep the accuracy and move the rest: how many are dear, and whom the mistakes hit.
    """)
    return


@app.cell(hide_code=True)
def _():
    s02_share = mo.ui.slider(1, 50, step=1, value=5, label="Dear cards, %", show_value=True)
    s02_accuracy = mo.ui.slider(50, 100, step=1, value=85, label="Accuracy, %", show_value=True)
    s02_spread = mo.ui.radio(
        {text: spread for spread, text in accuracy.SPREADS.items()},
        value=accuracy.SPREADS["evenly"],
        label="Its mistakes fall",
        inline=True,
    )
    mo.vstack([mo.hstack([s02_share, s02_accuracy], justify="start", gap=2), s02_spread])
    return s02_accuracy, s02_share, s02_spread


@app.cell(hide_code=True)
def _(price, s02_accuracy, s02_share, s02_spread, s02_true_question):
    predict.gate(s02_true_question)
    _counts = accuracy.confusion(s02_share.value / 100, s02_accuracy.value / 100, s02_spread.value)
    _called = _counts["found"] + _counts["alarms"]
    mo.vstack(
        [
            mo.Html(charts.card_grid(_counts)),
            mo.hstack(
                [
                    mo.stat(f"{(_counts['found'] + _counts['left']) / accuracy.CARDS:.0%}", label="accuracy"),
                    mo.stat(f"{accuracy.found_share(_counts):.0%}", label="of the dear cards found", caption="recall"),
                    mo.stat(
                        f"{accuracy.true_share(_counts):.0%}" if _called else "–",
                        label='of "dear" is true',
                        caption="precision",
                    ),
                    mo.stat(f"{1 - s02_share.value / 100:.0%}", label='accuracy of always saying "cheap"'),
                ],
                justify="start",
                gap=2,
            ),
            mo.md(
                f"""
                On the shop's shelf {s02_share.value}% of the cards are dear when "dear" starts at {usd(float(price.quantile(1 - s02_share.value / 100)))}.
                """
            ),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    Three models, the same 85%: one finds most of the dear cards among more than a thousand false alarms, one finds not a single dear card, one finds them all and calls 1,500 cheap cards dear. **Accuracy hides who pays for the mistakes.** That is why the first answer to "85%" is a question: *of what, and compared with what?*
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### On real cards
    """)
    return


@app.cell(hide_code=True)
def _(price, tags):
    s02_rule_right = float(np.mean((tags["median by rarity"] >= 20) == (price >= 20)))
    s02_rule_question = predict.choice(
        "Q0.2b",
        "Price every card with the median of its rarity, and call it dear when that is $20 or more. On the last half-year this is right for about four cards in five. How many of the dear cards does it find?",
        {
            "same": (
                "About four in five",
                "That is the accuracy over *all* cards. It says nothing about the dear ones alone.",
            ),
            "half": (
                "About half",
                "A fair guess for a weak rule. But look at the eight medians: is one of them over $20?",
            ),
            "none": (
                "None",
                "No rarity has a median of $20, so the rule never says dear. It is right as often as cards are cheap.",
            ),
            "all": ("Nearly all", "The dear ones are what it misses; the cheap ones make up its score."),
        },
        answer="none",
    )
    s02_rule_question
    return s02_rule_question, s02_rule_right


@app.cell(hide_code=True)
def _(s02_rule_question):
    predict.reveal(s02_rule_question)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **Try it.** Let each way of pricing say "dear" or "cheap", and look at parts of the shelf one by one.
    """)
    return


@app.cell(hide_code=True)
def _():
    s02_who = mo.ui.dropdown(["median by rarity", "median by card", "model"], value="model", label="Who says it")
    s02_dear = mo.ui.slider(steps=[5, 10, 20, 50, 100], value=20, label="Dear from, USD", show_value=True)
    s02_split = mo.ui.dropdown(
        {"rarity": "rarity", "condition": "condition", "series": "series", "sales channel": "channel"},
        value="rarity",
        label="Look at each",
    )
    mo.hstack([s02_who, s02_dear, s02_split], justify="start", gap=2)
    return s02_dear, s02_split, s02_who


@app.cell(hide_code=True)
def _(later, price, s02_dear, s02_rule_question, s02_split, s02_who, tags):
    predict.gate(s02_rule_question)
    _said, _true = tags[s02_who.value] >= s02_dear.value, (price >= s02_dear.value).to_numpy()
    _groups = accuracy.by_group(later, tags[s02_who.value], s02_dear.value, s02_split.value)
    mo.vstack(
        [
            mo.hstack(
                [
                    mo.stat(f"{np.mean(_said == _true):.0%}", label="accuracy"),
                    mo.stat(f"{1 - _true.mean():.0%}", label='accuracy of always saying "cheap"'),
                    mo.stat(f"{(_said & _true).sum():,} of {_true.sum():,}", label="dear cards found"),
                    mo.stat(f"{(_said & ~_true).sum():,}", label="false alarms"),
                ],
                justify="start",
                gap=2,
            ),
            charts.percents(
                _groups.assign(group=_groups["group"] + _groups["cards"].map(" ({:,} cards)".format)),
                "group",
                "right",
                "right about dear or cheap",
            ),
        ]
    )
    return


@app.cell(hide_code=True)
def _(later, price, s02_rule_right, tags):
    _model = accuracy.by_group(later, tags["model"], 20, "rarity")
    mo.md(f"""
    The rule is right for {s02_rule_right:.0%} and useless; the model for {np.mean((tags["model"] >= 20) == (price >= 20)):.0%}, but only for {_model["right"].iloc[0]:.0%} of the {_model["group"].iloc[0]}s and for {_model["right"].iloc[-1]:.0%} of the {_model["group"].iloc[-1]}s. So an accuracy does not say how sure it is of the card in your hand: it is an average over a *crowd*, and the crowd has parts.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### When will it be done?

    Your team has done this before: discovery takes two weeks, data four, the model two, production two. Those are medians: each stage takes longer half of the time. The owner adds them up and writes "week 10" into the calendar.
    """)
    return


@app.cell(hide_code=True)
def _(s02_plain):
    s02_date_question = predict.number(
        "Q0.2c",
        "How likely is it that you are done by week 10? (One time in five the data has to be fetched again.)",
        0,
        100,
        1,
        answer=lambda: 100 * timeline.chance_by(s02_plain, 10),
        tolerance=8,
        unit="%",
        explain="A stage can be three weeks late, but not three weeks early. Delays add up, head starts hardly do, and so the median of the sum lies beyond the sum of the medians.",
    )
    s02_date_question
    return (s02_date_question,)


@app.cell(hide_code=True)
def _():
    s02_plain = timeline.simulate()
    return (s02_plain,)


@app.cell(hide_code=True)
def _(s02_date_question):
    predict.reveal(s02_date_question)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **Try it.** Ten thousand imagined projects. Make the stages surer, or wait for more than one data feed: the data stage ends when the *last* one is there.
    """)
    return


@app.cell(hide_code=True)
def _():
    s02_sure = mo.ui.slider(0.0, 1.0, step=0.1, value=0.5, label="Spread of a stage", show_value=True)
    s02_redo = mo.ui.slider(0, 100, step=5, value=20, label="Fetch the data again, %", show_value=True)
    s02_feeds = mo.ui.slider(1, 5, value=1, label="Data feeds to wait for", show_value=True)
    s02_deadline = mo.ui.slider(6, 30, value=10, label="Promised week", show_value=True)
    mo.hstack([mo.vstack([s02_sure, s02_redo]), mo.vstack([s02_feeds, s02_deadline])], justify="start", gap=2)
    return s02_deadline, s02_feeds, s02_redo, s02_sure


@app.cell(hide_code=True)
def _(s02_date_question, s02_deadline, s02_feeds, s02_redo, s02_sure):
    predict.gate(s02_date_question)
    _weeks = timeline.simulate(s02_sure.value, s02_redo.value / 100, s02_feeds.value)
    _total = _weeks.sum(axis=1).to_numpy()
    _half, _most = np.quantile(_total, [0.5, 0.9])
    _plan = sum(timeline.STAGES.values())
    mo.vstack(
        [
            charts.finish(
                _total,
                {
                    f"sum of medians, {_plan:.0f}": (_plan, "muted"),
                    f"P50, {_half:.1f}": (_half, "good"),
                    f"P90, {_most:.1f}": (_most, "bad"),
                },
            ),
            mo.hstack(
                [
                    mo.stat(f"week {_half:.1f}", label="P50: as likely earlier as later"),
                    mo.stat(f"week {_most:.1f}", label="P90: kept nine times in ten"),
                    mo.stat(f"{timeline.chance_by(_weeks, s02_deadline.value):.0%}", label=f"done by week {s02_deadline.value}"),
                ],
                justify="start",
                gap=2,
            ),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **Medians don't add.** Set the spread to 0 and the redo to 0, and they do. Wait for five feeds, and one of them is always the late one. Give two dates: **P50** for your own planning, **P90** for a promise.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### "We will know after EDA"

    A range looks like a lack of courage, until it narrows. After every stage you know more. Say *when* you will know it, and *what* you will then decide.
    """)
    return


@app.cell(hide_code=True)
def _():
    s02_project = mo.ui.slider(1, 40, value=7, label="Imagined project", show_value=True)
    s02_stage = mo.ui.slider(0, 4, value=0, label="Stages behind you", show_value=True)
    mo.hstack([s02_project, s02_stage], justify="start", gap=2)
    return s02_project, s02_stage


@app.cell(hide_code=True)
def _(s02_plain, s02_project, s02_stage):
    _cone = timeline.cone(s02_plain, s02_project.value)
    _cone["says"] = (
        _cone["low"].map("{:.0f}".format) + " to " + _cone["high"].map("{:.0f}".format)
    ).where(_cone["seen"] != "after production", "done in " + _cone["high"].map("{:.0f}".format))
    _now = _cone.iloc[s02_stage.value]
    _says = (
        f"done, in week **{_now['high']:.0f}**."
        if s02_stage.value == 4
        else f"the finish lies between week **{_now['low']:.0f}** and **{_now['high']:.0f}** (P10 to P90), as likely before week {_now['middle']:.0f} as after it."
    )
    mo.vstack(
        [
            charts.cone(_cone, s02_stage.value),
            mo.md(f"""Week {_now["passed"]:.0f}, {"at the start" if s02_stage.value == 0 else _now["seen"]}: {_says}"""),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    That is the **cone of uncertainty**. Step through the stages of a few projects: the range always narrows, most of all when the *data* is there, and sometimes it moves away from what you first said. A new range is news, not a broken promise; tell it the day you know it.
    """)
    return


@app.cell(hide_code=True)
def _():
    s02_gate_question = predict.choice(
        "Q0.2d",
        "The owner wants a date, today, before anybody has seen the data. What do you say?",
        {
            "date": ("Week 12", "One number, and nobody hears the range behind it. From now on every other date is late."),
            "pad": ("Week 25, to be on the safe side", "Safe, and false: it hides what you know, and work spreads to fill the time."),
            "later": ("I can't say before EDA", "True, and useless. The owner can't plan with it, and doesn't learn when to ask again."),
            "gate": (
                "Week 8 to 17. In week 3 we know if the data holds; if not, we stop",
                "A range, the day on which it narrows, and a rule for stopping. That is something to plan with.",
            ),
        },
        answer="gate",
    )
    s02_gate_question
    return (s02_gate_question,)


@app.cell(hide_code=True)
def _(s02_gate_question):
    predict.reveal(s02_gate_question)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    A **stage gate** has three parts: a *number* you will have by then, a *date range*, and a *kill rule*. For instance: "By week 4 we have looked at 160 sales by hand. If the median by card is within 25% for half of them, we ship that and build no model." How many must you look at?
    """)
    return


@app.cell(hide_code=True)
def _():
    s02_seen = mo.ui.slider(steps=list(timeline.SEEN), value=40, label="Sales looked at", show_value=True)
    s02_wanted = mo.ui.slider(20, 80, step=5, value=50, label="Needed: within 25% for, %", show_value=True)
    mo.hstack([s02_seen, s02_wanted], justify="start", gap=2)
    return s02_seen, s02_wanted


@app.cell(hide_code=True)
def _(price, s02_gate_question, s02_seen, s02_wanted, tags):
    predict.gate(s02_gate_question)
    _hits = (np.abs(tags["median by card"] - price) <= 0.25 * price).to_numpy()
    _table = timeline.after_looking(_hits)
    _row = _table[_table["seen"] == s02_seen.value].iloc[0]
    mo.vstack(
        [
            charts.sample(_table, s02_seen.value, s02_wanted.value / 100),
            mo.md(
                f"""
                After {s02_seen.value:,} sales the median by card looks like **{_row["low"]:.0%} to {_row["high"]:.0%}** (P10 to P90). The gate decides the wrong way with a chance of **{timeline.wrong_decision(_hits, s02_seen.value, s02_wanted.value / 100):.1%}**.
                """
            ),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    An afternoon with a few dozen sales settles a question that months of building would answer too. And it shows which bars *can't* be settled early: those close to the truth.

    **What is a kill rule worth?** Same ten thousand projects, a deadline, and a rule: after each stage, stop when the chance to make it is below a limit.
    """)
    return


@app.cell(hide_code=True)
def _():
    s02_due = mo.ui.slider(8, 24, value=12, label="Deadline, week", show_value=True)
    s02_kill = mo.ui.slider(0, 90, step=5, value=20, label="Stop below a chance of, %", show_value=True)
    mo.hstack([s02_due, s02_kill], justify="start", gap=2)
    return s02_due, s02_kill


@app.cell(hide_code=True)
def _(s02_due, s02_kill, s02_plain):
    _result = timeline.stopped(s02_plain, s02_due.value, s02_kill.value / 100)
    mo.hstack(
        [
            mo.stat(f"{_result['stopped']:.0%}", label="projects stopped", caption=f"{_result['stopped in vain']:.1%} would have made it"),
            mo.stat(f"{_result['late']:.0%}", label="go on and are late"),
            mo.stat(f"{_result['weeks lost without']:.1f} weeks", label="lost per project, without a rule"),
            mo.stat(f"{_result['weeks lost with']:.1f} weeks", label="lost per project, with it"),
        ],
        justify="start",
        gap=2,
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### Red flags

    Expectations go wrong in writing, weeks before the project does. Here is a thread from week one.
    """)
    return


@app.cell(hide_code=True)
def _():
    s02_flags_question = predict.pick(
        "Q0.2e",
        "Which of these lines do you answer the same day, because they will cost the project dearly?",
        {
            "date": (
                "Owner: I have told the fair we launch the price app on March 1.",
                "A public date before anybody has seen the data. Answer with a range and the gate at which you will know.",
            ),
            "tools": (
                "Engineer: I would rather use Polars than pandas for this.",
                "A matter of taste, and easily changed. Nothing here is promised to anybody.",
            ),
            "perfect": (
                "Sales: Customers expect the tag to be right. No mistakes, please.",
                "No error is allowed, so no model can pass. Agree what an error costs before anything is built.",
            ),
            "baseline": (
                "Analyst: I priced 200 cards with medians first, so we have a baseline.",
                "That is the best mail of the thread. It is what everything else will be compared with.",
            ),
            "labels": (
                "Partner: You get the sold prices after the contract is signed in spring.",
                "The label comes after the model is due. Nothing can be trained or judged until then.",
            ),
            "owner": (
                "Pricing lead: Just send me the scores, somebody will look at them.",
                "Nobody has said which decision changes. A score without a user is a failure nobody notices.",
            ),
            "night": (
                "Engineer: The feed was down last night, I loaded it again this morning.",
                "Ordinary work, noticed and mended within a day. Reporting it is a good sign.",
            ),
            "metric": (
                "Consultant: Let's not fix a goal now, we will see what the model can do.",
                "Then every result is a success or a failure, as one likes. Fix the number first.",
            ),
        },
        answer={"date", "perfect", "labels", "owner", "metric"},
    )
    s02_flags_question
    return (s02_flags_question,)


@app.cell(hide_code=True)
def _(s02_flags_question):
    predict.reveal(s02_flags_question)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **What to take from it.** Translate every percentage into *counts of cards*, by kind. Give dates as P50 and P90, and say when the range will narrow. Put a number, a date and a kill rule at each gate. And answer red flags while they are only words: a promised date, zero errors, late labels, no user, no goal.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **In practice.** Buehler, Griffin and Ross (*Exploring the "planning fallacy"*, Journal of Personality and Social Psychology, 1994) asked 37 students when their thesis would be done: 33.9 days on average, and 48.6 if all went as badly as it could. It took 55.5. Barry Boehm drew the narrowing cone for software in *Software Engineering Economics* (1981).
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    And counts help experts, too. Gigerenzer and others (*Helping Doctors and Patients Make Sense of Health Statistics*, Psychological Science in the Public Interest, 2007) asked 160 gynaecologists what a positive mammogram means, given three percentages. Most said 81% or 90%; only 21% picked the right answer, about one woman in ten. The cure they teach is yours: count people, don't multiply percentages.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.accordion(
        {
            "Think first: your P90 is week 17, the owner says it must be week 12. What can you offer?": mo.md(
                """
                Not a smaller number, but a smaller project. Take out a feed, leave the dear cards to a person, ship the median by card first. Each of these moves the curve; a wish doesn't. And name the chance that week 12 has today.
                """
            ),
            "Think first: a model is 99% accurate at spotting forgeries. One card in a thousand is forged. Do you buy it?": mo.md(
                """
                Count 100,000 cards: 100 forged, 99 found if it is as good on them; and 999 honest sellers accused. Saying "honest" every time is 99.9% accurate. It may still be worth it as a *first look* before a person; never as a verdict.
                """
            ),
        }
    )
    return


@app.cell(hide_code=True)
def _(exercises_here):
    mo.md(f"""
    {exercises_here("Exercises")}: **E0.2b** what 85% accuracy means, **E0.2c** when it will be done.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 0.3 Success metrics and money

    **A decision for today.** People offer cards to the shop, and the shop buys those it can sell at a profit. A classifier gives each offer a probability that it is a good deal. The data scientist says: "F1 is highest at this threshold, so we buy from there." Do you sign?
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### Two languages

    The business speaks of refunds and margin, the model of RMSE and recall. Somebody has to translate, and it is you.
    """)
    return


@app.cell(hide_code=True)
def _():
    s03_words_question = predict.match(
        "Q0.3a",
        "Which number of the model tells you most about each wish of the business?",
        {
            "refunds": "Fewer buyers send cards back because they paid too much",
            "forged": "No forged card over $500 leaves the shop unseen",
            "desk": "The expert's desk gets 20 cards a day, and most are worth the look",
            "budget": "We know each month's takings in advance, to the dollar",
        },
        {
            "over": "share of tags at least 50% too high",
            "recall": "recall among dear cards",
            "precision": "precision of the first 20 a day",
            "bias": "mean error (bias) of the tags",
            "accuracy": "accuracy over all cards",
        },
        answer={"refunds": "over", "forged": "recall", "desk": "precision", "budget": "bias"},
        explanations={
            "refunds": "Only tags that are too high come back, so count those. RMSE would mix them with those too low.",
            "forged": "Missing one is the disaster; a false alarm costs a look. So recall, on the slice that matters.",
            "desk": "The desk is full after 20. What counts is how many of these 20 are right, not how many exist.",
            "budget": "In a sum, misses up and down cancel. What stays is the bias.",
        },
    )
    s03_words_question
    return (s03_words_question,)


@app.cell(hide_code=True)
def _(s03_words_question):
    predict.reveal(s03_words_question)
    return


@app.cell(hide_code=True)
def _(price, s03_words_question, tags):
    predict.gate(s03_words_question)
    _rows = []
    for _way in ("median by rarity", "median by card", "model"):
        _off, _ratio = tags[_way] - price, tags[_way] / price
        _rows.append(
            {
                "way to price": _way,
                "RMSE": f"${profit.rmse(_off):.2f}",
                "tags 50% too high": f"{np.mean(_ratio >= 1.5):.0%}",
                "recall, dear from $100": f"{np.mean((tags[_way] >= 100)[(price >= 100).to_numpy()]):.0%}",
                "bias a card": f"{'-' if _off.mean() < 0 else '+'}${abs(_off.mean()):.2f}",
            }
        )
    mo.vstack(
        [
            mo.md("""The same three ways to price a card, in numbers that each mean something else to the shop:"""),
            charts.table(
                pd.DataFrame(_rows),
            ),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    A good translation has three parts: a **metric**, a **threshold** and a **slice**. "Happier customers" becomes "tags at least 50% too high: below 5%, on cards over $20".
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### The threshold that earns most
    """)
    return


@app.cell(hide_code=True)
def _():
    _learn, s03_judge, s03_chance = profit.good_deal(load_sales())
    s03_good = (s03_judge["profit"] > 0).to_numpy()
    s03_counts = profit.counts(s03_good, s03_chance)
    return s03_chance, s03_counts, s03_good, s03_judge


@app.cell(hide_code=True)
def _(s03_chance, s03_good, s03_judge):
    mo.md(f"""
    Six months of offers: {len(s03_judge):,} cards that somebody wants to sell to the shop for up to {usd(profit.MOST)}. After fees {s03_good.mean():.0%} of them would bring a profit. The classifier's probabilities are nearly honest: among offers around 70% ({((s03_chance > 0.65) & (s03_chance < 0.75)).sum()} of them) {s03_good[(s03_chance > 0.65) & (s03_chance < 0.75)].mean():.0%} are good deals.
    """)
    return


@app.cell(hide_code=True)
def _(s03_counts):
    s03_threshold_question = predict.number(
        "Q0.3b",
        "A good buy earns $4. A bad one costs $8: the loss, and cash and shelf space tied up for months. From which probability on does the shop earn most by buying?",
        0,
        100,
        1,
        answer=lambda: 100 * profit.best(profit.curve(s03_counts, 4, 8), "money"),
        tolerance=10,
        unit="%",
        explain="A buy pays when p × gain > (1 - p) × loss, so from p = loss / (gain + loss) = 8 / 12 = 67% on. The curve is flat at its top, so its best point on these offers may lie a little beside that.",
    )
    s03_threshold_question
    return (s03_threshold_question,)


@app.cell(hide_code=True)
def _(s03_threshold_question):
    predict.reveal(s03_threshold_question)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **Try it.** Move the threshold along the curve, then change what a good and a bad buy are worth. The upper peak walks. The lower one never does: F1 does not know what anything costs.
    """)
    return


@app.cell(hide_code=True)
def _():
    s03_threshold = mo.ui.slider(0, 100, step=1, value=50, label="Buy from a probability of, %", show_value=True)
    s03_gain = mo.ui.slider(1, 12, step=1, value=4, label="A good buy earns, USD", show_value=True)
    s03_loss = mo.ui.slider(1, 20, step=1, value=8, label="A bad buy costs, USD", show_value=True)
    s03_own = mo.ui.switch(value=False, label="each card's own profit instead of these averages")
    mo.vstack([mo.hstack([s03_threshold, s03_own], justify="start", gap=2), mo.hstack([s03_gain, s03_loss], justify="start", gap=2)])
    return s03_gain, s03_loss, s03_own, s03_threshold


@app.cell(hide_code=True)
def _(
    s03_chance,
    s03_counts,
    s03_gain,
    s03_judge,
    s03_loss,
    s03_own,
    s03_threshold,
    s03_threshold_question,
):
    predict.gate(s03_threshold_question)
    _curve = profit.curve(s03_counts, s03_gain.value, s03_loss.value)
    if s03_own.value:
        _curve["money"] = profit.own_money(s03_judge, s03_chance)
    _best, _f1 = profit.best(_curve, "money"), profit.best(_curve, "f1")
    _guess = predict.guess(s03_threshold_question)
    _money = _curve.set_index("threshold")["money"]


    def _dollars(amount: float) -> str:
        return f"{'-' if amount < 0 else ''}${abs(amount):,.0f}"


    mo.vstack(
        [
            *charts.profit(_curve, s03_threshold.value / 100, _best, _f1, None if _guess is None else _guess / 100),
            mo.hstack(
                [
                    mo.stat(_dollars(_money[s03_threshold.value / 100]), label=f"profit at your {s03_threshold.value}%"),
                    mo.stat(_dollars(_money[_best]), label=f"at the best, {_best:.0%}"),
                    mo.stat(_dollars(_money[_f1]), label=f"where F1 is highest, {_f1:.0%}"),
                    mo.stat(_dollars(_money[0.0]), label="buying everything"),
                ],
                justify="start",
                gap=2,
            ),
        ]
    )
    return


@app.cell(hide_code=True)
def _(s03_counts):
    _curve = profit.curve(s03_counts, 4, 8)
    _f1 = profit.best(_curve, "f1")
    _money = _curve.set_index("threshold")["money"]
    mo.md(f"""
    With \\$4 and \\$8, the F1 threshold of {_f1:.0%} makes {usd(_money[_f1])} in half a year; the best one makes {usd(_money.max())}. Same model, same data: one sentence from the finance department is worth more than a month of tuning. And 50% is not neutral: it says that both mistakes cost the same.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    AUC can't choose either: it judges the *order* of the offers at all thresholds at once, and the shop uses one. Make a bad buy cost $20: the peak moves far to the right, and the shop buys little. When the whole curve lies below zero, the best decision is to buy nothing.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### What is one dollar of RMSE worth?
    """)
    return


@app.cell(hide_code=True)
def _():
    s03_rmse_question = predict.choice(
        "Q0.3c",
        "A better model of the price tags brings the RMSE down by one dollar. What is that worth to the shop, a card?",
        {
            "dollar": (
                "One dollar",
                "RMSE squares the misses, so a few chase cards make up most of it. Few cards, few dollars in the till.",
            ),
            "depends": (
                "It depends on which errors shrink",
                "A dollar of RMSE off the chase cards and one off everyday cards are different money. And too cheap costs other than too dear.",
            ),
            "fixed": (
                "Some fixed number of cents, measured once",
                "It is tempting to hand finance one rate. Measure it between two pairs of models and you get two rates.",
            ),
            "nothing": (
                "Nothing: RMSE is a technical metric",
                "Wrong tags do cost money. It is just not proportional to this number.",
            ),
        },
        answer="depends",
    )
    s03_rmse_question
    return (s03_rmse_question,)


@app.cell(hide_code=True)
def _(s03_rmse_question):
    predict.reveal(s03_rmse_question)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **Try it.** A tag that is too low gives money away. One that is too high keeps the card on the shelf. Say what a dollar of each costs, and read off what each step of improvement saved.
    """)
    return


@app.cell(hide_code=True)
def _():
    s03_low = mo.ui.slider(0, 100, step=5, value=100, label="A dollar too cheap costs, cents", show_value=True)
    s03_high = mo.ui.slider(0, 100, step=5, value=40, label="A dollar too dear costs, cents", show_value=True)
    mo.hstack([s03_low, s03_high], justify="start", gap=2)
    return s03_high, s03_low


@app.cell(hide_code=True)
def _(price, s03_high, s03_low, s03_rmse_question, tags):
    predict.gate(s03_rmse_question)
    _rows = []
    for _way, _tag in tags.items():
        _wrong = profit.mispricing(_tag, price, s03_low.value / 100, s03_high.value / 100)
        _rows.append((_way, profit.rmse(_wrong["off"]), _wrong["cost"].mean()))
    _ways = pd.DataFrame(_rows, columns=["way", "rmse", "cost"])
    _step = _ways["cost"].diff() / _ways["rmse"].diff()
    _steps = pd.DataFrame(
        {"step": [f"{a} → {b}" for a, b in zip(_ways["way"], _ways["way"][1:], strict=False)], "cents": 100 * _step[1:].to_numpy()}
    )
    mo.vstack(
        [
            charts.rates(_steps),
            charts.table(
                pd.DataFrame(
                    {
                        "way to price": _ways["way"],
                        "RMSE": _ways["rmse"].map("${:.2f}".format),
                        "cost of wrong tags, a card": _ways["cost"].map("${:.2f}".format),
                    }
                ),
            ),
        ]
    )
    return


@app.cell(hide_code=True)
def _(later, month_count, price, tags):
    _card, _model = (profit.mispricing(tags[way], price) for way in ("median by card", "model"))
    _saved = _card["cost"].mean() - _model["cost"].mean()
    mo.md(f"""
    So give finance the *step*, not a rate: from the median by card to the model, RMSE falls by {usd(profit.rmse(_card["off"]) - profit.rmse(_model["off"]), 2)} and wrong tags cost {usd(_saved, 2)} less a card, or about **{usd(_saved * len(later) / month_count)} a month** at today's volume. With it goes the assumption: a dollar too cheap is lost, a dollar too dear costs 40 cents.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### An error budget, by price band

    "How much error is acceptable?" has no answer in general. It has one for each band: the shop may get so many dollars wrong a month, and you say where.
    """)
    return


@app.cell(hide_code=True)
def _(month_count, price, tags):
    s03_used = {way: budget.by_band(price, tag, month_count) for way, tag in tags.items()}
    s03_bands = s03_used["model"].set_index("band")
    return s03_bands, s03_used


@app.cell(hide_code=True)
def _():
    s03_band_question = predict.choice(
        "Q0.3d",
        "Add up how many dollars the model's price tags are off in a month. In which band is most of it?",
        {
            "under $5": (
                "Under $5: a great many cards",
                "Many cards, but each miss is a matter of cents. They fill the shelf, not the budget.",
            ),
            "$5 to $20": ("$5 to $20: where about half of the sales are", "About half of the cards and ordinary misses; yet forty of them weigh less than one card over $100."),
            "$20 to $100": ("$20 to $100: the good middle", "Second. These are the cards where a better model still earns something."),
            "over $100": (
                "Over $100: very few cards",
                "Fewer than one card in thirty, and more of the error than in any other band. That is why a person looks at them.",
            ),
        },
        answer="over $100",
    )
    s03_band_question
    return (s03_band_question,)


@app.cell(hide_code=True)
def _(s03_band_question):
    predict.reveal(s03_band_question)
    return


@app.cell(hide_code=True)
def _(s03_band_question, s03_bands):
    predict.gate(s03_band_question)
    charts.bars(
        s03_bands.reset_index().assign(band=lambda t: t["band"].astype(str) + t["cards"].map(" ({:.0f} cards a month)".format)),
        "band",
        "error",
        "dollars off in a month",
        form="$,.0f",
        mine=next(
            (f"{band} ({s03_bands.loc[band, 'cards']:.0f} cards a month)" for band in s03_bands.index if band == predict.guess(s03_band_question)),
            None,
        ),
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **Try it.** Set the budget, choose how to share it out, and see which bands keep it.
    """)
    return


@app.cell(hide_code=True)
def _():
    s03_total = mo.ui.slider(1_000, 8_000, step=250, value=4_000, label="Dollars off a month, at most", show_value=True)
    s03_tagger = mo.ui.dropdown(["median by card", "model", "best possible"], value="model", label="Tags by")
    s03_split = mo.ui.radio(
        {text: split for split, text in budget.SPLITS.items()}, value=budget.SPLITS["cards"], label="Share it out as"
    )
    mo.hstack([mo.vstack([s03_total, s03_tagger]), mo.vstack([s03_split])], widths=[1, 1], gap=2)
    return s03_split, s03_tagger, s03_total


@app.cell(hide_code=True)
def _(s03_band_question, s03_split, s03_tagger, s03_total, s03_used):
    predict.gate(s03_band_question)
    _table = budget.budget(s03_used[s03_tagger.value], s03_used["best possible"], s03_total.value, s03_split.value)
    _kept = int((_table["error"] <= _table["allowed"]).sum())
    _best = s03_used["best possible"]
    mo.vstack(
        [
            charts.budget(_table),
            charts.table(
                pd.DataFrame(
                    {
                        "band": _table["band"].astype(str),
                        "cards a month": _table["cards"].map("{:.0f}".format),
                        "allowed a card": _table["allowed_card"].map("${:,.2f}".format),
                        "that is, of the price": _table["allowed_share"].map("{:.0%}".format),
                        "used": _table["used_share"].map("{:.0%}".format),
                        "possible at best": (_best["error"] / _best["revenue"]).map("{:.0%}".format),
                    }
                ),
            ),
            mo.md(
                f"""
                **{_kept} of {len(_table)} bands keep their budget.** In all {usd(_table["error"].sum())} of {usd(s03_total.value)} are used.
                """
            ),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    The same dollars for every card sounds fair, and is absurd at both ends: more than a cheap card costs, a hair's breadth on a dear one. A percentage is better; best is to know what is *possible* in each band, and to move what can't be kept (over $100) out of the budget, to a person. One error rate for all bands is a promise for none.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### A north star, and how to fool it
    """)
    return


@app.cell(hide_code=True)
def _():
    s03_star_question = predict.choice(
        "Q0.3e",
        "The price-tag project needs one number on the wall. Which one?",
        {
            "r2": (
                "R² of the price model",
                "The team can move it and no customer feels it. Good for the workbench, not for the wall.",
            ),
            "refunds": (
                "Refunds per 1,000 sales, down by 20%, while no more tags are far too low",
                "A customer feels it, the team can move it, it is known within weeks, and the guard stops you from cheating.",
            ),
            "count": (
                "Number of cards priced by the model",
                "A vanity metric: it only goes up, and it goes up fastest when you stop checking.",
            ),
            "revenue": (
                "Revenue of the shop",
                "What everybody wants, moved by a hundred things. A better tag drowns in a good week of sales.",
            ),
        },
        answer="refunds",
    )
    s03_star_question
    return (s03_star_question,)


@app.cell(hide_code=True)
def _(s03_star_question):
    predict.reveal(s03_star_question)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **Try it.** A buyer sends a card back when its tag was at least half above what it usually goes for. Choose who sets the tags; then cheat: lower *all* tags by some percent and watch the star shine.
    """)
    return


@app.cell(hide_code=True)
def _():
    s03_by = mo.ui.dropdown(["median by rarity", "median by card", "model"], value="model", label="Tags by (before: median by card)")
    s03_cheat = mo.ui.slider(0, 50, step=5, value=0, label="Lower all tags by, %", show_value=True)
    mo.hstack([s03_by, s03_cheat], justify="start", gap=2)
    return s03_by, s03_cheat


@app.cell(hide_code=True)
def _(price, s03_by, s03_cheat, s03_star_question, tags):
    predict.gate(s03_star_question)
    _before = budget.drivers(price, tags["median by card"])
    _after = budget.drivers(price, tags[s03_by.value] * (1 - s03_cheat.value / 100))
    _change = _after["refunds"] / _before["refunds"] - 1
    mo.vstack(
        [
            mo.mermaid(budget.driver_tree(_before, _after)),
            mo.md(
                f"""
                Refunds **{_change:+.0%}**: {"the goal of 20% less is reached" if _change <= -0.2 else "the goal of 20% less is not reached"}. Tags that give a third away or more: from {_before["cheap"]:.0f} to **{_after["cheap"]:.0f}** per 1,000.
                """
            ),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    Any single number can be fooled; this one by selling too cheaply. So a **north star** never hangs alone: beside it a **guardrail** (tags too low), below it a **leading** number you see tomorrow (tags within 25%), behind it the **lagging** one that pays (money sent back).
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **What to take from it.** Before a model is trained, four numbers are agreed: what each kind of error costs, the threshold that follows, the budget by band, and the star with its guard. F1, AUC and RMSE help you to *build*. They can't tell the shop what to *do*.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **In practice.** Booking.com looked back on about 150 models in production (Bernardi et al., *150 Successful Machine Learning Models*, KDD 2019): a better offline score did not reliably bring a better business result. So they treat the score as a health check, and measure the business by randomised experiment.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    Zillow bought houses at prices its models set. On November 2, 2021, it announced the end of that business and a write-down of $304 million for one quarter (Zillow Group, results of the third quarter of 2021): the error was too large *for what a purchase may cost*. Section 0.5 rebuilds that case.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.accordion(
        {
            "Think first: finance doesn't know what a bad buy costs. How do you choose a threshold?": mo.md(
                """
                Ask for a range instead of a number, and move the loss slider through it. If the best threshold hardly changes, you don't need to know. If it does, you know exactly which question is worth asking, and what the answer is worth.
                """
            ),
            "Think first: the model never buys below 70%. What will you not learn?": mo.md(
                """
                How the cards you refused would have done. In a year all your labels come from offers you liked, and the model can't find out that it is too careful. Buy a few below the line on purpose, and book the loss as the price of knowing.
                """
            ),
        }
    )
    return


@app.cell(hide_code=True)
def _(exercises_here):
    mo.md(f"""
    {exercises_here("Exercises")}: **E0.3** metrics translation, **E0.3b** what the errors cost, **E0.3c** an error budget by price band, **E0.3d** the threshold that earns most.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 0.4 ML at companies

    **A decision for today.** The shop may hire. The pricing lead wants "one data scientist, who does it all". The director has heard that serious companies have a platform team. A model that prices cards must be thought of, built, shipped, watched and paid for. Who does which part?
    """)
    return


@app.cell(hide_code=True)
def _():
    team_size_question = predict.choice(
        "Q0.4a",
        "A change of the model passes eight tasks. Each time it moves from one owner to another, it waits two days. Which team has it live first?",
        {
            "small": (
                "A small one: a pricing lead and a generalist",
                "It hands over least often. But the generalist owns five kinds of task, and each further kind slows all the others.",
            ),
            "medium": (
                "A medium one: six people, five roles",
                "Focused enough to work fast, and one engineer carries the change through three tasks in a row. With two days a hand-off that is the best trade.",
            ),
            "large": (
                "A large one: twenty people, a role for each task",
                "Everybody does one thing, so the work itself is quickest here. The change spends the time it wins in queues.",
            ),
        },
        answer="medium",
    )
    team_size_question
    return (team_size_question,)


@app.cell(hide_code=True)
def _(team_size_question):
    predict.reveal(team_size_question)
    return


@app.cell(hide_code=True)
def _():
    team_people = mo.ui.slider(1, 40, value=6, label="People who work on the model", show_value=True, full_width=True)
    team_wait = mo.ui.slider(0, 10, value=2, label="Days a change waits at each hand-off", show_value=True, full_width=True)
    mo.vstack([mo.md("**Try it.** Grow the team, and make hand-offs slow or quick. When does the small team win, when the large one?"), team_people, team_wait])
    return team_people, team_wait


@app.cell(hide_code=True)
def _(team_people, team_size_question):
    predict.gate(team_size_question)
    _kind = roles.kind_of(team_people.value)
    _facts = roles.team_facts(team_people.value)
    _lanes = roles.lanes(_kind)
    _base = alt.Chart(_lanes).encode(
        x=alt.X("task:N", sort=None, title=None, axis=alt.Axis(labelAngle=-25)),
        y=alt.Y("owner:N", sort=None, title=None, axis=alt.Axis(grid=True, labelLimit=160)),
        tooltip=["task", "owner", "days"],
    )
    _line = _base.mark_line(strokeWidth=2, color=theme.COLORS["muted"]).encode(order="step:Q")
    _dots = _base.mark_circle(opacity=1, size=260).encode(
        color=alt.condition("datum['handed over']", alt.value(theme.COLORS["bad"]), alt.value(theme.COLORS["truth"]))
    )
    mo.vstack(
        [
            mo.hstack(
                [
                    mo.stat(_kind, label="kind of team"),
                    mo.stat(str(_facts["roles"]), label="roles"),
                    mo.stat(str(_facts["hand-offs"]), label="hand-offs a change"),
                    mo.stat(str(_facts["people a role"]), label="people for each role"),
                    mo.stat(f"{_facts['pairs']:,}", label="pairs who may have to talk"),
                ],
                gap=1,
            ),
            alt.layer(_line, _dots).properties(width=600, height=max(38 * _facts["roles"], 90)),
            mo.md("The way of one change. An orange dot is a hand-off: it arrives from somebody else, and waits."),
        ]
    )
    return


@app.cell(hide_code=True)
def _(team_people, team_size_question, team_wait):
    predict.gate(team_size_question)
    _labels = {"small": "small (up to 3)", "medium": "medium (4 to 9)", "large": "large (10 and more)"}
    _table = roles.days_table(team_wait.value, _labels)
    _long = _table.melt(id_vars=["team", "days"], value_vars=["work", "waiting"], var_name="part", value_name="of it")
    _chosen = {_labels[predict.guess(team_size_question)]} if predict.guess(team_size_question) else set()
    _now = _labels[roles.kind_of(team_people.value)]
    _base = alt.Chart(_long).encode(y=alt.Y("team:N", sort=None, title=None, axis=alt.Axis(labelLimit=160)))
    _bars = _base.mark_bar(height=20).encode(
        x=alt.X("of it:Q", title="days from the idea to a measured change", scale=alt.Scale(domain=[0, 105])),
        color=alt.Color(
            "part:N",
            title=None,
            sort=["work", "waiting"],
            scale=alt.Scale(domain=["work", "waiting"], range=[theme.COLORS["truth"], theme.COLORS["bad"]]),
            legend=alt.Legend(orient="top"),
        ),
        order=alt.Order("part:N", sort="descending"),
        tooltip=["team", "part", alt.Tooltip("of it:Q", format=".1f")],
    )
    _said = _table.assign(
        says=[
            f"{row.days:.0f}" + ("  your team now" if row.team == _now else "") + ("  your guess" if row.team in _chosen else "")
            for row in _table.itertuples()
        ]
    )
    _text = (
        alt.Chart(_said)
        .mark_text(align="left", dx=5, color=theme.COLORS["muted"])
        .encode(y=alt.Y("team:N", sort=None), x="days:Q", text="says:N")
    )
    _days = "day" if team_wait.value == 1 else "days"
    _best = _table.loc[_table["days"].idxmin(), "team"]
    mo.vstack(
        [
            alt.layer(_bars, _text).properties(width=520, height=110),
            mo.md(f"With {team_wait.value} {_days} a hand-off, the **{_best.split(' (')[0]}** team is first."),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(f"""
    **What to take from it.** The model behind the sliders is simple: {sum(roles.TASKS.values()):.0f} days of work, {roles.SWITCHING:.0%} more for each further kind of task an owner has, plus the waiting. Your numbers will differ; the shape won't. Specialists make the work quicker and the way longer. So cut *hand-offs* before you add people, and let one person carry a change to the end. The field's words: **ownership**, **hand-off**, **lead time**.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **In practice.** Nahar, Zhou, Lewis and Kästner interviewed 45 practitioners of 28 organisations (*Collaboration Challenges in Building ML-Enabled Systems*, ICSE 2022). What hurt was seldom the model. It was what crosses from one team to the next: requirements, training data, and who integrates the model into the product.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### The way of a project

    A plan draws it as a line. Put the steps in an order that works, before you see one.
    """)
    return


@app.cell(hide_code=True)
def _():
    team_order_question = predict.order(
        "Q0.4b",
        "Put the ten steps of the pricing project in order.",
        {name: words for name, (words, _) in roles.STEPS.items()} | roles.LATER,
        before=roles.BEFORE,
        explanation="The metric comes first, because it decides which data you need. The rule and the model may be made in either order, but both before the judging: a model is judged *against* something. And nothing ends with the release.",
    )
    team_order_question
    return (team_order_question,)


@app.cell(hide_code=True)
def _(team_order_question):
    predict.reveal(team_order_question)
    return


@app.cell(hide_code=True)
def _(team_order_question):
    predict.gate(team_order_question)
    mo.vstack([mo.mermaid(roles.lifecycle_graph()), mo.md("The dashed arrows are what the plan leaves out: a check that fails sends you **back**.")])
    return


@app.cell(hide_code=True)
def _():
    team_plan_weeks = float(roles.expected_visits(0.0)["weeks"].sum())
    team_loop_question = predict.number(
        "Q0.4c",
        f"Without any loop, the way to the release takes {team_plan_weeks:.0f} weeks. Now let each of the three checks (judging, trial, release) send you back one time in three. How many weeks do you expect?",
        10,
        60,
        1,
        answer=lambda: float(roles.expected_visits(1 / 3)["weeks"].sum()),
        tolerance=4,
        unit="weeks",
        explain="Each check has to be passed in turn, and a late failure repeats everything before it, checks included. So loops multiply, they don't add up.",
    )
    team_loop_question
    return team_loop_question, team_plan_weeks


@app.cell(hide_code=True)
def _(team_loop_question):
    predict.reveal(team_loop_question)
    return


@app.cell(hide_code=True)
def _():
    team_back = mo.ui.slider(0, 0.5, step=0.05, value=0.3, label="Chance that a check sends you back", show_value=True, full_width=True)
    team_back
    return (team_back,)


@app.cell(hide_code=True)
def _(team_back, team_loop_question, team_plan_weeks):
    predict.gate(team_loop_question)
    _table = roles.expected_visits(team_back.value)
    _total = _table["weeks"].sum()
    mo.vstack(
        [
            bars(_table, "step", "weeks", "expected weeks", form=".1f"),
            mo.md(
                f"Expected: **{_total:.0f} weeks**, {_total / team_plan_weeks:.1f} times the plan. Data is collected and checked **{_table['times'].iloc[1]:.1f}** times."
            ),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **What to take from it.** You can't promise that checks pass. You can make them *early and cheap*: measure the rule in the first week, try the model on ten real decisions before the hundredth feature. A check that fails early sends you back two steps, not seven.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **In practice.** Amershi et al. describe the workflow of teams at Microsoft in nine stages, from model requirements to monitoring, with arrows from evaluation and monitoring back to any earlier stage (*Software Engineering for Machine Learning: A Case Study*, ICSE-SEIP 2019). The loops are part of the picture, not an accident in it.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### How projects fail

    Most end in one of three ways: the **wrong problem** (it works and nobody needed it), **bad data** (it learned something else than you think), or **no adoption** (it is right and nobody acts on it). Each needs another cure.
    """)
    return


@app.cell(hide_code=True)
def _():
    team_failure_question = predict.match(
        "Q0.4d",
        "Six stories from the shop. How did each project fail?",
        {
            "rmse": "The price model won on RMSE. Buyers only ask which cards to buy, so they still guess",
            "nm": "The form sends condition NM for every card. Played cards got the price of mint ones",
            "tab": "The price is right, but in a tool that buyers have to open beside the till. They don't",
            "rare": "It prices cards over $1,000 well. The shop sells two of them a month, by hand",
            "trust": "After one absurd price in week one, buyers override it all, also where it is right",
            "sold": "It was trained on sold cards only, and believes that everything sells",
        },
        {"problem": "wrong problem", "data": "bad data", "adoption": "no adoption"},
        answer={"rmse": "problem", "nm": "data", "tab": "adoption", "rare": "problem", "trust": "adoption", "sold": "data"},
        explanations={
            "rmse": "the metric was met, the decision was another one. Ask what will be done differently.",
            "nm": "every row looked fine. Compare a batch with what is usual (module 1).",
            "tab": "nothing is wrong with the model. Put the price where the decision is made.",
            "rare": "a fine model of something that hardly happens. Count decisions first.",
            "trust": "people forgive a colleague sooner than a machine. Start with few cards and a limit on absurd prices.",
            "sold": "those that never sold are missing: survivorship. No model can see what isn't there.",
        },
    )
    team_failure_question
    return (team_failure_question,)


@app.cell(hide_code=True)
def _(team_failure_question):
    predict.reveal(team_failure_question)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **What to take from it.** "We need a better model" cures none of the six. Before you improve a model, ask three things: *who decides what by it, is the data what we think, does anybody use it?* Paleyes, Urma and Lawrence collected published deployments that got stuck, stage by stage (*Challenges in Deploying Machine Learning: A Survey of Case Studies*, ACM Computing Surveys, 2022).
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### Say it so that somebody can act

    You found something. The CFO gives you one sentence.
    """)
    return


@app.cell(hide_code=True)
def _():
    team_cfo_question = predict.choice(
        "Q0.4e",
        "Which sentence lets the CFO decide today?",
        {
            "rmse": (
                "RMSE fell from 19.8 to 15.6 on the hold-out months",
                "True and exact, for a colleague. The CFO can't tell whether 4.2 of anything is worth money.",
            ),
            "better": (
                "The new model is much more accurate and state of the art",
                "Plain words, but no number, so nothing to weigh. And a promise nobody can check later.",
            ),
            "ask": (
                "The typical miss fell by $4 a card. For $2,000 we try it on everyday cards until 1 March; if it earns less than the old way, we stop",
                "A number in dollars, a price, a decision, a date, and what ends it. Everything to say yes or no.",
            ),
            "wait": (
                "We will know more after the analysis",
                "Honest, and no help. Say *when* you will know, and what you will do in either case.",
            ),
        },
        answer="ask",
    )
    team_cfo_question
    return (team_cfo_question,)


@app.cell(hide_code=True)
def _(team_cfo_question):
    predict.reveal(team_cfo_question)
    return


@app.cell(hide_code=True)
def _():
    team_message = mo.ui.dropdown(list(roles.LADDERS), value="On the drift", label="Message")
    team_step = mo.ui.slider(1, 4, value=1, label="Step", show_value=True)
    mo.vstack([mo.md("**Try it.** Climb from the words of the team to a sentence that can be answered with yes or no. (The numbers in these messages are examples.)"), mo.hstack([team_message, team_step], justify="start", gap=2)])
    return team_message, team_step


@app.cell(hide_code=True)
def _(team_message, team_step):
    _text = roles.LADDERS[team_message.value][team_step.value - 1]
    _open = roles.what_is_missing(_text)
    mo.callout(
        mo.md(
            f"**{roles.LADDER_STEPS[team_step.value - 1]}**\n\n{_text}\n\n"
            + (f"*Still open:* {'; '.join(_open)}." if _open else "*A reader can say yes or no to this.*")
        ),
        kind="neutral",
    )
    return


@app.cell(hide_code=True)
def _():
    team_draft = mo.ui.text_area(
        value="The pipeline shows drift, inference latency p95 is fine.", label="Now your own sentence", rows=3, full_width=True
    )
    team_draft
    return (team_draft,)


@app.cell(hide_code=True)
def _(team_draft):
    _open = roles.what_is_missing(team_draft.value)
    mo.md(
        ("**A reader would still ask for:**\n\n" + "\n".join(f"- {one}" for one in _open))
        if _open
        else "Nothing obvious is missing. Whether it is *good* no program can tell: read it to somebody who pays."
    )
    return


@app.cell(hide_code=True)
def _():
    mo.accordion(
        {
            "Think first: a sentence has a number, money, a decision and a date. Can it still mislead?": mo.md(
                """
                Easily. "We save $40,000 from 1 May, approve today" may hide that the number is a best case, that one slice gets worse, or that doing nothing saves $35,000 too. So add the range and the alternative: *between $10,000 and $60,000; the simple rule alone brings $25,000.*
                """
            )
        }
    )
    return


@app.cell(hide_code=True)
def _(exercises_here):
    mo.md(f"""
    {exercises_here("Exercise")}, now or later: **E0.4** say it plainly.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 0.5 Case studies

    **A decision for today.** The director has read about Netflix and wants "a recommender like theirs". She has also read about Watson. Before the shop copies anybody: what made the one pay, what made the other stop, and which case is most like ours?
    """)
    return


@app.cell(hide_code=True)
def _():
    case_netflix_question = predict.choice(
        "Q0.5a",
        "In 2007 a team won the first prize of Netflix's contest: 107 algorithms together, 8.43% better than Netflix's own system. What did Netflix put to use?",
        {
            "all": ("All 107, after a rewrite for speed", "They looked at it. The last of them added almost nothing, and each would have to run and be watched."),
            "two": (
                "Two of the 107",
                "The two best, a matrix factorisation and a restricted Boltzmann machine, gave most of the gain. They had to be made fit for billions of ratings, and stayed in use.",
            ),
            "none": ("None", "That is how it is often told. It is true of the *final* blend of 2009, not of this one."),
            "one": ("A new one that the contest inspired", "A tidy story, but the source says otherwise: parts of the winning blend themselves went live."),
        },
        answer="two",
    )
    case_netflix_question
    return (case_netflix_question,)


@app.cell(hide_code=True)
def _(case_netflix_question):
    predict.reveal(case_netflix_question)
    return


@app.cell(hide_code=True)
def _():
    case_point = mo.ui.slider(50, 5000, step=50, value=500, label="One percent less error is worth, $1,000 a year", show_value=True, full_width=True)
    case_keep = mo.ui.slider(0, 50, value=20, label="To keep one algorithm running costs, $1,000 a year", show_value=True, full_width=True)
    mo.vstack([mo.md("**Try it.** The percentages are Netflix's, the dollars are yours. How much must accuracy be worth before all 107 pay?"), case_point, case_keep])
    return case_keep, case_point


@app.cell(hide_code=True)
def _(case_keep, case_netflix_question, case_point):
    predict.gate(case_netflix_question)
    _table = cases.netflix_value(case_point.value, case_keep.value)
    _first, _rest = cases.netflix_share()
    _better = _table.loc[_table["net"].idxmax(), "algorithms"]
    _base = alt.Chart(_table).encode(y=alt.Y("step:N", sort=None, title=None, axis=alt.Axis(labelLimit=260)))
    _bars = _base.mark_bar(height=20).encode(
        x=alt.X("net:Q", title="worth less upkeep, $1,000 a year", axis=alt.Axis(format="$,.0f")),
        color=alt.condition("datum.net < 0", alt.value(theme.COLORS["bad"]), alt.value(theme.COLORS["truth"])),
        tooltip=["step", alt.Tooltip("better:Q", format=".2f", title="percent better"), alt.Tooltip("net:Q", format="$,.0f")],
    )
    mo.vstack(
        [
            _bars.properties(width=440, height=80),
            mo.md(
                f"""
                Each of the first two algorithms took **{_first:.1f}%** off the error, each of the other 105 about **{_rest:.3f}%**, {_first / _rest:,.0f} times less. With your dollars you keep **{_better}**. The other 105 pay once one percent is worth {1 / _rest:,.0f} times what one algorithm costs.
                """
            ),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(f"""
    Of the final blend of 2009 the same authors say that its extra accuracy *did not seem to justify the engineering effort* of bringing it into production ({cases.SOURCES["netflix_blog"].markdown()}). Streaming had also changed the question: what do I watch **now**, not how many stars would I give.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(f"""
    **Why it paid.** In 2015 Netflix said that recommendations influence about 80% of the hours streamed, and that personalisation and recommendations together save more than $1 billion a year, because fewer members cancel. They judge changes by A/B tests on *retention*, not by stars ({cases.SOURCES["netflix_paper"].markdown()}). Three things helped that no algorithm brings: a wrong tip costs seconds, an answer comes the same evening, and the tip *is* the product.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(f"""
    ### Watson at MD Anderson: the gates that weren't there

    In 2012 the cancer center MD Anderson began an "Oncology Expert Advisor" on IBM's Watson. By August 2016 it had paid out ${cases.WATSON_COST:.1f} million, and the system was neither in clinical use nor piloted elsewhere ({cases.SOURCES["watson_audit"].markdown()}; in short: {cases.SOURCES["watson_forbes"].markdown()}). You have what came out before you.
    """)
    return


@app.cell(hide_code=True)
def _():
    case_watson_question = predict.pick(
        "Q0.5b",
        "Which of these would have been a reason to stop, or to hold the money back, while the project ran?",
        {
            "invoices": (
                "Invoices were paid in full, whether or not what was agreed had been delivered",
                "Then no payment is a check. Tie each part of the money to something that works.",
            ),
            "spent": (
                "Tens of millions had been spent already",
                "Sunk cost. It is gone in either case and says nothing of what the *next* million brings. Many went on because of it; few stop because of it. Neither is a reason.",
            ),
            "records": (
                "The center changed its patient records system, and the product didn't work with the new one",
                "Without the records it can't be used at the bedside, however good it is. Integration comes before accuracy.",
            ),
            "accuracy": (
                "The audit found that its advice was wrong too often",
                "It found no such thing: it says that it is no opinion on the science or the abilities of the system. Read what a report measured.",
            ),
            "clinic": (
                "After four years it was not in clinical use, and not piloted outside",
                "The one outcome that counts had not begun. A first use on a few real cases belongs in the first year.",
            ),
            "press": (
                "IBM said in public that the center was using Watson for its mission to eradicate cancer",
                "A press release of 2013. It is a hope with a logo on it, evidence neither for nor against.",
            ),
        },
        answer={"invoices", "records", "clinic"},
    )
    case_watson_question
    return (case_watson_question,)


@app.cell(hide_code=True)
def _(case_watson_question):
    predict.reveal(case_watson_question)
    return


@app.cell(hide_code=True)
def _():
    case_gates = mo.ui.slider(0, 8, value=0, label="Gates at which the next part of the money may be refused", show_value=True, full_width=True)
    case_catch = mo.ui.slider(0, 0.9, step=0.1, value=0.5, label="Chance that a gate stops a project that can't work", show_value=True, full_width=True)
    case_alarm = mo.ui.slider(0, 0.3, step=0.02, value=0.06, label="Chance that a gate stops a good project by mistake", show_value=True, full_width=True)
    mo.vstack([mo.md("**Try it.** Same money, paid in equal parts with a gate before each further part. (Equal parts are our assumption; the real ones were not.)"), case_gates, case_catch, case_alarm])
    return case_alarm, case_catch, case_gates


@app.cell(hide_code=True)
def _(case_alarm, case_catch, case_gates, case_watson_question):
    predict.gate(case_watson_question)
    _result = cases.expected_spend(cases.WATSON_COST, case_gates.value, case_catch.value, case_alarm.value)
    _table = cases.spend_by_gates(cases.WATSON_COST, case_catch.value)
    _base = alt.Chart(_table).encode(x=alt.X("gates:O", title="number of gates", axis=alt.Axis(labelAngle=0)))
    _bars = _base.mark_bar(size=26).encode(
        y=alt.Y("spent:Q", title="expected spend, $ million", axis=alt.Axis(format="$.0f"), scale=alt.Scale(domain=[0, 65])),
        color=alt.condition(
            f"datum.gates == {case_gates.value}", alt.value(theme.COLORS["accent"]), alt.value(theme.COLORS["truth"])
        ),
        tooltip=["gates", alt.Tooltip("spent:Q", format="$.1f")],
    )
    mo.vstack(
        [
            _bars.properties(width=480, height=200),
            mo.md(
                f"""
                A project that can't work costs **${_result["doomed"]:.1f} million** on average{f", ${_result['saved']:.1f} million less than with no gate" if case_gates.value else ""}. A good project gets through all gates with chance **{_result["survives"]:.0%}**.
                """
            ),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **What to take from it.** The first gates save most; each further one costs good projects. A gate is worth something only if it can say no, so write down *before* it what will count: a number, a date, who decides. And a gate on use ("three doctors took its advice on ten real cases") is worth more than one on accuracy.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(f"""
    **And then?** MD Anderson's project is not IBM's product *Watson for Oncology*, trained at another hospital. Of that one, STAT reported that only a few dozen hospitals used it after three years ({cases.SOURCES["watson_2017"].markdown()}), and that IBM's own documents named unsafe advice and blamed training on a small number of made-up cases ({cases.SOURCES["watson_2018"].markdown()}). In January 2022 IBM agreed to sell Watson Health's data and analytics to Francisco Partners ({cases.SOURCES["watson_sale"].markdown()}).
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### The case closest to ours: Zillow Offers

    You met Zillow in 0.3. It estimated what houses are worth; from 2018 it also *bought* them, to sell them on. Our shop wants the same with cards. Here is its desk: a model that is right on average, and sellers who may say no.
    """)
    return


@app.cell(hide_code=True)
def _():
    case_sales = load_sales()
    case_desk = priced_cards.price_later_cards(case_sales)
    return case_desk, case_sales


@app.cell(hide_code=True)
def _(case_desk):
    case_desk_question = predict.number(
        "Q0.5c",
        f"The model is right on average. You offer 10% less than it says; were every offer taken, you would earn ${cases.buy(case_desk, 0.1, 0.0)['by all']:.2f} a card. But half of the sellers know their card, and refuse less than 90% of what it will fetch. What do you earn a bought card?",
        -4,
        4,
        0.1,
        answer=lambda: cases.buy(case_desk, 0.1, 0.5)["earned"],
        tolerance=0.4,
        unit="dollars",
        explain="Sellers who know refuse you where the model is too low, and say yes where it is too high. Your errors don't cancel out any more: you are sold the bad ones.",
    )
    case_desk_question
    return (case_desk_question,)


@app.cell(hide_code=True)
def _(case_desk_question):
    predict.reveal(case_desk_question)
    return


@app.function
def case_bought(worth: np.ndarray, offer: np.ndarray, knows: np.ndarray) -> float:
    """What a bought card earns, after the fee of the resale."""
    yes = ~knows | (offer >= 0.9 * worth)
    return float((worth * (1 - priced_cards.FEE) - offer)[yes].mean())


@app.cell
def _(case_desk, case_desk_question):
    predict.gate(case_desk_question)
    case_earned = case_bought(
        worth=case_desk.cards["price_usd"].to_numpy(),
        offer=0.9 * case_desk.cards["predicted"].to_numpy(),
        knows=np.random.default_rng(0).random(len(case_desk.cards)) < 0.5,
    )
    round(case_earned, 2)
    return


@app.cell(hide_code=True)
def _():
    case_discount = mo.ui.slider(0, 40, step=5, value=10, label="You offer less than the model says by, %", show_value=True, full_width=True)
    case_knowing = mo.ui.slider(0, 100, step=10, value=50, label="Sellers who know their card, %", show_value=True, full_width=True)
    case_move = mo.ui.slider(-30, 30, step=5, value=0, label="Prices move before you sell, %", show_value=True, full_width=True)
    mo.vstack([mo.md("**Try it.** Can a lower offer save you when all sellers know?"), case_discount, case_knowing, case_move])
    return case_discount, case_knowing, case_move


@app.cell(hide_code=True)
def _(case_desk, case_desk_question, case_discount, case_knowing, case_move):
    predict.gate(case_desk_question)
    _result = cases.buy(case_desk, case_discount.value / 100, case_knowing.value / 100, case_move.value / 100)
    _table = cases.by_discount(case_desk, case_knowing.value / 100, case_move.value / 100)
    _table["discount"] = 100 * _table["discount"]
    _lines = (
        alt.Chart(_table)
        .mark_line(point=True)
        .encode(
            x=alt.X("discount:Q", title="offer below the model's price, %", axis=alt.Axis(tickCount=8)),
            y=alt.Y("earned:Q", title="earned a card, USD", axis=alt.Axis(format="$.0f")),
            color=alt.Color(
                "who:N",
                title=None,
                scale=alt.Scale(
                    domain=["if all said yes", "cards you get"], range=[theme.COLORS["muted"], theme.COLORS["truth"]]
                ),
                legend=alt.Legend(orient="top"),
            ),
            tooltip=["who", "discount", alt.Tooltip("earned:Q", format="$.2f")],
        )
    )
    _zero = alt.Chart(pd.DataFrame({"y": [0]})).mark_rule().encode(y="y:Q")
    _here = alt.Chart(pd.DataFrame({"x": [case_discount.value], "y": [_result["earned"]]})).mark_point(
        size=200, color=theme.COLORS["accent"], filled=False, strokeWidth=3
    ).encode(x="x:Q", y="y:Q")
    mo.vstack(
        [
            with_guess(alt.layer(_zero, _lines, _here), predict.guess(case_desk_question), axis="y").properties(width=520, height=240),
            mo.hstack(
                [
                    mo.stat(f"{_result['bought']:,} of {_result['offered']:,}", label="cards you buy"),
                    mo.stat(cases.money(_result["earned"], 2), label="earned on each"),
                    mo.stat(cases.money(_result["total"]), label="in all"),
                ],
                justify="start",
                gap=3,
            ),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **What to take from it.** Between a prediction and money stands somebody who *answers*. When all sellers know, no discount helps: you buy fewer cards, and each still loses. That is the **winner's curse**, or adverse selection. An error that is harmless on average hurts if others choose where it falls. And the longer you hold, the more the market's move outweighs your model.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(f"""
    **What Zillow said.** On 2 November 2021 it announced the end of Zillow Offers, a write-down of $304 million for one quarter, and that about a quarter of its people would go. Its CEO: *"We've determined the unpredictability in forecasting home prices far exceeds what we anticipated"* ({cases.SOURCES["zillow"].markdown()}). It had bought homes above its own later estimates of their price. That sellers chose which offers to take is *our* reading, not Zillow's words.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### Six more, as cards to turn

    Read the situation, say what you would have asked, then open the card.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.accordion(
        {
            "Google, 2008-2013: search words tell how much flu there is, weeks before the doctors' reports": mo.md(
                f"""
                From August 2011 on it was too high in **100 of 108 weeks**. The doctors' own, older numbers, simply carried forward, were closer. Searches changed with the news and with the search engine itself; the model was not measured against the dull alternative. *Ask: what does last week's number alone do?*

                {cases.SOURCES["google_flu"].markdown()}
                """
            ),
            "Google Health, 2018-2019: a model reads eye photographs as well as specialists and comes to clinics in Thailand": mo.md(
                f"""
                In eleven clinics, more than a fifth of the pictures were refused as too poor to read: rooms were too light, and the network slow. Who had a refused picture was sent to a specialist; some nurses advised patients against taking part. *Ask: what are the inputs like where it will be used?*

                {cases.SOURCES["google_eyes"].markdown()}
                """
            ),
            "Google, 2015: what is a working ML system made of?": mo.md(
                f"""
                Of a mature system perhaps **5% is ML code**, and the rest glue, configuration, data checks, serving and monitoring; the authors call its upkeep *technical debt*. A colleague's first rule: don't be afraid to launch without machine learning. *Ask: who keeps the other 95% alive?*

                {cases.SOURCES["google_debt"].markdown()}

                {cases.SOURCES["google_rules"].markdown()}
                """
            ),
            "Amazon, 2014-2017: a tool gives applicants one to five stars, learned from ten years of applications": mo.md(
                f"""
                Most of those had come from men, so it learned to mark down applications that contained the word *women's*. Taking out single words gave no certainty that it wouldn't find others; the team was dissolved. Recruiters had looked at its stars, Reuters was told, but never relied on them alone. *Ask: whose decisions are in the labels, and do we want more of them?*

                {cases.SOURCES["amazon_hiring"].markdown()}
                """
            ),
            "Amazon, 2003: recommend at once, to millions of customers, out of millions of things": mo.md(
                f"""
                Don't compare customers while they wait. Build a table of *similar things* beforehand, and look it up: the work at the click doesn't grow with the number of customers. Not the cleverest method of its day; one that answers in time. *Ask: how much time is there, and what can be done before?*

                {cases.SOURCES["amazon_items"].markdown()}
                """
            ),
            "Uber, before 2015: good data scientists, few models in use": mo.md(
                f"""
                A model was as large as a desktop computer could train, and for each one an engineering team built its own way into production. The cure was no better model but a shared road for all: one place for features, training, release and monitoring, named Michelangelo. *Ask: what does our second model cost?*

                {cases.SOURCES["uber"].markdown()}
                """
            ),
        }
    )
    return


@app.cell(hide_code=True)
def _():
    case_lessons_question = predict.match(
        "Q0.5d",
        "Which case taught which lesson?",
        {
            "netflix": "Netflix, the final blend",
            "watson": "Watson at MD Anderson",
            "flu": "Google Flu Trends",
            "eyes": "Google Health in Thailand",
            "hiring": "Amazon's hiring tool",
            "zillow": "Zillow Offers",
        },
        {
            "upkeep": "The last bit of accuracy may cost more than it brings",
            "gates": "Tie the money to first real use, in steps that can say no",
            "dull": "Measure against the dull alternative, again and again",
            "place": "Test where it will be used, with those who will use it",
            "labels": "Labels that are old decisions repeat them",
            "chosen": "Who may say no to your prediction chooses your errors",
            "data": "With enough data any model becomes right",
        },
        answer={"netflix": "upkeep", "watson": "gates", "flu": "dull", "eyes": "place", "hiring": "labels", "zillow": "chosen"},
        explanations={
            "netflix": "better by the contest's metric, not worth its engineering.",
            "watson": "invoices were paid whether or not something worked.",
            "flu": "old doctors' reports carried forward did better.",
            "eyes": "light rooms and poor pictures are not in the laboratory's test set.",
            "hiring": "more data of the same kind makes it more certain, not more just. No technical fix: someone has to say what a good applicant is.",
            "zillow": "you are sold what you overprice.",
        },
    )
    case_lessons_question
    return (case_lessons_question,)


@app.cell(hide_code=True)
def _(case_lessons_question):
    predict.reveal(case_lessons_question)
    return


@app.cell(hide_code=True)
def _():
    mo.accordion(
        {
            "Think first: all these cases are told by the winners, the press or an auditor. What does that do to the lessons?": mo.md(
                """
                Projects that end quietly leave no paper, so you see the great successes and the public failures: survivorship, as in module 1. And after the fact every sign looks clear. Use a case to find *questions* for your own project. To answer them, use your own numbers.
                """
            )
        }
    )
    return


@app.cell(hide_code=True)
def _(exercises_here):
    mo.md(f"""
    {exercises_here("Exercise")}: **E0.5** go or stop.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(f"""
    ## 0.6 Requirements and framing

    **A decision for today.** Two buyers say: "Build us something that finds bargains." They have {framing.MEETING} minutes for you. What you don't ask now, you will guess later; and then you build a model for your guesses.
    """)
    return


@app.cell(hide_code=True)
def _():
    need_first_question = predict.pick(
        "Q0.6a",
        "Which three questions do you ask first?",
        {
            key: (framing.INTERVIEW[key].text, why)
            for key, why in {
                "algorithm": "Yours to answer, not theirs, and last. Nothing about users, money or data follows from it.",
                "decision": "Everything hangs on it: the unit, the time, the metric, who has to like it.",
                "dashboard": "Looks can be changed in an hour. The meeting can't be had again.",
                "loss": "It decides the loss function. When wrong picks cost and missed ones don't, be careful rather than complete.",
                "label": "Without it there is nothing to learn from and nothing to check by.",
            }.items()
        },
        answer={"decision", "loss", "label"},
    )
    need_first_question
    return (need_first_question,)


@app.cell(hide_code=True)
def _(need_first_question):
    predict.reveal(need_first_question)
    return


@app.cell(hide_code=True)
def _():
    need_asked = mo.ui.multiselect(
        {f"{question.text} ({question.minutes} min)": key for key, question in framing.INTERVIEW.items()},
        label="Ask, in this order",
        full_width=True,
    )
    mo.vstack([mo.md(f"**Try it.** Hold the interview: {framing.MEETING} minutes, {sum(question.minutes for question in framing.INTERVIEW.values())} minutes of questions. Bring the risk down as far as you can."), need_asked])
    return (need_asked,)


@app.cell(hide_code=True)
def _(need_asked, need_first_question):
    predict.gate(need_first_question)
    _state = framing.interview(need_asked.value)
    _answers = "\n".join(
        f"| {framing.INTERVIEW[key].text} | {framing.INTERVIEW[key].answer} |" for key in need_asked.value[: _state["answered"]]
    )
    _over = len(need_asked.value) - _state["answered"]
    _open = [
        question.topic
        for key, question in framing.INTERVIEW.items()
        if question.risk and key not in need_asked.value[: _state["answered"]]
    ]
    _color = theme.COLORS["bad" if _state["risk"] > 50 else "guess" if _state["risk"] > 25 else "good"]
    _meter = mo.Html(
        f'<div role="meter" aria-label="open risk" aria-valuenow="{_state["risk"]:.0f}" aria-valuemin="0" aria-valuemax="100" '
        f'style="border: 1px solid {theme.COLORS["muted"]}; border-radius: 6px; height: 1.4rem; max-width: 34rem">'
        f'<div style="background: {_color}; width: {_state["risk"]:.0f}%; height: 100%; border-radius: 5px"></div></div>'
    )
    mo.vstack(
        [
            mo.md(f"**Open risk: {_state['risk']:.0f}%** · {_state['minutes']} of {framing.MEETING} minutes used"),
            _meter,
            mo.md(f"| you asked | they said |\n| :--- | :--- |\n{_answers}") if _answers else mo.md("*Nothing asked yet.*"),
            mo.md(
                (f"Time is up: {_over} of your questions came too late. " if _over else "")
                + (f"Still guessed: {', '.join(_open)}." if _open else "")
            ),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **What to take from it.** Ask in the order *decision, cost of errors, label, today's way*; then volume, time, data, privacy, owner, and the number that would make you stop. Ask for numbers: "soon" becomes "by 9", "good" becomes "71 of 200 lost money". What stays open goes into the brief as an **assumption**, with a name beside it.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### One need, four problems

    "Find bargains" is no ML problem yet. You can predict the **price**, or **whether** a listing is a bargain, or **which** of two is the better one, or a **careful price** that most sales reach. Each has its own loss, and each fills the morning list in another way.
    """)
    return


@app.cell(hide_code=True)
def _():
    need_framing_question = predict.choice(
        "Q0.6b",
        "The buyers can buy 40 of 600 listings. Wrong picks cost money, missed ones don't. You order the list by predicted price minus asking price. What is wrong with that?",
        {
            "nothing": ("Nothing: the gap is the profit", "It would be, if the price were known. It is predicted, and the largest gaps are where the prediction is most wrong."),
            "errors": (
                "The top of the list is where the price is overestimated most",
                "Sorting by a noisy number sorts by its noise. You need an output that is careful where you are unsure, or one that was trained to order.",
            ),
            "slow": ("It is too slow to sort 600 listings", "A computer sorts 600 numbers in less than a thousandth of a second."),
            "rmse": ("The RMSE has to come down first", "That helps every framing a little. The order stays wrong in the same way: the top is picked by its errors."),
        },
        answer="errors",
    )
    need_framing_question
    return (need_framing_question,)


@app.cell(hide_code=True)
def _(need_framing_question):
    predict.reveal(need_framing_question)
    return


@app.cell(hide_code=True)
def _(case_desk):
    need_bargains = framing.Bargains(case_desk)
    need_forty = need_bargains.results(40).set_index("framing")
    return need_bargains, need_forty


@app.cell(hide_code=True)
def _(need_forty):
    need_losers_question = predict.number(
        "Q0.6c",
        "Buyers take the 40 listings with the largest gap between the predicted price and the asking price. How many of the 40 lose money?",
        0,
        40,
        1,
        answer=lambda: 0.4 * float(need_forty.loc["point", "losers"]),
        tolerance=3,
        unit="of 40",
        explain=lambda: f"With the careful price it is {0.4 * need_forty.loc['low', 'losers']:.0f}. Same data, same inputs, another question.",
    )
    need_losers_question
    return (need_losers_question,)


@app.cell(hide_code=True)
def _(need_losers_question):
    predict.reveal(need_losers_question)
    return


@app.cell(hide_code=True)
def _():
    need_picks = mo.ui.slider(10, 150, step=10, value=40, label="Cards they can buy a day", show_value=True, full_width=True)
    need_day = mo.ui.slider(1, framing.DAYS, value=1, label="Look at the list of day", show_value=True, full_width=True)
    mo.vstack([mo.md("**Try it.** The same listings, four framings. Asking prices are drawn as sellers set them; what a card fetched is from the shop's sales of spring 2026."), need_picks, need_day])
    return need_day, need_picks


@app.cell(hide_code=True)
def _(need_bargains, need_day, need_losers_question, need_picks):
    predict.gate(need_losers_question)
    _table = need_bargains.results(need_picks.value)
    _losses = need_bargains.losses(need_bargains.day(need_day.value - 1))
    _say = {"point": "${:.2f} RMSE", "class": "{:.3f} log loss", "rank": "{:.0%} of pairs wrong", "low": "${:.2f} pinball"}
    _rows = "\n".join(
        f"| **{row.task}** | {framing.FRAMINGS[row.framing]['output']} | {_say[row.framing].format(_losses[row.framing])} | ${row.earned:.0f} | ${row.spent:.0f} | {row.losers:.0f}% |"
        for row in _table.itertuples()
    )
    _head = f"| framing | what comes out | its own loss, day {need_day.value} | earned a day | money tied up | picks that lose |"
    mo.vstack(
        [
            mo.md(f"{_head}\n| :--- | :--- | :--- | ---: | ---: | ---: |\n{_rows}"),
            mo.md(f"Money and losers are means of {framing.DAYS} days. The losses are in four units: **you can't compare them**. The money you can."),
        ]
    )
    return


@app.cell(hide_code=True)
def _(need_bargains, need_day, need_losers_question):
    predict.gate(need_losers_question)
    _table = need_bargains.outputs(need_bargains.day(need_day.value - 1)).nlargest(8, "by point")
    _shown = pd.DataFrame(
        {
            "asking": _table["asking"].map("${:,.2f}".format),
            "regression": _table["price"].map("${:,.2f}".format),
            "classification": _table["chance"].map("{:.0%}".format),
            "ranking": _table["place"].map("place {}".format),
            "quantile": _table["careful"].map("${:,.2f}".format),
            "it fetched": _table["worth"].map("${:,.2f}".format),
            "earned": _table["gain"].map(lambda gain: cases.money(gain, 2)),
        }
    )
    _rows = "\n".join(
        [
            "| " + " | ".join(_shown.columns) + " |",
            "|" + " ---: |" * len(_shown.columns),
            *("| " + " | ".join(map(str, row)) + " |" for row in _shown.itertuples(index=False)),
        ]
    )
    mo.vstack([mo.md("The eight listings that the price alone puts on top:"), mo.md(_rows)])
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    The careful price differs from the usual one in one line: the loss. Missing low costs a little, missing high costs much.
    """)
    return


@app.function
def need_pinball(actual: np.ndarray, predicted: np.ndarray, quantile: float) -> float:
    under = actual - predicted
    return float(np.where(under > 0, quantile * under, (quantile - 1) * under).mean())


@app.cell
def _():
    {
        "$2 too low": need_pinball(np.array([10.0]), np.array([8.0]), quantile=0.2),
        "$2 too high": need_pinball(np.array([10.0]), np.array([12.0]), quantile=0.2),
    }
    return


@app.cell(hide_code=True)
def _(need_forty):
    mo.md(f"""
    **What to take from it.** With 40 picks, all three earn more than the price alone, with about half the money tied up; the careful price picks the fewest losers, {need_forty.loc["low", "losers"]:.0f}% instead of {need_forty.loc["point", "losers"]:.0f}%. A chance is fair at *whether*, blind to *how much*. A ranking never says when to **stop**; the careful price does, in dollars. Frame from the decision backwards: *decision → output → target → loss*. The target must be known at training, the inputs at the decision.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### The canvas

    Before the first line of code, put the scope into seven numbers. The learning curve behind the first one is measured on the shop's sales, now, on your computer.
    """)
    return


@app.cell(hide_code=True)
def _(case_sales):
    need_curve = scoping.learning_curve(case_sales)
    return (need_curve,)


@app.cell(hide_code=True)
def _():
    need_canvas = mo.ui.dictionary(
        {
            "sales": mo.ui.slider(steps=[50, 100, 200, 500, 1000, 2000, 5000, 10000], value=1000, label="Past sales you may use", show_value=True, full_width=True),
            "target": mo.ui.slider(3, 12, step=0.5, value=6, label="Average miss the desk can live with, $", show_value=True, full_width=True),
            "delay": mo.ui.slider(0, 90, step=5, value=20, label="Days until a price is known to be right", show_value=True, full_width=True),
            "deadline": mo.ui.slider(2, 40, value=12, label="Deadline, weeks", show_value=True, full_width=True),
            "cards": mo.ui.slider(100, 10000, step=100, value=3000, label="Cards priced a month", show_value=True, full_width=True),
            "running": mo.ui.slider(0, 2000, step=50, value=500, label="Running it costs, $ a month", show_value=True, full_width=True),
            "owner": mo.ui.switch(value=False, label="A named person owns it and may switch it off"),
        }
    )
    _elements = list(need_canvas.elements.values())
    mo.vstack([mo.md("**Try it.** Make this scope feasible. Which number do you have to change, and which changes nothing?"), mo.hstack([mo.vstack(_elements[:4]), mo.vstack(_elements[4:])], widths="equal", gap=2)])
    return (need_canvas,)


@app.cell(hide_code=True)
def _(need_canvas, need_curve):
    _values = {name: element.value for name, element in need_canvas.elements.items()}
    _found = scoping.feasibility(need_curve, **_values)
    _words = {"reach": "the miss can be reached", "worth": "it earns its keep", "time": "there is time for labels", "owner": "somebody owns it"}
    _table = pd.DataFrame({"part": list(_words.values()), "points": [_found[key] for key in _words]})
    _weakest = min(_words, key=lambda key: _found[key])
    _verdict = "go, with a gate after the trial" if _found["score"] >= 70 else "shrink the scope" if _found["score"] >= 40 else "not yet"
    mo.vstack(
        [
            mo.hstack(
                [
                    mo.stat(f"{_found['score']:.0f}", label="feasibility: the weakest part"),
                    mo.stat(f"{_found['mean']:.0f}", label="the mean, which hides it"),
                    mo.stat(f"${_found['expected']:.2f}", label="miss that so many sales give"),
                    mo.stat(f"${_found['rule']:.2f}", label="miss of the rule by rarity"),
                    mo.stat(f"{_found['weeks needed']:.0f}", label="weeks needed"),
                ],
                gap=1,
            ),
            bars(_table, "part", "points", "points of 100", form=".0f", colors={_words[_weakest]: theme.COLORS["bad"]}),
            mo.md(
                f"""
                **{_verdict.capitalize()}.** The weakest part: *{_words[_weakest]}*. Over the rule it brings {cases.money(_found["earns"])} a month, if each dollar of miss less is worth ten cents a card.
                """
            ),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **What to take from it.** A project is as feasible as its weakest part; a mean lets much data make up for a missing owner, which it can't. The weights here are ours. What carries over: **scope** is the set of promises you can keep. To shrink it, take fewer cards, a softer target, or a rule.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(f"""
    **In practice.** Google's *Rules of Machine Learning* start before the model: launch without ML, design metrics first, prefer an objective that is easy to measure ({cases.SOURCES["google_rules"].markdown()}). Quantile regression is older than ML at companies: Koenker and Bassett, *Regression Quantiles* (Econometrica, 1978). In scikit-learn it is `QuantileRegressor`, the very class that made the careful price above.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.accordion(
        {
            "Think first: the buyers ask for “a model with 95% accuracy”. What do you answer?": mo.md(
                """
                With a question: *what will you do when it says yes?* If fewer than 5% of the listings are worth buying, "never buy" is 95% accurate and earns nothing. Offer a number they can see in the till: of 40 cards bought, how many may lose money, and how much may be tied up?
                """
            )
        }
    )
    return


@app.cell(hide_code=True)
def _(exercises_here):
    mo.md(f"""
    {exercises_here("Exercises")}: **E0.6** frame it, **E0.2** the project proposal.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## Break it yourself

    The desk works: seventeen weeks, at most twelve cards a week, by the careful price. Now break the *project*, not the code, in the ways real ones break. Watch what the model's score says, and what the till says. Then switch the guards on.
    """)
    return


@app.cell(hide_code=True)
def _():
    need_blind_question = predict.choice(
        "Q0.6y",
        "Five things can go wrong. How many of them would you see in the model's score, its average miss on later cards?",
        {
            "none": ("None", "Nearly. But when the condition is missing from the data, the miss grows, and whoever looks sees it."),
            "one": (
                "One: the bad data",
                "Only there is the *model* worse. Wrong question, moving market, quick rivals, buyers who don't follow: the same score, and other money.",
            ),
            "three": ("Three", "The score compares a price with what the card fetched. It doesn't know what you buy, when you sell, or whether anybody listens."),
            "all": ("All five", "Then a score would be all a project needs. It is the first check and never the last."),
        },
        answer="one",
    )
    need_blind_question
    return (need_blind_question,)


@app.cell(hide_code=True)
def _(need_blind_question):
    predict.reveal(need_blind_question)
    return


@app.cell(hide_code=True)
def _():
    need_faults = mo.ui.multiselect(
        {text: fault for fault, text in broken.FAULTS.items()}, value=[broken.FAULTS["sellers"]], label="What breaks", full_width=True
    )
    need_guards = mo.ui.switch(value=False, label="guards on")
    mo.vstack([need_faults, need_guards])
    return need_faults, need_guards


@app.cell(hide_code=True)
def _(case_desk, need_bargains):
    need_works = broken.run(case_desk, need_bargains, [], guards=False)
    return (need_works,)


@app.cell(hide_code=True)
def _(
    case_desk,
    need_bargains,
    need_blind_question,
    need_faults,
    need_guards,
    need_works,
):
    predict.gate(need_blind_question)
    _run = broken.run(case_desk, need_bargains, need_faults.value, need_guards.value)
    _table = pd.concat([need_works.table("as it works"), _run.table("as you broke it")])
    _lines = (
        alt.Chart(_table)
        .mark_line()
        .encode(
            x=alt.X("week:Q", title="week", scale=alt.Scale(domain=[1, 17], nice=False), axis=alt.Axis(tickCount=17)),
            y=alt.Y("money:Q", title="earned so far, USD", axis=alt.Axis(format="$,.0f")),
            color=alt.Color(
                "desk:N",
                title=None,
                sort=None,
                scale=alt.Scale(domain=["as it works", "as you broke it"], range=[theme.COLORS["truth"], theme.COLORS["bad"]]),
                legend=alt.Legend(orient="top"),
            ),
            tooltip=["desk", "week", alt.Tooltip("money:Q", format="$,.0f")],
        )
    )
    _zero = alt.Chart(pd.DataFrame({"y": [0]})).mark_rule().encode(y="y:Q")
    mo.vstack(
        [
            alt.layer(_zero, _lines).properties(width=540, height=230),
            mo.hstack(
                [
                    mo.stat(f"${_run.score:.2f}", label=f"the model's score (works: ${need_works.score:.2f})"),
                    mo.stat(cases.money(_run.money[-1]), label=f"earned (works: ${need_works.money[-1]:,.0f})"),
                    mo.stat(f"{_run.losers} of {_run.bought}", label="picks that lost"),
                    mo.stat(f"{_run.followed} of {_run.tips}", label="tips that buyers took"),
                ],
                gap=1,
            ),
            mo.md(f"Alarms: {'; '.join(_run.alarms) or 'none'}."),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    Break one thing at a time, then two. No guard knows which fault it faces: they watch the batch, the losing picks, the tips taken, the last three weeks' money. Three faults can be mended. Against quick rivals and a falling market there is only one good move: **stop early**, and have agreed on it before.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## Checkpoint

    Three people will ask about your proposal. The VP: *why not just rules?* The CFO: *what is the return?* The CTO: *what if it fails?* You write three answers (**E0.C**). No program marks them: you mark them yourself by a rubric, and so does an instructor. First, look at one.
    """)
    return


@app.cell(hide_code=True)
def _():
    need_cto_question = predict.choice(
        "Q0.6z",
        "The CTO asks: “What if it fails?” Which answer would you want to get?",
        {
            "wont": ("It won't. We tested it on hidden data", "The test says how it did on old cards. Most failures of this page don't show in it."),
            "retrain": ("Then we retrain with more data", "A cure for one fault of five. And nobody said how you would *notice*."),
            "plan": (
                "If three weeks together lose money, it stops by itself and the rule by rarity prices on. At most 12 cards a week are at stake. The pricing lead decides",
                "How it is noticed, what happens then, how much is at risk, what stands in, who decides. A failure that has a plan is an event, not a crisis.",
            ),
            "monitor": ("We monitor everything on a dashboard", "Who looks, at which number, and does what? A dashboard that changes no decision is decoration."),
        },
        answer="plan",
    )
    need_cto_question
    return (need_cto_question,)


@app.cell(hide_code=True)
def _(need_cto_question):
    predict.reveal(need_cto_question)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## What you can do now

    - Say when a rule is enough, and measure it before you build a model.
    - Turn an accuracy into counts, and counts into money; choose the threshold that earns most.
    - Give a finish date as a range, with gates and a number that stops you.
    - Read a team by its hand-offs and a plan by its loops; tell wrong problem, bad data and no adoption apart.
    - Learn from a case what to *ask*, with its source.
    - Ask for the decision first, and frame a need so that output and loss fit it.
    - Tell somebody who pays what they may decide today.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### For your cheat sheet

    | when | do |
    | :--- | :--- |
    | somebody wants ML | ask who decides what by it; measure the simplest rule first |
    | "85% accurate" | counts per class on 10,000 cases; what each error costs |
    | a threshold | the one with the highest profit, not the highest F1 |
    | a date is asked for | P50 and P90, the next gate, what would stop you |
    | a team grows | count hand-offs and who can step in at night |
    | a check may fail | do it early and cheaply: late loops multiply |
    | others may refuse your price | expect to be sold your errors: offer the careful price |
    | "find the best ones" | ranking or quantile; a point price sorts by its own errors |
    | a scope is discussed | the weakest part decides, not the mean |
    | the score is fine | look at the till, the tips taken, the losing picks |
    """)
    return


@app.cell(hide_code=True)
def _(exercises_here):
    mo.md(f"""
    **Now write it yourself:** {exercises_here("the exercises of module 0")}

    Points for the questions on this page are counted already. Come back to a section when an exercise sends you here.
    """)
    return


if __name__ == "__main__":
    app.run()
