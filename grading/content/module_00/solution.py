import marimo

__generated_with = "0.25.2"
app = marimo.App(
    width="medium",
    app_title="Module 0 exercises: machine learning in business",
)

with app.setup(hide_code=True):
    import math

    import marimo as mo
    import numpy as np
    import pandas as pd

    from course import links
    from grading import check


@app.cell(hide_code=True)
def _():
    mo.md(f"""
    # Module 0 exercises: machine learning in business

    Before the card shop builds a price model, somebody must decide whether it should, say what it is worth and when
    it will be done, choose what counts as success, and explain all of that to people who never trained a model.
    Here that is you. The exercises are worth 100 points; do them in any order.

    **How the live check works.** Write your answer in the cell under a task and run it (Ctrl+Enter): the panel
    below it shows at once which checks pass, and what was given and expected where one does not. Hints unfold one
    at a time, and a mistake that many people make is explained when it is recognised. Your progress is stored as
    you go, and further checks on other data run when your work is graded. Some answers are code, some are choices
    with their reasons, and some are your own words: no program gives points for words. For those you get a rubric,
    mark yourself first, and an instructor marks them after you.

    [Back to the lesson]({links.module_link(0)}) · [Course home]({links.home_link()})
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 0.1 When to use ML
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### E0.1 Should you use ML?

    Five ideas lie on the table. For each one say `"yes"`, `"no"` or `"maybe"`, and why.

    - **`email_spam`**: the shop gets 4,000 mails a day. The staff marked 60,000 of them as spam or not over the
      years; everybody tells spam at a glance. Senders reword theirs every few days, and the list of forbidden words
      catches fewer each week. What is filtered goes to a folder that somebody skims every evening.
    - **`inventory`**: the shop sells 40 kinds of sleeves and boxes. When fewer than 20 packs of a kind are left, a
      script orders 60 more. What is sold out is back within two days, and packs too many are sold a month later.
      Daily sales of three years are stored. Nobody has counted what the rule's mistakes cost.
    - **`fraud`**: of 30,000 card payments a month about 180 turn out to be fraud. The bank says which within 60
      days, and four years of them are stored. Analysts spot most by many small signs together and can't say how
      they do it. Every new rule is worked around within weeks. A suspicious order waits a few hours until a person
      has looked at it.
    - **`translation`**: 500 offers a day come in Japanese, sentences of every kind, and must appear in English. The
      shop has no translations of its own; ready models learned from large collections of translated text. The
      seller reads the English before it appears.
    - **`calculator`**: the total of an order is the sum of its prices, 10% less above $100, plus the sales tax from
      a published table. A total that is a cent off is a complaint. Two million past orders with their totals are
      stored.

    | reason | it says |
    | --- | --- |
    | `examples` | there are many past cases with the right answer, here or in a ready model |
    | `hard_to_write` | people see the right answer, but nobody can write down how |
    | `changing` | what is to be found changes faster than rules can be rewritten |
    | `cheap_errors` | a wrong answer costs little, or a person sees it before it does harm |
    | `exact_rule` | the right answer follows from a rule that can be written down completely |
    | `no_error_allowed` | not even a rare wrong answer is acceptable |
    | `rule_may_do` | a simple rule is there, and nobody has shown what a model would add to it |
    | `much_data` | there is a lot of data |
    | `others_do` | others in the trade use ML for it |
    | `always_better` | a model is never worse than a rule |

    - Say *yes* or *no* where the description settles it, and *maybe* where something must be measured first. *Yes*
      means that ML should do it, built here or bought.
    - Give **two or more reasons** for each. Every one must be true in the scenario and speak for your verdict.
      A *maybe* rests on both sides: name a reason for a model and one against it.
    - Verdict and reasons are scored together: the right verdict for a wrong reason earns nothing.

    Copy this into the cell below and fill it in:

    ```python
    decisions = {
        "email_spam": ("…", {"…", "…"}),
        "inventory": ("…", {"…", "…"}),
        "fraud": ("…", {"…", "…"}),
        "translation": ("…", {"…", "…"}),
        "calculator": ("…", {"…", "…"}),
    }
    ```

    *10 points, about 15 minutes. Section 0.1.*
    """)
    return


@app.cell
def _():
    ### BEGIN SOLUTION
    decisions = {
        "email_spam": ("yes", {"examples", "changing", "cheap_errors"}),
        "inventory": ("maybe", {"examples", "rule_may_do"}),
        "fraud": ("yes", {"examples", "changing", "cheap_errors"}),
        "translation": ("yes", {"hard_to_write", "examples", "cheap_errors"}),
        "calculator": ("no", {"exact_rule", "no_error_allowed"}),
    }
    ### END SOLUTION
    ### STUB: decisions = None
    return (decisions,)


@app.cell(hide_code=True, expand_output=True)
def _(decisions):
    check("E0.1", lambda: decisions)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### E0.1b What is the project worth?

    A price model for the shop would cost something to build, something every month to run, and bring something
    every month. Write `npv`, which says in one number what the project is worth today, and `break_even_month`,
    which says when it has paid for itself.

    | build | run | gain | months | rate | npv | break-even month |
    | --- | --- | --- | --- | --- | --- | --- |
    | $10,000 | $0 | $1,000 | 24 | 0% | $14,000 | 10 |
    | $10,000 | $700 | $1,000 | 24 | 0% | -$2,800 | None |
    | $20,000 | $500 | $2,500 | 12 | 12% | about $2,583 | 11 |

    What did the second project forget to tell its sponsor?

    *8 points, about 15 minutes. Section 0.1.*
    """)
    return


@app.function
def npv(build: float, run: float, gain: float, months: int, rate: float) -> float:
    """What a project is worth today: everything it will bring minus everything it will cost, in today's dollars.

    Args:
        build: dollars to build it, paid today (month 0).
        run: dollars to run it, paid at the end of every month from 1 to months.
        gain: dollars that it brings, at the end of every month from 1 to months; it may be 0.
        months: how many months it is used, at least 1.
        rate: interest per year, 0.12 for 12%; it may be 0.

    Money of month m is worth that money times (1 + rate) ** (-m / 12) today. A dollar off is near enough.
    """
    ### BEGIN SOLUTION
    month = np.arange(1, months + 1)
    return float(np.sum((gain - run) * (1 + rate) ** (-month / 12)) - build)
    ### END SOLUTION


@app.function
def break_even_month(build: float, run: float, gain: float, months: int, rate: float) -> int | None:
    """The first month, from 0 to months, by whose end the project has paid for itself.

    That is when everything up to and with this month, costs and gains in today's dollars as in `npv`, adds up to 0 or
    more. A project that costs nothing to build has done so in month 0. None when it does not within these months.
    """
    ### BEGIN SOLUTION
    worth = -build
    for month in range(months + 1):
        if month:
            worth += (gain - run) * (1 + rate) ** (-month / 12)
        if worth >= 0:
            return month
    return None
    ### END SOLUTION


@app.cell(hide_code=True, expand_output=True)
def _():
    check("E0.1b", lambda: (npv, break_even_month))
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### E0.1c A rule before a model

    Before anybody trains a model, there should be a rule to beat: what a card costs is the median price of its
    rarity. It is a morning's work, it can be explained in one sentence, and it tells what a model would have to
    add. Write `rule_price`, which learns the rule from past sales and returns a function that prices cards.

    The sales are Commons at $0.40, $0.50, $0.60, $0.70 and $60, and Rare Holos at $9, $11, $12, $13, $14 and $400.
    Then

    | card | price | because |
    | --- | --- | --- |
    | Common | 0.60 | the median of 5 Commons; the mean would be $12.44 |
    | Rare Holo | 12.50 | the median of 6 Rare Holos |
    | Promo | 11.00 | no sale of its rarity: the median of all sales |
    | (missing) | 11.00 | the same |

    *8 points, about 15 minutes. Section 0.1.*
    """)
    return


