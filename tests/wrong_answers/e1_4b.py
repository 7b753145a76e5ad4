"""Wrong answers to E1.4b, the broker."""

import json
from collections import defaultdict


class _Broker:
    """A right answer."""

    def __init__(self):
        self.logs, self.done = defaultdict(list), {}

    def publish(self, topic, message):
        self.logs[topic].append(message)
        return len(self.logs[topic]) - 1

    def subscribe(self, topic, group):
        self.done.setdefault((topic, group), set())

    def poll(self, topic, group):
        done = self.done[topic, group]
        return next(((n, one) for n, one in enumerate(self.logs[topic]) if n not in done), None)

    def ack(self, topic, group, offset):
        self.done[topic, group].add(offset)

    def replay(self, topic, group, offset):
        self.done[topic, group] = {one for one in self.done[topic, group] if one < offset}


class OffsetsOfAllTopics(_Broker):
    """Each topic has offsets of its own."""

    def publish(self, topic, message):
        super().publish(topic, message)
        return sum(map(len, self.logs.values())) - 1


class OffsetsFromOne(_Broker):
    """Offsets start at 0."""

    def publish(self, topic, message):
        return super().publish(topic, message) + 1


class SwappedPair(_Broker):
    """poll gives the offset first."""

    def poll(self, topic, group):
        found = super().poll(topic, group)
        return found and found[::-1]


class MessageAlone(_Broker):
    """poll gives the offset with the message."""

    def poll(self, topic, group):
        found = super().poll(topic, group)
        return found and found[1]


class SkipsEmptyMessages(_Broker):
    """A message may be an empty dict."""

    def poll(self, topic, group):
        done = self.done[topic, group]
        return next(((n, one) for n, one in enumerate(self.logs[topic]) if one and n not in done), None)


class EqualMessagesOnce(_Broker):
    """Equal messages are two messages."""

    def publish(self, topic, message):
        if message in self.logs[topic]:
            return self.logs[topic].index(message)
        return super().publish(topic, message)


class ForgetsWhatAllHaveRead(_Broker):
    """The log only grows: a late group gets all of it."""

    def ack(self, topic, group, offset):
        super().ack(topic, group, offset)
        if all(offset in done for (name, _), done in self.done.items() if name == topic):
            self.logs[topic][offset] = None

    def poll(self, topic, group):
        done = self.done[topic, group]
        left = ((n, one) for n, one in enumerate(self.logs[topic]) if n not in done and one is not None)
        return next(left, None)


class PollTakesTurns(_Broker):
    """Until it is acknowledged, the same message comes again."""

    def poll(self, topic, group):
        self.given = getattr(self, "given", defaultdict(set))
        done = self.done[topic, group] | self.given[topic, group]
        found = next(((n, one) for n, one in enumerate(self.logs[topic]) if n not in done), None)
        if found is None:
            self.given[topic, group].clear()
            return super().poll(topic, group)
        self.given[topic, group].add(found[0])
        return found


class NewestFirst(_Broker):
    """The lowest offset comes first."""

    def poll(self, topic, group):
        done = self.done[topic, group]
        return max(((n, one) for n, one in enumerate(self.logs[topic]) if n not in done), default=None)


class SecondAckUndoes(_Broker):
    """A second ack changes nothing."""

    def ack(self, topic, group, offset):
        self.done[topic, group] ^= {offset}


class AckMovesOn(_Broker):
    """An ack is for the offset it names, and not for the next one."""

    def ack(self, topic, group, offset):
        done = self.done[topic, group]
        done.add(len(done))


class AckForAllGroups(_Broker):
    """An ack is for one group."""

    def ack(self, topic, group, offset):
        for (name, _), done in self.done.items():
            if name == topic:
                done.add(offset)


class AckForAllTopics(_Broker):
    """An ack is for one topic."""

    def ack(self, topic, group, offset):
        for (_, name), done in self.done.items():
            if name == group:
                done.add(offset)


class SubscribesToEverything(_Broker):
    """A group reads the topics it subscribed to."""

    def poll(self, topic, group):
        if all(name != group for _, name in self.done):
            raise KeyError(group)
        self.subscribe(topic, group)
        return super().poll(topic, group)


