"""Section 1.5: what was made from what."""

from grading.content.module_01.exercises import E1_5B
from grading.content.module_01.public.helpers import agreed_id, is_agreed, recorded


def _pipeline(answer, raw="raw-may"):
    """raw -> clean -> audit and (features, report), features -> model; and, apart, guide -> prices."""
    lineage = answer()

    def ids_of(step, inputs, outputs):
        return recorded(lineage.record(step, inputs, outputs, "v1"), len(outputs))

    (clean,) = ids_of("clean", [raw], ["clean.parquet"])
    (audit,) = ids_of("audit", [clean], ["audit.csv"])
    features, report = ids_of("features", [clean], ["features.parquet", "report.html"])
    (model,) = ids_of("train", [features], ["model.bin"])
    (prices,) = ids_of("import", ["guide"], ["prices.parquet"])
    ids = {
        "clean": clean,
        "audit": audit,
        "features": features,
        "report": report,
        "model": model,
        "prices": prices,
    }
    return lineage, ids


def _named(check, impact, ids):
    """The names of the nodes in an impact set: ids differ between right answers."""
    names = {node: name for name, node in ids.items()}
    nodes = check.items(impact, "impact gives a set of ids: whoever withdraws something goes through them")
    return None if nodes is None else sorted(names.get(node, "an id nobody recorded") for node in nodes)


def _one_id(answer, step="clean", inputs=("raw-may",), outputs=("clean.parquet",), code_hash="v1"):
    return recorded(answer().record(step, list(inputs), list(outputs), code_hash), len(outputs))[0]


@E1_5B
def test_one_id_an_output(answer, check):
    """Every output gets an id of its own"""
    why = "two outputs, two ids, in their order"
    names = ["report.html", "features.parquet"]
    given = check.leaves_alone(
        answer().record, ["features", ["raw-may"], names, "v1"], "the lists are somebody else's: change none"
    )
    ids = check.items(given, why)
    if ids is None or not check.equal(len(ids), 2, why):
        return
    both = [_one_id(answer, "features", outputs=[name]) for name in names]
    check.is_true(
        ids == both,
        "the first id belongs to the first output, and is the same as without the second one",
        given="another order, or other ids",
        expected="the two ids that the outputs have when each is recorded alone",
        given_as="record of two outputs",
    )
    check.equal(
        len(set(ids)),
        2,
        "a report with the id of the features is blamed for every model",
        given_as="different ids",
    )


@E1_5B
def test_agreed_id(answer, check):
    """An id is the digest that is agreed on"""
    for step, inputs, output, code in (
        ("clean", ["raw-may"], "clean.parquet", "v1"),
        ("join", ["raw-may", "guide", "april"], 'prices, "é".csv', "v2"),
        ("load", [], "raw.csv", "v1"),
        ("compare", ["raw-may", "raw-may"], "same.csv", "v1"),
    ):
        text = f'["{step}", "{code}", {inputs!r}, …]'.replace("'", '"')
        is_agreed(
            check,
            _one_id(answer, step, inputs, [output], code),
            agreed_id(step, inputs, output, code),
            f"a colleague's machine must find the same id: the sha256 of {text}, the inputs in their order",
            f"the id of {output}, made by {step} from {len(inputs)} inputs",
        )


@E1_5B
def test_same_content_same_id(answer, check):
    """The same run gives the same id, anywhere"""
    lineage = answer()
    first = recorded(lineage.record("clean", ["raw-may"], ["clean.parquet"], "v1"), 1)
    lineage.record("other", ["raw-june"], ["other.parquet"], "v1")
    again = recorded(lineage.record("clean", ["raw-may"], ["clean.parquet"], "v1"), 1)
    check.equal(
        len({*first, *again}),
        1,
        "run again on the same input, it is the same table",
        given_as="ids of two equal runs",
    )
    check.equal(
        len({_one_id(answer), _one_id(answer)}),
        1,
        "a colleague's machine must find the same id, or nobody can tell that two tables are equal",
        given_as="ids of the same step in two Lineages",
    )


