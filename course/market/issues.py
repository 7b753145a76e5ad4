"""The planted issues: clean sales in, the raw text a marketplace export really looks like out.

Every rate is a constant of `RATES` (share of rows unless its comment says otherwise) and is listed in
data/README.md."""

import numpy as np
import pandas as pd

from course.market import draws
from course.market.pricing import CONDITION_GAPS, CONDITIONS, EUR_PER_USD
from course.market.sales import COLUMNS

RATES = {
    "test_order": 0.008,  # made by the shop's own staff at a made-up price
    "test_order_marked": 0.7,  # of the test orders: is_test is 1; the rest have only a seller_id "test-…"
    "missing_price": 0.04,  # on average; about 2% of one-dollar sales and 8% of those over $100
    "price_typo": 0.0015,  # the decimal point lost: 100 times the price
    "rarity_variant": 0.06,
    "type_variant": 0.04,
    "hp_text": 0.05,  # "120 HP"
    "hp_impossible": 0.001,  # 9999
    "date_day_first": 0.12,  # sold_at as 05/03/2024
    "date_missing": 0.012,  # sold_at as ---
    "mojibake": 0.35,  # of the rows with a letter outside ASCII in a name or set name
    "no_illustrator": 0.03,
    "name_misspelled": 0.02,  # two letters swapped, one left out, or one doubled
    "exact_duplicate": 0.005,
    "near_duplicate": 0.005,  # the same sale sent again under a new sale_id, name in capitals
}
# The condition goes missing in three ways: at random, much more often in the partner's feed, and twice as often
# where it is bad (HP, DMG; `pricing.CONDITION_GAPS`). 8% of all rows.
CONDITION_MISSING, CONDITION_MISSING_PARTNER = 0.058, 0.23
CENTS_CHANNEL, CENTS_SINCE = "partner", "2025-03-01"
TYPE_SYNONYMS = {"Lightning": "Electric", "Darkness": "Dark", "Metal": "Steel", "Colorless": "Normal"}
RARITY_SYNONYMS = {
    "Rare Holo": "Holo Rare",
    "Ultra Rare": "Ultra-Rare",
    "Illustration Rare": "IllustrationRare",
    "Secret Rare": "Secret  Rare",
    "Promo": "PROMO",
    "Common": "common ",
    "Uncommon": "UNCOMMON",
    "Rare": "rare",
}
_TEST_PRICES = np.array([0.01, 1.0, 123.45, 999.0])


def spoil(
    sales: pd.DataFrame,
    seed: int,
    *,
    purpose: str = "issues",
    cents=False,
    strings=False,
) -> pd.DataFrame:
    """Return the raw frame: COLUMNS, every value text, missing as NaN; a little longer because of duplicates.

    sales: clean sales as `sales.clean_sales` gives them, with `sale_id`. cents: which sales (n booleans) come in
    cents besides the partner's; strings: whose HP and attack damage come as text with a unit."""
    rng = draws.stream(seed, purpose)
    sales = lasting(sales.reset_index(drop=True), seed, purpose)
    n = len(sales)
    hit = {issue: rng.random(n) < rate for issue, rate in RATES.items()}
    raw = {column: sales[column].to_numpy(dtype=object) for column in COLUMNS if column in sales}

    price = _prices(sales, hit, rng, cents)
    raw["price"] = price
    seller = raw["seller_id"].copy()
    hidden = hit["test_order"] & ~hit["test_order_marked"]
    seller[hidden] = np.array([f"test-{k}" for k in draws.integers(rng, 1, 9, n)], dtype=object)[hidden]
    raw["seller_id"] = seller
    raw["is_test"] = (hit["test_order"] & hit["test_order_marked"]).astype(int).astype(str)
    raw["rarity"] = _variants(raw["rarity"], hit["rarity_variant"], RARITY_SYNONYMS, rng)
    raw["type"] = _variants(raw["type"], hit["type_variant"], TYPE_SYNONYMS, rng)
    raw["hp"] = _with_unit(sales["hp"], hit["hp_text"] | strings, "HP")
    raw["hp"][hit["hp_impossible"]] = "9999"
    raw["attack_damage"] = _with_unit(sales["attack_damage"], np.zeros(n, dtype=bool) | strings, "dmg")
    raw["illustrator"] = np.where(hit["no_illustrator"], "", raw["illustrator"])
    for column in ("name", "species", "set_name"):
        raw[column] = _mojibake(raw[column], hit["mojibake"])
    raw["listed_at"] = sales["listed_day"].to_numpy().astype("datetime64[D]").astype(str)
    sold = sales["sold_day"].to_numpy().astype("datetime64[D]").astype(str)
    day_first = np.array([f"{d[8:]}/{d[5:7]}/{d[:4]}" for d in sold], dtype=object)
    raw["sold_at"] = np.where(hit["date_missing"], "---", np.where(hit["date_day_first"], day_first, sold))
    raw["condition"] = sales["condition"].fillna("").to_numpy(dtype=object)
    grade = sales["grade"].to_numpy()
    raw["grade"] = np.where(np.isnan(grade), "", np.char.mod("%.1f", grade))
    raw["set_price_30d"] = _number(sales["set_price_30d"], "%.2f")
    raw["seller_price_index"] = _number(sales["seller_price_index"], "%.2f")
    for column in ("n_bids", "views_total", "days_to_sell"):
        raw[column] = _number(sales[column], "%d")

    frame = pd.DataFrame({column: raw[column] for column in COLUMNS}).astype(str)
    frame = _duplicates(frame, hit, rng)
    return frame.astype("str").mask(frame == "")