class AnyGroupReads(_Broker):
    """A group that did not subscribe is refused."""

    def poll(self, topic, group):
        self.subscribe(topic, group)
        return super().poll(topic, group)


class NothingForStrangers(_Broker):
    """A group that did not subscribe gets a KeyError, and not None."""

    def poll(self, topic, group):
        return super().poll(topic, group) if (topic, group) in self.done else None


class ValueErrorForStrangers(_Broker):
    """A group that did not subscribe gets a KeyError, and no other one."""

    def poll(self, topic, group):
        if (topic, group) not in self.done:
            raise ValueError(group)
        return super().poll(topic, group)


class TopicsMustHaveMessages(_Broker):
    """A topic may be subscribed to before its first message."""

    def subscribe(self, topic, group):
        if not self.logs[topic]:
            raise KeyError(topic)
        super().subscribe(topic, group)


class EmptyTopicFails(_Broker):
    """poll of a topic without messages gives None."""

    def poll(self, topic, group):
        if not self.logs[topic]:
            raise KeyError(topic)
        return super().poll(topic, group)


class StartsAtTheEnd(_Broker):
    """A late group gets what was published before it came."""

    def subscribe(self, topic, group):
        self.done.setdefault((topic, group), set(range(len(self.logs[topic]))))


class SubscribingAgainResets(_Broker):
    """Subscribing again changes nothing."""

    def subscribe(self, topic, group):
        self.done[topic, group] = set()


class ReplaysFromTheStart(_Broker):
    """Replay starts at the offset."""

    def replay(self, topic, group, offset):
        self.done[topic, group] = set()


class ReplaysAfterTheOffset(_Broker):
    """The offset itself comes again."""

    def replay(self, topic, group, offset):
        self.done[topic, group] = {one for one in self.done[topic, group] if one <= offset}


class ReplaysOneMessage(_Broker):
    """All messages from the offset on come again."""

    def replay(self, topic, group, offset):
        self.done[topic, group].discard(offset)


class ReplayFinishes(_Broker):
    """A message before the offset that is open stays open."""

    def replay(self, topic, group, offset):
        self.done[topic, group] = set(range(offset))


class ReplaysAllTopics(_Broker):
    """Replay is for one topic."""

    def replay(self, topic, group, offset):
        for key, done in self.done.items():
            if key[1] == group:
                self.done[key] = {one for one in done if one < offset}


class ReplayPublishesAgain(_Broker):
    """Replay leaves the other groups alone."""

    def replay(self, topic, group, offset):
        for message in self.logs[topic][offset:]:
            self.publish(topic, message)


class ReplayOfUnfinishedOnly(_Broker):
    """Replay brings back what was acknowledged."""

    def replay(self, topic, group, offset):
        return


_EVERYBODY = defaultdict(list)


class SharedBetweenBrokers(_Broker):
    """Each broker has logs of its own."""

    def __init__(self):
        super().__init__()
        self.logs = _EVERYBODY


class ThroughJson(_Broker):
    """A message is any dict, also one whose keys are no text."""

    def publish(self, topic, message):
        return super().publish(topic, json.loads(json.dumps(message)))


class OffsetOfAnEqualMessage(_Broker):
    """Two equal messages have two offsets."""

    def publish(self, topic, message):
        super().publish(topic, message)
        return self.logs[topic].index(message)


class ReplaysFromAFinishedOne(_Broker):
    """A replay may begin at a message that is still open."""

    def replay(self, topic, group, offset):
        if offset in self.done[topic, group]:
            super().replay(topic, group, offset)


class JoinedNames(_Broker):
    """A topic and a group are two names, and not one text."""

    def subscribe(self, topic, group):
        self.done.setdefault(topic + group, set())

    def poll(self, topic, group):
        done = self.done[topic + group]
        return next(((n, one) for n, one in enumerate(self.logs[topic]) if n not in done), None)

    def ack(self, topic, group, offset):
        self.done[topic + group].add(offset)

    def replay(self, topic, group, offset):
        self.done[topic + group] = {one for one in self.done[topic + group] if one < offset}


class NewcomersTakeOver(_Broker):
    """A group that comes late has finished nothing, whatever the others have."""

    def subscribe(self, topic, group):
        others = [done for (own, _), done in self.done.items() if own == topic]
        self.done.setdefault((topic, group), set(others[0] if others else ()))
