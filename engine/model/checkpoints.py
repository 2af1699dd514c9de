"""The checkpoints this person has: where their folders are and what their files hash to.

Kept in `<home>/checkpoints.json`; written and read only here. The folders themselves are never
changed.
"""

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from engine import paths
from engine.errors import FormatError, InputError, SetupError
from engine.events import Job, finish
from engine.files import storing, write_whole

FORMAT = 1
BUNDLED = "mini"
"""The checkpoint that comes with the program; always there, never registered."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file as it was when it was hashed. `mtime` is in nanoseconds."""

    sha256: str
    bytes: int
    mtime: int


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Base weights on disk. `fingerprint` is what concepts remember of them."""

    name: str
    folder: Path
    fingerprint: str
    files: Mapping[str, StoredFile]

    @property
    def short(self) -> str:
        """The fingerprint as people see it: its first 12 digits."""
        return self.fingerprint[:12]

    @property
    def bytes(self) -> int:
        """Size on disk of the files that matter."""
        return sum(file.bytes for file in self.files.values())


def add(folder: Path, name: str | None = None) -> Job[Checkpoint]:
    """Check a folder to the last number, hash it and remember it under `name` (None: its own).

    InputError for a bad or taken name, SetupError for a missing file, FormatError for a wrong one.
    """
    from engine.model import inspection  # loads torch; a list of checkpoints does not

    folder = folder.resolve()
    name = free_name(name or folder.name)
    inspection.check_headers(folder)
    yield from inspection.check_values(folder)
    checkpoint = yield from _hashed(name, folder)
    _write(_with(_read(), checkpoint))
    return checkpoint


def listing() -> list[Checkpoint]:
    """Every checkpoint that `find` knows by name: the bundled one, then the added ones."""
    bundled = [find(paths.MINI_CHECKPOINT)] if paths.MINI_CHECKPOINT.exists() else []
    return [*bundled, *_read().added.values()]


def added() -> list[Checkpoint]:
    """Those that were added; loads no torch and reads no weights, so that a window can ask."""
    return list(_read().added.values())


def bundled() -> Checkpoint | None:
    """The one that comes with the program, where it was used before; loads nothing, as `added`."""
    known = _read().seen.get(str(paths.MINI_CHECKPOINT.resolve()))
    return known if known and _is_unchanged(known) else None


def verify(name: str) -> Job[Checkpoint]:
    """Hash every file again. FormatError names those that changed, SetupError one that is gone."""
    known = _named(name)
    now = yield from _hashed(known.name, known.folder)
    changed = [file for file in known.files if _digest(known, file) != _digest(now, file)]
    if changed:
        raise FormatError(
            f"Changed since {known.name} was added: {', '.join(changed)}.",
            remedy="Download these files again, or remove the checkpoint and add it anew.",
        )
    if known.name in _read().added:
        _write(_with(_read(), now))  # same content; a copied file has a new time
    return now


def remove(name: str) -> None:
    """Forget a checkpoint; its folder stays. InputError where there is none of that name."""
    registry = _read()
    if name not in registry.added:
        raise _unknown(name)
    added = {key: value for key, value in registry.added.items() if key != name}
    chosen = None if registry.chosen == name else registry.chosen
    _write(replace(registry, added=added, chosen=chosen))


def choose(name: str) -> None:
    """Make a checkpoint the one that is used where none is named."""
    _write(replace(_read(), chosen=_named(name).name))


def find(which: str | Path | None = None) -> Checkpoint:
    """A checkpoint by name or folder; None: the chosen one, else the bundled one.

    A folder that was never added is hashed once and then known by its files' sizes and times.
    InputError where there is none; FormatError where an added one changed on disk.
    """
    return finish(identify(which))


def identify(which: str | Path | None = None) -> Job[Checkpoint]:
    """`find`, as a job: it says how far it is where a folder must be hashed first."""
    registry = _read()
    which = which or registry.chosen or paths.MINI_CHECKPOINT
    if isinstance(which, str) and (which in registry.added or which == BUNDLED):
        return _unchanged(_named(which))
    folder = Path(which).resolve()
    if not folder.is_dir():
        raise _unknown(str(which))
    for checkpoint in registry.added.values():
        if checkpoint.folder == folder:
            return _unchanged(checkpoint)
    return (yield from _seen(folder))


@dataclass(frozen=True, slots=True)
class _Registry:
    added: Mapping[str, Checkpoint] = field(default_factory=dict)
    seen: Mapping[str, Checkpoint] = field(default_factory=dict)
    """By folder: used without being added."""
    chosen: str | None = None


def _with(registry: _Registry, checkpoint: Checkpoint) -> _Registry:
    return replace(registry, added={**registry.added, checkpoint.name: checkpoint})


def _named(name: str) -> Checkpoint:
    if name == BUNDLED and name not in _read().added:
        return find(paths.MINI_CHECKPOINT)
    try:
        return _read().added[name]
    except KeyError:
        raise _unknown(name) from None


def _unknown(name: str) -> InputError:
    return InputError(
        f"There is no checkpoint {name}.",
        remedy="`engine checkpoints list` shows them; `engine checkpoints add FOLDER` adds one.",
    )


def free_name(name: str) -> str:
    """The name, if a checkpoint can be added under it; else InputError."""
    if not re.fullmatch(r"\w[\w. -]{0,59}", name):
        raise InputError(
            f"{name!r} cannot name a checkpoint.",
            remedy="Use up to 60 letters, digits, spaces, dots, dashes or underscores.",
        )
    if name == BUNDLED or name in _read().added:
        raise InputError(
            f"There is already a checkpoint {name}.",
            remedy="Give another name, or remove the old one first.",
        )
    return name


def _seen(folder: Path) -> Job[Checkpoint]:
    from engine.model import inspection

    known = _read().seen.get(str(folder))
    if known and _is_unchanged(known):
        return known
    inspection.check_headers(folder)  # before minutes of reading what cannot be used
    checkpoint = yield from _hashed(folder.name, folder)
    registry = _read()
    with suppress(SetupError):  # only a cache: where it cannot be kept, it is computed again
        _write(replace(registry, seen={**registry.seen, str(folder): checkpoint}))
    return checkpoint


def _hashed(name: str, folder: Path) -> Job[Checkpoint]:
    from engine.model import inspection

    hashes = yield from inspection.hash_files(folder)
    files = {file: _stored(folder / file, digest) for file, digest in hashes.items()}
    return Checkpoint(name, folder, inspection.fingerprint(hashes), files)


def _stored(path: Path, digest: str) -> StoredFile:
    status = path.stat()
    return StoredFile(digest, status.st_size, status.st_mtime_ns)


def _digest(checkpoint: Checkpoint, file: str) -> str:
    return checkpoint.files[file].sha256 if file in checkpoint.files else ""


def _is_unchanged(checkpoint: Checkpoint) -> bool:
    for name, file in checkpoint.files.items():
        path = checkpoint.folder / name
        if not path.exists() or _stored(path, file.sha256) != file:
            return False
    return True


def _unchanged(checkpoint: Checkpoint) -> Checkpoint:
    if not _is_unchanged(checkpoint):
        raise FormatError(
            f"The files of {checkpoint.name} in {checkpoint.folder} changed since it was added.",
            remedy=f"Run `engine checkpoints verify {checkpoint.name}`.",
        )
    return checkpoint


def _registry_file() -> Path:
    return paths.home() / "checkpoints.json"


def _read() -> _Registry:
    path = _registry_file()
    if not path.exists():
        return _Registry()
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
        if written["format"] > FORMAT:
            raise FormatError(
                f"{path} was written by a newer version.", remedy="Update Yo'Chameleon."
            )
        added, seen = (
            {key: _parse(one) for key, one in written[part].items()} for part in ("added", "seen")
        )
        return _Registry(added, seen, written["chosen"])
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        raise FormatError(
            f"{path} is damaged.", remedy="Delete it and add your checkpoints again."
        ) from error


def _parse(written: dict[str, Any]) -> Checkpoint:
    files = {name: StoredFile(**file) for name, file in written["files"].items()}
    return Checkpoint(written["name"], Path(written["folder"]), written["fingerprint"], files)


def _write(registry: _Registry) -> None:
    path = _registry_file()
    content = json.dumps({"format": FORMAT, **asdict(registry)}, indent=1, default=str)
    with storing(path.parent):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(path, content.encode())
