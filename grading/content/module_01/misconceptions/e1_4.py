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
        if self.is_replay(key):
            return
        if self.is_too_late(event, day):
            self.too_late += 1
            return
        self.held[key] = (day, event["rarity"], event["price"])
        self.clock = max(self.clock, day)
        self.forget()

    def is_replay(self, key):
        return key in self.held

    def is_too_late(self, event, day):
        return self.clock > date.min and day < self.clock - timedelta(days=self.allowed())

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
    section="1.4.1",
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
    section="1.4.1",
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
    section="1.4.1",
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
    section="1.4.1",
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
    section="1.4.1",
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
    section="1.4.1",
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


@misconception(
    "E1.4",
    "refuses what is exactly watermark_days behind the clock",
    section="1.4.1",
    explanation="With a watermark of 2 days and the clock on May 6 you refuse a sale of May 4. Two days is "
    "what you promised to wait, so a sale of exactly that age is in time; only one that is older is too late. "
    "Compare with < where you have <=, or > where you have >=.",
)
class RefusesTheEdge(_StreamAgg):
    def allowed(self):
        return self.watermark_days - 1


@misconception(
    "E1.4",
    "calls an event too late by how long it was on its way",
    section="1.4.1",
    explanation="You compare arrival_time with event_time. A sale that was told a week late then counts as "
    "too late even where nothing newer was sold, and one that was told at once gets into days that are long "
    "closed. Lateness is the distance from the clock, the newest event_time so far.",
)
class LateByItsWay(_StreamAgg):
    def is_too_late(self, event, day):
        return date.fromisoformat(event["arrival_time"]) - day > timedelta(days=self.watermark_days)


@misconception(
    "E1.4",
    "takes the newest arrival for the clock",
    section="1.4.1",
    explanation="Your clock is the newest arrival_time. After a holiday, when old sales are told all at once, "
    "it runs far ahead of what was sold, and you refuse sales that are in time. The clock is the newest "
    "event_time: it moves when something newer was sold, and not when somebody speaks.",
)
class ClockOfArrivals(_StreamAgg):
    newest_arrival = date.min

    def is_too_late(self, event, day):
        self.newest_arrival = max(self.newest_arrival, date.fromisoformat(event["arrival_time"]))
        return day < self.newest_arrival - timedelta(days=self.watermark_days)


@misconception(
    "E1.4",
    "asks for lateness before it asks for replays",
    section="1.4.1",
    explanation="An event that you hold is sent again after the clock went on, and you count it as too late. "
    "But nothing was left out: it counted, and is still in your averages. too_late then tells of losses that "
    "there are none of. First ask whether you hold the id, then for the day.",
)
class LatenessFirst(_StreamAgg):
    def update(self, event):
        if self.is_too_late(event, self.day_of(event)):
            self.too_late += 1
            return
        super().update(event)


@misconception(
    "E1.4",
    "remembers every id for ever",
    section="1.4.1",
    explanation="You ignore an id that you ever saw, also when its event was forgotten, or came too late to "
    "count. These ids grow without end, like the events would. Who holds an event knows its id; an id "
    "that is not held is judged by its day, and is then too late.",
)
class RemembersIds(_StreamAgg):
    def is_replay(self, key):
        self.seen = getattr(self, "seen", set())
        known = key in self.seen
        self.seen.add(key)
        return known


@misconception(
    "E1.4",
    "remembers the ids of what it has forgotten",
    section="1.4.1",
    explanation="You keep the id of every event that ever counted, also when the event itself is forgotten. These "
    "ids grow without end, like the events would. And when such an event comes again, it is not held: its day "
    "says that it is too late, and your too_late leaves it out. Look among the events you hold.",
)
class RemembersForgottenIds(_StreamAgg):
    def update(self, event):
        self.seen = getattr(self, "seen", set()) | self.held.keys()
        super().update(event)

    def is_replay(self, key):
        return key in self.seen


@misconception(
    "E1.4",
    "remembers the ids of what came too late",
    section="1.4.1",
    explanation="You keep the id of an event that came too late and ignore it when it comes again. But it never "
    "counted, so it is no replay: each time it is judged by its day, and corrected, with a day that is in time, it "
    "counts. Only the id of an event you hold makes a replay.",
)
class RemembersLateIds(_StreamAgg):
    def is_too_late(self, event, day):
        late = super().is_too_late(event, day)
        if late:
            self.late = getattr(self, "late", set()) | {self.key_of(event)}
        return late

    def is_replay(self, key):
        return super().is_replay(key) or key in getattr(self, "late", set())


@misconception(
    "E1.4",
    "forgets only when a value is asked for",
    section="1.4.1",
    explanation="Old events go when value is called, and not before. If nobody opens the front page for a "
    "night, you hold all that was sold in it, and memory has no bound again. Forget in update, where the clock "
    "moves.",
)
class ForgetsWhenAsked(_StreamAgg):
    def forget(self):
        return self

    def value(self, t):
        if self.held:
            _StreamAgg.forget(self)
        return super().value(t)


@misconception(
    "E1.4",
    "forgets in the order of arrival",
    section="1.4.1",
    explanation="You take old events from the front of a queue and stop at the first that is young enough. "
    "But they did not arrive in the order they were sold: behind a young one an old one may wait, and stays. "
    "Look at the day of every event you hold.",
)
class ForgetsInOrder(_StreamAgg):
    def forget(self):
        oldest = self.clock - timedelta(days=self.window_days + self.watermark_days)
        for key, kept in list(self.held.items()):
            if kept[0] > oldest:
                break
            del self.held[key]
