"""Visitors of the card market for A/B tests: users, their sessions and searches, and what each switch does.

simulate(seed, ...)      one experiment: typed frames, tables for tests, and the truth to grade against
Design                   every argument of `simulate`, with its meaning and default
assign(ids, salt, share) which units get the treatment, stable for a salt
clicks(relevance, seed)  which results of a ranking people click, for interleaving and bandits

Every purpose has a stream of random numbers of its own, and each search keeps its numbers whatever is
switched on. So two experiments that differ in a switch only differ by what it changes."""

from course.market.experiments.design import ARMS, STEPS, UNITS, Design, assign
from course.market.experiments.experiment import Experiment, simulate
from course.market.experiments.funnel import METRICS, clicks

__all__ = ["ARMS", "METRICS", "STEPS", "UNITS", "Design", "Experiment", "assign", "clicks", "simulate"]
