import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="1 Data engineering")

with app.setup(hide_code=True):
    import hashlib
    import io
    import json
    from pathlib import Path

    import duckdb
    import marimo as mo
    import pandas as pd
    import pandera.pandas as pa

    from course import lesson_time, links, predict, reading_view, streams, theme
    from course.data import load_raw, load_sales
    from course.lessons.module_01 import broken, charts, contracts, events, formats, integrity, labels, panels
    from course.lessons.module_01 import questions as ask
    from course.lessons.module_01 import sources as feeds
    from course.market import listings, sources

    theme.enable()


@app.cell(hide_code=True)
def _():
    mo.md(f"""
    # 1 Data engineering

    {lesson_time.sentence("1")} You need pandas; the rest is explained here.

    **The shop's problem today.** The shop buys and sells single Pokemon cards. Its pricing lead has a file with three years of sales and wants a model that prices cards. Before there is a model there is one question: *can you trust the file?*

    Each section asks you something **before** it shows anything. An answer earns the question's point, right or wrong: a wrong guess costs nothing. Answering first often helps you remember more than studying alone, even when the answers are wrong, as long as you see the right ones afterwards (Pan and Carpenter, *Prequestioning and Pretesting Effects*, Educational Psychology Review, 2023).

    When you are done you can:

    - say how far to trust a source, and which fields a prediction may use;
    - write a contract that stops a bad batch, and account for every row;
    - choose a file format by measuring;
    - run a stream beside a nightly batch;
    - show that data is unchanged, and trace what depends on what;
    - say what your label is, when it comes, and who is missing.

    [Course home]({links.home_link()}) · [Exercises]({links.exercises_link(1)}) · [Edit this page]({links.edit_link(1)})
    """)
    return


@app.cell(hide_code=True)
def section_1_1():
    mo.md("""
    ## 1.1 Know your sources

    **A decision for today.** Four sources tell the shop about June's sales: what sellers typed, a partner's auction feed, the shop's own payment log, and a price guide it buys. Somebody has put the numbers of all four into one column, `price`, and the pricing lead wants their average. Do you build that?
    """)
    return


@app.cell(hide_code=True)
def _():
    raw = load_raw()
    sales = load_sales()
    month = sales["sold_at"].dt.to_period("M").astype(str)
    mo.accordion({"Look at the first rows of the file": mo.ui.table(raw.head(20), selection=None, page_size=5)})
    return month, raw, sales


@app.cell(hide_code=True)
def section_1_1_1():
    mo.md("""
    ### 1.1.1 What a number means

    Compare sources *card by card*: two feeds may sell different cards, so their plain averages may differ for good reasons. DuckDB reads pandas tables.
    """)
    return


@app.function
def median_ratio(feed: pd.DataFrame, guide: pd.DataFrame, one_dollar: float = 1.0) -> float:
    """The middle ratio of a feed's number to the guide's price of the card; it writes `one_dollar` for $1."""
    [(ratio,)] = duckdb.sql("""
        SELECT median(number / market_price) AS ratio
        FROM feed JOIN guide USING (card_id)
    """).fetchall()
    return ratio / one_dollar


@app.cell(hide_code=True)
def _():
    reading_view.show(median_ratio)
    return


@app.cell(hide_code=True)
def _():
    frames = sources(seed=0)
    numbers = dict(list(feeds.numbers(frames, in_dollars=False).groupby("source")))
    ratios = {name: median_ratio(part, frames["price_guide"]) for name, part in numbers.items()}
    q_ratio = ask.ratio(ratios["auctions"])
    q_ratio
    return frames, numbers, q_ratio, ratios


@app.cell(hide_code=True)
def _(q_ratio):
    predict.reveal(q_ratio)
    return


@app.cell(hide_code=True)
def _():
    feed_picker = mo.ui.dropdown({one["what"]: name for name, one in feeds.PROFILES.items()}, value="User listing", label="Source")
    row_slider = mo.ui.slider(0, 40, value=2, label="Row", show_value=True)
    unit_picker = mo.ui.dropdown(
        {"1 (dollars)": 1.0, "100 (cents)": 100.0, "0.92 (euros)": 0.92}, value="1 (dollars)", label="For one dollar it writes"
    )
    day_slider = mo.ui.slider(0, 75, value=0, label="Days after listing", show_value=True, full_width=True)
    return day_slider, feed_picker, row_slider, unit_picker


@app.cell(hide_code=True)
def _(feed_picker, frames, numbers, q_ratio, ratios, row_slider, unit_picker):
    predict.gate(q_ratio)
    _feed = numbers.get(feed_picker.value)
    _now = {} if _feed is None else {feed_picker.value: median_ratio(_feed, frames["price_guide"], unit_picker.value)}
    panels.demo(
        mo.md("""**Try it.** Walk through the rows of each source. Which unit brings all three feeds near the guide?"""),
        panels.row(feed_picker, row_slider, unit_picker),
        panels.source(feed_picker.value, frames[feed_picker.value], row_slider.value, {**ratios, **_now}, predict.guess(q_ratio)),
    )
    return


@app.cell(hide_code=True)
def _(q_ratio, raw):
    predict.gate(q_ratio)
    mo.md(f"""
    **Units and currencies.** A ratio near 100 is cents; a few percent off may be a currency, or only worn cards. The shop counts 1 USD as 0.92 EUR. A dollar is *fewer* euros, so you divide: €9.20 is 9.20 / 0.92 = $10.00.

    **Texts.** Sellers type `$4.50`, `4.50`, `USD 4.50` or `450¢`, with a comma between thousands, or nothing, or `---`. "There is no price" and "I can't read this price" are two answers: the first is a gap, the second an error that somebody should see.

    **Dates.** In {raw["sold_at"].str.contains("/").mean():.0%} of the file's rows the day comes first: `05/04/2025` is 5 April. `datetime.strptime("05/04/2025", "%d/%m/%Y")` says so. A parser that guesses reads 4 May, and nobody notices.

    **What to take from it.** Each source has its own way to fail: its *failure signature*. People slip, programs change, logs repeat, guides age. So a report on a source counts rows, gaps, repeated ids and days since its newest row.

    **In practice.** In September 1999 NASA lost the Mars Climate Orbiter. One team's file gave thruster impulse in pound-force seconds, the reader expected newton seconds, and nothing in between checked (*Mars Climate Orbiter Mishap Investigation Board, Phase I Report*, 1999). Put the unit in the column's name.
    """)
    return


