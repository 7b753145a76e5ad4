"""The exercises of module 1, Data engineering."""

from grading.engine.declare.exercise import exercise

E1_1 = exercise(
    "E1.1",
    title="Parse a price",
    points=6,
    answer="parse_price",
    section="1.1",
    hints=(
        "Three things can come in: a price, a way of saying that there is none, and a text nobody can read. "
        "Give each its own ending: a number, None, an error.",
        "Deal with missing first, on the stripped text. Then take off what marks the unit and remember whether "
        "it was cents. What is left must be a number with commas, and nothing else.",
        "Strip; if that is empty, '---' or 'n/a' (lower it first), return None. If it ends with ¢, drop the "
        "sign and divide by 100 at the end. Else drop a leading $ or USD. Strip again, remove the commas. "
        "If what is left is digits, or digits with one point among them (re.fullmatch can tell), float() "
        "makes the number; if not, raise ValueError.",
    ),
)

E1_1B = exercise(
    "E1.1b",
    title="A report on four sources",
    points=8,
    answer="source_report",
    section="1.1",
    hints=(
        "Write the report for one source first, as a dict of five numbers. The table is a loop over the sources.",
        "For the last two columns you need one guide price for each card: a Series with card_id as its index. "
        "With it, map() turns the card_id column of any source into guide prices, row by row.",
        "guide = frames['price_guide'].groupby('card_id')['price'].median(). ratio = price / "
        "card_id.map(guide), without the missing ones. Its median is ratio_to_guide; the mean of 'below 0.8 "
        "or above 1.25' is disagree_share. For the others: isna().mean(), duplicated().sum(), and today "
        "minus the maximum of pd.to_datetime(seen_at), in days.",
    ),
)

E1_1C = exercise(
    "E1.1c",
    title="When is each column known?",
    points=6,
    answer="availability",
    section="1.1",
    hints=(
        "The export shows what was written last. So ask of every row of the log: was this still to come "
        "when the card was listed? And when it was sold?",
        "ISO times compare as text: log['written_at'] > log['listed_at'] says for each row whether it came "
        "later than the listing. Do the same with sold_at, and look at the two columns of true and false "
        "for each column of the log.",
        "late = log['written_at'] > log['listed_at'], and too_late the same with sold_at. For each name in "
        "log['column'], with own = log['column'] == name: 'after' where too_late[own].any(), else 'sale' "
        "where late[own].any(), else 'listing'.",
    ),
)

E1_2 = exercise(
    "E1.2",
    title="A contract for a batch, and a gate in CI",
    points=12,
    answer="validate",
    also=("gate",),
    section="1.2",
    hints=(
        "A contract is what may be in a column, not what happened to be in it last month. Write one line of "
        "rules for each column before you write code.",
        "One pandera.DataFrameSchema with a pandera.Column for each rule; nullable=True where a cell may be "
        "missing; pandera.Check(function, element_wise=True) for a rule about one cell. A day needs two "
        "looks: at its form, and in the calendar. schema.validate(batch, lazy=True) raises "
        "pandera.errors.SchemaErrors, and the error's failure_cases is a table of everything it found.",
        "In failure_cases, index is the row, column the column and check what failed. For a missing column check is "
        "'column_in_dataframe', its name is in failure_case, and the row becomes -1. Build the three columns from "
        "that, drop doubles of the same cell, and return an empty table with them when nothing was raised. "
        "gate only asks whether that table is empty.",
    ),
)

E1_2B = exercise(
    "E1.2b",
    title="Ingest without losing a row",
    points=10,
    answer="ingest",
    section="1.2",
    hints=(
        "Every row that comes in goes out through exactly one of two doors. Which of the two, and why, can "
        "be decided for one row at a time, in the order they arrive.",
        "Keep the set of sale ids you have accepted. For each row: no id? then price, then: accepted before? The "
        "first that applies is its reason; a row without a reason goes to clean and its id into the set.",
        "pd.concat(batches, ignore_index=True) gives rows_in. Make a list of reasons by looping over "
        "to_dict('records'), None for a good row; split the table by it, so that both parts keep the "
        "columns. The line that makes the digest stands in the contract.",
    ),
)

E1_3 = exercise(
    "E1.3",
    title="Two columns are enough",
    points=6,
    answer="avg_price_by_rarity",
    section="1.3",
    hints=(
        "A Parquet file keeps each column in a place of its own. Which two do you need? The reader can be told.",
        "pd.read_parquet, pyarrow.parquet.read_table and pyarrow.dataset all take columns=[…], and all of them "
        "take a folder as well as a file.",
        "Read rarity and price, drop the rows without a price, group by rarity, take the mean of price over the "
        "rows of all files together, and turn the result into a dict with to_dict().",
    ),
)

