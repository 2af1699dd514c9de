"""What a person was shown as saved, written down outside the app, so that no kill can take it."""

import json
import os
from collections import Counter
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path


class Kind(StrEnum):
    """What a line is about."""

    ENGINE = "engine"
    """The engine's process has this id now; 0 where it has gone."""
    JOB = "job"
    """A job ended; the value says how, and why where it failed."""
    ROUND = "round"
    """All that there is to do was done once."""
    CONCEPT = "concept"
    SNAPSHOT = "snapshot"
    CHAT = "chat"
    MESSAGE = "message"
    PICTURE = "picture"
    SETTING = "setting"
    FILE = "file"


SAVED = frozenset(Kind) - {Kind.ENGINE, Kind.JOB, Kind.ROUND}
"""Kinds of things that must still be there after a kill."""


@dataclass(frozen=True, slots=True)
class Line:
    """A thing by its key. The value is how it was shown; None where it was shown as erased."""

    kind: Kind
    key: str
    value: str | None = ""
    changing: bool = False
    """A change was asked for and not shown as done yet: until then either may be there."""


class Ledger:
    """The one who writes: each line is with the system before the next step begins."""

    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def note(self, kind: Kind, key: str, value: str | None = "", *, changing: bool = False) -> None:
        """Write one line."""
        line = json.dumps(asdict(Line(kind, key, value, changing)), ensure_ascii=False)
        os.write(self._handle, f"{line}\n".encode())


class Reading:
    """The one who reads along: whatever was written since the last look."""

    def __init__(self, path: Path) -> None:
        self._path, self._read = path, 0
        self.lines: list[Line] = []

    def look(self) -> "Reading":
        """Read what is new; a line that is half written is read next time."""
        data = self._path.read_bytes() if self._path.exists() else b""
        whole = data[self._read : data.rfind(b"\n") + 1]
        self._read += len(whole)
        for text in whole.splitlines():
            facts = json.loads(text)
            self.lines.append(Line(**facts | {"kind": Kind(facts["kind"])}))
        return self

    @property
    def engine(self) -> int:
        """The engine's process id; 0 where there is none."""
        found = [int(line.key) for line in self.lines if line.kind is Kind.ENGINE]
        return found[-1] if found else 0

    def ended(self, how: str) -> int:
        """How many jobs ended so."""
        return sum(line.kind is Kind.JOB and line.key == how for line in self.lines)

    def standing(self) -> dict[tuple[Kind, str], Line]:
        """The last line about each thing."""
        return {(line.kind, line.key): line for line in self.lines if line.kind in SAVED}

    def counts(self) -> Counter[Kind]:
        """Lines by what they are about."""
        return Counter(line.kind for line in self.lines)
