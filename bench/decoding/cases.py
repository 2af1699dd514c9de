"""What was measured before: one file for each case, so that a bench goes on where it was stopped.

A case is one model in one cell, every system in turn. Systems are only compared within a case, so
it does not matter that two cases were measured in two sittings.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.decoding.results import Parity
from bench.decoding.rounds import Cell
from bench.decoding.systems import Weights
from engine.files import write_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """One system in one case."""

    system: str
    weights: Weights
    seconds: float
    """Of a step: the median over rounds."""
    arithmetic_floor: float
    """See `results.Row`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One model in one cell."""

    model: str
    cell: Cell
    timed: tuple[Timed, ...]
    bandwidth: float
    """Bytes a second, the best of that sitting so far."""
    load: str
    """How busy the machine was."""


@dataclass(frozen=True, slots=True)
class Cases:
    """Cases in a folder; those of another machine, other versions or settings count as none."""

    folder: Path
    conditions: Mapping[str, Any]
    """All that a figure depends on, as JSON gives it back."""

    def find(self, model: str, cell: Cell) -> Case | None:
        """A case that was measured under the same conditions."""
        found = self._read(_name(model, cell))
        if found is None:
            return None
        timed = [Timed(**one | {"weights": Weights(**one["weights"])}) for one in found["timed"]]
        return Case(**found | {"cell": Cell(**found["cell"]), "timed": tuple(timed)})

    def keep(self, case: Case) -> None:
        """Write a case, whole or not at all."""
        self._write(_name(case.model, case.cell), asdict(case))

    def parities(self, model: str) -> list[Parity] | None:
        """How far the systems of a model agreed."""
        found = self._read(f"{model}-parity")
        return None if found is None else [Parity(**one) for one in found["parities"]]

    def keep_parities(self, model: str, parities: Sequence[Parity]) -> None:
        """Write them."""
        self._write(f"{model}-parity", {"parities": [asdict(one) for one in parities]})

    def _read(self, name: str) -> dict[str, Any] | None:
        path = self.folder / f"{name}.json"
        if not path.exists():
            return None
        written: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        same = written.pop("conditions") == self.conditions
        return written if same else None

    def _write(self, name: str, content: Mapping[str, Any]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"conditions": self.conditions, **content}, indent=1)
        write_whole(self.folder / f"{name}.json", text.encode())


def _name(model: str, cell: Cell) -> str:
    return f"{model}-batch-{cell.batch}-context-{cell.context}"
