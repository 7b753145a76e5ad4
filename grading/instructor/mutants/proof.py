"""Prove the checks of some exercises: make the mutants, run them, and compare with what is accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from grading.engine.answer.notebook_file import Notebook
from grading.engine.declare.catalogue import load_hidden, module_folder
from grading.engine.declare.exercise import Exercise
from grading.instructor.mutants.accepted import accepted_in
from grading.instructor.mutants.mutant import Key, Mutant, mutants_of, sample
from grading.instructor.mutants.run import Outcome, Solutions, run
from grading.publish.paths import solution_file

ENOUGH = 0.95
"""Share of the mutants that are not accepted which the checks must kill."""


@dataclass
class Proof:
    """What became of the mutants.

    Attributes:
        reasons: why a mutant may survive.
        stale: accepted mutants that are killed or can't be made any more, each with what happened to it.
    """

    outcomes: list[Outcome]
    reasons: dict[Key, str]
    stale: dict[Key, str] = field(default_factory=dict)

    @property
    def counted(self) -> list[Outcome]:
        """The mutants that should be killed: all that are not accepted."""
        return [one for one in self.outcomes if one.mutant.key not in self.reasons]

    @property
    def survivors(self) -> list[Outcome]:
        """The mutants that nothing noticed, and that are not accepted."""
        return [one for one in self.counted if one.end == "survived"]

    @property
    def share(self) -> float:
        """Share of the counted mutants that were killed, from 0 to 1."""
        return 1 - len(self.survivors) / len(self.counted) if self.counted else 1.0

    def by_operator(self) -> dict[str, Counter[str]]:
        """How often mutants of each operator were made, were accepted, survived, and what killed the others."""
        found: dict[str, Counter[str]] = {}
        for one in self.outcomes:
            accepted = one.end == "survived" and one.mutant.key in self.reasons
            counts = found.setdefault(one.mutant.key.operator, Counter())
            counts.update(["made", "accepted" if accepted else one.end])
        return dict(sorted(found.items()))

    def as_dict(self) -> dict[str, Any]:
        """The proof as JSON-ready data."""
        return {
            "mutants": len(self.outcomes),
            "accepted": len(self.outcomes) - len(self.counted),
            "share_killed": round(self.share, 4),
            "survivors": [
                {**vars(one.mutant.key), "line_number": one.mutant.line_number, "after": one.mutant.after}
                for one in self.survivors
            ],
            "stale": [{**vars(key), "what": what} for key, what in self.stale.items()],
            "by_operator": {name: dict(counts) for name, counts in self.by_operator().items()},
        }


def prove(
    exercises: list[Exercise],
    *,
    public_only: bool = False,
    count: int | None = None,
    seed: int = 0,
    jobs: int = 1,
    told: Callable[[Outcome, int], None] = lambda outcome, total: None,
) -> Proof:
    """Run the checks of exercises on the mutants of their solutions.

    Args:
        count: so many mutants of each module, drawn by the seed; all when None. Those that are accepted are
            always run as well, so that none stays on the list that is killed by now.
        seed: also makes the data of the hidden checks.
        told: called with each outcome as it comes, and the number of mutants.

    Raises:
        AcceptedError: a list of accepted mutants can't be used.
        SolutionError: a solution fails its own checks.
        ValueError: an exercise has no solution.
    """
    chosen: list[Mutant] = []
    reasons: dict[Key, str] = {}
    solutions: dict[str, Solutions] = {}
    stale: dict[Key, str] = {}
    for module in dict.fromkeys(one.module for one in exercises):
        wanted = {one.id for one in exercises if one.module == module}
        own = [one for one in load_hidden(module) if one.id in wanted]
        accepted = accepted_in(module_folder(module))
        accepted = {key: why for key, why in accepted.items() if key.exercise in wanted}
        made = [mutant for one in own for mutant in mutants_of(one, solution_file(module))]
        stale |= dict.fromkeys(accepted.keys() - {mutant.key for mutant in made}, "can't be made any more")
        counted = [mutant for mutant in made if mutant.key not in accepted]
        drawn = counted if count is None else sample(counted, count, seed)
        chosen += drawn + [mutant for mutant in made if mutant.key in accepted]
        reasons |= accepted
        solved = Solutions(Notebook(solution_file(module)), own, public_only=public_only, seed=seed)
        solutions |= dict.fromkeys(wanted, solved)
    outcomes = run(chosen, solutions, jobs, lambda outcome: told(outcome, len(chosen)))
    for one in outcomes:
        if one.end != "survived" and one.mutant.key in reasons:
            stale[one.mutant.key] = f"is killed by {one.by or 'the ' + one.end}"
    return Proof(outcomes, reasons, stale)
