"""First calls that answers to module 0 typically make, so that no submission's process has to make them first.

Run a few times by the process that submissions are forked from. Written from what learners are told, and from nothing
else: a submission can read all that is done here.
"""

import copy
import math

import numpy as np
import pandas as pd

sales = pd.DataFrame(
    {
        "rarity": ["Common", "Rare", "Common", "Rare"],
        "price": [1.0, 8.0, None, 6.0],
        "grade": [None, "9", "8", None],
    }
)
labels = ["cheap", "dear"]
counts = pd.DataFrame([[50, 3], [2, 20]], index=labels, columns=labels)
payoff = pd.DataFrame([[1.0, -2.0], [0.5, 10.0]], index=labels, columns=labels)

# a rule learned from a table
known = sales.dropna(subset=["price"])
for statistic in ("median", "mean", "count"):
    known.groupby("rarity")["price"].agg(statistic).to_dict()
sales["rarity"].map(known.groupby("rarity")["price"].median()).fillna(known["price"].median()).tolist()
known.groupby(["rarity", "grade"], dropna=False)["price"].agg(["median", "size"])
[row["price"] for _, row in known.iterrows()]
sales[sales["price"].notna() & sales["rarity"].isin(["Rare"])].reset_index(drop=True)

# counts of right and wrong answers, and what each is worth
total = counts.to_numpy().sum()
float(np.diag(counts).sum() / total)
int(counts.values.sum()), counts.sum().sum(), counts.sum(axis=1).max(), counts.T.sum(axis=1)
float((counts * payoff).sum().sum()), counts.mul(payoff).to_numpy().sum()
payoff.loc[counts.index, counts.columns]
[(counts.loc[name, name], counts.loc[name].sum(), counts[name].sum()) for name in counts.index]
[int(counts.at[one, other]) for one in labels for other in labels if one != other]
counts.reindex(index=labels, columns=labels, fill_value=0).div(counts.sum(axis=1), axis=0).round(3).to_dict()
payoff.max(axis=1).equals(payoff.idxmax(axis=1))

# thresholds and chances
truth, chance = np.array([0, 1, 1, 0]), np.array([0.2, 0.8, 0.4, 0.6])
for threshold in (0.25, 0.5, 0.75):
    taken = chance >= threshold
    float(np.where(taken, np.where(truth == 1, 10.0, -2.0), 0.0).sum())
    np.sum(taken & (truth == 1)), np.mean(taken), math.isclose(threshold, 0.5)
draws = np.random.default_rng(0).triangular(1.0, 2.0, 4.0, size=(3, 100))
np.percentile(draws.sum(axis=0), [50, 80, 95]), np.quantile(np.sort(draws), 0.9), draws.cumsum(axis=0)
copy.deepcopy({"steps": [{"name": "pilot", "needs": ["records"]}]})
