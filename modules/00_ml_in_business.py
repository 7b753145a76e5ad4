import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="0 ML in business")

with app.setup(hide_code=True):
    from itertools import pairwise

    import marimo as mo
    import numpy as np
    import pandas as pd

    from course import lesson_time, links, predict, reading_view, theme
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
        views,
    )
    from course.lessons.module_00 import questions as ask
    from course.lessons.module_00.cases import SOURCES
    from course.lessons.module_00.charts import usd

    theme.enable()


@app.cell(hide_code=True)
def _():
    def exercises_here(text: str, exercise: str = "") -> str:
        """A Markdown link to the exercises of this module, or plain text while they are not released."""
        try:
            return f"[{text}]({links.exercise_link(exercise) if exercise else links.exercises_link(0)})"
        except LookupError:
            return text


    mo.md(f"""
    # 0 ML in business

    {lesson_time.sentence(0)} You need no mathematics beyond percentages.

    [Course home]({links.home_link()}) · {exercises_here("Exercises")} · [Edit this page]({links.edit_link(0)})
    """)
    return (exercises_here,)


@app.cell(hide_code=True)
def _():
    sales = load_sales()
    past, later = rules.split(sales)
    price = later["price_usd"]
    month_count = later["sold_at"].dt.to_period("M").nunique()
    return later, month_count, past, price, sales


@app.cell(hide_code=True)
def _(later, month_count, sales):
    mo.md(f"""
    **The shop's problem today.** The shop sells about {len(later) / month_count:,.0f} single Pokemon cards a month, and a person sets every price tag. The owner has {len(sales):,} old sales in a file and one question: *should a model set the prices, what is that worth, and when will it be done?* In the end you can:

    - tell a task for a rule from a task for a model, and price both;
    - say what "85% accurate" means in cards;
    - give a date as a range, with gates at which to stop;
    - turn errors into dollars, and pick the threshold that earns most.

    This page asks before it tells. A guess is enough: an answer earns its point, right or wrong, and opens what follows.
    """)
    return


@app.cell(hide_code=True)
def section_0_1():
    mo.md("""
    ## 0.1 When to use ML

    **A decision for today.** The owner has a list of wishes: "Let's do them all with AI." Each costs money to build and more to keep. Which needs a model at all?

    A **rule** is right by definition: sales tax, or mail sorted by its order number. A **heuristic** is a rule of thumb: simple, often right, and you know how often. A **model** learned from examples, such as what collectors bought next, and is right as often as they let it.
    """)
    return


@app.cell(hide_code=True)
def _():
    wish = mo.ui.dropdown(list(rules.CASES), value="Sales tax on an order", label="Wish")
    mo.vstack([mo.md("""**Try it.** Four questions lead to one of four ends. Pick a wish and follow its way."""), wish])
    return (wish,)


@app.cell(hide_code=True)
def _(wish):
    views.way_of(wish.value)
    return


@app.cell(hide_code=True)
def section_0_1_1():
    mo.md("""
    ### 0.1.1 When the world changes
    """)
    return


@app.cell(hide_code=True)
def _():
    q_monday = ask.monday()
    q_monday
    return (q_monday,)


@app.cell(hide_code=True)
def _(q_monday):
    predict.reveal(q_monday)
    return


@app.cell(hide_code=True)
def _(q_monday):
    predict.gate(q_monday)
    drift_task = mo.ui.dropdown({text: task for task, text in drift.TASKS.items()}, value=drift.TASKS["tax"], label="Task")
    drift_share = mo.ui.slider(0, 100, step=10, value=50, label="Pattern changed, %", show_value=True)
    drift_kept = mo.ui.switch(value=False, label="rule edited, model trained again")
    mo.vstack([mo.md("""**Try it.** Three tasks, with a rule and a model each. Let the pattern drift, first with nobody looking after either."""), drift_task, drift_share, drift_kept])
    return drift_kept, drift_share, drift_task


@app.cell(hide_code=True)
def _(sales):
    drifts = {task: drift.drift_table(task, sales) for task in drift.TASKS}
    return (drifts,)


@app.cell(hide_code=True)
def _(drift_kept, drift_share, drift_task, drifts, q_monday):
    predict.gate(q_monday)
    charts.drift(drifts[drift_task.value], drift_kept.value, drift_share.value)
    return


@app.cell(hide_code=True)
def _(drifts, q_monday):
    predict.gate(q_monday)


    def _right(task: str, way: str, changed: int) -> str:
        return f"{drift.right(drifts[task], way, changed):.0%}"


    mo.md(f"""
    The edited **tax** rule is perfect; the model is right to the cent for {_right("tax", "model", 0)}, even without drift. **Mail** that nobody writes in the form any more is sorted for {_right("mail", "rule", 100)} by the edited rule, for {_right("mail", "model", 100)} by the model. For **taste**, the best seller for all is right for {_right("taste", "rule", 0)}, the model for {_right("taste", "model", 0)}.

    Neither survives a change on its own. So ask: *who notices it, and what does it cost to follow?* Editing is cheap when somebody tells you the change, learning when only the data does.
    """)
    return


@app.cell(hide_code=True)
def section_0_1_2():
    mo.md("""
    ### 0.1.2 Will a simple rule work?

    The pricing lead proposes a rule that fits on a card: *the price is the median of its rarity.* Here it is, complete.
    """)
    return


@app.function
def price_by_rarity(past: pd.DataFrame, cards: pd.DataFrame) -> pd.Series:
    """The median price (USD) that each card's rarity fetched in past sales; the median of all for a new rarity."""
    medians = past.groupby("rarity")["price_usd"].median()
    return cards["rarity"].map(medians).fillna(past["price_usd"].median())


@app.cell(hide_code=True)
def _():
    reading_view.show(price_by_rarity)
    return


@app.cell(hide_code=True)
def _(later, past, price):
    tags = rules.tags(past, later, price_by_rarity(past, later).to_numpy())
    everyday = (price < 100).to_numpy()  # a person prices the dear cards either way
    everyday_miss = {way: float(np.abs(tag - price)[everyday].mean()) for way, tag in tags.items()}
    return everyday_miss, tags


@app.cell(hide_code=True)
def _(price, tags):
    q_close = ask.close(lambda: rules.close(tags["median by rarity"], price))
    q_close
    return (q_close,)


