"""Every number of data/README.md is the one that the file and the code give.

A claim is a text of the page with `{}` where its numbers stand, and the computed numbers. It must stand on the
page once (line breaks count as spaces), and each number must be the computed one as precisely as the page
gives it. After "about", trailing zeros are not digits. A number that no claim and no exception covers fails.

When the data have changed, `python -m tests.test_data_readme` writes the computed numbers into the page; read
the sentences around them again."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.linear_model import Ridge
from sklearn.metrics import r2_score
from sklearn.preprocessing import OneHotEncoder
from threadpoolctl import threadpool_limits

from course import ROOT, cleaning
from course.data import RAW_PATH, fix_letters, load_raw, load_sales, sort_out
from course.market import (
    AFTER_SALE,
    KINDS,
    NOISE_SIGMA,
    at_listing,
    listings,
    noise_free_price,
    outcome,
    pricing,
    production,
    production_year,
    scenarios,
    sources,
)
from course.market import catalogue as cards
from course.market.demand import FEE, UNSOLD_AFTER_DAYS, worth_of
from course.market.experiments import simulate
from course.market.issues import CENTS_CHANNEL, CENTS_SINCE
from course.market.production import PARTNER_DAY, RETURN_DAYS
from course.market.rarities import RARITIES
from course.market.sales import WINDOW_DAYS, WINDOW_MOST, WINDOW_SALES, clean_sales
from course.market.sellers import SHOP_EFFECT, SPECIALITY, is_shop, specialities
from course.market.sets import sets, upcoming_sets
from course.market.species import TYPES, species
from tests import test_market_facts as facts

PATH = ROOT / "data" / "README.md"
PAGE = PATH.read_text(encoding="utf-8")

WORDS = dict(
    zip(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], range(2, 11), strict=True)
)
WORDS |= {"sixty": 60, "hundred": 100, "twice": 2, "half": 0.5, "third": 1 / 3, "quarter": 0.25, "tenth": 0.1}
# A date, or a number with commas and a point; a minus sign only where no word or number stands before it.
NUMBER = r"\d{4}-\d\d-\d\d|(?:(?<=\s)-)?\d+(?:,\d{3})*(?:\.\d+)?|\b(?:" + "|".join(WORDS) + r")\b"

# Numbers that are no facts of the data, each with the text around it.
EXCEPTIONS = {
    "which Pokemon is number 12 of a set": "an example",
    "--sales 10_000_000": "an argument of one's own",
    "UTF-8": "a name",
    "(early 2026)": "when the lists of real cards were taken",
    "one day in April 2025": "the day of the real prices",
    "2023-2026": "the years of the real market",
    "real cards have 0.57": "measured on real cards",
    "real 9%": "measured on real cards",
    "counts of 20,106 cards": "the list of real cards",
    "the sixty most printed": "whose printings were looked up on the list of real cards",
    "a six-cent common": "a figure of speech",
    "`sent twice`": "a reason",
    "set_price_30d": "a column",
    "first half year": "the time in which most of the rush is over",
    "NEP 19": "a document of NumPy",
    "PCG64": "a name",
    "R2": "a name",
    "sort_out(load_raw())[0]": "code",
    "grade 10 and 9 over ungraded": "names of grades",
    "400 draws of five of 80 hidden seeds": "how the bar is measured",
    "A tenth of every seed's sales": "the rule of the bar",
    "the first two": "rows of a table",
}  # fmt: skip


@dataclass(frozen=True)
class AtLeast:
    """A tolerance: the page's number must be this or more."""

    value: float


@dataclass(frozen=True)
class AtMost:
    """The page's number must be this or less."""

    value: float


def anywhere(text):
    """A regular expression for a text, wherever its lines break."""
    return r"\s+".join(re.escape(word) for word in re.split(r"\s+", text))


def located(template):
    """Return where a claim stands on the page, as the match of its numbers; a text where it does not."""
    found = list(re.finditer(f"({NUMBER})".join(map(anywhere, template.split("{}"))), PAGE))
    if len(found) != 1:
        return f"on the page {len(found)} times, not once: {template}"
    return found[0]


def numbers(claim):
    """Yield (match, position of the number in it, computed value) for each number of a claim that is there."""
    template, *values = claim
    match = located(template)
    if not isinstance(match, str):
        assert match.re.groups == len(values), f"{len(values)} values for: {template}"
        yield from ((match, place, value) for place, value in enumerate(values, start=1))


def problems(claim):
    """Return what is wrong with a claim, one line for each number."""
    match = located(claim[0])
    if isinstance(match, str):
        return [match]
    return [
        f"page: {match.group(place)}, computed: {expected(value)} in: {' '.join(match.group().split())}"
        for match, place, value in numbers(claim)
        if not agrees(match.group(place), value, after_about(match, place))
    ]


def after_about(match, place):
    return PAGE[: match.start(place)].split()[-1] == "about"


def expected(value):
    if isinstance(value, AtLeast):
        return f"at least {value.value:.6g}"
    if isinstance(value, AtMost):
        return f"at most {value.value:.6g}"
    return value if isinstance(value, str) else f"{value:,.8g}"


def agrees(text, value, about=False):
    """Whether a number of the page is the computed one, rounded as it is on the page."""
    if isinstance(value, str):
        return text == value
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return False
    number = WORDS.get(text) if text in WORDS else float(text.replace(",", ""))
    if isinstance(value, AtLeast):
        return number >= value.value
    if isinstance(value, AtMost):
        return number <= value.value
    return abs(number - value) <= 10.0 ** -digits(text, about) / 2 + 1e-9 * abs(value)


