"""Ways to price cards, honest and cheap, and rules that say which sales go to a person; nothing sees a price to come.

A way to price is built from the sales of the training months as they were listed (`x`, as `at_listing` gives
it) and their prices (`price`, USD), and returns a function from listings to prices, shape (n,). A rule takes
listings and predicted prices and returns how much each sale is for a person to look at, shape (n,)."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.model_selection import KFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, TargetEncoder

from course.market import AFTER_SALE, at_listing, noise_free_price, production
from course.market.draws import sample, stream
from course.market.sellers import is_shop

BAR, WITHIN, SHARE, AUTOMATIC = 5.0, 10.0, 0.90, 0.90  # RMSE in USD, USD, share within, share priced

FIRST, LAST = pd.Timestamp("2023-07-01"), 35  # the first training month, and the number of the last one
WORDS = ["rarity", "set_id", "species", "type", "stage", "series", "channel", "finish", "condition", "seller"]
STATS = ["hp", "attack_damage", "retreat_cost", "attack", "defense", "speed", "generation", "printings"]
LEAKS = list(AFTER_SALE)


def with_leaks(sales):
    """Return `at_listing(sales)[0]` with LEAKS, which nobody knows at listing."""
    late = {f"late {column}": column for column in LEAKS}
    return at_listing(sales.assign(**{name: sales[column] for name, column in late.items()}))[0].rename(
        columns=late
    )


def described(x):
    """Return listings with what a model makes of them: words without gaps, the month, the set's age in years."""
    x = x.assign(
        condition=x["condition"].fillna("unknown"),
        grade_word=x["grade"].fillna(0).astype(int).astype(str),
        seller=np.where(is_shop(x["seller_id"]), "shop", "person"),
        age=(x["listed_at"] - x["set_release_date"]).dt.days / 365.25,
        # The months to come look like the last one.
        month=((x["listed_at"].dt.year - 2023) * 12 + x["listed_at"].dt.month - 7).clip(0, LAST),
    )
    return x.assign(
        set_rarity=x["set_id"] + x["rarity"],
        series_rarity=x["series"] + x["rarity"],
        print=x["finish"] + x["series"] + x["rarity"],
        month_word=x["month"].astype(str),
        fresh=np.exp(-3 * x["age"]),
    )


def on_logarithms(model, x, price):
    """Fit a model to ln(price) and return what predicts the mean price: exp of a mean logarithm is the median."""
    logarithm = np.log(price)
    model.fit(described(x), logarithm)
    residual = logarithm - model.predict(described(x))
    return lambda new: np.exp(model.predict(described(new)) + residual.var() / 2)


def ridge(x, price, card=True):
    """One-hot everything: ridge shrinks what was seen seldom (card, set, Pokemon)."""
    words = [*WORDS, "grade_word", "set_rarity", "series_rarity", "print", "illustrator", "month_word"]
    words += ["card_id"] if card else []
    columns = make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore"), words), ("passthrough", ["fresh"])
    )
    return on_logarithms(make_pipeline(columns, Ridge(alpha=1.5)), x, price)


def ridge_without_card(x, price):
    return ridge(x, price, card=False)


def _encoder():
    """Return the mean ln(price) of each word; when learning, of the rows in the other folds only."""
    return TargetEncoder(target_type="continuous", cv=KFold(5, shuffle=True, random_state=0))


def _boosting(card=True, late="drop"):
    """late: what is done with LEAKS, "drop", "passthrough" or a transformer."""
    words = [*WORDS, "set_rarity", "print", "illustrator"] + (["card_id"] if card else [])
    columns = [(_encoder(), words), ("passthrough", [*STATS, "grade", "month", "age"])]
    columns += [] if late == "drop" else [(late, LEAKS)]
    return make_pipeline(
        make_column_transformer(*columns),
        HistGradientBoostingRegressor(
            max_iter=500, learning_rate=0.06, min_samples_leaf=10, early_stopping=False, random_state=0
        ),
    )


def boosting(x, price):
    return on_logarithms(_boosting(), x, price)


def boosting_without_card(x, price):
    return on_logarithms(_boosting(card=False), x, price)


def boosting_on_dollars(x, price):
    model = _boosting().fit(described(x), price)
    return lambda new: model.predict(described(new))


def _state(x):
    """Return condition or grade, and whether it is a reverse holo, as one word."""
    return x["condition"].fillna("unknown").where(x["grade"].isna(), x["grade"].astype(str)) + x["finish"].eq(
        "reverse holo"
    ).map({True: " reverse", False: ""})


