"""Known wrong answers to E1.1c, when each column is known."""

from grading.engine.declare.misconception import misconception


def _moment(written, listed, sold):
    return "after" if written > sold else "sale" if written > listed else "listing"


_ORDER = ["listing", "sale", "after"]


def _decide(log, pick=max, moment=_moment):
    """A right answer with a switch for each mistake."""
    found = {}
    for row in log.to_dict("records"):
        found.setdefault(row["column"], []).append(
            _ORDER.index(moment(row["written_at"], row["listed_at"], row["sold_at"]))
        )
    return {column: _ORDER[pick(moments)] for column, moments in found.items()}


@misconception(
    "E1.1c",
    "takes the export for the live system",
    section="1.1.2",
    explanation="For you every column is known at the listing. In the export all of them are filled, but it was "
    "written long after: at the counter, many of these fields are still empty. Hold each time in "
    "written_at against the times of the listing and of the sale.",
)
def export_is_live(log):
    return _decide(log, moment=lambda *_: "listing")


@misconception(
    "E1.1c",
    "goes by the first time a field was written",
    section="1.1.2",
    explanation="hearts was written with the offer, so you call it known at the listing. But it was written again "
    "when the card was sold, and the export shows that last value. On the day of the listing it was 0 "
    "for every card. A model trained on the last value has read the end of the story. Look at the "
    "last writing of each field.",
)
def first_write(log):
    return _decide(log.sort_values("written_at").drop_duplicates(["column", "listing_id"]))


@misconception(
    "E1.1c",
    "goes by what is usual, or by the first listing it meets",
    section="1.1.2",
    explanation="For some listings the field is there early, for one it comes late, and you let the early ones "
    "decide. At the counter the model can't know which kind of card it has before it: where the field "
    "is empty, it has nothing to read. One late listing makes the column late.",
)
def usual_moment(log):
    last = log.sort_values("written_at", kind="stable").groupby(["column", "listing_id"], sort=False)
    return _decide(last.tail(1), pick=min)


@misconception(
    "E1.1c",
    "takes the minute of the listing or of the sale for too late",
    section="1.1.2",
    explanation="What is written in the very minute of the listing comes with the offer, and what is written in "
    "the minute of the sale comes with the deal. You call both later than that, so the card's own "
    "fields, all written with the offer, are lost to the model. Late is what comes after, `>` and not "
    "`>=`.",
)
def minute_is_late(log):
    return _decide(
        log, moment=lambda w, listed, sold: "after" if w >= sold else "sale" if w >= listed else "listing"
    )


@misconception(
    "E1.1c",
    "knows two moments only",
    section="1.1.2",
    explanation="What comes later than the listing is 'sale' for you, whenever it comes. But a job that runs "
    "after the sale has the price paid before it, and may have put it into the column. Such a column "
    "is the worst leak there is, and deserves a name of its own: hold written_at against sold_at as "
    "well.",
)
def no_after(log):
    return _decide(log, moment=lambda w, listed, sold: "sale" if w > listed else "listing")
