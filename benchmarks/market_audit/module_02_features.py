"""Module 2: what a feature engineer builds. Splits, encodings, words, embeddings."""

import numpy as np
import pandas as pd
from scipy import sparse, stats
from sklearn.compose import make_column_transformer
from sklearn.feature_extraction import FeatureHasher
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import Ridge
from sklearn.model_selection import GroupShuffleSplit, cross_val_predict
from sklearn.neighbors import NearestNeighbors
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, TargetEncoder, normalize

from benchmarks.market_audit.registry import measure
from benchmarks.market_audit.shared import (
    ENCODED,
    ONE_HOT,
    TEST_SHARE,
    boosting,
    learned,
    random_split,
    ridge,
    sales,
    time_split,
)
from course.market.sellers import is_shop


def split_by(column: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return training and test sales that share no value of the column."""
    splitter = GroupShuffleSplit(1, test_size=TEST_SHARE, random_state=0)
    train, test = next(splitter.split(sales(), groups=sales()[column]))
    return sales().iloc[train], sales().iloc[test]


@measure("2 3", "splits")
def splits():
    """lnRMSE of the strong model and of ridge when a quarter is held back in different ways."""
    ways = {
        "random": random_split(),
        "by seller": split_by("seller_id"),
        "by time": time_split(),
        "by card": split_by("card_id"),
        "by set": split_by("set_id"),
    }
    values = {f"boosting, {name}": learned(boosting(), *parts) for name, parts in ways.items()}
    return values | {f"ridge, {name}": learned(ridge(), *parts) for name, parts in ways.items()}


class NaiveEncoder(TargetEncoder):
    """Target encoding of the training rows with their own prices in it."""

    def fit_transform(self, X, y, **_):
        return self.fit(X, y).transform(X)


@measure("2", "target encoding")
def target_encoding():
    """lnRMSE of boosting on numbers, codes and the encodings of some columns; random split."""
    split = random_split()
    ways = {"card": ["card_id"], "all five": ENCODED, "seller": ["seller_id"]}
    values = {"without any": learned(boosting(100, encoded=()), *split)}
    for name, columns in ways.items():
        naive = NaiveEncoder(smooth=1e-9)
        values[f"naive, {name}"] = learned(boosting(100, encoded=columns, encoder=naive), *split)
        values[f"cross-fitted, {name}"] = learned(boosting(100, encoded=columns), *split)
    return values


def hashed(bins: int) -> FunctionTransformer:
    """Return the transformer of card, set, species and seller to one vector of `bins` numbers."""
    hasher = FeatureHasher(bins, input_type="string")
    return FunctionTransformer(
        lambda x: hasher.transform(
            [[f"{column}={value}" for column, value in row.items()] for row in x.to_dict("records")]
        )
    )


@measure("2", "hashing")
def hashing():
    """lnRMSE of ridge when card, set, species and their crossings share a number of bins; the rest is one-hot;
    random split."""
    many = ["card_id", "set_id", "species", "set_rarity"]
    few = [column for column in ONE_HOT if column not in many]
    values = {}
    for bins in (256, 1_024, 16_384):
        parts = make_column_transformer(
            (hashed(bins), many), (OneHotEncoder(handle_unknown="ignore"), few), ("passthrough", ["fresh"])
        )
        values[f"{bins:,} bins"] = learned(make_pipeline(parts, Ridge(1.5)), *random_split())
    return values | {"one-hot": learned(ridge(), *random_split())}


@measure("2", "rare categories")
def rare_categories():
    """Sales of cards never seen before the last six months; sales of species with under ten sales."""
    recent = sales()["month"] >= 30
    known = set(sales().loc[~recent, "card_id"])
    species = sales()["species"].map(sales()["species"].value_counts())
    cards = sales()["card_id"].map(sales()["card_id"].value_counts())
    return {
        "unseen cards in the last six months": (~sales().loc[recent, "card_id"].isin(known)).mean(),
        "sales of species sold under ten times": (species < 10).mean(),
        "sales of cards sold once": (cards == 1).mean(),
        "cards sold": sales()["card_id"].nunique(),
    }


@measure("2", "words")
def words():
    """What the illustrator and the words of the name add: lnRMSE of ridge without and with them; random split."""
    split = random_split()
    plain = [column for column in ONE_HOT if column not in ("card_id", "species")]
    bag = CountVectorizer(token_pattern=r"\S+", binary=True)

    def with_words(columns):
        parts = make_column_transformer(
            (OneHotEncoder(handle_unknown="ignore"), columns), (bag, "name"), ("passthrough", ["fresh"])
        )
        return make_pipeline(parts, Ridge(1.5))

    suffix = FunctionTransformer(
        lambda x: [[" ".join(n.split()[1:]) or "-"] for n in x["name"]], feature_names_out=None
    )
    no_card = [column for column in ONE_HOT if column != "card_id"]
    suffixes = make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore"), no_card),
        (make_pipeline(suffix, OneHotEncoder(handle_unknown="ignore")), ["name"]),
        ("passthrough", ["fresh"]),
    )
    return {
        "ridge": learned(ridge(), *split),
        "with the illustrator": learned(ridge([*ONE_HOT, "illustrator"]), *split),
        "ridge without the card": learned(ridge(no_card), *split),
        "without the card, with the illustrator": learned(ridge([*no_card, "illustrator"]), *split),
        "without the card, with the name's second word": learned(make_pipeline(suffixes, Ridge(1.5)), *split),
        "ridge without card and species": learned(ridge(plain), *split),
        "without them, with the words of the name": learned(with_words(plain), *split),
    }


@measure("2", "rare species, letters of the name")
def names_effects():
    """Mean residual of ln(price) in ridge without what is looked at (5-fold predictions): species by quarters of their
    printings (mean over species; without card and species); δ in the name against the other cards of its era and
    rarities (without card). Every card of the era and rarity of ★ has one, so it has nothing to be compared with."""
    frame, y = sales(), sales()["y"]
    plain = [column for column in ONE_HOT if column not in ("card_id", "species")]
    residual = y - cross_val_predict(ridge(plain), frame, y, cv=5)
    by = frame.assign(residual=residual).groupby("species").agg({"residual": "mean", "printings": "first"})
    quarter = pd.qcut(by["printings"], 4, labels=["first", "second", "third", "last"])
    values = {
        f"species, {name} quarter of printings": mean
        for name, mean in by["residual"].groupby(quarter, observed=True).mean().items()
    }
    no_card = [column for column in ONE_HOT if column != "card_id"]
    residual = y - cross_val_predict(ridge(no_card), frame, y, cv=5)
    has = frame["name"].str.endswith("δ")
    alike = frame["series_rarity"].isin(frame.loc[has, "series_rarity"])
    values["names with δ"] = residual[has].mean() - residual[alike & ~has].mean()
    values["sales with δ"] = int(has.sum())
    values["sales with ★"] = int(frame["name"].str.endswith("★").sum())
    return values


def embedded(table: pd.DataFrame, unit: str, dimensions: int = 16) -> tuple[list, np.ndarray]:
    """Return units and their vectors: positive pointwise mutual information of seller and unit, truncated by SVD."""
    sellers, seller = np.unique(table["seller_id"].astype(str), return_inverse=True)
    units, which = np.unique(table[unit].astype(str), return_inverse=True)
    counts = sparse.coo_matrix((np.ones(len(table)), (seller, which)), (len(sellers), len(units))).tocsr()
    together = (counts.T @ counts).tocoo()
    off = together.row != together.col
    row, col, n = together.row[off], together.col[off], together.data[off]
    share = np.bincount(row, n, len(units)) / n.sum()
    information = np.log(n / n.sum() / (share[row] * share[col]))
    positive = information > 0
    ppmi = sparse.csr_matrix(
        (information[positive], (row[positive], col[positive])), (len(units), len(units))
    )
    left, size, _ = sparse.linalg.svds(ppmi, k=dimensions, v0=np.ones(len(units)))
    return list(units), normalize(left * np.sqrt(size))


@measure("2", "co-sale embedding")
def co_sale_embedding():
    """Vectors of what the same seller sells (pointwise mutual information, SVD to 16 numbers): share of the five
    nearest neighbours with the same generation, type or era, over the share among all pairs."""
    values = {}
    for unit, least, traits in (
        ("species", 30, ["generation", "type"]),
        ("card_id", 8, ["type", "series", "generation"]),
    ):
        often = sales()[unit].map(sales()[unit].value_counts()) >= least
        table = sales()[often]
        units, vectors = embedded(table, unit)
        near = NearestNeighbors(n_neighbors=6).fit(vectors).kneighbors(vectors, return_distance=False)[:, 1:]
        modal = table.groupby(unit)[traits].agg(lambda c: c.mode()[0]).loc[units]
        for trait in traits:
            code = pd.factorize(modal[trait])[0]
            shares = np.bincount(code) / len(code)
            name = "card" if unit == "card_id" else unit
            values[f"{name}: neighbours of the same {trait}"] = (code[near] == code[:, None]).mean()
            values[f"{name}: by chance, {trait}"] = (shares**2).sum()
    return values


@measure("2", "specialities of sellers")
def specialities():
    """Chi-squared over its degrees of freedom (1: no speciality) of shop against type, era and species."""
    shops = sales()[is_shop(sales()["seller_id"])]
    values = {}
    for trait in ("type", "series", "species", "rarity"):
        test = stats.chi2_contingency(pd.crosstab(shops["seller_id"], shops[trait]))
        values[f"shops and {trait}"] = test.statistic / test.dof
    return values