@E1_5B
def test_any_change_changes_the_id(answer, check):
    """A change in code, input, step or name gives another id"""
    for change in (
        {"code_hash": "v2"},
        {"inputs": []},
        {"inputs": ["raw-june"]},
        {"inputs": ["raw-may", "guide"]},
        {"step": "clean_again"},
        {"outputs": ["clean_eu.parquet"]},
    ):
        (what,) = change
        check.equal(
            len({_one_id(answer), _one_id(answer, **change)}),
            2,
            f"another {what} makes another table: under the same id the old one would pass for the new one",
            given_as=f"different ids before and after {what} became {change[what]!r}",
        )


@E1_5B
def test_change_travels_down(answer, check):
    """A changed source gives new ids all the way down"""
    old, new = (_pipeline(answer, raw)[1] for raw in ("raw-may", "raw-may-corrected"))
    for name in ("clean", "model"):
        check.equal(
            len({old[name], new[name]}),
            2,
            f"the corrected file leads to another {name}",
            given_as=f"ids of {name}",
        )
    check.equal(
        len({old["prices"], new["prices"]}), 1, "the price guide did not change", given_as="ids of prices"
    )


@E1_5B
def test_impact_is_transitive(answer, check):
    """Impact reaches everything downstream"""
    lineage, ids = _pipeline(answer)
    check.equal(
        _named(check, lineage.impact("raw-may"), ids),
        ["audit", "clean", "features", "model", "report"],
        "the model never read the raw file itself and is poisoned all the same",
        given_as='impact("raw-may")',
    )
    check.equal(
        _named(check, lineage.impact(ids["clean"]), ids),
        ["audit", "features", "model", "report"],
        "from the clean table on, without the table itself",
        given_as="impact(clean)",
    )


@E1_5B
def test_every_run_counts(answer, check):
    """Every run of a step counts, also one that is recorded later"""
    lineage, ids = answer(), {}
    for month in ("may", "june"):
        ids[month] = recorded(lineage.record("clean", [f"raw-{month}"], ["clean.parquet"], "v1"), 1)[0]
        check.equal(
            _named(check, lineage.impact(f"raw-{month}"), ids),
            [month],
            "each month is cleaned by the same step",
            given_as=f'impact("raw-{month}")',
        )
    ids["model"] = recorded(lineage.record("train", [ids["may"]], ["model.bin"], "v1"), 1)[0]
    check.equal(
        _named(check, lineage.impact("raw-may"), ids),
        ["may", "model"],
        "the run for June took nothing from that for May, and the model was built after the first question",
        given_as='impact("raw-may"), asked again after two more steps',
    )


@E1_5B
def test_impact_is_exact(answer, check):
    """Impact names nothing else"""
    lineage, ids = _pipeline(answer)
    check.equal(
        _named(check, lineage.impact(ids["features"]), ids),
        ["model"],
        "the report was written beside the features, not from them",
        given_as="impact(features)",
    )
    check.equal(
        _named(check, lineage.impact("guide"), ids),
        ["prices"],
        "withdrawing good models costs too",
        given_as='impact("guide")',
    )
    for node, why in ((ids["model"], "nothing was built from the model yet"), ("June", "nobody recorded it")):
        check.equal(
            _named(check, lineage.impact(node), ids),
            [],
            why,
            given_as="impact of the model, then of an unknown node",
        )


@E1_5B
def test_any_order_of_recording(answer, check):
    """Steps may be recorded in any order, and again"""
    lineage, node, steps, ids = answer(), "raw-may", [], {}
    for step in ("clean", "join", "train"):
        steps.append((step, [node, "guide"], [f"{step}.out"], "v1"))
        node = ids[step] = _one_id(answer, *steps[-1])
    for step in (steps[2], steps[1], steps[1], steps[0]):
        lineage.record(*step)
    for node in ("raw-may", "guide"):
        check.equal(
            _named(check, lineage.impact(node), ids),
            ["clean", "join", "train"],
            "logs of several machines arrive as they like: the end of the chain may be told first, or twice",
            given_as=f'impact("{node}"), after the last step was recorded first',
        )
