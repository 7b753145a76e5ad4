"""The exercises of module 0, ML in business."""

from grading.engine.declare.criterion import Criterion
from grading.engine.declare.exercise import exercise

E0_1 = exercise(
    "E0.1",
    title="Should you use ML?",
    points=10,
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
    points=8,
    answer="npv",
    also=("break_even_month",),
    section="0.1",
    hints=(
        "Write down the stream of money month by month, with its sign: month 0 has the build, and months 1, 2, 3 … "
        "have what comes in minus what the model costs to run.",
        "Multiply each month's money by what a dollar of that month is worth today, (1 + rate) ** (-month / 12), and "
        "add everything up. For the break-even keep the running total and look at it after every month.",
        "npv: -build + sum of (gain - run) * (1 + rate) ** (-m / 12) for m from 1 to months. break_even_month: start a "
        "total at -build, return 0 if it is 0 already, add one month after the other, return the first month at which "
        "the total is 0 or more, and None after the last.",
    ),
)

E0_1C = exercise(
    "E0.1c",
    title="A rule before a model",
    points=8,
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

E0_2B = exercise(
    "E0.2b",
    title="What 85% accuracy means",
    points=7,
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

E0_2C = exercise(
    "E0.2c",
    title="When will it be done?",
    points=8,
    answer="finish_quantile",
    also=("gates",),
    section="0.2",
    hints=(
        "Play the project once: draw a duration for each task, start each when what it waits for is done, and note "
        "when the last one ends. Now play it 20,000 times: the answer is a quantile of the ends.",
        "rng = np.random.default_rng(seed), and rng.triangular(low, likely, high, runs) draws all runs of a task at "
        "once. The start of a task is the maximum over the ends of what it waits for, run by run (np.maximum). For the "
        "gates ask finish_quantile when each stage ends, early and late, and write the weeks down.",
        "ends = {}; for each task: start = the largest of ends[name] for the names in after (0 without any), "
        "ends[task name] = start + draws. Take np.quantile of the largest end over all tasks. A gate: a "
        "stage's measure from the table, one number in at_least or at_most as the table says, and an end that really "
        "stops something.",
    ),
)

E0_3 = exercise(
    "E0.3",
    title="Metrics translation",
    points=8,
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
    title="What the errors cost",
    points=7,
    answer="value",
    section="0.3",
    hints=(
        "Two tables with the same labels: how many cards, and how many dollars for one. What do you do with two "
        "numbers that have the same row and column?",
        "The total is the sum of count times dollars over all places. For gain you need a rival that looks at no "
        "card: it gives every card the same label. What would the same cards have been worth then?",
        "Cards of one true label: sum of its row. One label for all is worth the sum over the true labels of that "
        "row sum times payoff.loc[truth, label]. Take the label that is worth most, subtract it from the total, and "
        "mind the case without cards.",
    ),
)

E0_3C = exercise(
    "E0.3c",
    title="An error budget by price band",
    points=8,
    answer="error_budget",
    section="0.3",
    hints=(
        "Two jobs, one after the other: first decide which bands there are, then share out the money. The second "
        "needs one unknown number only, the same for all bands.",
        "Every card may be wrong by k times the square root of its band's price. Summed over all cards that must "
        "be the total: solve for k. For the joins, walk from the dearest band to the cheapest and keep a list.",
        "k = total / sum of cards x sqrt(price). Joining: cards add up, the price is (cards x price of one + cards "
        "x price of the other) / all their cards, the names are put together with ' + ', the cheaper first. If the "
        "cheapest is still too thin at the end, join it with the one above.",
    ),
)

E0_3D = exercise(
    "E0.3d",
    title="The threshold that earns most",
    points=10,
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

E0_4 = exercise(
    "E0.4",
    title="Say it plainly",
    points=0,
    answer="plain_text",
    self_marks="plain_self",
    section="0.4",
    only_public=True,
    hints=(
        "Read it to somebody who has never trained a model. Where they frown, say what it means for one card.",
        "Begin with what you want from her, and by when. Then the number that speaks for it, and what it costs.",
    ),
    rubric=(
        Criterion(
            "plain_words",
            "Words the CFO uses",
            4,
            anchors={
                0: "She needs a dictionary for most sentences.",
                50: "One or two words of the workshop are left, or a number whose unit she doesn't know.",
                100: "Every word is one she uses herself; each number is dollars, cards or days.",
            },
        ),
        Criterion(
            "decision",
            "What she must decide",
            4,
            anchors={
                0: "It informs; nothing is asked.",
                50: "It asks for something, but not for how much, or not by when.",
                100: "One question she can answer with yes or no, with its price and its date.",
            },
        ),
        Criterion(
            "honest",
            "What speaks against it",
            2,
            anchors={
                0: "Only what is good news is told.",
                50: "A weakness is mentioned, without what it means for the shop.",
                100: "What the model does badly, what is done about it, and what happens if she says no.",
            },
        ),
    ),
)

E0_5 = exercise(
    "E0.5",
    title="Go or stop",
    points=6,
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
    points=12,
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
        "roi = (gain_per_month × months - costs) / costs.",
    ),
    rubric=PROPOSAL_RUBRIC,
)

E0_6 = exercise(
    "E0.6",
    title="Frame it",
    points=8,
    answer="framings",
    also=("questions",),
    section="0.6",
    only_public=True,
    hints=(
        "Begin with the decision: who does what, with one of which things? That is the unit. Then ask what would have "
        "to be known at that moment, and whether anybody ever learns it, for every unit.",
        "Where one direction costs more than the other, the middle is the wrong promise. Where only some can be "
        "taken, the order counts. Where a chance is weighed against a cost, the chance has to be right.",
        "Questions: who decides what comes before everything; then what is right and what a mistake costs; then the "
        "limits it has to work in. Of two that ask the same, take the one whose answer is a number or a name.",
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
        "VP: the rule, its number, and what is left for a model. CFO: costs, gain over the rule, and when she sees it. "
        "CTO: how you notice, what happens then, what stands in, and who decides.",
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
