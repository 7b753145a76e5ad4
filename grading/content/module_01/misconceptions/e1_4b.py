"""Known wrong answers to E1.4b, the broker."""

from collections import defaultdict

from grading.engine.declare.misconception import misconception


class _Broker:
    """A right answer in small steps; each misconception changes one of them."""

    def __init__(self):
        self.logs, self.done = defaultdict(list), {}

    def publish(self, topic, message):
        self.logs[topic].append(message)
        return len(self.logs[topic]) - 1

    def subscribe(self, topic, group):
        self.done.setdefault((topic, group), set())

    def poll(self, topic, group):
        done = self.done[topic, group]
        for offset, message in enumerate(self.logs[topic]):
            if offset not in done:
                return offset, message
        return None

    def ack(self, topic, group, offset):
        self.done[topic, group].add(offset)

    def replay(self, topic, group, offset):
        self.done[topic, group] = {one for one in self.done[topic, group] if one < offset}


@misconception(
    "E1.4b",
    "treats the topic as one queue that all groups share",
    section="1.4.2",
    explanation="What one group finishes is gone for the others too: after pricing read three listings, fraud"
    " got none, so three fakes could go on sale unseen. A queue hands out work; a topic is a log "
    "that every group reads for itself. Keep what is finished for each group apart.",
)
class OneQueue(_Broker):
    def subscribe(self, topic, group):
        if (topic, group) not in self.done:
            shared = [done for (name, _), done in self.done.items() if name == topic]
            self.done[topic, group] = shared[0] if shared else set()

    def replay(self, topic, group, offset):
        self.done[topic, group] -= {one for one in self.done[topic, group] if one >= offset}


@misconception(
    "E1.4b",
    "counts a message as done when it is polled",
    section="1.4.3",
    explanation="Your poll moves on by itself. If the reader crashes between poll and its work, that message "
    "never comes again: the listing is never priced, and no log shows it. That is at-most-once "
    "delivery. Only ack may finish a message; until then poll gives the same one again.",
)
class AckOnPoll(_Broker):
    def poll(self, topic, group):
        found = super().poll(topic, group)
        if found is not None:
            self.done[topic, group].add(found[0])
        return found


@misconception(
    "E1.4b",
    "acknowledges everything up to the offset",
    section="1.4.3",
    explanation="Your ack(1) also finishes message 0. With two readers in a group, one can be done with "
    "message 1 while the other still works on 0; if that one crashes now, message 0 is lost. Here"
    " an ack is for one message, so keep a set of finished offsets and not one number.",
)
class CumulativeAck(_Broker):
    def ack(self, topic, group, offset):
        self.done[topic, group].update(range(offset + 1))


@misconception(
    "E1.4b",
    "starts a new group at the end of the log",
    section="1.4.2",
    explanation="A group that subscribes late misses everything published before it came. The fraud team "
    "switched on today would never look at the listings of yesterday. In this broker a group "
    "starts at offset 0: the log is kept so that newcomers can catch up.",
)
class StartsAtTheEnd(_Broker):
    def subscribe(self, topic, group):
        self.done.setdefault((topic, group), set(range(len(self.logs[topic]))))


@misconception(
    "E1.4b",
    "forgets a group's progress when it subscribes again",
    section="1.4.3",
    explanation="Subscribing a second time wipes what the group had acknowledged. Every restart of a "
    "reader subscribes again, so each one would process the whole log anew and every card would be priced "
    "again. Make the set of finished offsets only if the group has none yet. To read again on purpose "
    "there is replay: section 1.4.",
)
class ResubscribeResets(_Broker):
    def subscribe(self, topic, group):
        self.done[topic, group] = set()


@misconception(
    "E1.4b",
    "rewinds every group on replay",
    section="1.4.3",
    explanation="Your replay sets back all groups of the topic. Pricing wanted to read again after a bug "
    "fix, and now fraud gets every listing twice and flags them as duplicates. A replay is one group's "
    "wish: change the progress of that group alone. Try the replay in section 1.4 with two groups.",
)
class ReplayForAll(_Broker):
    def replay(self, topic, group, offset):
        for key, done in self.done.items():
            if key[0] == topic:
                self.done[key] = {one for one in done if one < offset}


@misconception(
    "E1.4b",
    "gives the message before its offset",
    section="1.4.2",
    explanation="Your poll returns (message, offset). The offset comes first: a reader takes the pair apart "
    "by its places, and would acknowledge a listing as if it were a number.",
)
class SwappedPair(_Broker):
    def poll(self, topic, group):
        found = super().poll(topic, group)
        return found and found[::-1]


@misconception(
    "E1.4b",
    "finishes what lies before the offset of a replay",
    section="1.4.3",
    explanation="After replay from offset 2 your group never sees message 0 again, though it was not "
    "acknowledged. A replay makes messages come again, from an offset on; it finishes none. If all you keep is "
    "one number, the place to go on from, an open message before it is lost: keep the set of finished offsets.",
)
class ReplayFinishes(_Broker):
    def replay(self, topic, group, offset):
        self.done[topic, group] = set(range(offset))


@misconception(
    "E1.4b",
    "keeps one progress for all topics of a group",
    section="1.4.2",
    explanation="Offset 0 of the listings and offset 0 of the sales are two messages, and you take them for "
    "one: what pricing finishes in one topic is skipped in the other. Keep what is finished for each pair of "
    "topic and group.",
)
class OneProgress(_Broker):
    def subscribe(self, topic, group):
        known = [done for (_, name), done in self.done.items() if name == group]
        self.done.setdefault((topic, group), known[0] if known else set())

    def replay(self, topic, group, offset):
        self.done[topic, group] -= {one for one in self.done[topic, group] if one >= offset}
