"""Section 1.4: sales that arrive late, and a topic on Redis whose consumers work, lag and crash."""

from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd

from course.streams import Message, Topic


def late_events(sales: pd.DataFrame, days: float, share: float = 0.4, seed: int = 0) -> pd.DataFrame:
    """Events of `sales` in order of arrival; a share of them arrives up to `days` days after it happened.

    Columns: happened, arrived (days with fractions; the day of the first sale is 1 to 2) and price_usd.
    """
    rng = np.random.default_rng(seed)
    day = (pd.to_datetime(sales["sold_at"]) - pd.to_datetime(sales["sold_at"]).min()).dt.days
    happened = 1 + day.to_numpy() + rng.random(len(sales))
    delay = np.where(rng.random(len(sales)) < share, rng.random(len(sales)) * days, 0.0)
    events = pd.DataFrame(
        {"happened": happened, "arrived": happened + delay, "price_usd": sales["price_usd"].to_numpy()}
    )
    return events.sort_values("arrived", ignore_index=True)


def nightly_batch(events: pd.DataFrame) -> pd.Series:
    """Revenue by day it happened, when all is known: what the stream should have said."""
    return events.groupby(events["happened"].astype(int))["price_usd"].sum()


def naive_stream(events: pd.DataFrame) -> pd.Series:
    """Revenue by day of arrival: what a stream says that does not look at the time of the event."""
    return events.groupby(events["arrived"].astype(int))["price_usd"].sum()


def watermark_stream(events: pd.DataFrame, wait_days: float) -> tuple[pd.Series, int, int]:
    """Revenue by day it happened, each day closed once an event `wait_days` past its end was seen.

    Returns the revenue, how many events came too late and were dropped, and the most days open at once.
    """
    open_days: dict[int, float] = {}
    closed: dict[int, float] = {}
    newest, dropped, most_open = -np.inf, 0, 0
    for happened, price in zip(events["happened"].to_numpy(), events["price_usd"].to_numpy(), strict=True):
        day = int(happened)
        newest = max(newest, happened)
        if day in closed or day + 1 + wait_days <= newest:
            dropped += 1
        else:
            open_days[day] = open_days.get(day, 0.0) + price
        for old in [old for old in open_days if old + 1 + wait_days <= newest]:
            closed[old] = open_days.pop(old)
        most_open = max(most_open, len(open_days))
    return pd.Series({**closed, **open_days}, dtype=float), dropped, most_open


TRACE = (("e1", 1, 1), ("e2", 4, 4), ("e3", 2, 5), ("e2", 4, 6), ("e4", 1, 6))
"""Five arrivals: the id of an event, the day it happened and the day it arrived."""


def trace(wait_days: int) -> pd.DataFrame:
    """What a stream does with each arrival of TRACE when it waits so many days behind its clock."""
    clock, held, too_late, rows = 0, set(), 0, []
    for name, happened, arrived in TRACE:
        clock = max(clock, happened)
        if name in held:
            verdict = "a replay: ignored"
        elif clock - happened > wait_days:
            too_late += 1
            verdict = f"too late, the {'first' if too_late == 1 else 'second'}: changes no sum"
        else:
            verdict = f"counts for day {happened}"
            held.add(name)
        rows.append((name, happened, arrived, clock, clock - happened, verdict))
    return pd.DataFrame(rows, columns=["event", "happened", "arrived", "clock", "days behind", "verdict"])


def wrong_days(given: pd.Series, truth: pd.Series, tolerance: float = 0.05) -> int:
    """On how many days of `truth` the given revenue is off by more than `tolerance` (a share)."""
    off = (given.reindex(truth.index).fillna(0.0) - truth).abs()
    return int((off > tolerance * truth).sum())


def wrong_by_lateness(sales: pd.DataFrame, days: Iterable[int]) -> pd.DataFrame:
    """On how many days a stream by arrival is wrong when events come late by up to each of `days`:
    rows of "days late at most", "days wrong"."""
    rows = []
    for late in days:
        found = late_events(sales, late)
        rows.append((late, wrong_days(naive_stream(found), nightly_batch(found))))
    return pd.DataFrame(rows, columns=["days late at most", "days wrong"])


