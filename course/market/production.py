"""The months after the training window, under the scenarios of `scenarios`.

Every draw depends on the seed and the month and not on the scenario, so two scenarios can be paired: a sale_id
that is in both is the same sale, of the same card by the same seller in the same state, at whatever price the
scenario makes of it (for the same seed and sales_per_month)."""

import numpy as np
import pandas as pd

from course.market import draws
from course.market.catalogue import marketplace_cards, new_set_cards
from course.market.issues import lasting, spoil
from course.market.pricing import MONTHS
from course.market.sales import AFTER_SALE, COLUMNS, N_SALES, first_people, simulate_month
from course.market.scenarios import (
    CENTS_CHANNEL,
    DEAR_CARDS,
    PRICE_BANDS,
    RARITY_MIX,
    Event,
    calendar_month,
    new_set_share,
    new_sets,
    parse,
    strength_in,
    volume,
)
from course.market.sellers import people

# When a price becomes a label: after the days in which a buyer may send the card back, and however long the
# report takes; the partner reports once a month.
RETURN_DAYS, REPORT_DAYS, PARTNER_DAY = 14, 7.0, 5
_PURPOSE = "production"


def production(
    scenario="steady", months: int = 3, seed: int = 0, sales_per_month: int = 700, raw: bool = False
) -> pd.DataFrame:
    """Return `months` months of sales from 2026-07 on, in order of the sale.

    scenario: a name, or a script of events (see `scenarios`). steady: the market goes on, with its season and
    a new set a quarter. new_set: a third of the sales are of a large set never seen (covariate shift).
    rarity_mix: more secret and illustration rares, fewer commons (covariate shift). dear_cards: more sales at
    high prices and fewer at low ones, alike for all cards of a price (label shift). boom: prices rise by half in
    three months, those of generation 1 by more (gradual concept shift). reprint: on 10 August the cards since
    2020 lose 40% (sudden concept shift). mixed: new_set and boom. seasonal: a season three times as strong as
    usual, which passes. cents: the channel "app" sends cents from the second month on. strings: HP and attack
    damage come as text ("120 HP").

    The frame has the columns of `load_sales()`: `price_usd` (the label), typed dates, floats. AFTER_SALE is
    NaN: nobody has it when a price is due; `at_listing` takes out the rest that a model can't know. With
    raw=True the frame looks like `load_raw()` instead, with all planted issues. `sales_per_month` is that of an
    average month. `attrs["scenario"]` holds the scenario. Raises ValueError for an unknown scenario or fewer
    than one month."""
    events = parse(scenario)
    sales = _sales(events, months, seed, sales_per_month)
    out = _raw(sales, seed) if raw else _typed(sales, seed)
    out.attrs["scenario"] = scenario if isinstance(scenario, str) else tuple(map(tuple, scenario))
    return out


def production_year(script=(), months: int = 12, seed: int = 0, sales_per_month: int = 700) -> pd.DataFrame:
    """Return a production year (July 2026 to June 2027) under a script of events, its labels coming late.

    script: `[(month, scenario, strength), …]` or a scenario's name. The frame is that of `production` and has
    `label_at`, the day on which price_usd is known: two weeks after the sale (until then the buyer may send the
    card back) plus the days a report takes, and the fifth of the month after that for the channel "partner".
    `known_by` shows the frame of any day. Raises ValueError for a script that is not one."""
    events = parse(script)
    sales = _sales(events, months, seed, sales_per_month)
    out = _typed(sales, seed)
    wait = -REPORT_DAYS * np.log1p(-draws.keyed(draws.numbers_of(out["sale_id"]), seed, _PURPOSE, "report"))
    label = out["sold_at"] + pd.to_timedelta(RETURN_DAYS + np.floor(wait), unit="D")
    statement = label.dt.to_period("M").dt.to_timestamp() + pd.DateOffset(months=1, days=PARTNER_DAY - 1)
    out["label_at"] = label.where(out["channel"] != "partner", statement)
    out.attrs["scenario"] = script if isinstance(script, str) else tuple(map(tuple, script))
    return out


