"""How a version was learned, kept beside it: its curves, and what its snapshots drew.

Curves are a file of JSON lines, one number a line: {"name": …, "value": …, "step": …}. Drawings are
PNGs, by epoch; all of one concept come from the same words and seeds, so that they form a strip.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from engine.concepts.database import LibraryDatabase, Value
from engine.concepts.entries import Entry
from engine.concepts.files import LibraryFiles
from engine.events import Measured

_CURVES = -1
"""The epoch that curves are listed under; 0 is the draft before the first step."""
_OF_VERSION = """
    SELECT learning_files.* FROM learning_files JOIN versions ON version = versions.id
    WHERE concept = ? AND number = ? ORDER BY epoch, place
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRecord:
    """What is to be kept of a learning."""

    curves: tuple[Measured, ...] = ()
    samples: Mapping[int, Sequence[bytes]] = field(default_factory=dict)
    """PNGs by epoch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What was kept of a learning; empty for one of an older version of the product."""

    curves: tuple[Measured, ...] = ()
    """Losses of every step, `text loss` and `image loss`; and by epoch, as the step, `recognition`
    and `similarity` of each snapshot."""
    samples: Mapping[int, tuple[Path, ...]] = field(default_factory=dict)
    """Drawings by epoch, each in the order of their seeds."""

    def curve(self, name: str) -> list[tuple[int, float]]:
        """Steps and values of one curve, in order."""
        return [(one.step, one.value) for one in self.curves if one.name == name]


class RecordTables:
    """Lists the files of records. Whoever writes opens a change of the database first."""

    def __init__(self, db: LibraryDatabase, files: LibraryFiles) -> None:
        self._db, self._files = db, files

    def insert(self, version: str, record: NewRecord) -> None:
        """Write and list what belongs to the version with this id."""
        if record.curves:
            self._keep(version, _CURVES, 0, encoded(record.curves), ".jsonl")
        for epoch, pictures in record.samples.items():
            for place, data in enumerate(pictures):
                self._keep(version, epoch, place, data, ".png")

    def record(self, entry: Entry, number: int) -> Record:
        """What is kept of one version."""
        curves: tuple[Measured, ...] = ()
        samples: dict[int, tuple[Path, ...]] = {}
        for row in self._db.rows(_OF_VERSION, entry.id, number):
            path = self._files.concepts / row["file"]
            if row["epoch"] == _CURVES:
                curves = decoded(path.read_bytes() if path.exists() else b"")
            else:
                samples[row["epoch"]] = (*samples.get(row["epoch"], ()), path)
        return Record(curves=curves, samples=samples)

    def copy(self, entry: Entry, copy: Entry, numbers: Iterable[int]) -> None:
        """Give a copied concept copies of the files of its versions that are there."""
        for number in numbers:
            sql = "SELECT id FROM versions WHERE concept = ? AND number = ?"
            version = self._db.rows(sql, copy.id, number)[0]["id"]
            for row in self._db.rows(_OF_VERSION, entry.id, number):
                path = self._files.concepts / row["file"]
                if path.exists():
                    self._keep(version, row["epoch"], row["place"], path.read_bytes(), path.suffix)

    def _keep(self, version: str, epoch: int, place: int, data: bytes, suffix: str) -> None:
        file = self._files.keep_record(data, suffix)
        row: dict[str, Value] = {"version": version, "epoch": epoch, "place": place, "file": file}
        self._db.insert("learning_files", row)


def encoded(curves: Sequence[Measured]) -> bytes:
    """JSON lines."""
    return "".join(f"{json.dumps(asdict(one))}\n" for one in curves).encode()


def decoded(data: bytes) -> tuple[Measured, ...]:
    """The numbers in JSON lines, by name and step, the last one of each; a torn line is left out.

    A learning that went back to an earlier step measures some of them again.
    """
    found: dict[tuple[str, int], Measured] = {}
    for line in data.decode(errors="replace").splitlines():
        try:
            value = json.loads(line)
            one = Measured(str(value["name"]), float(value["value"]), int(value["step"]))
        except (ValueError, KeyError, TypeError):
            continue
        found[one.name, one.step] = one
    return tuple(found[key] for key in sorted(found))
