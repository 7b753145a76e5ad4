"""Answers to E0.4 in which nothing is missing: how good they are, a person says."""

right_short = {
    "plain_text": "May we spend $2,000 on a six-week trial, starting 2 March? The new prices are $4 "
    "closer to what a card fetches than ours by hand. Cards over $100 stay with your staff. If you say "
    "no, we go on with the table we have.",
    "plain_self": {"plain_words": 100, "decision": 100, "honest": 50},
}
right_other_words = {
    "plain_text": "Please decide by Friday. On nine cards in ten the computer's price is off by four "
    "dollars less than the list of average prices at the counter. Trying it until the end of April costs "
    "2,000 dollars.",
    "plain_self": {"plain_words": 50, "decision": 100, "honest": 0},
}