def _price_of_card(x, price, how, adjusted):
    """Return the card's price in the training months by `how` ("last", "median"), or that of its set and rarity.

    adjusted: prices are first divided by what their state does to near-mint prices of the same card."""
    factor = pd.Series(1.0, index=_state(x).unique())
    if adjusted:
        near_mint = x["card_id"].map(price[_state(x) == "NM"].groupby(x["card_id"]).median())
        factor = (price / near_mint).groupby(_state(x)).median()
    plain = price / _state(x).map(factor)
    of_card = plain.groupby(x["card_id"]).agg(how)
    of_cell, of_rarity = (
        plain.groupby([x[column] for column in columns]).median()
        for columns in (["set_id", "rarity"], ["rarity"])
    )

    def predict(new):
        cell = of_cell.reindex(pd.MultiIndex.from_frame(new[["set_id", "rarity"]])).to_numpy()
        guess = new["card_id"].map(of_card).fillna(pd.Series(cell, index=new.index))
        return (guess.fillna(new["rarity"].map(of_rarity)) * _state(new).map(factor).fillna(1.0)).to_numpy()

    return predict


def last_price(x, price):
    return _price_of_card(x, price, "last", adjusted=False)


def last_price_adjusted(x, price):
    return _price_of_card(x, price, "last", adjusted=True)


def card_median(x, price):
    return _price_of_card(x, price, "median", adjusted=False)


def card_median_adjusted(x, price):
    return _price_of_card(x, price, "median", adjusted=True)


def median_by_rarity_and_set(x, price):
    return _price_of_card(x.assign(card_id=x["set_id"] + x["rarity"]), price, "median", adjusted=False)


def median_by_rarity(x, price):
    medians = price.groupby(x["rarity"]).median()
    return lambda new: new["rarity"].map(medians).to_numpy()


def constant(x, price):
    return lambda new: np.full(len(new), price.median())


def linear_on_raw_prices(x, price):
    words = ["rarity", "condition", "finish", "type", "stage", "series"]
    columns = make_column_transformer((OneHotEncoder(handle_unknown="ignore"), words), ("passthrough", STATS))
    model = make_pipeline(columns, LinearRegression()).fit(described(x), price)
    return lambda new: model.predict(described(new))


def _leaky(x, price, late):
    predict = on_logarithms(_boosting(late=late), x, price)
    return lambda new: predict(new.reindex(columns=x.columns))  # in production LEAKS are all gaps


def leaky(x, price):
    """Boosting with what is known only afterwards (LEAKS, in `x` too); gaps are filled with the median."""
    return _leaky(x, price, SimpleImputer(strategy="median"))


def leaky_with_gaps(x, price):
    """The same, but trees see the gaps: those go the way of most sales."""
    return _leaky(x, price, "passthrough")


HONEST = {"ridge": ridge, "boosting": boosting}
MIDDLING = {
    "boosting without card_id": boosting_without_card,
    "boosting on dollars": boosting_on_dollars,
    "ridge without card_id": ridge_without_card,
    "boosting with leaks, gaps left": leaky_with_gaps,
}
TRICKS = {
    "last price of the card": last_price,
    "last price, adjusted": last_price_adjusted,
    "card median": card_median,
    "card median, adjusted": card_median_adjusted,
    "median by rarity and set": median_by_rarity_and_set,
    "median by rarity": median_by_rarity,
    "constant": constant,
    "linear on raw prices": linear_on_raw_prices,
    "boosting with leaks": leaky,
}
LEAKY = (leaky, leaky_with_gaps)


def dearest(new, predicted):
    """The dearest go to a person."""
    return predicted


def unseen_first(x):
    """Cards that were never sold go to a person, then the dearest."""
    seen = set(x["card_id"])
    return lambda new, predicted: predicted + 1e6 * ~new["card_id"].isin(seen).to_numpy()


def by_risk(build, x, price, months=6):
    """The largest expected squared errors in dollars go to a person.

    The error relative to the prediction is measured by groups on the last `months` training months, with a
    model that learned from those before: how often the card was sold, and what is known of its state."""
    before = x["listed_at"] < x["listed_at"].max() - pd.DateOffset(months=months)
    predicted = build(x[before], price[before])(x[~before])
    relative = ((price[~before] - predicted) / predicted) ** 2
    size = relative.groupby(_risk_groups(x[before], x[~before])).mean()
    return lambda new, predicted: predicted**2 * _risk_groups(x, new).map(size).fillna(size.max()).to_numpy()


