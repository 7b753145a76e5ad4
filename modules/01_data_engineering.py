import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="1 Data engineering")

with app.setup(hide_code=True):
    import altair as alt
    import duckdb
    import marimo as mo
    import numpy as np
    import pandas as pd
    import pandera.pandas as pa

    from course import links, predict, streams, theme
    from course.data import load_raw, load_sales
    from course.lessons import shared_charts as charts
    from course.lessons.module_01 import broken, contracts, events, formats, integrity, labels, ledger
    from course.lessons.module_01 import sources as feeds
    from course.market import listings, sources

    theme.enable()


@app.cell(hide_code=True)
def _():
    def exercises_here(text: str) -> str:
        """A Markdown link to the exercises of this module, or plain text while they are not released."""
        try:
            return f"[{text}]({links.exercises_link(1)})"
        except LookupError:
            return text


    links_row = f"[Course home]({links.home_link()}) · {exercises_here('Exercises of this module')}"
    exercises_row = exercises_here("the exercises of module 1")
    return exercises_here, exercises_row, links_row


@app.cell(hide_code=True)
def _():
    raw = load_raw()
    sales = load_sales()
    month = sales["sold_at"].dt.to_period("M").astype(str)
    return month, raw, sales


@app.cell(hide_code=True)
def _(raw):
    mo.md(f"""
    # 1 Data engineering

    About 3 hours, exercises included. You need pandas; everything else is explained here.

    **The shop's problem today.** The shop buys and sells single Pokemon cards. Its pricing lead has a file with {len(raw):,} sales and wants a model that prices cards. Before there is a model there is one question: *can you trust the file?*
    """)
    return


@app.cell(hide_code=True)
def _(links_row):
    mo.md(f"""
    You work through this page by guessing first. Each section asks you something **before** it shows anything, and then lets you move things until you see why. A wrong guess costs one point and teaches more than a right one.

    When you are done you can:

    - say how far to trust a source, and which fields a prediction may use;
    - write a contract that stops a bad batch, and lose no row doing it;
    - choose a file format by measuring; 
    - run a stream beside a nightly batch, and know what a crash does to it;
    - prove that data is unchanged, undo a transform, and trace what depends on what;
    - say what your label is, when it comes, and who is missing.

    {links_row}
    """)
    return


@app.cell(hide_code=True)
def _(raw):
    mo.accordion({"Look at the first rows of the file": mo.ui.table(raw.head(20), selection=None, page_size=5)})
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 1.1 Know your sources

    **A decision for today.** Four sources tell the shop about June's sales: what sellers typed, a partner's auction feed, the shop's own payment log, and a price guide it buys. The pricing lead wants "the average of all four". Do you build that?
    """)
    return


@app.cell(hide_code=True)
def _(s11_ratios):
    s11_ratio_question = predict.number(
        "Q1.1a",
        "Take the number in the auction feed and divide it by the price guide's number for the same card. What is the middle (median) of these ratios?",
        0,
        120,
        1,
        answer=lambda: float(s11_ratios["auctions"]),
        tolerance=25,
        unit="times the guide",
        explain="The feed is in cents, which its documentation never says. It is not exactly 100, because the guide quotes near mint cards and real cards are played.",
    )
    s11_ratio_question
    return (s11_ratio_question,)


@app.cell(hide_code=True)
def _():
    s11_frames = sources(seed=0)
    s11_ratios = (
        feeds.numbers(s11_frames, in_dollars=False)
        .merge(s11_frames["price_guide"], on="card_id")
        .assign(ratio=lambda t: t["number"] / t["market_price"])
        .groupby("source")["ratio"]
        .median()
    )
    return s11_frames, s11_ratios


@app.cell(hide_code=True)
def _(s11_ratio_question):
    predict.reveal(s11_ratio_question)
    return


@app.cell(hide_code=True)
def _(s11_ratio_question, s11_ratios):
    predict.gate(s11_ratio_question)
    charts.bars(
        s11_ratios.rename("ratio").reset_index(),
        "source",
        "ratio",
        "median ratio of the feed's number to the guide's (log scale)",
        form=".2f",
        colors={"auctions": theme.COLORS["bad"]},
        guess=predict.guess(s11_ratio_question) or None,
        log=True,
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    You find this in four lines of SQL. DuckDB reads the pandas tables where they are. The trick is to compare *card by card*: two feeds may sell different cards, so their plain averages may differ for good reasons.
    """)
    return


@app.function
def s11_ratio(auctions: pd.DataFrame, guide: pd.DataFrame) -> pd.DataFrame:
    return duckdb.sql("""
        SELECT count(*) AS cards, round(median(price_cents / market_price), 2) AS ratio
        FROM auctions JOIN guide USING (card_id)
    """).df()


@app.cell
def _(s11_frames):
    s11_ratio(s11_frames["auctions"], s11_frames["price_guide"])
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **Try it.** Pick a source, then walk through its rows. What would you check before you believe it?
    """)
    return


@app.cell(hide_code=True)
def _():
    s11_source = mo.ui.dropdown(
        {profile["what"]: name for name, profile in feeds.PROFILES.items()}, value="User listing", label="Source"
    )
    s11_row = mo.ui.slider(0, 40, value=2, label="Row", show_value=True)
    mo.hstack([s11_source, s11_row], justify="start", gap=2)
    return s11_row, s11_source


@app.cell(hide_code=True)
def _(s11_frames, s11_ratios, s11_row, s11_source):
    _profile = feeds.PROFILES[s11_source.value]
    _frame = s11_frames[s11_source.value]
    mo.vstack(
        [
            mo.hstack(
                [
                    mo.stat(f"{len(_frame):,}", label="rows"),
                    mo.stat(f"{_frame.duplicated().sum():,}", label="rows that came twice"),
                    mo.stat(f"{s11_ratios.get(s11_source.value, 1.0):.2f}", label="ratio to the guide"),
                ],
                justify="start",
                gap=2,
            ),
            mo.md(
                f"""
                **{_profile["what"]}**, {_profile["who"]}. Trust: {_profile["trust"]}. Arrives: {_profile["latency"]}. Fails by: {_profile["fails by"]}.
                """
            ),
            mo.ui.table(
                feeds.raw_and_parsed(s11_source.value, _frame.iloc[s11_row.value]), selection=None, pagination=False
            ),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **What to take from it.** Each source has its own way to fail: its *failure signature*. People slip, programs change, logs repeat, guides age. First-party logs come first when sources disagree, because money moved. Averaging sources in different units gives a number nobody can trace. The field's terms: **provenance** (where it is from), **freshness** (how old it is).
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **In practice.** In September 1999 NASA lost the Mars Climate Orbiter. One team's file gave thruster impulse in pound-force seconds, the reader expected newton seconds, and nothing in between checked the unit (*Mars Climate Orbiter Mishap Investigation Board, Phase I Report*, 1999). A column named `price` has the same gap: put the unit in the name.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### When is a field known?

    A file shows each sale with all its columns filled, as if they all came at once. They did not. The shop must price a card **when it is listed**.
    """)
    return


@app.cell(hide_code=True)
def _():
    s11_known_question = predict.choice(
        "Q1.1b",
        "The model prices a card at the moment it is listed. Which of these columns may it use?",
        {
            "views": (
                "views_total, the views of the listing",
                "It is in the file, but it counts up to the sale. At listing it is 0 for every card.",
            ),
            "set": (
                "set_price_30d, the mean of the set's last two prices in 30 days",
                "It sounds like the past. But this one is computed by the export and contains the very sale you want to predict.",
            ),
            "grade": ("grade, given by a grading company", "The grade is printed on the card's case before it is listed."),
            "days": (
                "days_to_sell, how long it was on the shelf",
                "You know it only when the card is gone. Then nobody needs the price any more.",
            ),
        },
        answer="grade",
    )
    s11_known_question
    return (s11_known_question,)


@app.cell(hide_code=True)
def _(s11_known_question):
    predict.reveal(s11_known_question)
    return


@app.cell(hide_code=True)
def _(sales):
    s11_day = mo.ui.slider(0, 75, value=0, label="Days after listing", show_value=True, full_width=True)
    s11_sale = sales[(sales["days_to_sell"] == 21) & sales["grade"].notna()].iloc[0]
    mo.vstack([mo.md(f"""**Try it.** This is one sale of {s11_sale["name"]}. Move the day and watch the row fill up."""), s11_day])
    return s11_day, s11_sale


