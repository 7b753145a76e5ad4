"""What lesson 1 shows below its controls: a chart with the numbers and tables that belong to it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import cycle
from typing import Any

import marimo as mo
import numpy as np
import pandas as pd
from markupsafe import escape
from pandas.api.types import is_numeric_dtype

from course.lessons.module_01 import charts, contracts, events, integrity, labels, ledger
from course.lessons.module_01 import sources as feeds
from course.links import exercise_link
from course.streams import Topic


def row(*controls: Any) -> mo.Html:
    """Controls side by side, and under each other where the page is narrow."""
    return mo.hstack(controls, justify="start", gap=2, wrap=True)


def demo(*parts: Any) -> mo.Html:
    """What to try, the controls for it, and what they show, one under the other."""
    return mo.vstack(parts)


def exercise(name: str, words: str) -> str:
    """A Markdown link to one task, or plain text while the exercises are not released."""
    try:
        return f"[**{name}** {words}]({exercise_link(name)})"
    except LookupError:
        return f"**{name}** {words}"


def source(
    name: str, frame: pd.DataFrame, number: int, ratios: dict[str, float], guess: float | None
) -> mo.Html:
    """Section 1.1: what is to say of a source, one row of it, and the ratio of each feed to the guide."""
    profile = feeds.PROFILES[name]
    said = (
        f"**{profile['what']}**, {profile['who']}: {len(frame):,} rows, {frame.duplicated().sum():,} came twice. "
        f"Trust: {profile['trust']}. Arrives: {profile['latency']}. Fails by: {profile['fails by']}."
    )
    return mo.vstack(
        [mo.md(said), _table(feeds.raw_and_parsed(name, frame.iloc[number])), charts.ratios(ratios)]
    )


def known(sale: pd.Series, day: int, picked: str | None) -> mo.Html:
    """Section 1.1: what of a sale is known on a day; `picked` is the column the learner chose, by its key."""
    column = {"views": "views_total", "set": "set_price_30d", "grade": "grade", "days": "days_to_sell"}
    table = feeds.known_on(sale, day)
    lines = "\n".join(f"{one.field:<20}{one.value}" for one in table.itertuples())
    return mo.vstack([charts.known_from(table, day, mine=column.get(picked)), mo.plain_text(lines)])


def damage(train: pd.DataFrame, later: pd.DataFrame, clean: float, picked: str | None) -> mo.Html:
    """Section 1.2: the RMSE after each fault in 5% of the training rows, and without any."""
    rows = [
        (text, contracts.damage(train, later, fault, 0.05, "training")[0])
        for fault, text in contracts.CORRUPTIONS.items()
    ]
    chart = charts.damages(
        pd.DataFrame(rows, columns=["fault", "rmse"]), mine=contracts.CORRUPTIONS.get(picked)
    )
    return mo.vstack([chart, mo.md(f"Without any fault it is ${clean:.2f}.")])


def example(batch: pd.DataFrame, found: pd.DataFrame) -> mo.Html:
    """Section 1.2: a small batch beside all that a contract finds in it."""
    shown = found.assign(check=found["check"].str.replace(r"^isin\(.*", "isin(…)", regex=True))
    return mo.vstack(
        [
            mo.md("The batch:"),
            _table(batch.reset_index(names="row").astype(str)),
            mo.md("What `find_problems(row_contract(), batch)` returns:"),
            _table(shown.astype(str)),
        ]
    )


def contract(found: pd.DataFrame, misses: tuple[float, float], clean: tuple[float, float]) -> mo.Html:
    """Section 1.2: what a contract found in a batch, and what the batch does to the model's misses, USD."""
    kinds = contracts.summary(found)
    fired = f"{len(kinds)} check{'s' if len(kinds) != 1 else ''} fired: the batch stops."
    return mo.vstack(
        [
            mo.md(f"**{fired if len(kinds) else 'No check fired: the batch goes in.'}**"),
            *([_table(kinds)] if len(kinds) else []),
            _stats(
                {
                    f"RMSE (clean: ${clean[0]:.2f})": f"${misses[0]:.2f}",
                    f"median miss (clean: ${clean[1]:.2f})": f"${misses[1]:.2f}",
                }
            ),
        ]
    )


def exit_codes(found: Mapping[str, pd.DataFrame]) -> mo.Html:
    """Section 1.2: the exit code of the check for each batch: name -> the problems found in it."""
    rows = [(name, len(problems), int(len(problems) > 0)) for name, problems in found.items()]
    return _table(pd.DataFrame(rows, columns=["batch", "problems", "exit code"]))


