"""Right answers to E0.2b, each written another way."""

import math

import numpy as np


def right_arrays(cm):
    """Arrays with the columns brought into the order of the index; NaN where there is nothing to trust."""
    counts = cm.reindex(columns=cm.index).to_numpy().astype(float)
    hits = np.diag(counts)
    with np.errstate(invalid="ignore"):
        trust = hits / counts.sum(axis=0)
    classes = {
        name: {
            "cards": counts[i].sum(),
            "missed": counts[i].sum() - hits[i],
            "false_alarms": counts[:, i].sum() - hits[i],
            "trust": trust[i],
        }
        for i, name in enumerate(cm.index)
    }
    return {
        "no_model": counts.sum(axis=1).max() / counts.sum(),
        "accuracy": hits.sum() / counts.sum(),
        "classes": classes,
    }


def right_card_by_card(cm):
    """Counts one cell after the other; further entries in the answer."""
    classes = {name: {"cards": 0, "missed": 0, "false_alarms": 0, "said": 0} for name in cm.columns}
    right = total = 0
    for truth, row in cm.iterrows():
        for said, count in row.items():
            total += count
            classes[truth]["cards"] += count
            classes[said]["said"] += count
            if truth == said:
                right += count
            else:
                classes[truth]["missed"] += count
                classes[said]["false_alarms"] += count
    for entry in classes.values():
        entry["trust"] = 1 - entry["false_alarms"] / entry["said"] if entry["said"] else math.nan
    largest = max(entry["cards"] for entry in classes.values())
    return {"accuracy": right / total, "classes": classes, "no_model": largest / total, "total": total}