E1_4 = exercise(
    "E1.4",
    title="A live average that agrees with the nightly batch",
    points=10,
    answer="StreamAgg",
    section="1.4",
    hints=(
        "Every event carries two days. Which one says when the card was sold? Only that one decides "
        "anything here.",
        "Keep the events you may still need, by their id, each with its day, rarity and price. A known id "
        "means a replay. Keep the newest event_time as a clock, and compute the averages only when "
        "somebody asks.",
        "In update, in this order: ignore an id you hold; count an event that lies more than "
        "watermark_days behind the clock in too_late; else keep it, move the clock forward if it is newer, "
        "and throw out what was sold window_days + watermark_days days before the clock or earlier. In "
        "value, group the prices of the events with t - window_days < event_time <= t by rarity, and "
        "average each group once.",
    ),
)

E1_4B = exercise(
    "E1.4b",
    title="A broker that forgets nothing",
    points=10,
    answer="Broker",
    section="1.4",
    hints=(
        "Two things to remember: what was published (per topic), and what was finished (per topic and "
        "group). Which of your methods may change which of the two?",
        "A list per topic is the log: the offset is the index. For each (topic, group) keep the set of "
        "offsets that were acknowledged. The log never shrinks, and a group never touches another group's "
        "set.",
        "publish appends and returns the index. subscribe makes an empty set unless there is one. poll "
        "looks through the log from 0 for the first offset that is not in the set, and changes nothing. "
        "ack adds one offset. replay takes out all offsets from the given one on.",
    ),
)

E1_5 = exercise(
    "E1.5",
    title="Is it still the same data?",
    points=8,
    answer="fingerprint",
    also=("roundtrip_error",),
    section="1.5",
    hints=(
        "A digest hashes bytes. The whole task is to turn the table into one text in which everything that "
        "counts can be seen, and nothing else. Start with the example in the docstring.",
        "Build names and rows as plain Python lists, print what json.dumps writes, and compare it with the "
        "example before you hash it. df[name].tolist() gives the cells of a column as Python's own numbers and "
        "text; zip(*columns) makes rows of columns. For the round trip: leave out what is missing, there and "
        "back on all that is left, then compare in dollars.",
        "None for each cell where pd.isna says so. rows.sort(key=json.dumps) unless ordered, then "
        "hashlib.sha256(json.dumps([names, rows]).encode()).hexdigest(). For roundtrip_error: drop missing "
        "prices, return 0.0 if none is left, math.inf if anything that comes back is not finite (np.isfinite), "
        "else the largest absolute difference.",
    ),
)

E1_5B = exercise(
    "E1.5b",
    title="Which models did the bad file poison?",
    points=8,
    answer="Lineage",
    section="1.5",
    hints=(
        "Two questions: what goes into an id, and how do you get from a node to everything after it? The "
        "first is answered to the letter in the docstring of record: get its example right first.",
        "Keep for every node the set of ids built directly from it, whatever the order you are told in, and "
        "walk along these sets only when somebody asks.",
        "record: for each output name, "
        "hashlib.sha256(json.dumps([step, code_hash, inputs, name]).encode()).hexdigest(); "
        "add that id to the set of every input; return the ids as a list. impact: a list of nodes still to "
        "visit, starting with the node; take one out, add what was built from it and was not found yet to "
        "the found ones and to the list; stop when the list is empty.",
    ),
)

E1_6 = exercise(
    "E1.6",
    title="What the label is, and what it is not",
    points=8,
    answer="make_labels",
    section="1.6",
    hints=(
        "Two separate questions for every listing: does it get a row, and does that row get a label? Most "
        "mistakes come from answering both with one filter.",
        "First the rows: listed by the cutoff, each id once, not put up again since. Then one yes-or-no "
        "column that says whether a price is known: sold, by the cutoff, not returned, not in a bundle.",
        "pandas compares days with ISO text, so listed_at <= cutoff works as it is, and NaT is never "
        "before it. drop_duplicates on listing_id; take out ids found in relist_of of the listings that "
        "are left. The label is sold_price divided by the rate mapped from currency, kept only where the "
        "yes-or-no column holds (Series.where leaves NaN elsewhere); censored is its opposite.",
    ),
)

E1_7 = exercise(
    "E1.7",
    title="Checkpoint: one month, clean and accounted for",
    points=8,
    answer="build_clean",
    section="1.7",
    hints=(
        "Do two jobs one after the other: first give every row a reason or none, and count; then clean "
        "what is left. rows_in must be the sum of what you counted, always.",
        "Loop over raw.to_dict('records'), with a set of the ids seen and a Counter of reasons; if and elif in "
        "the order of the list give each row its first reason. Bring sold_at to one format before you look at "
        "its month. Write the Parquet file into memory (io.BytesIO), and hash exactly those bytes.",
        "Dates: dd, mm, yyyy = text.split('/') makes ISO. Price: to float, / 100 for partner rows sold from "
        "2025-03-01 on, / 0.92 for EUR. hp: removesuffix(' HP'), float. Rarity: re.sub('[^a-z]', '', "
        "text.lower()), and rareholo for holorare. Then pd.DataFrame(clean, columns=[the seven]), "
        "to_parquet(buffer, index=False), and hashlib.sha256(buffer.getvalue()).hexdigest().",
    ),
)
