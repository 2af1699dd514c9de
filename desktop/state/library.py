"""The library as its page shows it: what is found, what is selected, and what can be done with it.

Reads and changes happen beside the window, because another process may hold the library's lock.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop import background, sentences
from desktop.context import Context
from desktop.state import erased_words, library_work
from desktop.state.choice import ChoiceState
from desktop.state.concept_model import ConceptModel
from desktop.state.errands import Errands
from desktop.state.jobs import JobHandle, JobKind
from desktop.state.library_work import Details
from desktop.state.lookalikes import LookalikesState
from engine.concepts.cards import Card, Consent, Description
from engine.concepts.entries import Entry
from engine.concepts.filtering import Filter, chosen, tags_of
from engine.concepts.names import NameTakenError, name_key
from engine.concepts.tables import now
from engine.erasure import ErasureReport, erase
from engine.errors import YoError
from engine.learning import sample
from engine.learning.consent import PERSON, STATEMENT
from engine.learning.sharing import import_job
from engine.merging import merge
from engine.renaming import rename

CONCEPT_FILE = ".concept"


@dataclass(frozen=True, slots=True)
class TakenName:
    """A concept that could not be added under its own name."""

    name: str
    suggested: str
    """The same with a number, which is free."""
    add_as: Callable[[str], None]
    """Add it under another name."""


class LibraryState(QObject):
    """Cards by filter, one of them selected."""

    changed = Signal()
    """Cards, filter, selection or details."""
    failed = Signal(object)
    """A YoError to be shown."""
    name_taken = Signal(object)
    """A TakenName: another one is to be typed."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._errands = Errands(self)
        self._errands.failed.connect(self._on_failed)
        self._cards: list[Card] = []
        self._hidden: frozenset[str] = frozenset()
        self.filter = Filter()
        self.model = ConceptModel(self)
        self.selected: str = ""
        """The id of the selected concept; empty where none is."""
        self.details: Details | None = None
        """Of the selected one, once it was read."""
        self.loaded = False

    @property
    def empty(self) -> bool:
        """Whether there is no concept at all, however one looks."""
        return self.loaded and all(card.entry.id in self._hidden for card in self._cards)

    @property
    def tags(self) -> list[str]:
        """Every tag in the library."""
        return tags_of(self._cards)

    @property
    def selected_card(self) -> Card | None:
        """The card of the selected concept."""
        return next((card for card in self._cards if card.entry.id == self.selected), None)

    def read(self) -> None:
        """Read the library again."""
        self._errands.run(library_work.cards, self._on_read)

    def look_for(self, **fields: object) -> None:
        """Change the filter: `words`, `tag`, `kind` or `sort`."""
        self.filter = replace(self.filter, **fields)  # type: ignore[arg-type]  # Filter's own
        self._show()

    def select(self, concept: str) -> None:
        """Select the concept with this id, or none."""
        if concept == self.selected and self.details is not None:
            return
        self.selected, self.details = concept, None
        self._read_details()
        self.changed.emit()

    def select_name(self, name: str) -> None:
        """Select the concept of this name."""
        found = [card for card in self._cards if card.entry.name == name]
        if found:
            self.select(found[0].entry.id)

    def rename(self, name: str, new_name: str) -> None:
        """Call a concept otherwise."""
        self._errands.run(partial(rename, name, new_name), self._on_changed)

    def duplicate(self, name: str) -> None:
        """Copy a concept under the next free name, and select the copy."""
        copying = partial(library_work.duplicate, name, self._numbered(name))
        self._errands.run(copying, self._on_copied)

    def describe(self, name: str, change: Description) -> None:
        """Change tags, notes, kind or portrait."""
        self._errands.run(partial(library_work.describe, name, change), self._on_changed)

    def make_person(self, name: str) -> None:
        """A concept is a human being, and what was stated about that is kept with it."""
        consent = Consent(sentences.translated(STATEMENT), now())
        self.describe(name, Description(kind=PERSON, consent=consent))

    def use(self, name: str, version: int) -> None:
        """Make a version the one in use."""
        self._errands.run(partial(library_work.use, name, version), self._on_changed)

    def note_version(self, name: str, version: int, notes: str) -> None:
        """Write something down about a version."""
        self._errands.run(
            partial(library_work.note_version, name, version, notes), self._on_changed
        )

    def lookalikes(self, name: str) -> LookalikesState:
        """What of the pool looks like a concept; the caller looks, and owns it."""
        return LookalikesState(self._context, name)

    def learning(self, name: str, version: int) -> ChoiceState:
        """How a version was learned, and the choice of a snapshot of it; the caller owns it."""
        choice = ChoiceState(self._context, name, version)
        choice.used.connect(self._on_changed)
        return choice

    def delete(self, card: Card) -> None:
        """Take a concept away; it is erased when ten seconds have passed without an undo."""
        self._hide(self._hidden | {card.entry.id})
        if self.selected == card.entry.id:
            self.selected, self.details = "", None
        text = self.tr("“{name}” is deleted, with its drawings and chats.").format(
            name=card.entry.name
        )
        self._context.notices.offer_undo(
            text, partial(self._erase, card.entry), partial(self._restore, card.entry.id)
        )
        self._show()

    def merge(self, card: Card, name: str) -> None:
        """Make a concept part of another one, once ten seconds have passed without an undo."""
        self._hide(self._hidden | {card.entry.id})
        self.select_name(name)
        other = card.entry.name
        self._context.notices.offer_undo(
            self.tr("“{other}” is part of “{name}” now.").format(other=other, name=name),
            partial(self._merge, name, other),
            partial(self._restore, card.entry.id),
        )
        self._show()

    def others(self, card: Card) -> list[str]:
        """Names of the concepts beside this one, as they are shown."""
        there = (one.entry for one in self._cards if one.entry.id not in self._hidden)
        return [entry.name for entry in there if entry.id != card.entry.id]

    def export(self, name: str, path: Path, with_photos: bool) -> None:
        """Write a concept to a file; an older file of that name is replaced."""
        self._errands.run(partial(library_work.export, name, path, with_photos), self._on_exported)

    def import_files(self, paths: list[Path]) -> None:
        """Add concepts from files; each is a short job of the engine, which knows the model."""
        for path in paths:
            self._import(path)

    def add_sample(self) -> None:
        """Add the concept that comes with the app, as a short job of the engine."""
        self._add_sample()

    def _import(self, path: Path, name: str | None = None) -> None:
        title = self.tr("Import {file}").format(file=path.name)
        settings = self._context.settings.value
        job = self._context.queue.add(title, JobKind.CHECK, import_job, path, name, settings)
        job.ended.connect(partial(self._on_added, partial(self._import, path), job))

    def _add_sample(self, name: str | None = None) -> None:
        title, settings = self.tr("Adding the sample"), self._context.settings.value
        job = self._context.queue.add(title, JobKind.CHECK, sample.add_sample, settings, name)
        job.ended.connect(partial(self._on_added, self._add_sample, job))

    def _numbered(self, name: str) -> str:
        """The name with the first number from 2 that is free."""
        taken = {name_key(card.entry.name) for card in self._cards}
        names = (f"{name} {number}" for number in count(2))
        return next(one for one in names if name_key(one) not in taken)

    def _erase(self, entry: Entry) -> None:
        pending = background.run(erase, entry.name)  # at once, also when the window closes
        pending.done.connect(self._on_erased)
        pending.failed.connect(self._on_failed)

    def _merge(self, name: str, other: str) -> None:
        pending = background.run(merge, name, other)  # at once, also when the window closes
        pending.done.connect(self._on_changed)
        pending.failed.connect(self._on_failed)

    def _restore(self, concept: str) -> None:
        self._hide(self._hidden - {concept})
        self._show()

    def _hide(self, hidden: frozenset[str]) -> None:
        self._hidden = hidden

    def _show(self) -> None:
        self.model.show(chosen(self._cards, self.filter, self._hidden))
        self.changed.emit()

    def _read_details(self) -> None:
        card = self.selected_card
        if card is not None:
            self._errands.run(partial(library_work.details, card.entry.name), self._on_details)

    def _on_read(self, cards: object) -> None:
        assert isinstance(cards, list)
        self._cards, self.loaded = cards, True
        self._show()
        if self.selected:
            self._read_details()

    def _on_details(self, details: object) -> None:
        assert isinstance(details, Details)
        if details.card.entry.id == self.selected:
            self.details = details
            self.changed.emit()

    def _on_changed(self, _: object) -> None:
        self.read()

    def _on_copied(self, entry: object) -> None:
        assert isinstance(entry, Entry)
        self.selected, self.details = entry.id, None
        self.read()

    def _on_exported(self, path: object) -> None:
        assert isinstance(path, Path)
        self._context.notices.say(self.tr("Written to {file}.").format(file=path))

    def _on_added(self, add_as: Callable[[str], None], job: JobHandle) -> None:
        if isinstance(job.error, NameTakenError):
            name = job.error.name
            self.name_taken.emit(TakenName(name, self._numbered(name), add_as))
        elif isinstance(job.error, YoError):
            self.failed.emit(job.error)
        elif isinstance(job.result, Entry):
            self.selected, self.details = job.result.id, None
            text = self.tr("“{name}” is in the library.").format(name=job.result.name)
            self._context.notices.say(text)
        self.read()

    def _on_erased(self, report: object) -> None:
        assert isinstance(report, ErasureReport)
        self._context.notices.say(erased_words.report(report))
        self.read()

    def _on_failed(self, error: object) -> None:
        if not isinstance(error, YoError):
            assert isinstance(error, Exception)
            raise error
        self._hide(frozenset())  # what could not be erased is still there
        self.failed.emit(error)
        self.read()


def concept_files(paths: list[Path]) -> list[Path]:
    """Those of the files that a concept may be in."""
    return [path for path in paths if path.suffix.lower() == CONCEPT_FILE]
