# attack: escaping
# tries: create, change and remove files outside of its scratch folder
# honest: 0
# ruff: noqa
import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    import os
    import shutil
    import tempfile


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
def write(path, how="w"):
    with open(path, how) as file:
        file.write("escaped")
    return path


@app.function
def carried():
    """Made in the scratch folder, then moved out of it."""
    inside = write(os.path.join(tempfile.mkdtemp(dir=os.getcwd()), "moved"))
    os.rename(inside, "@MARKERS@/escaping_files_outside_moved")
    return "moved"


@app.function
def linked():
    inside = write(os.path.join(tempfile.mkdtemp(dir=os.getcwd()), "linked"))
    os.link(inside, "@MARKERS@/escaping_files_outside_linked")
    return "linked"


@app.function
def clean_prices(sales):
    return attempt(
        markers=lambda: write("@MARKERS@/escaping_files_outside"),
        tmp=lambda: write("/tmp/attack-@RUN@"),
        var=lambda: write("/var/tmp/attack-@RUN@"),
        shared=lambda: write("/dev/shm/attack-@RUN@"),
        home=lambda: write("@HOME@/attack-@RUN@"),
        repository=lambda: write("@REPO@/attack-@RUN@"),
        data=lambda: write("@REPO@/data/attack-@RUN@"),
        working=lambda: write("../attack-@RUN@"),
        folder=lambda: os.mkdir("@MARKERS@/escaping_files_outside_folder") or "made",
        pipe=lambda: os.mkfifo("@MARKERS@/escaping_files_outside_pipe") or "made",
        carried=carried,
        linked=linked,
    )


@app.function
def standardize(X):
    return attempt(
        append=lambda: write("@VICTIMS@/appended.txt", "a"),
        remove=lambda: os.remove("@VICTIMS@/removed.txt") or "removed",
        cut=lambda: os.truncate("@VICTIMS@/cut.txt", 0) or "cut",
        tree=lambda: shutil.rmtree("@VICTIMS@/tree") or "removed",
        rename=lambda: os.rename("@VICTIMS@/renamed.txt", "@VICTIMS@/new_name.txt") or "renamed",
        hidden=lambda: write("@GRADERS@/module_90/hidden/test_prices.py", "a"),
        graders=lambda: write("@GRADERS@/graders/conftest.py"),
        neighbour=lambda: write("@COHORT@/zoe_right/exercises_90.py"),
        own=lambda: write("@COHORT@/escaping_files_outside/exercises_90.py", "a"),
    )


@app.function
def median_by_rarity(sales):
    return None


@app.function
def fit_price_model(X, y):
    return None


if __name__ == "__main__":
    app.run()