@app.cell(hide_code=True)
def section_1_1_2():
    mo.md("""
    ### 1.1.2 When is a field known?

    A file shows each sale with all its columns filled, as if they all came at once. They did not. The shop must price a card **when it is listed**.
    """)
    return


@app.cell(hide_code=True)
def _():
    q_known = ask.known()
    q_known
    return (q_known,)


@app.cell(hide_code=True)
def _(q_known):
    predict.reveal(q_known)
    return


@app.cell(hide_code=True)
def _(day_slider, q_known, sales):
    predict.gate(q_known)
    one_sale = sales[(sales["days_to_sell"] == 21) & sales["grade"].notna()].iloc[0]
    panels.demo(
        mo.md(f"""**Try it.** One sale of {one_sale["name"]}. Move the day and watch the row fill up."""),
        day_slider,
        panels.known(one_sale, day_slider.value, predict.guess(q_known)),
    )
    return


@app.cell(hide_code=True)
def _(q_known):
    predict.gate(q_known)
    mo.md(f"""
    **What to take from it.** A column that is filled in later is a **leak**: the model looks brilliant in the file and fails at the counter. So every column needs an *available from* beside its type. Ask who writes it, and when. Some fields are written more than once: the views start at 0 and grow. An export shows what was written *last*, so a field is **known when it was last written**. A log of writes tells that even of columns nobody has described; there one late write, in any row, is enough. Jobs that run later write `set_price_30d` and `seller_price_index`, a seller's mean price over everybody's in the whole file.

    {panels.exercise("E1.1", "parse a price")} · {panels.exercise("E1.1b", "a report on sources")} · {panels.exercise("E1.1c", "when each column is known")}
    """)
    return


@app.cell(hide_code=True)
def _(sales):
    train, batch, later = contracts.split(sales)
    clean_misses = contracts.misses(contracts.price_model(train)(later), later["price_usd"])
    return batch, clean_misses, later, train


@app.cell(hide_code=True)
def section_1_2():
    mo.md("""
    ## 1.2 Ingestion and contracts in CI

    **A decision for today.** Every month a batch of sales arrives, and at night a model is trained on it. What has to be true of a batch before it may go in? Who is woken when it is not?
    """)
    return


@app.cell(hide_code=True)
def _(clean_misses):
    mo.md(f"""
    Here is a small price model, trained on July to November and judged on the following spring. Half of its price tags are off by less than **{clean_misses[1]:.2f} dollars**: its median miss. Its **RMSE** is **{clean_misses[0]:.2f} dollars**: misses are squared before they are averaged, so a few dear ones make most of it. It prices the everyday cards; a card that ever went for over $100, or was never sold before, goes to a person.

    Now 5% of the training rows go wrong, in six ways that happen.
    """)
    return


@app.cell(hide_code=True)
def _():
    q_fault = ask.costly_fault()
    q_fault
    return (q_fault,)


@app.cell(hide_code=True)
def _(q_fault):
    predict.reveal(q_fault)
    return


@app.cell(hide_code=True)
def _(clean_misses, later, q_fault, train):
    predict.gate(q_fault)
    panels.damage(train, later, clean_misses[0], predict.guess(q_fault))
    return


@app.cell(hide_code=True)
def section_1_2_1():
    mo.md("""
    ### 1.2.1 A contract, and all that breaks it

    You can't wait for the model to complain: by then it has priced cards. You need a **contract** that says what a good batch is, checked before anything uses it. Here is one in pandera.
    """)
    return


@app.cell(hide_code=True)
def _(sales):
    mo.md(f"""
    - It takes cells **as they arrived**. With `coerce=True` the text "60" would become 60, and nobody would learn that the form now sends text.
    - A check with `element_wise=True` looks at each cell, so a bad one is found by its row. `pa.Check(lambda cell: isinstance(cell, str), element_wise=True, name="text")` is one; `contracts.number` makes another.
    - `nullable=True` lets a cell be missing. A condition is missing in {sales["condition"].isna().mean():.0%} of the sales, so a gap is no fault; their *share* is checked for the whole batch.
    - A day needs two looks. A pattern says how it is written, and 2026-02-30 fits it; the calendar says whether it exists. `datetime.strptime` looks there, but alone takes 2026-5-3 as well.
    - `validate(lazy=True)` goes on after the first problem. Then `failure_cases` is a table of all: `column`, `check`, the cell as `failure_case`, its row as `index`. A column that isn't there has no row: its name is the failure case.
    """)
    return


@app.function
def row_contract() -> pa.DataFrameSchema:
    """What must hold for every cell of a batch."""
    return pa.DataFrameSchema(
        {
            "price_usd": pa.Column(None, contracts.number(0.01, 50_000)),
            "hp": pa.Column(None, contracts.number(10, 400), nullable=True),
            "rarity": pa.Column(None, pa.Check.isin(contracts.RARITIES)),
            "condition": pa.Column(None, pa.Check.isin(contracts.CONDITIONS), nullable=True),
        }
    )


