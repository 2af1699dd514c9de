"""What is wrong in a private folder after a kill, an hour later, when the app is started again."""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bench.faulting.journey import labels
from bench.faulting.ledger import Kind, Line
from desktop.sweeping import sweep
from engine.chats import tables
from engine.chats.entries import State
from engine.chats.store import open_chats
from engine.concepts.concept import Concept
from engine.concepts.entries import Entry
from engine.errors import YoError
from engine.files import TEMPORARY
from engine.gallery import store
from engine.gallery.store import open_gallery
from engine.learning.keeping import open_library
from engine.learning.unfinished import Unfinished, unfinished
from engine.learning.workplace import Workplace
from engine.settings import Settings
from engine.storage import files_below

HOUR = 3600.0
_PLAIN = ("settings.json", "checkpoints.json", "window.", "library/library.db")
"""Files that may lie there at any time, by how their paths begin."""
_KNOWN = ("cache/", "logs/")


@dataclass(slots=True)
class Findings:
    """What should not be so, in words."""

    missing: list[str] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)

    def add(self, other: "Findings") -> None:
        """Take over what another look has found."""
        self.missing += other.missing
        self.orphans += other.orphans
        self.stuck += other.stuck


@dataclass(frozen=True, slots=True)
class There:
    """Everything that can be shown to a person after a restart."""

    found: Mapping[tuple[Kind, str], str]
    listed: frozenset[Path]
    """Files that something refers to."""
    writing: int
    learnings: Mapping[str, Unfinished]
    entries: Mapping[str, Entry]


def inspected(home: Path, standing: Mapping[tuple[Kind, str], Line]) -> Findings:
    """Start again an hour later, and compare with what was shown as saved before the kill."""
    with _an_hour_later(home):
        sweep(home)
        try:
            there = _look()
        except YoError as error:
            return Findings(stuck=[f"{error} {error.remedy}"])
    missing = [what for line in standing.values() if (what := _wrong(line, there))]
    return Findings(missing, list(_orphans(home, there)), list(_stuck(there)))


@contextmanager
def _an_hour_later(home: Path) -> Iterator[None]:
    """Files are an hour old, no answer is still being written, no deletion can be undone."""
    before, patience, to_undo = time.time() - HOUR, tables.ABANDONED, store.TO_UNDO
    for path in files_below(home):
        os.utime(path, (before, before))
    tables.ABANDONED, store.TO_UNDO = 0.0, timedelta(0)
    try:
        yield
    finally:
        tables.ABANDONED, store.TO_UNDO = patience, to_undo


def _look() -> There:
    """Open everything as the app does, which sweeps."""
    found: dict[tuple[Kind, str], str] = {}
    listed: set[Path] = set()
    learnings = {one.lesson.name: one for one in unfinished()}
    with open_library() as library:
        entries = {entry.id: entry for entry in library}
        for entry in entries.values():
            paths = [photo.path for photo in library.photos(entry.name)]
            for version in library.versions(entry.name):
                kept = library.snapshots(entry.name, version.number)
                record = library.record(entry.name, version.number)
                paths += [version.path, *(one.path for one in kept)]
                paths += [path for drawn in record.samples.values() for path in drawn]
            library.load(entry)
            listed.update(paths)
            found[Kind.CONCEPT, entry.id] = entry.name
    writing = 0
    with open_chats() as chats:
        for chat in chats.chats():
            found[Kind.CHAT, chat.id] = chat.title
            for message in chats.messages(chat.id):
                writing += message.state is State.WRITING
                listed.update(one.path for one in message.pictures if one.path)
                found[Kind.MESSAGE, str(message.id)] = message.text
    with open_gallery() as gallery:
        gallery.tidy()
        for picture in gallery.pictures(gallery.ids()):
            listed.add(picture.path)
            found[Kind.PICTURE, picture.id] = labels(picture)
    settings = Settings.load()
    for name in Settings.__slots__:
        found[Kind.SETTING, name] = str(getattr(settings, name))
    return There(found, frozenset(listed), writing, learnings, entries)


def _wrong(line: Line, there: There) -> str:
    """What is wrong with a thing that was shown as saved, or as erased; empty where nothing is."""
    if line.changing:
        return ""
    checks: dict[Kind, Callable[[Line, There], bool]] = {
        Kind.SNAPSHOT: _has_snapshots,
        Kind.FILE: lambda line, _: _loads(Path(line.key)),
    }
    right = checks.get(line.kind, _as_shown)(line, there)
    return "" if right else f"{line.kind} {line.key}: {line.value!r} was shown"


def _as_shown(line: Line, there: There) -> bool:
    return there.found.get((line.kind, line.key)) == line.value


def _has_snapshots(line: Line, there: There) -> bool:
    """At the workplace; or in the library, where a learning was kept that nobody saw end."""
    if line.key in there.learnings:
        return int(line.value or 0) in there.learnings[line.key].epochs
    return any(entry.name == line.key for entry in there.entries.values())


def _loads(path: Path) -> bool:
    try:
        Concept.load(path)
    except YoError:
        return False
    return True


def _orphans(home: Path, there: There) -> Iterator[str]:
    """Files that nothing refers to, and files that are listed and gone."""
    places = {Workplace.of(name).folder for name in there.learnings}
    for path in files_below(home):
        inside = path.relative_to(home).as_posix()
        known = path in there.listed or inside.startswith((*_PLAIN, *_KNOWN))
        known = known or any(path.is_relative_to(place) for place in places)
        known = known or (path.suffix == ".jsonl" and inside.startswith("library/concepts/"))
        if path.name.endswith(TEMPORARY) or not known:
            yield inside
    yield from (f"listed and gone: {path.name}" for path in there.listed if not path.exists())


def _stuck(there: There) -> Iterator[str]:
    """Work that could neither end nor go on."""
    if there.writing:
        yield f"{there.writing} answer(s) count as being written"
    names = {entry.name for entry in there.entries.values()}
    for name in set(there.learnings) & names:
        yield f"the learning of {name} is in the library and begun"
