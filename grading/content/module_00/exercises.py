"""The exercises of module 0, ML in business."""

from grading.engine.declare.criterion import Criterion
from grading.engine.declare.exercise import exercise

E0_1 = exercise(
    "E0.1",
    title="Should you use ML?",
    points=12,
    answer="decisions",
    section="0.1",
    only_public=True,
    hints=(
        "Ask the same questions each time. Can the right answer be written down as a rule? Does that rule hold for "
        "long? Are there cases with the right answer to learn from? What does one wrong answer cost, and who sees it?",
        "For each reason ask two things: is it true in this scenario, and does it speak for my verdict? "
        "Leave out what is only true. 'Maybe' means that something must be measured first: then name what speaks for "
        "a model and what speaks against it.",
        "One scenario is settled by a rule that is never wrong. In one a rule works, and nobody has counted what its "
        "mistakes cost. In the other three no rule holds, and cases to learn from exist somewhere.",
    ),
)

E0_1B = exercise(
    "E0.1b",
    title="What is the project worth?",
    points=12,
    answer="npv",
    also=("break_even_month",),
    section="0.1",
    hints=(
        "Write down the stream of money month by month, with its sign: month 0 has the build, and months 1, 2, 3 … "
        "have what comes in minus what the model costs to run.",
        "Multiply each month's money by what a dollar of that month is worth today, (1 + rate) ** (-month / 12), and "
        "add everything up. For the break-even keep the running total and look at it after every month.",
        "npv: -build + sum of (gain - run) * (1 + rate) ** (-m / 12) for m from 1 to months. break_even_month: start "
        "a total at -build, return 0 if it is 0 already, add one month after the other, return the first month at "
        "which the total is 0 or more, and None after the last.",
    ),
)

E0_1C = exercise(
    "E0.1c",
    title="A rule before a model",
    points=12,
    answer="rule_price",
    section="0.1",
    hints=(
        "Two moments: learning from the sales happens once, pricing cards happens later and often. What must the "
        "second remember of the first? Two things.",
        "Drop the sales without a price first. Then group by rarity, and take the median and the count of each group. "
        "The other thing to remember is the median of all prices.",
        "Keep the medians whose count is at least 5, as a dict. Inside rule_price, define price(cards) that looks "
        "each rarity up in the dict and takes the overall median where there is none: "
        "cards['rarity'].map(medians).fillna(overall) does it. Return that function, without calling it.",
    ),
)

PROPOSAL_RUBRIC = (
    Criterion(
        "problem_first",
        "The problem, and why a model",
        2,
        anchors={
            0: "It says what will be built, or what others have.",
            50: "It says what hurts, but not whom or how much; or why a rule is not enough stays open.",
            100: "Who loses what, how much, and what a model could see that the rule by rarity can't.",
        },
    ),
    Criterion(
        "decision_changes",
        "What somebody does differently",
        2,
        anchors={
            0: "Nobody's work changes: a report, a dashboard, an insight.",
            50: "Somebody uses the price, but who, when and for which cards stays open.",
            100: "A named role does something named differently, and it is clear for which cards not.",
        },
    ),
    Criterion(
        "real_risks",
        "Risks of this project",
        2,
        anchors={
            0: "They would fit any project: bad data, delays, low accuracy.",
            50: "One or two are about these cards, this shop or this plan.",
            100: "All are, one is about people, and each mitigation can be begun on Monday.",
        },
    ),
    Criterion(
        "one_page",
        "A reader can say yes or no",
        2,
        anchors={
            0: "A reader has to ask what is wanted.",
            50: "The ask is clear; what would stop the project is not.",
            100: "Owner, cost, date, and the result of each stage say when to go on and when to stop.",
        },
    ),
)

E0_2 = exercise(
    "E0.2",
    title="Project proposal",
    points=16,
    answer="brief",
    self_marks="brief_self",
    section="0.6",
    only_public=True,
    hints=(
        "Begin with the need and the metric. Then write down three levels of the metric: today's, the rule's, and "
        "yours. The project is worth only what lies between the last two.",
        "Add up the weeks and count on a calendar: when does the data stage end, and is the data there by then? When "
        "does production begin, and how many days later is the first true value of the metric known?",
        "gain_per_month = worth × (alternative's value - target). Costs = build + run_per_month × months. "
        "roi = (gain_per_month × months - costs) / costs. npv(build, run_per_month, gain_per_month, months, 0.08) is "
        "the worth today, and its sign is your recommendation.",
    ),
    rubric=PROPOSAL_RUBRIC,
)