def known_by(year: pd.DataFrame, day) -> pd.DataFrame:
    """Return the sales of `production_year` that had happened by `day`, as they were known on it: price_usd is
    NaN where the label had not come yet."""
    day = pd.to_datetime(day)
    if not isinstance(day, pd.Timestamp) or pd.isna(day) or day.year < 2026:
        raise ValueError("day must be a date of the production year, as in '2026-10-15'")
    known = year[year["sold_at"] <= day]
    return known.assign(price_usd=known["price_usd"].where(known["label_at"] <= day))


def _sales(events: tuple[Event, ...], months: int, seed: int, sales_per_month: int) -> pd.DataFrame:
    """Return the clean sales of all months, with `in_cents` and `as_text`: what the data faults hit."""
    for name, value, least in (
        ("months", months, 1),
        ("seed", seed, 0),
        ("sales_per_month", sales_per_month, 1),
    ):
        if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < least:
            raise ValueError(f"{name} must be a whole number from {least} on, not {value!r}")
    sales = pd.concat(
        [_month(events, step, seed, sales_per_month) for step in range(months)], ignore_index=True
    )
    sales[list(AFTER_SALE)] = np.nan
    number = draws.numbers_of(sales["sale_id"])
    step = sales["step"].to_numpy()
    cents, strings = (
        np.array([strength_in(events, fault, month) for month in range(months)])[step]
        for fault in ("cents", "strings")
    )
    app = (sales["channel"] == CENTS_CHANNEL).to_numpy()
    sales["in_cents"] = app & (draws.keyed(number, seed, _PURPOSE, "cents") < cents)
    sales["as_text"] = draws.keyed(number, seed, _PURPOSE, "strings") < strings
    return sales


