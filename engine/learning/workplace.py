"""What a learning leaves on disk until it is done, so that the same request can go on there."""

import hashlib
import io
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from engine.concepts.concept import Concept
from engine.concepts.names import name_key
from engine.concepts.records import decoded, encoded
from engine.errors import InputError
from engine.events import Measured, Sampled, Snapshot
from engine.files import storing, write_whole
from engine.paths import home

LOCK = "lock"


@dataclass(frozen=True, slots=True)
class Workplace:
    """The folder of one learning. There is one for each name."""

    folder: Path

    @classmethod
    def of(cls, name: str) -> "Workplace":
        """The one for this name, which does not show in it."""
        return cls(home() / "learning" / hashlib.sha256(name_key(name).encode()).hexdigest()[:32])

    @property
    def photos(self) -> Path:
        """Where the clean copies lie."""
        return self.folder / "photos"

    @contextmanager
    def held(self) -> Iterator[None]:
        """Be the only one who works here until this is left, or the process ends however it does.

        InputError where another process is at work. A folder in which nothing was begun goes.
        """
        with storing(self.folder):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = FileLock(self.folder / LOCK)
            try:
                lock.acquire(timeout=0)
            except Timeout:
                raise InputError(
                    "A learning of this name is at work, in this window or elsewhere.",
                    remedy="Wait for it, or stop it.",
                ) from None
        try:
            yield
        finally:
            lock.release()
            if self.folder.exists() and {path.name for path in self.folder.iterdir()} <= {LOCK}:
                self.clear()

    def claim(self, request: str) -> bool:
        """Make this the place of `request`; False where it was already, with work to go on with.

        What another request left here is removed, but for the photos.
        """
        digest = hashlib.sha256(request.encode()).hexdigest()
        if self.read("request") == digest:
            return False
        for path in self.folder.iterdir():
            if path.is_file() and path.name != LOCK:
                path.unlink()
        self.write("request", digest)
        return True

    def snapshots(self) -> list[Snapshot]:
        """The scored snapshots kept so far, by epoch."""
        paths = sorted(self.folder.glob("epoch-*.concept"))
        return [Snapshot(Concept.load(path), int(path.stem[-4:])) for path in paths]

    def keep(self, snapshot: Snapshot) -> None:
        """Keep a scored snapshot."""
        snapshot.concept.save(self._path(snapshot.epoch))

    def keep_sample(self, sample: Sampled) -> None:
        """Keep what a snapshot drew."""
        content = io.BytesIO()
        sample.picture.save(content, "PNG")
        name = f"sample-{sample.epoch:04}-{sample.index}.png"
        write_whole(self.folder / name, content.getvalue())

    def samples(self) -> dict[int, list[Path]]:
        """Drawings by epoch, each in the order of their seeds."""
        found: dict[int, list[Path]] = {}
        for path in sorted(self.folder.glob("sample-*.png")):
            found.setdefault(int(path.stem.split("-")[1]), []).append(path)
        return found

    def record(self, measured: Measured) -> None:
        """Add a number to the curves; a kill loses the last line at most."""
        with storing(self.folder), self._curves.open("ab") as file:
            file.write(encoded([measured]))

    def curves(self) -> tuple[Measured, ...]:
        """Every number so far, by name and step."""
        return decoded(self._curves.read_bytes() if self._curves.exists() else b"")

    @property
    def _curves(self) -> Path:
        return self.folder / "curves.jsonl"

    def has(self, epoch: int) -> bool:
        """Whether this epoch's snapshot was scored and kept."""
        return self._path(epoch).exists()

    def read(self, name: str) -> object:
        """The value that `write` kept under this name; None where there is none."""
        try:
            value: object = json.loads((self.folder / f"{name}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return value

    def write(self, name: str, value: object) -> None:
        """Keep a value, whole or not at all."""
        content = json.dumps(value, ensure_ascii=False)
        write_whole(self.folder / f"{name}.json", content.encode())

    def clear(self) -> None:
        """Remove everything."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _path(self, epoch: int) -> Path:
        return self.folder / f"epoch-{epoch:04}.concept"
