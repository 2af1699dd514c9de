"""Licences of base weights: the text found with them, and when a person accepted it.

Nobody else reads or writes `licences.json`. A text is kept beside it under its hash, so that it can
be shown again when the checkpoint's folder is gone.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from engine.errors import FormatError, InputError
from engine.files import storing, write_whole
from engine.paths import home

FORMAT = 1
MOST = 1_000_000
"""Bytes of a licence text that are read."""
UNKNOWN = (
    "No licence text lies in this folder.\n\n"
    "Chameleon's and Anole's weights are under the Chameleon Research License, whatever label a "
    "copy carries: for research only, no commercial use, and this extends to what they draw and "
    "write. Where you obtained the weights, their licence can be read. By going on you confirm "
    "that you have read it and keep to it."
)
"""What is shown and accepted where no text was found."""
_TEXTS = ("", ".txt", ".md", ".rst")
_NAMES = ("licen", "copying", "use_policy", "use-policy", "notice", "terms")


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence as it was found. `files` are names in the folder; none where no text is there."""

    text: str
    files: tuple[str, ...]

    @property
    def sha256(self) -> str:
        """The hash of the text, in hex."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """What a person accepted, and when."""

    checkpoint: str
    """Fingerprint."""
    sha256: str
    """Of the text."""
    files: tuple[str, ...]
    accepted_at: str
    """UTC, ISO 8601."""


def find_licence(folder: Path) -> Licence:
    """The licence texts that lie in a folder, joined; else what we know without them.

    InputError where there is no such folder.
    """
    if not folder.is_dir():
        raise InputError(f"There is no folder {folder}.", remedy="Choose another one.")
    files = sorted(path for path in folder.iterdir() if _is_licence(path))
    if not files:
        return Licence(UNKNOWN, ())
    texts = (path.read_bytes()[:MOST].decode("utf-8", "replace").strip() for path in files)
    return Licence("\n\n".join(texts), tuple(path.name for path in files))


def accept(licence: Licence, fingerprint: str) -> Acceptance:
    """Record that a person accepted this text for the checkpoint with this fingerprint, now."""
    acceptance = Acceptance(
        checkpoint=fingerprint,
        sha256=licence.sha256,
        files=licence.files,
        accepted_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    with storing(home()):
        _texts().mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(_text(licence.sha256), licence.text.encode())
    kept = [asdict(one) for one in accepted() if one.checkpoint != fingerprint]
    content = {"format": FORMAT, "accepted": [*kept, asdict(acceptance)]}
    write_whole(_file(), json.dumps(content, indent=1).encode())
    return acceptance


def accepted() -> list[Acceptance]:
    """Every acceptance, the first one first. FormatError where the list is damaged."""
    path = _file()
    if not path.exists():
        return []
    try:
        written: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return [_parsed(one) for one in written["accepted"]]
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise FormatError(
            f"{path} is damaged.", remedy="Delete it and accept the licences again."
        ) from error


def accepted_text(acceptance: Acceptance) -> str:
    """The text as it was accepted; empty where it is gone."""
    path = _text(acceptance.sha256)
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _parsed(written: Mapping[str, Any]) -> Acceptance:
    return Acceptance(**{**written, "files": tuple(written["files"])})


def _is_licence(path: Path) -> bool:
    name = path.name.lower()
    return (
        path.is_file() and name.startswith(_NAMES) and not name.endswith((".safetensors", ".bin"))
    )


def _file() -> Path:
    return home() / "licences.json"


def _texts() -> Path:
    return home() / "licences"


def _text(sha256: str) -> Path:
    return _texts() / f"{sha256}.txt"
