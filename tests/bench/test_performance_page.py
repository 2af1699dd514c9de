"""Each bench rewrites its own section of the page and leaves the others as they are."""

import pytest

from bench.bars import Bar
from bench.performance_page import bar_table, table, write_section


@pytest.fixture
def page(tmp_path):
    return tmp_path / "docs" / "performance.md"


def test_a_section_is_replaced_and_the_others_stay(page):
    write_section("decode", "old figures", bench="bench decode", page=page)
    write_section("draw", "drawn", bench="bench draw", page=page)
    before = page.read_text()
    write_section("decode", "new figures", bench="bench decode", page=page)
    assert page.read_text() == before.replace("old figures", "new figures")


def test_sections_stand_in_the_same_order_whoever_comes_first(page):
    for name in ("gpu", "something new", "draw", "decode"):
        write_section(name, name, bench="bench", page=page)
    text = page.read_text()
    places = [text.index(f"## {name}") for name in ("Decode", "Draw", "Gpu", "Something new")]
    assert places == sorted(places)


def test_a_section_says_what_measured_it_and_on_which_machine(page):
    write_section("decode", "figures", bench="bench/decode.py --quick", page=page)
    assert "`bench/decode.py --quick`, " in page.read_text()
    assert "; Python 3." in page.read_text()


def test_writing_the_same_again_changes_nothing(page):
    write_section("decode", "figures\n", bench="bench", page=page)
    before = page.read_bytes()
    write_section("decode", "figures", bench="bench", page=page)
    assert page.read_bytes() == before


def test_a_table_has_its_words_left_and_its_figures_right():
    lines = table(("system", "ms"), [("eager", 12.5), ("int4", "–")]).splitlines()
    assert lines == ["| system | ms |", "|---|---:|", "| eager | 12.5 |", "| int4 | – |"]


def test_a_missed_bar_is_shown_as_missed():
    shown = bar_table(
        [Bar(name="a", figure=1, bound=2), Bar(name="b", figure=1, bound=2, at_most=True)]
    )
    assert "| a | 1 | ≥ 2 | **missed** |" in shown
    assert "| b | 1 | ≤ 2 | reached |" in shown
