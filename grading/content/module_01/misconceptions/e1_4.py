"""Known wrong answers to E1.4, the live average."""

from collections import defaultdict
from datetime import date, timedelta

from grading.engine.declare.misconception import misconception


class _StreamAgg:
    """A right answer in small steps; each misconception changes one of them."""

    def __init__(self, window_days, watermark_days):
        self.window_days, self.watermark_days = window_days, watermark_days
        self.too_late, self.clock, self.held = 0, date.min, {}

    def update(self, event):
        day, key = self.day_of(event), self.key_of(event)
        if key in self.held:
            return
        if self.clock > date.min and day < self.clock - timedelta(days=self.allowed()):
            self.too_late += 1
            return
        self.held[key] = (day, event["rarity"], event["price"])
        self.clock = max(self.clock, day)
        self.forget()

    def day_of(self, event):
        return date.fromisoformat(event["event_time"])

    def key_of(self, event):
        return event["event_id"]

    def allowed(self):
        return self.watermark_days

    def forget(self):
        oldest = self.clock - timedelta(days=self.window_days + self.watermark_days)
        self.held = {key: kept for key, kept in self.held.items() if kept[0] > oldest}

    def value(self, t):
        last = date.fromisoformat(t)
        prices = defaultdict(list)
        for day, rarity, price in self.held.values():
            if last - timedelta(days=self.window_days) < day <= last:
                prices[rarity].append((day, price))
        return {rarity: self.average(paid) for rarity, paid in prices.items()}

    def average(self, paid):
        return sum(price for _, price in paid) / len(paid)

    def __len__(self):
        return len(self.held)


@misconception(
    "E1.4",
    "goes by the day an event arrives",
    section="1.4",
    explanation="Your class files each sale under arrival_time. A sale of May 4 that a slow phone reports on "
    "May 7 then raises the average of May 7, and May 4 stays wrong for ever, so the front page "
    "and the nightly batch never agree. event_time says when the card was sold, and it alone "
    "decides; arrival_time only says how late we heard.",
)
class ArrivalTime(_StreamAgg):
    def day_of(self, event):
        return date.fromisoformat(event["arrival_time"])


@misconception(
    "E1.4",
    "counts a replayed event again",
    section="1.4",
    explanation="Your class adds up whatever comes in. After a crash the stream sends events a second "
    "time, and one sale of 4.00 that came three times moved the average from 2.50 to 3.25. Nothing was "
    "sold in between. Remember the event_id of what you hold, and let a known one change nothing: section "
    "1.4 calls that idempotent.",
)
class CountsReplays(_StreamAgg):
    arrived = 0

    def key_of(self, event):
        self.arrived += 1
        return self.arrived


@misconception(
    "E1.4",
    "keeps every event for ever",
    section="1.4",
    explanation="The averages are right, but nothing is ever thrown away: after 60 days you hold 60 days "
    "of events where 5 are enough. The shop's stream has no end, so one night the process runs out of "
    "memory. The watermark is what tells you which events no question can need any more: section 1.4.",
)
class KeepsEverything(_StreamAgg):
    def forget(self):
        return self


@misconception(
    "E1.4",
    "throws away every event that is not the newest",
    section="1.4",
    explanation="As soon as a newer sale was seen, your class refuses all older ones. But events overtake "
    "each other all the time: a sale reported two days late is normal, and without it the average"
    " of May 4 is 1.00 and not 3.50. watermark_days says how long to wait for latecomers; only "
    "what lies further back is too late.",
)
class NoPatience(_StreamAgg):
    def allowed(self):
        return 0


@misconception(
    "E1.4",
    "lets events change the past, however late they are",
    section="1.4",
    explanation="Your class never says that an event is too late. A sale that comes in behind the watermark "
    "then changes a number that was already reported, and nobody notices, because too_late stays "
    "0. Count such an event there, and leave the values alone.",
)
class NoWatermark(_StreamAgg):
    def allowed(self):
        return 100_000


@misconception(
    "E1.4",
    "averages the averages of the days",
    section="1.4",
    explanation="Your class takes the average of each day first and then the average of these. A day with "
    "one sale then weighs as much as a day with a hundred, and the result differs from the batch, which "
    "treats all sales alike. Keep the prices, or the sum and the number of sales a day, and divide once at "
    "the end. Re-read in section 1.4 why stream and batch must agree.",
)
class AverageOfAverages(_StreamAgg):
    def average(self, paid):
        days = defaultdict(list)
        for day, price in paid:
            days[day].append(price)
        daily = [sum(prices) / len(prices) for prices in days.values()]
        return sum(daily) / len(daily)
