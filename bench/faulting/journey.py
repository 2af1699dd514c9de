"""All that there is to do in the app, step by step, and what each page shows of it as saved."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.faulting.ledger import Kind, Ledger
from bench.faulting.small import PHOTOS
from desktop.state.chats import Chats
from desktop.state.drawing import DrawingState
from desktop.state.gallery import GalleryState
from desktop.state.lesson_run import LessonRun
from desktop.state.library import LibraryState
from desktop.state.mentions import Mentionable
from desktop.state.navigation import Place
from desktop.state.teaching import TeachingState
from desktop.views.main_window import MainWindow
from engine.chats.entries import Way
from engine.chats.store import open_chats
from engine.concepts.cards import Card, Description
from engine.gallery.picture import Picture
from engine.gallery.query import Query
from engine.gallery.store import open_gallery

Steps = Iterator[Callable[[], bool]]
"""Each is what to wait for before the next one is taken."""
MANY = 3
"""Concepts and pictures that make a person delete some."""
CHOICES = {"theme": ("light", "dark"), "notify": (True, False)}


class Journey:
    """Goes through the pages of a window. Names and numbers are dice of no fixed seed."""

    def __init__(self, window: MainWindow, ledger: Ledger, photos: Path) -> None:
        self._window, self._ledger, self._photos = window, ledger, photos
        self._dice = random.Random()

    def rounds(self) -> Steps:
        """Everything once in any order, then again, without end; what takes long every other time.

        So most kills fall into short work, of which there is more kinds.
        """
        while True:
            parts = [self._chat, self._draw, self._label, self._manage, self._set]
            parts += [self._teach] * self._dice.randrange(2)
            self._dice.shuffle(parts)
            for part in parts:
                yield from part()
            self._ledger.note(Kind.ROUND, "")

    def _teach(self) -> Steps:
        """Go on with what a kill interrupted; else teach something new."""
        state: TeachingState = yield from self._state(Place.TEACH)
        state.refresh_library()
        yield lambda: not state._errands.busy
        if state.lessons.unfinished:
            state.lessons.go_on(state.lessons.unfinished[0])
        else:
            yield from self._fill_in(state)
            state.start()
        run = state.run
        assert run is not None
        yield from self._learned(run)
        if run.learned is not None:
            entry = run.learned.entry
            self._ledger.note(Kind.CONCEPT, entry.id, entry.name)
            self._ledger.note(Kind.SNAPSHOT, run.lesson.name, changing=True)
        state.begin_anew()

    def _fill_in(self, state: TeachingState) -> Steps:
        state.tray.add([self._photos / name for name in PHOTOS])
        state.fill_in(name=f"Bö {self._dice.randrange(10**6)}")
        state.choose_kind("pet")
        yield lambda: bool(state.tray.photos) and not state.missing

    def _learned(self, run: LessonRun) -> Steps:
        """Watch until it has ended; each snapshot that is shown is kept."""
        noted = 0
        while run.running or run._errands.busy:
            yield lambda seen=noted: not run.running or len(run.scores) > seen  # type: ignore[misc]
            if len(run.scores) > noted:
                self._ledger.note(Kind.SNAPSHOT, run.lesson.name, str(max(run.scores)))
            noted = len(run.scores)

    def _chat(self) -> Steps:
        """Say something about a photo in a new chat, then more, once with a picture."""
        chats: Chats = yield from self._state(Place.CHAT)
        yield lambda: chats.list.known
        chats.chat.begin()
        chats.attachments.add_files([self._photos / PHOTOS[0]])
        yield lambda: chats.attachments.photo is not None
        for way in (Way.WORDS, Way.PICTURE):
            yield from self._say(chats, way)

    def _say(self, chats: Chats, way: Way) -> Steps:
        state, before = chats.chat, len(chats.chat.shown)
        words = f"Größe {self._dice.randrange(10**6)} of @Bo?"
        if not chats.send(words, self._mentioned(chats), way):
            return
        yield lambda: len(state.shown) > before
        assert state.chat is not None
        self._ledger.note(Kind.CHAT, state.chat.id, state.chat.title)
        self._note_messages(chats)
        yield lambda: state.answering is None and state.library.idle
        self._note_messages(chats)

    def _mentioned(self, chats: Chats) -> list[Mentionable]:
        known = chats.known.mentionables()
        return [self._dice.choice(known)] if known else []

    def _note_messages(self, chats: Chats) -> None:
        for one in chats.chat.shown:
            if one.message.id and one.message.state != "writing":
                self._ledger.note(Kind.MESSAGE, str(one.message.id), one.message.text)

    def _draw(self) -> Steps:
        """Two pictures; each that is shown as finished is kept."""
        state: DrawingState = yield from self._state(Place.DRAW)
        state.set(count=2)
        state.draw("Ein schöner Hund", [one.name for one in state.known.concepts[:1]])
        batch = state.batch
        assert batch is not None
        noted = 0
        while not (batch.job.over and not state._errands.busy):
            yield lambda seen=noted: (  # type: ignore[misc]
                batch.finished > seen or (batch.job.over and not state._errands.busy)
            )
            for cell in batch.cells:
                if cell.kept is not None:
                    self._ledger.note(Kind.PICTURE, cell.kept.id, labels(cell.kept))
            noted = batch.finished

    def _label(self) -> Steps:
        """Favour and tag a picture; where there are many, delete one for good."""
        state: GalleryState = yield from self._state(Place.GALLERY)
        yield lambda: state.loaded and not state.busy
        ids = state.model.ids
        if not ids:
            return
        chosen = self._dice.choice(ids)
        self._ledger.note(Kind.PICTURE, chosen, changing=True)
        state.set_favourite([chosen], self._dice.random() < 0.5)
        state.tag([chosen], f"Märchen {self._dice.randrange(3)}")
        yield lambda: not state.busy and not state.model._errands.busy
        picture = state.model.picture(state.model.row_of(chosen))
        if picture is not None:
            self._ledger.note(Kind.PICTURE, chosen, labels(picture))
        if len(ids) > MANY:
            yield from self._delete_picture(state, chosen)

    def _delete_picture(self, state: GalleryState, chosen: str) -> Steps:
        self._ledger.note(Kind.PICTURE, chosen, changing=True)
        state.delete([chosen])
        yield lambda: not state.busy
        self._window.context.notices.commit()
        yield lambda: not state.busy
        self._ledger.note(Kind.PICTURE, chosen, None)

    def _manage(self) -> Steps:
        """Rename, describe and export a concept; where there are many, delete one for good."""
        state: LibraryState = yield from self._state(Place.LIBRARY)
        yield lambda: state.loaded and not state._errands.busy
        if not state._cards:
            return
        card = self._dice.choice(state._cards)
        yield from self._change(state, card)
        if len(state._cards) > MANY:
            yield from self._delete_concept(state, card.entry.id)

    def _change(self, state: LibraryState, card: Card) -> Steps:
        name, file = f"Bö {self._dice.randrange(10**6)}", self._photos.parent / "Kopie.concept"
        self._ledger.note(Kind.CONCEPT, card.entry.id, changing=True)
        state.rename(card.entry.name, name)
        yield lambda: not state._errands.busy and self._name(state, card.entry.id) == name
        self._ledger.note(Kind.CONCEPT, card.entry.id, name)
        state.describe(name, Description(notes=f"Größe {name}"))
        yield lambda: not state._errands.busy
        state.export(name, file, with_photos=True)
        yield lambda: not state._errands.busy
        self._ledger.note(Kind.FILE, str(file))

    def _name(self, state: LibraryState, concept: str) -> str:
        return next((one.entry.name for one in state._cards if one.entry.id == concept), "")

    def _delete_concept(self, state: LibraryState, concept: str) -> Steps:
        card = next(one for one in state._cards if one.entry.id == concept)
        gone = [(Kind.CONCEPT, concept), *_made_of(concept)]
        for kind, key in gone:
            self._ledger.note(kind, key, changing=True)
        state.delete(card)
        self._window.context.notices.commit()
        yield lambda: not state._errands.busy and not self._name(state, concept)
        for kind, key in gone:
            if kind is not Kind.MESSAGE:  # a later one may take its number
                self._ledger.note(kind, key, None)

    def _set(self) -> Steps:
        """Choose otherwise."""
        settings = self._window.context.settings
        for name, values in CHOICES.items():
            value = self._dice.choice(values)
            self._ledger.note(Kind.SETTING, name, changing=True)
            settings.change(**{name: value})
            self._ledger.note(Kind.SETTING, name, str(value))
        yield lambda: True

    def _state(self, place: Place) -> Any:
        """The state of a page that is shown now."""
        self._window.context.navigation.go(place)
        yield lambda: self._window.place is place
        return self._window.page(place)._state  # type: ignore[attr-defined]  # every page has one


def _made_of(concept: str) -> Iterator[tuple[Kind, str]]:
    """What goes with a concept: pictures of it, and chats in which it took part."""
    with open_gallery() as gallery:
        yield from ((Kind.PICTURE, one) for one in gallery.ids(Query(concept=concept)))
    with open_chats() as store:
        for chat in store.chats():
            if concept in {one.id for one in chat.concepts}:
                yield Kind.CHAT, chat.id
                yield from ((Kind.MESSAGE, str(one.id)) for one in store.messages(chat.id))


def labels(picture: Picture) -> str:
    """What a person has said of a picture."""
    return f"{'favourite ' * picture.favourite}{', '.join(picture.tags)}"
