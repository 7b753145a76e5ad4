"""Text that somebody else wrote, made safe to show, to print, to put into a table and to name a file."""

import io
import re

import pytest
from rich.console import Console

from course.safe_text import (
    for_csv_cell,
    for_database,
    for_file_name,
    for_rich,
    for_terminal,
    shortened,
    visible,
    visible_name,
    without_invisible,
    without_links,
)
from tests.plausible import HOSTILE


def test_invisible_characters_are_made_visible_and_scripts_keep_their_joiners():
    assert visible("a\x00\x1b[1m\u202eb\ud800\x7f") == "a␀␛[1m\\u202eb\\ud800␡"
    assert visible("\U000e0041\ufffe") == "\\U000e0041\\ufffe"
    assert visible("क्\u200dष 👩\u200d🔬 a\tb\r\nc") == "क्\u200dष 👩\u200d🔬 a\tb\nc"


def test_long_text_is_cut_and_says_so():
    assert visible("x" * 50, limit=10) == "x" * 10 + " … (cut: 40 more characters)"
    assert visible("a\nb\nc", lines=2) == "a\nb … (cut: 2 more characters)"
    assert visible_name("Ada\nLovelace ") == "Ada Lovelace" and visible_name(" \n") == "(no name)"
    assert len(visible_name("x" * 10_000)) < 200


def test_addresses_make_no_link():
    shown = without_links("HTTP://a http://b data:image/png")
    assert not re.search("https?://|data:image", shown, re.IGNORECASE)


def test_a_terminal_gets_nothing_that_it_obeys():
    assert for_terminal("a\x1b[2J\x07\u202eb\ud800\nc") == "a\ufffd[2J\ufffd\ufffdb\ufffd\ufffdc"
    assert for_terminal("a\n\tb\x1b", keep="\n\t") == "a\n\tb\ufffd"
    assert for_terminal("Zoë 李 [b]") == "Zoë 李 [b]"
    assert for_terminal("a\u061cb\u200fc\x9bd") == "a\ufffdb\ufffdc\ufffdd"


def test_what_can_not_be_seen_is_taken_away_and_spaces_stay():
    assert without_invisible("a\u200bd\u00ad\ufe0f\U000e0041\u3164a\n\x9b") == "ada"
    assert without_invisible("Zoë\u00a0李 é") == "Zoë\u00a0李 é"


def test_shortened_text_says_how_much_is_gone_and_is_not_shortened_twice():
    assert shortened("x" * 100, 100) == "x" * 100
    cut = shortened("x" * 1_000_000, 100)
    assert cut == "x" * 50 + " … (cut: 999,950 more characters)" and shortened(cut, 100) == cut


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_rich_prints_is_the_text_and_no_markup(kind):
    out = io.StringIO()
    Console(file=out, width=10_000, color_system=None, force_terminal=True).print(
        for_rich(f"[red]{HOSTILE[kind][:500]}[/]"), soft_wrap=True, end=""
    )
    shown = out.getvalue()
    assert shown.startswith("[red]") and shown.endswith("[/]")
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)


def test_a_spreadsheet_takes_no_cell_for_a_formula_and_numbers_stay_numbers():
    for text in ("=1+1", "+cmd", "-x", "@SUM(A1)", " =1", "\t=1", "＝1"):
        assert for_csv_cell(text) == "'" + text
    for text in ("-1", "+1.5", "-1,5", "ada", "a=b", ""):
        assert for_csv_cell(text) == text


@pytest.mark.parametrize("text", [*HOSTILE.values(), "..", "/abs", "CON", "nul.txt", "", "Ada Lovelace", "é"])
def test_a_file_name_is_plain_and_stays_in_its_folder(text):
    name = for_file_name(text)
    assert re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,80}", name)
    assert name.upper().split(".")[0] not in {"CON", "NUL", "PRN", "AUX"}


def test_a_database_takes_every_text():
    assert for_database("a\ud800b") == "a\\ud800b" and for_database("Zoë") == "Zoë"
