"""`<out>.partial`: where a compiled model grows part by part, until one rename makes it `<out>`.

Read and written only here. A part is in the list of finished ones or is made again, so a process
may be killed at any moment; what was finished is never made twice.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from filelock import FileLock, Timeout

from engine.errors import InputError, SetupError
from engine.files import storing, sync_folder, write_whole
from engine.runtime.compiled import MANIFEST, UNFINISHED

FORMAT = 1
LEDGER, LOCK, VERDICT, WRITING = "finished.json", "lock", "verdict.json", "writing"


@dataclass(frozen=True, slots=True)
class Partial:
    """One unfinished compiled model. `request` is all that its parts depend on."""

    folder: Path
    request: Mapping[str, object]

    @property
    def writing(self) -> Path:
        """Where the part that is being made lies; never looked at again after a stop."""
        return self.folder / WRITING

    @property
    def bytes(self) -> int:
        """Size of the finished parts."""
        return sum(sum(files.values()) for files in self._finished().values())

    @property
    def is_described(self) -> bool:
        """Whether the manifest of these parts is written."""
        return (self.folder / MANIFEST).is_file()

    def has(self, part: str) -> bool:
        """Whether a part is finished, with every file as long as it was."""
        files = self._finished().get(part)
        return files is not None and all(
            (self.folder / name).is_file() and (self.folder / name).stat().st_size == size
            for name, size in files.items()
        )

    def begin(self) -> Path:
        """An empty folder for the next part."""
        with storing(self.folder):
            for name in (MANIFEST, VERDICT):  # they are of other files
                (self.folder / name).unlink(missing_ok=True)
            shutil.rmtree(self.writing, ignore_errors=True)
            self.writing.mkdir()
        return self.writing

    def finish(self, part: str) -> None:
        """Take what lies in `writing` as a whole part, and remember it."""
        with storing(self.folder):
            files = sorted(path for path in self.writing.iterdir() if path.is_file())
            for path in files:
                _flush(path)
                path.replace(self.folder / path.name)
            sync_folder(self.folder)
        made = {path.name: (self.folder / path.name).stat().st_size for path in files}
        self._write({**self._finished(), part: made})
        shutil.rmtree(self.writing, ignore_errors=True)

    def discard(self, part: str) -> None:
        """Remove the files of a part that was only made for other parts."""
        finished = self._finished()
        with storing(self.folder):
            for name in finished.pop(part, {}):
                (self.folder / name).unlink(missing_ok=True)
        self._write(finished)

    def keep_verdict(self, verdict: Mapping[str, object]) -> None:
        """Keep what the gate found, which took long, until `complete`."""
        write_whole(self.folder / VERDICT, json.dumps(verdict).encode())

    def verdict(self) -> dict[str, Any] | None:
        """What the gate found of these parts; None where it was not asked yet."""
        try:
            found: dict[str, Any] = json.loads((self.folder / VERDICT).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return found

    def complete(self, out: Path) -> None:
        """Make this folder `out` in one rename; an older compiled model there is replaced."""
        with storing(out.parent):
            for name in (LEDGER, LOCK, VERDICT):
                (self.folder / name).unlink(missing_ok=True)
            older = out.with_name(f"{out.name}.{uuid4().hex}.old")
            if out.exists():
                out.rename(older)
            self.folder.rename(out)
            sync_folder(out.parent)
        shutil.rmtree(older, ignore_errors=True)

    def _finished(self) -> dict[str, dict[str, int]]:
        written = _read(self.folder)
        return written["finished"] if written else {}

    def _write(self, finished: Mapping[str, Mapping[str, int]]) -> None:
        content = {"format": FORMAT, "request": self.request, "finished": finished}
        write_whole(self.folder / LEDGER, json.dumps(content, indent=1).encode())


def partial_folder(out: Path) -> Path:
    """Where the parts of `out` wait until all are there."""
    return out.with_name(f"{out.name}{UNFINISHED}")


@contextmanager
def claimed(out: Path, request: Mapping[str, object]) -> Iterator[Partial]:
    """The partial folder of `out`, for this process alone, with the finished parts of `request`.

    Parts of another request are removed; where none is finished, so is the folder. InputError where
    a folder is in the way that is not ours; SetupError where another process compiles into it.
    """
    folder = partial_folder(out)
    check_replaceable(out)
    if _is_strange(folder):
        raise InputError(
            f"The folder {folder} is in the way: it holds other files.",
            remedy="Move it away, or choose another folder with --out.",
        )
    with storing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with _removed_if_empty(folder), locked(folder / LOCK):
        partial = Partial(folder, request)
        kept = _read(folder)
        if kept is None or kept["request"] != request:
            _clear(folder)
            partial._write({})
        try:
            yield partial
        finally:
            shutil.rmtree(partial.writing, ignore_errors=True)
            if not partial._finished():
                _clear(folder)


@contextmanager
def _removed_if_empty(folder: Path) -> Iterator[None]:
    """Entered before the lock is taken, because Windows cannot remove a file that is held."""
    try:
        yield
    finally:
        if {path.name for path in folder.iterdir()} <= {LOCK}:
            with suppress(OSError):  # another process took it just now
                (folder / LOCK).unlink(missing_ok=True)
                folder.rmdir()


def check_replaceable(out: Path) -> None:
    """InputError where `out` is there and is no compiled model, so that it must not be replaced."""
    if out.is_file() or (out.is_dir() and any(out.iterdir()) and not (out / MANIFEST).is_file()):
        raise InputError(
            f"{out} is there already, and is no compiled model.",
            remedy="Choose another folder with --out; nothing was changed.",
        )


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file `path`; it is given back with the process, however that ends.

    SetupError where another process holds it.
    """
    lock = FileLock(path)
    with storing(path.parent):
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise SetupError(
                f"Another export is writing in {path.parent}.",
                remedy="Wait until it is done, or stop it.",
            ) from None
    try:
        yield
    finally:
        lock.release()


def _is_strange(folder: Path) -> bool:
    """Whether something lies there that no export of ours can have left behind."""
    if not folder.exists():
        return False
    if not folder.is_dir():
        return True
    return not (folder / LEDGER).exists() and any(path.name != LOCK for path in folder.iterdir())


def _read(folder: Path) -> dict[str, Any] | None:
    """What the list of finished parts says; None where it cannot be used."""
    try:
        written = json.loads((folder / LEDGER).read_text(encoding="utf-8"))
        usable = written["format"] == FORMAT and {"request", "finished"} <= written.keys()
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return written if usable else None


def _clear(folder: Path) -> None:
    with storing(folder):
        for path in folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name != LOCK:
                path.unlink()


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
