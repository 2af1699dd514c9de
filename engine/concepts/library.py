"""The library: every concept of a person with its versions, snapshots and photos.

Files are written before the change that lists them and removed after the change that forgets them.
So a kill at any moment leaves at most a file that nothing lists, and the next opening sweeps it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from engine.concepts.cards import Card, CardTables, Description, tidy_notes
from engine.concepts.concept import Concept, check_base
from engine.concepts.copying import copy_concept
from engine.concepts.database import LibraryDatabase, OverDatabase
from engine.concepts.entries import Entry, Erased, KeptSnapshot, NewPhoto, Photo, Version
from engine.concepts.files import LibraryFiles, began
from engine.concepts.names import NameTakenError, checked_name, name_key, suggestion
from engine.concepts.records import NewRecord, Record, RecordTables
from engine.concepts.tables import LibraryTables, now
from engine.errors import InputError, YoError
from engine.events import Snapshot


class ConceptLibrary(OverDatabase):
    """An open library. Several processes may have one open; each thread opens its own."""

    def __init__(self, folder: Path) -> None:
        """Open or make the library in `folder`, and sweep what a crash left behind.

        SetupError where the folder cannot be written, FormatError where the library is damaged
        or was made by a newer version.
        """
        self._files = LibraryFiles(folder)
        self._db = LibraryDatabase(folder / "library.db", may_be_new=not began(folder))
        self._tables = LibraryTables(self._db, self._files)
        self._cards = CardTables(self._db, self._files)
        self.left_out = self._tables.left_out
        self._records = RecordTables(self._db, self._files)
        with suppress(YoError):  # someone adds just now: a later opening sweeps
            self.sweep()

    def __iter__(self) -> Iterator[Entry]:
        """Every concept, by name."""
        return iter(self._tables.entries())

    def cards(self) -> list[Card]:
        """Every concept as a grid shows it, by name."""
        return self._cards.cards()

    def card(self, name: str) -> Card:
        """One of them. InputError where there is no such concept."""
        return self._cards.card(self.find(name))

    def find(self, name: str) -> Entry:
        """The concept of this name, in any case. InputError with similar names where none is."""
        entry = self._tables.entry(name)
        if entry is None:
            remedy = suggestion(name, [known.name for known in self])
            raise InputError(f"There is no concept “{name.strip()}”.", remedy)
        return entry

    def load(self, entry: Entry, version: int | None = None, epoch: int | None = None) -> Concept:
        """What is in use, or the given version, or its snapshot after `epoch`; named as the entry.

        InputError where the concept has no such version or snapshot.
        """
        if version is None and epoch is None:
            epoch = entry.chosen_epoch()
        chosen = self._version(entry, version)
        path = chosen.path if epoch is None else self._snapshot(entry, chosen.number, epoch).path
        return replace(Concept.load(path), name=entry.name, kind=entry.kind)

    def versions(self, name: str) -> list[Version]:
        """Every learning of the concept, the first one first."""
        return self._tables.versions(self.find(name))

    def snapshots(self, name: str, version: int | None = None) -> list[KeptSnapshot]:
        """Snapshots of the current or given version, by epoch."""
        entry = self.find(name)
        return self._tables.snapshots(entry, self._version(entry, version).number)

    def record(self, name: str, version: int | None = None) -> Record:
        """Curves and drawings of the current or given version's learning."""
        entry = self.find(name)
        return self._records.record(entry, self._version(entry, version).number)

    def photos(self, name: str) -> list[Photo]:
        """The concept's photos, in the order they were added."""
        return self._tables.photos(self.find(name))

    def files(self, name: str) -> list[Path]:
        """Every file of a concept that is there: versions, snapshots, photos and records."""
        return self._files.found(self._tables.files(self.find(name)))

    def add(
        self,
        concept: Concept,
        photos: Sequence[NewPhoto] = (),
        snapshots: Sequence[Snapshot] = (),
        record: NewRecord | None = None,
    ) -> Entry:
        """Keep a new concept as version 1. InputError where its name is unfit or taken."""
        entry = Entry(
            id=uuid4().hex,
            name=checked_name(concept.name),
            kind=concept.kind,
            base_model=concept.base_model,
            created_at=now(),
            current_version=1,
        )
        with self.change():
            self._refuse_taken(entry.name)
            self._tables.insert(entry)
            self._keep(entry, concept, photos, snapshots, record)
        return entry

    def add_version(
        self,
        name: str,
        concept: Concept,
        photos: Sequence[NewPhoto] = (),
        snapshots: Sequence[Snapshot] = (),
        record: NewRecord | None = None,
    ) -> Entry:
        """Keep another learning of the concept `name`, with photos it has not had, and use it."""
        with self.change():
            entry = self.find(name)
            number = self._tables.versions(entry)[-1].number + 1
            entry = replace(
                entry, current_version=number, current_snapshot=0, base_model=concept.base_model
            )
            self._keep(entry, concept, photos, snapshots, record)
            self._tables.update(entry)
        return entry

    def use(self, name: str, version: int, epoch: int = 0) -> Entry:
        """Make a version the current one, or its snapshot after `epoch`. InputError without it."""
        with self.change():
            entry = self.find(name)
            chosen = self._version(entry, version)
            if epoch:
                self._snapshot(entry, version, epoch)
            entry = replace(
                entry, current_version=version, current_snapshot=epoch, base_model=chosen.base_model
            )
            self._tables.update(entry)
        return entry

    def rename(self, name: str, new_name: str) -> Entry:
        """Call the concept `new_name`. InputError where that is unfit or another's."""
        new_name = checked_name(new_name)
        with self.change():
            entry = self.find(name)
            if name_key(new_name) != name_key(entry.name):
                self._refuse_taken(new_name)
            entry = replace(entry, name=new_name)
            self._tables.update(entry)
        return entry

    def describe(self, name: str, change: Description) -> Card:
        """Change tags, notes, kind, portrait or consent. InputError where one of them is unfit."""
        with self.change():
            entry = self.find(name)
            self._cards.describe(entry, change)
        return self.card(name)

    def note_version(self, name: str, version: int, notes: str) -> Version:
        """Write something down about a version. InputError where there is no such one."""
        notes = tidy_notes(notes)
        with self.change():
            entry = self.find(name)
            noted = replace(self._version(entry, version), notes=notes)
            self._tables.note(entry, version, notes)
        return noted

    def duplicate(self, name: str, new_name: str) -> Entry:
        """Keep a copy with files of its own. InputError where the name is unfit or taken."""
        new_name = checked_name(new_name)
        with self.change():
            card = self.card(name)
            self._refuse_taken(new_name)
            copy = copy_concept(card, new_name, self._tables, self._cards, self._files)
            numbers = [version.number for version in self._tables.versions(card.entry)]
            self._records.copy(card.entry, copy, numbers)
            return copy

    def delete(self, name: str) -> Erased:
        """Erase the concept: versions, snapshots, photos, and its words in the database's log."""
        with self.change():
            entry = self.find(name)
            files = self._tables.files(entry)
            versions = self._tables.versions(entry)
            erased = Erased(
                name=entry.name,
                photos=tuple(photo.path for photo in self._tables.photos(entry)),
                versions=len(versions),
                snapshots=sum(len(self._tables.snapshots(entry, v.number)) for v in versions),
                bytes=self._files.bytes(files),
            )
            self._tables.delete(entry)
        self._files.remove(files)
        self._db.forget_log()
        return erased

    def export(
        self, name: str, path: Path, *, with_photos: bool = False, replacing: bool = False
    ) -> None:
        """Write the concept's current version to a file; photos whose files are gone are left out.

        InputError where `path` exists, unless `replacing`: then it is the old file until the new
        one is whole.
        """
        concept = self.load(self.find(name))
        if path.exists() and not replacing:
            raise InputError(f"{path} exists already.", remedy="Choose another file name.")
        photos = self.photos(name) if with_photos else []
        concept.save(path, [one.path.read_bytes() for one in photos if one.path.exists()])

    def import_file(
        self,
        path: Path,
        name: str | None = None,
        *,
        fingerprint: str,
        photos: Sequence[NewPhoto] = (),
    ) -> Entry:
        """Keep the concept in a file that `export` wrote, under its own or another name.

        Photos in the file are not looked at; the caller gives them, proved and cleaned.

        InputError where the name is unfit or taken, FormatError where the file is not sound or
        was not learned on the checkpoint with this fingerprint.
        """
        concept = Concept.load(path)
        check_base(concept, fingerprint)
        return self.add(concept if name is None else replace(concept, name=name), photos)

    def sweep(self) -> None:
        """Erase our files that nothing lists. SetupError while another process changes things."""
        if not self._files.names() - self._tables.files():
            return
        with self._db.change(patience=0):  # the one writer: no unlisted file is being written
            self._files.remove(self._files.names() - self._tables.files())

    @contextmanager
    def change(self) -> Iterator[LibraryDatabase]:
        """One change of rows and files, in the whole list; where it fails, its files go as well."""
        try:
            with self._db.change():
                yield self._db
        except BaseException:
            with suppress(YoError):  # the first trouble is the one to tell
                self.sweep()
            raise

    def _keep(
        self,
        entry: Entry,
        concept: Concept,
        photos: Sequence[NewPhoto],
        snapshots: Sequence[Snapshot],
        record: NewRecord | None,
    ) -> None:
        """Write the files of the entry's current version, and list them."""
        file = self._files.keep_concept(replace(concept, name=entry.name))
        version = self._tables.insert_version(entry, concept, file)
        for snapshot in snapshots:
            file = self._files.keep_concept(replace(snapshot.concept, name=entry.name))
            self._tables.insert_snapshot(version, snapshot.epoch, snapshot.concept, file)
        for photo in photos:
            self._tables.insert_photo(entry, photo, self._files.keep_photo(photo))
        self._records.insert(version, record or NewRecord())

    def _version(self, entry: Entry, number: int | None) -> Version:
        wanted = entry.current_version if number is None else number
        for version in self._tables.versions(entry):
            if version.number == wanted:
                return version
        raise InputError(
            f"“{entry.name}” has no version {wanted}.", remedy="Choose one of its versions."
        )

    def _snapshot(self, entry: Entry, number: int, epoch: int) -> KeptSnapshot:
        for snapshot in self._tables.snapshots(entry, number):
            if snapshot.epoch == epoch:
                return snapshot
        raise InputError(
            f"Version {number} of “{entry.name}” has no snapshot of epoch {epoch}.",
            remedy="Choose one of its snapshots.",
        )

    def _refuse_taken(self, name: str) -> None:
        taken = self._tables.entry(name)
        if taken:
            what = f"The name “{taken.name}” is taken."
            raise NameTakenError(what, remedy="Choose another name.", name=taken.name)
