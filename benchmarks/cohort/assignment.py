"""The assignment of tests/assignment/ as plain pieces, for graders with notebook formats of their own.

The learner's code is read from tests/assignment/. The eight checks are written here once more, as a
preparation and one expression each, because the other graders want an assert or a truth value in a cell. They
ask the same questions about the same data as tests/assignment/graders/ and tests/assignment/hidden/.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "tests" / "assignment"
SOLUTION, STUB = FOLDER / "module_90" / "solution.py", FOLDER / "module_90" / "stub.py"
MODULE, FULL_MARKS = "90", 8.0
IMPORTS = "import numpy as np\nimport pandas as pd\nfrom sklearn.linear_model import LinearRegression"
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"


@dataclass(frozen=True)
class Check:
    """One check worth one point: statements that prepare it, and an expression that is true for a right answer."""

    prepare: str
    passes: str
    message: str


@dataclass(frozen=True)
class Question:
    """One of the four exercises."""

    name: str  # of the function
    title: str
    public: Check
    hidden: Check

    @property
    def solution(self) -> str:
        """The right answer, with the markers around what a learner writes."""
        return _function(SOLUTION, self.name)

    def answer(self, learner: str) -> str:
        """The right answer of one learner; the comment makes every copy another text."""
        return signed(self.solution, learner)


def signed(text: str, learner: str) -> str:
    """A solved notebook or function without its markers, with the learner's name in a comment instead."""
    lines = [line.replace(BEGIN, f"# {learner}") for line in text.splitlines() if line.strip() != END]
    return "\n".join(lines) + "\n" * text.endswith("\n")


def _function(path: Path, name: str) -> str:
    text = path.read_text(encoding="utf-8")
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return "\n".join(text.splitlines()[node.lineno - 1 : _end(text, node)])
    raise LookupError(f"{path} has no function {name}")


def _end(text: str, node: ast.FunctionDef) -> int:
    """The last line of a function, with the closing marker, which is a comment and so no part of the tree."""
    lines = text.splitlines()
    return node.end_lineno + 1 if lines[node.end_lineno].strip() == END else node.end_lineno


QUESTIONS = [
    Question(
        "clean_prices",
        "Clean prices",
        Check(
            """\
_sales = pd.DataFrame(
    {
        "card": ["Pikachu", "Charizard", "Snorlax", "Eevee"],
        "unit": ["usd", "cents", "usd", "cents"],
        "price": [1.5, 30000.0, None, 250.0],
    }
)
_expected = pd.DataFrame({"card": ["Pikachu", "Charizard", "Eevee"], "price": [1.5, 300.0, 2.5]})""",
            "clean_prices(_sales).equals(_expected)",
            "a price in cents is divided by 100, a missing one is dropped",
        ),
        Check(
            """\
_rng = np.random.default_rng(7)
_dollars = _rng.integers(1, 500, size=8).astype(float)
_cents = np.array([True, False] * 4)
_missing = np.arange(8) == _rng.integers(0, 8)
_sales = pd.DataFrame(
    {
        "card": [f"card {number}" for number in range(8)],
        "unit": np.where(_cents, "cents", "usd"),
        "price": np.where(_missing, np.nan, np.where(_cents, _dollars * 100, _dollars)),
    }
)
_expected = pd.DataFrame({"card": _sales["card"], "price": _dollars})[~_missing].reset_index(drop=True)""",
            "clean_prices(_sales).equals(_expected)",
            "other sales",
        ),
    ),
    Question(
        "standardize",
        "Standardize columns",
        Check(
            "_rows = np.array([[1.0, 5.0], [3.0, 5.0]])",
            "np.allclose(standardize(_rows), [[-1.0, 0.0], [1.0, 0.0]])",
            "a column that never varies has nothing to scale by",
        ),
        Check(
            """\
_rng = np.random.default_rng(7)
_rows = _rng.normal(loc=[0.0, 50.0, -3.0], scale=[1.0, 10.0, 0.2], size=(20, 3))
_expected = (_rows - _rows.mean(axis=0)) / _rows.std(axis=0)""",
            "np.allclose(standardize(_rows), _expected)",
            "other numbers",
        ),
    ),
    Question(
        "median_by_rarity",
        "Median by rarity",
        Check(
            """\
_sales = pd.DataFrame(
    {
        "rarity": ["Common", "Common", "Common", "Rare", "Rare", "Promo"],
        "price": [1.0, 2.0, 30.0, 8.0, None, None],
    }
)""",
            'median_by_rarity(_sales) == {"Common": 2.0, "Rare": 8.0}',
            "a rarity without any price has no median",
        ),
        Check(
            """\
_rng = np.random.default_rng(7)
_prices = {
    name: _rng.integers(1, 900, size=5).astype(float) for name in ("Uncommon", "Rare Holo", "Secret")
}
_sales = pd.DataFrame([(name, price) for name, many in _prices.items() for price in many])
_sales.columns = ["rarity", "price"]
_sales = _sales.sample(frac=1, random_state=int(_rng.integers(1_000)))
_expected = {name: float(np.median(many)) for name, many in _prices.items()}""",
            "median_by_rarity(_sales) == _expected",
            "other rarities",
        ),
    ),
    Question(
        "fit_price_model",
        "Fit a price model",
        Check(
            """\
_hp = np.array([[50.0], [60.0], [80.0], [120.0]])
_model = fit_price_model(_hp, 2.0 * _hp[:, 0] + 10.0)""",
            "np.allclose(_model.predict(np.array([[100.0], [0.0]])), [210.0, 10.0])",
            "the prices lie on 2 x HP + 10",
        ),
        Check(
            """\
_rng = np.random.default_rng(7)
_weights, _base = _rng.normal(size=3), _rng.normal()
_features, _unseen = _rng.normal(size=(12, 3)), _rng.normal(size=(5, 3))
_model = fit_price_model(_features, _features @ _weights + _base)
_close = np.allclose(_model.predict(_unseen), _unseen @ _weights + _base)""",
            "_close and np.allclose(_model.coef_, _weights)",
            "another market",
        ),
    ),
]
