"""The cards of the market: a full catalogue calibrated on real cards, and the shop's part of it.

`full_catalogue()` has about 19,000 invented cards in the real sets, with the real mix of rarities, eras,
generations and HP, and prices that follow the real medians. Most of them are bulk worth a few cents, and
nobody sells a six-cent card alone. `catalogue()` is what the marketplace trades: `N_CARDS` cards, dearer ones
more likely."""

from functools import lru_cache

import numpy as np
import pandas as pd

from course.market import draws
from course.market.rarities import COUNTS, RARITIES, base_price
from course.market.sets import new_set, sets, upcoming_sets
from course.market.species import ILLUSTRATOR_CARDS, ILLUSTRATORS, species

SEED = 20230701
N_CARDS = 4_100
# Of the full catalogue: popular Pokemon in the top rarities at three to eight times their price.
CHASE_CARDS = 60
MOST_VALUE = 1_500.0  # USD, near mint: one dearer sale would outweigh all others in a squared error
# Of the invented sets: as often as in the real ones, and two in the set that everybody wants.
CHASE_UPCOMING, CHASE_NEW_SET = 4, 2

# Spread of the logarithm of the price. The real spread within set and rarity is 0.74 and the species explains
# 0.35 of it; the remaining card effect is damped from 0.57, so that a careful model can learn most of it from
# some sales.
SET_SPREAD, CARD_SPREAD, SPECIES_SPREAD = 0.30, 0.30, 0.24

# Share of each generation 1..9 among the cards of an era 1..9, in percent.
_GENERATIONS = np.array(
    [
        [71.4, 28.6, 0, 0, 0, 0, 0, 0, 0],
        [32, 19, 48, 1, 0, 0, 0, 0, 0],
        [27.5, 20.5, 20.1, 31.8, 0, 0, 0, 0, 0],
        [13.3, 6.1, 11, 10.8, 58.9, 0, 0, 0, 0],
        [27.3, 9.9, 19.2, 10.5, 13.3, 19.5, 0, 0, 0],
        [27.7, 9.5, 12.3, 10.6, 10.1, 7.7, 22.1, 0, 0],
        [18.5, 9.3, 11, 11.7, 13.1, 5.9, 6.6, 23.7, 0],
        [17.7, 8.1, 8.2, 6.7, 18.4, 4, 4.7, 5.4, 26.7],
        [19.1, 10.3, 21, 15.6, 3.1, 5, 5.3, 10.3, 10.3],
    ]
)
# Median HP by era for Basic, Stage 1, Stage 2, without and with a rule box (ex, GX, V …).
_HP_PLAIN = np.array(
    [
        [50, 70, 90],
        [50, 70, 110],
        [60, 90, 130],
        [60, 90, 140],
        [60, 90, 140],
        [70, 100, 150],
        [70, 110, 160],
        [70, 110, 160],
        [70, 110, 150],
    ]
)
_HP_RULE = np.array(
    [
        [80, 100, 120],
        [100, 105, 150],
        [110, 120, 140],
        [175, 175, 175],
        [170, 170, 170],
        [190, 210, 250],
        [210, 210, 260],
        [220, 270, 320],
        [220, 280, 350],
    ]
)
_SUFFIX = ("", "ex", "LV.X", "EX", "EX", "GX", "V", "ex", "ex")
# Weak effects that only the words of a card know: who drew it, a Pokemon that is seldom printed, δ and ★.
ILLUSTRATOR_SPREAD = 0.12
RARELY_PRINTED, RARELY_PRINTED_EFFECT = 14, 1.15
DELTA_EFFECT, STAR_EFFECT = 1.12, 1.35
_TYPE_EFFECT = {"Fairy": 1.06, "Dragon": 1.04, "Fire": 1.03, "Metal": 0.97, "Fighting": 0.97, "Grass": 0.98}


@lru_cache(maxsize=1)
def species_effect() -> pd.Series:
    """Return the price multiplier of each Pokemon (index: species); measured where known, else drawn, and a
    little higher where few cards show it."""
    table = species()
    drawn = np.exp(-0.12 + SPECIES_SPREAD * draws.normal(draws.stream(SEED, "species"), len(table)))
    drawn *= np.where(table["printings"] <= RARELY_PRINTED, RARELY_PRINTED_EFFECT, 1.0)
    return pd.Series(np.where(table["multiplier"].isna(), drawn, table["multiplier"]), index=table["species"])


@lru_cache(maxsize=1)
def illustrator_effect() -> pd.Series:
    """Return the price multiplier of each illustrator (index: name), drawn; none on the average card."""
    drawn = draws.normal(draws.stream(SEED, "illustrators"), len(ILLUSTRATORS))
    drawn = np.clip(drawn, -2.0, 2.0)  # the names are real: nobody's cards shall be much cheaper
    drawn -= np.average(drawn, weights=ILLUSTRATOR_CARDS)
    return pd.Series(np.exp(ILLUSTRATOR_SPREAD * drawn), index=list(ILLUSTRATORS))


