import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="ML engineering on card prices")

with app.setup(hide_code=True):
    import marimo as mo

    from course import progress
    from course_app import home_page as home


@app.cell(hide_code=True)
def _():
    mo.md("""
    # ML engineering on card prices

    You run pricing at a shop that sells Pokemon cards. Each module is a problem the shop has today: read the lesson,
    predict before you look, then write the answer in the exercises, where the verdict changes each time you
    run a cell.
    """)
    return


@app.cell(hide_code=True)
def _():
    store = mo.watch.file(progress.path())
    return (store,)


@app.cell(hide_code=True, expand_output=True)
def _(store):
    store
    mo.Html(home.page())
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    /// details | How this works

    - A notebook opens in this tab; open it in a new one (Ctrl+click, on macOS Cmd+click) and this page follows along.
    - What you write is saved as you go. Close the course with Ctrl+C in the terminal, and open it again with
      `python -m course`.
    - In a terminal, `python -m course check 1` checks your answers, `python -m course hint E1.2` gives a hint, and
      `python -m course progress` shows what is on this page.
    ///
    """)
    return


if __name__ == "__main__":
    app.run()