def _month(events: tuple[Event, ...], step: int, seed: int, sales_per_month: int) -> pd.DataFrame:
    """Return the clean sales of one month, in order of the sale."""
    month = MONTHS + step
    everything = marketplace_cards()
    n_people = people(2 * sales_per_month)
    first_person = int(first_people(N_SALES)[-1]) + step * n_people

    def simulate(purpose: str, n: int, cards: pd.DataFrame, weight=None) -> pd.DataFrame:
        rng = draws.stream(seed, _PURPOSE, purpose, step)
        sales = simulate_month(
            rng, month, n, first_person, n_people, cards=cards, weight=weight, events=events
        )
        # An id must tell neither the seed nor what the scenario has done.
        number = draws.numbers_of(f"{seed} {step} {purpose} {k}" for k in range(n))
        return sales.assign(sale_id=[f"P{value:016x}" for value in number], step=step)

    def mixture(purpose: str, n: int) -> pd.DataFrame:
        """Return n sales of the usual cards, some of them replaced by what the events bring."""
        sales = simulate(purpose, n, everything)
        mix = strength_in(events, "rarity_mix", step)
        if mix:
            wanted = everything["rarity"].map(RARITY_MIX).fillna(1.0) ** mix
            weight = (everything["weight"] * wanted).to_numpy()
            more = simulate(f"{purpose} rare {mix}", n, everything, weight)
            keep = sales["rarity"].map(RARITY_MIX).fillna(1.0) ** mix / wanted.max()
            sales = _kept_or_replaced(sales, keep, more, seed, "rare")
        for event in new_sets(events):
            share = new_set_share(step - event.month, event.strength) if step < event.until else 0.0
            if share:
                large = simulate(
                    f"{purpose} new {event.month}", n, new_set_cards(calendar_month(event.month))
                )
                sales = _kept_or_replaced(sales, 1 - share, large, seed, f"new {event.month}")
        return sales

    usual = max(round(sales_per_month * volume((), step)), 1)
    size = max(round(sales_per_month * volume(events, step)), 1)
    # Always drawn in blocks of the usual size, so that what a block holds does not depend on the events.
    blocks = [mixture("usual", usual)] + [mixture(f"more {k}", usual) for k in range(-(-size // usual) - 1)]
    last = size - usual * (len(blocks) - 1)
    sales = pd.concat([*blocks[:-1], _some(blocks[-1], last, seed, "size")], ignore_index=True)
    strength = strength_in(events, "dear_cards", step)
    if strength:
        # Sales are kept or thrown away by their price alone, so what a sale at some price looks like stays.
        found, block = [], 0
        while sum(map(len, found)) < size:
            candidates = mixture(f"dear {block}", 8 * usual)
            found.append(candidates[_chosen(candidates, _wanted(candidates, strength), seed, "dear")])
            block += 1
        sales = _kept_or_replaced(sales, _wanted(sales, strength), pd.concat(found), seed, "dear")
    return sales.sort_values("sold_day", kind="stable")


def _chosen(sales: pd.DataFrame, chance, seed: int, why: str) -> np.ndarray:
    """Return which sales a chance (one number, or one a sale) picks. A sale's draw depends on its id and `why`
    alone, and not on what another event picks."""
    return draws.keyed(draws.numbers_of(sales["sale_id"]), seed, _PURPOSE, "chosen", why) < np.asarray(chance)


def _kept_or_replaced(sales: pd.DataFrame, keep, others: pd.DataFrame, seed: int, why: str) -> pd.DataFrame:
    """Return the sales with those not kept (chance `keep`) replaced by others, in any order of the rows.

    This is rejection sampling: where `keep` is proportional to wanted over present frequency and the others are
    drawn as wanted, all are as wanted, and as many as can be are those of the steady market."""
    kept = sales[_chosen(sales, keep, seed, why)]
    return pd.concat([kept, _some(others, len(sales) - len(kept), seed, why)], ignore_index=True)


def _some(sales: pd.DataFrame, n: int, seed: int, why: str) -> pd.DataFrame:
    """Return n of the sales at random, in their order."""
    key = draws.keyed(draws.numbers_of(sales["sale_id"]), seed, _PURPOSE, "some", why)
    return sales.iloc[np.sort(np.argsort(key, kind="stable")[:n])]


def _wanted(sales: pd.DataFrame, strength: float) -> np.ndarray:
    """Return how often "dear_cards" wants a sale of such a price, over the most wanted one."""
    wanted = np.array(DEAR_CARDS)[np.searchsorted(PRICE_BANDS, sales["price"], side="right")] ** strength
    return wanted / max(DEAR_CARDS) ** strength


def _raw(sales: pd.DataFrame, seed: int) -> pd.DataFrame:
    return spoil(
        sales, seed, purpose=_PURPOSE, cents=sales["in_cents"].to_numpy(), strings=sales["as_text"].to_numpy()
    )


def _typed(sales: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return the frame a pipeline that knows the old issues, but not the new ones, would have."""
    out = lasting(sales, seed, _PURPOSE)
    out["listed_at"] = pd.to_datetime(out["listed_day"], unit="D")
    out["sold_at"] = pd.to_datetime(out["sold_day"], unit="D")
    out["set_release_date"] = pd.to_datetime(out["set_release_date"])
    out["price_usd"] = out["price"].where(~out["in_cents"], (out["price"] * 100).round())
    for column, unit in (("hp", "HP"), ("attack_damage", "dmg")):
        number = out[column].astype(float)
        text = out[column].astype(int).astype(str) + f" {unit}"
        out[column] = (
            number if not out["as_text"].any() else text.where(out["as_text"], number.astype(object))
        )
    text = ["channel", "seller_id", "finish", "condition", "name", "currency", "sale_id"]
    out[text] = out[text].astype("str")
    return out[[column for column in COLUMNS if column != "price"] + ["price_usd"]]