@app.function
def find_problems(contract: pa.DataFrameSchema, batch: pd.DataFrame) -> pd.DataFrame:
    """Every problem of a batch: which column, check and cell, in which row. No rows when it is clean."""
    wanted = ["column", "check", "failure_case", "index"]
    try:
        contract.validate(batch, lazy=True)
    except pa.errors.SchemaErrors as errors:
        return errors.failure_cases[wanted]
    return pd.DataFrame(columns=wanted)


@app.cell(hide_code=True)
def _():
    reading_view.show(row_contract, find_problems)
    return


@app.cell(hide_code=True)
def _():
    panels.example(contracts.example(), find_problems(row_contract(), contracts.example()))
    return


@app.cell(hide_code=True)
def _(raw, train):
    fault_picker = mo.ui.dropdown(
        {text: fault for fault, text in contracts.CORRUPTIONS.items()}, value=contracts.CORRUPTIONS["pinned"], label="Fault"
    )
    rate_slider = mo.ui.slider(0, 50, value=10, label="Rows affected, %", show_value=True)
    where_radio = mo.ui.radio(["training", "priced"], value="training", label="What is hit: the rows for", inline=True)
    deep_switch = mo.ui.switch(value=False, label="check the batch as a whole, too")
    row_rules = row_contract()
    all_rules = pa.DataFrameSchema(row_rules.columns, checks=contracts.batch_checks(train))
    month_picker = mo.ui.dropdown(["all", *sorted(raw["listed_at"].str[:7].unique())], value="all", label="Month of listing")
    return (
        all_rules,
        deep_switch,
        fault_picker,
        month_picker,
        rate_slider,
        row_rules,
        where_radio,
    )


@app.cell(hide_code=True)
def _(
    all_rules,
    clean_misses,
    deep_switch,
    fault_picker,
    later,
    q_fault,
    rate_slider,
    row_rules,
    train,
    where_radio,
):
    predict.gate(q_fault)
    _fault, _share, _where = fault_picker.value, rate_slider.value / 100, where_radio.value
    _broken = contracts.corrupt(train if _where == "training" else later, _fault, _share)
    _found = find_problems(all_rules if deep_switch.value else row_rules, _broken)
    panels.demo(
        mo.md("""**Try it.** Break the batch and see which checks fire. Some faults hide from every check that looks at one cell at a time; switch on the checks that look at the batch as a whole."""),
        panels.row(fault_picker, rate_slider, where_radio, deep_switch),
        panels.contract(_found, contracts.damage(train, later, _fault, _share, _where), clean_misses),
    )
    return


@app.cell(hide_code=True)
def section_1_2_2():
    mo.md("""
    ### 1.2.2 In CI, a contract is an exit code

    A check nobody runs protects nobody. Put it where code is tested: the batch is a file, the check is a program, and the scheduler goes on only when it returns 0.
    """)
    return


@app.cell(hide_code=True)
def _(all_rules, later, q_fault):
    predict.gate(q_fault)
    _batches = {"clean spring": later, "spring, a tenth in cents": contracts.corrupt(later, "cents", 0.1)}
    panels.exit_codes({name: find_problems(all_rules, one) for name, one in _batches.items()})
    return


@app.cell(hide_code=True)
def section_1_2_3():
    mo.md("""
    ### 1.2.3 Where do you draw the line?

    A check that is too tight wakes people for nothing, and soon they switch it off. One that is too wide lets faults in. One honest chase card can cost a hundred times the usual.
    """)
    return


@app.cell(hide_code=True)
def _():
    q_limit = ask.upper_limit()
    q_limit
    return (q_limit,)


@app.cell(hide_code=True)
def _(q_limit):
    predict.reveal(q_limit)
    return


@app.cell(hide_code=True)
def _(month, q_limit, sales):
    predict.gate(q_limit)
    mo.vstack(
        [
            panels.limits(sales, predict.guess(q_limit)),
            mo.md(f"""Two ways to be wrong, over {month.nunique() - 3} months: honest sales that a rule refuses, and wrong ones it lets in when the partner sends cents. Most prices in cents stay far below the dearest honest sale, ${sales["price_usd"].max():,.0f}. A look at the whole channel finds all."""),
        ]
    )
    return


@app.cell(hide_code=True)
def section_1_2_4():
    mo.md("""
    ### 1.2.4 Rows that can't be used as they are

    A batch is never all good or all bad.
    """)
    return


@app.cell(hide_code=True)
def _(raw):
    mo.md(f"""
    Rows come twice, staff try the till, and {raw["price"].isna().sum():,} of the {len(raw):,} sales in the file have no price.
    """)
    return


@app.cell(hide_code=True)
def _():
    q_lost = ask.no_price()
    q_lost
    return (q_lost,)


@app.cell(hide_code=True)
def _(q_lost):
    predict.reveal(q_lost)
    return


@app.cell(hide_code=True)
def _(month_picker, q_lost, raw):
    predict.gate(q_lost)
    panels.demo(
        mo.md("""Every row ends in one of three places: **accepted** as it came, **repaired** with a note of what was changed, or in **quarantine** with a reason. They add up to what came in: your first check. Where two reasons fit, a fixed order decides: what came twice is that, price or not. **Try it:** pick a month."""),
        month_picker,
        panels.ledger_of(raw, month_picker.value),
    )
    return


@app.cell(hide_code=True)
def _(q_lost):
    predict.gate(q_lost)
    mo.md(f"""
    **What to take from it.** Look first, mend second, and note what you mended: after gaps are filled, the check that counts them is always green. Test the contract like code: break a batch and see it turn red.

    **In practice.** At Google hundreds of product teams continuously check their data against a schema (Breck et al., *Data Validation for Machine Learning*, SysML 2019).

    {panels.exercise("E1.2", "a contract for a batch")} · {panels.exercise("E1.2b", "ingest without losing a row")} ([1.5.2]({links.section_link("1.5.2")}) has the digest)
    """)
    return


