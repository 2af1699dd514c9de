"""`python -m bench.gpu.report OUT`: the tables of a run as Markdown; --page puts them on the page.

Figures come home as JSON, so the page can be written on another machine than they were measured on.
"""

import json
import sys
from pathlib import Path
from typing import Any

from bench.gpu.rows import Check, Row, as_table, check_table
from bench.performance_page import PAGE, write_section
from engine.files import write_whole

SCRIPTS = {
    "decode": "Chameleon-7B's sizes, random weights, PyTorch: whole decode steps as CUDA graphs. "
    "The floor is the bytes that a step must read, at the measured rate.",
    "learn": "Chameleon-7B's sizes, random weights: steps of learning, a picture in each row, "
    "by presets of memory. The authors' code took 1,020 ms a step of one row.",
    "backends": "The product's own backends.",
}


def main(arguments: list[str]) -> None:
    """Write `OUT/gpu.md`, and with --page the section of docs/performance.md."""
    out = Path(arguments[0])
    found = {name: _read(out / f"{name}.json") for name in SCRIPTS}
    text = "\n\n".join(
        _part(SCRIPTS[name], facts) if facts else f"{name}: was not run."
        for name, facts in found.items()
    )
    write_whole(out / "gpu.md", f"{text}\n".encode())
    if "--page" in arguments:
        machines = [facts["machine"] for facts in found.values() if facts]
        write_section(
            "gpu",
            text,
            bench="bench/gpu.sh",
            page=PAGE,
            measured_on=machines[0] if machines else "",
        )


def _read(path: Path) -> dict[str, Any] | None:
    if not path.exists():
        return None
    facts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return facts


def _part(words: str, facts: dict[str, Any]) -> str:
    rows = [Row(**row) for row in facts["rows"]]
    checks = [Check(**check) for check in facts["checks"]]
    tables = [as_table(rows) if rows else "", check_table(checks) if checks else ""]
    return "\n\n".join([f"{words} {facts['machine']}.", *filter(None, tables)])


if __name__ == "__main__":
    main(sys.argv[1:])