def limits(sales: pd.DataFrame, picked: str | None) -> mo.Html:
    """Section 1.2: the honest sales that each rule for a limit refuses, and the wrong ones it lets in."""
    table = contracts.limits(sales)
    return mo.vstack([charts.limits(table, kind, mine=picked) for kind in ("refused", "let_in")])


def ledger_of(raw: pd.DataFrame, month: str) -> mo.Html:
    """Section 1.2: where each raw row listed in a month (or in "all") goes, and that none is lost."""
    rows = ledger.sort_rows(raw)
    if month != "all":
        rows = rows[raw["listed_at"].str[:7] == month]
    count = rows["outcome"].value_counts()
    three = {kind: int(count.get(kind, 0)) for kind in (ledger.ACCEPTED, ledger.REPAIRED, ledger.QUARANTINED)}
    added = " + ".join(f"{number:,} {kind}" for kind, number in three.items())
    said = f"{added} = **{sum(three.values()):,}**; rows in: **{len(rows):,}**."
    return mo.vstack([charts.waterfall(ledger.waterfall(rows)), mo.md(said)])


def read_times(times: pd.DataFrame, columns: int, cold: bool, factor: float | None) -> mo.Html:
    """Section 1.3: how long each reader takes for so many columns; `factor` is the learner's guess."""
    some = times[times["columns"] == columns]
    value = "first_ms" if cold else "warm_ms"
    guess = some.set_index("reader").loc["CSV, pandas", value] / factor if factor else None
    said = (
        [mo.md(f"The dashed line is your guess: {factor:g} times as fast as the CSV reader.")]
        if factor
        else []
    )
    return mo.vstack([charts.read_times(some, value, guess=guess), charts.bytes_read(some), *said])


def trace(wait_days: int) -> mo.Html:
    """Section 1.4: what a stream does with five arrivals."""
    return _table(events.trace(wait_days))


def stream(sales: pd.DataFrame, late: float, wait: float, today: int) -> mo.Html:
    """Section 1.4: revenue by day at the end of day `today`, as a batch and two streams tell it."""
    everything = events.late_events(sales, late)
    seen = everything[everything["arrived"] < today + 1]
    truth = events.nightly_batch(everything)
    closed, dropped, most_open = events.watermark_stream(seen, wait)
    lines = {
        "nightly batch, all known": truth[truth.index <= today],
        "stream by arrival": events.naive_stream(seen),
        "stream by event time": closed,
    }
    stats = {
        "days wrong by event time": f"{events.wrong_days(closed, truth)} of {len(truth)}",
        "events too late": f"{dropped:,}",
        "days until a day is final": f"+{wait:g}",
        "days kept in memory": f"{most_open}",
    }
    return mo.vstack([charts.revenue(lines), _stats(stats)])


def console(desk: events.StreamConsole) -> mo.Html:
    """Section 1.4: what the last button did, and where every message is now."""
    pending = desk.pending()
    return mo.vstack(
        [
            mo.md(f"**{desk.said}**"),
            charts.groups(desk.groups()),
            mo.md(
                "Delivered to pricing and not acknowledged:"
                if len(pending)
                else "Nothing waits for an acknowledgement."
            ),
            *([_table(pending)] if len(pending) else []),
            mo.md(f"Messages worked on more than once: **{desk.repeated()}**."),
        ]
    )


def crash(workers: int, crashes: bool, claims: bool, early: bool) -> mo.Html:
    """Section 1.4: the lag of two groups while a worker of one of them dies."""
    with Topic("lag") as topic:
        table, count = events.run_groups(topic, workers=workers, crash=crashes, ack_first=early, claim=claims)
    names = {
        "published": "published",
        "lost": "lost for ever",
        "repeated": "done twice",
        "stuck": "still pending",
    }
    return mo.vstack([charts.lag(table), _stats({label: str(count[name]) for name, label in names.items()})])


def round_trip(prices: np.ndarray, step: str) -> mo.Html:
    """Section 1.5: how far prices, USD, are off after a step of `integrity.STEPS` and its way back."""
    error = integrity.round_trip(prices, step)
    far = np.abs(error)
    stats = {
        "worst error": f"${far.max():,.2f}",
        "middle error": f"${np.median(far):,.2f}",
        "off by half a cent or more": f"{(far > 0.005).mean():.0%}",
    }
    return mo.vstack([charts.round_trip(error), _stats(stats)])