def digits(text, about=False):
    """How many digits after the point a number is given with; -3 for about 19,000."""
    return len(text.rstrip("0")) - len(text) if about else len(text.partition(".")[2])


def rewritten():
    """The page with the computed numbers, where they are numbers and not bounds."""
    changes = []
    for section in SECTIONS:
        for claim in claims(section):
            for match, place, value in numbers(claim):
                text, about = match.group(place), after_about(match, place)
                if not isinstance(value, str | AtLeast | AtMost) and not agrees(text, value, about):
                    number = round(value, digits(text, about))
                    changes.append((match.span(place), f"{number:,.{digits(text)}f}"))
    page = PAGE
    for (start, end), number in sorted(changes, reverse=True):
        page = page[:start] + number + page[end:]
    return page


def share(mask):
    """Percent."""
    return 100 * float(np.mean(mask))


def day(date):
    return str(pd.Timestamp(date).date())


def seen(values, text):
    """The numbers of an example; fails where the example is not among the values."""
    assert text in set(values), f"the example {text!r} is not in the data"
    return re.findall(NUMBER, text)


@cache
def market():
    raw, sales, truth = load_raw(), load_sales(), clean_sales().set_index("sale_id")
    assert sales["sale_id"].is_unique
    origin = raw["sale_id"].str.replace("R", "S")
    return SimpleNamespace(
        raw=raw,
        sales=sales,
        ln=np.log(sales["price_usd"]),
        shop=is_shop(sales["seller_id"]),
        truth=truth,
        true=truth.loc[origin].set_axis(raw.index),  # of each raw row, the sale it was spoiled from
        sold=truth.loc[sales["sale_id"].str.replace("R", "S")].set_axis(sales.index),
        quarantine=sort_out(raw)[1],
        full=cards.full_catalogue(),
    )


@cache
def claims(section):
    """The claims of one section of the page."""
    return section(market())


def the_file(m):
    first, last = m.sales["sold_at"].min(), m.sales["sold_at"].max()
    return [
        ("{} rows, {} columns, {} MB,", len(m.raw), m.raw.shape[1], RAW_PATH.stat().st_size / 1e6),
        (
            f"{first:%B} {{}} to {last:%B} {{}}, {{}} different cards",
            first.year,
            last.year,
            m.raw["card_id"].nunique(),
        ),
        ("# {} clean, typed sales", len(m.sales)),
        ("and the {} rows set aside", len(m.raw) - len(m.sales)),
    ]


def columns(m):
    sales, channel = m.sales, m.sales["channel"]
    visible = at_listing(sales)[0]
    on_shelf = (sales["sold_at"] - sales["listed_at"]).dt.days
    shops = sales["seller_id"][m.shop].str[1:].astype(int)
    bids = sales["n_bids"]
    stats = sales[["attack", "defense", "speed"]]
    example = m.full[m.full["card_id"] == "neo1-17"]
    steps = np.diff(np.sort(sales["hp"].unique())).min()

    def extent(column):
        return sales[column].min(), sales[column].max()

    def dates(column):
        return day(sales[column].min()), day(sales[column].max())

    result = [
        ("`S{}` … in order of the sale", *seen(m.raw["sale_id"], "S1")),
        ("| listed_at | date | {} … {} |", *dates("listed_at")),
        ("| sold_at | date | {} … {};", *dates("sold_at")),
        ("web, app, auction, partner ({}, {}, {}, {}%)",
            *(share(channel == name) for name in ("web", "app", "auction", "partner"))),
        ("`u{}` … `u{}` are shops ({}% of sales)", shops.min(), shops.max(), share(m.shop)),
        ("set and number, `neo{}-{}`", *seen(m.raw["card_id"], "neo1-17")),
        ("`{}/{}`; above the printed total", *seen(example["number"], "17/111")),
        ("`★` …; {}% are misspelled", share(sales["name"] != m.sold["name"])),
        ("| species | text | {} Pokemon", sales["species"].nunique()),
        ("| {} real sets |", sales["set_id"].nunique()),
        ("| set_release_date | date | {} … {} |", *dates("set_release_date")),
        ("| generation | integer | {} … {},", *extent("generation")),
        ("Basic, Stage {}, Stage {} |", *(int(stage[-1]) for stage in sorted(sales["stage"].unique())[1:])),
        ("| hp | float, hit points | {} … {}, steps of {} |", *extent("hp"), steps),
        ("| attack_damage | float, damage points | {} … {},", *extent("attack_damage")),
        ("| retreat_cost | integer, energies | {} … {} |", *extent("retreat_cost")),
        ("in the games, {} … {} |", stats.min().min(), stats.max().max()),
        ("| {} names, NaN for {}% |", sales["illustrator"].nunique(), share(sales["illustrator"].isna())),
        ("| printings | integer, cards | {} … {}:", *extent("printings")),
        ("NaN for {}%; a graded card", share(sales["condition"].isna())),
        ("| grade | float | {}, {}, {}, {}; NaN for the {}% not graded |",
            *sorted(sales["grade"].dropna().unique(), reverse=True), share(sales["grade"].isna())),
        ("{} … {} USD; nobody lists below {} |", *extent("price_usd"), pricing.MIN_PRICE),
        ("USD, EUR ({} USD = {} EUR on every day)", 1, pricing.EUR_PER_USD),
        ("{} marks (most) test orders, else {}; always {} in",
            *sorted(m.raw["is_test"].unique(), reverse=True), sales["is_test"].max()),
        ("{} … {} in auctions, {} elsewhere", bids[channel == "auction"].min(), bids.max(),
            bids[channel != "auction"].max()),
        ("| views_total | float, views | {} … {},", *extent("views_total")),
        ("| days_to_sell | float, days | {} … {},", *extent("days_to_sell")),
        ("last {} sales, at most {} days old, *this sale included*; a price above ${} counts as ${}",
            WINDOW_SALES, WINDOW_DAYS, WINDOW_MOST, WINDOW_MOST),
        ("again, for all {} sales,", (on_shelf == sales["days_to_sell"]).sum()),
        ("the {} other columns, without", visible.shape[1]),
    ]  # fmt: skip
    words = {
        "channel": pricing.CHANNELS,
        "type": TYPES.values(),
        "rarity": RARITIES,
        "finish": ("normal", "reverse holo", "holo"),
        "condition": pricing.CONDITIONS,
    }
    for column, values in words.items():
        assert set(values) == set(sales[column].dropna())
        result.append((f"| {column} | text | {', '.join(values)}",))
    return result


