"""The questions of section 0.1, When to use ML."""

from collections.abc import Callable

import marimo as mo

from course import predict


def monday() -> mo.ui.form:
    """Rule or model, when tax rates change on a known day."""
    return predict.choice(
        "Q0.1b",
        "New tax rates apply in half of the zones from Monday. What is right to the cent again on Monday?",
        {
            "rule": (
                "The rule, once somebody edits five numbers",
                "The change is announced, so the rule can follow it on the very day.",
            ),
            "model": (
                "The model, as soon as it has been trained again",
                "It needs receipts with the new rates. On Monday there are none.",
            ),
            "both": (
                "Both of them, with some work over the weekend",
                "Until new receipts exist, the model has nothing to learn from.",
            ),
            "neither": (
                "Neither, because both of them learned the old rates",
                "The rule learned nothing. It was written, and can be rewritten.",
            ),
        },
        answer="rule",
    )


def close(share: Callable[[], float]) -> mo.ui.form:
    """How often the rule by rarity is near the price paid; `share` gives it, from 0 to 1."""
    return predict.number(
        "Q0.1c",
        "The rule knows all sales up to December 2025. For how many percent of the sales in the half-year after that "
        "is its price within 25% of the price paid?",
        0,
        100,
        1,
        answer=lambda: 100 * share(),
        tolerance=8,
        unit="%",
        explain="An old Rare Holo and a new one share little more than the word. Prices "
        "within one rarity differ by far more than 25%.",
    )


def pays_back(months: Callable[[], int | None], without_upkeep: Callable[[], int | None]) -> mo.ui.form:
    """When a model has paid for itself; `without_upkeep` is what one guesses who forgets the upkeep."""
    return predict.number(
        "Q0.1d",
        "A model costs $20,000 to build and saves $1,500 a month. Looking after it costs $600 a month. After how many "
        "months has it paid for itself? (Money is worth 8% a year.)",
        0,
        48,
        1,
        answer=lambda: float(months()),
        tolerance=2,
        unit="months",
        explain=lambda: (
            f"Without upkeep it would be {without_upkeep()}. Data that moves, retraining, alarms, somebody on call: "
            "upkeep is paid every month the model lives."
        ),
    )
