"""Known wrong answers to E1.5b, lineage."""

import hashlib
import json
import time
from collections import defaultdict
from itertools import count

from grading.engine.declare.misconception import misconception

_RUNS = count()


class _Lineage:
    """A right answer in small steps; each misconception changes one of them."""

    def __init__(self):
        self.built_from = defaultdict(set)

    def record(self, step, inputs, outputs, code_hash):
        ids = []
        for name in outputs:
            content = json.dumps(self.content(step, inputs, name, code_hash))
            ids.append(hashlib.sha256(content.encode()).hexdigest())
            self.connect(inputs, ids[-1])
        return ids

    def content(self, step, inputs, name, code_hash):
        return [step, code_hash, inputs, name]

    def connect(self, inputs, node):
        for source in inputs:
            self.built_from[source].add(node)

    def impact(self, node):
        found, waiting = set(), [node]
        while waiting:
            new = self.built_from.get(waiting.pop(), set()) - found
            found |= new
            waiting += new
        return found


@misconception(
    "E1.5b",
    "puts something of the moment into the id",
    section="1.5.3",
    explanation="A time, a counter or a random number goes into your ids, so the same step on the same "
    "inputs gets a new id each time. Nobody can then tell a rerun from a change, and a colleague's machine "
    "finds other ids for the same table. Note the time beside the id if you like. The id itself comes from "
    "the content alone: section 1.5.",
)
class TimeInTheId(_Lineage):
    def content(self, step, inputs, name, code_hash):
        return [step, code_hash, inputs, name, time.time_ns(), next(_RUNS)]


@misconception(
    "E1.5b",
    "names things by their file name only",
    section="1.5.3",
    explanation="Your id depends on the output's name alone. Last month's clean.parquet and the corrected one"
    " share an id, so impact blames both or neither, and the poisoned model can't be told from "
    "the good one. Step, code and inputs belong in the digest as well.",
)
class NameOnly(_Lineage):
    def content(self, step, inputs, name, code_hash):
        return [name]


@misconception(
    "E1.5b",
    "leaves the code out of the id",
    section="1.5.3",
    explanation="The same data through repaired code gives another table, and your id stays the same. After a"
    " bug fix nobody could say which tables still come from the old code. code_hash is an input "
    "like any other: put it in the digest.",
)
class CodeLeftOut(_Lineage):
    def content(self, step, inputs, name, code_hash):
        return [step, inputs, name]


@misconception(
    "E1.5b",
    "looks at the first input only",
    section="1.5.3",
    explanation="A table that is joined from two sources gets the same id as one built from the first alone. "
    "If the second source turns out wrong, everything made from it keeps its id and looks clean. "
    "All inputs go into the digest, in one text from which they could be read back.",
)
class FirstInputOnly(_Lineage):
    def content(self, step, inputs, name, code_hash):
        return [step, code_hash, inputs[:1], name]


@misconception(
    "E1.5b",
    "gives all outputs of a step one id",
    section="1.5.3",
    explanation="The report and the features come from one step and share an id in your answer, so whoever "
    "asks about the report is sent to the model, which never read it. The name of the output is "
    "part of what makes it that thing: put it into the digest.",
)
class OneIdAStep(_Lineage):
    def content(self, step, inputs, name, code_hash):
        return [step, code_hash, inputs]


@misconception(
    "E1.5b",
    "stops after the direct descendants",
    section="1.5.3",
    explanation="Your impact finds what was built from a node directly, and no further. The model never "
    "read the partner's file; it read features, made from a clean table, made from that file. It stays in "
    "production, poisoned. Go on from each node you find until nothing new turns up. In section 1.5, "
    "change a source and see how far it reaches.",
)
class OneStepOnly(_Lineage):
    def impact(self, node):
        return set(self.built_from.get(node, ()))


@misconception(
    "E1.5b",
    "hashes another text than the one that is agreed on",
    section="1.5.3",
    explanation="Your ids are not the sha256 of the agreed text, so a colleague's machine finds other ids for the same "
    "tables. Hash what json.dumps writes for the list of step, code_hash, inputs and output, in this order, and "
    "compare with the contract's example.",
)
class AnotherText(_Lineage):
    def content(self, step, inputs, name, code_hash):
        return {"step": step, "code": code_hash, "inputs": inputs, "output": name}


@misconception(
    "E1.5b",
    "works the impact out while steps are recorded",
    section="1.5.3",
    explanation="You note what is downstream at the moment a step is recorded. If the end of the chain is told "
    "first, its inputs have no sources yet, and the link is never made: the model stays off the list. Keep the "
    "direct links alone, and walk along them when somebody asks.",
)
class LinksAsRecorded(_Lineage):
    def connect(self, inputs, node):
        for source, built in list(self.built_from.items()):
            if source in inputs or built & set(inputs):
                built.add(node)
        for source in inputs:
            self.built_from[source].add(node)

    def impact(self, node):
        return set(self.built_from.get(node, ()))
