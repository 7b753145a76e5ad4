# attack: escaping
# tries: change the course's own files, which it may read: in place, and by links that bring them where it may write
# honest: 0
# ruff: noqa
import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    import fcntl
    import mmap
    import os

    PUBLIC = "@PUBLIC@"


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
def linked(link):
    """A link in its own folder, opened for writing; nothing is written."""
    link(PUBLIC, "mine.py")
    try:
        with open("mine.py", "r+b") as file:
            return file.fileno()
    finally:
        os.remove("mine.py")


@app.function
def moved():
    os.rename(PUBLIC, "moved.py")
    os.rename("moved.py", PUBLIC)
    return "moved"


@app.function
def mapped():
    with open(os.open(PUBLIC, os.O_RDONLY), "rb") as file:
        return len(mmap.mmap(file.fileno(), 0, flags=mmap.MAP_SHARED, prot=mmap.PROT_READ | mmap.PROT_WRITE))


@app.function
def again():
    """A descriptor for reading, opened again for writing by its name in /proc."""
    number = os.open(PUBLIC, os.O_RDONLY)
    return os.open(f"/proc/self/fd/{number}", os.O_WRONLY)


@app.function
def clean_prices(sales):
    return attempt(
        write=lambda: os.open(PUBLIC, os.O_RDWR),
        append=lambda: os.open(PUBLIC, os.O_WRONLY | os.O_APPEND),
        cut=lambda: os.truncate(PUBLIC, os.path.getsize(PUBLIC)) or "cut",
        hard=lambda: linked(os.link),
        symbolic=lambda: linked(os.symlink),
        moved=moved,
        mapped=mapped,
        again=again,
        lease=lambda: fcntl.fcntl(os.open(PUBLIC, os.O_RDONLY), fcntl.F_SETLEASE, fcntl.F_WRLCK),
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
