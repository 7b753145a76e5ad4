"""Wrong answers to E1.1c, when each column is known."""

_ORDER = ["listing", "sale", "after"]


def _moment(row):
    late = row["written_at"] > row["listed_at"]
    return _ORDER[2 if row["written_at"] > row["sold_at"] else 1 if late else 0]


def _decide(log, moment=_moment, pick=max):
    """A right answer: the latest moment of any row of a column."""
    found = {}
    for row in log.to_dict("records"):
        found.setdefault(row["column"], []).append(_ORDER.index(moment(row)))
    return {column: _ORDER[pick(moments)] for column, moments in found.items()}


def goes_by_the_first_row(log):
    """Any of its fields: not the first in the log."""
    return _decide(log, pick=lambda moments: moments[0])


def goes_by_the_last_row(log):
    """Any of its fields: not the last in the log."""
    return _decide(log, pick=lambda moments: moments[-1])


def goes_by_the_earliest(log):
    """Any of its fields was written later."""
    return _decide(log, pick=min)


def goes_by_most(log):
    """Any of its fields: one is enough."""
    return _decide(log, pick=lambda moments: max(sorted(set(moments)), key=moments.count))


def goes_by_the_middle(log):
    """Any of its fields: one of many is enough."""
    return _decide(log, pick=lambda moments: sorted(moments)[len(moments) // 2])


def goes_by_the_newest_writing(log):
    """Any of its fields, and not only the one written last of all."""
    return _decide(log.sort_values("written_at").drop_duplicates("column", keep="last"))


def goes_by_the_first_writing(log):
    """An export shows what was written last."""
    return _decide(log.sort_values("written_at").drop_duplicates(["column", "listing_id"]))


def goes_by_the_first_listing(log):
    """Any of its fields, in whatever listing."""
    return _decide(log.sort_values("listed_at", kind="stable").groupby("column").head(1))


def compares_with_the_first_listing(log):
    """Later than its own listing was listed, and sold."""
    return _decide(log.assign(listed_at=log["listed_at"].min(), sold_at=log["sold_at"].min()))


def compares_with_the_last_listing(log):
    """Later than its own listing was listed, and sold."""
    return _decide(log.assign(listed_at=log["listed_at"].max(), sold_at=log["sold_at"].max()))


def compares_the_newest_of_each_column(log):
    """Later than its own listing was listed, and sold."""
    newest = log.groupby("column", as_index=False).agg("max")
    return _decide(newest)


def takes_the_minute_of_the_listing_as_late(log):
    """ "sale": later than its listing was listed."""
    return _decide(log, moment=lambda r: "sale" if r["written_at"] == r["listed_at"] else _moment(r))


def takes_the_minute_of_the_sale_as_after(log):
    """ "after": later than the sale."""
    return _decide(log, moment=lambda r: "after" if r["written_at"] == r["sold_at"] else _moment(r))


def takes_the_day_of_the_listing_as_the_listing(log):
    """Later than the minute of the listing, also on the same day."""
    return _decide(
        log, moment=lambda r: "listing" if r["written_at"][:10] <= r["listed_at"][:10] else _moment(r)
    )


def takes_the_day_of_the_sale_as_the_sale(log):
    """Later than the minute of the sale, also on the same day."""
    return _decide(log, moment=lambda r: "sale" if r["written_at"][:10] == r["sold_at"][:10] else _moment(r))


def looks_at_the_time_of_day_only(log):
    """written_at is a day and a time."""
    return _decide(
        log,
        moment=lambda r: _moment(
            {name: text[11:] if name.endswith("_at") else text for name, text in r.items()}
        ),
    )


def knows_no_after(log):
    """ "after": a moment of its own."""
    return _decide(log, moment=lambda r: _moment(r).replace("after", "sale"))


def knows_no_sale(log):
    """ "sale": a moment of its own."""
    return _decide(log, moment=lambda r: _moment(r).replace("sale", "after"))


def calls_early_writing_unknown(log):
    """What was written before the listing is known at the listing."""
    return _decide(log, moment=lambda r: "sale" if r["written_at"] < r["listed_at"] else _moment(r))


def leaves_out_what_is_known(log):
    """For each column in the log."""
    return {column: moment for column, moment in _decide(log).items() if moment != "listing"}


def fails_without_rows(log):
    """There may be no rows."""
    log["column"].iloc[0]
    return _decide(log)


def says_something_without_rows(log):
    """For each column in the log, and no other."""
    return _decide(log) or {"column": "listing"}


def answers_for_each_field(log):
    """For each column, not for each field of a listing."""
    return {
        (column, listing): moment
        for listing, own in log.groupby("listing_id")
        for column, moment in _decide(own).items()
    }


def gives_lists(log):
    """The moments, and for each the columns: the other way round."""
    found = _decide(log)
    return {moment: [column for column in found if found[column] == moment] for moment in _ORDER}


def sorts_the_log(log):
    """The log stays as it is."""
    log.sort_values("written_at", inplace=True)
    return _decide(log)


def drops_rows_of_the_log(log):
    """The log stays as it is."""
    found = _decide(log)
    log.drop(
        index=[row for row in log.index if log.loc[row, "written_at"] <= log.loc[row, "listed_at"]],
        inplace=True,
    )
    return found


def parses_the_log_in_place(log):
    """The log stays as it is."""
    found = _decide(log)
    log["written_at"] = log["written_at"].str[:10]
    return found
