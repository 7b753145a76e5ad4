"""The five scenarios of E0.1: which verdict fits, which reasons hold, and why each other choice does not."""

from __future__ import annotations

from dataclasses import dataclass

REASONS = {
    "examples": "there are many past cases with the right answer, here or in a ready model",
    "hard_to_write": "people see the right answer, but nobody can write down how",
    "changing": "what is to be found changes faster than rules can be rewritten",
    "cheap_errors": "a wrong answer costs little, or a person sees it before it does harm",
    "exact_rule": "the right answer follows from a rule that can be written down completely",
    "no_error_allowed": "not even a rare wrong answer is acceptable",
    "rule_may_do": "a simple rule is there, and nobody has shown what a model would add to it",
    "much_data": "there is a lot of data",
    "others_do": "others in the trade use ML for it",
    "always_better": "a model is never worse than a rule",
}
FOR = {"examples", "hard_to_write", "changing", "cheap_errors"}
"""The reasons that speak for ML; the next three speak against it, and the last three for nothing."""

NEVER = {
    "much_data": "the amount decides nothing: what counts is whether the right answer stands beside each case, and "
    "whether a rule would do without any of it",
    "others_do": "others have other data, other costs and other rules: ask what they measured, not what they bought",
    "always_better": "a model is wrong now and then by design, and somebody has to run it: a rule that is complete "
    "beats it, and a rule that is close is cheaper",
}
"""Reasons that never decide, and why."""


@dataclass(frozen=True)
class Scenario:
    """One decision: the reasons that hold, by the verdicts they speak for, and why each other choice doesn't fit."""

    holds: dict[str, frozenset[str]]
    other_verdicts: dict[str, str]
    other_reasons: dict[str, str]

    def why_not(self, reason: str) -> str:
        """Why a reason does not carry the verdict here."""
        return (self.other_reasons | NEVER).get(
            reason, "this is not in the table of reasons: pick its keys from there"
        )


SCENARIOS = {
    "email_spam": Scenario(
        {"yes": frozenset({"examples", "hard_to_write", "changing", "cheap_errors"})},
        {
            "no": "rules alone are what the shop has, and they catch less every week: 60,000 marked mails can "
            "teach a model what nobody can keep writing down",
            "maybe": "what would you still have to find out? The rule is losing ground, the marked mails are there, "
            "and a mistake is found the same evening",
        },
        {
            "exact_rule": "the list of forbidden words is such a rule, and senders write around it every few days",
            "no_error_allowed": "a mail in the wrong folder is found the same evening: mistakes are acceptable here, "
            "and that speaks for a model",
            "rule_may_do": "somebody has shown it: the word list catches fewer mails each week",
        },
    ),
    "inventory": Scenario(
        {
            "maybe": frozenset({"examples", "cheap_errors", "rule_may_do"}),
            "no": frozenset({"cheap_errors", "rule_may_do"}),
        },
        {
            "yes": "a history to learn from is not yet a reason: the rule works, and nobody has counted what its "
            "mistakes cost. If that is $20 a month, no model will ever earn its upkeep",
        },
        {
            "examples": "three years of sales are there, and that speaks for a model: with it the answer is maybe, "
            "not no",
            "hard_to_write": "'fewer than 20 left, order 60' is written down in one line, and a script does it",
            "changing": "demand for sleeves moves with the seasons, and the 20 in the rule is changed in a minute",
            "exact_rule": "the rule is complete, its answer is not known to be right: next week's demand follows from "
            "no formula",
            "no_error_allowed": "a kind that is sold out is back in two days, and packs too many are sold a month "
            "later: nobody is harmed by either",
        },
    ),
    "fraud": Scenario(
        {"yes": frozenset({"examples", "hard_to_write", "changing", "cheap_errors"})},
        {
            "no": "rules alone lose this race: each is worked around within weeks. Keep them for the tricks you "
            "know, and let a model find orders that look like past fraud in many small ways at once",
            "maybe": "that fraud is rare and known late makes the work harder, not the decision open: the cases of "
            "four years are there, rules are worked around, and a person looks before anybody is harmed",
        },
        {
            "exact_rule": "there is no complete rule for what people invent next month",
            "no_error_allowed": "mistakes are made today in both directions, and each has a price: a held order waits "
            "a few hours. They are weighed, not forbidden",
            "rule_may_do": "somebody has shown it: every new rule is worked around within weeks",
        },
    ),
    "translation": Scenario(
        {"yes": frozenset({"examples", "hard_to_write", "cheap_errors"})},
        {
            "no": "no data of one's own is no reason against ML: ready models have learned from the translations of "
            "others. Whether to build one is another question, and the answer to that is no",
            "maybe": "no rule can do it, ready models can, and the seller reads the text first: the open question is "
            "which service to buy, not whether",
        },
        {
            "changing": "Japanese is the same next week: this is hard, but it holds still",
            "exact_rule": "what a word means here depends on all the others in the sentence: a dictionary and a "
            "grammar don't say it",
            "no_error_allowed": "the seller reads every text before it appears, so a wrong sentence is mended in time",
            "rule_may_do": "there is no simple rule that translates sentences of every kind: nothing to keep instead",
        },
    ),
    "calculator": Scenario(
        {"no": frozenset({"exact_rule", "no_error_allowed", "rule_may_do"})},
        {
            "yes": "a model would learn from two million orders what four lines of code already know, and be a few "
            "cents off now and then: the rule is never wrong",
            "maybe": "there is nothing to find out: the rule is written down, it is right to the cent, and no model "
            "can be better than right",
        },
        {
            "examples": "they are there, but that speaks for ML, not for your verdict: with the rule at hand, two "
            "million totals teach nothing new",
            "hard_to_write": "add up, take off 10% above $100, add the tax of the table: it is all written down",
            "changing": "when a tax changes it is published beforehand, and one line of the table changes with it",
            "cheap_errors": "a total that is a cent off is a complaint, and nobody looks at each order before it is "
            "paid",
        },
    ),
}
"""The scenarios by their key in `decisions`, in the order of the notebook."""