@app.function
def rule_price(sales: pd.DataFrame):
    """A rule that prices cards, learned from past sales: the median of the card's rarity.

    Args:
        sales: past sales with the columns rarity (text, missing where nobody noted it) and price (USD, NaN where
            missing). At least one has a price. Other columns may occur.

    Returns:
        A function of a table of cards. The table has a column rarity (text or missing) and perhaps others, also one
        called price with what the seller asks: the rule knows past sales only and does not look at it. The function
        returns one price in USD for each card, in the order of the rows, as a list, an array or a Series.

    A card costs
        - the median price of the sales of its rarity, where at least 5 of them have a price;
        - otherwise (the rarity is missing, new, or has fewer such sales) the median price of all sales.
    A sale without a price counts for neither; a sale of unknown rarity counts for the median of all.
    """
    ### BEGIN SOLUTION
    priced = sales.dropna(subset=["price"])
    overall = priced["price"].median()
    by_rarity = priced.groupby("rarity")["price"].agg(["median", "count"])
    medians = by_rarity.loc[by_rarity["count"] >= 5, "median"].to_dict()

    def price(cards):
        return [medians.get(rarity, overall) for rarity in cards["rarity"]]

    return price
    ### END SOLUTION


@app.cell(hide_code=True, expand_output=True)
def _():
    check("E0.1c", lambda: rule_price)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 0.2 Expectations
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### E0.2b What 85% accuracy means

    "The model is 85% accurate", says the report, and everybody at the table hears something else. Write
    `explain_accuracy`, which says for each class of cards who is wrong about what. For

    | truly ↓ said → | cheap | dear |
    | --- | --- | --- |
    | cheap | 8,100 | 400 |
    | dear | 1,100 | 400 |

    the answer is

    ```python
    {
        "accuracy": 0.85,
        "no_model": 0.85,
        "classes": {
            "cheap": {"cards": 8500, "missed": 400, "false_alarms": 1100, "trust": 0.88},  # 8,100 / 9,200
            "dear": {"cards": 1500, "missed": 1100, "false_alarms": 400, "trust": 0.5},
        },
    }
    ```

    How sure are you of a card that this model calls dear?

    *7 points, about 15 minutes. Section 0.2.*
    """)
    return


@app.function
def explain_accuracy(cm: pd.DataFrame) -> dict:
    """What stands behind the accuracy of a model, class by class.

    Args:
        cm: counts of cards. The index names the true class, the columns name the class that the model said. Both hold
            the same two or more names, not always in the same order, and every class has at least one card.

    Returns a dict with
        - "accuracy": share of all cards that the model said right, from 0 to 1.
        - "no_model": share that would be right without a model, by saying the largest class of every card.
        - "classes": a dict with one entry for each class, each a dict with
            - "cards": how many cards truly are of this class.
            - "missed": how many of those the model put into another class.
            - "false_alarms": how many cards of other classes the model put into this one.
            - "trust": share of the cards put into this class that belong there; not rounded. None (or NaN) where
              no card was put there.
    """
    ### BEGIN SOLUTION
    total = cm.to_numpy().sum()
    hits = {name: cm.loc[name, name] for name in cm.index}
    classes = {}
    for name in cm.index:
        cards, said = cm.loc[name].sum(), cm[name].sum()
        classes[name] = {
            "cards": int(cards),
            "missed": int(cards - hits[name]),
            "false_alarms": int(said - hits[name]),
            "trust": float(hits[name] / said) if said else None,
        }
    return {
        "accuracy": float(sum(hits.values()) / total),
        "no_model": float(cm.sum(axis=1).max() / total),
        "classes": classes,
    }
    ### END SOLUTION


@app.cell(hide_code=True, expand_output=True)
def _():
    check("E0.2b", lambda: explain_accuracy)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### E0.2c When will it be done?

    Discovery 2 weeks, data 4, model 2, production 2: done in 10 weeks? Each stage can be a little early or very
    late. Write `finish_quantile`, which plays a plan many times, and then promise a range instead of a day:
    `gates`, one behind each stage, where the project goes on or stops.

    This is the plan with the weeks each stage takes at best, most likely, and at worst:

    ```python
    plan = [
        {"name": "discovery", "low": 1, "likely": 2, "high": 6, "after": []},
        {"name": "data", "low": 3, "likely": 4, "high": 11, "after": ["discovery"]},
        {"name": "model", "low": 1, "likely": 2, "high": 8, "after": ["data"]},
        {"name": "production", "low": 1, "likely": 2, "high": 7, "after": ["model"]},
    ]
    ```

    `finish_quantile(plan, 0.5)` is about 16 weeks and `finish_quantile(plan, 0.9)` about 20; `plan[:2]` ends with
    the data stage.

    A gate is a dict like this one (it is a bad gate, in four ways):

    ```python
    {"stage": "data", "weeks": (6, 6), "measure": "team_confidence", "at_least": 0, "otherwise": "discuss"}
    ```

    - **stage**: `"discovery"`, `"data"`, `"model"` and `"production"`, one gate each, in this order.
    - **weeks**: the range of weeks, counted from the start, in which you expect the stage to end: (earliest,
      latest). It starts before the P50 of the stage's end and ends after its P80, and not before or after what the
      plan makes possible at all. No range is narrower than the one before, and the last is wider than the first.
    - **measure** and its limit **at_least** or **at_most**, one number that lies strictly between the two given
      here; and for each gate a measure that its own stage finds out:

    | measure | what it is | found out by | limit |
    | --- | --- | --- | --- |
    | `"hours_saved"` | hours a week that pricing by hand takes today | discovery | at_least, 0 to 168 |
    | `"usable_share"` | share of past sales with a usable price | data | at_least, 0 to 1 |
    | `"rule_error"` | mean error of the median by rarity, in dollars (if small: no model) | data | at_least, 0 to 1,000 |
    | `"model_error"` | mean error of the model on a month it has not seen, in dollars | model | at_most, 0 to 1,000 |
    | `"accepted_share"` | share of prices that sellers take as they are, in a pilot | production | at_least, 0 to 1 |
    | `"refunds_next_year"` | refunds in the first year of use | ? | ? |
    | `"best_possible_error"` | the error that the model could reach with more time | ? | ? |
    | `"team_confidence"` | how confident the team feels | ? | ? |

    - **otherwise**: what happens beyond the limit: `"stop"` (the project ends), `"keep_rule"` (it ends, and the
      rule stays in use), `"two_weeks_then_stop"` (two more weeks, once), `"go_on"` (so much is spent already) or
      `"discuss"` (we will see then). Choose one that can really stop the project.

    *8 points, about 25 minutes. Section 0.2.*
    """)
    return