@app.cell(hide_code=True)
def _(s11_day, s11_known_question, s11_sale):
    predict.gate(s11_known_question)
    _known = feeds.known_on(s11_sale, s11_day.value)
    _picked = {"views": "views_total", "set": "set_price_30d", "grade": "grade", "days": "days_to_sell"}.get(
        predict.guess(s11_known_question)
    )
    _base = alt.Chart(_known.assign(now=_known["from day"] <= s11_day.value, last=76)).encode(
        y=alt.Y("field:N", sort=None, title=None)
    )
    _lines = _base.mark_bar(height=12).encode(
        x=alt.X("from day:Q", title="days after listing", scale=alt.Scale(domain=[0, 76])),
        x2="last:Q",
        color=alt.Color("known:N", title=None, sort=None, legend=alt.Legend(orient="top")),
        opacity=alt.condition("datum.now", alt.value(1.0), alt.value(0.3)),
        tooltip=["field", "known", "value"],
    )
    _today = alt.Chart(pd.DataFrame({"day": [s11_day.value]})).mark_rule(strokeWidth=2).encode(x="day:Q")
    _mine = _base.transform_filter(alt.datum.field == (_picked or "")).mark_text(
        text="your choice", align="right", dx=-6, color=theme.COLORS["guess"], fontWeight="bold"
    ).encode(x=alt.datum(75))
    mo.hstack(
        [
            alt.layer(_lines, _today, _mine).properties(width=260, height=380),
            mo.plain_text("\n".join(f"{row.field:<20}{row.value}" for row in _known.itertuples())),
        ],
        widths=[1, 1],
        gap=1,
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **What to take from it.** A column that is filled in later is a **leak**: the model looks brilliant in the file and fails at the counter. So every column needs an *available from* beside its type. An export shows the end of the story, the live system only its beginning.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.accordion(
        {
            "Think first: the price guide is careful but half a year old, the seller's own price is fresh but typed by hand. Which do you show to a buyer?": mo.md(
                """
                Neither alone. Freshness and accuracy are two axes. The guide tells you what is plausible, the log tells you what was paid last week. Use the guide as a *check* (is this within a factor of five?) and the log as the *value*.
                """
            )
        }
    )
    return


@app.cell(hide_code=True)
def _(exercises_here):
    mo.md(f"""
    {exercises_here("Exercises")}, now or later: **E1.1** parse a price, **E1.1b** report on sources, **E1.1c** when each column is known.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 1.2 Ingestion and contracts in CI

    **A decision for today.** Every month a batch of sales arrives, and at night a model is trained on it. What has to be true of a batch before it may go in? Who is woken when it is not?
    """)
    return


@app.cell(hide_code=True)
def _(s12_clean):
    mo.md(f"""
    Here is a small price model, trained on July to November and judged on the following spring: its typical miss (RMSE) is **${s12_clean:.2f}**. It prices the everyday cards. A card that ever went for over $100, or was never sold before, goes to a person.

    Now let 5% of the training rows go wrong, in six ways that happen.
    """)
    return


@app.cell(hide_code=True)
def _(month, sales):
    _everyday = contracts.everyday(sales, sales[month <= "2026-02"])
    _month = month[_everyday.index]
    s12_train = _everyday[(_month >= "2025-07") & (_month <= "2025-11")]
    s12_batch = _everyday[(_month >= "2025-12") & (_month <= "2026-02")]
    s12_later = _everyday[_month >= "2026-03"]
    s12_clean = contracts.rmse(contracts.price_model(s12_train)(s12_later), s12_later["price_usd"])
    return s12_batch, s12_clean, s12_later, s12_train


@app.cell(hide_code=True)
def _():
    s12_fault_question = predict.choice(
        "Q1.2a",
        "One row in twenty of the training data goes wrong. Which fault costs the model most?",
        {
            "null": (
                "Rarity is empty",
                "It hurts: rarity drives the price, and these rows teach nothing about it. But the other 95% still do.",
            ),
            "cents": (
                "Prices arrive in cents",
                "A factor of 100 in the label itself. A few rows outweigh all others, and every price tag rises.",
            ),
            "negative": (
                "HP is negative",
                "It looks absurd, so it feels dangerous. The model hardly uses HP. Absurd and harmful are different things.",
            ),
            "type": (
                'HP arrives as text, "120 HP"',
                "The reader turns it into the usual number and goes on. Loud in a type check, silent in the result.",
            ),
            "pinned": (
                "Condition is always NM",
                "Every single row looks fine, so no row check can see it. At 5% the model hardly feels it either; it grows.",
            ),
            "typo": (
                'Rarity is spelled "ultra-rare "',
                "In training it is just one more category. It bites later, when the cards to be priced are spelled so.",
            ),
        },
        answer="cents",
    )
    s12_fault_question
    return (s12_fault_question,)


@app.cell(hide_code=True)
def _(s12_fault_question):
    predict.reveal(s12_fault_question)
    return


@app.cell(hide_code=True)
def _(s12_later, s12_train):
    s12_damage = pd.DataFrame(
        [
            (contracts.CORRUPTIONS[kind], contracts.damage(s12_train, s12_later, kind, 0.05, "training"))
            for kind in contracts.CORRUPTIONS
        ],
        columns=["fault", "rmse"],
    )
    return (s12_damage,)


@app.cell(hide_code=True)
def _(s12_clean, s12_damage, s12_fault_question):
    predict.gate(s12_fault_question)
    _mine = contracts.CORRUPTIONS.get(predict.guess(s12_fault_question))
    mo.vstack(
        [
            charts.bars(s12_damage, "fault", "rmse", "RMSE on the next months, USD", mine=_mine),
            mo.md(f"""Without any fault it is ${s12_clean:.2f}."""),
        ]
    )
    return


@app.cell(hide_code=True)
def _(sales):
    mo.md(f"""
    So you can't wait for the model to complain: most faults never show in its score. You need a **contract** that says what a good batch is, checked before anything uses it. Here is one in pandera. `lazy=True` reports *all* problems, not only the first. A condition may be missing, as it is in {sales["condition"].isna().mean():.0%} of the sales; so no row is wrong without one, and the *share* of the gaps is checked for the batch as a whole.
    """)
    return


@app.cell
def _(s12_train):
    s12_rows = pa.DataFrameSchema(
        {
            "price_usd": pa.Column(float, pa.Check.in_range(0.01, 50_000)),
            "hp": pa.Column(float, pa.Check.in_range(10, 400), coerce=True, nullable=True),
            "rarity": pa.Column(str, pa.Check.isin(contracts.RARITIES)),
            "condition": pa.Column(str, pa.Check.isin(contracts.CONDITIONS), nullable=True),
        }
    )
    s12_whole = pa.DataFrameSchema(s12_rows.columns, checks=contracts.batch_checks(s12_train))
    return s12_rows, s12_whole


@app.cell(hide_code=True)
def _():
    mo.md("""
    **Try it.** Break the batch and see which checks fire. Some faults hide from every check that looks at one row at a time; switch on the checks that look at the batch as a whole.
    """)
    return


@app.cell(hide_code=True)
def _():
    s12_kind = mo.ui.dropdown(
        {label: kind for kind, label in contracts.CORRUPTIONS.items()},
        value=contracts.CORRUPTIONS["pinned"],
        label="Fault",
    )
    s12_rate = mo.ui.slider(0, 50, value=10, step=1, label="Rows affected, %", show_value=True)
    s12_where = mo.ui.radio(["training", "priced"], value="training", label="What is hit: the rows for", inline=True)
    s12_deep = mo.ui.switch(value=False, label="check the batch as a whole, too")
    mo.vstack([mo.hstack([s12_kind, s12_rate], justify="start", gap=2), mo.hstack([s12_where, s12_deep], justify="start", gap=2)])
    return s12_deep, s12_kind, s12_rate, s12_where


@app.cell(hide_code=True)
def _(
    s12_clean,
    s12_deep,
    s12_kind,
    s12_later,
    s12_rate,
    s12_rows,
    s12_train,
    s12_where,
    s12_whole,
):
    _target = s12_train if s12_where.value == "training" else s12_later
    _broken = contracts.corrupt(_target, s12_kind.value, s12_rate.value / 100)
    _found = contracts.problems(s12_whole if s12_deep.value else s12_rows, _broken)
    _rmse = contracts.damage(s12_train, s12_later, s12_kind.value, s12_rate.value / 100, s12_where.value)
    _verdict = (
        f"{len(_found)} check{'s' if len(_found) != 1 else ''} fired: the batch stops, exit code 1"
        if len(_found)
        else "no check fired: the batch goes in, exit code 0"
    )
    mo.hstack(
        [
            mo.vstack(
                [
                    mo.stat(
                        f"${_rmse:.2f}",
                        label="RMSE",
                        caption=f"${_rmse - s12_clean:+.2f} against clean data".replace("$+", "+$").replace("$-", "-$"),
                    ),
                    mo.md(f"""**{_verdict}**"""),
                ]
            ),
            mo.ui.table(_found, selection=None) if len(_found) else mo.md("""*Nothing was found.*"""),
        ],
        widths=[2, 3],
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### In CI, a contract is an exit code

    A check nobody runs protects nobody. Put it where code is tested: the batch is a file, the check is a program, and the scheduler goes on only when it returns 0.
    """)
    return


@app.cell
def _(s12_whole):
    def s12_gate(batch: pd.DataFrame) -> int:
        """0 when the batch may go in, 1 when it may not."""
        problems = contracts.problems(s12_whole, batch)
        for problem in problems.itertuples():
            print(f"{problem.column}: {problem.check} ({problem.rows} rows)")
        return 1 if len(problems) else 0

    return (s12_gate,)


@app.cell
def _(s12_gate, s12_later):
    {
        "clean spring": s12_gate(s12_later),
        "spring in cents": s12_gate(contracts.corrupt(s12_later, "cents", 0.1)),
    }
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### Where do you draw the line?

    A check that is too tight wakes people for nothing, and soon they switch it off. One that is too wide lets faults in. Prices are the hard case, because one honest chase card can cost a hundred times the usual.
    """)
    return


@app.cell(hide_code=True)
def _():
    s12_limit_question = predict.choice(
        "Q1.2b",
        "You need an upper limit for a price. Where do you get it from?",
        {
            "max": (
                "The highest price seen so far",
                "The next record sale is refused, and record sales are exactly what a card shop lives on.",
            ),
            "sigma": (
                "The mean plus three standard deviations",
                "That rule is for bell curves. Prices have a long tail, so it refuses honest dear cards in almost every month.",
            ),
            "meaning": (
                "What the field can mean, with room to spare; and a check of the batch for the unit",
                "Wide for a row, since any single price may be real; tight for the batch, since not all of them can be.",
            ),
            "none": (
                "No limit: the model will average it out",
                "You saw what cents do to the average. One row of $50,000 moves more than a thousand of $5.",
            ),
        },
        answer="meaning",
    )
    s12_limit_question
    return (s12_limit_question,)


@app.cell(hide_code=True)
def _(s12_limit_question):
    predict.reveal(s12_limit_question)
    return


@app.cell(hide_code=True)
def _(s12_limit_question, sales):
    predict.gate(s12_limit_question)
    _limits = {
        "sigma": ("mean + 3 sd", lambda price: price.mean() + 3 * price.std()),
        "max": ("highest of the 3 months before", lambda price: price.max()),
        "meaning": ("what it can mean ($50,000)", lambda price: 50_000.0),
        "none": ("no limit", lambda price: np.inf),
    }
    _refused = {rule: contracts.refused(sales, limit) for rule, limit in _limits.values()}
    s12_refused = pd.DataFrame([(rule, months.sum()) for rule, months in _refused.items()], columns=["rule", "refused"])
    _judged = len(next(iter(_refused.values())))
    _mine, _ = _limits.get(predict.guess(s12_limit_question), (None, None))
    charts.bars(s12_refused, "rule", "refused", f"honest sales refused in {_judged} months, a new limit each month", form=",d", mine=_mine)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### Lose no row

    A batch is never all good or all bad. Every row ends in one of three places: **accepted** as it came, **repaired** with a note of what was changed, or in **quarantine** with a reason. The three add up to what came in. That sum is your first check.
    """)
    return


@app.cell(hide_code=True)
def _():
    s12_lost_question = predict.choice(
        "Q1.2c",
        "Some sales have no price. What does the ingest step do with them?",
        {
            "drop": (
                "Drop them: there is no label",
                "They vanish without a trace, and they are not like the others: dear cards lack a price more often.",
            ),
            "fill": (
                "Fill in the median price",
                "Now a made-up price looks like a sale. Nobody downstream can tell it from a real one.",
            ),
            "quarantine": (
                "Set them aside with a reason, and count them",
                "Nothing is lost, the model doesn't see them, and someone can ask why there are so many.",
            ),
            "stop": (
                "Stop the whole batch",
                "Right when their share jumps. As a rule for every gap it would stop every single month.",
            ),
        },
        answer="quarantine",
    )
    s12_lost_question
    return (s12_lost_question,)


@app.cell(hide_code=True)
def _(s12_lost_question):
    predict.reveal(s12_lost_question)
    return


@app.cell(hide_code=True)
def _(raw):
    s12_month = mo.ui.dropdown(
        ["all", *sorted(raw["listed_at"].str[:7].unique())], value="all", label="Month of listing"
    )
    s12_sorted = ledger.sort_rows(raw)
    s12_month
    return s12_month, s12_sorted


@app.cell(hide_code=True)
def _(raw, s12_lost_question, s12_month, s12_sorted):
    predict.gate(s12_lost_question)
    _part = s12_sorted if s12_month.value == "all" else s12_sorted[raw["listed_at"].str[:7] == s12_month.value]
    _steps = ledger.waterfall(_part)
    _colors = alt.Scale(
        domain=["rows in", ledger.QUARANTINED, ledger.REPAIRED, ledger.ACCEPTED],
        range=[theme.COLORS["muted"], theme.COLORS["bad"], theme.COLORS["guess"], theme.COLORS["good"]],
    )
    _base = alt.Chart(_steps).encode(y=alt.Y("step:N", sort=None, title=None))
    _bars = _base.mark_bar(height=16).encode(
        x=alt.X("end:Q", title="rows", scale=alt.Scale(domainMax=len(_part) * 1.1)),
        x2="start:Q",
        color=alt.Color("outcome:N", scale=_colors, title=None),
        tooltip=["step", "outcome", alt.Tooltip("rows", format=",")],
    )
    _text = _base.mark_text(align="left", dx=5, color=theme.COLORS["muted"]).encode(
        x="start:Q", text=alt.Text("rows:Q", format=",")
    )
    _count = _part["outcome"].value_counts()
    mo.vstack(
        [
            alt.layer(_bars, _text).properties(height=310, width=430),
            mo.md(
                f"""
                {_count.get("accepted", 0):,} accepted + {_count.get("repaired", 0):,} repaired + {_count.get("quarantined", 0):,} in quarantine = **{_count.sum():,}**; rows in: **{len(_part):,}**.
                """
            ),
        ]
    )
    return


@app.cell
def _(raw, s12_sorted):
    s12_places = s12_sorted["outcome"].value_counts()
    assert s12_places.sum() == len(raw), "a row was lost"
    s12_sorted.loc[s12_sorted["outcome"] == "quarantined", ["sale_id", "sold_at", "price", "hp", "reason"]].head(4)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **In practice.** Google checks every batch for its production models against a schema and against the batch before, and raises an alert a person can act on (Breck et al., *Data Validation for Machine Learning*, SysML 2019). The reason is in Sculley et al., *Hidden Technical Debt in Machine Learning Systems* (NeurIPS 2015): dependencies on data cost more than dependencies on code, and fewer tools find them.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.accordion(
        {
            "Think first: if your contract never fires for a year, is the data perfect?": mo.md(
                """
                Perhaps; or the check looks at the wrong thing, or is not run. Test the contract like code: break a batch on purpose each week and see it turn red. You just did, with six faults.
                """
            ),
            "Think first: why validate before filling in missing values, not after?": mo.md(
                """
                After filling in there are no missing values, so the check that counts them is always green. Each repair hides evidence. Look first, mend second, and note what you mended.
                """
            ),
        }
    )
    return


@app.cell(hide_code=True)
def _(exercises_here):
    mo.md(f"""
    {exercises_here("Exercises")}: **E1.2** validate a batch, **E1.2b** ingest without losing a row.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 1.3 Storage formats

    **A decision for today.** Each night a job reads two columns of all sales, and all day the counter looks up single sales. Both read the same CSV file, and both complain. Which format do you move to?
    """)
    return


@app.cell(hide_code=True)
def _(s13_factor, s13_one):
    s13_speed_question = predict.number(
        "Q1.3a",
        "All sales, one column: how many times faster is it to read from Parquet than from CSV, with both files already in memory?",
        1,
        60,
        1,
        answer=lambda: float(s13_factor),
        tolerance=5,
        unit="times",
        explain=lambda: f"Measured a moment ago on this machine: {s13_one['CSV, pandas']:.1f} ms against {s13_one['Parquet, pandas']:.1f} ms. A CSV reader has to walk through every character of every column to find the one it wants.",
    )
    s13_speed_question
    return (s13_speed_question,)


@app.cell(hide_code=True)
def _(sales):
    s13_files = formats.write_files(sales, formats.scratch_folder())
    s13_columns = ["price_usd", "rarity", *[name for name in sales.columns if name not in ("price_usd", "rarity")]]
    s13_times = formats.read_times(s13_files, s13_columns, [1, 2, 4, 8, 16, len(s13_columns)])
    s13_one = s13_times[s13_times["columns"] == 1].set_index("reader")["warm_ms"]
    s13_factor = s13_one["CSV, pandas"] / s13_one["Parquet, pandas"]
    return s13_factor, s13_files, s13_one, s13_times


@app.cell(hide_code=True)
def _(s13_speed_question):
    predict.reveal(s13_speed_question)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **Try it.** Choose how many columns the job needs. Watch two things: the milliseconds, and the bytes that hold what you asked for.
    """)
    return


