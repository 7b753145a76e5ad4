"""What several measures share: the sales with a few more columns, the splits, the two models and the errors."""

from functools import lru_cache

import numpy as np
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.linear_model import Ridge
from sklearn.model_selection import KFold, train_test_split
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, TargetEncoder

from course.data import load_sales

NUMBERS = [
    "hp", "attack_damage", "retreat_cost", "attack", "defense", "speed", "generation", "printings",
    "age", "month", "grade",
]  # fmt: skip
WORDS = ["rarity", "finish", "condition", "channel", "type", "stage"]
ENCODED = ["card_id", "set_id", "species", "set_rarity", "illustrator"]
ONE_HOT = [
    "card_id", "set_id", "species", "rarity", "finish", "state", "channel", "type", "set_rarity",
    "series_rarity", "print", "month_word",
]  # fmt: skip
LEAKS = ["views_total", "n_bids", "days_to_sell", "set_price_30d", "seller_price_index"]
CONDITIONS = ["NM", "LP", "MP", "HP", "DMG"]
TEST_SHARE = 0.25


def prepared(frame: pd.DataFrame, last_month: int = 35) -> pd.DataFrame:
    """Return the sales with `y` (ln of the price in USD) and what the models take; no value is missing in words.

    A missing condition or illustrator becomes "unknown". `month` counts from 2023-07; months after `last_month`
    look like it, because a model can't know them.
    """
    out = frame.reset_index(drop=True)
    out[["condition", "illustrator"]] = out[["condition", "illustrator"]].fillna("unknown")
    out["y"] = np.log(out["price_usd"])
    out["month"] = (out["sold_at"].dt.year - 2023) * 12 + out["sold_at"].dt.month - 7
    out["age"] = (out["sold_at"] - out["set_release_date"]).dt.days / 365.25
    out["fresh"] = np.exp(-3 * out["age"])
    out["set_rarity"] = out["set_id"] + " " + out["rarity"]
    out["series_rarity"] = out["series"] + " " + out["rarity"]
    out["print"] = out["finish"] + " " + out["series_rarity"]
    out["state"] = out["condition"] + " " + out["grade"].fillna(0).astype(str)
    out["month_word"] = out["month"].clip(upper=last_month).astype(str)
    return out


@lru_cache(maxsize=1)
def sales() -> pd.DataFrame:
    """Return the clean sales of the 36 months, prepared, in order of the sale. Not to be changed."""
    return prepared(load_sales())


@lru_cache(maxsize=1)
def random_split() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return training and test sales: a quarter at random is for the test."""
    return tuple(train_test_split(sales(), test_size=TEST_SHARE, random_state=0))


def time_split(share: float = TEST_SHARE) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the earlier sales and the last `share` of them."""
    cut = int(len(sales()) * (1 - share))
    return sales().iloc[:cut], sales().iloc[cut:]


def table_of(numbers=NUMBERS, words=WORDS, encoded=ENCODED, encoder: TargetEncoder | None = None):
    """Return the transformer that the boosting models see: numbers as they are, codes, target encodings.

    The encodings are cross-fitted over five folds unless another `encoder` is given.
    """
    codes = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)
    folds = TargetEncoder(cv=KFold(5, shuffle=True, random_state=0))
    parts = [("passthrough", list(numbers)), (codes, list(words))]
    if encoded:
        parts.append((encoder or folds, list(encoded)))
    return make_column_transformer(*parts)


def boosting(iterations: int = 400, extra=(), **columns) -> Pipeline:
    """Return the strong model: boosting on the logarithm of the price, with cross-fitted target encodings.

    `extra` are more numbers (a leak, say); `columns` are those of `table_of`.
    """
    numbers = [*columns.pop("numbers", NUMBERS), *extra]
    model = HistGradientBoostingRegressor(max_iter=iterations, random_state=0)
    return make_pipeline(table_of(numbers=numbers, **columns), model)


def boosting_classifier(iterations: int = 100) -> Pipeline:
    """Return a boosting classifier of two classes on the table of the strong model."""
    return make_pipeline(table_of(), HistGradientBoostingClassifier(max_iter=iterations, random_state=0))


def ridge(words=ONE_HOT, numbers=("fresh",), alpha: float = 1.5) -> Pipeline:
    """Return ridge regression of the logarithm of the price on one-hot words: the careful model of the bar."""
    encoder = OneHotEncoder(handle_unknown="ignore")
    parts = [(encoder, list(words))] + ([("passthrough", list(numbers))] if numbers else [])
    return make_pipeline(make_column_transformer(*parts), Ridge(alpha=alpha))


@lru_cache(maxsize=1)
def strong() -> Pipeline:
    """Return the strong model, fitted on the training part of the random split."""
    train, _ = random_split()
    return boosting().fit(train, train["y"])


@lru_cache(maxsize=1)
def strong_of_all() -> Pipeline:
    """Return the strong model, fitted on all 36 months."""
    return boosting().fit(sales(), sales()["y"])


def ln_rmse(model, test: pd.DataFrame) -> float:
    """Return the RMSE of the logarithm of the price."""
    return rms(test["y"] - model.predict(test))


def rms(values) -> float:
    """Return the root of the mean square."""
    return float(np.sqrt(np.mean(np.square(values))))


def learned(model, train: pd.DataFrame, test: pd.DataFrame) -> float:
    """Return the lnRMSE on the test sales of a model fitted on the training sales."""
    return ln_rmse(model.fit(train, train["y"]), up_to(train, test))


def up_to(train: pd.DataFrame, test: pd.DataFrame) -> pd.DataFrame:
    """Return the test sales with the months that `train` does not reach called by its last one, as in production."""
    return test.assign(month_word=test["month"].clip(upper=train["month"].max()).astype(str))


def in_dollars(model, frame: pd.DataFrame, variance: float = 0.0) -> np.ndarray:
    """Return predicted mean prices in USD; `variance` of the residuals turns the median into the mean."""
    return np.exp(model.predict(frame) + variance / 2)


def dollars_90(predicted: np.ndarray, price) -> float:
    """Return the RMSE in USD on the nine tenths of the sales with the lowest predictions."""
    kept = predicted <= np.quantile(predicted, 0.9)
    return rms((predicted - np.asarray(price))[kept])
