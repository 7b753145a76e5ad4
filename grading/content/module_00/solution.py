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
    Here that is you. The exercises are worth 100 points, and up to 18 more that an instructor gives by hand. They take
    about two hours; do them in any order.

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
def section_0_1():
    mo.md("""
    ## 0.1 When to use ML
    """)
    return


@app.cell(hide_code=True)
def e0_1():
    mo.md("""
    ### E0.1 Should you use ML?

    Five ideas lie on the table. For each one say `"yes"`, `"no"` or `"maybe"`, and why.

    - **`email_spam`**: the shop gets 4,000 mails a day. The staff marked 60,000 of them as spam or not over the
      years; everybody tells spam at a glance. Senders reword theirs every few days, and the list of forbidden words
      catches fewer each week. What is filtered goes to a folder that somebody skims every evening.
    - **`inventory`**: the shop sells 40 kinds of sleeves and boxes. When fewer than 20 packs of a kind are left, a
      script orders 60 more. What is sold out is back within two days, and packs too many are sold a month later.
      Daily sales of three years are stored. Nobody has counted what the rule's mistakes cost; with the stored sales
      that is a day's work.
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
    | :-- | :-- |
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
      A *maybe* rests on both sides: name a reason for a model (one of the first four) and one against it. One of the
      five can be decided either way.
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

    *12 points, about 10 minutes. Section 0.1.*
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
def e0_1b():
    mo.md("""
    ### E0.1b What is the project worth?

    A price model for the shop would cost something to build, something every month to run, and bring something
    every month. Write `npv`, which says in one number what the project is worth today, and `break_even_month`,
    which says when it has paid for itself.

    | build | run | gain | months | rate | npv | break-even month |
    | --: | --: | --: | --: | --: | --: | --: |
    | $10,000 | $0 | $1,000 | 24 | 0% | $14,000 | 10 |
    | $10,000 | $700 | $1,000 | 24 | 0% | -$2,800 | None |
    | $20,000 | $500 | $2,500 | 12 | 12% | about $2,583 | 11 |

    What did the second project forget to tell its sponsor?

    *12 points, about 12 minutes. Section 0.1.*
    """)
    return


@app.function
def npv(build: float, run: float, gain: float, months: int, rate: float) -> float:
    """What a project is worth today: everything it will bring minus everything it will cost, in today's dollars.

    Args:
        build: dollars to build it, paid today (month 0); it may be 0.
        run: dollars to run it, paid at the end of every month from 1 to months; it may be 0.
        gain: dollars that it brings, at the end of every month from 1 to months; it may be 0, and less than run.
        months: how many months it is used, a whole number from 1 on.
        rate: interest per year, 0.12 for 12%; it may be 0.

    Money of month m is worth that money times (1 + rate) ** (-m / 12) today. What is worth less than nothing has a
    negative number. A dollar off is near enough.
    """
    ### BEGIN SOLUTION
    month = np.arange(1, months + 1)
    return float(np.sum((gain - run) * (1 + rate) ** (-month / 12)) - build)
    ### END SOLUTION


@app.function
def break_even_month(build: float, run: float, gain: float, months: int, rate: float) -> int | None:
    """The first month, from 0 to months, by whose end the project has paid for itself.

    That is when everything up to and with this month, costs and gains in today's dollars as in `npv`, adds up to 0 or
    more (half a cent doesn't matter). A project that costs nothing to build has done so in month 0, whatever it
    brings later. None when it does not within these months.
    """
    ### BEGIN SOLUTION
    worth = -build
    for month in range(months + 1):
        if month:
            worth += (gain - run) * (1 + rate) ** (-month / 12)
        if worth > -0.005:
            return month
    return None
    ### END SOLUTION


@app.cell(hide_code=True, expand_output=True)
def _():
    check("E0.1b", lambda: (npv, break_even_month))
    return


@app.cell(hide_code=True)
def e0_1c():
    mo.md("""
    ### E0.1c A rule before a model

    Before anybody trains a model, there should be a rule to beat: what a card costs is the median price of its
    rarity. It is a morning's work, it can be explained in one sentence, and it tells what a model would have to
    add. Write `rule_price`, which learns the rule from past sales and returns a function that prices cards.

    The sales are Commons at $0.40, $0.50, $0.60, $0.70 and $60, and Rare Holos at $9, $11, $12, $13, $14 and $400.
    Then

    | card | price | because |
    | :-- | --: | :-- |
    | Common | 0.60 | the median of 5 Commons; the mean would be $12.44 |
    | Rare Holo | 12.50 | the median of 6 Rare Holos |
    | Promo | 11.00 | no sale of its rarity: the median of all sales |
    | (missing) | 11.00 | the same |

    *12 points, about 10 minutes. Section 0.1.*
    """)
    return


@app.function
def rule_price(sales: pd.DataFrame):
    """A rule that prices cards, learned from past sales: the median of the card's rarity.

    Args:
        sales: past sales with the columns rarity (text, missing where nobody noted it) and price (USD, above 0,
            NaN where missing), in any order. At least one has a price. Other columns may occur, before or after these.

    Returns:
        A function of a table of cards, which may be called often, also after another rule was learned. The table has a
        column rarity (text or missing) and perhaps others, before or after it, also one called price with what the
        seller asks, where that is known: the rule knows past sales only and does not look at it. It may have no rows,
        and any index. The function returns one price in USD for each card, in the order of the rows, as a list, an
        array or a Series (not as a table, also where there are no rows), and changes none of its input.

    A card costs
        - the median price of the sales of its rarity, where at least 5 of them have a price;
        - otherwise (the rarity is missing, new, or has fewer such sales) the median price of all sales.
    A sale without a price counts for neither; a sale of unknown rarity counts for the median of all. Two sales that look
    alike are two. Prices are not rounded.
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
    ## Project proposal

    It rests on all sections. You may leave it until the others are done.
    """)
    return


@app.cell(hide_code=True)
def e0_2():
    mo.md("""
    ### E0.2 Project proposal

    The Pokemon card price predictor: write the one page on which the owner decides. It is a form, `brief`; the panel checks
    that its parts agree with each other and with what is known. Whether the words are good, you and an instructor say.

    **What is known.** The shop quotes 12,000 cards a month. Where does your brief start?

    | need | what people say |
    | :-- | :-- |
    | `"quotes_off"` | "Our quotes miss what a card fetches. Sellers who get too little leave, and where we pay too much we lose it." |
    | `"quotes_slow"` | "A quote takes three minutes, and the queue is long." |
    | `"sellers_leave"` | "Four sellers in ten don't come back within a year." |
    | `"no_model"` | "We have no price model." |
    | `"others_use_ai"` | "The shop across the street uses AI." |
    | `"data_unused"` | "Three years of sales lie there unused." |

    | metric (less is better) | what it counts | by hand, today | the rule by rarity, tried last month | best first try with a model | one unit less is worth | known |
    | :-- | :-- | --: | --: | --: | :-- | :-- |
    | `"mean_error"` | average miss of a quote, in dollars | 8.40 | 6.90 | 4.60 | $1,200 a month | 30 days after the quote |
    | `"overpriced"` | quotes over 1.25 times what the card fetched, in 100 | 9 | 7 | 4 | $1,000 a month | 30 days after the quote |
    | `"refunds"` | dollars paid back a month, in thousands | 5.2 | 4.4 | 3.0 | $1,000 a month | 90 days after the quote |
    | `"minutes"` | minutes of work for a quote | 3 | 0 | 0 | $4,800 a month | at once |
    | `"not_returning"` | sellers who don't come back within a year, in 100 | 40 | 39 | 37 | $300 a month | 365 days after the quote |
    | `"not_exact"` | quotes that are not right to the cent, in 100 | 99 | 99 | 98 | nobody can say | 30 days after the quote |

    - A week of work costs $1,800, and there are $20,000 for the build. Running a model costs what you plan for, $200 a month or
      more. Count 1 to 36 months of use.
    - The team is free from 7 September 2026. The sales of three years may be used from 5 October. The owner decides on
      18 December at the latest, by the metric, on cards quoted with the new prices.

    **What the parts mean.**

    - `need` is somebody's loss that would be there if nobody had heard of models. `problem` (with a number), `why_ml` and
      `decision` (what somebody does differently) are yours to word: six words or more each, in plain English, three different
      texts. So are the result of each stage, in a few words, and `owner`, a name or a role.
    - `metric`: one that measures the need; `today` and `worth` from the table; `target` is what you promise: better than the
      alternative, and no better than the first try. `alternative`: the best way without ML and its `value` of the same metric:
      the rule, or what you know to be better.
    - The four stages follow each other from `start` on, a week or more each. Production begins with the first price a seller
      sees: from then on the metric can be seen, after the days in the table, and by the `deadline`. The data stage ends on
      5 October or later.
    - `build` pays for all its weeks. `gain_per_month` is what the model brings *over the alternative*: worth × (alternative's
      value - target). Costs are build + run_per_month × months, and `roi` is (gain_per_month × months - costs) / costs, as a
      share (25% is `0.25`), to a percent.
    - `npv` is the same in today's dollars, at 8% a year, to $10: what your `npv` of E0.1b says with a rate of 0.08 (you may call
      it). `recommendation` is `"go"` where that is above 0, else `"no-go"`. A good no-go is a good answer.
    - Three risks or more, each with a mitigation of its own that says what is done, and who sees to it.

    Fill in the form below: dates as `"2026-09-07"`, numbers without quotes. A slip of the pen is named in the panel.
    **Then mark yourself** by the rubric in the panel: 0, 50 or 100 for each criterion, whichever sentence is nearest. That changes no automatic points; an instructor marks it too.

    *16 points, and 8 by hand, about 30 minutes. Section 0.6.*
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
            "build": 18000,
            "run_per_month": 400,
            "months": 12,
            "gain_per_month": 2280,
            "roi": 0.20,
            "npv": 3644,
        },
        "recommendation": "go",
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
    ### STUB:         "build": None,
    ### STUB:         "run_per_month": None,
    ### STUB:         "months": None,
    ### STUB:         "gain_per_month": None,
    ### STUB:         "roi": None,
    ### STUB:         "npv": None,
    ### STUB:     },
    ### STUB:     "recommendation": "",
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
def section_0_2():
    mo.md("""
    ## 0.2 Expectations
    """)
    return


