"""What is often missing in E0.C, the stakeholders' questions."""

from grading.engine.declare.misconception import misconception

_RIGHT = {
    "vp": "We can: the median of the rarity misses by $6.90 a card, and it stays for cards we seldom see.",
    "cfo": "$22,800 in the first year against $27,360 more than the rule brings. Please decide by 18 December.",
    "cto": "If the weekly miss passes $7 the rule takes over by itself, and the pricing lead is called.",
}


@misconception(
    "E0.C",
    "names no rule that was tried",
    section="0.6",
    value=True,
    explanation="The VP asked about rules, and as far as a program can see hears of none. So nobody tried "
    "one, she thinks. Name the best rule you tried, what it reaches, and what it can't do; and say where "
    "you would keep it.",
)
def no_rule():
    return _RIGHT | {
        "vp": "A model learns from 30,000 sales and misses by $5.00 a card, and it improves with every sale."
    }


@misconception(
    "E0.C",
    "tells the CFO that it pays, and asks for nothing",
    section="0.6",
    value=True,
    explanation="There is money in the answer, but nothing to decide was seen, and no day on which it "
    "shows whether it was true. A return without a date is a hope. Say what you ask for, when the first "
    "numbers are in, and what you do if they are bad.",
)
def no_date():
    return _RIGHT | {"cfo": "It brings $27,360 and costs $22,800, a return of a fifth."}


@misconception(
    "E0.C",
    "leaves open what happens when it fails",
    section="0.6",
    value=True,
    explanation="The CTO asked what if, and no plan for it was seen. 'It won't' and 'we would retrain' "
    "are none: the test was on old cards, and markets move, data breaks, people don't follow. Say at "
    "which number you notice, what happens then without anybody's help, and what prices the cards "
    "meanwhile.",
)
def wont_fail():
    return _RIGHT | {
        "cto": "It won't: we tested it on 5,000 cards it had never seen and it missed by $5.00 only."
    }