@app.cell(hide_code=True)
def section_1_3():
    mo.md("""
    ## 1.3 Storage formats

    **A decision for today.** Each night a job reads two columns of all sales, and all day the counter looks up single sales. Both read the same CSV file, and both complain. Which format do you move to?
    """)
    return


@app.cell(hide_code=True)
def section_1_3_1():
    mo.md("""
    ### 1.3.1 Rows together or columns together

    A CSV keeps a sale together: a **row-major** layout. Parquet is **column-major**. It cuts the table into groups of many rows and keeps each column of a group in a compressed block of its own, with a table of contents at the end of the file. A reader that wants one column skips the other blocks: **column pruning**. Parquet also keeps the *types*, so nobody guesses whether `hp` is text. `table.to_parquet(path, index=False)` writes it.
    """)
    return


@app.function
def read_some(path: Path, columns: list[str]) -> pd.DataFrame:
    """Some columns of a Parquet file, or of a folder of such files as one table; the others are never read."""
    return pd.read_parquet(path, columns=columns)


@app.cell(hide_code=True)
def _():
    reading_view.show(read_some)
    return


@app.cell(hide_code=True)
def _(sales):
    files = formats.write_files(sales, formats.scratch_folder())
    _columns = ["price_usd", "rarity", *sales.columns.difference(["price_usd", "rarity"], sort=False)]
    read_times = formats.read_times(files, _columns, [1, 2, 4, 8, 16, len(_columns)], read_some)
    lookup_times = formats.lookup_times(files, str(sales["sale_id"].iloc[len(sales) // 2]))
    return files, lookup_times, read_times


@app.cell(hide_code=True)
def _(read_times):
    _one = read_times[read_times["columns"] == 1].set_index("reader")["warm_ms"]
    q_speed = ask.speed(_one["CSV, pandas"], _one["Parquet, pandas"])
    q_speed
    return (q_speed,)


@app.cell(hide_code=True)
def _(q_speed):
    predict.reveal(q_speed)
    return


@app.cell(hide_code=True)
def _(read_times):
    count_slider = mo.ui.slider(steps=sorted(set(read_times["columns"].tolist())), value=1, label="Columns read", show_value=True)
    cold_switch = mo.ui.switch(label="show the first read instead of the warm one")
    return cold_switch, count_slider


@app.cell(hide_code=True)
def _(cold_switch, count_slider, q_speed, read_times):
    predict.gate(q_speed)
    panels.demo(
        mo.md("""**Try it.** Choose how many columns the job needs. The files were just written and are still in memory; when someone quotes a speed-up, ask: *first read or tenth, and from where?*"""),
        panels.row(count_slider, cold_switch),
        panels.read_times(read_times, count_slider.value, cold_switch.value, predict.guess(q_speed)),
    )
    return


@app.cell(hide_code=True)
def _():
    q_lookup = ask.lookup()
    q_lookup
    return (q_lookup,)


@app.cell(hide_code=True)
def _(q_lookup):
    predict.reveal(q_lookup)
    return


@app.cell(hide_code=True)
def _(lookup_times, q_lookup):
    predict.gate(q_lookup)
    _names = {"csv": "CSV", "parquet": "Parquet", "sqlite": "SQLite with an index"}
    charts.lookups(lookup_times, mine=_names.get(predict.guess(q_lookup)))
    return


@app.cell(hide_code=True)
def _(files, q_lookup, q_speed, read_times, sales):
    predict.gate(q_speed)
    predict.gate(q_lookup)
    _times = 10_000_000 / len(sales)
    _seconds = read_times[read_times["reader"] == "CSV, pandas"]["warm_ms"].iloc[-1] * _times / 1000
    mo.md(f"""
    **What to take from it.** There is no best format, only a best one for a question. *Few columns, many rows* (training, reports): column-major. *Whole rows, one at a time* (the counter): row-major with an index. *People and spreadsheets*: CSV, with a contract. Ten million sales would be {files["CSV"].stat().st_size * _times / 1e9:.1f} GB of CSV and take about {_seconds:.0f} seconds to read here: still one laptop. The types are often the better reason.

    **In practice.** From 25 September to 2 October 2020 nearly 16,000 Covid cases were left out of the daily figures, because an agency in England used an old Excel format that holds only about 65,000 rows (BBC News, 5 October 2020).

    {panels.exercise("E1.3", "two columns are enough")}
    """)
    return


@app.cell(hide_code=True)
def section_1_4():
    mo.md("""
    ## 1.4 Batch and stream, publish and subscribe

    **A decision for today.** The shop adds up its revenue every night. The pricing lead wants to see it live. The events come over the network, and some phones are offline for days. Do you trust the live number?
    """)
    return


@app.cell(hide_code=True)
def _(month, sales):
    may = sales[(month == "2026-05") & (sales["price_usd"] <= 100)]
    wrong_days = events.wrong_by_lateness(may, range(8))
    q_late = ask.late_days(wrong_days["days wrong"].iloc[3])
    q_late
    return may, q_late, wrong_days


@app.cell(hide_code=True)
def _(q_late):
    predict.reveal(q_late)
    return


@app.cell(hide_code=True)
def _(q_late, wrong_days):
    predict.gate(q_late)
    charts.late_days(wrong_days, guess=predict.guess(q_late))
    return


@app.cell(hide_code=True)
def section_1_4_1():
    mo.md("""
    ### 1.4.1 Event time, the watermark, and what comes too late

    Book each sale by its **event time**, when it happened, and not by when it came. The newest event time seen so far is the stream's *clock*. The **watermark** stays a fixed number of days behind it: an assumption that nothing older will come. What is older all the same changes no sum any more, and is counted, so that somebody notices. An event whose id is still held is a **replay**: it changes nothing. And what no question can need any more is forgotten, or memory grows for ever.

    **Try it.** Five arrivals, one after the other. Move how long the stream waits: an event *exactly* that far behind is in time.
    """)
    return


@app.cell(hide_code=True)
def _(may):
    trace_slider = mo.ui.slider(0, 4, value=2, label="Watermark waits, days", show_value=True)
    late_slider = mo.ui.slider(0, 7, value=3, step=0.5, label="Late by up to, days", show_value=True)
    wait_slider = mo.ui.slider(0, 7, value=1, step=0.5, label="Watermark waits, days", show_value=True)
    today_slider = mo.ui.slider(2, 38, value=38, label="It is the end of day", show_value=True)
    console = events.StreamConsole(may)
    console_buttons = mo.ui.dictionary({label: mo.ui.button(label=label, value=0, on_click=press) for label, press in console.actions().items()})
    worker_slider = mo.ui.slider(1, 4, value=2, label="Workers of pricing", show_value=True)
    crash_switch = mo.ui.switch(value=True, label="worker 1 crashes at tick 6")
    claim_switch = mo.ui.switch(value=True, label="worker 2 claims at tick 9")
    early_switch = mo.ui.switch(value=False, label="acknowledge before the work")
    return (
        claim_switch,
        console,
        console_buttons,
        crash_switch,
        early_switch,
        late_slider,
        today_slider,
        trace_slider,
        wait_slider,
        worker_slider,
    )


@app.cell(hide_code=True)
def _(trace_slider):
    mo.vstack([trace_slider, panels.trace(trace_slider.value)])
    return


@app.cell(hide_code=True)
def _(late_slider, may, q_late, today_slider, wait_slider):
    predict.gate(q_late)
    panels.demo(
        mo.md("""**Try it on May**, sales of up to $100. Make events later, and wait longer."""),
        panels.row(late_slider, wait_slider, today_slider),
        panels.stream(may, late_slider.value, wait_slider.value, today_slider.value),
        mo.md("""**What to take from it.** You choose two of three: *complete*, *soon*, *cheap*. Waiting longer is complete but late, and keeps more days open. Akidau et al. make this trade-off explicit in *The Dataflow Model* (VLDB 2015)."""),
    )
    return


@app.cell(hide_code=True)
def section_1_4_2():
    mo.md("""
    ### 1.4.2 Publish and subscribe

    Several programs want the listings: one prices them, one feeds the search. They should not know each other. The shop **publishes** each listing once to a *topic*, and each program **subscribes** as a *group* that reads at its own pace.
    """)
    return


@app.cell(hide_code=True)
def _():
    q_groups = ask.groups()
    q_groups
    return (q_groups,)


@app.cell(hide_code=True)
def _(q_groups):
    predict.reveal(q_groups)
    return


@app.cell(hide_code=True)
def section_1_4_3():
    mo.md(f"""
    ### 1.4.3 Acknowledge what is done

    A reader says when it has finished a message: it **acknowledges** it. This is the whole protocol for one message, in Redis's own commands and with its own Python client. It talks to {streams.server_name()}. Set `REDIS_URL` before you start the course to use a server of your own.
    """)
    return


@app.function
def one_message(topic: streams.Topic) -> dict:
    """Publish a listing, let a worker of the group "pricing" read it, and acknowledge it."""
    redis, key = topic.client, topic.key
    redis.xadd(key, {"card": "Pikachu", "price": "4.50"})
    redis.xgroup_create(key, "pricing", id="0")
    [[_, messages]] = redis.xreadgroup("pricing", "worker-1", {key: ">"})
    before = redis.xpending(key, "pricing")["pending"]
    redis.xack(key, "pricing", messages[0][0])
    after = redis.xpending(key, "pricing")["pending"]
    return {"got": messages[0][1], "pending before ack": before, "pending after ack": after}


@app.cell(hide_code=True)
def _():
    reading_view.show(one_message)
    return


@app.cell(hide_code=True)
def _():
    with streams.Topic("first") as _topic:
        _seen = one_message(_topic)
    panels.listed(_seen)
    return


@app.cell(hide_code=True)
def _():
    q_crash = ask.crash()
    q_crash
    return (q_crash,)


@app.cell(hide_code=True)
def _(q_crash):
    predict.reveal(q_crash)
    return


@app.cell(hide_code=True)
def _(console, console_buttons, q_crash, q_groups):
    predict.gate(q_groups)
    predict.gate(q_crash)
    console_buttons.value
    panels.demo(
        mo.md("""**Try it: be the broker.** Publish, let both workers read, acknowledge one, kill the other. Then claim what the dead worker held, and replay."""),
        panels.row(*console_buttons.elements.values()),
        panels.console(console),
    )
    return


@app.cell(hide_code=True)
def _(claim_switch, crash_switch, early_switch, q_crash, worker_slider):
    predict.gate(q_crash)
    panels.demo(
        mo.md(f"""**Try it: kill a worker.** Six listings arrive each tick, and each worker of *pricing* can do four. Worker 1 dies at tick 6, in the middle of its batch. Each move runs the whole story again, on {streams.server_name()}."""),
        panels.row(worker_slider, crash_switch, claim_switch, early_switch),
        panels.crash(worker_slider.value, crash_switch.value, claim_switch.value, early_switch.value),
    )
    return


@app.cell(hide_code=True)
def _(q_crash):
    predict.gate(q_crash)
    mo.md(f"""
    **What to take from it.** Acknowledge *after* the work, and a crash repeats messages. Acknowledge *before*, and it loses them. So make repeats harmless: key each result by the message's id, and doing it twice changes nothing. That is an **idempotent** consumer. It makes a replay safe, too. The growing line is **lag**: alert on it.

    **In practice.** Kreps et al., *Kafka: a Distributed Messaging System for Log Processing* (NetDB 2011) describe such a log at LinkedIn.

    {panels.exercise("E1.4", "a stream that agrees with the batch")} · {panels.exercise("E1.4b", "a broker of your own")}
    """)
    return


@app.cell(hide_code=True)
def section_1_5():
    mo.md("""
    ## 1.5 Lineage, integrity, invertibility

    **A decision for today.** A price tag says $2,400 for a card worth $12. Three questions decide your night: can you undo what was done to the number, did the file change since yesterday, and what else was made from it?
    """)
    return


@app.cell(hide_code=True)
def section_1_5_1():
    mo.md("""
    ### 1.5.1 Can you undo it?

    Models like logarithms and scaled numbers. People like dollars. Each prediction has to travel back.
    """)
    return


@app.cell(hide_code=True)
def _():
    q_undo = ask.not_undone()
    q_undo
    return (q_undo,)


@app.cell(hide_code=True)
def _(q_undo):
    predict.reveal(q_undo)
    return


@app.cell(hide_code=True)
def _(sales):
    small_file = integrity.small_file(sales.tail(5))
    step_picker = mo.ui.dropdown(list(integrity.STEPS), value="price bands, undone by the middle", label="There and back")
    byte_slider = mo.ui.slider(0, len(small_file) - 2, value=small_file.index(b"\n", 40) - 4, label="Byte", show_value=True)
    bit_slider = mo.ui.slider(0, 7, value=3, label="Bit", show_value=True)
    flip_switch = mo.ui.switch(value=True, label="flip it")
    changed_picker = mo.ui.dropdown(list(integrity.GRAPH), value="price guide", label="What changed")
    return (
        bit_slider,
        byte_slider,
        changed_picker,
        flip_switch,
        small_file,
        step_picker,
    )


@app.cell(hide_code=True)
def _(q_undo, sales, step_picker):
    predict.gate(q_undo)
    panels.demo(
        mo.md("""**Try it.** Send all prices there and back. Which pair loses nothing?"""),
        step_picker,
        panels.round_trip(sales["price_usd"].to_numpy(), step_picker.value),
    )
    return


@app.cell(hide_code=True)
def _(q_undo):
    predict.gate(q_undo)
    mo.md("""
    **What to take from it.** A transform you may need to undo comes as a *pair*, with a test that goes there and back on real values: 0, the smallest, the largest, a missing one. A value that comes back infinite or missing is lost. Only a step that loses nothing is **invertible**.
    """)
    return


@app.cell(hide_code=True)
def section_1_5_2():
    mo.md("""
    ### 1.5.2 Has it changed?

    A **checksum**, or digest, is a short number made from all the bytes of a file. SHA-256 gives 64 hexadecimal digits. Write it down when the file is made; compare when it is read.
    """)
    return


@app.function
def digits_that_differ(before: bytes, after: bytes) -> int:
    """How many of the 64 digits of two SHA-256 digests are not the same."""
    old = hashlib.sha256(before).hexdigest()
    new = hashlib.sha256(after).hexdigest()
    return sum(one != other for one, other in zip(old, new, strict=True))


@app.cell(hide_code=True)
def _():
    reading_view.show(digits_that_differ)
    return


@app.cell(hide_code=True)
def _(small_file):
    q_hash = ask.digits(digits_that_differ(small_file, integrity.flip(small_file, small_file.index(b"\n", 40) - 4, 3)))
    q_hash
    return (q_hash,)


@app.cell(hide_code=True)
def _(q_hash):
    predict.reveal(q_hash)
    return


@app.cell(hide_code=True)
def _(bit_slider, byte_slider, flip_switch, q_hash, small_file):
    predict.gate(q_hash)
    _now = integrity.flip(small_file, byte_slider.value, bit_slider.value) if flip_switch.value else small_file
    panels.demo(
        mo.md("""**Try it.** Flip one bit, anywhere in this little file. Look at what pandas says, and at what the checksum says."""),
        panels.row(byte_slider, bit_slider, flip_switch),
        panels.flipped(small_file, _now, digits_that_differ(small_file, _now), predict.guess(q_hash)),
    )
    return


@app.cell(hide_code=True)
def _(q_hash, small_file):
    predict.gate(q_hash)
    _flips = integrity.what_flips_do(small_file)
    _all = sum(_flips.values())
    mo.md(f"""
    There are {_all:,} ways to flip one bit here. pandas refuses {_flips["refused"] / _all:.0%} of them, reads a table of another shape from {_flips["another table"] / _all:.0%}, and the other {_flips["read"] / _all:.0%} without a word: a wrong price is a fine number. The checksum notices all of them.

    Three warnings. It shows that bytes are the same, not that they are *right*. Whoever changes the file can change the note beside it, so keep that elsewhere. And a table has no bytes until you write it: another row order gives other bytes, and a CSV writes the number 4 and the text "4" alike. Decide what "the same table" means, write it in one way, and digest that. JSON keeps 4 and "4" apart:
    """)
    return


@app.function
def digest_of(parts: list) -> str:
    """The SHA-256 of the JSON text of a list, in hexadecimal: the same on every machine."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


@app.cell(hide_code=True)
def _(q_hash):
    predict.gate(q_hash)
    reading_view.show(digest_of)
    return


@app.cell(hide_code=True)
def _(q_hash):
    predict.gate(q_hash)
    panels.digests(digest_of, [["c1", 4], ["c1", "4"], ["c1", None], ["ab", "c"], ["a", "bc"]])
    return


@app.cell(hide_code=True)
def _(q_hash):
    predict.gate(q_hash)
    mo.md("""
    `json.dumps` wants Python's own numbers, not NumPy's: `.tolist()` gives them. Python's `hash()` of a text is no help: it differs in every session.
    """)
    return


@app.cell(hide_code=True)
def section_1_5_3():
    mo.md("""
    ### 1.5.3 What was made from it?

    **Lineage** is a graph: each artefact knows what it was made from, by which code. Then "the price guide was wrong since May" becomes a list of things to rebuild. This is the shop's.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.mermaid(integrity.mermaid(integrity.GRAPH))
    return


@app.cell(hide_code=True)
def _():
    q_lineage = ask.untouched()
    q_lineage
    return (q_lineage,)


@app.cell(hide_code=True)
def _(q_lineage):
    predict.reveal(q_lineage)
    return


@app.cell(hide_code=True)
def _(changed_picker, q_lineage):
    predict.gate(q_lineage)
    panels.demo(
        mo.md("""**Try it.** Change something else, and see how far it travels."""),
        changed_picker,
        panels.lineage(changed_picker.value),
    )
    return


@app.cell(hide_code=True)
def _(q_lineage):
    predict.gate(q_lineage)
    mo.md(f"""
    **What to take from it.** Name artefacts by their *content*: a digest of the step, its code, its inputs and the name of its output. Then the same work has the same name, a rerun is free, and a changed input can't hide. Digest the *list* of these parts (1.5.2), not one joined text: "ab" and "c" join to the same text as "a" and "bc".

    **In practice.** Gebru et al., *Datasheets for Datasets* (Communications of the ACM, 2021) asks for what lineage can't hold: why the data was collected, by whom, and what it must not be used for.

    {panels.exercise("E1.5", "is it still the same data?")} · {panels.exercise("E1.5b", "which models did the bad file poison?")}
    """)
    return


@app.cell(hide_code=True)
def section_1_6():
    mo.md("""
    ## 1.6 Labels

    **A decision for today.** A model learns what you call the answer. The shop has an asking price for every listing, and a sold price for those that sold. The pricing lead says: "Take the price." Which one?
    """)
    return


@app.cell(hide_code=True)
def _():
    all_listings = listings(seed=0, n=4_000)
    done = labels.finished(all_listings)
    means = labels.averages(done)
    q_label = ask.money_in(100 * (1 - means["money in, all listings"] / means["sold price, sold listings"]))
    q_label
    return all_listings, done, means, q_label


@app.cell(hide_code=True)
def _(q_label):
    predict.reveal(q_label)
    return


@app.cell(hide_code=True)
def _(done, means, q_label):
    predict.gate(q_label)
    mo.vstack(
        [
            panels.averages(means, predict.guess(q_label)),
            mo.md(f"""Three averages from {len(done):,} single listings in dollars that had their 60 days. The asking price is a **hope**, the sold price a fact about those that found a buyer, and the shop lives on the money in. Between the second and the third lie **${means["sold price, sold listings"] - means["money in, all listings"]:.2f} a listing**."""),
        ]
    )
    return


@app.cell(hide_code=True)
def section_1_6_1():
    mo.md("""
    ### 1.6.1 A label takes time

    On the day you train, the newest listings have no label yet. Not because they failed: they had no time.
    """)
    return


@app.function
def known_after(listings: pd.DataFrame, days: int) -> tuple[float, float]:
    """The share of listings whose sold price is known so many days after they were put up, and its mean so far."""
    waited = listings["sold_at"] - listings["listed_at"]
    known = waited <= pd.Timedelta(days=days)
    return float(known.mean()), float(listings.loc[known, "sold_price"].mean())


@app.cell(hide_code=True)
def _():
    reading_view.show(known_after)
    return


@app.cell(hide_code=True)
def _(done, month):
    arrival = labels.arrival(done, known_after)
    label_slider = mo.ui.slider(0, labels.FULL_TIME, value=7, label="Days after listing", show_value=True)
    label_radio = mo.ui.radio(
        {"share with a label": "labelled", "mean of the labels so far": "mean_price"}, value="share with a label", label="Show", inline=True
    )
    sealed_picker = mo.ui.dropdown(sorted(month.unique()), value="2025-04", label="Month of sale")
    break_picker = mo.ui.multiselect(
        {text: fault for fault, text in broken.FAULTS.items()}, value=[broken.FAULTS["cents"]], label="What breaks", full_width=True
    )
    break_switch = mo.ui.switch(value=False, label="break it")
    guards_switch = mo.ui.switch(value=False, label="guards on")
    return (
        arrival,
        break_picker,
        break_switch,
        guards_switch,
        label_radio,
        label_slider,
        sealed_picker,
    )


@app.cell(hide_code=True)
def _(arrival, label_radio, label_slider, q_label):
    predict.gate(q_label)
    panels.demo(
        mo.md("""**Try it.** Choose how long you wait. A training set has a **cutoff**: a sale after it must not be in it, however well the export knows its price."""),
        panels.row(label_slider, label_radio),
        panels.arrival(arrival, label_slider.value, label_radio.value),
    )
    return


@app.cell(hide_code=True)
def section_1_6_2():
    mo.md("""
    ### 1.6.2 The card nobody has bought

    Some listings had their full time, and no buyer came.
    """)
    return


@app.cell(hide_code=True)
def _():
    q_unsold = ask.unsold()
    q_unsold
    return (q_unsold,)


@app.cell(hide_code=True)
def _(q_unsold):
    predict.reveal(q_unsold)
    return


@app.cell(hide_code=True)
def _(done, q_unsold):
    predict.gate(q_unsold)
    _asked = labels.asked_by_fate(done)
    mo.vstack(
        [
            charts.sold_by_asked(labels.sold_by_asked(done)),
            mo.md(f"""The unsold are not like the sold: they asked {_asked["unsold"]:.2f} times what the card is worth, the sold {_asked["sold"]:.2f} times. Only the maker of this market knows what a card is worth; a shop that looks at its sold cards can't see the difference. That is **survivorship bias**. A **censored** label is the cure: no price, but a bound that can be kept and used. In E1.6 the word is wider: no price of this card alone is known at the cutoff."""),
        ]
    )
    return


@app.cell(hide_code=True)
def section_1_6_3():
    mo.md("""
    ### 1.6.3 Bundles, relists and returns

    A price in the file is not yet the price of a card.
    """)
    return


@app.cell(hide_code=True)
def _(q_unsold):
    predict.gate(q_unsold)
    panels.four_listings()
    return


@app.cell(hide_code=True)
def _(all_listings, q_unsold):
    predict.gate(q_unsold)
    mo.md(f"""
    Of all {len(all_listings):,} listings {all_listings["bundle_id"].notna().sum()} were sold in a bundle, {all_listings["relist_of"].notna().sum()} are cards put up again, {all_listings["returned"].sum()} came back, and {(all_listings["currency"] == "EUR").mean():.0%} are in euros ([1.1.1]({links.section_link("1.1.1")}) says how to divide).

    **What to take from it.** Write the label down as a sentence: *what, in which unit, known when, for whom, and what if it never comes.* Once the shop asks what the model says, the model chooses who sells, and so its own training data.

    **In practice.** Chip Huyen's *Designing Machine Learning Systems* (2022) calls labels that come by themselves *natural labels*, and the wait for them the *feedback loop length*.

    {panels.exercise("E1.6", "what the label is, and what it is not")}
    """)
    return


@app.cell(hide_code=True)
def section_1_7():
    mo.md("""
    ## 1.7 Checkpoint

    You leave this module with one thing that all later ones use: a month of raw sales in, a Parquet file and a **manifest** out. Somebody who finds both in a year must be able to tell what they are.
    """)
    return


@app.cell(hide_code=True)
def _():
    q_manifest = ask.manifest()
    q_manifest
    return (q_manifest,)


@app.cell(hide_code=True)
def _(q_manifest):
    predict.reveal(q_manifest)
    return


@app.function
def sealed(table: pd.DataFrame) -> tuple[bytes, dict]:
    """A table as the bytes of a Parquet file, and what a note says of them. No clock goes in."""
    buffer = io.BytesIO()
    table.to_parquet(buffer, index=False)
    content = buffer.getvalue()
    return content, {"rows": len(table), "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


@app.cell(hide_code=True)
def _(q_manifest):
    predict.gate(q_manifest)
    reading_view.show(sealed)
    return


@app.cell(hide_code=True)
def _(month, q_manifest, sales, sealed_picker):
    predict.gate(q_manifest)
    panels.demo(
        mo.md(f"""`io.BytesIO` is a file in memory. **Try it.** Seal a month. Sealed twice, it has the same digest. {panels.exercise("E1.7", "One month, clean and accounted for")} asks for the rest."""),
        sealed_picker,
        panels.listed(sealed(sales[month == sealed_picker.value])[1]),
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## Break it yourself

    One pipeline, from a new batch to price tags: read, check, take in, train, price. Break it as real ones break, see what the model's score tells you, and then switch the guards on.
    """)
    return


@app.cell(hide_code=True)
def _(batch, later, train):
    q_blind = ask.blind_spot(*broken.levels(train, pd.concat([batch, later]), batch))
    q_blind
    return (q_blind,)


@app.cell(hide_code=True)
def _(q_blind):
    predict.reveal(q_blind)
    return


@app.cell(hide_code=True)
def _(batch, break_picker, break_switch, guards_switch, later, q_blind, train):
    predict.gate(q_blind)
    working = broken.run(train, batch, later, [], guards=False)
    panels.demo(
        mo.md("""**Try it.** It works now. Switch it to broken: one thing at a time, then two. Some faults wreck the score. Some hardly move it, and still lose rows, count money twice or push every tag the same way. So the guards look at the *data*."""),
        panels.row(break_switch, guards_switch),
        break_picker,
        panels.pipeline(working, broken.run(train, batch, later, break_picker.value if break_switch.value else [], guards_switch.value)),
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(f"""
    ## What you can do now

    - Say what a source is worth, and when a column is known.
    - Write a contract that names every bad cell.
    - Account for every row.
    - Pick a file format by measuring.
    - Run a stream that agrees with the batch and survives a crash.
    - Show that data is unchanged, and trace a change.
    - Say what the label is, and who is missing.

    Write it yourself: [the exercises of module 1]({links.exercises_link(1)}). Verdicts link back to these sections. Your cheat sheet comes when all sections are answered. [Course home]({links.home_link()})
    """)
    return


@app.cell(hide_code=True)
def _(
    q_crash,
    q_late,
    q_lookup,
    q_lost,
    q_manifest,
    q_ratio,
    q_undo,
    q_unsold,
):
    for _question in (q_ratio, q_lost, q_lookup, q_late, q_crash, q_undo, q_unsold, q_manifest):
        predict.gate(_question)
    mo.md("""
    ### For your cheat sheet

    | when | do |
    | :--- | :--- |
    | two sources disagree | median ratio on shared keys; look for 100, for an exchange rate |
    | a new column | note unit, type, *known from* |
    | a new batch | validate (all problems), repair with a note, quarantine with a reason, count |
    | few columns, many rows | Parquet, `columns=[…]`; single rows: an index |
    | late events | event time, watermark, count what is too late |
    | a consumer may crash | ack after the work, claim what is idle, make work idempotent |
    | a file is handed on | SHA-256, row counts and code version in a manifest kept elsewhere |
    | a transform feeds a prediction | test there-and-back |
    | no label | ask: not yet, never, or lost? Censored is not zero |
    """)
    return


if __name__ == "__main__":
    app.run()