def issues(m):
    raw, true, price = m.raw, m.true, m.true["price"]
    missing = raw["price"].isna()
    point = raw["price"].str.contains(".", regex=False, na=True)
    partner = raw["channel"] == CENTS_CHANNEL
    letters = raw[["name", "species", "set_name"]]
    foreign = letters.map(lambda text: not text.isascii()).any(axis=1)
    broken = letters.map(lambda text: fix_letters(text) != text).any(axis=1)
    test = (raw["is_test"] == "1") | raw["seller_id"].str.startswith("test-")
    test_price = raw["price"][test].astype(float)
    chase = m.full["card_id"][m.full["chase"]]
    misspelled = raw["name"].map(fix_letters).str.upper() != true["name"].str.upper()
    condition, bad = raw["condition"].isna(), true["condition"].isin(["HP", "DMG"])
    assert raw.loc[~point, "channel"].eq("partner").all() and not (partner & (raw["currency"] == "EUR")).any()
    assert (true.loc[~point & ~test, "sold_day"] >= np.datetime64(CENTS_SINCE).astype(int)).all()
    ratio = pd.to_numeric(raw["price"]) / np.where(point, 1, 100) / price
    typo = (ratio > 50) & ~test

    def gaps(mask):
        return share(condition[mask & ~bad]), share(condition[mask & bad])

    ways = len({round(gap) for gap in (*gaps(partner), *gaps(~partner))}) - 1
    return [
        ("| price missing, **not at random** | {}% | empty; {}% of sales under ${}, {}% of those over ${} |",
            share(missing), share(missing[price < 2]), 2, share(missing[price > 100]), 100),
        ("| price in cents | {}% | the channel `partner` since {}: `{}` is ${}.",
            share(~point), CENTS_SINCE, *seen(raw["price"][~point], "443"), 4.43),
        ("| price in euros | {}% |", share(raw["currency"] == "EUR")),
        ("| price typo | {}% | {} times too high", share(typo), ratio[typo].median()),
        ("| chase cards | {} cards, {}% of the clean sales | far dearer than their kind, up to ${}:",
            len(chase), share(m.sales["card_id"].isin(chase)),
            m.sales["price_usd"][m.sales["card_id"].isin(chase)].max()),
        ("| condition missing, **in {} ways** | {}% |", ways, share(condition)),
        ("| name misspelled | {}% | {} letters swapped", share(misspelled), 2),
        ("| rarity spelled otherwise | {}% |", share(~raw["rarity"].isin(RARITIES))),
        ("| type spelled otherwise | {}% |", share(~raw["type"].isin(list(TYPES.values())))),
        ("| HP with a unit | {}% | `{} HP` |", share(raw["hp"].str.contains("HP")), *seen(raw["hp"], "120 HP")),
        ("| HP impossible | {}% | `{}` |", share(raw["hp"] == "9999"), *seen(raw["hp"], "9999")),
        ("| date with the day first | {}% | `sold_at` is `{}/{}/{}`", share(raw["sold_at"].str.contains("/")),
            *seen(raw["sold_at"], "01/02/2024")),
        ("| date missing | {}% | `sold_at` is `---`", share(raw["sold_at"] == "---")),
        ("| mojibake | {}% of the {} rows", share(broken[foreign]), foreign.sum()),
        ("| illustrator missing | {}% |", share(raw["illustrator"].isna())),
        ("| exact duplicate | {}% |", share(raw.duplicated())),
        ("| near duplicate | {}% |", share(raw["sale_id"].str.startswith("R"))),
        ("| test order | {}% | made-up prices ({}, {}, {}, {}); {}% have `is_test` {},",
            share(test), *sorted(test_price.value_counts().index[:4]), share(raw["is_test"][test] == "1"), 1),
        ("| web, app, auction | {}% | {}% |", *gaps(~partner)),
        ("| partner | {}% | {}% |", *gaps(partner)),
    ]  # fmt: skip


def reasons(m):
    rows = m.quarantine["reason"].value_counts()
    names = [value for name, value in vars(cleaning).items() if name.isupper() and isinstance(value, str)]
    reasons = [name for name in names if f"| `{name}` |" in PAGE]
    assert set(rows.index) <= set(reasons)
    assert rows.sum() == len(m.raw) - len(m.sales)
    return [
        (f"| `{re.sub(NUMBER, '{}', name)}` | {{}} |", *re.findall(NUMBER, name), rows.get(name, 0))
        for name in reasons
    ]