@app.cell(hide_code=True)
def e0_2b():
    mo.md("""
    ### E0.2b What 85% accuracy means

    "The model is 85% accurate", says the report, and everybody at the table hears something else. Write
    `explain_accuracy`, which says for each class of cards who is wrong about what. For

    | truly ↓ said → | cheap | dear |
    | :-- | --: | --: |
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

    *12 points, about 10 minutes. Section 0.2.*
    """)
    return


@app.function
def explain_accuracy(cm: pd.DataFrame) -> dict:
    """What stands behind the accuracy of a model, class by class.

    Args:
        cm: counts of cards. The index names the true class, the columns name the class that the model said. Both hold
            the same two or more names, not always in the same order, and every class has at least one card. It stays
            as it is.

    Returns a dict, in which no share is rounded, with
        - "accuracy": share of all cards that the model said right, from 0 to 1.
        - "no_model": share that would be right without a model, by saying the largest class of every card.
        - "classes": a dict with one entry for each class, each a dict with
            - "cards": how many cards truly are of this class.
            - "missed": how many of those the model put into another class.
            - "false_alarms": how many cards of other classes the model put into this one.
            - "trust": share of the cards put into this class that belong there, 0 where none of them does. None (or
              NaN) where no card was put there.
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
def section_0_3():
    mo.md("""
    ## 0.3 Success metrics and money
    """)
    return


@app.cell(hide_code=True)
def e0_3():
    mo.md("""
    ### E0.3 Metrics translation

    Three wishes have reached the team. Turn each into a promise that can be kept or broken: a metric, the level it has
    to reach, and the cards it is measured on. Then choose the shop's north star. Write `translations`, a plain dict.

    | need | the wish | what is known today |
    | :-- | :-- | :-- |
    | `satisfaction` | "Improve customer satisfaction: prediction errors on high-value cards 15% smaller." | The complaints come from owners of cards of $50 and more, one card in ten. Half of their quotes are off by more than 20% of the price. |
    | `refunds` | "A fifth fewer refunds." | The shop pays back when a card turns out to be priced more than a quarter above its worth. That happens with 5 in 100 cards, cheap and dear, from all sellers. |
    | `fakes` | "Of the fakes that new sellers send us, at most 1 in 20 may slip through." | 1 card in 100 is a fake. Sellers are new in their first month; what older ones send is insured. |

    | metric | what it is | | slice | the cards in it |
    | :-- | :-- | :-- | :-- | :-- |
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
    | :-- | :-- |
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

    *10 points, about 8 minutes. Section 0.3.*
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
def e0_3b():
    mo.md("""
    ### E0.3b The threshold that earns most

    The shop may buy cards to sell them on. A model says how likely each is to sell within the month: `p`. A card that
    sells earns $12, one that stays costs $30. From which `p` on should the shop buy? Not from 0.5 on, and not from where
    accuracy or F1 is best. Draw the curve in dollars with `profit_curve`, and find its top with `best_threshold`.

    | p | 0.9 | 0.7 | 0.6 | 0.55 | 0.52 | 0.4 | 0.35 | 0.2 | 0.1 |
    | :-- | --: | --: | --: | --: | --: | --: | --: | --: | --: |
    | sold (`y`) | 1 | 1 | 0 | 1 | 1 | 0 | 1 | 0 | 0 |

    With `payoff = {"tp": 12, "fp": -30, "fn": 0, "tn": 0}`:

    | | result |
    | :-- | :-- |
    | `profit_curve(y, p, payoff, [0.3, 0.5, 0.65])` | `[0, 18, 24]` |
    | `best_threshold(y, p, payoff)` | `0.7` |

    *16 points, about 14 minutes. Section 0.3.*
    """)
    return


