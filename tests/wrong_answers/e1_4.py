"""Wrong answers to E1.4, the live average."""

import heapq
from collections import defaultdict
from datetime import date, timedelta


class _Stream:
    """A right answer in small steps."""

    def __init__(self, window_days, watermark_days):
        self.window_days, self.watermark_days, self.too_late = window_days, watermark_days, 0
        self.clock, self.held = None, {}

    def update(self, event):
        if self.is_replay(event):
            return
        if self.is_late(event):
            self.too_late += 1
            return
        self.keep(event)
        day = self.day(event)
        if self.clock is None or day > self.clock:
            self.clock = day
        self.forget()

    def day(self, event):
        return date.fromisoformat(event["event_time"])

    def is_replay(self, event):
        return event["event_id"] in self.held

    def is_late(self, event):
        return self.clock is not None and (self.clock - self.day(event)).days > self.watermark_days

    def keep(self, event):
        self.held[event["event_id"]] = (self.day(event), event["rarity"], event["price"])

    def oldest(self):
        return self.clock - timedelta(days=self.window_days + self.watermark_days)

    def forget(self):
        self.held = {key: one for key, one in self.held.items() if one[0] > self.oldest()}

    def inside(self, day, last):
        return last - timedelta(days=self.window_days) < day <= last

    def value(self, t):
        prices = defaultdict(list)
        for day, rarity, price in self.held.values():
            if self.inside(day, date.fromisoformat(t)):
                prices[rarity].append(price)
        return {rarity: sum(paid) / len(paid) for rarity, paid in prices.items()}

    def __len__(self):
        return len(self.held)


class LatenessFirst(_Stream):
    """A held id is a replay, also when it lies behind the watermark."""

    def update(self, event):
        if self.is_late(event):
            self.too_late += 1
        else:
            super().update(event)


class RemembersIds(_Stream):
    """An id that was forgotten is judged by its day."""

    def __init__(self, *days):
        super().__init__(*days)
        self.counted = set()

    def is_replay(self, event):
        return event["event_id"] in self.counted

    def keep(self, event):
        self.counted.add(event["event_id"])
        super().keep(event)


class RemembersLateIds(_Stream):
    """An id that came too late is not held, so it counts as too late each time."""

    late = ()

    def is_replay(self, event):
        return super().is_replay(event) or event["event_id"] in self.late

    def is_late(self, event):
        late = super().is_late(event)
        if late:
            self.late = (*self.late, event["event_id"])
        return late


class SameSaleIsReplay(_Stream):
    """Two ids are two sales, also of one card, on one day, at one price."""

    def is_replay(self, event):
        alike = event["card_id"], event["event_time"], event["price"]
        self.seen = getattr(self, "seen", {})
        return super().is_replay(event) or self.seen.setdefault(alike, event["event_id"]) != event["event_id"]


class ReplayMovesTheClock(_Stream):
    """A replay changes nothing, also not the clock."""

    def is_replay(self, event):
        again = super().is_replay(event)
        if again:
            self.clock = max(self.clock, self.day(event))
        return again


class ReplayCorrectsThePrice(_Stream):
    """A replay changes nothing, whatever else it says."""

    def is_replay(self, event):
        again = super().is_replay(event)
        if again:
            self.keep(event)
        return again


class ReplayOnlyIfEqual(_Stream):
    """The id alone makes a replay."""

    def is_replay(self, event):
        kept = self.held.get(event["event_id"])
        return kept is not None and kept == (self.day(event), event["rarity"], event["price"])


class ReplayCountsAsLate(_Stream):
    """A replay is not too late."""

    def is_replay(self, event):
        again = super().is_replay(event)
        self.too_late += again
        return again


class EdgeIsLate(_Stream):
    """Exactly watermark_days behind the clock is in time."""

    def is_late(self, event):
        return self.clock is not None and (self.clock - self.day(event)).days >= self.watermark_days


class ADayMore(_Stream):
    """One day more than watermark_days is too late."""

    def is_late(self, event):
        return self.clock is not None and (self.clock - self.day(event)).days > self.watermark_days + 1


class LateByWindow(_Stream):
    """The watermark says what is too late, and not the window as well."""

    def is_late(self, event):
        days = self.window_days + self.watermark_days
        return self.clock is not None and (self.clock - self.day(event)).days >= days


class LateByArrival(_Stream):
    """Lateness is counted from the clock, and not from the arrival."""

    def is_late(self, event):
        return (date.fromisoformat(event["arrival_time"]) - self.day(event)).days > self.watermark_days