@app.function
def finish_quantile(tasks: list[dict], q: float, runs: int = 20_000, seed: int = 0) -> float:
    """The week by which a project is done with probability q, from playing it many times.

    Args:
        tasks: dicts with name (text), low, likely and high (weeks: the task takes at least low, at most high, and most
            likely likely; low < high), and after: names of the tasks that must have ended before this one starts. Those
            stand earlier in the list. A task with nothing in after starts at week 0.
        q: 0.5 for the P50: half of the runs are done by then.
        runs: how often to play the project.
        seed: of the random numbers; the same seed gives the same answer.

    In each run every task takes a time drawn from the triangular distribution of its low, likely and high,
    independently of the others. Tasks that don't wait for each other run side by side. The project is done when its
    last task has ended. A quarter of a week off is near enough.
    """
    ### BEGIN SOLUTION
    rng = np.random.default_rng(seed)
    done = np.zeros(runs)
    ends = {}
    for task in tasks:
        start = np.zeros(runs)
        for name in task["after"]:
            start = np.maximum(start, ends[name])
        ends[task["name"]] = start + rng.triangular(task["low"], task["likely"], task["high"], runs)
        done = np.maximum(done, ends[task["name"]])
    return float(np.quantile(done, q))
    ### END SOLUTION


@app.cell
def _():
    ### BEGIN SOLUTION
    # The weeks are the P10 and the P90 of each stage's end, rounded to halves.
    gates = [
        {
            "stage": "discovery",
            "weeks": (1.5, 4.5),
            "measure": "hours_saved",
            "at_least": 15,
            "otherwise": "stop",
        },
        {
            "stage": "data",
            "weeks": (6.5, 12),
            "measure": "usable_share",
            "at_least": 0.9,
            "otherwise": "two_weeks_then_stop",
        },
        {
            "stage": "model",
            "weeks": (9.5, 16),
            "measure": "model_error",
            "at_most": 6,
            "otherwise": "keep_rule",
        },
        {
            "stage": "production",
            "weeks": (12.5, 20),
            "measure": "accepted_share",
            "at_least": 0.8,
            "otherwise": "keep_rule",
        },
    ]
    ### END SOLUTION
    ### STUB: gates = None
    return (gates,)


@app.cell(hide_code=True, expand_output=True)
def _(gates):
    check("E0.2c", lambda: (finish_quantile, gates))
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 0.3 Success metrics and money
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### E0.3 Metrics translation

    Three wishes have reached the team. Turn each into a promise that can be kept or broken: a metric, the level it has
    to reach, and the cards it is measured on. Then choose the shop's north star. Write `translations`, a plain dict.

    | need | the wish | what is known today |
    | --- | --- | --- |
    | `satisfaction` | "Improve customer satisfaction: prediction errors on high-value cards 15% smaller." | The complaints come from owners of cards of $50 and more, one card in ten. Half of their quotes are off by more than 20% of the price. |
    | `refunds` | "A fifth fewer refunds." | The shop pays back when a card turns out to be priced more than a quarter above its worth. That happens with 5 in 100 cards, cheap and dear, from all sellers. |
    | `fakes` | "Of the fakes that new sellers send us, at most 1 in 20 may slip through." | 1 card in 100 is a fake. Sellers are new in their first month; what older ones send is insured. |

    | metric | what it is | | slice | the cards in it |
    | --- | --- | --- | --- | --- |
    | `"accuracy"` | share of all cards that are judged right | | `"all"` | all cards |
    | `"rmse"` | root of the mean squared error, in dollars | | `"under_50"` | cards under $50 |
    | `"median_error"` | median of the error relative to the price | | `"from_50"` | cards of $50 and more |
    | `"overpriced_share"` | share of cards priced over 1.25 times their worth | | `"new_sellers"` | cards of sellers in their first month |
    | `"recall_of_fakes"` | share of the fakes that is found | | `"flagged"` | cards that the model calls fake |
    | `"precision_of_fakes"` | share of the cards called fake that is fake | | | |
    | `"page_views"` | pages opened a day | | | |

    The threshold is the level of the metric that you promise, as a share from 0 to 1 (12% is `0.12`). "15% smaller" means
    15% of today's error, "a fifth fewer" a fifth of today's refunds.

    The shop's goal for the year is to lose less money on refunds. The north star has two numbers: `lagging`, what the
    shop wants in the end, known weeks later and in money, and `leading`, known the same day, whose rise leads to it.

    | number | what it is |
    | --- | --- |
    | `"page_views"` | pages opened a day |
    | `"quotes_made"` | quotes given a day |
    | `"validation_rmse"` | the model's error on held-out sales, in dollars |
    | `"refunds_paid"` | dollars paid back a month |
    | `"overpriced_quotes"` | share of today's quotes over 1.25 times what such cards sold for last |

    The form:

    ```python
    translations = {
        "satisfaction": {"metric": "?", "threshold": 0.0, "slice": "?"},
        "refunds": {"metric": "?", "threshold": 0.0, "slice": "?"},
        "fakes": {"metric": "?", "threshold": 0.0, "slice": "?"},
        "north_star": {"lagging": "?", "leading": "?"},
    }
    ```

    *8 points, about 10 minutes. Section 0.3.*
    """)
    return


@app.cell
def _():
    ### BEGIN SOLUTION
    translations = {
        "satisfaction": {"metric": "median_error", "threshold": 0.17, "slice": "from_50"},
        "refunds": {"metric": "overpriced_share", "threshold": 0.04, "slice": "all"},
        "fakes": {"metric": "recall_of_fakes", "threshold": 0.95, "slice": "new_sellers"},
        "north_star": {"lagging": "refunds_paid", "leading": "overpriced_quotes"},
    }
    ### END SOLUTION
    ### STUB: translations = None
    return (translations,)


@app.cell(hide_code=True, expand_output=True)
def _(translations):
    check("E0.3", lambda: translations)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### E0.3b What the errors cost

    A model looks at every card before it goes into the window. Yesterday's cards, `cm`, by what they are (rows) and what
    they were called (columns), and the dollars that one such card means to the shop, `payoff`:

    | cm | fake | genuine | | payoff | fake | genuine |
    | --- | --- | --- | --- | --- | --- | --- |
    | **fake** | 8 | 2 | | **fake** | 0 | -400 |
    | **genuine** | 40 | 950 | | **genuine** | -5 | 12 |

    Was the model worth its keep? Write `value`. Here the answer is `{"total": 10400.0, "per_card": 10.4, "gain": 2520.0}`:
    a day of $10,400, of which $7,880 would have been there without any model, by calling every card genuine.

    *7 points, about 10 minutes. Section 0.3.*
    """)
    return


