"""Two concepts become one, with all that was learned, kept, drawn and said."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from engine.chats.entries import Used
from engine.chats.store import open_chats
from engine.concepts.cards import CardTables, Description
from engine.concepts.entries import Role
from engine.concepts.files import LibraryFiles
from engine.erasure import erase
from engine.errors import InputError
from engine.gallery.picture import Subject
from engine.gallery.query import Query
from engine.gallery.store import open_gallery
from engine.learning.keeping import open_library
from engine.learning.pool_ranking import leave_out, left_out_for
from engine.learning.workplace import Workplace
from engine.merging import merge
from engine.thumbnails import thumbnail
from tests.desktop.drawn import new
from tests.desktop.learned import add


@pytest.fixture
def both(tmp_path: Path, home: Path) -> Path:
    """Bo, and Bobby, who has a photo more and two versions; a drawing and a chat of each."""
    entries = [add(tmp_path, "Bobby", "dog", photos=3), add(tmp_path, "Bo", "family")]
    with open_library() as library:
        library.add_version("Bobby", library.load(library.find("Bobby")))
        library.describe("Bo", Description(notes="Bites."))
        library.describe("Bobby", Description(notes="Barks."))
        library.note_version("Bobby", 2, "After the bath.")
    with open_gallery() as gallery, open_chats() as chats:
        for place, entry in enumerate(entries):
            subject = Subject(concept=entry.id, name=entry.name, kind="pet", version=1)
            gallery.add(new(place, subjects=(subject,)))
            chats.say(chats.new([Used(id=entry.id, name=entry.name, version=1)]).id, 0, entry.name)
    leave_out(["bundled/1.webp"], "Bobby")
    return home


def test_everything_is_there_and_the_version_in_use_stays(both: Path) -> None:
    with open_library() as library:
        before = library.card("Bo")
    done = merge("bo", "Bobby")
    assert (done.versions, done.photos, done.drawings, done.chats) == (2, 1, 1, 1)
    with open_library() as library:
        assert [entry.name for entry in library] == ["Bo"]
        card = library.card("Bo")
        assert (card.entry.current_version, card.versions) == (1, 3)
        assert card.portrait == before.portrait
        assert (card.tags, card.notes) == (("dog", "family"), "Bites.\n\nBarks.")
        assert [one.notes for one in library.versions("Bo")] == ["", "", "After the bath."]
        assert [one.epoch for one in library.snapshots("Bo", 2)] == [1, 2]
        assert library.record("Bo", 2).curves and library.load(library.find("Bo"), 3).name == "Bo"
    assert left_out_for("Bo") == {"bundled/1.webp"}


def test_photos_are_added_once_and_one_stays_held_back(both: Path) -> None:
    merge("Bo", "Bobby")
    with open_library() as library:
        photos = library.photos("Bo")
        assert all(photo.path.exists() for photo in photos)
        assert len(photos) == len({photo.path.read_bytes() for photo in photos}) == 3
        assert [photo.role for photo in photos].count(Role.HELD_OUT) == 1
    assert len(list((both / "library" / "photos").iterdir())) == 3, "no file is left over"


def test_no_small_view_outlives_the_photos_that_were_double(both: Path) -> None:
    with open_library() as library:
        for photo in (*library.photos("Bo"), *library.photos("Bobby")):
            thumbnail(photo.path, 96)
    merge("Bo", "Bobby")
    erase("Bo")
    assert not [path for path in (both / "cache").rglob("*") if path.is_file()]


def test_drawings_and_chats_go_over_with_their_versions(both: Path) -> None:
    merge("Bo", "Bobby")
    with open_library() as library:
        bo = library.find("Bo").id
    with open_gallery() as gallery, open_chats() as chats:
        pictures = gallery.pictures(gallery.ids(Query(concept=bo)))
        assert sorted(one.subjects[0].version for one in pictures) == [1, 2]
        assert {one.subjects[0].name for one in pictures} == {"Bo"}
        used = {chat.concepts[0] for chat in chats.chats()}
        assert used == {
            Used(id=bo, name="Bo", version=1), Used(id=bo, name="Bobby", version=2),
        }  # fmt: skip


def test_a_picture_of_both_shows_the_one(both: Path) -> None:
    with open_library() as library:
        subjects = tuple(
            Subject(concept=one.id, name=one.name, kind="pet", version=1) for one in library
        )
    with open_gallery() as gallery:
        picture = gallery.add(new(9, subjects=subjects))
    merge("Bo", "Bobby")
    with open_gallery() as gallery:
        assert [one.name for one in gallery.pictures([picture.id])[0].subjects] == ["Bo"]


def test_pictures_stay_marked_as_those_of_a_person(both: Path) -> None:
    with open_library() as library:
        library.describe("Bobby", Description(kind="person"))
    merge("Bo", "Bobby")
    with open_library() as library:
        assert library.find("Bo").kind == "person"


def test_what_another_process_is_just_changing_is_not_lost(both: Path) -> None:
    begun = threading.Event()

    def tag_slowly() -> None:
        with open_library() as library, library.change() as db:
            cards = CardTables(db, LibraryFiles(both / "library"))
            cards.describe(library.find("Bobby"), Description(tags=("dog", "old")))
            begun.set()
            time.sleep(0.5)  # the merging has come, and waits

    with ThreadPoolExecutor(1) as aside:
        done = aside.submit(tag_slowly)
        begun.wait()
        merge("Bo", "Bobby")
        done.result()
    with open_library() as library:
        assert library.card("Bo").tags == ("dog", "family", "old")


def test_nothing_changes_where_it_cannot_be(both: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="one concept already"):
        merge("Bo", "BO")
    with pytest.raises(InputError, match="no concept"):
        merge("Bo", "Rex")
    Workplace.of("Bobby").photos.mkdir(parents=True)
    with pytest.raises(InputError, match="not finished"):
        merge("Bo", "Bobby")
    with open_library() as library:
        library.describe("Bobby", Description(tags=tuple(f"tag {n}" for n in range(32))))
    Workplace.of("Bobby").clear()
    with pytest.raises(InputError, match="too many"):
        merge("Bo", "Bobby")
    with open_library() as library:
        assert [(one.entry.name, one.versions) for one in library.cards()] == [
            ("Bo", 1), ("Bobby", 2),
        ]  # fmt: skip