@app.function
def profit_curve(
    y: np.ndarray, p: np.ndarray, payoff: dict[str, float], thresholds: list[float]
) -> list[float]:
    """What the shop earns at each threshold, in dollars over all cards together.

    `y` is an array of 1 (the card sells) and 0 (it stays), `p` one of the model's probabilities for the same cards: one
    or more, in no particular order. At a threshold the shop buys every card whose p is at least the threshold, and lets
    the others go. `payoff` has the dollars for one card, in whole cents. Each of the four can be above 0, where it earns,
    or below, where it costs:

    - "tp": bought, and it sells.       "fp": bought, and it stays.
    - "fn": let go, would have sold.    "tn": let go, would have stayed.

    Returns one number for each threshold, in the order of `thresholds`, with its cents; an array does as well as a list.
    A threshold may come twice, and be higher than every p.
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

    It is one of the values in p, or math.inf, which buys nothing. Of several that earn the same, to the cent, it is the
    highest: sums of floats are a hair off, so round them before you compare. Where every one loses money it is the one
    that loses least.
    """
    ### BEGIN SOLUTION
    candidates = [math.inf, *sorted(set(p), reverse=True)]
    # sums of cents, without the noise of adding them up
    profits = np.round(profit_curve(y, p, payoff, candidates), 2)
    # argmax takes the first of equals, and the highest threshold comes first
    return float(candidates[int(np.argmax(profits))])
    ### END SOLUTION


