"""Wrong answers to E1.5b, lineage."""

import hashlib
import json
from collections import defaultdict


class _Lineage:
    """A right answer."""

    def __init__(self):
        self.built_from = defaultdict(set)

    def record(self, step, inputs, outputs, code_hash):
        ids = [self.name(step, inputs, output, code_hash) for output in outputs]
        for source in inputs:
            self.built_from[source].update(ids)
        return ids

    def name(self, step, inputs, output, code_hash):
        return hashlib.sha256(self.text(step, inputs, output, code_hash).encode()).hexdigest()

    def text(self, step, inputs, output, code_hash):
        return json.dumps([step, code_hash, inputs, output])

    def impact(self, node):
        found, waiting = set(), [node]
        while waiting:
            new = self.built_from.get(waiting.pop(), set()) - found
            found |= new
            waiting += new
        return found


class Salted(_Lineage):
    """The same id in every session: Python's hash is another one in each."""

    def name(self, *parts):
        return hashlib.sha256(str(hash(self.text(*parts))).encode()).hexdigest()


class Separators(_Lineage):
    """Where a part ends can be seen."""

    def text(self, step, inputs, output, code_hash):
        return "|".join([step, code_hash, ",".join(inputs), output])


class PythonList(_Lineage):
    """The text is what json.dumps writes."""

    def text(self, *parts):
        return str(json.loads(super().text(*parts)))


class SetOfInputs(_Lineage):
    """The inputs are in their order."""

    def text(self, step, inputs, output, code_hash):
        return super().text(step, sorted(set(inputs)), output, code_hash)


class ReprOfASet(_Lineage):
    """The inputs are a list, whose text is the same in every session."""

    def text(self, step, inputs, output, code_hash):
        return f"{step}{code_hash}{set(inputs)!r}{output}"


class WithoutCode(_Lineage):
    """The code is part of the id."""

    def text(self, step, inputs, output, code_hash):
        return json.dumps([step, inputs, output])


class AnotherOrder(_Lineage):
    """The parts have their order."""

    def text(self, step, inputs, output, code_hash):
        return json.dumps([step, inputs, output, code_hash])


class Compact(_Lineage):
    """json.dumps is called with nothing else."""

    def text(self, step, inputs, output, code_hash):
        return json.dumps([step, code_hash, inputs, output], separators=(",", ":"))


class AccentsAsTheyAre(_Lineage):
    """json.dumps is called with nothing else, and escapes accents."""

    def text(self, step, inputs, output, code_hash):
        return json.dumps([step, code_hash, inputs, output], ensure_ascii=False)


class AllOutputs(_Lineage):
    """The id of an output does not depend on the others."""

    def record(self, step, inputs, outputs, code_hash):
        self.outputs = outputs
        return super().record(step, inputs, outputs, code_hash)

    def text(self, step, inputs, output, code_hash):
        return json.dumps([step, code_hash, inputs, self.outputs, output])


class Numbered(_Lineage):
    """Nothing else is part of the id, also not the place of the output."""

    def record(self, step, inputs, outputs, code_hash):
        numbered = [f"{n}{name}" if n else name for n, name in enumerate(outputs)]
        return super().record(step, inputs, numbered, code_hash)


class ShortIds(_Lineage):
    """The id is the whole digest."""

    def name(self, *parts):
        return super().name(*parts)[:12]


class Md5(_Lineage):
    """The digest is a sha256."""

    def name(self, *parts):
        return hashlib.md5(self.text(*parts).encode()).hexdigest()


class NeedsInputs(_Lineage):
    """A step may have no inputs."""

    def record(self, step, inputs, outputs, code_hash):
        return super().record(step, inputs, outputs, code_hash) if inputs else []


class LastInput(_Lineage):
    """Every input is a source."""

    def record(self, step, inputs, outputs, code_hash):
        ids = super().record(step, inputs, outputs, code_hash)
        for source in inputs[:-1]:
            self.built_from[source] -= set(ids)
        return ids


class FirstOutput(_Lineage):
    """Every output was built from the inputs."""

    def record(self, step, inputs, outputs, code_hash):
        ids = super().record(step, inputs, outputs, code_hash)
        for source in inputs:
            self.built_from[source] -= set(ids[1:])
        return ids