@app.function
def value(cm: pd.DataFrame, payoff: pd.DataFrame) -> dict[str, float]:
    """What a model's decisions are worth, in dollars.

    `cm` is a confusion matrix: cm.loc[truth, called] is how many cards that are `truth` were called `called`. `payoff` is
    a table of the same kind: payoff.loc[truth, called] is what one such card is worth, negative where it costs. Rows and
    columns of both have the same two or more labels, not always in the same order, and every place is filled.

    Returns a dict of three numbers:

    - "total": dollars over all cards, right and wrong.
    - "per_card": total divided by the number of cards.
    - "gain": total minus what the same cards would be worth if every one of them were called the same, by whichever
      label is worth most that way. It is negative where the model does worse than that.

    Where there are no cards at all, the three are 0.
    """
    ### BEGIN SOLUTION
    cards = cm.sum(axis="columns")  # by what they are
    same = payoff.mul(cards, axis="index").sum()  # worth of all cards, by the one label they would all get
    total = (cm * payoff).sum().sum()  # pandas brings the labels of both tables together
    count = cards.sum()
    return {
        "total": float(total),
        "per_card": float(total / count) if count else 0.0,
        "gain": float(total - same.max()),
    }
    ### END SOLUTION


@app.cell(hide_code=True, expand_output=True)
def _():
    check("E0.3b", lambda: value)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### E0.3c An error budget by price band

    "How wrong may a quote be?" The owner can bear $4,300 of errors a month, over all cards. One rate for all cards would
    either forbid 50 cents on a $1 card or allow $50 on a $100 card. Agree on a budget by price band instead, by a simple rule
    that lies between the same dollars for all and the same percentage for all: the square root of the price. Write
    `error_budget`.

    | band | cards | price | | dollars a card | share of the price |
    | --- | --- | --- | --- | --- | --- |
    | under $5 | 4,000 | 1 | | 0.50 | 50% |
    | $5 to $50 | 900 | 16 | | 2.00 | 12.5% |
    | over $50 | 100 | 100 | | 5.00 | 5% |

    and 4,000 × 0.50 + 900 × 2 + 100 × 5 = 4,300.

    *8 points, about 20 minutes. Section 0.3.*
    """)
    return


@app.function
def error_budget(bands: list[dict], total: float, min_cards: int = 30) -> list[dict]:
    """How many dollars a quote may be wrong, by price band, so that all cards together make up the total.

    `bands` go from cheap to dear; each is a dict with the band's name ("band"), the number of cards ("cards", above 0)
    and their average price in dollars ("price", above 0). `total` is in dollars.

    1. In a band with fewer than `min_cards` cards nobody could tell whether the budget was kept. Go from the dearest
       band to the cheapest: a band that has too few cards, with what was joined to it before, is joined with the next
       cheaper one. If the cheapest has too few in the end, it is joined with the next dearer one, if there is one.
       A joined band is called "cheaper + dearer", for example "$5 to $50 + over $50"; its cards are those of both, and
       its price is the average over its cards.
    2. In every band a card may be wrong by k times the square root of the band's price, in dollars. The number k is the
       same for all bands, and such that cards times dollars, summed over the bands, is `total`.

    Returns the bands that are left, from cheap to dear, each a dict with band, cards, price, dollars (the budget of one
    card) and share (dollars divided by price).
    """
    ### BEGIN SOLUTION

    def join(cheap, dear):
        cards = cheap["cards"] + dear["cards"]
        price = (cheap["cards"] * cheap["price"] + dear["cards"] * dear["price"]) / cards
        return {"band": f"{cheap['band']} + {dear['band']}", "cards": cards, "price": price}

    left = []
    waiting = None  # dearer cards that are too few to be judged alone
    for band in reversed(bands):
        band = join(band, waiting) if waiting else band
        waiting = band if band["cards"] < min_cards else None
        if not waiting:
            left.insert(0, band)
    if waiting:
        left[:1] = [join(waiting, left[0]) if left else waiting]
    k = total / sum(band["cards"] * math.sqrt(band["price"]) for band in left)
    return [
        {**band, "dollars": k * math.sqrt(band["price"]), "share": k / math.sqrt(band["price"])} for band in left
    ]
    ### END SOLUTION


@app.cell(hide_code=True, expand_output=True)
def _():
    check("E0.3c", lambda: error_budget)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### E0.3d The threshold that earns most

    The shop may buy cards to sell them on. A model says how likely each is to sell within the month: `p`. A card that
    sells earns $12, one that stays costs $30. From which `p` on should the shop buy? Not from 0.5 on, and not from where
    accuracy or F1 is best. Draw the curve in dollars with `profit_curve`, and find its top with `best_threshold`.

    | p | 0.9 | 0.7 | 0.6 | 0.55 | 0.52 | 0.4 | 0.35 | 0.2 | 0.1 |
    | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
    | sold (`y`) | 1 | 1 | 0 | 1 | 1 | 0 | 1 | 0 | 0 |

    With `payoff = {"tp": 12, "fp": -30, "fn": 0, "tn": 0}`:

    | | result |
    | --- | --- |
    | `profit_curve(y, p, payoff, [0.3, 0.5, 0.65])` | `[0, 18, 24]` |
    | `best_threshold(y, p, payoff)` | `0.7` |

    *10 points, about 20 minutes. Section 0.3.*
    """)
    return