@app.cell(hide_code=True)
def _(s13_times):
    s13_count = mo.ui.slider(
        steps=sorted(s13_times["columns"].unique().tolist()), value=1, label="Columns read", show_value=True
    )
    s13_cold = mo.ui.switch(label="show the first read instead of the warm one")
    mo.hstack([s13_count, s13_cold], justify="start", gap=2)
    return s13_cold, s13_count


@app.cell(hide_code=True)
def _(s13_cold, s13_count, s13_factor, s13_speed_question, s13_times):
    predict.gate(s13_speed_question)
    _some = s13_times[s13_times["columns"] == s13_count.value]
    _factor = predict.guess(s13_speed_question)
    _value = "first_ms" if s13_cold.value else "warm_ms"
    _csv = _some.set_index("reader").loc["CSV, pandas", _value]
    mo.vstack(
        [
            charts.bars(
                _some, "reader", _value, "milliseconds", form=".1f", guess=_csv / _factor if _factor else None
            ),
            charts.bars(_some, "reader", "megabytes", "megabytes that hold the answer", form=".2f"),
            mo.md(
                f"""
                {f"The dashed line is where {_factor:g} times faster than CSV would be. " if _factor else ""}Measured for one column, warm: {s13_factor:.1f} times.
                """
            ),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **Be honest about cold and warm.** The first read also pays for loading code and opening files; here the files were just written, so the system still holds them in memory. A read from a cold disk is slower for both. When someone quotes a speed-up, ask: *first read or tenth, and from where?*
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### Why: rows together or columns together

    A CSV keeps a sale together, a **row-major** layout. Parquet keeps a column together, **column-major**, in compressed blocks with a table of contents at the end. Reading one column means reading one block: *column pruning*. Equal values side by side also pack tightly.
    """)
    return


@app.cell
def _(s13_files):
    s13_answer = duckdb.sql(f"""
        SELECT rarity, round(avg(price_usd), 2) AS mean_price
        FROM read_parquet('{s13_files["Parquet"].as_posix()}')
        GROUP BY rarity ORDER BY mean_price
    """).df()
    s13_answer
    return


@app.cell(hide_code=True)
def _():
    s13_lookup_question = predict.choice(
        "Q1.3b",
        "The counter needs one whole sale by its id, now. Which file answers first?",
        {
            "csv": ("The CSV file", "It has to read and parse everything up to the sale, and pandas reads the rest as well."),
            "parquet": (
                "The Parquet file",
                "One sale is spread over every column block. It opens them all to pick one value from each.",
            ),
            "sqlite": (
                "An SQLite table with an index on the id",
                "A row store keeps the sale together, and the index says where it is. A handful of pages are read.",
            ),
        },
        answer="sqlite",
    )
    s13_lookup_question
    return (s13_lookup_question,)


@app.cell(hide_code=True)
def _(s13_lookup_question):
    predict.reveal(s13_lookup_question)
    return


@app.cell(hide_code=True)
def _(s13_files, sales):
    s13_lookups = formats.lookup_times(s13_files, str(sales["sale_id"].iloc[len(sales) // 2]))
    s13_loops = formats.loop_times(sales.iloc[:2000])
    return s13_lookups, s13_loops


@app.cell(hide_code=True)
def _(s13_lookup_question, s13_lookups):
    predict.gate(s13_lookup_question)
    _mine = {"csv": "CSV", "parquet": "Parquet", "sqlite": "SQLite with an index"}.get(predict.guess(s13_lookup_question))
    charts.bars(
        s13_lookups,
        "reader",
        "warm_ms",
        "milliseconds for one sale (log scale)",
        form=".2f",
        mine=_mine,
        log=True,
    )
    return


@app.cell(hide_code=True)
def _(s13_loops):
    mo.md(f"""
    The same holds inside Python. Adding up the price of 2,000 sales row by row takes **{s13_loops["warm_ms"][0]:.0f} ms**; as one operation on the column it takes **{s13_loops["warm_ms"][1]:.2f} ms**, about {s13_loops["warm_ms"][0] / s13_loops["warm_ms"][1]:,.0f} times less. `iterrows` builds a new object for each row; the column is one block of numbers.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **What to take from it.** There is no best format, only a best one for a question. *Few columns, many rows* (training, reports): column-major. *Whole rows, one at a time* (the counter): row-major with an index. *People and spreadsheets*: CSV, with a contract. Many shops keep two copies, and pay for keeping them equal.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **In practice.** Parquet's way of laying out nested columns comes from Melnik et al., *Dremel: Interactive Analysis of Web-Scale Datasets* (VLDB 2010). Why columns win for analysis is told in Abadi et al., *The Design and Implementation of Modern Column-Oriented Database Systems* (2013). And in October 2020 nearly 16,000 positive Covid tests were left out of England's daily figures, because an old Excel format holds only 65,536 rows (BBC News, 5 October 2020).
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.accordion(
        {
            "Think first: a model is trained once a night on 6 of 36 columns. Is a format that reads 5 times faster worth a migration?": mo.md(
                """
                Ask what the seconds cost. Here they are milliseconds, and nobody waits. At ten million sales it is the difference between a laptop and a cluster. But Parquet also stores *types*: no more guessing whether `hp` is text. That alone is often the better reason.
                """
            )
        }
    )
    return


@app.cell(hide_code=True)
def _(exercises_here):
    mo.md(f"""
    {exercises_here("Exercise")}: **E1.3** read only what you need.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 1.4 Batch and stream, publish and subscribe

    **A decision for today.** The shop adds up its revenue every night. The pricing lead wants to see it live. The events come over the network, and some phones are offline for days. Do you trust the live number?
    """)
    return


@app.cell(hide_code=True)
def _(s14_wrong):
    s14_late_question = predict.number(
        "Q1.4a",
        "In one month, 4 events in 10 arrive up to three days late. A simple stream books each sale on the day it arrives. On how many of the days is its revenue off by more than 5%?",
        0,
        31,
        1,
        answer=lambda: float(s14_wrong["days wrong"].iloc[3]),
        tolerance=4,
        unit="days",
        explain="A late sale is wrong twice: it is missing on the day it happened, and it is extra on the day it came.",
    )
    s14_late_question
    return (s14_late_question,)


@app.cell(hide_code=True)
def _(month, sales):
    s14_may = sales[(month == "2026-05") & (sales["price_usd"] <= 100)]


    def s14_count_wrong(days: int) -> int:
        found = events.late_events(s14_may, days)
        return events.wrong_days(events.naive_stream(found), events.nightly_batch(found))


    s14_wrong = pd.DataFrame(
        [(days, s14_count_wrong(days)) for days in range(8)], columns=["days late at most", "days wrong"]
    )
    return s14_may, s14_wrong


@app.cell(hide_code=True)
def _(s14_late_question):
    predict.reveal(s14_late_question)
    return


@app.cell(hide_code=True)
def _(s14_late_question, s14_wrong):
    predict.gate(s14_late_question)
    _chart = (
        alt.Chart(s14_wrong)
        .mark_bar()
        .encode(
            x=alt.X("days late at most:O", axis=alt.Axis(labelAngle=0)),
            y=alt.Y("days wrong:Q", title="days off by more than 5%", scale=alt.Scale(domain=[0, 34])),
            tooltip=["days late at most", "days wrong"],
        )
        .properties(width=460, height=220)
    )
    charts.with_guess(_chart, predict.guess(s14_late_question), axis="y")
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    The cure has two parts. Book each sale by its **event time**, when it happened, and not by when it came. Then decide how long to wait for stragglers before a day is closed. That promise, "nothing older than this will come", is the **watermark**.

    **Try it.** Let time run, make events later, and wait longer. The plot is May's sales of up to $100.
    """)
    return


@app.cell(hide_code=True)
def _():
    s14_late = mo.ui.slider(0, 7, value=3, step=0.5, label="Late by up to, days", show_value=True)
    s14_wait = mo.ui.slider(0, 7, value=1, step=0.5, label="Watermark waits, days", show_value=True)
    s14_today = mo.ui.slider(2, 38, value=38, label="Today is day", show_value=True)
    mo.vstack([mo.hstack([s14_late, s14_wait], justify="start", gap=2), s14_today])
    return s14_late, s14_today, s14_wait


@app.cell(hide_code=True)
def _(s14_late, s14_may, s14_today, s14_wait):
    _all = events.late_events(s14_may, s14_late.value)
    _seen = _all[_all["arrived"] < s14_today.value]
    _truth = events.nightly_batch(_all)
    _closed, _dropped, _open = events.watermark_stream(_seen, s14_wait.value)
    _lines = {
        "nightly batch, all known": _truth[_truth.index < s14_today.value],
        "stream by arrival": events.naive_stream(_seen),
        "stream by event time": _closed,
    }
    _table = pd.concat([line.rename("revenue").rename_axis("day").reset_index().assign(line=name) for name, line in _lines.items()])
    _colors = alt.Scale(domain=list(_lines), range=[theme.COLORS["muted"], theme.COLORS["bad"], theme.COLORS["truth"]])
    _chart = (
        alt.Chart(_table)
        .mark_line(point=True)
        .encode(
            x=alt.X("day:Q", title="day of the month", scale=alt.Scale(domain=[0, 38])),
            y=alt.Y("revenue:Q", title="revenue of the day, USD", axis=alt.Axis(format="$,.0f")),
            color=alt.Color("line:N", scale=_colors, sort=None, title=None, legend=alt.Legend(orient="top")),
            strokeDash=alt.StrokeDash("line:N", sort=None, legend=None),
        )
        .properties(width=560, height=260)
    )
    mo.vstack(
        [
            _chart,
            mo.hstack(
                [
                    mo.stat(f"{events.wrong_days(_closed, _truth)} of {len(_truth)}", label="days wrong by event time"),
                    mo.stat(f"{_dropped:,}", label="events too late, dropped"),
                    mo.stat(f"+{s14_wait.value:g}", label="days until a day is final"),
                    mo.stat(f"{_open}", label="days kept in memory"),
                ],
                gap=2,
            ),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **What to take from it.** You choose two of three: *complete*, *soon*, *cheap*. Waiting longer is complete but late, and keeps more days open. Teams often show a fast estimate and let the nightly batch correct it. Akidau et al. make this trade-off explicit in *The Dataflow Model* (VLDB 2015).
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### Publish and subscribe

    Several programs want the listings: one prices them, one feeds the search. They should not know each other. The shop **publishes** each listing once to a *topic*, and each program **subscribes** as a *group* that reads at its own pace.
    """)
    return


@app.cell(hide_code=True)
def _():
    s14_groups_question = predict.choice(
        "Q1.4b",
        "100 listings are published. The groups pricing and search both subscribe; pricing has two workers. How many listings does each worker of pricing get?",
        {
            "hundred": (
                "100 each",
                "Each *group* gets all 100. Inside a group the workers share them, or every card would be priced twice.",
            ),
            "fifty": (
                "About 50 each, and search gets all 100",
                "A group is one reader with many hands: its workers share. Groups don't take anything from each other.",
            ),
            "third": (
                "About 33 each, search gets the rest",
                "That is a queue: a message is gone when somebody took it. A topic is a log: reading removes nothing.",
            ),
        },
        answer="fifty",
    )
    s14_groups_question
    return (s14_groups_question,)


@app.cell(hide_code=True)
def _(s14_groups_question):
    predict.reveal(s14_groups_question)
    return


@app.cell(hide_code=True)
def _():
    mo.md(f"""
    This is the whole protocol, in Redis's own commands and with its own client. It talks to {streams.server_name()}. Set `REDIS_URL` before you start the course to use your own.
    """)
    return


@app.function
def s14_one_message(topic):
    redis, key = topic.client, topic.key
    redis.xadd(key, {"card": "Pikachu", "price": "4.50"})
    redis.xgroup_create(key, "pricing", id="0")
    [[_, messages]] = redis.xreadgroup("pricing", "worker-1", {key: ">"})
    before = redis.xpending(key, "pricing")["pending"]
    redis.xack(key, "pricing", messages[0][0])
    after = redis.xpending(key, "pricing")["pending"]
    return {"got": messages[0][1], "pending before ack": before, "pending after ack": after}


@app.cell
def _():
    with streams.Topic("first") as _topic:
        s14_seen = s14_one_message(_topic)
    s14_seen
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **Try it: be the broker.** Publish, let both workers read, acknowledge one, kill the other. Look where the messages are after each step. Then claim what the dead worker held, and replay.
    """)
    return


@app.cell(hide_code=True)
def _(s14_may):
    s14_console = events.StreamConsole(s14_may)
    s14_buttons = mo.ui.dictionary({label: mo.ui.button(label=label, value=0, on_click=press) for label, press in s14_console.actions().items()})
    mo.hstack(list(s14_buttons.elements.values()), wrap=True, justify="start", gap=0.5)
    return s14_buttons, s14_console


@app.cell(hide_code=True)
def _(s14_buttons, s14_console):
    s14_buttons.value
    _groups = s14_console.groups()
    _long = _groups.melt("group", ["done", "pending", "waiting"], "state", "messages")
    _colors = alt.Scale(
        domain=["done", "pending", "waiting"],
        range=[theme.COLORS["good"], theme.COLORS["guess"], theme.COLORS["muted"]],
    )
    _chart = (
        alt.Chart(_long)
        .mark_bar(height=24)
        .encode(
            y=alt.Y("group:N", title=None),
            x=alt.X("messages:Q", title="messages", scale=alt.Scale(domainMax=max(10, int(_groups["published"].max())))),
            color=alt.Color("state:N", scale=_colors, sort=None, title=None),
            order=alt.Order("state:N"),
            tooltip=["group", "state", "messages"],
        )
        .properties(width=480, height=90)
    )
    mo.vstack(
        [
            mo.md(f"""**{s14_console.said}**"""),
            _chart,
            mo.ui.table(s14_console.pending(), selection=None, label="Delivered to pricing and not acknowledged"),
            mo.md(f"""Worked on more than once: **{s14_console.repeated()}** messages."""),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    s14_crash_question = predict.choice(
        "Q1.4c",
        "A worker reads 4 messages, finishes 2, and crashes before it acknowledges any. Later another worker takes over. What happens to the 4?",
        {
            "lost": (
                "They are lost: they were delivered",
                "Delivered is not done. Without an acknowledgement they stay on the pending list of the group.",
            ),
            "two": (
                "The 2 unfinished ones are done by the other worker",
                "The server can't know that 2 were finished: nobody told it. It knows only that none was acknowledged.",
            ),
            "four": (
                "All 4 are delivered again; 2 are done twice",
                "This is *at-least-once* delivery. Nothing is lost, so some work is repeated.",
            ),
            "auto": (
                "Redis sees the crash and hands them on at once",
                "It sees nothing: a dead worker and a slow one look the same. Somebody must claim what is idle too long.",
            ),
        },
        answer="four",
    )
    s14_crash_question
    return (s14_crash_question,)


@app.cell(hide_code=True)
def _(s14_crash_question):
    predict.reveal(s14_crash_question)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **Try it: kill a worker.** Six listings arrive each tick, and each worker of *pricing* can do four. Worker 1 dies at tick 6, in the middle of its batch. All of it runs on the real server each time you move something.
    """)
    return