def _cards_of_sets(table: pd.DataFrame, purpose: str, chase_cards: int) -> pd.DataFrame:
    """Return the cards of the sets in `table`, one row a card, ordered by set and number."""
    n = int(table["cards"].sum())
    rng = draws.stream(SEED, "cards", purpose)
    at = np.repeat(np.arange(len(table)), table["cards"])
    era = table["era"].to_numpy()[at] - 1
    promo_set = table["set_name"].str.contains("Promos").to_numpy()[at]

    rarity = draws.pick_rows(rng.random(n), COUNTS[era])
    rarity = np.where(promo_set, RARITIES.index("Promo"), rarity)
    # Cards beyond the printed total of a set are its ultra, illustration and secret rares.
    order = np.lexsort((np.arange(n), np.where(rarity >= 5, rarity, 0), at))
    rarity, era = rarity[order], era[order]
    number = np.concatenate([np.arange(1, size + 1) for size in table["cards"]])

    pokemon = species()
    weight = _GENERATIONS[:, pokemon["generation"].to_numpy() - 1]
    in_generation = pokemon["printings"].to_numpy(dtype=float) ** 0.75
    for generation in range(1, 10):
        mask = (pokemon["generation"] == generation).to_numpy()
        in_generation[mask] /= in_generation[mask].sum()
    which = draws.pick_rows(rng.random(n), (weight * in_generation)[era])
    facts = pokemon.iloc[which].reset_index(drop=True)

    name = _names(facts, era, rarity, draws.stream(SEED, "names", purpose))
    hp, damage, retreat = _battle(facts, era, rarity, rng)
    artist = draws.pick(rng, ILLUSTRATOR_CARDS, n)
    printed = table["printed"].to_numpy()[at]
    cards = pd.DataFrame(
        {
            "card_id": [f"{s}-{k}" for s, k in zip(table["set_id"].to_numpy()[at], number, strict=True)],
            "name": name,
            "species": facts["species"],
            "set_id": table["set_id"].to_numpy()[at],
            "set_name": table["set_name"].to_numpy()[at],
            "series": table["series"].to_numpy()[at],
            "set_release_date": table["set_release_date"].to_numpy()[at],
            "number": [f"{k}/{total}" for k, total in zip(number, printed, strict=True)],
            "generation": facts["generation"],
            "type": _types(facts["type"].to_numpy(), era),
            "stage": np.array(["Basic", "Stage 1", "Stage 2"])[facts["stage_number"]],
            "rarity": np.array(RARITIES)[rarity],
            "hp": hp,
            "attack_damage": damage,
            "retreat_cost": retreat,
            "attack": facts["attack"],
            "defense": facts["defense"],
            "speed": facts["speed"],
            "illustrator": np.array(ILLUSTRATORS)[artist],
            "printings": facts["printings"],
        }
    )
    cards["era"] = era + 1
    cards["rarity_code"] = rarity
    cards["promo_holo"] = rng.random(n) < 0.6
    released = pd.to_datetime(cards["set_release_date"])
    cards["release_year"] = released.dt.year + (released.dt.day_of_year - 1) / 365.25
    cards["release_day"] = released.to_numpy().astype("datetime64[D]").astype(int)
    cards["ln_value"], cards["chase"] = _ln_value(cards, at, rng, chase_cards)
    return cards