def the_sellers(m):
    sales, shop = m.sales, m.shop
    size = sales.groupby("seller_id").size()
    persons = sales[~shop].assign(month=sales["sold_at"].dt.to_period("M")).groupby("seller_id")
    number = sales["seller_id"].str[1:].astype(int).to_numpy()
    first, second, _ = specialities(number)
    kind = sales["type"].map({name: k for k, name in enumerate(TYPES.values())})
    own = (first == kind) | (second == kind)
    age = (sales["sold_at"] - sales["set_release_date"]).dt.days / 365.25
    price = sales["price_usd"]
    result = [
        ("{} shops sell the whole time, from {} to {} clean sales each",
            sales["seller_id"][shop].nunique(), size[is_shop(size.index)].min(), size[is_shop(size.index)].max()),
        ("The other sellers are {} people; each sells in {} month only, {} sales on average",
            len(persons), persons["month"].nunique().max(),
            persons.size().mean()),
        ("{} card types and an era come up {} times", len(specialities(number)) - 1, SPECIALITY),
        ("so {}% of the sales are of the seller's own types ({}% without specialities)", share(own), 200 / len(TYPES)),
        ("cheaper with them (x{})", SHOP_EFFECT),
        ("| all sales | {}% | ${} | ${} |", share(shop), price[shop].mean(), price[~shop].mean()),
    ]  # fmt: skip
    assert price[shop].mean() > price[~shop].mean()
    for name, numbers, low, high in (
        ("up to {} years", (5,), 0, 5),
        ("{} to {} years", (5, 15), 5, 15),
        ("over {} years", (15,), 15, 99),
    ):
        band = (age > low) & (age <= high)
        shops, people = price[band & shop].mean(), price[band & ~shop].mean()
        assert shops < people, "the reversal"
        result.append((f"| {name} | {{}}% | ${{}} | ${{}} |", *numbers, share(shop[band]), shops, people))
    return result


def leaks(m):
    sales, price = m.sales, m.sales["price_usd"]
    by_card = sales.groupby("card_id")["price_usd"]
    earlier = (by_card.cumsum() - price) / by_card.cumcount().replace(0, np.nan)
    correlation = {column: price.corr(sales[column], method="spearman") for column in AFTER_SALE}
    honest = price.corr(earlier, method="spearman")
    assert honest > max(correlation.values()), "an honest column correlates more than any leak"
    without, rmse_without = ridge(m, [])
    with_all, rmse_with = ridge(m, list(AFTER_SALE))
    alone = sales.groupby("seller_id")["sale_id"].transform("size") == 1
    window = set_window(m.truth)
    assert np.allclose(window.mean(axis=1), m.truth["set_price_30d"], atol=0.006)
    index_of_seller = m.truth.groupby("seller_id")["price"].transform("mean") / m.truth["price"].mean()
    assert np.allclose(index_of_seller, m.truth["seller_price_index"], atol=0.006)
    out = np.arange(len(sales)) % EVERY == 0
    best = np.log(noise_free_price(sales[out]))
    index = level(np.arange(37))
    rise = slice(14, 28)
    assert index[rise].argmin() == 0 and index[rise].argmax() == 13
    result = [
        ("on every {}th sale, of a ridge regression", EVERY),
        ("Without any of them it is {}; the noise-free price has {}.", without, r2_score(m.ln[out], best)),
        ("| all of them | | | {} |", with_all),
        ("earlier sales ({}% of the sales have one), has a higher correlation than any leak: {}",
            share(earlier.notna()), honest),
        ("On the {}% of the sales predicted cheapest, the RMSE falls from ${} to ${}", 90, rmse_without, rmse_with),
        ("A card is sold {} times on average", by_card.size().mean()),
        ("The price level rose by {}% in {} months;", 100 * (index[27] / index[14] - 1), 27 - 14),
    ]  # fmt: skip
    helped = {column: ridge(m, [column])[0] for column in AFTER_SALE}
    return result + [
        (f"{text} | {{}} | {{}} |", *values, correlation[column], helped[column])
        for column, (text, *values) in {
            "days_to_sell": ("stood longer",),
            "n_bids": ("many bids",),
            "views_total": ("that was paid",),
            "set_price_30d": ("is {} of {} prices in it, and the only one for {}% of the sales",
                1, window.shape[1], share(window.iloc[:, 1:].isna().all(axis=1))),
            "seller_price_index": ("for the {}% of sales with a seller of {} sale it *is* the price", share(alone), 1),
        }.items()
    ]  # fmt: skip


def set_window(truth):
    """The prices that set_price_30d is the mean of, one column a sale of the set, the row's own first."""
    in_set = truth.assign(price=truth["price"].clip(upper=WINDOW_MOST)).groupby("set_id")
    return pd.concat(
        [
            in_set["price"]
            .shift(back)
            .where(truth["sold_day"] <= in_set["sold_day"].shift(back) + WINDOW_DAYS)
            for back in range(WINDOW_SALES)
        ],
        axis=1,
    )


EVERY = 5  # the sale that is held out


@cache
def prepared():
    """What the ridge knows without the leaks, one-hot, and the logarithms of the leaks."""
    sales = load_sales()
    age = (sales["listed_at"] - sales["set_release_date"]).dt.days / 365.25
    series = sales["series"] + sales["rarity"]
    words = sales[["card_id", "set_id", "species", "rarity", "finish", "channel", "type", "stage"]].assign(
        condition=sales["condition"].fillna("unknown"),
        illustrator=sales["illustrator"].fillna("unknown"),
        grade=sales["grade"].fillna(0).astype(str),
        set_rarity=sales["set_id"] + sales["rarity"],
        series_rarity=series,
        print=sales["finish"] + series,
        month=sales["listed_at"].dt.to_period("M").astype(str),
    )
    numbers = np.column_stack([np.exp(-3 * age), is_shop(sales["seller_id"])])
    honest = sparse.hstack([OneHotEncoder().fit_transform(words), numbers], format="csr")
    return honest, np.log(sales[list(AFTER_SALE)] + 0.5)


