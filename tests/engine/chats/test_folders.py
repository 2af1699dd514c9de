"""Chats in folders, and those of a folder, a concept or some days found again."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from engine.chats.entries import Used
from engine.chats.filtering import ChatFilter
from engine.chats.folders import Folder
from engine.chats.store import ChatStore
from engine.errors import InputError

TODAY = date.today()
DAY = timedelta(days=1)


@pytest.fixture
def store() -> Iterator[ChatStore]:
    """A store with three chats: about Bo, about Bo and Mila, about nothing."""
    with ChatStore.temporary() as opened:
        bo, mila = (Used(id=name, name=name, version=1) for name in ("Bo", "Mila"))
        for title, about in (("one", [bo]), ("two", [bo, mila]), ("three", [])):
            opened.say(opened.new(about).id, 0, f"{title} walk")
        yield opened


def ids(store: ChatStore, *titles: str) -> list[str]:
    """The chats that begin so."""
    return [store.find(f"{title} walk").id for title in titles]


def titles(store: ChatStore, **wanted: object) -> set[str]:
    """The first words of the chats that a filter allows."""
    return {chat.title.split()[0] for chat in store.chats(ChatFilter(**wanted))}  # type: ignore[arg-type]  # any of them


def test_chats_are_moved_into_a_folder_that_is_made_by_it(store: ChatStore) -> None:
    store.folders.move(ids(store, "one", "two"), "Trips")
    store.folders.move(ids(store, "three"), " trips ")
    store.folders.make("Empty")
    assert store.folders.all() == [Folder(name="Empty", chats=0), Folder(name="Trips", chats=3)]
    store.folders.move(ids(store, "two"), "")
    assert titles(store, folder="TRIPS") == {"one", "three"}
    assert titles(store, folder="") == {"two"}
    assert store.chat(ids(store, "one")[0]).folder == "Trips"


def test_a_folder_is_renamed_and_no_name_is_taken_twice(store: ChatStore) -> None:
    store.folders.move(ids(store, "one"), "Trips")
    store.folders.make("Home")
    store.folders.rename("trips", "Trips")
    store.folders.rename("Trips", "Travels")
    assert titles(store, folder="Travels") == {"one"}
    with pytest.raises(InputError, match="“Home” already"):
        store.folders.rename("Travels", "Home")
    for unknown in (store.folders.remove, lambda name: store.folders.rename(name, "x")):
        with pytest.raises(InputError, match="no folder “Trips”"):
            unknown("Trips")
    with pytest.raises(InputError, match="empty"):
        store.folders.make("  ")


def test_a_removed_folder_leaves_its_chats(store: ChatStore) -> None:
    moved = ids(store, "one", "three")
    store.folders.move(moved, "Trips")
    assert sorted(store.folders.remove("Trips")) == sorted(moved)
    assert store.folders.all() == [] and titles(store, folder="") == {"one", "two", "three"}


def test_a_hidden_or_erased_chat_is_in_no_count(store: ChatStore) -> None:
    hidden, erased = ids(store, "one", "two")
    store.folders.move([hidden, erased], "Trips")
    store.hide(hidden)
    store.erase(erased)
    assert store.folders.all() == [Folder(name="Trips", chats=0)]
    store.restore(hidden)
    assert store.folders.all() == [Folder(name="Trips", chats=1)]


def test_what_else_is_changed_leaves_a_chat_in_its_folder(store: ChatStore) -> None:
    [one] = ids(store, "one")
    store.folders.move([one], "Trips")
    assert store.pin(one, True).folder == "Trips"
    assert store.rename(one, "Otherwise").folder == "Trips"
    assert store.chat(one).folder == "Trips"


def test_chats_are_found_by_concept_and_day(store: ChatStore) -> None:
    assert titles(store, concept="bo") == {"one", "two"}
    assert titles(store, concept="Mila") == {"two"}
    assert titles(store, since=TODAY - DAY, until=TODAY + DAY) == {"one", "two", "three"}
    assert titles(store, since=TODAY + DAY) == set()
    assert titles(store, until=TODAY - DAY) == set()
    assert not ChatFilter().narrow and ChatFilter(folder="").narrow


def test_a_long_chat_hides_no_other_one_from_a_search_for_chats(store: ChatStore) -> None:
    long, short = store.new().id, store.new().id
    for number in range(5):
        store.say(long, 0, f"A badger, a badger, and badger {number}")
    store.say(short, 0, "The badger that we took with many other dogs from our street last year")
    assert {hit.chat for hit in store.search("badger", 3)} == {long}
    hits = store.search("badger", 3, each=True)
    assert [hit.chat for hit in hits] == [long, short]
    assert hits[1].snippet.startswith("The badger that we took")
    assert store.search("cat", each=True) == []


def test_a_search_looks_only_at_what_is_wanted(store: ChatStore) -> None:
    store.folders.move(ids(store, "one"), "Trips")
    hits = store.search("walk", wanted=ChatFilter(folder="Trips"))
    assert [hit.snippet for hit in hits] == ["one walk"]
    assert len(store.search("walk", wanted=ChatFilter(concept="Bo"))) == 2
    assert store.search("walk", wanted=ChatFilter(folder="Nowhere")) == []
    assert len(store.search("walk")) == 3
