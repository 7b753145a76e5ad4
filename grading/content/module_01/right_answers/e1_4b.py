"""Right answers to E1.4b, each written another way."""


class right_pending_lists:
    """Each group holds the sorted offsets it has still to do."""

    def __init__(self):
        self.messages = {}
        self.pending = {}

    def publish(self, topic, message):
        log = self.messages.setdefault(topic, [])
        log.append(message)
        for waiting in self.pending.get(topic, {}).values():
            waiting.append(len(log) - 1)
        return len(log) - 1

    def subscribe(self, topic, group):
        groups = self.pending.setdefault(topic, {})
        if group not in groups:
            groups[group] = list(range(len(self.messages.get(topic, []))))

    def poll(self, topic, group):
        waiting = self.pending[topic][group]
        return (waiting[0], self.messages[topic][waiting[0]]) if waiting else None

    def ack(self, topic, group, offset):
        if offset in self.pending[topic][group]:
            self.pending[topic][group].remove(offset)

    def replay(self, topic, group, offset):
        earlier = [one for one in self.pending[topic][group] if one < offset]
        self.pending[topic][group] = earlier + list(range(offset, len(self.messages[topic])))


class right_flags:
    """A committed offset with the out-of-order acks beyond it, as real brokers keep them."""

    def __init__(self):
        self.topics = {}
        self.groups = {}

    def publish(self, topic, message):
        self.topics[topic] = [*self.topics.get(topic, ()), message]
        return len(self.topics[topic]) - 1

    def subscribe(self, topic, group):
        self.groups.setdefault(topic, {}).setdefault(group, {"next": 0, "beyond": set()})

    def _state(self, topic, group):
        try:
            return self.groups[topic][group]
        except KeyError:
            raise KeyError(f"{group} has not subscribed to {topic}") from None

    def poll(self, topic, group):
        offset = self._state(topic, group)["next"]
        log = self.topics.get(topic, [])
        return [offset, log[offset]] if offset < len(log) else None

    def ack(self, topic, group, offset):
        state = self._state(topic, group)
        if offset >= state["next"]:
            state["beyond"].add(offset)
        while state["next"] in state["beyond"]:
            state["beyond"].remove(state["next"])
            state["next"] += 1

    def replay(self, topic, group, offset):
        state = self._state(topic, group)
        state["beyond"] = {one for one in {*state["beyond"], *range(state["next"])} if one < offset}
        state["next"] = 0
        while state["next"] in state["beyond"]:
            state["beyond"].remove(state["next"])
            state["next"] += 1
