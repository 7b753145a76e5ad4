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


def sample_keys(rng: np.random.Generator, weights) -> np.ndarray:
    """Return one positive key a weight, smaller for heavier ones: those below a threshold are a weighted
    sample without replacement (Efraimidis and Spirakis 2006, exponential keys)."""
    weights = np.asarray(weights, dtype=float)
    return -np.log1p(-rng.random(len(weights))) / np.maximum(weights, 1e-300)


def sample(rng: np.random.Generator, weights, n: int) -> np.ndarray:
    """Return n different positions in ascending order, heavier ones more likely."""
    return np.sort(np.argsort(sample_keys(rng, weights), kind="stable")[:n])


def keyed(numbers, *purpose) -> np.ndarray:
    """Return one uniform number in [0, 1) for each whole number: the same number always gives the same draw,
    whatever stands beside it (the finalizer of splitmix64: Steele, Lea and Flood 2014)."""
    digest = hashlib.sha256(repr(purpose).encode()).digest()
    z = np.asarray(numbers).astype(np.uint64) + np.uint64(int.from_bytes(digest[:8], "big"))
    z = z * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((z ^ (z >> np.uint64(31))) >> np.uint64(11)) * 2.0**-53


def numbers_of(texts) -> np.ndarray:
    """Return a whole number for each text, the same on every machine: what `keyed` takes."""
    return np.array(
        [int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big") for text in texts],
        dtype=np.uint64,
    )
