"""What a backup holds: a ZIP file with the list, the files that it lists, and a table of contents.

Besides the tables of each part, this is the one place that knows which columns name files.

`backup.json` is `{"format", "made_at", "photos", "files": {name: {"bytes", "sha256"}}, "missing"}`;
`missing` names files that were listed and already gone when the backup was made.
"""

import hashlib
import json
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import uuid4

from engine.concepts.database import LibraryDatabase
from engine.errors import FormatError, InputError
from engine.paths import home

FORMAT = 1
CONTENTS, LIST = "backup.json", "library.db"
PARTIAL = "library-*.partial"
"""Folders of the private folder in which a library is put together."""
CHUNK = 2**20
"""Bytes between two looks at whether to stop."""
LARGEST_CONTENTS = 512 * 2**20
"""Bytes of the table of contents; a million files take a third."""
_NAME = re.compile(r"library\.db|(concepts|photos|pictures|chats)/[0-9a-f]{32}\.[a-z]+")
_LISTED = {
    "concepts": """SELECT file FROM versions UNION ALL SELECT file FROM snapshots
        UNION ALL SELECT file FROM learning_files""",
    "photos": "SELECT file FROM photos",
    "pictures": "SELECT file FROM pictures",
    "chats": "SELECT file FROM message_pictures",
}
_COUNTED = """SELECT (SELECT count(*) FROM concepts) AS concepts,
    (SELECT count(*) FROM chats WHERE deleted_at = '') AS chats,
    (SELECT count(*) FROM pictures WHERE hidden_at = '') AS pictures,
    (SELECT count(*) FROM albums) AS albums"""
_PHOTOS = (
    "UPDATE concepts SET portrait = ''",
    "DELETE FROM photos",
    "DELETE FROM message_pictures WHERE drawn = 0",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One file in a backup."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """The table of contents."""

    made_at: str
    photos: bool
    """Whether photos of concepts and in chats are in it."""
    files: Mapping[str, Held]
    """By name below the library's folder."""
    missing: tuple[str, ...] = ()

    @property
    def bytes(self) -> int:
        """All files together."""
        return sum(held.bytes for held in self.files.values())


def listed(db: LibraryDatabase) -> list[str]:
    """The files that a list names, below the library's folder."""
    return [f"{folder}/{row['file']}" for folder, sql in _LISTED.items() for row in db.rows(sql)]


def forget_photos(db: LibraryDatabase) -> None:
    """Take the person's own photos out of a copy of the list; drawn pictures stay."""
    with db.change():
        for sql in _PHOTOS:
            db.run(sql)


def encoded(backup: Backup) -> bytes:
    """The table of contents as JSON."""
    return json.dumps({"format": FORMAT, **asdict(backup)}).encode()


def counted(db: LibraryDatabase) -> dict[str, int]:
    """How many concepts, chats, pictures and albums a list names."""
    return dict(db.rows(_COUNTED)[0])


@contextmanager
def proved(path: Path, name: str) -> Iterator[LibraryDatabase]:
    """The list at `path`, open. FormatError of `name` where it is unsound, or too new."""
    try:
        db = LibraryDatabase(path, may_be_new=False)
    except FormatError as error:
        raise (newer(name) if "by a newer version" in str(error) else damaged(name)) from error
    with closing(db):
        if [*db.rows("PRAGMA integrity_check")[0].values()] != ["ok"]:
            raise damaged(name)
        yield db


@contextmanager
def opened(file: Path) -> Iterator[tuple[zipfile.ZipFile, Backup]]:
    """The archive and its contents. InputError without the file, FormatError where unsound."""
    if not file.is_file():
        raise InputError(f"There is no file {file}.", remedy="Check its name.")
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive, _contents(archive, file.name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise damaged(file.name) from error


def read_out(archive: zipfile.ZipFile, inside: str, held: Held, name: str) -> Iterator[bytes]:
    """A file of the archive, chunk by chunk. FormatError of `name` where it is another one."""
    digest = hashlib.sha256()
    with archive.open(inside) as source:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            yield chunk
    if digest.hexdigest() != held.sha256:
        raise damaged(name)


def check_list(folder: Path, backup: Backup, name: str) -> None:
    """FormatError where the list in `folder` is unsound, or names other files than there are."""
    with proved(folder / LIST, name) as db:
        if {*listed(db), LIST} != {*backup.files, *backup.missing}:
            raise damaged(name)


@contextmanager
def beside() -> Iterator[tuple[Path, Path]]:
    """Two free places beside the library; what is there at the end goes."""
    places = [home() / PARTIAL.replace("*", uuid4().hex) for _ in range(2)]
    try:
        yield places[0], places[1]
    finally:
        for place in places:
            shutil.rmtree(place, ignore_errors=True)


def megabytes(size: int) -> int:
    """Begun megabytes (10⁶ bytes), so that a small library is no zero."""
    return -(-size // 10**6)


def damaged(name: str) -> FormatError:
    """What to say of a backup that is not as it was written."""
    return FormatError(
        f"{name} is no backup of a library, or it is damaged.",
        remedy="Copy the file again, or choose another backup. Nothing was changed.",
    )


def _contents(archive: zipfile.ZipFile, name: str) -> Backup:
    if CONTENTS not in archive.namelist() or archive.getinfo(CONTENTS).file_size > LARGEST_CONTENTS:
        raise damaged(name)
    try:
        facts = json.loads(archive.read(CONTENTS))
        number = facts.pop("format")
        if isinstance(number, int) and number > FORMAT:
            raise newer(name)
        files = {key: Held(**held) for key, held in facts.pop("files").items()}
        found = Backup(files=files, missing=tuple(facts.pop("missing")), **facts)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise damaged(name) from error
    there = {one: archive.getinfo(one).file_size for one in archive.namelist() if one != CONTENTS}
    sound = all(_NAME.fullmatch(one) for one in files) and LIST in files
    if not sound or there != {one: held.bytes for one, held in files.items()}:
        raise damaged(name)
    return found


def newer(name: str) -> FormatError:
    """What to say of a backup from the future."""
    return FormatError(
        f"{name} was made by a newer version of the app.",
        remedy="Update the app, then restore it. Nothing was changed.",
    )