def _names(facts: pd.DataFrame, era: np.ndarray, rarity: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return the printed names: the species with the era's suffix on ultra rares, δ and ★ on some EX-era
    cards."""
    name = facts["species"].to_numpy(dtype=object).copy()
    name += np.where(rarity == 5, [f" {_SUFFIX[e]}" if e else "" for e in era], "").astype(object)
    name += np.where((era == 1) & (rarity == 7), " ★", "").astype(object)
    name += np.where((era == 1) & (rarity < 4) & (rng.random(len(name)) < 0.25), " δ", "").astype(object)
    return name


def _types(types: np.ndarray, era: np.ndarray) -> np.ndarray:
    """Return the card types with those an era did not print yet replaced (Fairy only 2014-2019, Dragon since
    2012)."""
    types = np.where((types == "Fairy") & ((era < 4) | (era > 5)), "Psychic", types)
    return np.where((types == "Dragon") & (era < 3), "Colorless", types)


def _battle(facts: pd.DataFrame, era: np.ndarray, rarity: np.ndarray, rng: np.random.Generator):
    """Return HP, attack damage and retreat cost: by stage, era and rule box, a little by the base stats."""
    n = len(facts)
    stage = facts["stage_number"].to_numpy()
    rule = (rarity == 5) | ((rarity == 7) & (era > 0) & (rng.random(n) < 0.8))
    median = np.where(rule, _HP_RULE[era, stage], _HP_PLAIN[era, stage])
    bulk = (facts["attack"].to_numpy() + facts["defense"].to_numpy() - 150) / 60
    spread = np.where(rule, 0.07, np.where(stage == 0, 0.24, 0.14))
    z = 0.6 * np.clip(bulk, -2, 2) + 0.75 * draws.normal(rng, n)
    hp = np.clip(np.round(median * np.exp(spread * z) / 10) * 10, 30, 380).astype(int)
    damage = np.clip(np.round((hp * np.exp(-0.62 + 0.35 * draws.normal(rng, n))) / 10) * 10, 10, 330).astype(
        int
    )
    retreat = np.clip(np.floor(0.35 + hp / 90 + 1.5 * rng.random(n)), 0, 4).astype(int)
    return hp, damage, retreat


def _ln_value(cards: pd.DataFrame, at: np.ndarray, rng: np.random.Generator, chase_cards: int):
    """Return the logarithm of each card's near-mint price in its first finish, April 2025, in USD, and which
    are chase cards."""
    n = len(cards)
    value = np.log(base_price(cards["rarity_code"].to_numpy(), cards["release_year"].to_numpy()))
    value += SET_SPREAD * draws.normal(rng, int(at.max()) + 1)[at]
    popularity = np.log(species_effect().loc[cards["species"]].to_numpy())
    # Popular Pokemon move the median of their cell too; the constant centres the effect on the typical card.
    value += popularity - 0.10
    value += cards["type"].map(_TYPE_EFFECT).fillna(1.0).map(np.log).to_numpy()
    value += 0.01 * (cards["attack"].to_numpy() - 80) / 30 + 0.01 * (cards["hp"].to_numpy() - 90) / 60
    value += 0.02 * (cards["generation"].to_numpy() == 1)
    value += np.log(illustrator_effect().loc[cards["illustrator"]].to_numpy())
    value += np.log(DELTA_EFFECT) * cards["name"].str.endswith("δ").to_numpy()
    value += np.log(STAR_EFFECT) * cards["name"].str.endswith("★").to_numpy()
    value += CARD_SPREAD * draws.normal(rng, n)
    wanted = np.isin(cards["rarity_code"], (3, 6, 7)) * np.exp(2 * popularity)
    chase = draws.sample(rng, wanted, chase_cards)
    value[chase] += np.log(3 + 5 * rng.random(len(chase)))
    is_chase = np.zeros(n, dtype=bool)
    is_chase[chase] = True
    return np.minimum(value, np.log(MOST_VALUE)), is_chase


@lru_cache(maxsize=1)
def full_catalogue() -> pd.DataFrame:
    """Return about 19,000 cards, the real sets filled. Columns of a card, then `era`, `rarity_code`,
    `ln_value` …"""
    return _cards_of_sets(sets(), "all", CHASE_CARDS)


@lru_cache(maxsize=1)
def catalogue() -> pd.DataFrame:
    """Return the `N_CARDS` cards the marketplace trades, with `weight`, how often each is sold."""
    everything = full_catalogue()
    keys = _trading_keys(everything, "traded")
    traded = np.sort(np.argsort(keys, kind="stable")[:N_CARDS])
    return _with_weights(everything.iloc[traded], "traded")


@lru_cache(maxsize=1)
def upcoming_cards() -> pd.DataFrame:
    """Return the traded cards of `sets.upcoming_sets()`, with `weight`: as many of each kind as of a real
    set."""
    threshold = np.partition(_trading_keys(full_catalogue(), "traded"), N_CARDS)[N_CARDS]
    cards = _cards_of_sets(upcoming_sets(), "upcoming", CHASE_UPCOMING)
    return _with_weights(cards[_trading_keys(cards, "upcoming") < threshold], "upcoming")


@lru_cache(maxsize=1)
def marketplace_cards() -> pd.DataFrame:
    """Return what the marketplace trades in the training window and after it."""
    return pd.concat([catalogue(), upcoming_cards()], ignore_index=True)


@lru_cache(maxsize=24)
def new_set_cards(month: str) -> pd.DataFrame:
    """Return the cards of the set that comes out in `month` ("2026-07") in the scenario "new_set", with
    `weight`. The same cards whatever the month, but for card_id, set_id and set_release_date."""
    return _with_weights(_cards_of_sets(new_set(month), "new set", CHASE_NEW_SET), "new set")


def _trading_keys(cards: pd.DataFrame, purpose: str) -> np.ndarray:
    """Return one key a card; those with the smallest are traded."""
    value = cards["ln_value"].to_numpy()
    # Bulk is not worth a parcel and the dearest cards hardly come up.
    bulk = 1 / (1 + np.exp(-1.8 * (value - np.log(4.0))))
    worth = bulk / (1 + np.exp(1.3 * (value - np.log(120.0)))) + 0.003
    worth = np.where(cards["chase"], 1e6, worth)  # everybody trades chase cards
    return draws.sample_keys(draws.stream(SEED, purpose), worth)


def _with_weights(cards: pd.DataFrame, purpose: str) -> pd.DataFrame:
    cards = cards.reset_index(drop=True)
    value = cards["ln_value"].to_numpy()
    # Dearer cards come up for sale more often, until they are so dear that there are few of them.
    traded = np.exp(0.40 * value) / (1 + np.exp(1.7 * (value - np.log(34.0))))
    weight = np.exp(0.6 * draws.normal(draws.stream(SEED, "weight", purpose), len(cards))) * traded
    # Chase cards change hands all the time, so a model has seen them unless their set is new.
    chase = cards["chase"].to_numpy()
    cards["weight"] = np.where(chase, np.maximum(weight, 2.5 * weight.mean()), weight)
    return cards