@app.function
def profit_curve(
    y: np.ndarray, p: np.ndarray, payoff: dict[str, float], thresholds: list[float]
) -> list[float]:
    """What the shop earns at each threshold, in dollars over all cards together.

    `y` is an array of 1 (the card sells) and 0 (it stays), `p` the model's probabilities for the same cards, in no
    particular order. At a threshold the shop buys every card whose p is at least the threshold, and lets the others go.
    `payoff` has the dollars for one card, negative where it costs:

    - "tp": bought, and it sells.       "fp": bought, and it stays.
    - "fn": let go, would have sold.    "tn": let go, would have stayed.

    Returns one number for each threshold, in the order of `thresholds`; an array does as well as a list.
    """
    ### BEGIN SOLUTION
    y, p = np.asarray(y) == 1, np.asarray(p)
    bought_value = np.where(y, payoff["tp"], payoff["fp"])
    let_go_value = np.where(y, payoff["fn"], payoff["tn"])
    return [float(np.where(p >= threshold, bought_value, let_go_value).sum()) for threshold in thresholds]
    ### END SOLUTION


@app.function
def best_threshold(y: np.ndarray, p: np.ndarray, payoff: dict[str, float]) -> float:
    """The threshold that earns most, by the rules of `profit_curve`.

    It is one of the values in p, or math.inf, which buys nothing. Of several that earn the same it is the highest.
    """
    ### BEGIN SOLUTION
    candidates = [math.inf, *sorted(set(p), reverse=True)]
    profits = profit_curve(y, p, payoff, candidates)
    # argmax takes the first of equals, and the highest threshold comes first
    return float(candidates[int(np.argmax(profits))])
    ### END SOLUTION


@app.cell(hide_code=True, expand_output=True)
def _():
    check("E0.3d", lambda: (profit_curve, best_threshold))
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 0.4 ML at companies
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### E0.4 Say it plainly

    Your colleague wants to send this to the CFO:

    > *"On the temporally held-out sales our gradient-boosted regressor reaches an RMSE of 15.6, against 19.8 for the
    > baseline. Inference p95 latency regressed to 400 ms, and residuals are heteroscedastic in the upper decile. We suggest
    > to productionise it behind a shadow deployment and iterate on hyperparameters."*

    What you found out by asking:

    - RMSE is in dollars; the baseline is the table of medians that the counter uses today. It was measured on cards sold
      after training.
    - 19 of 20 quotes take less than 0.4 seconds, where the table took almost nothing. No seller would notice.
    - On cards over $100, one in ten, the model is off by much more. The staff could go on quoting those by hand.
    - A trial at one counter takes six weeks and costs $2,000. The counter is free from 2 March; it has to be booked by
      20 February. Without the trial the table stays.

    Write to the CFO instead: `plain_text`, a few sentences. She decides about money, has two minutes, and never trained a
    model. No program can judge it, so none gives points: the panel only says what seems to be missing, and may be wrong. If
    it misses a thing you have said in other words, let it.

    **Then mark yourself** by the rubric in the panel: 0, 50 or 100 for each criterion, whichever sentence is nearest. An instructor marks it too.

    *No automatic points; 10 by hand. About 15 minutes. Section 0.4.*
    """)
    return


@app.cell
def _():
    ### BEGIN SOLUTION
    plain_text = (
        "May we try a new way of quoting at one counter, for $2,000 and six weeks from 2 March? Please decide by "
        "20 February, when the counter has to be booked. On cards sold later, the new quotes were typically $15.60 off what "
        "a card fetched, and those from our table $19.80. On cards over $100, one in ten, they are still far off: your staff "
        "goes on quoting those by hand. Sellers wait no longer than half a second. Whether $4 closer also means more money "
        "we don't know yet: the trial is to show it. If you say no, the table stays and nothing else changes."
    )
    ### END SOLUTION
    ### STUB: plain_text = ""
    return (plain_text,)


@app.cell
def _():
    ### BEGIN SOLUTION
    plain_self = {"plain_words": 100, "decision": 100, "honest": 100}
    ### END SOLUTION
    ### STUB: plain_self = {"plain_words": None, "decision": None, "honest": None}
    return (plain_self,)


@app.cell(hide_code=True, expand_output=True)
def _(plain_self, plain_text):
    check("E0.4", lambda: (plain_text, plain_self))
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 0.5 Case studies
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### E0.5 Go or stop

    In 2012 MD Anderson Cancer Center in Houston began to build the Oncology Expert Advisor with IBM's Watson: it was to
    read patients' records and advise on their treatment. By 31 August 2016 it had paid $62.1 million to outside firms,
    and the tool was not in clinical use; the project was put on hold. The facts are on record, the four gates are ours.
    At each the question is the same: pay for the next stage, with what is known on that day?

    | gate | the day | the question |
    | --- | --- | --- |
    | `start` | June 2012 | Sign the first agreement? |
    | `widen` | end of 2013 | Go on, and to more diseases? |
    | `renew` | September 2016 | Pay for another stage like the last? |
    | `finish` | February 2017 | "It is nearly done! If we stop now, $62.1 million were for nothing." Pay to finish it? |

    | fact | what it says | known from |
    | --- | --- | --- |
    | `"one_disease"` | It begins with one disease, leukemia. | `start` |
    | `"own_records"` | The hospital has its patients' records in one electronic system of its own, ClinicStation. | `start` |
    | `"famous"` | Watson beat the champions of the quiz show *Jeopardy!* in February 2011. | `start` |
    | `"announced"` | In October 2013 IBM announces that MD Anderson uses Watson "for its mission to eradicate cancer". | `widen` |
    | `"new_system"` | In November 2013 the hospital chooses Epic as its next record system. The tool is being built on the old one. | `widen` |
    | `"spent"` | Outside firms have been paid $62.1 million so far. | `renew` |
    | `"focus_moved"` | The focus has moved from leukemia to lung cancer. | `renew` |
    | `"not_connected"` | Epic has been in use since March 2016, and the tool does not work with it. | `renew` |
    | `"not_in_use"` | The tool is not in clinical use and was not tried outside MD Anderson: no patient's outcome says whether it helps. | `renew` |
    | `"staff_agree"` | Staff say that its advice on lung cancer agrees with experts about nine times in ten. | `renew` |
    | `"support_ended"` | IBM ended its support of the pilot on 1 September 2016. | `renew` |
    | `"vendor_praise"` | IBM calls the project a success that could likely have been put to use. | `finish` |

    Write `gate_decisions`: for each gate `"go"` or `"stop"`, and the set of facts that decide it. The rules:

    - Name only facts known on that day, at least one that speaks for your decision, and none that decides nothing. A fact
      decides when it tells something about the next stage: how much is at stake, whether the tool can run, whether it
      helps. A fact can be true and decide nothing.
    - Go as long as no fact speaks against the stage. Where one does, weigh it; one of the gates can be decided either way.
    - Where you stop at `renew`, name both what keeps the tool from being used and what keeps you from knowing that it helps.

    ```python
    gate_decisions = {
        "start": ("?", {"?"}),
        "widen": ("?", {"?"}),
        "renew": ("?", {"?"}),
        "finish": ("?", {"?"}),
    }
    ```

    *6 points, about 10 minutes. Section 0.5.*

    Sources: University of Texas System Audit Office, *Special Review of Procurement Procedures Related to the M.D. Anderson
    Cancer Center Oncology Expert Advisor Project*, November 2016, made public on 31 January 2017 (the auditors give no opinion
    on the system's science or abilities); M. Herper, *MD Anderson Benches IBM Watson In Setback For Artificial Intelligence In
    Medicine*, Forbes, 19 February 2017; N. Mulcahy, *Big Data Bust: MD Anderson-Watson Project Dies*, Medscape, 22 February 2017
    (IBM's product Watson for Oncology is another system, trained elsewhere); *4 reasons MD Anderson put IBM Watson on hold*,
    Becker's Hospital Review, 2017 (nine times in ten); *MD Anderson Points to Epic EHR Implementation to Explain Drop in
    Income*, Healthcare Innovation, 2016 (the dates of Epic); MD Anderson's case study on ClinicStation, 21st Century Achievement
    Awards, 2009.
    """)
    return


