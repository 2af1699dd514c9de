"""The gallery keeps, finds, labels and erases pictures, and tells the truth about their files."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from engine import thumbnails
from engine.concepts.concept import Concept
from engine.concepts.library import ConceptLibrary
from engine.errors import FormatError, InputError, SetupError
from engine.gallery.files import PictureFiles
from engine.gallery.picture import NewPicture, Source
from engine.gallery.query import Query, Sort
from engine.gallery.store import Gallery
from tests.engine.gallery.conftest import BO, MILA

New = Callable[..., NewPicture]


def pixels(path: Path) -> bytes:
    with Image.open(path) as image:
        return image.tobytes()


def words_on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("library.db*"))


def test_a_kept_picture_comes_back_with_all_that_drew_it(
    gallery: Gallery, new_picture: New
) -> None:
    new = new_picture(7, source=Source.CHAT, batch="one", subjects=(BO, MILA))
    kept = gallery.add(new)
    (read,) = gallery.pictures([kept.id])
    assert read == kept
    assert (read.seed, read.prompt, read.source, read.batch) == (7, new.prompt, "chat", "one")
    assert (read.likeness, read.subjects, read.sampling) == (
        new.likeness,
        new.subjects,
        new.sampling,
    )
    assert (read.favourite, read.rating, read.tags, read.missing) == (False, 0, (), False)
    assert gallery.codes(read.id) == (7, 8191, 0)
    assert pixels(read.path) == new.picture.tobytes()


def test_a_picture_that_is_kept_while_others_look_for_lost_ones_is_not_lost(
    gallery: Gallery, folder: Path, new_picture: New
) -> None:
    class Meanwhile(PictureFiles):
        """Files of a gallery in which another job keeps a picture, just after they were listed."""

        def names(self) -> set[str]:
            found = super().names()
            if not found:
                with Gallery(folder) as drawing:
                    drawing.add(new_picture())
            return found

    gallery._files = Meanwhile(folder)
    assert gallery.tidy() == []
    assert not gallery.pictures(gallery.ids())[0].missing


def test_pictures_are_listed_in_every_order(gallery: Gallery, new_picture: New) -> None:
    first, second, third = (gallery.add(new_picture(seed)).id for seed in (1, 3, 2))
    gallery.labels.rate([second], 4)
    gallery.labels.rate([first], 5)
    assert gallery.ids() == [third, second, first]
    assert gallery.ids(Query(sort=Sort.OLDEST)) == [first, second, third]
    assert gallery.ids(Query(sort=Sort.RATING)) == [first, second, third]
    assert gallery.ids(Query(sort=Sort.RESEMBLANCE)) == [second, third, first]


def test_words_are_found_in_prompts_names_and_tags_whatever_their_case(
    gallery: Gallery, new_picture: New
) -> None:
    sea = gallery.add(new_picture(1, "Über dem Meer"))
    snow = gallery.add(new_picture(2, "100% snow", subjects=(MILA,)))
    gallery.labels.tag([snow.id], "Größe")
    assert gallery.ids(Query(text="über MEER")) == [sea.id]
    assert gallery.ids(Query(text="mila")) == [snow.id]
    assert gallery.ids(Query(text="grösse")) == [snow.id]
    assert gallery.ids(Query(text="GRÖSSE snow")) == [snow.id]
    assert gallery.ids(Query(text="100%")) == [snow.id]
    assert gallery.ids(Query(text="_")) == []
    assert gallery.ids(Query(text="meer snow")) == []


def test_filters_hold_together(gallery: Gallery, new_picture: New) -> None:
    one = gallery.add(new_picture(1, batch="x"))
    two = gallery.add(new_picture(2, subjects=(MILA,), source=Source.CHAT))
    gallery.labels.set_favourite([one.id, two.id])
    gallery.labels.rate([one.id], 3)
    gallery.labels.put([two.id], "Best")
    gallery.labels.tag([one.id], "sea")
    assert gallery.ids(Query(favourite=True, least_rating=3)) == [one.id]
    assert gallery.ids(Query(concept=MILA.concept)) == [two.id]
    assert gallery.ids(Query(source=Source.CHAT)) == [two.id]
    assert gallery.ids(Query(album="BEST")) == [two.id]
    assert gallery.ids(Query(tag="Sea", batch="x")) == [one.id]
    assert gallery.ids(Query(tag="sea", album="best")) == []


def test_labels_are_given_counted_and_taken_away(gallery: Gallery, new_picture: New) -> None:
    ids = [gallery.add(new_picture(seed)).id for seed in range(3)]
    labels = gallery.labels
    labels.tag(ids, "Sea")
    labels.tag(ids[:1], "sea")
    labels.put(ids[:2], "Best")
    assert [(one.name, one.count) for one in labels.tags()] == [("Sea", 3)]
    assert [(one.name, one.count) for one in labels.albums()] == [("Best", 2)]
    assert [(one.name, one.count, one.id) for one in labels.concepts()] == [("Bo", 3, BO.concept)]
    labels.untag(ids, "SEA")
    labels.take_out(ids[:1], "best")
    labels.rename_album("best", "Finest")
    assert labels.tags() == []
    assert gallery.pictures(ids[1:2])[0].albums == ("Finest",)
    labels.delete_album("finest")
    assert labels.albums() == [] and gallery.ids() == ids[::-1]


def test_nonsense_labels_are_refused(gallery: Gallery, new_picture: New) -> None:
    picture = gallery.add(new_picture()).id
    gallery.labels.put([picture], "A")
    gallery.labels.put([picture], "B")
    for refused in (
        lambda: gallery.labels.rate([picture], 6),
        lambda: gallery.labels.tag([picture], " "),
        lambda: gallery.labels.put([picture], "a/b"),
        lambda: gallery.labels.rename_album("a", "b"),
        lambda: gallery.labels.rename_album("c", "d"),
        lambda: gallery.labels.delete_album("c"),
    ):
        with pytest.raises(InputError):
            refused()
    assert gallery.pictures([picture])[0].albums == ("A", "B")


def test_a_deleted_picture_can_be_brought_back_until_it_is_erased(
    gallery: Gallery, new_picture: New, folder: Path
) -> None:
    kept, gone = (gallery.add(new_picture(seed, f"secret words {seed}")) for seed in (1, 2))
    thumbnails.thumbnail(gone.path, 96)
    gallery.labels.tag([gone.id], "hidden")
    gallery.hide([kept.id, gone.id])
    assert gallery.ids() == [] and gallery.labels.tags() == [] and gone.path.exists()
    gallery.restore([kept.id])
    assert gallery.ids() == [kept.id]
    assert gallery.erase([gone.id]) == 1
    gallery.restore([gone.id])
    assert gallery.ids() == [kept.id]
    assert not gone.path.exists()
    assert thumbnails.forget([gone.path]) == 0
    assert b"secret words 2" not in words_on_disk(folder)
    assert b"secret words 1" in words_on_disk(folder)


def minutes_from_now(minutes: int) -> str:
    """A moment as the list keeps it."""
    return (datetime.now(UTC) + timedelta(minutes=minutes)).isoformat(timespec="seconds")


def test_what_was_deleted_before_a_crash_is_erased_at_the_next_look(
    gallery: Gallery, new_picture: New
) -> None:
    late, fresh = gallery.add(new_picture(1)), gallery.add(new_picture(2))
    gallery.hide([late.id, fresh.id])
    gallery._tables.hide([late.id], minutes_from_now(-2))
    gallery.tidy()
    assert not late.path.exists() and fresh.path.exists()
    thumbnails.thumbnail(fresh.path, 96)
    with gallery._db.change():  # killed before its file was removed
        gallery._tables.delete([fresh.id])
    gallery.tidy()
    assert not fresh.path.exists() and thumbnails.forget([fresh.path]) == 0


def test_a_clock_that_is_set_back_neither_takes_the_undo_nor_keeps_a_deleted_picture(
    gallery: Gallery, new_picture: New
) -> None:
    undone, deleted = gallery.add(new_picture(1)), gallery.add(new_picture(2))
    gallery._tables.hide([undone.id, deleted.id], minutes_from_now(60))
    gallery.tidy()
    gallery.restore([undone.id])
    assert gallery._tables.hidden()[deleted.id] < minutes_from_now(1)  # its minute began just now
    gallery._tables.hide([deleted.id], minutes_from_now(-2))
    gallery.tidy()
    assert undone.path.exists() and not deleted.path.exists()


def test_prompts_are_told_latest_first_and_go_with_their_pictures(
    gallery: Gallery, new_picture: New
) -> None:
    gallery.add(new_picture(1, "a"))
    gallery.add(new_picture(2, "b"))
    gallery.add(new_picture(3, "a"))
    mila = gallery.add(new_picture(4, "c", subjects=(MILA,)))
    assert gallery.prompts() == ["c", "a", "b"]
    assert gallery.prompts(BO.concept, limit=1) == ["a"]
    gallery.erase([mila.id])
    assert gallery.prompts() == ["a", "b"]


def test_a_file_that_somebody_removed_is_noticed_and_can_be_written_again(
    gallery: Gallery, new_picture: New
) -> None:
    new = new_picture(5)
    kept, other = gallery.add(new), gallery.add(new_picture(6))
    kept.path.unlink()
    assert gallery.tidy() == [kept.id]
    assert gallery.ids(Query(missing=True)) == [kept.id]
    gallery.recover(kept, new.picture)
    assert gallery.tidy() == [] == gallery.ids(Query(missing=True))
    assert pixels(kept.path) == new.picture.tobytes()
    assert other.path.exists()


def test_files_that_nothing_lists_are_swept_and_foreign_ones_are_not(
    gallery: Gallery, new_picture: New
) -> None:
    kept = gallery.add(new_picture())
    orphan = kept.path.with_name("f" * 32 + ".png")
    half = kept.path.with_name("e" * 32 + ".tmp")
    foreign = kept.path.with_name("holiday.png")
    for path in (orphan, half, foreign):
        path.write_bytes(b"x")
    gallery.tidy()
    assert [path.exists() for path in (orphan, half, foreign, kept.path)] == [
        False,
        False,
        True,
        True,
    ]


def test_a_lost_list_is_said_and_no_picture_is_swept(
    gallery: Gallery, new_picture: New, folder: Path
) -> None:
    kept = gallery.add(new_picture())
    gallery.close()
    for path in folder.glob("library.db*"):
        path.unlink()
    for opened in (Gallery, ConceptLibrary):
        with pytest.raises(FormatError, match="missing or empty"):
            opened(folder)
    assert kept.path.exists()


def test_a_picture_that_cannot_be_written_leaves_nothing(
    gallery: Gallery, new_picture: New
) -> None:
    broken = new_picture(sampling={"seed": object()})
    with pytest.raises(TypeError):
        gallery.add(broken)
    assert gallery.ids() == [] and not list((gallery._files.folder).iterdir())


def test_while_another_process_writes_tidying_gives_way(
    gallery: Gallery, new_picture: New, folder: Path
) -> None:
    kept = gallery.add(new_picture())
    kept.path.unlink()
    writer = sqlite3.connect(folder / "library.db")
    writer.execute("BEGIN IMMEDIATE")
    with pytest.raises(SetupError, match="Another program"):
        gallery.tidy()
    writer.close()


def test_an_id_may_be_shortened_as_long_as_it_is_clear(gallery: Gallery, new_picture: New) -> None:
    kept = gallery.add(new_picture())
    assert gallery.find(kept.id[:6]).id == kept.id
    for unclear in ("", "zz"):
        with pytest.raises(InputError):
            gallery.find(unclear)


def test_a_renamed_concept_is_told_by_its_present_name_and_a_deleted_one_by_its_last(
    folder: Path, new_picture: New, bo: Concept
) -> None:
    with ConceptLibrary(folder) as library, Gallery(folder) as gallery:
        entry = library.add(bo)
        subject = type(BO)(concept=entry.id, name="Bo", kind="pet", version=1)
        kept = gallery.add(new_picture(subjects=(subject,)))
        library.rename("Bo", "Bello")
        assert gallery.pictures([kept.id])[0].subjects[0].name == "Bello"
        assert gallery.ids(Query(text="bello")) == gallery.ids(Query(text="bo")) == [kept.id]
        library.delete("Bello")
        assert gallery.pictures([kept.id])[0].subjects[0].name == "Bo"