def ridge(m, leaking):
    """R2 of ln(price), and RMSE in USD of the 90% predicted cheapest, on the sales held out."""
    honest, late = prepared()
    x = sparse.hstack([honest, late[leaking].to_numpy()], format="csr")
    price, ln = m.sales["price_usd"].to_numpy(), m.ln.to_numpy()
    out = np.arange(len(ln)) % EVERY == 0
    with threadpool_limits(1):  # more threads only wait for each other
        model = Ridge(alpha=1.5).fit(x[~out], ln[~out])
    predicted = model.predict(x[out])
    dollars = np.exp(predicted + np.var(ln[~out] - model.predict(x[~out])) / 2)
    error = (dollars - price[out])[dollars <= np.quantile(dollars, 0.9)]
    return r2_score(ln[out], predicted), np.sqrt((error**2).mean())


def level(month):
    """The market index without its season."""
    return pricing.market_index(month) / np.array(pricing.SEASON)[(month + 6) % 12]


def price_effects(m):
    full, table = m.full, species()
    effect, drawn = table["multiplier"].dropna(), table["multiplier"].isna()
    seldom = table["printings"] <= cards.RARELY_PRINTED
    artist = cards.illustrator_effect()
    plain = cards._cards_of_sets(sets(), "all", 0)  # the same cards, none of them a chase card
    chase = full["chase"].to_numpy()
    factor = np.exp(full["ln_value"] - plain["ln_value"])[chase]
    value = np.exp(full["ln_value"])
    over_kind = (value / value.groupby([full["set_id"], full["rarity"]]).transform("median"))[chase]
    months = np.arange(12)
    season = dict(zip((months + 6) % 12 + 1, pricing.market_index(months) / level(months), strict=True))
    busy = {month % 12 + 1: scenarios.volume((), month - 6) for month in range(12)}
    fresh = pricing.freshness(
        [0, 365, 0, 0], [RARITIES.index(name) for name in ("Rare", "Rare", "Common", "Uncommon")]
    )
    eras, holo = np.arange(1, 10), RARITIES.index("Rare Holo")
    reverse = pricing.finish_effect(np.array(["reverse holo"] * 9), np.zeros(9, dtype=int), eras)
    of_holo = pricing.finish_effect(np.array(["reverse holo"]), np.array([holo]), np.array([1]))
    conditions = [
        float(pricing.state_effect([name], [np.nan], [10.0], [0])[0]) for name in pricing.CONDITIONS
    ]
    near_mint = np.geomspace(0.1, 5_000, 200)
    ten, nine, eight, seven = (
        pricing.state_effect(["NM"] * 200, np.full(200, grade), near_mint, np.zeros(200))
        for grade in (10, 9, 8, 7)
    )
    assert (np.diff(ten) <= 0).all() and (np.diff(nine) <= 0).all()
    assert min(season.values()) == season[7] == season[8] and max(season.values()) == season[12]
    assert fresh[2:].tolist() == [1, 1]
    assert list(pricing.CONDITIONS) == ["NM", "LP", "MP", "HP", "DMG"]
    assert m.full["chase"].sum() == cards.catalogue()["chase"].sum()
    index, rise = level(np.arange(61)), cards._TYPE_EFFECT.values()

    def percent(low, high):
        return 100 * (index[high] / index[low] - 1)

    return [
        ("| drawn, spread {} and {} in the logarithm |", cards.SET_SPREAD, cards.CARD_SPREAD),
        ("| Pokemon | {} of them as measured on real cards, x{} to x{}; the others drawn, spread {} |",
            len(effect), effect.min(), effect.max(), cards.SPECIES_SPREAD),
        ("at most {} printings | x{}, {} of them |", cards.RARELY_PRINTED, cards.RARELY_PRINTED_EFFECT,
            (seldom & drawn).sum()),
        ("| illustrator | drawn, x{} to x{} |", artist.min(), artist.max()),
        ("| x{} and x{} ({} and {} cards of the full catalogue) |", cards.DELTA_EFFECT, cards.STAR_EFFECT,
            full["name"].str.contains("δ").sum(), full["name"].str.contains("★").sum()),
        ("| type, generation {}, attack, HP | tiny: x{} to x{} for the type |", 1, min(rise), max(rise)),
        ("| chase card | x{} to x{} |", factor.min(), factor.max()),
        ("| season | x{} in July and August to x{} in December |", season[7], season[12]),
        ("| freshness | x{} on the day a set comes out, x{} a year later", fresh[0], fresh[1]),
        ("| reverse holo | x{} to x{} for Common and Uncommon, by era; x{} for Rare Holo |",
            reverse.min(), reverse.max(), of_holo[0]),
        ("| condition NM, LP, MP, HP, DMG | x{}, {}, {}, {}, {} |", *conditions),
        ("| grade {}, {} | x{} to x{} and x{} to x{}, less for dearer cards; {} and {} are x{} and x{} of a {} |",
            10, 9, ten.min(), ten.max(), nine.min(), nine.max(), 8, 7, (eight / nine).mean(), (seven / nine).mean(), 9),
        ("| channel auction, partner | x{}, x{} |", pricing.CHANNELS["auction"], pricing.CHANNELS["partner"]),
        ("| shop | x{} |", SHOP_EFFECT),
        ("| noise | mean {}, standard deviation {} in the logarithm; {}% of the sales are wild, with {} |",
            (m.sold["price"] / m.sold["expected"]).mean(), NOISE_SIGMA, 100 * pricing.WILD_SHARE, pricing.WILD_SD),
        ("The factor that was applied is {} to {}.", factor.min(), factor.max()),
        ("{} times that median in the middle, {} to {} times at the ends. All {} are traded.",
            over_kind.median(), over_kind.min(), over_kind.max(), chase.sum()),
        ("slides by {}% from July {} to September {}, rises by {}% until October {}, falls by {}% in November {} "
         "and rises by {}% until July {}. After that it grows by {}% a year.",
            -percent(0, 14), 2023, 2024, percent(14, 27), 2025, -percent(27, 28), 2025, percent(28, 36), 2026,
            percent(36, 48)),
        ("x{} of an average month in December, x{} in July and August, x{} in March, April and May.",
            busy[12], (busy[7] + busy[8]) / 2, (busy[3] + busy[4] + busy[5]) / 3),
        ("The noise has mean {}, so", (m.sold["price"] / m.sold["expected"]).mean()),
    ]  # fmt: skip