E0_2B = exercise(
    "E0.2b",
    title="What 85% accuracy means",
    points=12,
    answer="explain_accuracy",
    section="0.2",
    hints=(
        "Lay the table in front of you: a row holds the cards that truly are of a class, a column those the model "
        "put into it. Which cells are right? Which are the mistakes somebody has to pay for?",
        "For a class: the sum of its row is how many there are, the sum of its column how many were put there, and "
        "the cell where both meet how many are right. Go by the names, cm.loc[name, name], not by position.",
        "missed = row sum - hit, false_alarms = column sum - hit, trust = hit / column sum, or None if that sum is "
        "0. accuracy = all hits / all cards, and no_model = the largest row sum / all cards.",
    ),
)

E0_3 = exercise(
    "E0.3",
    title="Metrics translation",
    points=10,
    answer="translations",
    section="0.3",
    only_public=True,
    hints=(
        "Read each wish twice: who is unhappy, and with what? The metric must get better when they get happier, "
        "and stay bad as long as they are unhappy, whatever all the other cards do.",
        "A threshold is the level to be reached, not the change that was asked for: start from today's level. "
        "15% less of 20% is not 5%, and a fifth fewer refunds does not mean that a fifth is left.",
        "For satisfaction look at errors measured like the complaints, in percent, on the cards they come from. "
        "For fakes ask: of all the fakes, how many did we find? For the north star take what the shop's money "
        "feels in the end, and beside it something you can read on the same day that pushes it.",
    ),
)

E0_3B = exercise(
    "E0.3b",
    title="The threshold that earns most",
    points=16,
    answer="profit_curve",
    also=("best_threshold",),
    section="0.3",
    hints=(
        "At one threshold every card falls into one of four cases. Count the four cases, multiply each count by "
        "its dollars, add up. Then do the same at the next threshold.",
        "Between two neighbouring values of p nothing changes, so only the values in p can be best, and one more: "
        "a threshold that no card reaches, which buys nothing. Nothing is a decision like any other, and sometimes "
        "the best.",
        "bought = p >= threshold. Sum of tp where bought and y, fp where bought and not y, fn where not bought and "
        "y, tn for the rest. best_threshold: candidates are the distinct values of p and math.inf; take profit_curve "
        "of all of them, and among those with the largest profit the highest threshold.",
    ),
)

E0_5 = exercise(
    "E0.5",
    title="Go or stop",
    points=10,
    answer="gate_decisions",
    section="0.5",
    only_public=True,
    hints=(
        "Stand at each gate on its day, with nothing in your hands but the facts known by then. Cover the rest of "
        "the table with your hand.",
        "Ask of each fact: does it say anything about what the next money will buy? What is spent stays spent "
        "whatever you decide; applause comes before the results.",
        "To pay for another stage you need to know that the tool runs where the work is done, and that it helps "
        "somebody. Which facts of 2016 say that the one is missing, and which that the other is?",
    ),
)

E0_C = exercise(
    "E0.C",
    title="Checkpoint: stakeholder Q&A",
    points=0,
    answer="answers",
    self_marks="answers_self",
    section="0.6",
    only_public=True,
    hints=(
        "Each of them has seen a project fail. What is the VP, the CFO, the CTO afraid of? Answer that.",
        "VP: the rule, its number, and what is left for a model. CFO: costs, gain over the rule, and when she sees "
        "it. CTO: how you notice, what happens then, what stands in, and who decides.",
    ),
    rubric=(
        Criterion(
            "vp_rules",
            "VP: the rule gets its due",
            3,
            anchors={
                0: "Rules are dismissed, or the answer is about how good models are.",
                50: "A rule is named and compared, without its number or without what it can't do.",
                100: "The best rule and its number, what is left above it, and when you would keep the rule.",
            },
        ),
        Criterion(
            "cfo_return",
            "CFO: the return can be recalculated",
            3,
            anchors={
                0: "It will pay off; or one large number from nowhere.",
                50: "Costs and gain are there, but against doing nothing, or without a range or a date.",
                100: "Costs, gain over the rule, months, a bad case, and what she has to decide by when.",
            },
        ),
        Criterion(
            "cto_failure",
            "CTO: failure has a plan",
            3,
            anchors={
                0: "It won't fail; or we would retrain.",
                50: "It is watched, but not by whom, at which number, or with what coming next.",
                100: "A number that shows it, what happens by itself, what stands in, who decides.",
            },
        ),
        Criterion(
            "to_the_point",
            "All three: the question is answered",
            1,
            anchors={
                0: "The answers talk about something else.",
                50: "The answer is there, behind an introduction.",
                100: "The first sentence answers, and what you don't know you say.",
            },
        ),
    ),
)