@app.cell
def _():
    ### BEGIN SOLUTION
    gate_decisions = {
        "start": ("go", {"one_disease", "own_records"}),
        "widen": ("stop", {"new_system"}),
        "renew": ("stop", {"not_connected", "not_in_use", "focus_moved"}),
        "finish": ("stop", {"not_connected", "not_in_use", "support_ended"}),
    }
    ### END SOLUTION
    ### STUB: gate_decisions = None
    return (gate_decisions,)


@app.cell(hide_code=True, expand_output=True)
def _(gate_decisions):
    check("E0.5", lambda: gate_decisions)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 0.6 Requirements and framing
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### E0.6 Frame it

    Four needs, in the words of those who have them. Frame each as a problem that can be learned: what is decided, about
    which thing, by which target, as which kind of task, with which loss. Write `framings`.

    | need | what they say |
    | --- | --- |
    | `price_tag` | "Each card in the window needs a price tag. A dollar too high costs us as much as a dollar too low, and $20 off twice as much as $10 off." |
    | `bargains` | "Every morning there are 600 new listings of other sellers. We can buy 40. Find us the bargains: what counts is what is left when the card is sold." |
    | `fakes` | "1 card in 100 that we are sent is a fake, and each we sell on costs $400. The expert looks at a card for $5. Which shall she look at?" |
    | `sleeves` | "On Friday we order sleeves for next week. A pack that is missing costs three times as much as one that is left over." |

    | decision | | unit | |
    | --- | --- | --- | --- |
    | `"print_tag"` | print a price on a tag | `"card"` | a card the shop has or was sent |
    | `"buy_forty"` | buy the 40 most promising | `"listing"` | another seller's offer of a card |
    | `"send_to_expert"` | have the expert look at it | `"seller"` | a person who sells |
    | `"order_packs"` | order so many packs | `"product_week"` | a kind of sleeve in one week |
    | `"show_dashboard"` | show numbers to everybody | `"day"` | a day of the shop |

    | target | what it is, and for which things it is ever known |
    | --- | --- |
    | `"sale_price"` | what a card was sold for, in dollars; known for every card in our shop's and the market's sales |
    | `"asking_price"` | what the seller asks; known for every listing, at once |
    | `"margin"` | sale price less asking price and fee; known for every listing once the card is sold, by us or by others |
    | `"marked_bargain"` | a buyer's mark "was a bargain"; known for what our buyers bought |
    | `"expert_verdict"` | fake or genuine; known for 4,000 cards drawn at random last year, and 20 drawn at random each week since |
    | `"returned_as_fake"` | a customer brought it back as a fake; known for cards that were sold on |
    | `"packs_sold"` | packs sold in a week; counts until the shelf is empty |
    | `"packs_wanted"` | packs asked for in a week; the till notes those that were missing as well |

    | task | its answer | | loss | what it counts |
    | --- | --- | --- | --- | --- |
    | `"regression"` | one number, in the middle | | `"absolute_error"` | the distance, both sides alike |
    | `"quantile"` | a number that is passed in a chosen share of cases | | `"squared_error"` | the squared distance |
    | `"classification"` | a chance for each class | | `"pinball"` | the distance, one side more than the other |
    | `"ranking"` | an order | | `"log_loss"` | how surprised a stated chance is by the truth |
    | `"clustering"` | groups | | `"pairwise"` | pairs in the wrong order |
    | | | | `"accuracy"` | the share that is right |

    For `bargains` more than one framing is right. The target must be known for every unit, whatever was decided, when you
    train and later when you check.

    **Then ask.** The buyers have time for eight questions, and the meeting may be over sooner. Choose one question for each
    of the eight topics and put them in order, what the others depend on first: `questions`, a list of keys.

    | key | question | | key | question |
    | --- | --- | --- | --- | --- |
    | `"which_algorithm"` | Deep learning or boosting? | | `"how_old"` | From which hour's sales may a price be, at the oldest? |
    | `"by_when"` | At what time must the list be there? | | `"how_many"` | How many listings a day, and how many can you buy? |
    | `"much_data"` | Is there a lot of it? | | `"privacy_ok"` | Is privacy all right? |
    | `"who_decides"` | Who does what differently with the list? | | `"team_owns"` | Will the team look after it? |
    | `"errors_bad"` | Are mistakes bad? | | `"wrong_costs"` | What does a wrong pick cost, and a missed one? |
    | `"use_nice"` | Would the list be useful to you? | | `"right_clear"` | Is it clear what a bargain is? |
    | `"who_owns"` | Whose is it in a year, by name, and who may switch it off? | | `"which_colours"` | Which colours for the list? |
    | `"up_to_date"` | Should it be up to date? | | `"whose_data"` | Whose personal data is in it, and to what did they agree? |
    | `"fast_enough"` | Should it be fast? | | `"when_known"` | What counts as a bargain, and after how many days is it known? |

    The topics: users, label, cost of errors, volume, latency, freshness, privacy, owner. The form:

    ```python
    framings = {
        "price_tag": {"decision": "?", "unit": "?", "target": "?", "task": "?", "loss": "?"},
        "bargains": {"decision": "?", "unit": "?", "target": "?", "task": "?", "loss": "?"},
        "fakes": {"decision": "?", "unit": "?", "target": "?", "task": "?", "loss": "?"},
        "sleeves": {"decision": "?", "unit": "?", "target": "?", "task": "?", "loss": "?"},
    }
    questions = ["?", "?", "?", "?", "?", "?", "?", "?"]
    ```

    *8 points, about 20 minutes. Section 0.6.*
    """)
    return


@app.cell
def _():
    ### BEGIN SOLUTION
    framings = {
        "price_tag": {
            "decision": "print_tag",
            "unit": "card",
            "target": "sale_price",
            "task": "regression",
            "loss": "absolute_error",
        },
        "bargains": {
            "decision": "buy_forty",
            "unit": "listing",
            "target": "margin",
            "task": "ranking",
            "loss": "pairwise",
        },
        "fakes": {
            "decision": "send_to_expert",
            "unit": "card",
            "target": "expert_verdict",
            "task": "classification",
            "loss": "log_loss",
        },
        "sleeves": {
            "decision": "order_packs",
            "unit": "product_week",
            "target": "packs_wanted",
            "task": "quantile",
            "loss": "pinball",
        },
    }
    ### END SOLUTION
    ### STUB: framings = None
    return (framings,)


@app.cell
def _():
    ### BEGIN SOLUTION
    questions = [
        "who_decides",
        "wrong_costs",
        "when_known",
        "how_many",
        "by_when",
        "how_old",
        "whose_data",
        "who_owns",
    ]
    ### END SOLUTION
    ### STUB: questions = None
    return (questions,)


@app.cell(hide_code=True, expand_output=True)
def _(framings, questions):
    check("E0.6", lambda: (framings, questions))
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### E0.2 Project proposal

    The Pokemon card price predictor: write the one page on which the owner decides. It is a form, `brief`; the panel checks
    that its parts agree with each other and with what is known. Whether the words are good, you and an instructor say.

    **What is known.** The shop quotes 12,000 cards a month. Where does your brief start?

    | need | what people say |
    | --- | --- |
    | `"quotes_off"` | "Our quotes miss what a card fetches. Sellers who get too little leave, and where we pay too much we lose it." |
    | `"quotes_slow"` | "A quote takes three minutes, and the queue is long." |
    | `"sellers_leave"` | "Four sellers in ten don't come back within a year." |
    | `"no_model"` | "We have no price model." |
    | `"others_use_ai"` | "The shop across the street uses AI." |
    | `"data_unused"` | "Three years of sales lie there unused." |

    | metric (less is better) | what it counts | by hand, today | the rule by rarity, tried last month | best first try with a model | one unit less is worth | known |
    | --- | --- | --- | --- | --- | --- | --- |
    | `"mean_error"` | average miss of a quote, in dollars | 8.40 | 6.90 | 4.60 | $1,200 a month | 30 days after the quote |
    | `"overpriced"` | quotes over 1.25 times what the card fetched, in 100 | 9 | 7 | 4 | $1,000 a month | 30 days after the quote |
    | `"refunds"` | dollars paid back a month, in thousands | 5.2 | 4.4 | 3.0 | $1,000 a month | 90 days after the quote |
    | `"minutes"` | minutes of work for a quote | 3 | 0 | 0 | $4,800 a month | at once |
    | `"not_returning"` | sellers who don't come back within a year, in 100 | 40 | 39 | 37 | $300 a month | 365 days after the quote |
    | `"not_exact"` | quotes that are not right to the cent, in 100 | 99 | 99 | 98 | nobody can say | 30 days after the quote |

    - A week of work costs $1,800; the budget is at most $20,000. Running a model costs what you plan for.
    - The team is free from 7 September 2026. The sales of three years may be used from 5 October. The owner decides on
      18 December at the latest, by the metric, on cards quoted with the new prices.

    **What the parts mean.**

    - The four stages follow each other from `start` on. Production begins with the first price a seller sees: from then on
      the metric can be seen, after the days in the table. The data stage doesn't end before `data_ready`.
    - `need` is somebody's loss that would be there if nobody had heard of models. `problem`, `why_ml`, `decision` (what
      somebody does differently) and `owner` are yours to word, a few sentences at most.
    - `metric`: one that measures the need; `today` and `worth` from the table; `target` is what you promise: better than the alternative, and no better
      than the first try. `alternative`: the best way without ML and its `value` of the same metric: the rule, or what you
      know to be better.
    - `gain_per_month` is what the model brings *over the alternative*: worth × (alternative's value - target).
    - Costs are build + run_per_month × months, and `roi` is (gain_per_month × months - costs) / costs, as a share (25% is
      `0.25`), to a percent. `months` are the months of use you count. The build pays for all its weeks, within the budget.
    - Three risks or more, each with a mitigation and who sees to it.

    Fill in the form below: dates as `"2026-09-07"`, numbers without quotes. A slip of the pen is named in the panel.
    **Then mark yourself** by the rubric in the panel: 0, 50 or 100 for each criterion, whichever sentence is nearest. That changes no automatic points; an instructor marks it too.

    *12 points, and 8 by hand. About 30 minutes. Section 0.6.*
    """)
    return


