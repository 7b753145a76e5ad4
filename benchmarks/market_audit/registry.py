"""The list of measures: each is a function without arguments that returns its rows of the table."""

from collections.abc import Callable
from dataclasses import dataclass

from course.module_ids import in_order, module_id

Value = float | int | str
"""A number, or a few words where there is nothing to measure."""


@dataclass(frozen=True)
class Measure:
    """What one function measures: `modules` that lean on it, the `phenomenon`, and how (its docstring)."""

    modules: tuple[str, ...]
    phenomenon: str
    run: Callable[[], dict[str, Value]]

    @property
    def method(self) -> str:
        """What is measured, on what and how, as one line."""
        return " ".join((self.run.__doc__ or "").split())


MEASURES: list[Measure] = []
"""All measures in the order of the table."""


def measure(modules: str, phenomenon: str):
    """Register a function that returns {what is measured: value}; modules as in "2" or "4b 6"."""

    def register(function):
        MEASURES.append(Measure(tuple(modules.split()), phenomenon, function))
        return function

    return register


def chosen(only: str | None) -> list[Measure]:
    """Return the measures of some modules ("2,4b"), or all for None. Raises LookupError for a module without any."""
    if only is None:
        return list(MEASURES)
    wanted = [module_id(part) for part in only.split(",")]
    there = {module for one in MEASURES for module in one.modules}
    unknown = [module for module in wanted if module not in there]
    if unknown:
        raise LookupError(
            f"no measure is about module {', '.join(unknown)}, only {', '.join(in_order(there))}"
        )
    return [one for one in MEASURES if set(one.modules) & set(wanted)]