@app.cell(hide_code=True)
def _():
    s14_workers = mo.ui.slider(1, 4, value=2, label="Workers of pricing", show_value=True)
    s14_crash = mo.ui.switch(value=True, label="worker 1 crashes at tick 6")
    s14_claim = mo.ui.switch(value=True, label="worker 2 claims at tick 9")
    s14_early = mo.ui.switch(value=False, label="acknowledge before the work")
    mo.vstack([s14_workers, mo.hstack([s14_crash, s14_claim, s14_early], justify="start", gap=2)])
    return s14_claim, s14_crash, s14_early, s14_workers


@app.cell(hide_code=True)
def _(s14_claim, s14_crash, s14_crash_question, s14_early, s14_workers):
    predict.gate(s14_crash_question)
    with streams.Topic("lag") as _topic:
        _table, _count = events.run_groups(
            _topic,
            workers=s14_workers.value,
            crash=s14_crash.value,
            ack_first=s14_early.value,
            claim=s14_claim.value,
        )
    _chart = (
        alt.Chart(_table.melt(["tick", "group"], ["waiting", "pending"], "state", "messages"))
        .mark_line(interpolate="step-after")
        .encode(
            x=alt.X("tick:Q"),
            y=alt.Y("messages:Q", title="messages"),
            color=alt.Color("group:N", title=None),
            strokeDash=alt.StrokeDash("state:N", title=None, sort=["waiting", "pending"]),
            tooltip=["tick", "group", "state", "messages"],
        )
        .properties(width=500, height=230)
    )
    mo.vstack(
        [
            _chart,
            mo.hstack(
                [
                    mo.stat(f"{_count['published']}", label="published"),
                    mo.stat(f"{_count['lost']}", label="lost for ever"),
                    mo.stat(f"{_count['repeated']}", label="done twice"),
                    mo.stat(f"{_count['stuck']}", label="still pending"),
                ],
                gap=2,
            ),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **What to take from it.** Acknowledge *after* the work, and a crash repeats messages. Acknowledge *before*, and it loses them. There is no third way at this price, so make repeats harmless: key each result by the message's id, and doing it twice changes nothing. That is an **idempotent** consumer. The growing line is **lag**: alert on it.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **In practice.** Kreps et al., *Kafka: a Distributed Messaging System for Log Processing* (NetDB 2011) made the log that keeps its messages the centre of LinkedIn's data; Kreps' essay *The Log* (2013) says why. In Kafka order holds within a partition, not across them. The Redis documentation, *Redis Streams*, covers the commands you used.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.accordion(
        {
            "Think first: if a replayable log exists, do you still need the nightly batch?": mo.md(
                """
                You can run the batch *as* a replay: the same code reads the log from the start. Kreps argued for that. Then there is one logic and not two that drift apart. But a replay of three years must be fast enough, and the log must be kept that long.
                """
            )
        }
    )
    return


@app.cell(hide_code=True)
def _(exercises_here):
    mo.md(f"""
    {exercises_here("Exercises")}: **E1.4** a stream that agrees with the batch, **E1.4b** a broker of your own.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 1.5 Lineage, integrity, invertibility

    **A decision for today.** A price tag says $2,400 for a card worth $12. Three questions decide your night: did the file change since yesterday, can you undo what was done to the number, and what else was made from it?
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### Can you undo it?

    Models like logarithms and scaled numbers. People like dollars. Somewhere each prediction has to travel back.
    """)
    return


@app.cell(hide_code=True)
def _():
    s15_undo_question = predict.choice(
        "Q1.5a",
        "Which of these steps can't be undone?",
        {
            "log": ("The logarithm of 1 + price", "expm1 undoes it, for a price of 0 as well. That is what the 1 is for."),
            "scale": (
                "Subtract the mean, divide by the standard deviation",
                "It is undone exactly, as long as you keep the two numbers. Lose them and it is gone: they belong to the model.",
            ),
            "bands": (
                "Put the price into bands of $10",
                "All prices of a band become one. The way back can only guess the middle. Information is gone.",
            ),
            "onehot": (
                "One column for each rarity (one-hot)",
                "The column that holds the 1 says which it was. Only a rarity you never saw is lost: it is all zeros.",
            ),
        },
        answer="bands",
    )
    s15_undo_question
    return (s15_undo_question,)


@app.cell(hide_code=True)
def _(s15_undo_question):
    predict.reveal(s15_undo_question)
    return


@app.cell(hide_code=True)
def _():
    s15_step = mo.ui.dropdown(list(integrity.STEPS), value="price bands, undone by the middle", label="There and back")
    s15_step
    return (s15_step,)


@app.cell(hide_code=True)
def _(s15_step, s15_undo_question, sales):
    predict.gate(s15_undo_question)
    _error = integrity.round_trip(sales["price_usd"].to_numpy(), s15_step.value)
    _edges = np.linspace(_error.min(), _error.max(), 31) if np.ptp(_error) > 1e-6 else np.linspace(-0.5, 0.5, 32)
    _counts, _ = np.histogram(_error, bins=_edges)
    _chart = (
        alt.Chart(pd.DataFrame({"low": _edges[:-1], "high": _edges[1:], "sales": _counts}))
        .mark_bar()
        .encode(
            x=alt.X("low:Q", bin="binned", title="error after the round trip, USD", axis=alt.Axis(format="$,.2~f")),
            x2="high:Q",
            y=alt.Y("sales:Q"),
            tooltip=["low", "high", "sales"],
        )
        .properties(width=500, height=220)
    )
    mo.vstack(
        [
            _chart,
            mo.hstack(
                [
                    mo.stat(f"${np.abs(_error).max():,.2f}", label="worst error"),
                    mo.stat(f"${np.median(np.abs(_error)):,.2f}", label="middle error"),
                    mo.stat(f"{(np.abs(_error) > 0.005).mean():.0%}", label="of prices off by half a cent or more"),
                ],
                gap=2,
            ),
        ]
    )
    return


@app.cell
def _(sales):
    s15_prices = sales["price_usd"].to_numpy()
    s15_back = np.expm1(np.log1p(s15_prices))
    assert np.allclose(s15_back, s15_prices, rtol=1e-9), "the way back is not the way there"
    float(np.abs(s15_back - s15_prices).max())
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **What to take from it.** A transform you may need to undo comes as a *pair*, with a test that goes there and back on real values: 0, the smallest, the largest, a missing one. Forgetting the way back is common and quiet: a logarithm looks like a small price. Steps that lose information are fine; just don't call them **invertible**.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### Has it changed?

    A **checksum** is a short number made from all the bytes of a file. SHA-256 gives 64 hexadecimal digits. Write it into a manifest when the file is made; compare when it is read.
    """)
    return


@app.cell(hide_code=True)
def _(s15_file):
    s15_hash_question = predict.number(
        "Q1.5b",
        "You turn over one single bit of a file. How many of the 64 digits of its SHA-256 change?",
        0,
        64,
        1,
        answer=lambda: float(sum(a != b for a, b in zip(integrity.digest(s15_file), integrity.digest(integrity.flip(s15_file, 60)), strict=True))),
        tolerance=6,
        unit="digits",
        explain="Each digit becomes a random one, so about 15 in 16 change. A tiny change is as visible as a big one: that is the point.",
    )
    s15_hash_question
    return (s15_hash_question,)


@app.cell(hide_code=True)
def _(sales):
    s15_file = integrity.small_file(sales.tail(5))
    return (s15_file,)


@app.cell(hide_code=True)
def _(s15_hash_question):
    predict.reveal(s15_hash_question)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **Try it.** Flip one bit, anywhere in this little file. Look at what pandas says, and at what the checksum says.
    """)
    return