@app.cell
def _():
    ### BEGIN SOLUTION
    brief = {
        "need": "quotes_off",
        "problem": (
            "Our quotes miss what a card fetches by $8.40 on average, on 12,000 cards a month. Sellers who get too "
            "little go elsewhere; where we pay too much, we lose it ourselves."
        ),
        "why_ml": (
            "The rule by rarity brings the miss to $6.90. It can't see condition, set and season, which move a price "
            "together; nobody can keep a table of all their combinations, and three years of sales show them."
        ),
        "decision": (
            "The clerk at the counter quotes the price shown instead of looking up three shops. Cards over $100 and sets "
            "younger than 30 days stay with the head buyer."
        ),
        "metric": {"name": "mean_error", "today": 8.40, "target": 5.00, "worth": 1200},
        "alternative": {"name": "median of the rarity", "value": 6.90},
        "timeline": {
            "start": "2026-09-07",
            "data_ready": "2026-10-05",
            "deadline": "2026-12-18",
            "total_weeks": 10,
            "milestones": {
                "discovery": {"weeks": 2, "result": "The rule runs at one counter, and its miss is measured each week"},
                "data": {"weeks": 4, "result": "Sales without returns and doubles; under 5,000 usable ones we stop"},
                "model": {"weeks": 2, "result": "The miss on the latest sales; over $6.00 we keep the rule"},
                "production": {"weeks": 2, "result": "2,000 quotes at one counter, beside the clerk's own"},
            },
        },
        "money": {
            "budget": 20000,
            "build": 18000,
            "run_per_month": 400,
            "months": 12,
            "gain_per_month": 2280,
            "roi": 0.20,
        },
        "risks": [
            {
                "what": "Clerks quote what they believe, not what is shown",
                "mitigation": "Two of them help to build it, and note why where they differ",
                "owner": "head buyer",
            },
            {
                "what": "A new set sells unlike all before",
                "mitigation": "It is priced by hand for its first 30 days",
                "owner": "pricing lead",
            },
            {
                "what": "Sellers bring just those cards that we quote too high",
                "mitigation": "At most 12 cards a week from one seller without a second look",
                "owner": "pricing lead",
            },
        ],
        "owner": "pricing lead, who may switch it off",
    }
    ### END SOLUTION
    ### STUB: brief = {
    ### STUB:     "need": "",
    ### STUB:     "problem": "",
    ### STUB:     "why_ml": "",
    ### STUB:     "decision": "",
    ### STUB:     "metric": {"name": "", "today": None, "target": None, "worth": None},
    ### STUB:     "alternative": {"name": "", "value": None},
    ### STUB:     "timeline": {
    ### STUB:         "start": "",
    ### STUB:         "data_ready": "",
    ### STUB:         "deadline": "",
    ### STUB:         "total_weeks": None,
    ### STUB:         "milestones": {
    ### STUB:             "discovery": {"weeks": None, "result": ""},
    ### STUB:             "data": {"weeks": None, "result": ""},
    ### STUB:             "model": {"weeks": None, "result": ""},
    ### STUB:             "production": {"weeks": None, "result": ""},
    ### STUB:         },
    ### STUB:     },
    ### STUB:     "money": {
    ### STUB:         "budget": None,
    ### STUB:         "build": None,
    ### STUB:         "run_per_month": None,
    ### STUB:         "months": None,
    ### STUB:         "gain_per_month": None,
    ### STUB:         "roi": None,
    ### STUB:     },
    ### STUB:     "risks": [
    ### STUB:         {"what": "", "mitigation": "", "owner": ""},
    ### STUB:         {"what": "", "mitigation": "", "owner": ""},
    ### STUB:         {"what": "", "mitigation": "", "owner": ""},
    ### STUB:     ],
    ### STUB:     "owner": "",
    ### STUB: }
    return (brief,)