@app.cell(hide_code=True, expand_output=True)
def _():
    check("E0.3b", lambda: (profit_curve, best_threshold))
    return


@app.cell(hide_code=True)
def section_0_5():
    mo.md("""
    ## 0.5 Case studies
    """)
    return


@app.cell(hide_code=True)
def e0_5():
    mo.md("""
    ### E0.5 Go or stop

    In 2012 MD Anderson Cancer Center in Houston began to build the Oncology Expert Advisor with IBM's Watson: it was to
    read patients' records and advise on their treatment. By 31 August 2016 it had paid $62.1 million to outside firms,
    and the tool was not in clinical use; the project was put on hold. The facts are on record, the four gates are ours.
    At each the question is the same: pay for the next stage, with what is known on that day?

    | gate | the day | the question |
    | :-- | :-- | :-- |
    | `start` | June 2012 | Sign the first agreement? |
    | `widen` | end of 2013 | Go on, and to more diseases? |
    | `renew` | September 2016 | Pay for another stage like the last? |
    | `finish` | February 2017 | "It is nearly done! If we stop now, $62.1 million were for nothing." Pay to finish it? |

    | fact | what it says | known from |
    | :-- | :-- | :-- |
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

    - Name one to three facts, all known on that day, at least one that speaks for your decision, and none that decides nothing.
      A fact decides when it tells something about the next stage: how much is at stake, whether the tool can run, whether it
      helps. A fact can be true and decide nothing, or decide no longer because a later one has overtaken it.
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

    *10 points, about 8 minutes. Section 0.5.*

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
    ## Checkpoint
    """)
    return


@app.cell(hide_code=True)
def e0_c():
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

    *No automatic points, and 10 by hand, about 18 minutes. Section 0.6.*
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
