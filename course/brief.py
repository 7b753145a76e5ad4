"""A project brief on one page, as typed fields: what a proposal promises, in a form that can be checked."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Mapping
from decimal import Decimal
from itertools import islice
from numbers import Real
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

SHOWN = 3
"""Unknown fields that are named in a part; a dict may hold any number."""


def _real(value: Any) -> Any:
    """A number of any kind, such as NumPy's or a Fraction, as a float; anything else as it is."""
    if isinstance(value, Real | Decimal) and not isinstance(value, int | float):
        try:
            return float(value)
        except (OverflowError, ValueError):
            return value
    return value


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Number = Annotated[float, BeforeValidator(_real), Field(allow_inf_nan=False)]
Above0 = Annotated[float, BeforeValidator(_real), Field(allow_inf_nan=False, gt=0)]


class BriefError(ValueError):
    """A brief that can't be read; the message is one line that says where, and how to mend it."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", validate_assignment=True)


class Metric(_Part):
    """The number that decides whether the project was worth it.

    `today` and `target` are levels of it, `worth` the dollars a month that one unit less of it brings.
    """

    name: Text
    today: Number
    target: Number
    worth: Above0


class Alternative(_Part):
    """What the shop would do without machine learning, and the level of the metric it reaches."""

    name: Text
    value: Number


class Milestone(_Part):
    """One stage of the plan: how many weeks it takes, and what there is at its end."""

    weeks: Above0
    result: Text


class Milestones(_Part):
    """The four stages, one after the other. Production begins with the first price a customer sees."""

    discovery: Milestone
    data: Milestone
    model: Milestone
    production: Milestone


class Timeline(_Part):
    """When the work starts, when the shop decides, and the weeks in between."""

    start: dt.date
    deadline: dt.date
    total_weeks: Above0
    milestones: Milestones


class Money(_Part):
    """What it costs and brings over the alternative, in dollars.

    `roi` is a share: 0.25 means 25%. `npv` is what all of it is worth today.
    """

    build: Above0
    run_per_month: Above0
    months: Above0
    gain_per_month: Number
    roi: Number
    npv: Number


class Risk(_Part):
    """What may go wrong, what is done about it, and who does it: empty where nothing or nobody is there."""

    what: Text
    mitigation: str
    owner: str


class ProjectBrief(_Part):
    """A proposal on one page.

    Raises:
        BriefError: a field is missing or is not what it should be; the message is one line.
    """

    need: Text
    problem: Text
    why_ml: Text
    decision: Text
    metric: Metric
    alternative: Alternative
    timeline: Timeline
    money: Money
    recommendation: Text
    risks: list[Risk]
    owner: Text

    def __init__(self, **fields: Any) -> None:
        try:
            super().__init__(**fields)
        except ValidationError as error:
            raise BriefError("; ".join(lines(error))) from None


def read(fields: Any) -> tuple[ProjectBrief, list[str]]:
    """A brief as far as it can be read, and a line for everything that can't.

    What can't be read is None in it, part by part: one mistake in `money` leaves the timeline as it is.

    Args:
        fields: a dict as in the exercise, or a ProjectBrief.
    """
    if not isinstance(fields, Mapping):
        dump = getattr(fields, "model_dump", None)
        fields = dump() if callable(dump) else fields
    if not isinstance(fields, Mapping):
        return _construct(ProjectBrief, {}), [
            f"brief is {_kind(fields)}: write a dict with the fields of the form"
        ]
    found: list[str] = []
    values: dict[str, Any] = {}
    for name, info in ProjectBrief.model_fields.items():
        model = info.annotation if isinstance(info.annotation, type) else None
        inner = fields.get(name)
        if model and issubclass(model, BaseModel) and isinstance(inner, Mapping):
            values[name] = _part(model, inner, (name,), found)
        else:
            values[name] = _one(ProjectBrief, name, fields, (), found)
    found += _unknown(ProjectBrief, fields, ())
    return _construct(ProjectBrief, values), found


def _part(model: type[BaseModel], fields: Mapping[str, Any], where: tuple[str, ...], found: list[str]) -> Any:
    values: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        inner = fields.get(name)
        kind = info.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel) and isinstance(inner, Mapping):
            values[name] = _part(kind, inner, (*where, name), found)
        else:
            values[name] = _one(model, name, fields, where, found)
    found += _unknown(model, fields, where)
    return _construct(model, values)


def _one(
    model: type[BaseModel], name: str, fields: Mapping[str, Any], where: tuple[str, ...], found: list[str]
) -> Any:
    """One field, validated alone; None where it can't be read."""
    if fields.get(name) is None:
        found.append(f"{'.'.join((*where, name))} is missing")
        return None
    holder = model.model_construct()
    try:
        setattr(holder, name, fields[name])
    except ValidationError as error:
        found += lines(error, where)
        return None
    return getattr(holder, name)


def _construct(model: type[BaseModel], values: dict[str, Any]) -> Any:
    return model.model_construct(**{name: values.get(name) for name in model.model_fields})


def _unknown(model: type[BaseModel], fields: Mapping[str, Any], where: tuple[str, ...]) -> list[str]:
    unknown = (name for name in fields if name not in model.model_fields)
    return [_extra((*where, _key(name)), model) for name in islice(unknown, SHOWN)]


def _key(name: Any) -> str:
    return name[:40] if isinstance(name, str) else f"a {type(name).__name__}"


def _extra(path: tuple[str, ...], model: type[BaseModel] | None = None) -> str:
    near = difflib.get_close_matches(path[-1], model.model_fields, 1) if model else []
    text = ".".join(path)[:60]
    return f"{text} is no field of the form" + (f": did you mean {near[0]}?" if near else "")


_SAYS = {
    "missing": "is missing",
    "string_type": "is no text: write it in quotes",
    "string_too_short": "is still empty",
    "float_type": "is no number",
    "float_parsing": "is no number: write digits alone, such as 18000",
    "finite_number": "is no number that can be counted with",
    "greater_than": "must be above 0",
    "list_type": 'is no list: write [{"what": …}, …]',
}
"""What pydantic's kinds of errors are called here."""


def lines(error: ValidationError, where: tuple[str, ...] = ()) -> list[str]:
    """One line for each thing that is wrong, with its place in the brief."""
    found = []
    for one in error.errors(include_url=False, include_context=False):
        path = (*where, *map(str, one["loc"]))
        kind = one["type"]
        if kind == "extra_forbidden":
            found.append(_extra(path))
            continue
        if kind.startswith("date"):
            says = 'is no date: write it as "2026-12-18"'
        elif kind.startswith(("model", "dict")):
            says = "is no dict with the fields of the form"
        else:
            says = _SAYS.get(kind, one["msg"])
        shown = "" if kind in ("missing", "string_too_short") else f" {_kind(one['input'])}"
        found.append(f"{'.'.join(path)}{shown and ' =' + shown} {says}")
    return found


def _kind(value: Any) -> str:
    if isinstance(value, int) and abs(value) >= 10**30:
        return "a huge number"
    if isinstance(value, str | int | float | None):
        text = repr(value)
        return text if len(text) <= 30 else f"{text[:29]}…"
    return f"a {type(value).__name__}"