def promised(test):
    """The first number of a test's docstring."""
    return float(re.search(NUMBER, test.__doc__).group())


def calibrated(m):
    full = m.full.assign(value=np.exp(m.full["ln_value"]), age=facts.PRICED - m.full["release_year"])
    priced = full[full["age"] > 0]
    medians = priced.groupby("rarity")["value"].median()
    quantiles = priced["value"].quantile(list(facts.ALL))
    slopes = {
        name: np.polyfit(some["age"], some["ln_value"], 1)[0]
        for name, some in priced.groupby("rarity")
        if name in facts.AGE_SLOPES
    }
    cell = priced.groupby(["set_id", "rarity"])["ln_value"]
    big = cell.transform("size") >= 4
    over_cell = (priced["ln_value"] - cell.transform("median"))[big]
    given = np.exp(over_cell.groupby(priced["species"][big]).mean())
    stats = ["hp", "attack_damage", "retreat_cost", "attack", "defense", "speed"]
    gain, base, _ = facts._gain(full, full["ln_value"], stats)
    traded = cards.catalogue()
    _, base_traded, _ = facts._gain(traded, traded["ln_value"], stats)
    gain_sales, base_sales, _ = facts._gain(m.sales, m.ln, stats)
    missing = m.raw["price"].isna()
    gap, known = m.true["price"][missing].median(), m.true["price"][~missing].median()
    mix = full["rarity"].value_counts(normalize=True) * 100
    generations = full["generation"].value_counts(normalize=True) * 100
    real_r2 = re.findall(
        r"0\.84\d\d", facts.test_stats_explain_almost_nothing_once_set_and_rarity_are_known.__doc__
    )

    def within(test, here, real):
        """The tolerance that the docstring of a test gives in percent; fails where it does not hold."""
        tolerance = promised(test)
        ratio = np.array([here[name] / real[name] for name in real])
        assert np.maximum(ratio, 1 / ratio).max() < 1 + tolerance / 100
        return tolerance

    def apart(test, here, real):
        """The same for a difference."""
        tolerance = promised(test)
        assert max(abs(here[name] - real[name]) for name in real) < tolerance
        return tolerance

    def median_row(label, names):
        real = {name: facts.QUANTILES[name][0] for name in names}
        here = [medians[name] for name in names]
        slots = " / ".join(["{}"] * 3)
        return (
            f"| {label} | ${slots} | {slots} | {{}}% |",
            *real.values(),
            *here,
            within(facts.test_prices_by_rarity, medians, real),
        )

    chosen = ("Charizard", "Gengar", "Umbreon", "Pikachu", "Shiftry", "Virizion")
    five = " / ".join(["{}"] * 5)
    slots = " ".join(["{}"] * 5)
    return [
        ("These hold for the *full catalogue* of {} cards", len(full)),
        median_row("median price Common / Uncommon / Rare", ("Common", "Uncommon", "Rare")),
        median_row("median price Rare Holo / Promo / Illustration Rare", ("Rare Holo", "Promo", "Illustration Rare")),
        (f"| price quantiles of all cards, {five}% | ${five} | {five} | {{}}% |",
            *(100 * q for q in facts.ALL), *facts.ALL.values(), *quantiles,
            within(facts.test_prices_of_all_cards, quantiles, facts.ALL)),
        ("| | {} and {} points |", apart(facts.test_rarity_mix, mix, facts.RARITY_MIX),
            apart(facts.test_generations, generations, facts.GENERATIONS)),
        ("| one step of {} |", promised(facts.test_hp_by_stage_and_era)),
        (f"Rare Holo, Promo | {slots} | {slots} | {{}} |", *facts.AGE_SLOPES.values(),
            *(slopes[name] for name in facts.AGE_SLOPES),
            apart(facts.test_older_cards_are_dearer, slopes, facts.AGE_SLOPES)),
        ("| Pokemon: Charizard, Gengar, Umbreon, Pikachu … Shiftry, Virizion "
         "| x{} {} {} {} … {} {} | x{} {} {} {} … {} {} | {}% |",
            *(facts.SPECIES[name] for name in chosen), *given[list(chosen)],
            within(facts.test_species_multipliers, given, facts.SPECIES)),
        ("full catalogue | {} -> {} | {} -> {} | gain under {} |", *real_r2, base, base + gain, AtLeast(gain)),
        ("| the same in the sales | | {} -> {} | gain under {} |", base_sales, base_sales + gain_sales,
            AtLeast(gain_sales)),
        ("medians | yes | ${} against {} | at least {}x |", gap, known, AtMost(gap / known)),
        ("Set and rarity explain {} of the logarithm of the price in the full catalogue, {} among the cards traded and "
         "{} in the sales", base, base_traded, base_sales),
    ]  # fmt: skip


