"""Random draws that stay the same in every NumPy version.

NumPy keeps the stream of `Generator.random()` stable for a seed, but promises nothing for `normal()` or
`choice()`. So everything here is made from uniform numbers: an inverse distribution function, or a search in
cumulated weights. Each purpose has a stream of its own (`stream(seed, "sales", 3)`), so a change in one
leaves the others as they were."""

import hashlib

import numpy as np


def stream(seed: int, *purpose) -> np.random.Generator:
    """Return the generator for one purpose, e.g. `stream(7, "listings")`; the same arguments give the same
    draws."""
    digest = hashlib.sha256(repr((int(seed), *purpose)).encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))


def normal(rng: np.random.Generator, n: int) -> np.ndarray:
    """Return n standard normal numbers."""
    from scipy.special import ndtri  # a check of one exercise draws none, and should not wait for SciPy

    return ndtri(np.clip(rng.random(n), 1e-12, 1 - 1e-12))


def pick(rng: np.random.Generator, weights, n: int) -> np.ndarray:
    """Return n positions, each drawn with a probability proportional to its weight (weights: 1-d, not
    negative)."""
    cumulated = np.cumsum(np.asarray(weights, dtype=float))
    return np.minimum(
        np.searchsorted(cumulated, rng.random(n) * cumulated[-1], side="right"), len(cumulated) - 1
    )


def pick_rows(u: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return one column for each row of a weight matrix, given one uniform number a row."""
    cumulated = np.cumsum(weights, axis=1)
    return np.minimum((u[:, None] * cumulated[:, -1:] >= cumulated).sum(axis=1), weights.shape[1] - 1)


def integers(rng: np.random.Generator, low: int, high: int, n: int) -> np.ndarray:
    """Return n whole numbers from low to high, both included."""
    return low + np.floor(rng.random(n) * (high - low + 1)).astype(int)


def sample(rng: np.random.Generator, weights, n: int) -> np.ndarray:
    """Return n different positions in ascending order, heavier ones more likely."""
    weights = np.asarray(weights, dtype=float)
    # Exponential keys: the n smallest of E/w are a weighted sample without replacement.
    keys = -np.log1p(-rng.random(len(weights))) / np.maximum(weights, 1e-300)
    return np.sort(np.argsort(keys, kind="stable")[:n])