def run_groups(
    topic: Topic,
    ticks: int = 18,
    per_tick: int = 6,
    workers: int = 2,
    crash: bool = True,
    ack_first: bool = False,
    claim: bool = True,
) -> tuple[pd.DataFrame, dict[str, int]]:
    """Publish to a topic for some ticks while two groups read it, and let worker-1 of "pricing" crash half way.

    The group "search" reads all at once; each of the `workers` of "pricing" does 4 messages a tick. `ack_first`
    acknowledges before the work instead of after it; `claim` lets the others take over what the dead one held.
    Returns a row a tick and group (tick, group, waiting, pending, done) and, for "pricing", how many messages were
    published, never worked on ("lost") and worked on more than once ("repeated").
    """
    topic.subscribe("pricing")
    topic.subscribe("search")
    worked: list[str] = []
    rows = []
    for tick in range(ticks):
        topic.publish({"listing": tick * per_tick + number} for number in range(per_tick))
        topic.ack("search", [number for number, _ in topic.read("search", "indexer", count=100)])
        for worker in range(1, workers + 1):
            name = f"worker-{worker}"
            if crash and worker == 1 and tick > ticks // 3:
                continue
            dies = crash and worker == 1 and tick == ticks // 3
            rescues = crash and claim and worker == 2 and tick == ticks // 2
            got = topic.claim("pricing", name) if rescues else []
            got = [number for number, _ in got + topic.read("pricing", name, count=4)]
            if ack_first:
                topic.ack("pricing", got)
            worked += got[: len(got) // 2] if dies else got
            if not ack_first and not dies:
                topic.ack("pricing", got)
        rows += [{"tick": tick, "group": group, **topic.progress(group)} for group in ("pricing", "search")]
    table = pd.DataFrame(rows)
    stuck = table[table["group"] == "pricing"].iloc[-1]
    done_or_queued = len(set(worked)) + int(stuck["waiting"]) + (0 if ack_first else _held(topic, worked))
    return table, {
        "published": int(stuck["published"]),
        "lost": int(stuck["published"]) - done_or_queued,
        "repeated": len(worked) - len(set(worked)),
        "stuck": int(stuck["pending"]),
    }


def _held(topic: Topic, worked: list[str]) -> int:
    """Messages that are still pending and were not worked on: late, but not lost."""
    return len({row["message_id"] for row in topic.pending("pricing")} - set(worked))


class StreamConsole:
    """A topic with two groups, for trying out by hand: every button of the notebook is one method here."""

    def __init__(self, sales: pd.DataFrame):
        self.topic = Topic("listings")
        self._cards = sales[["name", "rarity", "price_usd"]].to_dict("records")
        self._sent = 0
        self._done: list[str] = []
        self._holding: dict[str, list[Message]] = {"worker-1": [], "worker-2": []}
        self.alive = {"worker-1": True, "worker-2": True}
        self.said = "Nothing has happened yet. Publish something."
        self.topic.subscribe("pricing")
        self.topic.subscribe("search")

    def publish(self, count: int = 5) -> None:
        """Append the next `count` listings."""
        batch = [self._cards[(self._sent + k) % len(self._cards)] for k in range(count)]
        self._sent += len(self.topic.publish(batch))
        self.said = f"XADD: {count} listings were appended. Both groups lag {count} further behind."

    def read(self, worker: str) -> None:
        """Let a worker of the group "pricing" take up to three messages."""
        if not self.alive[worker]:
            self.said = f"{worker} is dead and reads nothing."
            return
        got = self.topic.read("pricing", worker, count=3)
        self._holding[worker] += got
        self.said = f"XREADGROUP: {worker} got {len(got)} messages. They are pending until it acknowledges."

    def ack(self, worker: str) -> None:
        """Let a worker finish and acknowledge what it holds."""
        if not self.alive[worker]:
            self.said = f"{worker} is dead. What it held stays pending."
            return
        ids = [number for number, _ in self._holding[worker]]
        count = self.topic.ack("pricing", ids)
        self._done += ids
        self._holding[worker] = []
        self.said = (
            f"XACK: {worker} finished {count} messages. They come again only if the group is sent back."
        )

    def kill(self) -> None:
        """End worker-1 as a crash does: it says nothing to anybody."""
        self.alive["worker-1"] = False
        self.said = (
            f"worker-1 died holding {len(self._holding['worker-1'])} messages. The server does not know."
        )
        self._holding["worker-1"] = []

    def claim(self) -> None:
        """Let worker-2 take over what is pending for others."""
        mine = {number for number, _ in self._holding["worker-2"]}
        got = [message for message in self.topic.claim("pricing", "worker-2") if message[0] not in mine]
        taken = {number for number, _ in got}
        self._holding["worker-1"] = [held for held in self._holding["worker-1"] if held[0] not in taken]
        self._holding["worker-2"] += got
        self.said = f"XAUTOCLAIM: worker-2 took over {len(got)} pending messages. This is redelivery."

    def search(self) -> None:
        """Let the group "search" catch up in one go."""
        ids = [number for number, _ in self.topic.read("search", "indexer", count=1000)]
        self.topic.ack("search", ids)
        self.said = f"The group search read {len(ids)} messages. The group pricing lost none by that."

    def replay(self) -> None:
        """Send the group "pricing" back to the first message."""
        self.topic.replay("pricing")
        self.said = (
            "XGROUP SETID: pricing starts again at the first message. A log can be read twice, a queue can't."
        )

    def actions(self) -> dict[str, Callable[[int], int]]:
        """What can be done, by the label of its button; each counts how often it was pressed, as buttons want."""
        return {
            "publish 5": _counting(self.publish),
            "worker-1 reads 3": _counting(lambda: self.read("worker-1")),
            "worker-2 reads 3": _counting(lambda: self.read("worker-2")),
            "worker-1 acks": _counting(lambda: self.ack("worker-1")),
            "worker-2 acks": _counting(lambda: self.ack("worker-2")),
            "kill worker-1": _counting(self.kill),
            "worker-2 claims": _counting(self.claim),
            "search catches up": _counting(self.search),
            "replay pricing": _counting(self.replay),
        }

    def pending(self) -> pd.DataFrame:
        """What "pricing" was given and has not acknowledged: message (the end of its id), holder, deliveries."""
        rows = self.topic.pending("pricing")
        return pd.DataFrame(
            {
                "message": [row["message_id"][-8:] for row in rows],
                "held by": [row["consumer"] for row in rows],
                "deliveries": [row["times_delivered"] for row in rows],
            }
        )

    def groups(self) -> pd.DataFrame:
        """One row a group: published, waiting, pending, done."""
        return pd.DataFrame(
            [{"group": group, **self.topic.progress(group)} for group in ("pricing", "search")]
        )

    def repeated(self) -> int:
        """How many messages "pricing" finished more than once."""
        return len(self._done) - len(set(self._done))


def _counting(act: Callable[[], None]) -> Callable[[int], int]:
    def press(times: int) -> int:
        act()
        return times + 1

    return press
