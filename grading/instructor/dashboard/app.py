import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="Cohort")

with app.setup(hide_code=True):
    import os
    from pathlib import Path

    import altair as alt
    import marimo as mo
    import pandas as pd

    from course import lesson_headings as lessons
    from course import theme
    from grading.instructor.dashboard import cohort_statistics as stats
    from grading.instructor.dashboard import render as cohort

    theme.enable()


@app.cell(hide_code=True)
def _():
    path = Path(os.environ.get("COURSE_GRADEBOOK") or "grades/gradebook.db").absolute()
    seen, see = mo.state(stats.revision(path))
    # What was chosen, kept while new reports make the page anew.
    chosen = {"module": None, "learner": None}
    return chosen, path, see, seen


@app.cell(hide_code=True)
def _():
    mo.md("""
    # The cohort
    """)
    return


@app.cell(hide_code=True)
def _():
    clock = mo.ui.refresh(
        options=["2s", "10s", "1m"], default_interval="2s", label="Look for new reports every"
    )
    return (clock,)


@app.cell(hide_code=True)
def _(clock, path, see, seen):
    # The only cell that runs with the clock; the rest runs when there is something new.
    _ = clock.value
    now = stats.revision(path)
    if now != seen():
        see(now)
    return


@app.cell(hide_code=True)
def _(path, seen):
    seen()
    book = stats.snapshot(path)
    return (book,)


@app.cell(hide_code=True)
def _(book, chosen):
    modules = {lessons.module_title(number): number for number in stats.modules(book.reports)}
    if chosen["module"] not in modules.values():
        chosen["module"] = stats.newest_module(book.reports)
    module_choice = mo.ui.dropdown(
        modules,
        value=next((title for title, number in modules.items() if number == chosen["module"]), None),
        allow_select_none=False if modules else None,
        label="Module",
        on_change=lambda number: chosen.update(module=number),
    )
    return module_choice, modules


@app.cell(hide_code=True)
def _(clock, module_choice, modules):
    only = mo.Html(cohort.title("".join(modules)))
    mo.hstack([module_choice if len(modules) > 1 else only, clock], justify="space-between", wrap=True)
    return


@app.cell(hide_code=True)
def _(book, module_choice, path):
    mo.stop(not book.reports, mo.Html(cohort.style() + cohort.empty(book.problem, path)))
    module = module_choice.value
    reports = stats.by_name(one for one in book.reports if one.module == module)
    marks = [mark for mark in book.marks if mark.module == module]
    return marks, module, reports


@app.cell(hide_code=True)
def _(reports):
    mo.Html(cohort.style() + cohort.tiles(stats.summary(reports)))
    return


@app.cell(hide_code=True)
def _(reports):
    mo.vstack(
        [
            mo.md("## Scores"),
            alt.Chart(pd.DataFrame(cohort.chart_rows(stats.distribution(reports))))
            .mark_bar(cornerRadiusEnd=2)
            .encode(
                alt.X("percent:N", sort=None, title="Percent of the points").axis(
                    labelAngle=0, labelOverlap=True
                ),
                alt.Y("learners:Q", title="Learners").axis(tickMinStep=1, format="d"),
                alt.Tooltip("what:N", title="Learners"),
            )
            .properties(width="container", height=200),
        ]
    )
    return


@app.cell(hide_code=True)
def _(reports):
    by_exercise = stats.exercises(reports)
    mo.vstack([mo.md("## Hardest exercises"), mo.Html(cohort.exercises(by_exercise))])
    return (by_exercise,)


@app.cell(hide_code=True)
def _(reports):
    by_check = stats.checks(reports)
    mo.vstack(
        [
            mo.md("## Hardest checks"),
            mo.md("### Public: learners see them while they work"),
            mo.Html(cohort.checks(by_check, hidden=False)),
            mo.md("### Hidden: run only here, on other data"),
            mo.Html(cohort.checks(by_check, hidden=True)),
        ]
    )
    return


@app.cell(hide_code=True)
def _(by_exercise, module, reports):
    tried = {one.id: one.attempted for one in by_exercise}
    mistakes = stats.misconceptions(reports)
    mo.vstack([mo.md("## Misconceptions"), mo.Html(cohort.misconceptions(mistakes, tried, module))])
    return


@app.cell(hide_code=True)
def _(book, reports):
    mo.vstack([mo.md("## To look into"), mo.Html(cohort.troubles(stats.troubles(reports, book.notices)))])
    return


@app.cell(hide_code=True)
def _(chosen, marks, reports):
    place = {report.learner: number for number, report in enumerate(reports)}
    learner_choice = mo.ui.table(
        cohort.rows(reports, marks),
        selection="single",
        initial_selection=[place[chosen["learner"]]] if chosen["learner"] in place else None,
        hidden_columns=["#"],
        page_size=10,
        show_column_summaries=False,
        show_data_types=False,
        show_download=False,
        label="Choose a learner to see what their page says.",
    )
    mo.vstack([mo.md("## Learners"), learner_choice])
    return (learner_choice,)


@app.cell(hide_code=True)
def _(chosen, learner_choice, marks, reports):
    selected = learner_choice.value
    report = reports[selected[0]["#"]] if selected else None
    chosen["learner"] = report.learner if report else None
    mo.Html(cohort.learner(report, marks))
    return


if __name__ == "__main__":
    app.run()