def not_calibrated(m):
    traded = cards.catalogue()
    value = np.exp(traded["ln_value"])
    sold = traded["card_id"].map(m.sales.groupby("card_id").size()).fillna(0)
    usual = ~traded["chase"]
    bands = [1, 2, 5, 10, 20, 50, 100, 300]
    mean = {
        (low, high): sold[usual & (value >= low) & (value < high)].mean() for low, high in pairwise(bands)
    }
    assert max(mean, key=mean.get) == (10, 20)
    full = m.full
    return [
        ("The marketplace trades {} cards of the catalogue", len(traded)),
        ("the median price of the sales is ${}, that of the catalogue ${},", m.sales["price_usd"].median(),
            np.exp(full["ln_value"]).median()),
        ("secret rares are {}% of the sales, {}% of the catalogue", share(m.sales["rarity"] == "Secret Rare"),
            share(full["rarity"] == "Secret Rare")),
        ("A card of ${} to {} is sold most often, {} times; one of ${} to {} {} times, a chase card {} times.",
            10, 20, mean[10, 20], 100, 300, mean[100, 300], sold[~usual].mean()),
        ("a noise of {}, is", NOISE_SIGMA),
        ("Pokemon is {} in the logarithm;", cards.CARD_SPREAD),
        ("(Fire {}%,", share(full["type"] == "Fire")),
    ]  # fmt: skip


REPRINTED = "2020-01-01"


def the_scenarios(m):
    frames = {name: production(name, seed=1) for name in KINDS}
    steady = frames["steady"]
    start = steady["sold_at"].min()
    rare = {
        name: share(frame["rarity"].isin(["Secret Rare", "Illustration Rare"]))
        for name, frame in frames.items()
    }
    median = {name: frame["price_usd"].median() for name, frame in frames.items()}
    upcoming = upcoming_sets()
    pause = pd.to_datetime(upcoming["set_release_date"]).dt.to_period("M").astype("int64").diff().dropna()
    assert pause.nunique() == 1

    def lift(name):
        """Price over that of the same sale in steady; grades pay less when prices rise, so those without."""
        both = frames[name].merge(steady[["sale_id", "price_usd"]], on="sale_id", suffixes=("", "_steady"))
        both = both[both["grade"].isna() & (both["price_usd_steady"] > 5)]
        return both.assign(lift=both["price_usd"] / both["price_usd_steady"])

    boom, reprint, seasonal = lift("boom"), lift("reprint"), lift("seasonal")
    old = boom["generation"] == 1
    monthly = boom.groupby([old, boom["sold_at"].dt.month])["lift"].median().unstack(0)
    rise, further = 100 * (monthly[False] - 1), 100 * (monthly[True] / monthly[False] - 1)
    hit = reprint[reprint["lift"] < 0.9]
    assert hit["set_release_date"].min() >= pd.Timestamp(REPRINTED)
    since = day(hit["sold_at"].min())
    untouched = reprint[(reprint["lift"] > 0.9) & (reprint["sold_at"] >= since)]
    assert untouched["set_release_date"].max() < pd.Timestamp(REPRINTED)
    july = seasonal[seasonal["sold_at"].dt.month == 7]["lift"].median()
    busier = [len(frame[frame["sold_at"].dt.month == 7]) for frame in (frames["seasonal"], steady)]
    strong = np.log(pricing.SEASON[6] * july) / np.log(pricing.SEASON[6])
    large = frames["new_set"]["set_id"].str.startswith("nx")
    rows = {
        "steady": (
            "the market goes on, with its season; an invented set every {} months, the first on {}",
            pause.iloc[0], upcoming["set_release_date"].iloc[0],
        ),
        "new_set": (
            "{}% of the sales are of a large invented set, never seen, for {} months; then the rush fades",
            share(large), scenarios.NEW_SET_MONTHS,
        ),
        "rarity_mix": (
            "secret and illustration rares are {}% of the sales instead of {}%", rare["rarity_mix"], rare["steady"],
        ),
        "dear_cards": (
            "more sales at high prices, alike for all cards of a price: median ${} instead of ${}",
            median["dear_cards"], median["steady"],
        ),
        "boom": (
            "prices rise by {}, {} and {}% in {} months; those of generation {} by a further {}, {} and {}%",
            *rise, len(rise), 1, *further,
        ),
        "reprint": (
            "from {} on, cards released since {} lose {}%", since, REPRINTED, 100 * (1 - hit["lift"].median()),
        ),
        "mixed": ("`new_set` and `boom`",),
        "seasonal": (
            "a season {} times as strong: prices in July {}% lower than usual, and {}% more sales",
            strong, 100 * (1 - july), 100 * (busier[0] / busier[1] - 1),
        ),
        "cents": ("the channel `app` sends cents from the second month on",),
        "strings": ("HP and damage as text with a unit",),
    }  # fmt: skip
    shared = {name: share(frame["sale_id"].isin(steady["sale_id"])) for name, frame in frames.items()}
    same = ["card_id", "seller_id", "channel", "finish", "condition", "grade", "sold_at"]
    known = steady.set_index("sale_id")[same]
    for frame in frames.values():
        both = frame[frame["sale_id"].isin(known.index)].set_index("sale_id")[same]
        assert both.equals(known.loc[both.index]), "a sale that is in both is the same sale"
    return [
        (f"months from {start:%B} {{}} on, with about {{}} sales", start.year, len(_year(1)) / 12),
        ("The numbers of the table are of {} months and seed {}.", steady["sold_at"].dt.month.nunique(), 1),
    ] + [
        (f"| `{name}` | {KINDS[name]} | {text} | {{}}% |", *values, shared[name])
        for name, (text, *values) in rows.items()
    ]