class SortedIds(_Lineage):
    """The ids are in the order of the outputs."""

    def record(self, *parts):
        return sorted(super().record(*parts))


class SetOfIds(_Lineage):
    """The ids are a list."""

    def record(self, *parts):
        return set(super().record(*parts))


class OneId(_Lineage):
    """One output gives a list as well."""

    def record(self, *parts):
        ids = super().record(*parts)
        return ids[0] if len(ids) == 1 else ids


class NewestRecordOnly(_Lineage):
    """A node keeps all that was built from it."""

    def record(self, step, inputs, outputs, code_hash):
        ids = [self.name(step, inputs, output, code_hash) for output in outputs]
        for source in inputs:
            self.built_from[source] = set(ids)
        return ids


class AgainIsAnotherRun(_Lineage):
    """Recording again changes nothing."""

    def record(self, step, inputs, outputs, code_hash):
        self.runs = [*getattr(self, "runs", []), (step, *inputs, *outputs, code_hash)]
        again = self.runs.count(self.runs[-1]) - 1
        return super().record(step + "+" * again, inputs, outputs, code_hash)


class OneStep(_Lineage):
    """Impact goes through other nodes."""

    def impact(self, node):
        return set(self.built_from.get(node, ()))


class TwoSteps(_Lineage):
    """Impact goes as far as there are nodes."""

    def impact(self, node):
        found = set(self.built_from.get(node, ()))
        return found.union(*(self.built_from.get(one, ()) for one in found))


class WithItself(_Lineage):
    """The node itself is not in the set."""

    def impact(self, node):
        return {node} | super().impact(node)


class UnknownFails(_Lineage):
    """An unknown node gives an empty set."""

    def impact(self, node):
        if node not in self.built_from:
            raise KeyError(node)
        return super().impact(node)


class LeavesFail(_Lineage):
    """A node that nothing was built from gives an empty set."""

    def impact(self, node):
        self.built_from.default_factory = None
        found = set(self.built_from[node])
        while more := {new for one in found for new in self.built_from.get(one, ())} - found:
            found |= more
        return found


class AsRecorded(_Lineage):
    """Steps may be recorded in any order."""

    def __init__(self):
        super().__init__()
        self.all_of = defaultdict(set)

    def record(self, step, inputs, outputs, code_hash):
        ids = super().record(step, inputs, outputs, code_hash)
        for source, found in list(self.all_of.items()):
            if source in inputs or found & set(inputs):
                found.update(ids)
        for source in inputs:
            self.all_of[source].update(ids)
        return ids

    def impact(self, node):
        return set(self.all_of.get(node, ()))


class Siblings(_Lineage):
    """What was written beside a node was not built from it."""

    def record(self, step, inputs, outputs, code_hash):
        ids = super().record(step, inputs, outputs, code_hash)
        for one in ids:
            self.built_from[one].update(set(ids) - {one})
        return ids


_EVERYTHING = defaultdict(set)


class SharedBetweenLineages(_Lineage):
    """Each Lineage knows its own steps."""

    def __init__(self):
        self.built_from = _EVERYTHING


class ChangesTheLists(_Lineage):
    """The lists stay as they are."""

    def record(self, step, inputs, outputs, code_hash):
        ids = super().record(step, inputs, outputs, code_hash)
        outputs.sort(reverse=True)
        inputs.append(step)
        return ids


class InputsOnce(_Lineage):
    """An input that is read twice stands twice in the text."""

    def text(self, step, inputs, output, code_hash):
        return super().text(step, list(dict.fromkeys(inputs)), output, code_hash)


class LastRunOfAStep(_Lineage):
    """A step may run for many inputs, and each run counts."""

    def __init__(self):
        super().__init__()
        self.runs = {}

    def record(self, step, inputs, outputs, code_hash):
        ids = [self.name(step, inputs, output, code_hash) for output in outputs]
        self.runs[step] = (inputs, ids)
        self.built_from = defaultdict(set)
        for sources, made in self.runs.values():
            for source in sources:
                self.built_from[source].update(made)
        return ids


class RemembersAnswers(_Lineage):
    """What is recorded after a question counts when it is asked again."""

    def __init__(self):
        super().__init__()
        self.known = {}

    def impact(self, node):
        if node not in self.known:
            self.known[node] = super().impact(node)
        return self.known[node]