@app.cell
def _():
    ### BEGIN SOLUTION
    brief_self = {"problem_first": 100, "decision_changes": 100, "real_risks": 100, "one_page": 100}
    ### END SOLUTION
    ### STUB: brief_self = {"problem_first": None, "decision_changes": None, "real_risks": None, "one_page": None}
    return (brief_self,)


@app.cell(hide_code=True, expand_output=True)
def _(brief, brief_self):
    check("E0.2", lambda: (brief, brief_self))
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## Checkpoint
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### E0.C Checkpoint: stakeholder Q&A

    Your brief is on the table (use your own E0.2, or the numbers given there). Three people have read it:

    - **VP** (`vp`): "Why can't we just use rules?"
    - **CFO** (`cfo`): "What is the return?"
    - **CTO** (`cto`): "What if it fails?"

    Answer each in two to five sentences, as you would at the table: `answers`. There are no automatic points. The panel
    only says what it can't see: a number, an alternative with a name, a decision and a date, a mitigation. It goes by common
    words and may be wrong; if you have said it in others, let it.

    **Then mark yourself** by the rubric in the panel: 0, 50 or 100 for each criterion, whichever sentence is nearest. An instructor marks it too.

    *No automatic points; 10 by hand. About 30 minutes. Section 0.6.*
    """)
    return


@app.cell
def _():
    ### BEGIN SOLUTION
    answers = {
        "vp": (
            "We can, and for part of the cards we should. The best rule we tried, the median of the rarity, misses by $6.90, "
            "against $8.40 by hand; it goes live first, whatever you decide. What it can't see are condition and set: a first "
            "model that does misses by $4.60 on old sales. If the model isn't under $6.00 on the latest ones, the rule stays."
        ),
        "cfo": (
            "20% in the first year of use: $27,360 more than the rule would bring, for $18,000 to build and $400 a month. That "
            "is at a miss of $5.00. At $5.50 it brings $20,160, and we lose $2,640. Please release $3,600 for the first two "
            "weeks now; on 18 December you see the miss on real quotes and decide on the rest of the year."
        ),
        "cto": (
            "Then the rule prices on, and sellers notice nothing. We compare each week's quotes with what the cards fetched: "
            "over $7 two weeks in a row it switches back to the rule by itself, and the pricing lead decides when it may "
            "return. A mistake in the data shows only after 30 days; until then no price over $100 is given without a person."
        ),
    }
    ### END SOLUTION
    ### STUB: answers = {"vp": "", "cfo": "", "cto": ""}
    return (answers,)


@app.cell
def _():
    ### BEGIN SOLUTION
    answers_self = {"vp_rules": 100, "cfo_return": 100, "cto_failure": 100, "to_the_point": 100}
    ### END SOLUTION
    ### STUB: answers_self = {"vp_rules": None, "cfo_return": None, "cto_failure": None, "to_the_point": None}
    return (answers_self,)


@app.cell(hide_code=True, expand_output=True)
def _(answers, answers_self):
    check("E0.C", lambda: (answers, answers_self))
    return


if __name__ == "__main__":
    app.run()
