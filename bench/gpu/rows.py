"""What a script on the GPU machine found: rows that are printed and kept as JSON."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.performance_page import table
from engine.files import write_whole

NO_GPU, NOT_INSTALLED = "no GPU here", "not installed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure; or, where it could not be measured, `note` says why."""

    name: str
    rows: int = 1
    """Of the batch."""
    context: int = 0
    milliseconds: float | None = None
    """Of one step."""
    bytes: int = 0
    """What a step must read at least (export.md 8)."""
    floor: float | None = None
    """Milliseconds in which the memory gives `bytes`, at the best rate measured in this run."""
    note: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """As the table shows it."""
        where = (self.name, str(self.rows), str(self.context or "–"))
        if self.milliseconds is None:
            return (*where, "–", "–", "–", self.note)
        floor = "–" if self.floor is None else f"{self.floor:.2f}"
        share = "–" if not self.floor else f"{self.floor / self.milliseconds:.0%}"
        return (*where, f"{self.milliseconds:.2f}", floor, share, self.note)


@dataclass(frozen=True, slots=True)
class Check:
    """Something that must hold on this machine, e.g. that two backends agree."""

    name: str
    passed: bool | None
    """None: it could not be tried."""
    note: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """As the table shows it."""
        verdict = {True: "holds", False: "**does not hold**", None: "not tried"}[self.passed]
        return (self.name, verdict, self.note)


def as_table(rows: Sequence[Row]) -> str:
    """Markdown."""
    columns = ("", "rows", "context", "ms a step", "floor ms", "of the floor", "")
    return table(columns, [row.cells for row in rows])


def check_table(checks: Sequence[Check]) -> str:
    """Markdown."""
    return table(("", "", ""), [check.cells for check in checks])


def conclude(
    name: str, out: Path, rows: Sequence[Row], checks: Sequence[Check], machine: str
) -> None:
    """Print and keep `out/<name>.json`; exits 1 where a check does not hold."""
    out.mkdir(parents=True, exist_ok=True)
    facts = {
        "machine": machine,
        "rows": [asdict(row) for row in rows],
        "checks": [asdict(check) for check in checks],
    }
    write_whole(out / f"{name}.json", json.dumps(facts, indent=1).encode())
    for text in (as_table(rows) if rows else "", check_table(checks) if checks else ""):
        print(text)
    sys.exit(1 if any(check.passed is False for check in checks) else 0)