@app.cell(hide_code=True)
def _(q_close):
    predict.reveal(q_close)
    return


@app.cell(hide_code=True)
def _(price, q_close, tags):
    predict.gate(q_close)
    views.close(tags, price, predict.guess(q_close))
    return


@app.cell(hide_code=True)
def _(price, q_close, tags):
    predict.gate(q_close)
    mo.md(f"""
    The rule hardly beats *one price for every card*: that is what a **baseline** is for. The last bar knows what only the maker of the data knows, what each card fetches on average. Even from there no guess gets beyond about {rules.ceiling(tags["without the noise"], price):.0%}, because two sales of one card differ. That is the **ceiling** of any promise.
    """)
    return


@app.cell(hide_code=True)
def _(q_close):
    predict.gate(q_close)
    check_way = mo.ui.dropdown(list(rules.WAYS[:4]), value="median by rarity", label="Way to price")
    check_enough = mo.ui.slider(10, 90, step=5, value=60, label="Close enough: within 25% for, %", show_value=True)
    mo.vstack([mo.md("""**Try it.** Five questions, each answered by measuring. Where do you set the bar, and who is asked before?"""), check_way, check_enough])
    return check_enough, check_way


@app.cell(hide_code=True)
def _(check_enough, check_way, later, past, q_close, tags):
    predict.gate(q_close)
    _answers = rules.five_answers(check_way.value, past, later, tags[check_way.value], check_enough.value / 100)
    views.checklist(_answers)
    return


@app.cell(hide_code=True)
def _(q_close):
    predict.gate(q_close)
    mo.md("""
    The **median by card** is thousands of numbers, and none for a new card. And the model is not close where the money is. So propose a model for the many, a person for the dear ones, the rule as the fallback.
    """)
    return


@app.cell(hide_code=True)
def section_0_1_3():
    mo.md("""
    ### 0.1.3 What it costs, upkeep included

    Later money is worth less today. This function adds up what a project has won or lost so far.
    """)
    return


@app.function
def money_so_far(build: float, run: float, gain: float, months: int = 36, rate: float = 0.08) -> np.ndarray:
    """Dollars won or lost so far, in today's money, at the start and after each month; `rate` is per year."""
    worth_today = (1 + rate) ** (-np.arange(1, months + 1) / 12)
    return np.concatenate([[-build], -build + np.cumsum((gain - run) * worth_today)])


@app.cell(hide_code=True)
def _():
    reading_view.show(money_so_far)
    return


@app.cell(hide_code=True)
def _():
    q_pays = ask.pays_back(
        lambda: rules.pays_back(money_so_far(20_000, 600, 1_500, months=60)),
        lambda: rules.pays_back(money_so_far(20_000, 0, 1_500)),
    )
    q_pays
    return (q_pays,)


@app.cell(hide_code=True)
def _(q_pays):
    predict.reveal(q_pays)
    return


@app.cell(hide_code=True)
def _(everyday_miss, q_pays):
    predict.gate(q_pays)
    cost_volume = mo.ui.slider(
        steps=[300, 650, 1_300, 2_600, 6_500, 13_000], value=650, label="Cards priced a month", show_value=True
    )
    cost_upkeep = mo.ui.slider(0, 3_000, step=100, value=600, label="Look after the model, USD a month", show_value=True)
    mo.vstack([mo.md(f"""**Try it.** Today's rule by rarity is {usd(everyday_miss["median by rarity"], 2)} off on the average card under \\$100, the median by card {usd(everyday_miss["median by card"], 2)}, the model {usd(everyday_miss["model"], 2)}. Say a quarter of each dollar missed is lost, and the medians cost \\$100 a month. What decides: the model's quality?"""), cost_volume, cost_upkeep])
    return cost_upkeep, cost_volume


@app.cell(hide_code=True)
def _(cost_upkeep, cost_volume, everyday_miss, q_pays):
    predict.gate(q_pays)
    _saved = {way: 0.25 * cost_volume.value * (everyday_miss["median by rarity"] - miss) for way, miss in everyday_miss.items()}
    views.costs(
        {
            "median by card (build $2,000)": money_so_far(2_000, 100, _saved["median by card"]),
            "model (build $20,000)": money_so_far(20_000, cost_upkeep.value, _saved["model"]),
        }
    )
    return


