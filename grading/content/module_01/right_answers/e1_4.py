"""Right answers to E1.4, each written another way."""

import datetime as dt

import pandas as pd


class right_day_buckets:
    """Sums and counts a day and rarity, with the ids seen on each day."""

    def __init__(self, window_days, watermark_days):
        self.window_days = window_days
        self.watermark_days = watermark_days
        self.too_late = 0
        self.days = {}
        self.clock = None

    def update(self, event):
        day = dt.date.fromisoformat(event["event_time"]).toordinal()
        if any(event["event_id"] in ids for ids, _ in self.days.values()):
            return
        if self.clock is not None and self.clock - day > self.watermark_days:
            self.too_late += 1
            return
        ids, totals = self.days.setdefault(day, (set(), {}))
        ids.add(event["event_id"])
        total, number = totals.get(event["rarity"], (0.0, 0))
        totals[event["rarity"]] = (total + event["price"], number + 1)
        self.clock = max(day, self.clock or day)
        for old in [d for d in self.days if d <= self.clock - self.window_days - self.watermark_days]:
            del self.days[old]

    def value(self, t):
        end = dt.date.fromisoformat(t).toordinal()
        sums = {}
        for day in range(end - self.window_days + 1, end + 1):
            for rarity, (total, number) in self.days.get(day, (None, {}))[1].items():
                before = sums.get(rarity, (0.0, 0))
                sums[rarity] = (before[0] + total, before[1] + number)
        return {rarity: total / number for rarity, (total, number) in sums.items()}

    def __len__(self):
        return sum(len(ids) for ids, _ in self.days.values())


class right_frame:
    """A data frame as the state, pandas for the rest."""

    def __init__(self, window_days, watermark_days):
        self.window = pd.Timedelta(days=window_days)
        self.watermark = pd.Timedelta(days=watermark_days)
        self.too_late = 0
        self.frame = pd.DataFrame({"event_id": [], "rarity": [], "day": pd.to_datetime([]), "price": []})

    def update(self, event):
        day = pd.Timestamp(event["event_time"])
        known = self.frame
        if len(known) and event["event_id"] in set(known["event_id"]):
            return
        if len(known) and day < known["day"].max() - self.watermark:
            self.too_late += 1
            return
        row = {"event_id": event["event_id"], "rarity": event["rarity"], "day": day, "price": event["price"]}
        known = pd.DataFrame([*known.to_dict("records"), row])
        self.frame = known[known["day"] > known["day"].max() - self.window - self.watermark]

    def value(self, t):
        end = pd.Timestamp(t)
        inside = self.frame[(self.frame["day"] <= end) & (self.frame["day"] > end - self.window)]
        return {} if inside.empty else inside.groupby("rarity")["price"].mean().to_dict()

    def __len__(self):
        return len(self.frame)


class right_list:
    """A plain list of the events held, filtered for each question."""

    def __init__(self, window_days, watermark_days):
        self.window_days, self.watermark_days, self.too_late = window_days, watermark_days, 0
        self.events = []
        self.newest = ""

    def update(self, event):
        if event["event_id"] in [held["event_id"] for held in self.events]:
            return
        if self.newest and event["event_time"] < self._back(self.newest, self.watermark_days):
            self.too_late += 1
            return
        self.newest = max(self.newest, event["event_time"])
        limit = self._back(self.newest, self.window_days + self.watermark_days)
        self.events = [held for held in [*self.events, event] if held["event_time"] > limit]

    @staticmethod
    def _back(day, days):
        return str(dt.date.fromisoformat(day) - dt.timedelta(days))

    def value(self, t):
        start = self._back(t, self.window_days)
        inside = [held for held in self.events if start < held["event_time"] <= t]
        answer = {}
        for rarity in {held["rarity"] for held in inside}:
            prices = [held["price"] for held in inside if held["rarity"] == rarity]
            answer[rarity] = sum(prices) / len(prices)
        return answer

    def __len__(self):
        return len(self.events)


class right_database:
    """A DuckDB database for each stream, in memory."""

    def __init__(self, window_days, watermark_days):
        import duckdb

        self.window_days, self.watermark_days, self.too_late = window_days, watermark_days, 0
        self.database = duckdb.connect()
        self.database.execute(
            "create table events (id text primary key, rarity text, day date, price double)"
        )

    def update(self, event):
        if self._one("select count(*) from events where id = ?", event["event_id"]):
            return
        clock = self._one("select max(day) from events")
        day = dt.date.fromisoformat(event["event_time"])
        if clock and (clock - day).days > self.watermark_days:
            self.too_late += 1
            return
        row = [event["event_id"], event["rarity"], day, event["price"]]
        self.database.execute("insert into events values (?, ?, ?, ?)", row)
        days = self.window_days + self.watermark_days
        self.database.execute(f"delete from events where day <= (select max(day) from events) - {days}")

    def value(self, t):
        inside = f"day <= ?::date and day > ?::date - {self.window_days}"
        question = f"select rarity, avg(price) from events where {inside} group by rarity"
        return dict(self.database.execute(question, [t, t]).fetchall())

    def __len__(self):
        return self._one("select count(*) from events")

    def _one(self, question, *values):
        return self.database.execute(question, values).fetchone()[0]