def lasting(sales: pd.DataFrame, seed: int, purpose: str = "issues") -> pd.DataFrame:
    """Return the sales with the issues that no cleaning undoes: missing conditions and misspelled names.

    What happens to a sale depends on its sale_id alone, so that scenarios can be paired."""
    number = draws.numbers_of(sales["sale_id"])
    partner = (sales["channel"] == CENTS_CHANNEL).to_numpy()
    gap = sales["condition"].map(dict(zip(CONDITIONS, CONDITION_GAPS, strict=True))).to_numpy()
    chance = gap * np.where(partner, CONDITION_MISSING_PARTNER, CONDITION_MISSING)
    missing = draws.keyed(number, seed, purpose, "condition") < chance
    name = sales["name"].to_numpy(dtype=object).copy()
    kind, place = draws.keyed(number, seed, purpose, "kind"), draws.keyed(number, seed, purpose, "place")
    for i in np.flatnonzero(draws.keyed(number, seed, purpose, "name") < RATES["name_misspelled"]):
        name[i] = _misspelled(name[i], kind[i], place[i])
    return sales.assign(condition=sales["condition"].mask(missing), name=name)


def _misspelled(name: str, kind: float, place: float) -> str:
    """Return the name with two letters swapped, one left out, or one doubled, never the first."""
    word = name.split(" ")[0]
    at = 1 + int(place * (len(word) - 2))
    if kind < 1 / 3:
        word = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    elif kind < 2 / 3:
        word = word[:at] + word[at + 1 :]
    else:
        word = word[:at] + word[at] + word[at:]
    return word + name[len(name.split(" ")[0]) :]


def _prices(sales: pd.DataFrame, hit: dict, rng: np.random.Generator, cents) -> np.ndarray:
    """Return the price as text: in the sale's currency, with typos, tests, cents and gaps."""
    usd = sales["price"].to_numpy()
    price = np.where(sales["currency"] == "EUR", np.round(usd * EUR_PER_USD, 2), usd)
    price = np.where(hit["price_typo"] & ~hit["test_order"], price * 100, price)
    price = np.where(
        hit["test_order"], _TEST_PRICES[draws.integers(rng, 0, len(_TEST_PRICES) - 1, len(usd))], price
    )
    since = np.datetime64(CENTS_SINCE).astype(int)
    cents = cents | ((sales["channel"].to_numpy() == CENTS_CHANNEL) & (sales["sold_day"].to_numpy() >= since))
    text = np.where(cents, np.char.mod("%.0f", price * 100), np.char.mod("%.2f", price)).astype(object)
    # Missing not at random: the odds rise with the price (sellers of dear cards hide what they got).
    chance = RATES["missing_price"] * np.clip(0.40 + 0.26 * np.log(np.maximum(usd, 1.0)), 0.4, 2.2)
    text[(rng.random(len(usd)) < chance) & ~hit["test_order"]] = ""
    return text


def _number(values: pd.Series, pattern: str) -> np.ndarray:
    """Return numbers as text, empty where missing."""
    values = values.to_numpy(dtype=float)
    return np.where(np.isnan(values), "", np.char.mod(pattern, np.nan_to_num(values)))


def _with_unit(values: pd.Series, where: np.ndarray, unit: str) -> np.ndarray:
    text = values.astype(int).astype(str).to_numpy(dtype=object)
    return np.where(where, text + f" {unit}", text)


def _variants(values: np.ndarray, where: np.ndarray, synonyms: dict, rng: np.random.Generator) -> np.ndarray:
    """Return the values with another spelling where told: lower, upper, a trailing space or a synonym."""
    kind = draws.integers(rng, 0, 3, len(values))
    out = values.copy()
    for i in np.flatnonzero(where):
        value = values[i]
        out[i] = (value.lower(), value.upper(), value + " ", synonyms.get(value, value.lower()))[kind[i]]
    return out


def _mojibake(values: np.ndarray, where: np.ndarray) -> np.ndarray:
    """Return the texts with UTF-8 bytes read as Windows-1252 where told (Pokémon becomes PokÃ©mon)."""
    out = values.copy()
    for i in np.flatnonzero(where):
        if not values[i].isascii():
            out[i] = values[i].encode("utf-8").decode("cp1252")
    return out


def _duplicates(frame: pd.DataFrame, hit: dict, rng: np.random.Generator) -> pd.DataFrame:
    """Return the frame with exact and near copies of some rows a few rows further down."""
    ordinary = ~hit["test_order"]
    exact = np.flatnonzero(hit["exact_duplicate"] & ordinary)
    near = np.flatnonzero(hit["near_duplicate"] & ~hit["exact_duplicate"] & ordinary)
    copies = frame.iloc[near].copy()
    copies["sale_id"] = [f"R{i}" for i in copies["sale_id"].str[1:]]
    copies["name"] = copies["name"].str.upper()
    everything = pd.concat([frame, frame.iloc[exact], copies], ignore_index=True)
    source = np.concatenate([np.arange(len(frame)), exact, near])
    further = np.concatenate([np.zeros(len(frame)), 1.5 + draws.integers(rng, 0, 8, len(exact) + len(near))])
    return everything.iloc[np.argsort(source + further, kind="stable")].reset_index(drop=True)
