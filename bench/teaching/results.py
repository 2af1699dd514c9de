"""A folder of results: a JSON for each measured thing, so that a bench goes on where it stopped."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from engine.files import write_whole

Record: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Results:
    """Records by name. A record counts only for the very request that it was measured for."""

    folder: Path

    def get(self, name: str, request: str) -> Record | None:
        """What was measured for this request; None where nothing was, or the file is damaged."""
        try:
            kept = json.loads((self.folder / f"{name}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        sound = isinstance(kept, dict) and kept.get("request") == request
        return kept if sound else None

    def put(self, name: str, request: str, record: Record) -> Record:
        """Keep a record, whole or not at all, and give it back as `get` will."""
        text = json.dumps({"request": request, **record}, indent=1)
        self.folder.mkdir(parents=True, exist_ok=True)
        write_whole(self.folder / f"{name}.json", f"{text}\n".encode())
        kept: Record = json.loads(text)
        return kept


def digest(words: Iterable[str], files: Iterable[Path] = ()) -> str:
    """16 digits that change with the words and with the content of the files."""
    total = hashlib.sha256("\n".join(words).encode())
    for file in files:
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()[:16]
