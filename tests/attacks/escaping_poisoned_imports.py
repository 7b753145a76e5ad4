# attack: escaping
# tries: plant modules and compiled files where Python of the grader or of the next submission would load them
# honest: 0
# ruff: noqa
import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    import os
    import site
    import sys
    import sysconfig


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
def plant(folder, name):
    with open(os.path.join(folder, name), "x") as file:
        file.write("import os; os.mkdir('@MARKERS@/escaping_poisoned_imports')\n")
    os.remove(os.path.join(folder, name))
    return name


@app.function
def compiled():
    import grading.engine.compare.plain_data as plain_data

    with open(plain_data.__cached__, "r+b") as file:
        return file.name


@app.function
def clean_prices(sales):
    return attempt(
        site=lambda: plant(sysconfig.get_path("purelib"), "attack_site.py"),
        pth=lambda: plant(site.getsitepackages()[0], "attack.pth"),
        stdlib=lambda: plant(sysconfig.get_path("stdlib"), "attack_stdlib.py"),
        course=lambda: plant("@REPO@", "numpy.py"),
        conftest=lambda: plant("@GRADERS@/graders", "conftest.py"),
        compiled=compiled,
        user=lambda: plant("@HOME@", ".pythonrc.py"),
        binary=lambda: plant(os.path.dirname(sys.executable), "attack"),
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