@app.cell(hide_code=True)
def _(s15_file):
    s15_place = mo.ui.slider(0, len(s15_file) - 2, value=s15_file.index(b"\n", 40) - 4, label="Byte", show_value=True, full_width=True)
    s15_bit = mo.ui.slider(0, 7, value=2, label="Bit", show_value=True)
    s15_on = mo.ui.switch(value=True, label="flip it")
    mo.vstack([s15_place, mo.hstack([s15_bit, s15_on], justify="start", gap=2)])
    return s15_bit, s15_on, s15_place


@app.cell(hide_code=True)
def _(s15_bit, s15_file, s15_hash_question, s15_on, s15_place):
    predict.gate(s15_hash_question)
    _now = integrity.flip(s15_file, s15_place.value, s15_bit.value) if s15_on.value else s15_file
    _same = integrity.digest(_now) == integrity.digest(s15_file)
    _read = integrity.read_or_error(_now)
    _changed = sum(a != b for a, b in zip(integrity.digest(_now), integrity.digest(s15_file), strict=True))
    _said = (
        f"**The checksum is red.** {_changed} of its 64 digits differ" if not _same else "**The checksum is green.** Nothing changed"
    )
    mo.vstack(
        [
            mo.ui.table(_read, selection=None) if not isinstance(_read, str) else mo.md(f"""pandas could not read it: `{_read}`"""),
            mo.md(integrity.what_pandas_sees(s15_file, _now)),
            charts.bars(
                pd.DataFrame({"checksum": ["digits that differ"], "digits": [_changed]}),
                "checksum",
                "digits",
                "of the 64 digits of the checksum",
                form="d",
                guess=predict.guess(s15_hash_question),
            ),
            mo.callout(
                mo.md(
                    f"""
                    {_said}.

                    `{integrity.digest(_now)}`
                    """
                ),
                kind="success" if _same else "danger",
            ),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    pandas is happy with almost every flip: a wrong price is a fine number. Only the checksum notices. Two warnings: it proves that bytes are the same, not that they are *right*; and a table saved in another row order has another checksum. Decide what "the same table" means before you hash it.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### What was made from it?

    **Lineage** is a graph: each artefact knows what it was made from, by which code. Then "the price guide was wrong since May" becomes a list of things to rebuild.
    """)
    return


@app.cell(hide_code=True)
def _():
    s15_lineage_question = predict.choice(
        "Q1.5c",
        "The price guide was wrong and is corrected. Which of these may stay as it is?",
        {
            "tags": ("The price tags", "They come from the model, the model from the training set, and that from the guide ratio."),
            "training": ("The training set", "It contains the ratio of each price to the guide."),
            "report": (
                "The monthly report",
                "It is made from the clean sales only. Rebuilding it costs time and changes nothing.",
            ),
            "model": ("The price model", "It never read the guide itself, but its training set did. Effects travel."),
        },
        answer="report",
    )
    s15_lineage_question
    return (s15_lineage_question,)


@app.cell(hide_code=True)
def _(s15_lineage_question):
    predict.reveal(s15_lineage_question)
    return


@app.cell(hide_code=True)
def _():
    s15_changed = mo.ui.dropdown(list(integrity.GRAPH), value="price guide", label="What changed")
    s15_changed
    return (s15_changed,)


@app.cell(hide_code=True)
def _(s15_changed, s15_lineage_question):
    predict.gate(s15_lineage_question)
    _hit = integrity.affected(integrity.GRAPH, [s15_changed.value])
    mo.vstack(
        [
            mo.mermaid(integrity.mermaid(integrity.GRAPH, s15_changed.value)),
            mo.md(f"""To rebuild: **{len(_hit)}** of {len(integrity.GRAPH)}. {", ".join(name for name in integrity.GRAPH if name in _hit) or "Nothing"}."""),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **What to take from it.** Name artefacts by their *content* (a hash of inputs and code), not by date. Then the same work has the same name, a rerun is free, and a changed input can't hide. A timestamp says when you looked, not what you saw.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **In practice.** Gebru et al., *Datasheets for Datasets* (Communications of the ACM, 2021) asks for what lineage can't hold: why the data was collected, by whom, and what it must not be used for. The course's own data dictionary, `data/README.md`, lists every column and every planted fault.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.accordion(
        {
            "Think first: the checksum matches, and the price is still wrong. What do you look at next?": mo.md(
                """
                The file is what it was, so the fault is older than the file or newer than the read. Follow the lineage both ways: upstream to the source and its unit, downstream to the transform and its way back. The checksum saved you from searching in the middle.
                """
            )
        }
    )
    return


@app.cell(hide_code=True)
def _(exercises_here):
    mo.md(f"""
    {exercises_here("Exercises")}: **E1.5** fingerprint and round trip, **E1.5b** lineage.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 1.6 Labels

    **A decision for today.** A model learns what you call the answer. The shop has an asking price for every listing, and a sold price for those that sold. The pricing lead says: "Take the price." Which one?
    """)
    return


@app.cell(hide_code=True)
def _(s16_averages):
    s16_label_question = predict.number(
        "Q1.6a",
        "Cards that sell bring in a certain average price. How many percent less does an average listing bring in, when you count those that never sell as $0?",
        0,
        60,
        1,
        answer=lambda: 100 * (1 - s16_averages["money in, all listings"] / s16_averages["sold price, sold listings"]),
        tolerance=6,
        unit="%",
        explain="About one listing in five finds no buyer within 60 days. Whoever looks at sold cards only never meets them.",
    )
    s16_label_question
    return (s16_label_question,)


@app.cell(hide_code=True)
def _():
    s16_done = labels.finished(listings(seed=0, n=4_000))
    s16_averages = labels.averages(s16_done)
    return s16_averages, s16_done


@app.cell(hide_code=True)
def _(s16_label_question):
    predict.reveal(s16_label_question)
    return


@app.cell(hide_code=True)
def _(s16_averages, s16_label_question):
    predict.gate(s16_label_question)
    _guess = predict.guess(s16_label_question)
    _table = pd.DataFrame(s16_averages.items(), columns=["label", "mean"])
    _drawn = None if _guess is None else s16_averages["sold price, sold listings"] * (1 - _guess / 100)
    charts.bars(_table, "label", "mean", "mean per listing, USD", guess=_drawn)
    return


@app.cell(hide_code=True)
def _(s16_averages, s16_done):
    mo.md(f"""
    Three honest averages of the same {len(s16_done):,} listings, three different answers. The asking price is a **hope**. The sold price is a fact about *survivors*. The money in is what the shop lives on. Between the second and third lie **${s16_averages["sold price, sold listings"] - s16_averages["money in, all listings"]:.2f} a listing**: the survivorship bias, in dollars.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### A label takes time

    On the day you train, the newest listings have no label yet. Not because they failed: they had no time. **Try it:** choose how long you wait.
    """)
    return


@app.cell(hide_code=True)
def _():
    s16_wait = mo.ui.slider(0, labels.FULL_TIME, value=7, label="Days after listing", show_value=True, full_width=True)
    s16_kind = mo.ui.radio(["share with a label", "mean of the labels so far"], value="share with a label", label="Show", inline=True)
    mo.vstack([s16_wait, s16_kind])
    return s16_kind, s16_wait


@app.cell(hide_code=True)
def _(s16_done, s16_kind, s16_wait):
    _share = s16_kind.value == "share with a label"
    _field, _form = ("labelled", ".0%") if _share else ("mean_price", "$.2f")
    _table = labels.arrival(s16_done)
    _now = _table[_table["day"] == s16_wait.value].iloc[0]
    _line = (
        alt.Chart(_table)
        .mark_line()
        .encode(
            x=alt.X("day:Q", title="days after listing"),
            y=alt.Y(f"{_field}:Q", title="listings with a label" if _share else "mean sold price, USD", axis=alt.Axis(format=_form), scale=alt.Scale(zero=_share)),
        )
    )
    _point = alt.Chart(_table[_table["day"] == s16_wait.value]).mark_point(size=140, color=theme.COLORS["accent"]).encode(x="day:Q", y=f"{_field}:Q")
    mo.vstack(
        [
            alt.layer(_line, _point).properties(width=520, height=230),
            mo.md(
                f"""
                After {s16_wait.value} days **{_now["labelled"]:.0%}** of the listings have a label. The rest is not $0 and not gone: it is *not yet known*.
                """
            ),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    s16_unsold_question = predict.choice(
        "Q1.6b",
        "A card was listed at $40 and has not sold in 60 days. What is its label?",
        {
            "zero": ("$0", "The card is not worthless. You taught the model that $40 cards are free."),
            "asking": ("$40, the asking price", "Nobody paid that; it is the one price we know to be too high."),
            "drop": (
                "None: leave it out",
                "Now only cards that sold remain, and the model believes that everything sells at what is asked.",
            ),
            "censored": (
                "Censored: no sale at $40 within 60 days",
                "That is all you know, and it is worth keeping: the price a buyer would pay is below $40.",
            ),
        },
        answer="censored",
    )
    s16_unsold_question
    return (s16_unsold_question,)


@app.cell(hide_code=True)
def _(s16_unsold_question):
    predict.reveal(s16_unsold_question)
    return


@app.cell(hide_code=True)
def _(s16_done, s16_unsold_question):
    predict.gate(s16_unsold_question)
    _table = labels.asked_by_fate(s16_done)
    _names = _table["fate"] + " (" + _table["size"].map("{:,}".format) + " listings)"
    _unsold = _table.loc[_table["fate"] == "not sold", "mean"].item()
    _mine = predict.guess(s16_unsold_question)
    # A price given to the unsold is a line; to keep only those that sold, or a bound, is a bar.
    charts.bars(
        _table.assign(fate=_names),
        "fate",
        "mean",
        "mean asking price, USD",
        guess={"zero": 0.0, "asking": _unsold}.get(_mine),
        mine={"drop": _names[_table["fate"] == "sold"].item(), "censored": _names[_table["fate"] == "not sold"].item()}.get(_mine),
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **What to take from it.** Write the label down as a sentence: *what, in which unit, known when, for whom, what if it never comes.* Three traps: the asking price (a hope), the missing unsold (**survivorship**), and labels from after your cutoff (a leak). An unsold card is **censored**: we know a bound, not a value.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **In practice.** That selected samples mislead, and how to correct it, is Heckman's *Sample Selection Bias as a Specification Error* (Econometrica, 1979), one of the works behind his Nobel prize. Chip Huyen's *Designing Machine Learning Systems* (2022) calls labels that come by themselves *natural labels*, and the wait for them the *feedback loop length*: decide it before you promise a retraining schedule.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.accordion(
        {
            "Think first: the shop starts to use the model's price as the asking price. What happens to the labels of next year?": mo.md(
                """
                They depend on the model. A card tagged too dear doesn't sell and gives no label; one tagged too cheap sells at once and confirms the low price. The model now chooses its own training data. Keep a small share of prices set another way, so that you can still see the market.
                """
            )
        }
    )
    return


@app.cell(hide_code=True)
def _(exercises_here):
    mo.md(f"""
    {exercises_here("Exercise")}: **E1.6** make labels.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## Break it yourself

    One pipeline, from a new batch to price tags: read, check, take in, train, price. It works. Now break it as real ones break, and see what the model's score tells you. Then switch the guards on.
    """)
    return


@app.cell(hide_code=True)
def _():
    s17_blind_question = predict.choice(
        "Q1.8a",
        "One of these faults gets past every check of the batch's values. Which?",
        {
            "cents": ("A partner sends cents", "A whole channel a hundred times too dear is easy to see: compare it with the others."),
            "gaps": ("Dear prices are missing", "The share of gaps jumps. You only have to count before you drop."),
            "twice": ("Rows come twice", "Their ids repeat. Any check for a unique key sees it."),
            "asking": (
                "The asking price stands where the sold price should be",
                "Each value is plausible. Only its *meaning* is wrong; lineage and a data dictionary can tell, values can't.",
            ),
        },
        answer="asking",
    )
    s17_blind_question
    return (s17_blind_question,)


@app.cell(hide_code=True)
def _(s17_blind_question):
    predict.reveal(s17_blind_question)
    return


@app.cell(hide_code=True)
def _():
    s17_faults = mo.ui.multiselect(
        {text: fault for fault, text in broken.FAULTS.items()}, value=[broken.FAULTS["cents"]], label="What breaks", full_width=True
    )
    s17_guards = mo.ui.switch(value=False, label="guards on")
    mo.vstack([s17_faults, s17_guards])
    return s17_faults, s17_guards


@app.cell(hide_code=True)
def _(s12_batch, s12_later, s12_train):
    s17_works = broken.run(s12_train, s12_batch, s12_later, [], guards=False)
    return (s17_works,)


@app.cell(hide_code=True)
def _(
    s12_batch,
    s12_later,
    s12_train,
    s17_blind_question,
    s17_faults,
    s17_guards,
    s17_works,
):
    predict.gate(s17_blind_question)
    _result = broken.run(s12_train, s12_batch, s12_later, s17_faults.value, s17_guards.value)
    _table = pd.DataFrame(
        {"pipeline": ["as it works", "as you broke it"], "rmse": [s17_works["rmse"], _result["rmse"]]}
    )
    _alarms = _result["alarms"] or ["no alarm"]
    mo.vstack(
        [
            charts.bars(_table, "pipeline", "rmse", "RMSE of the price tags, USD", colors={"as you broke it": theme.COLORS["bad"]}),
            mo.hstack(
                [
                    mo.stat(f"{_result['rows_in']:,}", label="rows in"),
                    mo.stat(f"{_result['used']:,}", label="used"),
                    mo.stat(f"{_result['quarantined']:,}", label="quarantined"),
                    mo.stat(f"{_result['lost']:,}", label="lost silently"),
                    mo.stat(f"{_result['repeated']:,}", label="counted twice"),
                ],
                gap=1,
            ),
            mo.md(
                f"""
                An average price tag is **${abs(_result["bias"] - s17_works["bias"]):.2f} {"higher" if _result["bias"] >= s17_works["bias"] else "lower"}** than it would be. Alarms: {"; ".join(_alarms)}.
                """
            ),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    Break one thing at a time, then two. Some faults wreck the score. Some hardly move it, and still lose rows, count money twice or push every tag the same way. That is why the guards look at the *data*, not at the score.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## Checkpoint

    You leave this module with one thing that all later ones use: `build_clean`, a month of raw sales in, a Parquet file and a **manifest** out. Somebody who finds both in a year must be able to tell what they are.
    """)
    return


@app.cell(hide_code=True)
def _():
    s18_manifest_question = predict.choice(
        "Q1.7a",
        "What has to be in the manifest so that the file can be checked and rebuilt in a year?",
        {
            "date": ("The date and who ran it", "Nice to know. It says neither what went in nor whether the file is still the same."),
            "count": ("The number of rows", "It catches a cut file, not a changed price. And it can't say where the rows came from."),
            "copy": ("A second copy of the file", "Then you have two files that may differ, and nothing that says which is right."),
            "hashes": (
                "Hashes of input, code and output, and the row counts in, out and set aside",
                "With them you can prove the file is unchanged, rebuild it from the same input, and see that no row was lost.",
            ),
        },
        answer="hashes",
    )
    s18_manifest_question
    return (s18_manifest_question,)


@app.cell(hide_code=True)
def _(s18_manifest_question):
    predict.reveal(s18_manifest_question)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## What you can do now

    - Compare sources card by card, and name the unit, age and failure signature of each.
    - Write a contract with checks for rows and for the batch, and return it as an exit code.
    - Account for every row: accepted, repaired, quarantined.
    - Pick a file format for a question, and measure it warm and cold.
    - Close days by event time and a watermark; survive a crash with acknowledgements and idempotent work.
    - Test a way back, seal a file, trace what a change touches.
    - Say what the label is, when it comes, and who is missing.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### For your cheat sheet

    | when | do |
    | --- | --- |
    | two sources disagree | median ratio on shared keys; look for 100, for an exchange rate |
    | a new column | note unit, type, *known from* |
    | a new batch | validate (all errors), repair with a note, quarantine with a reason, count |
    | few columns, many rows | Parquet or DuckDB; single rows: an index |
    | late events | event time, watermark, state how long a day stays open |
    | a consumer may crash | ack after the work, claim what is idle, make work idempotent |
    | a file is handed on | SHA-256, row counts, code version in a manifest |
    | a transform feeds a prediction | test there-and-back, store its numbers with the model |
    | no label | ask: not yet, never, or lost? Censored is not zero |
    """)
    return


@app.cell(hide_code=True)
def _(exercises_row):
    mo.md(f"""
    **Now write it yourself:** {exercises_row}

    Points for the questions on this page are counted already. Come back to a section when an exercise sends you here.
    """)
    return


if __name__ == "__main__":
    app.run()