def _risk_groups(x, new):
    sold = new["card_id"].map(x["card_id"].value_counts()).fillna(0)
    often = pd.cut(sold, [-1, 0, 2, np.inf], labels=["never", "once or twice", "often"]).astype(str)
    state = np.select([new["grade"].notna(), new["condition"].isna()], ["graded", "unknown"], "known")
    return often + ", " + state


@dataclass
class Months:
    """Listings, their prices (USD), and for each the position of its seed."""

    x: pd.DataFrame
    price: np.ndarray
    seed: np.ndarray

    def kept(self, risk):
        """Return which sales are priced automatically: of each seed the 90% with the lowest risk; ties in order."""
        ranks = pd.Series(risk).groupby(self.seed).rank(method="first")
        return (ranks <= np.ceil(AUTOMATIC * np.bincount(self.seed)[self.seed])).to_numpy()

    def score(self, predicted, kept):
        """Return one row a seed: how many sales are priced, their squared error, how many are within $10."""
        error = np.abs(predicted - self.price)
        rows = pd.DataFrame({"sales": 1, "squared": error**2, "within": error <= WITHIN})
        return rows[kept].groupby(self.seed[kept]).sum()


def hidden(seeds, months=3):
    """Return the steady months of several seeds below each other, and the oracle's prices for them."""
    sales = [production("steady", months=months, seed=seed) for seed in seeds]
    # noise_free_price asks for the day of the sale, which no model may see.
    parts = [at_listing(one.assign(expected=noise_free_price(one))) for one in sales]
    x = pd.concat([x for x, _ in parts], ignore_index=True)
    expected = x.pop("expected").to_numpy()
    price = np.concatenate([price for _, price in parts])
    return Months(x, price, np.repeat(np.arange(len(parts)), [len(one) for one in sales])), expected


def pooled(scores):
    """Return RMSE and the share within $10 of the seeds in `scores` together."""
    total = scores.sum()
    return float(np.sqrt(total["squared"] / total["sales"])), float(total["within"] / total["sales"])


def passes(rmse, within):
    return rmse < BAR and within >= SHARE


def draws_of_seeds(n_seeds, size, n_draws):
    """Return n_draws random choices of `size` different seeds (positions), the same in every run."""
    return [sample(stream(0, "pool", k), np.ones(n_seeds), size) for k in range(n_draws)]


@dataclass
class Judged:
    """A way to price under one rule, over many draws of pooled seeds: RMSE (USD) and share within $10, each as mean,
    lowest and highest, and P(pass), pooled and on a single seed."""

    name: str
    rule: str
    rmse: tuple
    within: tuple
    chance: float
    single: float


def judged(sales, seeds=80, pool=5, draws=400, months=3):
    """Yield a Judged for the oracle and for each way and rule; ways learn once, from all of `sales`."""
    x, price = at_listing(sales)
    months_to_come, expected = hidden(range(seeds), months)
    groups = draws_of_seeds(seeds, pool, draws)

    def judge(name, rule, predicted, risk):
        scores = months_to_come.score(predicted, months_to_come.kept(risk(months_to_come.x, predicted)))
        results = np.array([pooled(scores.loc[group]) for group in groups])
        rmse, within = np.column_stack([results.mean(axis=0), results.min(axis=0), results.max(axis=0)])
        chance = np.mean([passes(*result) for result in results])
        single = np.mean([passes(*pooled(scores.loc[[seed]])) for seed in scores.index])
        return Judged(name, rule, tuple(rmse), tuple(within), chance, single)

    yield judge("oracle", "dearest", expected, dearest)
    for name, build in (HONEST | MIDDLING | TRICKS).items():
        known = with_leaks(sales) if build in LEAKY else x
        predicted = build(known, price)(months_to_come.x)
        rules = {
            "dearest": dearest,
            "never seen, then dearest": unseen_first(x),
            "risk": by_risk(build, known, price),
        }
        for rule, risk in rules.items():
            yield judge(name, rule, predicted, risk)


def page_table(rows):
    """Return the table of data/README.md, in Markdown: RMSE and P(pass) by way and rule."""
    lines = [
        "| way | the dearest to a person | never seen, then the dearest | by risk |",
        "| --- | --- | --- | --- |",
    ]
    cells = {}
    for row in rows:
        cells.setdefault(row.name, []).append(f"${row.rmse[0]:.2f}, {row.chance:.2f}")
    for name, some in cells.items():
        lines.append(f"| {name} | {' | '.join(some + [''] * (3 - len(some)))} |")
    return "\n".join(lines)