@app.cell(hide_code=True)
def _(q_pays):
    predict.gate(q_pays)
    mo.md("""
    **What to take from it.** A line ends at the **net present value** (NPV) and crosses zero in the **break-even month**. At the shop's volume the medians by card win, although they price worse; at ten times as much, the model. Volume and upkeep decide more than the algorithm.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(f"""
    **In practice.** Google's first rule: "Don't be afraid to launch a product without machine learning." Its third: choose machine learning over a *complex* heuristic ({SOURCES["google_rules"].markdown()}). On upkeep: {SOURCES["google_debt"].markdown()}.
    """)
    return


@app.cell(hide_code=True)
def section_0_2():
    mo.md("""
    ## 0.2 Setting expectations

    **A decision for today.** A vendor writes: "Our model tells dear cards from cheap ones with 85% accuracy." The owner forwards it: "Sounds good? And how long would *we* need?" What do you answer?
    """)
    return


@app.cell(hide_code=True)
def _():
    q_dear = ask.dear(accuracy.confusion(0.05, 0.85))
    q_dear
    return (q_dear,)


@app.cell(hide_code=True)
def _(q_dear):
    predict.reveal(q_dear)
    return


@app.cell(hide_code=True)
def _(q_dear):
    predict.gate(q_dear)
    grid_share = mo.ui.slider(1, 50, step=1, value=5, label="Dear cards, %", show_value=True)
    grid_spread = mo.ui.radio(
        {text: spread for spread, text in accuracy.SPREADS.items()},
        value=accuracy.SPREADS["evenly"],
        label="Its mistakes fall",
        inline=True,
    )
    mo.vstack([mo.md("""**Try it.** 10,000 cards, a square each. The accuracy stays at 85%; move the rest."""), grid_share, grid_spread])
    return grid_share, grid_spread


@app.cell(hide_code=True)
def _(grid_share, grid_spread, q_dear):
    predict.gate(q_dear)
    views.ten_thousand(grid_share.value / 100, grid_spread.value)
    return


@app.cell(hide_code=True)
def _(later, price, q_dear, tags):
    predict.gate(q_dear)
    _worst = accuracy.by_group(later, tags["model"], 20, "rarity").iloc[0]
    _ways = {way: tags[way] for way in rules.WAYS[1:4]}
    mo.vstack(
        [
            mo.md("The shop's own ways of pricing, asked whether a card fetches \\$20 or more:"),
            views.dear_or_cheap(_ways, price, 20),
            mo.md(f"""
            No rarity has a median of \\$20, so the rule finds none, and looks good all the same. The model is right for {_worst["right"]:.0%} of the {_worst["group"]}s, and for more of the rest. **Accuracy hides who pays for the mistakes.** So ask: *85% of what, and compared with what?*
            """),
        ]
    )
    return


@app.cell(hide_code=True)
def section_0_2_1():
    mo.md("""
    ### 0.2.1 When will it be done?

    Discovery takes two weeks, data four, the model two, production two. Those are medians: each takes longer half of the time. The owner adds them up: "week 10". You imagine ten thousand projects, in a **Monte-Carlo simulation**.
    """)
    return


@app.function
def imagine_projects(spread: float = 0.5, redo: float = 0.2, feeds: int = 1, runs: int = 10_000) -> pd.DataFrame:
    """The weeks that each stage takes in imagined projects; `spread` says how far a stage strays from its median."""
    rng = np.random.default_rng(0)

    def draw(median: float) -> np.ndarray:
        return median * np.exp(spread * rng.standard_normal(runs))

    weeks = {"discovery": draw(2), "data": np.zeros(runs), "model": draw(2), "production": draw(2)}
    again = draw(4) * (rng.random(runs) < redo)  # the data has to be fetched once more
    weeks["data"] = again + np.max([draw(4) for feed in range(feeds)], axis=0)  # wait for the last feed
    return pd.DataFrame(weeks)


@app.cell(hide_code=True)
def _():
    reading_view.show(imagine_projects)
    return


@app.cell(hide_code=True)
def _():
    projects = imagine_projects()
    q_week_ten = ask.week_ten(lambda: timeline.chance_by(projects, 10))
    q_week_ten
    return projects, q_week_ten


@app.cell(hide_code=True)
def _(q_week_ten):
    predict.reveal(q_week_ten)
    return


@app.cell(hide_code=True)
def _(q_week_ten):
    predict.gate(q_week_ten)
    time_spread = mo.ui.slider(0.0, 1.0, step=0.1, value=0.5, label="Spread of a stage", show_value=True)
    time_redo = mo.ui.slider(0, 100, step=5, value=20, label="Fetch the data again, %", show_value=True)
    time_feeds = mo.ui.slider(1, 5, value=1, label="Data feeds to wait for", show_value=True)
    mo.vstack([mo.md("""**Try it.** Make the stages surer, or wait for more than one data feed."""), time_spread, time_redo, time_feeds])
    return time_feeds, time_redo, time_spread


@app.cell(hide_code=True)
def _(q_week_ten, time_feeds, time_redo, time_spread):
    predict.gate(q_week_ten)
    views.finish(imagine_projects(time_spread.value, time_redo.value / 100, time_feeds.value))
    return


@app.cell(hide_code=True)
def _(q_week_ten):
    predict.gate(q_week_ten)
    mo.md("""
    **Medians don't add.** Set the spread and the redo to 0, and they do. Plan by the **P50**, promise the **P90**.

    **In practice.** Buehler, Griffin and Ross (*Exploring the "planning fallacy"*, Journal of Personality and Social Psychology, 1994) asked 37 students when their thesis would be done: in 48.6 days on average, if all went as badly as it could. It took 55.5.
    """)
    return


@app.cell(hide_code=True)
def section_0_2_2():
    mo.md("""
    ### 0.2.2 "We will know after EDA"

    EDA, exploratory data analysis, is the first honest look at the data.
    """)
    return


@app.cell(hide_code=True)
def _():
    q_date = ask.date()
    q_date
    return (q_date,)


@app.cell(hide_code=True)
def _(q_date):
    predict.reveal(q_date)
    return


@app.cell(hide_code=True)
def _(q_date):
    predict.gate(q_date)
    cone_stage = mo.ui.slider(0, 4, value=0, label="Stages behind you", show_value=True)
    mo.vstack([mo.md("""**Try it.** One of the imagined projects. Go through its stages."""), cone_stage])
    return (cone_stage,)


@app.cell(hide_code=True)
def _(cone_stage, projects, q_date):
    predict.gate(q_date)
    charts.cone(timeline.cone(projects, 7), cone_stage.value)
    return


@app.cell(hide_code=True)
def _(projects, q_date):
    predict.gate(q_date)
    _rule = timeline.stopped(projects, 12, 0.2)
    mo.md(f"""
    That is the **cone of uncertainty**, from P10 to P90. It narrows most when the *data* is there. Tell a new range the day you know it.

    A **stage gate** has a *number* you will have by then, a *date range*, and a *kill rule*: "Between week 4 and 12 we have priced 160 sales by hand. If half are within 25%, we build no model." What is a kill rule worth? Give the projects until week 12, and stop each whose chance falls below 20%: {_rule["stopped"]:.0%} are stopped, {_rule["stopped in vain"]:.1%} of all by mistake, and the weeks spent on projects that fail fall from {_rule["weeks lost without"]:.1f} to {_rule["weeks lost with"]:.1f} a project.
    """)
    return


@app.cell(hide_code=True)
def section_0_2_3():
    mo.md("""
    ### 0.2.3 Red flags

    Expectations go wrong before the project does.
    """)
    return


@app.cell(hide_code=True)
def _():
    q_flags = ask.flags()
    q_flags
    return (q_flags,)


@app.cell(hide_code=True)
def _(q_flags):
    predict.reveal(q_flags)
    return


@app.cell(hide_code=True)
def _(q_flags):
    predict.gate(q_flags)
    mo.md("""
    **What to take from it.** Turn a percentage into *counts of cards*. Say when a range will narrow. Answer red flags while they are only words.
    """)
    return


@app.cell(hide_code=True)
def _(q_dear):
    predict.gate(q_dear)
    mo.accordion(
        {
            "Think first: a model is 99% accurate at spotting forgeries. One card in a thousand is forged. Do you buy it?": mo.md(
                """
                Of 100,000 cards 100 are forged; 99 are found if it is as good on them, and 999 honest sellers accused. Good for a *first look*, never for a verdict.
                """
            )
        }
    )
    return


@app.cell(hide_code=True)
def section_0_3():
    mo.md(f"""
    ## 0.3 Success metrics and money

    **A decision for today.** People offer cards to the shop, and a classifier gives each offer a probability that it is a good deal. The data scientist says: "F1, one number made of precision and recall, is highest here, so we buy from here." Do you sign?

    The business speaks of refunds, the model of recall. You translate:

    | the business wants | the number that tells most about it |
    | :--- | :--- |
    | fewer cards sent back | share of tags at least 50% too high |
    | no forged card over {usd(500)} leaves unseen | recall among dear cards |
    | 20 cards a day that are worth an expert's look | precision of the first 20 |

    A good translation has a **metric**, a **threshold** and a **slice**: "tags at least 50% too high: below 5%, on cards over {usd(20)}".
    """)
    return


@app.cell(hide_code=True)
def _(sales):
    _, offers, chance = profit.good_deal(sales)
    good = (offers["profit"] > 0).to_numpy()
    return chance, good, offers


@app.cell(hide_code=True)
def section_0_3_1():
    mo.md("""
    ### 0.3.1 The threshold that earns most
    """)
    return


@app.cell(hide_code=True)
def _(chance, good, offers):
    _about = (chance > 0.65) & (chance < 0.75)
    mo.md(f"""
    Six months of offers: {len(offers):,} cards for up to {usd(profit.MOST)}. {good.mean():.0%} of them are good deals: they would bring a profit after fees. The probabilities are nearly honest: of {_about.sum()} offers around 70%, {good[_about].mean():.0%} are good deals.
    """)
    return


@app.cell(hide_code=True)
def _():
    q_from = ask.from_which()
    q_from
    return (q_from,)


@app.cell(hide_code=True)
def _(q_from):
    predict.reveal(q_from)
    return


@app.function
def earned(threshold: float, chance: np.ndarray, good: np.ndarray, gain: float, loss: float) -> float:
    """Dollars that the shop earns when it buys every offer with at least this chance of being a good deal."""
    bought = chance >= threshold
    return gain * (bought & good).sum() - loss * (bought & ~good).sum()


@app.cell(hide_code=True)
def _(q_from):
    predict.gate(q_from)
    reading_view.show(earned)
    return


@app.cell(hide_code=True)
def _(q_from):
    predict.gate(q_from)
    buy_from = mo.ui.slider(0, 100, step=1, value=50, label="Buy from a probability of, %", show_value=True)
    buy_gain = mo.ui.slider(1, 12, step=1, value=4, label="A good buy earns, USD", show_value=True)
    buy_loss = mo.ui.slider(1, 20, step=1, value=8, label="A bad buy costs, USD", show_value=True)
    mo.vstack([mo.md("""**Try it.** Move the threshold, then what a good and a bad buy are worth. Which peak walks?"""), buy_from, buy_gain, buy_loss])
    return buy_from, buy_gain, buy_loss


@app.cell(hide_code=True)
def _(buy_from, buy_gain, buy_loss, chance, good, q_from):
    predict.gate(q_from)
    _money = [earned(at, chance, good, buy_gain.value, buy_loss.value) for at in profit.THRESHOLDS]
    views.threshold(_money, profit.f1(good, chance), buy_from.value / 100, predict.guess(q_from))
    return


@app.cell(hide_code=True)
def _(chance, good, q_from):
    predict.gate(q_from)
    _money = [earned(at, chance, good, 4, 8) for at in profit.THRESHOLDS]
    _best, _f1 = profit.best(_money), profit.best(profit.f1(good, chance))
    mo.md(f"""
    With \\$4 and \\$8 the F1 threshold of {_f1:.0%} makes {usd(earned(_f1, chance, good, 4, 8))}; the best on these offers, {_best:.0%}, makes {usd(max(_money))}. F1 does not know what anything costs, nor does AUC, which judges all thresholds at once.

    **Formula or measurement?** loss / (gain + loss) is where buying starts to pay if probabilities are honest. Real ones are so only nearly. So measure the threshold on the offers you have; the formula says whether it is plausible. When the whole curve lies below zero, buy nothing.
    """)
    return


@app.cell(hide_code=True)
def section_0_3_2():
    mo.md("""
    ### 0.3.2 What is one dollar of RMSE worth?

    RMSE is the root of the mean squared error.
    """)
    return


@app.cell(hide_code=True)
def _():
    q_dollar = ask.dollar()
    q_dollar
    return (q_dollar,)


@app.cell(hide_code=True)
def _(q_dollar):
    predict.reveal(q_dollar)
    return


@app.cell(hide_code=True)
def _(later, month_count, price, q_dollar, tags):
    predict.gate(q_dollar)
    _rarity, _card, _model = (profit.mispricing(tags[way], price) for way in rules.WAYS[1:4])
    _squares = np.sort(np.square(_model["off"]))[::-1]
    _saved = _card["cost"].mean() - _model["cost"].mean()
    mo.vstack(
        [
            mo.md("Say a dollar too cheap is lost, and a dollar too dear costs 40 cents:"),
            views.rates({way: tags[way] for way in rules.WAYS[:4]}, price),
            mo.md(f"""
            RMSE is not what a miss usually is: 1% of the sales make {_squares[: len(_squares) // 100].sum() / _squares.sum():.0%} of the model's squared error. And no two steps have one rate. So give finance the *step*, with its assumption: from the median by card to the model, wrong tags cost {usd(_saved, 2)} less a card, about **{usd(_saved * len(later) / month_count)} a month**. In 0.1.3 a quarter of each dollar was lost, on cards under {usd(100)}, and this step didn't pay: the assumption decides.
            """),
        ]
    )
    return


@app.cell(hide_code=True)
def section_0_3_3():
    mo.md("""
    ### 0.3.3 An error budget, by price band

    "How much error is acceptable?" has one answer for each band.
    """)
    return


@app.cell(hide_code=True)
def _(month_count, price, tags):
    used = budget.by_band(price, tags["model"], month_count)
    at_best = budget.by_band(price, tags["without the noise"], month_count)
    return at_best, used


@app.cell(hide_code=True)
def _():
    q_band = ask.band()
    q_band
    return (q_band,)


@app.cell(hide_code=True)
def _(q_band):
    predict.reveal(q_band)
    return


@app.cell(hide_code=True)
def _(q_band, used):
    predict.gate(q_band)
    charts.band_errors(used, predict.guess(q_band))
    return


@app.function
def share_out(total: float, cards: pd.Series, price: pd.Series, power: float) -> pd.Series:
    """What one card of each band may be off, USD: in proportion to price ** power, and `total` over all cards."""
    weight = price**power
    return total * weight / (cards * weight).sum()


@app.cell(hide_code=True)
def _():
    reading_view.show(share_out)
    return


@app.cell(hide_code=True)
def _(q_band):
    predict.gate(q_band)
    budget_total = mo.ui.slider(1_000, 8_000, step=250, value=4_000, label="Dollars off a month, at most", show_value=True)
    budget_power = mo.ui.radio(budget.POWERS, value="the same dollars for every card", label="Share it out as")
    mo.vstack([mo.md("""**Try it.** Set the budget and share it out. Which bands keep it?"""), budget_total, budget_power])
    return budget_power, budget_total


@app.cell(hide_code=True)
def _(at_best, budget_power, budget_total, q_band, used):
    predict.gate(q_band)
    _card = share_out(budget_total.value, used["cards"], used["revenue"] / used["cards"], budget_power.value)
    views.shares(used, at_best, _card)
    return


@app.cell(hide_code=True)
def _(q_band):
    predict.gate(q_band)
    mo.md("""
    The same dollars for every card is absurd: more than a cheap card costs, a hair's breadth on a dear one. The square root gives dear cards more dollars and cheap ones more percent. What can't be kept goes to a person.
    """)
    return


@app.cell(hide_code=True)
def section_0_3_4():
    mo.md("""
    ### 0.3.4 A north star, and how to fool it

    One number on the wall, the **north star**: "20% fewer refunds". (A buyer sends a card back when its tag was at least half above what it fetches.) Not R², which no customer feels.
    """)
    return


@app.cell(hide_code=True)
def _():
    star_cheat = mo.ui.slider(0, 50, step=5, value=0, label="Lower all tags by, %", show_value=True)
    mo.vstack([mo.md("""**Try it.** The model takes over from the median by card. Then cheat: lower *all* tags, and watch the star shine."""), star_cheat])
    return (star_cheat,)


@app.cell(hide_code=True)
def _(price, star_cheat, tags):
    _lowered = tags["model"] * (1 - star_cheat.value / 100)
    views.star(budget.drivers(price, tags["median by card"]), budget.drivers(price, _lowered))
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    Look at the last box before you cheat: *fewer* cards come back and *more* dollars, because the model is too high on dearer cards.

    So a star has a **guardrail** (tags too low), a **leading** number you see tomorrow (tags within 25%), and a **lagging** one that pays (money sent back).

    **What to take from it.** Agree before training: what each kind of error costs, the threshold that follows, the budget by band, the star with its guard. F1, AUC and RMSE help you to *build*, not to decide.

    **In practice.** At Booking.com, how much better a new model scored offline did not tell how much more business it brought (Bernardi et al., *150 Successful Machine Learning Models: 6 Lessons Learned at Booking.com*, KDD 2019).
    """)
    return


@app.cell(hide_code=True)
def section_0_4():
    mo.md("""
    ## 0.4 ML at companies

    **A decision for today.** The shop may hire. The pricing lead wants "one data scientist, who does it all", the director a platform team. A change of the model passes eight tasks; here is who owns them in teams of three sizes.
    """)
    return


@app.cell(hide_code=True)
def _():
    teams = {f"{size} ({people})": roles.OWNERS[size] for size, people in (("small", 3), ("medium", 6), ("large", 20))}
    charts.table(pd.DataFrame({"task": list(roles.TASKS), **teams}))
    return (teams,)


@app.cell(hide_code=True)
def _():
    q_team = ask.team()
    q_team
    return (q_team,)


@app.cell(hide_code=True)
def _(q_team):
    predict.reveal(q_team)
    return


@app.function
def days_to_live(owners: tuple[str, ...], wait: float) -> tuple[float, float]:
    """Days of work until a change is live and measured, and days of waiting, `wait` for each hand-off."""
    work = 0.0
    for owner, days in zip(owners, roles.TASKS.values(), strict=True):
        other_kinds = owners.count(owner) - 1  # who switches between kinds of task is slower at each
        work += days * (1 + roles.SWITCHING * other_kinds)
    hand_offs = sum(giver != taker for giver, taker in pairwise(owners))
    return work, wait * hand_offs


@app.cell(hide_code=True)
def _(q_team):
    predict.gate(q_team)
    reading_view.show(days_to_live)
    return


@app.cell(hide_code=True)
def _(q_team):
    predict.gate(q_team)
    team_wait = mo.ui.slider(0, 10, value=2, label="Days a change waits at each hand-off", show_value=True)
    mo.vstack([mo.md("""**Try it.** When does the small team win, when the large one?"""), team_wait])
    return (team_wait,)


@app.cell(hide_code=True)
def _(q_team, team_wait, teams):
    predict.gate(q_team)
    views.team_days({team: days_to_live(owners, team_wait.value) for team, owners in teams.items()}, predict.guess(q_team))
    return


@app.cell(hide_code=True)
def _(q_team):
    predict.gate(q_team)
    mo.md("""
    **What to take from it.** Specialists make the work quicker and the way longer. (The numbers are made up.) So cut *hand-offs* before you add people. The field's words: **ownership**, **hand-off**, **lead time**.

    **In practice.** Nahar et al. asked 45 practitioners how they work together (*Collaboration Challenges in Building ML-Enabled Systems*, ICSE 2022). The trouble is at what crosses from team to team: requirements, training data, integration.
    """)
    return


@app.cell(hide_code=True)
def section_0_4_1():
    mo.md("""
    ### 0.4.1 The way of a project

    A plan draws it as a line. Put the steps in order before you see one.
    """)
    return


@app.cell(hide_code=True)
def _():
    q_steps = ask.steps()
    q_steps
    return (q_steps,)


@app.cell(hide_code=True)
def _(q_steps):
    predict.reveal(q_steps)
    return


@app.cell(hide_code=True)
def _(q_steps):
    predict.gate(q_steps)
    loop_chance = mo.ui.slider(0, 0.5, step=0.05, value=0.3, label="Chance that a check sends you back", show_value=True)
    mo.vstack(
        [
            mo.mermaid(roles.lifecycle_graph()),
            mo.md("**Try it.** A check that fails sends you **back**, along a dashed arrow. How often may the three checks before the release fail?"),
            loop_chance,
        ]
    )
    return (loop_chance,)


@app.cell(hide_code=True)
def _(loop_chance, q_steps):
    predict.gate(q_steps)
    views.loops(loop_chance.value)
    return


@app.cell(hide_code=True)
def _(q_steps):
    predict.gate(q_steps)
    mo.md(f"""
    **What to take from it.** Loops multiply: a failed check repeats what came before it, other checks included. Here a failed trial costs most, {roles.weeks_again()["trial"]:g} weeks. You can't promise that checks pass. You can ask their question *early*: try the rule on ten real decisions before there is a model.

    **In practice.** Amershi et al. found nine stages at Microsoft, with arrows from evaluation and monitoring back to any earlier one (*Software Engineering for Machine Learning: A Case Study*, ICSE-SEIP 2019).
    """)
    return


@app.cell(hide_code=True)
def section_0_4_2():
    mo.md("""
    ### 0.4.2 How projects fail

    Three common ways: the **wrong problem** (it works and nobody needed it), **bad data** (it learned something else than you think), **no adoption** (it is right and nobody acts on it).
    """)
    return


@app.cell(hide_code=True)
def _():
    q_failures = ask.failures()
    q_failures
    return (q_failures,)


@app.cell(hide_code=True)
def _(q_failures):
    predict.reveal(q_failures)
    return


@app.cell(hide_code=True)
def _(q_failures):
    predict.gate(q_failures)
    mo.md(f"""
    "A better model" cures none of the six. Ask first: *who decides what by it, is the data what we think, does anybody use it?*

    **In practice.** Google Health tried a model that finds an eye disease in eleven clinics in Thailand. It refused 21% of the nurses' photos as too poor to judge ({SOURCES["google_eyes"].markdown()}).
    """)
    return


@app.cell(hide_code=True)
def section_0_4_3():
    mo.md("""
    ### 0.4.3 Say it so that somebody can act
    """)
    return


@app.cell(hide_code=True)
def _():
    q_sentence = ask.sentence()
    q_sentence
    return (q_sentence,)


@app.cell(hide_code=True)
def _(q_sentence):
    predict.reveal(q_sentence)
    return


@app.cell(hide_code=True)
def _(q_sentence):
    predict.gate(q_sentence)
    ladder_step = mo.ui.slider(1, 4, value=1, label="Step", show_value=True)
    draft = mo.ui.text_area(
        value="The pipeline shows drift, inference latency p95 is fine.", label="Your own sentence", rows=3, full_width=True
    )
    mo.vstack([mo.md("""**Try it.** Climb to a sentence that can be answered with yes or no. Then write your own."""), ladder_step, draft])
    return draft, ladder_step


@app.cell(hide_code=True)
def _(draft, ladder_step, q_sentence):
    predict.gate(q_sentence)
    mo.vstack([views.rung(ladder_step.value), views.asked_of(draft.value)])
    return


@app.cell(hide_code=True)
def _(q_sentence):
    predict.gate(q_sentence)
    mo.md(f"""
    **In practice.** Does a range cost trust? In five experiments only a little, and mostly where doubt was put in words, not numbers ({SOURCES["uncertainty"].markdown()}).
    """)
    return


@app.cell(hide_code=True)
def _(q_sentence):
    predict.gate(q_sentence)
    mo.accordion(
        {
            "Think first: a sentence has a number, money, a decision and a date. Can it still mislead?": mo.md(
                """
                Easily. "We save $40,000 from 1 May, approve today" may be a best case, and doing nothing may save $35,000. So add the range and the alternative.
                """
            )
        }
    )
    return


@app.cell(hide_code=True)
def section_0_5():
    mo.md("""
    ## 0.5 Case studies

    **A decision for today.** The director wants "a recommender like Netflix's". She has also read about Watson. What made the one pay, and what made the other stop?
    """)
    return


@app.cell(hide_code=True)
def section_0_5_1():
    mo.md(f"""
    ### 0.5.1 Watson at MD Anderson

    In 2012 the cancer center MD Anderson began an "Oncology Expert Advisor" on IBM's Watson. By August 2016 it had paid out ${cases.WATSON_COST:.1f} million, and the system was neither in clinical use nor piloted elsewhere ({SOURCES["watson_audit"].markdown()}; in short: {SOURCES["watson_forbes"].markdown()}).
    """)
    return


@app.cell(hide_code=True)
def _():
    q_gates = ask.gates()
    q_gates
    return (q_gates,)


@app.cell(hide_code=True)
def _(q_gates):
    predict.reveal(q_gates)
    return


@app.function
def expected_spend(total: float, gates: int, catch: float) -> float:
    """What a project that can't work costs when `total` is paid in equal parts, with a gate before each further
    part that stops it with the chance `catch`."""
    part = total / (gates + 1)
    return sum(part * (1 - catch) ** passed for passed in range(gates + 1))


@app.cell(hide_code=True)
def _():
    reading_view.show(expected_spend)
    return


@app.cell(hide_code=True)
def _(q_gates):
    predict.gate(q_gates)
    gate_count = mo.ui.slider(0, 8, value=0, label="Gates at which the next part may be refused", show_value=True)
    gate_catch = mo.ui.slider(0, 0.9, step=0.1, value=0.5, label="Chance that a gate stops a project that can't work", show_value=True)
    mo.vstack([mo.md("""**Try it.** The same money, in equal parts (that is our assumption)."""), gate_count, gate_catch])
    return gate_catch, gate_count


@app.cell(hide_code=True)
def _(gate_catch, gate_count, q_gates):
    predict.gate(q_gates)
    views.gates([expected_spend(cases.WATSON_COST, gates, gate_catch.value) for gates in range(9)], gate_count.value)
    return


@app.cell(hide_code=True)
def _(q_gates):
    predict.gate(q_gates)
    mo.md("""
    **What to take from it.** The first gates save most; each further one costs good projects. Write down *before* a gate what will count: a number, a date, who decides. A gate on use ("three doctors took its advice on ten real cases") is worth more than one on accuracy.
    """)
    return


@app.cell(hide_code=True)
def section_0_5_2():
    mo.md("""
    ### 0.5.2 Five projects
    """)
    return


@app.cell(hide_code=True)
def _():
    q_lessons = ask.lessons()
    q_lessons
    return (q_lessons,)


@app.cell(hide_code=True)
def _(q_lessons):
    predict.reveal(q_lessons)
    return


@app.cell(hide_code=True)
def _(q_lessons):
    predict.gate(q_lessons)
    point_worth = mo.ui.slider(
        steps=[100, 300, 1_000, 3_000, 10_000], value=300, label="One percent less error is worth, $1,000 a year", show_value=True
    )
    mo.vstack([mo.md(f"""**Try it.** In 2007 Netflix's first *Progress Prize* went to 107 algorithms, together {cases.netflix_percent("all"):.2f}% better than its own system. Netflix put the best two to use, which brought seven to eight percent. Say that keeping one costs $20,000 a year. When do all 107 pay?"""), point_worth])
    return (point_worth,)


@app.cell(hide_code=True)
def _(point_worth, q_lessons):
    predict.gate(q_lessons)
    views.algorithms(point_worth.value, keep=20)
    return


@app.cell(hide_code=True)
def _(q_lessons):
    predict.gate(q_lessons)
    mo.md(f"""
    **In practice.** The final blend of 2009 *did not seem to justify the engineering effort* ({SOURCES["netflix_blog"].markdown()}). Why did recommendations pay? A wrong tip costs seconds, an answer comes the same evening, and the tip *is* the product. Netflix judges changes by A/B tests on *retention*, not by stars ({SOURCES["netflix_paper"].markdown()}).
    """)
    return


@app.cell(hide_code=True)
def _(q_lessons):
    predict.gate(q_lessons)
    mo.accordion(
        {
            "Google Flu Trends": mo.md(
                f"""
                Too high in 100 of 108 weeks from August 2011 on. The doctors' older numbers, carried forward, were closer. *Ask: what does last week's number alone do?* {SOURCES["google_flu"].markdown()}
                """
            ),
            "Amazon's hiring tool": mo.md(
                f"""
                It marked down the word *women's*. Amazon said that its recruiters never used it to evaluate candidates. *Ask: whose decisions are in the labels?* {SOURCES["amazon_hiring"].markdown()}
                """
            ),
            "Uber's Michelangelo": mo.md(
                f"""
                One place to train, release and watch all models. *Ask: what does our second model cost?* {SOURCES["uber"].markdown()}
                """
            ),
            "Zillow Offers": mo.md(
                f"""
                It ended in 2021 with a write-down of $304 million in one quarter: "the unpredictability in forecasting home prices far exceeds what we anticipated". *Ask: what may one purchase cost us?* {SOURCES["zillow"].markdown()}
                """
            ),
        }
    )
    return


@app.cell(hide_code=True)
def section_0_6():
    mo.md(f"""
    ## 0.6 Requirements and framing

    **A decision for today.** Two buyers say: "Build us something that finds bargains." They have {framing.MEETING} minutes for you. What you don't ask now, you will guess later.
    """)
    return


@app.cell(hide_code=True)
def _():
    q_first = ask.first()
    q_first
    return (q_first,)


@app.cell(hide_code=True)
def _(q_first):
    predict.reveal(q_first)
    return


@app.cell(hide_code=True)
def _(q_first):
    predict.gate(q_first)
    asked = mo.ui.multiselect(
        {f"{question.text} ({question.minutes} min)": key for key, question in framing.INTERVIEW.items()},
        label="Ask, in this order",
        full_width=True,
    )
    mo.vstack([mo.md(f"""**Try it.** Hold the interview: {framing.MEETING} minutes, {sum(question.minutes for question in framing.INTERVIEW.values())} minutes of questions. Bring the risk down as far as you can."""), asked])
    return (asked,)


@app.cell(hide_code=True)
def _(asked, q_first):
    predict.gate(q_first)
    views.interview(asked.value)
    return


@app.cell(hide_code=True)
def _(q_first):
    predict.gate(q_first)
    mo.md("""
    **What to take from it.** Decision, cost of errors, label and today's way first; then volume, time, data, privacy, owner, and the number that would stop you. What stays open goes into the brief as an **assumption**, with a name beside it.
    """)
    return


@app.cell(hide_code=True)
def section_0_6_1():
    mo.md("""
    ### 0.6.1 One need, five problems

    "Find bargains" is no ML problem yet. You can predict the **price**, what buying a listing **earns**, **whether** it is a bargain, **which** of two is better, or a **careful price** that four sales in five reach. Each fills the morning list in another way.
    """)
    return


@app.cell(hide_code=True)
def _():
    q_gap = ask.gap()
    q_gap
    return (q_gap,)


@app.cell(hide_code=True)
def _(q_gap):
    predict.reveal(q_gap)
    return


@app.function
def buy(listings: pd.DataFrame, score: str, picks: int) -> pd.Series:
    """What the listings with the highest score bring: dollars earned, dollars tied up, and the percent that lose."""
    best = listings.nlargest(picks, score)
    losers = 100 * (best["gain"] < 0).mean()
    return pd.Series({"earned": best["gain"].sum(), "spent": best["asking"].sum(), "losers": losers})


@app.function
def pinball(actual: float, predicted: float, quantile: float) -> float:
    """The loss of a careful price: missing low costs `quantile` of each dollar, missing high the rest of it."""
    return max(quantile * (actual - predicted), (quantile - 1) * (actual - predicted))


@app.cell(hide_code=True)
def _():
    reading_view.show(buy, pinball)
    return


@app.cell(hide_code=True)
def _(sales):
    desk = priced_cards.price_later_cards(sales)
    bargains = framing.Bargains(desk)
    return bargains, desk


@app.cell(hide_code=True)
def _(q_gap):
    predict.gate(q_gap)
    pick_count = mo.ui.slider(10, 150, step=10, value=40, label="Cards they can buy a day", show_value=True)
    mo.vstack([mo.md(f"""**Try it.** The same listings, five framings; means of {framing.DAYS} days. Asking prices are drawn as sellers set them; what a card fetched is from the shop's sales of spring 2026."""), pick_count])
    return (pick_count,)


@app.cell(hide_code=True)
def _(bargains, pick_count, q_gap):
    predict.gate(q_gap)
    views.framings(
        bargains, lambda key: sum(buy(day, f"by {key}", pick_count.value) for day in bargains.days) / framing.DAYS
    )
    return


@app.cell(hide_code=True)
def _(bargains, q_gap):
    predict.gate(q_gap)
    _forty = {key: sum(buy(day, f"by {key}", 40) for day in bargains.days) / framing.DAYS for key in framing.FRAMINGS}
    mo.md(f"""
    **What to take from it.** You can't compare the losses, but the money. With 40 picks the price alone earns least, {usd(_forty["point"]["earned"])} a day; most, {usd(_forty["margin"]["earned"])}, the framing closest to the decision: *what does buying this earn?* The careful price loses least often: {usd(2)} too high costs it {usd(pinball(10, 12, framing.CAREFUL), 2)}, {usd(2)} too low {usd(pinball(10, 8, framing.CAREFUL), 2)}. So frame backwards: *decision → output → target → loss*. The target must be known at training, the inputs at the decision.

    (The careful price learned from {framing.CAREFUL_ROWS:,} sales, because its fit is slow. The levels of both prices were set with the later sales, which you couldn't do.)

    **In practice.** The careful price is scikit-learn's `QuantileRegressor`, after Koenker and Bassett, *Regression Quantiles* (Econometrica, 1978).
    """)
    return


@app.cell(hide_code=True)
def section_0_6_2():
    mo.md("""
    ### 0.6.2 The canvas

    A **canvas** is a page with a box for each part of a project. Here are four boxes, in numbers. The learning curve behind it is measured now, on the shop's sales.
    """)
    return


@app.cell(hide_code=True)
def _():
    scope_sales = mo.ui.slider(steps=list(scoping.SIZES), value=1000, label="Past sales you may use", show_value=True)
    scope_target = mo.ui.slider(3, 12, step=0.5, value=6.5, label="Average miss the desk can live with, $", show_value=True)
    scope_deadline = mo.ui.slider(2, 40, value=12, label="Deadline, weeks (labels come after 20 days)", show_value=True)
    scope_owner = mo.ui.switch(value=False, label="A named person owns it and may switch it off")
    mo.vstack([mo.md("""**Try it.** Make this scope feasible. Which number do you have to change?"""), scope_sales, scope_target, scope_deadline, scope_owner])
    return scope_deadline, scope_owner, scope_sales, scope_target


@app.cell(hide_code=True)
def _(sales):
    curve = scoping.learning_curve(sales)
    return (curve,)


@app.cell(hide_code=True)
def _(curve, scope_deadline, scope_owner, scope_sales, scope_target):
    _scope = {"sales": scope_sales.value, "target": scope_target.value, "deadline": scope_deadline.value, "owner": scope_owner.value}
    views.scope(scoping.feasibility(curve, **_scope, delay=20, cards=3_000, running=500))
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    **What to take from it.** A project is as feasible as its weakest part (the weights are ours). **Scope** is the set of promises you can keep: to shrink it, take fewer cards, a softer target, or a rule.

    **In practice.** L. Dorard's *Machine Learning Canvas* (ownml.co, 2016) has boxes for decision, data, value and monitoring.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## Break it yourself

    The desk works: seventeen weeks, at most twelve cards a week, by the careful price. Now break the *project*. Before each fault, say whether the model's score, its average miss, will show it. Then switch the guards on.
    """)
    return


@app.cell(hide_code=True)
def _():
    faults = mo.ui.multiselect(
        {text: fault for fault, text in broken.FAULTS.items()}, value=[broken.FAULTS["sellers"]], label="What breaks", full_width=True
    )
    guards = mo.ui.switch(value=False, label="guards on")
    mo.vstack([faults, guards])
    return faults, guards


@app.cell(hide_code=True)
def _(bargains, desk, faults, guards):
    views.desk(broken.run(desk, bargains, [], guards=False), broken.run(desk, bargains, faults.value, guards.value))
    return


@app.cell(hide_code=True)
def _():
    mo.accordion(
        {
            "Which of the five did the score show?": mo.md(
                """
                Two: bad data at once, the falling market after it fell. The guards don't know the fault: they watch the batch, the losing picks, the tips taken, three weeks' money. Three faults they mend; at quick rivals and a falling market they **stop**. Offering a quarter less from week 10 on would earn a little more than stopping; but stopping needs no diagnosis.
                """
            )
        }
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## What you can do now

    - Say when a rule is enough, and what a model must earn.
    - Turn accuracy into counts, and counts into money.
    - Give a date as a range, with gates.
    - Read a team by its hand-offs, a plan by its loops.
    - Frame a need from its decision.
    """)
    return


@app.cell(hide_code=True)
def _(q_date, q_from, q_gap):
    predict.gate(q_from)
    predict.gate(q_date)
    predict.gate(q_gap)
    mo.md("""
    ### For your cheat sheet

    | when | do |
    | :--- | :--- |
    | somebody wants ML | ask who decides what by it; measure the simplest rule |
    | "85% accurate" | counts per class; what each error costs |
    | a threshold | the highest profit, not the highest F1 |
    | a date is asked for | P50 and P90, the next gate, what would stop you |
    | "find the best ones" | predict what the decision earns |
    | the score is fine | look at the till, the tips taken, the losing picks |
    """)
    return


@app.cell(hide_code=True)
def _(exercises_here):
    mo.md(f"""
    **The checkpoint.** The VP asks: *why not just rules?* The CFO: *what is the return?* The CTO: *what if it fails?* Tell the last how a failure is noticed, what happens then, and who decides.

    **Now write it yourself:** {exercises_here("the exercises of module 0")}, up to {exercises_here("the checkpoint", "E0.C")}.
    """)
    return


if __name__ == "__main__":
    app.run()
