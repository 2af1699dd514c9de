"""`docs/performance.md`: a page of sections, each rewritten by the bench that measured it."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bench import machine
from bench.bars import Bar
from engine.files import write_whole

PAGE = Path("docs/performance.md")
_LEARNING = ("learning", "learning memory", "how long learning takes", "drafts")
ORDER = ("parity", "decode", "draw", "full size", *_LEARNING, "gpu")
"""The sections as they stand on the page; one that is not named here goes behind them."""
_HEAD = """# How fast it is, and how exact

Each section is written by the bench that it names, from one run of it; do not edit. A missed bar
is shown as missed. Figures of two sections may come from two machines: read the line above each.
"""
_SECTION = re.compile(r"<!-- section: (.+?) -->\n(.*?)<!-- end -->\n", re.DOTALL)


def write_section(
    name: str, body: str, *, bench: str, page: Path = PAGE, measured_on: str | None = None
) -> None:
    """Replace the section `name` of `page`, or add it; `bench` is the command that measured it.

    A line with the date, the machine and the versions is put above `body`; `measured_on` names
    another machine than this one. SetupError where the page cannot be written.
    """
    where = measured_on or machine.in_words()
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    sections = dict(_SECTION.findall(text))
    sections[name] = _titled(name, body, f"`{bench}`, {date.today().isoformat()}: {where}")
    ranked = sorted(sections, key=lambda one: ORDER.index(one) if one in ORDER else len(ORDER))
    marked = (f"<!-- section: {one} -->\n{sections[one]}<!-- end -->\n" for one in ranked)
    page.parent.mkdir(parents=True, exist_ok=True)
    write_whole(page, "\n".join([_HEAD, *marked]).encode())


def table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table: the first column is words, the others stand at the right."""
    rule = "|".join(["---", *["---:"] * (len(columns) - 1)])
    lines = [" | ".join(str(cell) for cell in row) for row in rows]
    return "\n".join([f"| {' | '.join(columns)} |", f"|{rule}|", *(f"| {one} |" for one in lines)])


def bar_table(bars: Sequence[Bar]) -> str:
    """Bars as people read them: figure, bound and whether it is reached."""
    rows = [(one.name, _figure(one.figure, one.unit), _bound(one), _verdict(one)) for one in bars]
    return table(("bar", "figure", "wanted", ""), rows)


def _titled(name: str, body: str, measured: str) -> str:
    return f"## {name[0].upper()}{name[1:]}\n\n{measured}.\n\n{body.strip()}\n"


def _figure(figure: float, unit: str) -> str:
    return f"{figure:.3g}{f' {unit}' if unit else ''}"


def _bound(bar: Bar) -> str:
    return f"{'≤' if bar.at_most else '≥'} {_figure(bar.bound, bar.unit)}"


def _verdict(bar: Bar) -> str:
    return "reached" if bar.passed else "**missed**"
