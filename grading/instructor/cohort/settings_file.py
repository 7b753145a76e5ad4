"""Read the settings of a run from the TOML file that an instructor wrote."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from grading.instructor.cohort.settings import Settings
from grading.sandbox.limits import Limits, SettingsError


def read_settings(path: Path | None, seed: int | None = None) -> Settings:
    """The settings in a file, or the defaults where there is none.

    Args:
        seed: takes the place of the one in the file.

    Raises:
        SettingsError: the file can't be read, or holds anything but `seed` and known `[limits]`.
    """
    if path is None:
        return Settings(seed or 0)
    table = _table(path)
    own_seed, limits = table.get("seed", 0), table.get("limits", {})
    is_seed = isinstance(own_seed, int) and not isinstance(own_seed, bool) and own_seed >= 0
    if set(table) - {"seed", "limits"} or not is_seed or not isinstance(limits, dict):
        raise SettingsError(f"{path}: write seed = 123 and a table [limits], and nothing else")
    try:
        return Settings(own_seed if seed is None else seed, Limits.of(limits))
    except SettingsError as error:
        raise SettingsError(f"{path}: {error}") from None


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingsError(
            f"{path}: there is no such file; name the settings with --settings FILE"
        ) from None
    except OSError as error:
        raise SettingsError(f"{path}: can't be opened ({error.strerror or type(error).__name__})") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: can't be read as TOML ({error}); SECURITY.md shows one") from None