def flipped(written: bytes, arrived: bytes, changed: int, guess: float | None) -> mo.Html:
    """Section 1.5: what pandas makes of a changed file, and how many digits of its checksum differ."""
    read = integrity.read_or_error(arrived)
    said = (
        f"**The checksum is red:** {changed} of its 64 digits differ."
        if changed
        else "**The checksum is green.** Nothing changed."
    )
    return mo.vstack(
        [
            mo.md(f"pandas could not read it: `{read}`") if isinstance(read, str) else _table(read),
            mo.md(integrity.what_pandas_sees(written, arrived)),
            charts.digits(changed, guess=guess),
            mo.callout(mo.md(said), kind="danger" if changed else "success"),
        ]
    )


def digests(digest_of: Callable[[list], str], lists: Sequence[list]) -> mo.Html:
    """Section 1.5: the JSON text of some lists, and the digest of each."""
    rows = [(json.dumps(one), digest_of(one)[:16] + "…") for one in lists]
    return _table(pd.DataFrame(rows, columns=["list as JSON", "its SHA-256"]))


def lineage(changed: str) -> mo.Html:
    """Section 1.5: what has to be made again when one thing changed."""
    hit = integrity.affected(integrity.GRAPH, [changed])
    names = ", ".join(name for name in integrity.GRAPH if name in hit) or "nothing"
    said = f"To rebuild: **{len(hit)}** of {len(integrity.GRAPH)}: {names}."
    return mo.vstack([mo.mermaid(integrity.mermaid(integrity.GRAPH, changed)), mo.md(said)])


def averages(means: dict[str, float], percent: float | None) -> mo.Html:
    """Section 1.6: three averages of the same listings, and where the learner expected the last."""
    sold = means["sold price, sold listings"]
    return mo.as_html(charts.averages(means, guess=None if percent is None else sold * (1 - percent / 100)))


def arrival(table: pd.DataFrame, day: int, field: str) -> mo.Html:
    """Section 1.6: how the labels come in, and how many are there on a day."""
    said = f"After {day} days **{table['labelled'].iloc[day]:.0%}** of the listings have a label."
    return mo.vstack([charts.arrival(table, day, field), mo.md(said + " The rest is not yet known.")])


def four_listings() -> mo.Html:
    """Section 1.6: four listings and what each tells of a price."""
    return _table(labels.four_listings())


def listed(values: Mapping[str, Any]) -> mo.Html:
    """Names and values, one a line, as text that breaks where the page is narrower."""
    lines = escape("\n".join(f"{name}: {value}" for name, value in values.items()))
    return mo.Html(
        f'<pre style="white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.8rem">{lines}</pre>'
    )


def pipeline(working: dict[str, Any], result: dict[str, Any]) -> mo.Html:
    """Break it yourself: what became of the batch and of the price tags, beside the pipeline as it works."""
    moved = result["bias"] - working["bias"]
    names = {
        "rows_in": "rows in",
        "used": "used",
        "quarantined": "quarantined",
        "lost": "lost silently",
        "repeated": "counted twice",
    }
    tag = f"**${abs(moved):.2f} {'higher' if moved >= 0 else 'lower'}** than" if abs(moved) >= 0.005 else "as"
    said = f"An average price tag is {tag} it would be. Alarms: {'; '.join(result['alarms'] or ['none'])}."
    return mo.vstack(
        [
            charts.pipelines(working["rmse"], result["rmse"]),
            _stats({label: f"{result[name]:,}" for name, label in names.items()}),
            mo.md(said),
        ]
    )


def _stats(values: Mapping[str, str]) -> mo.Html:
    return mo.hstack(
        [mo.stat(value, label=label) for label, value in values.items()], justify="start", gap=1, wrap=True
    )


def _table(frame: pd.DataFrame) -> mo.Html:
    """A small table, texts to the left and escaped, which scrolls where the page is narrower."""
    sides = cycle(_side(frame[column]) for column in frame)
    cells = re.sub(
        "<(th|td)>",
        lambda tag: f'<{tag[1]} style="{next(sides)}">',
        frame.to_html(index=False, border=0).replace(' class="dataframe"', ""),
    )
    return mo.Html(f'<div class="markdown prose dark:prose-invert" style="overflow-x: auto">{cells}</div>')


def _side(column: pd.Series) -> str:
    """The style of a column's cells: numbers to the right, and room for a few words where texts are long."""
    if is_numeric_dtype(column):
        return "text-align: right"
    return "text-align: left" + ("; min-width: 9rem" if column.astype(str).str.len().max() > 16 else "")
