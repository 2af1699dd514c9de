"""Looking through a folder: once, in steps, and whatever lies in it."""

import shutil
from pathlib import Path

import pytest
from filelock import FileLock
from PIL import Image

from engine.errors import FormatError, InputError, SetupError
from engine.events import Event, Noticed, finish
from engine.pool.entries import Likeness, Source, SourceKind
from engine.pool.growth import LOCK, Grown, look_through, shelf_of
from engine.pool.store import PoolStore
from tests.conftest import Photo
from tests.engine.pool.conftest import ColourEmbedder


def added(store: PoolStore, folder: Path) -> Source:
    """The folder as a source of the pool."""
    return store.add(SourceKind.FOLDER, folder, folder.name)


def nearest(
    store: PoolStore, source: Source, embedder: ColourEmbedder, path: Path
) -> list[Likeness]:
    """The three pictures most like the one at `path`."""
    with Image.open(path) as image:
        (query,) = embedder.embed([image])
    return store.nearest(source, shelf_of(source, embedder), query, 3)


def test_each_picture_is_found_by_itself(
    store: PoolStore, folder: Path, colours: ColourEmbedder
) -> None:
    source = added(store, folder)
    assert finish(look_through(store, source, colours)) == Grown(added=40)
    best, *_ = nearest(store, source, colours, folder / "holidays" / "07.png")
    assert best.path == folder / "holidays" / "07.png"
    assert best.kind is SourceKind.FOLDER


def test_only_new_pictures_are_looked_at(
    store: PoolStore, folder: Path, colours: ColourEmbedder, photo: Photo
) -> None:
    source = added(store, folder)
    finish(look_through(store, source, colours))
    photo(99).save(folder / "99.png")
    assert finish(look_through(store, source, colours)) == Grown(added=1)
    assert colours.shown == 41


def test_broken_files_are_skipped_counted_and_not_tried_again(
    store: PoolStore, folder: Path, colours: ColourEmbedder
) -> None:
    (folder / "half.jpg").write_bytes((folder / "00.png").read_bytes()[:60])
    (folder / "empty.png").write_bytes(b"")
    Image.new("1", (20000, 20000)).save(folder / "bomb.png")  # 400 megapixels in a few kB
    events: list[Event] = []
    source = added(store, folder)
    job = look_through(store, source, colours)
    while True:
        try:
            events.append(next(job))
        except StopIteration as done:
            assert done.value == Grown(added=40, skipped=3)
            break
    assert any("3 files" in event.text for event in events if isinstance(event, Noticed))
    assert finish(look_through(store, source, colours)) == Grown()
    (known,) = store.sources()
    assert (known.pictures, known.skipped) == (40, 3)


def test_pictures_that_went_or_changed_are_forgotten(
    store: PoolStore, folder: Path, colours: ColourEmbedder, photo: Photo
) -> None:
    source = added(store, folder)
    finish(look_through(store, source, colours))
    (folder / "00.png").unlink()
    photo(77, (90, 70)).save(folder / "02.png")
    assert finish(look_through(store, source, colours)) == Grown(added=1, gone=2)
    best, *_ = nearest(store, source, colours, folder / "holidays" / "39.png")
    assert best.path == folder / "holidays" / "39.png"
    assert len(list(store.folder.glob("*.f16"))) == 1


def test_what_was_looked_at_before_it_was_stopped_is_kept(
    store: PoolStore, folder: Path, colours: ColourEmbedder
) -> None:
    source = added(store, folder)
    job = look_through(store, source, colours)
    next(job)
    next(job)
    job.close()
    assert finish(look_through(store, source, colours)) == Grown(added=8)
    assert colours.shown == 40


def test_a_folder_that_is_not_there_now_loses_nothing(
    store: PoolStore, folder: Path, colours: ColourEmbedder
) -> None:
    source = added(store, folder)
    finish(look_through(store, source, colours))
    shutil.move(folder, folder.with_name("elsewhere"))
    with pytest.raises(InputError, match="not there"):
        finish(look_through(store, source, colours))
    assert store.sources()[0].pictures == 40


def test_two_programs_do_not_look_through_it_at_once(
    store: PoolStore, folder: Path, colours: ColourEmbedder
) -> None:
    source = added(store, folder)
    with FileLock(store.folder / LOCK), pytest.raises(SetupError, match="Another program"):
        finish(look_through(store, source, colours))


def test_another_embedder_looks_for_itself(
    store: PoolStore, folder: Path, colours: ColourEmbedder
) -> None:
    source = added(store, folder)
    finish(look_through(store, source, colours))
    other = ColourEmbedder()
    other.name = "other"
    assert finish(look_through(store, source, other)) == Grown(added=40)
    assert store.sources()[0].pictures == 40


def test_a_removed_source_leaves_its_pictures_alone(
    store: PoolStore, folder: Path, colours: ColourEmbedder
) -> None:
    source = added(store, folder)
    finish(look_through(store, source, colours))
    store.remove(source)
    assert store.sources() == []
    assert list(store.folder.glob("*.f16")) == []
    assert (folder / "00.png").exists()


def test_titles_are_free_and_the_same_folder_is_one_source(
    store: PoolStore, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "else" / folder.name
    other.mkdir(parents=True)
    assert [added(store, one).title for one in (folder, other, folder)] == [
        "my photos", "my photos 2", "my photos",
    ]  # fmt: skip
    with pytest.raises(InputError, match="no source"):
        store.find("nothing")


def test_a_damaged_list_is_said(home: Path) -> None:
    (home / "pool").mkdir(parents=True)
    (home / "pool" / "pool.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(FormatError, match="damaged"):
        PoolStore(home / "pool")