class ClockOfTheLast(_Stream):
    """The clock is the newest event_time, and not the last one."""

    def keep(self, event):
        super().keep(event)
        self.clock = self.day(event)


class LateIsCountedIn(_Stream):
    """What is too late changes no value."""

    def update(self, event):
        late = not self.is_replay(event) and self.is_late(event)
        super().update(event)
        if late:
            self.keep(event)


class OneForgottenAnUpdate(_Stream):
    """All that is old is forgotten at once."""

    def forget(self):
        old = [key for key, one in self.held.items() if one[0] <= self.oldest()]
        for key in old[:1]:
            del self.held[key]


class ForgetsByArrival(_Stream):
    """What is old is forgotten, also behind something younger that came before it."""

    def forget(self):
        while self.held and next(iter(self.held.values()))[0] <= self.oldest():
            del self.held[next(iter(self.held))]


class ForgetsBeforeItKeeps(_Stream):
    """The new clock decides what is forgotten, at once."""

    def keep(self, event):
        if self.clock is not None:
            self.forget()
        super().keep(event)
        self.clock = max(self.clock or self.day(event), self.day(event))

    def update(self, event):
        forget, self.forget = self.forget, lambda: None
        if not self.is_replay(event) and not self.is_late(event) and self.clock is not None:
            forget()
        super().update(event)
        del self.forget


class ForgetsWhenAsked(_Stream):
    """Memory is bounded, also when nobody asks."""

    def forget(self):
        return

    def value(self, t):
        if self.held:
            super().forget()
        return super().value(t)


class KeepsADayMore(_Stream):
    """An event window_days + watermark_days before the clock is forgotten."""

    def oldest(self):
        return super().oldest() - timedelta(days=1)


class ForgetsTheWindow(_Stream):
    """Days before the clock may still be asked for."""

    def oldest(self):
        return self.clock - timedelta(days=self.window_days)


class KeepsTheLastHundred(_Stream):
    """The days decide what is forgotten, and not how many there are."""

    def forget(self):
        newest = heapq.nlargest(100, self.held.items(), key=lambda one: one[1][0])
        self.held = dict(newest)


class WindowADayLonger(_Stream):
    """The day window_days before t is outside."""

    def inside(self, day, last):
        return last - timedelta(days=self.window_days) <= day <= last


class WindowWithoutEnd(_Stream):
    """Days after t are outside."""

    def inside(self, day, last):
        return last - timedelta(days=self.window_days) < day


class RoundedToCents(_Stream):
    """The average is not rounded."""

    def value(self, t):
        return {rarity: round(mean, 2) for rarity, mean in super().value(t).items()}


class ZeroWithoutSales(_Stream):
    """A rarity without events in the window is absent."""

    def value(self, t):
        return {one[1]: 0.0 for one in self.held.values()} | super().value(t)


class AverageOfAll(_Stream):
    """Each rarity has an average of its own."""

    def value(self, t):
        means = super().value(t)
        return {rarity: sum(means.values()) / len(means) for rarity in means}


class NothingBeforeTheFirst(_Stream):
    """Before the first event there is nothing, and no error."""

    def value(self, t):
        if self.clock is None:
            raise ValueError("no events yet")
        return super().value(t)


_EVERYBODY = {}


class SharedBetweenStreams(_Stream):
    """Each stream holds events of its own."""

    def __init__(self, *days):
        super().__init__(*days)
        self.held = _EVERYBODY

    def forget(self):
        for key in [key for key, one in self.held.items() if one[0] <= self.oldest()]:
            del self.held[key]


class ChangesTheEvent(_Stream):
    """The event stays as it is."""

    def update(self, event):
        super().update(event)
        event.pop("arrival_time")


class AQuestionThrowsAway(_Stream):
    """A question changes nothing: an earlier day may be asked for after it."""

    def value(self, t):
        first = date.fromisoformat(t) - timedelta(days=self.window_days)
        self.held = {key: one for key, one in self.held.items() if one[0] > first}
        return super().value(t)


class RemembersWhatCounted(_Stream):
    """The id of an event that counted and was forgotten is not held."""

    def is_replay(self, event):
        self.counted = getattr(self, "counted", set()) | self.held.keys()
        return event["event_id"] in self.counted


class LateByItsWay(_Stream):
    """Lateness is the distance from the clock, also for an event that is long on its way."""

    def is_late(self, event):
        way = date.fromisoformat(event["arrival_time"]) - self.day(event)
        return self.clock is not None and way.days > self.watermark_days
