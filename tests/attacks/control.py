"""Run attacks in this process, without any confinement: ``python control.py FILE…``. For the harness's control.

Prints one line of JSON: file name -> what its four answers gave.
"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd

from grading.engine.answer.notebook_file import Notebook

SALES = pd.DataFrame({"card": ["x"], "unit": ["usd"], "rarity": ["Rare"], "price": [1.0]})
NUMBERS = np.array([[1.0], [2.0]])
ARGUMENTS = {
    "clean_prices": (SALES,),
    "standardize": (NUMBERS,),
    "median_by_rarity": (SALES,),
    "fit_price_model": (NUMBERS, NUMBERS[:, 0]),
}


def answers(path: Path) -> dict[str, str]:
    notebook = Notebook(path.name, path.read_text(encoding="utf-8"))
    found = {}
    for name, arguments in ARGUMENTS.items():
        try:
            found[name] = str(notebook.lookup(name)(*arguments))
        except Exception as error:
            found[name] = f"{type(error).__name__}: {error}"
    return found


if __name__ == "__main__":
    print(json.dumps({Path(name).parent.name: answers(Path(name)) for name in sys.argv[1:]}))
