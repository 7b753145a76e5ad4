"""Right answers to E0.3b, each written another way."""

import numpy as np


def right_arrays(cm, payoff):
    labels = sorted(cm)
    counts, dollars = (table.loc[labels, labels].to_numpy(dtype=float) for table in (cm, payoff))
    total = float(np.vdot(counts, dollars))
    rivals = counts.sum(axis=1) @ dollars
    return {"gain": total - rivals.max(), "per_card": total / max(counts.sum(), 1), "total": total}


def right_stacked(cm, payoff):
    """One row for each pair of labels."""
    pairs = cm.stack().to_frame("cards").assign(dollars=payoff.stack())
    total = (pairs["cards"] * pairs["dollars"]).sum()
    count = pairs["cards"].sum()
    if count == 0:
        return dict.fromkeys(("total", "per_card", "gain"), 0)
    rivals = [(payoff[label] * cm.sum(axis=1)).sum() for label in payoff.columns]
    return {"total": total, "per_card": total / count, "gain": total - max(rivals)}


def right_loops(cm, payoff):
    total = count = 0
    rivals = dict.fromkeys(cm, 0)
    for truth, row in cm.iterrows():
        for called, cards in row.items():
            total += cards * payoff.at[truth, called]
            count += cards
            for label in rivals:
                rivals[label] += cards * payoff.at[truth, label]
    return {
        "total": total,
        "per_card": total / count if count else 0,
        "gain": min(total - rival for rival in rivals.values()),
    }