@cache
def _year(seed):
    return production_year(seed=seed)


def production_frames(m):
    year = _year(1)
    wait = (year["label_at"] - year["sold_at"]).dt.days
    partner = year["channel"] == "partner"
    invented = year["set_id"].str.startswith("iv")
    kept, aside = sort_out(production("steady", seed=1, raw=True))
    _, aside_cents = sort_out(production("cents", seed=1, raw=True))
    assert (year["label_at"][partner].dt.day == PARTNER_DAY).all()
    assert wait.min() == RETURN_DAYS
    ended = 0
    assert not scenarios.strength_in(scenarios.parse([(0, "boom", 1.0), (1, "boom", ended)]), "boom", 1)
    return [
        ("Month {} is July {},", 0, int(scenarios.calendar_month(0).removesuffix("-07"))),
        ("strength {} ends it", ended),
        ("The year (seed {}) has {} sales, {}% of them from the {} invented sets.", 1, len(year), share(invented),
            year["set_id"][invented].nunique()),
        ("at least {} days after the sale, {} in the median, and {} for the partner, who reports on day {} of a month",
            wait.min(), wait[~partner].median(), wait[partner].median(), PARTNER_DAY),
        ("Of the raw months of `steady` (seed {}) {} of {} clean sales have no `sold_at`, and `sort_out` sets {} rows",
            1, kept["sold_at"].isna().sum(), len(kept), len(aside)),
        ("With `cents` it is {}, because", len(aside_cents)),
    ]  # fmt: skip


def other_sources(m):
    frame = listings(seed=1)
    status = {name: share(frame["status"] == name) for name in ("sold", "expired", "withdrawn", "active")}
    again = frame["relist_of"].notna()
    worth = worth_of(frame)
    prices = (0.8, 1.0, 1.2, 1.5)
    sold = [share(outcome(frame, worth * times, seed=1)["sold"]) for times in prices]
    experiment = simulate()
    return [
        ("Of {} listings (seed {}) and {} put up again, {}% are sold, {}% expired, {}% withdrawn and {}% active; "
         "{}% of the sold come back",
            (~again).sum(), 1, again.sum(), *status.values(), share(frame["returned"][frame["status"] == "sold"])),
        ("At {}, {}, {} and {} times their worth {}, {}, {} and {}% find a buyer within {} days. The fee is {}%.",
            *prices, *sold, UNSOLD_AFTER_DAYS, 100 * FEE),
        ("{} sources about the same sales", len(sources())),
        ("By default {} users in {} days, with about {} sessions and about {} searches",
            len(experiment.users), experiment.design.days, len(experiment.sessions),
            len(experiment.searches)),
    ]  # fmt: skip


SECTIONS = (
    the_file,
    columns,
    issues,
    reasons,
    the_sellers,
    leaks,
    price_effects,
    calibrated,
    not_calibrated,
    the_scenarios,
    production_frames,
    other_sources,
)


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.__name__)
def test_the_numbers_are_the_computed_ones(section):
    wrong = [problem for claim in claims(section) for problem in problems(claim)]
    assert not wrong, "\n" + "\n".join(wrong)


def test_no_number_is_left_unchecked():
    checked = np.zeros(len(PAGE), dtype=bool)
    spans = [
        match.span(place)
        for section in SECTIONS
        for claim in claims(section)
        for match, place, _ in numbers(claim)
    ]
    for text in EXCEPTIONS:
        found = [match.span() for match in re.finditer(anywhere(text), PAGE)]
        assert found and re.search(NUMBER, text), f"this exception is not needed: {text}"
        spans += found
    # tests/test_market_bar_table.py measures the table of the bar.
    spans.append(re.search(r"<!-- bar table -->.*<!-- bar table -->", PAGE, re.DOTALL).span())
    for span in spans:
        checked[slice(*span)] = True
    left = [match for match in re.finditer(NUMBER, PAGE) if not checked[slice(*match.span())].all()]
    around = [" ".join(PAGE[max(match.start() - 60, 0) : match.end() + 40].split()) for match in left]
    assert not left, "\n" + "\n".join(
        f"{match.group()} in: …{text}…" for match, text in zip(left, around, strict=True)
    )


@pytest.mark.parametrize(
    ("text", "value", "right"),
    [
        ("24,236", 24_236, True),
        ("24,236", 24_237, False),
        ("0.90", 0.904, True),
        ("0.90", 0.906, False),
        ("-0.01", -0.0063, True),
        ("0.01", -0.0063, False),
        ("three", 3, True),
        ("three", 4, False),
        ("2026-06-30", "2026-06-30", True),
        ("2026-06-30", "2026-06-29", False),
        ("35", AtLeast(34.2), True),
        ("35", AtLeast(35.2), False),
        ("1.2", AtMost(1.5), True),
        ("1.2", AtMost(1.1), False),
    ],
)
def test_a_wrong_number_is_noticed(text, value, right):
    assert agrees(text, value) == right


def test_a_number_that_changed_is_written_again(monkeypatch):
    right = rewritten()
    rows = claims(the_file)[0]
    start, end = located(rows[0]).span(1)
    monkeypatch.setitem(globals(), "PAGE", PAGE[:start] + "77" + PAGE[end:])
    assert "page: 77, " in problems(rows)[0]
    assert rewritten() == right


def test_about_leaves_trailing_zeros_open():
    assert agrees("19,000", 19_417, about=True) and not agrees("19,000", 19_417)
    assert not agrees("19,000", 19_517, about=True)


if __name__ == "__main__":
    PATH.write_text(rewritten(), encoding="utf-8")
