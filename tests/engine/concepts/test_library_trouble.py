"""The library in trouble: what it refuses, what it survives, and that it says what to do."""

import sqlite3
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path

import numpy as np
import pytest

from engine.concepts.concept import Concept
from engine.concepts.entries import NewPhoto
from engine.concepts.library import ConceptLibrary
from engine.errors import FormatError, InputError, SetupError, YoError
from engine.events import Snapshot

Make = Callable[..., Concept]
ReadOnly = Callable[[Path], AbstractContextManager[None]]
FilesIn = Callable[[Path], set[Path]]
Photos = Callable[..., NewPhoto]


def test_an_import_of_another_model_or_a_damaged_file_changes_nothing(
    library: ConceptLibrary, new_concept: Make, tmp_path: Path
) -> None:
    new_concept().save(tmp_path / "bo.concept")
    with pytest.raises(FormatError, match="another model"):
        library.import_file(tmp_path / "bo.concept", fingerprint="f" * 64)
    (tmp_path / "bo.concept").write_bytes((tmp_path / "bo.concept").read_bytes()[:-9])
    with pytest.raises(FormatError, match="damaged"):
        library.import_file(tmp_path / "bo.concept", fingerprint=new_concept().base_model)
    assert not list(library)


def test_a_foreign_name_that_could_deceive_is_not_imported(
    library: ConceptLibrary, new_concept: Make, tmp_path: Path
) -> None:
    evil = new_concept("Bo\u202e")
    evil.save(tmp_path / "evil.concept")
    with pytest.raises(InputError, match="control"):
        library.import_file(tmp_path / "evil.concept", fingerprint=evil.base_model)
    assert not list(library)


def test_an_export_never_overwrites(
    library: ConceptLibrary, new_concept: Make, tmp_path: Path
) -> None:
    library.add(new_concept())
    photo = tmp_path / "bo.jpg"
    photo.write_bytes(b"photo")
    with pytest.raises(InputError, match="exists already"):
        library.export("Bo", photo)
    assert photo.read_bytes() == b"photo"


def test_an_unknown_name_suggests_similar_ones(library: ConceptLibrary, new_concept: Make) -> None:
    with pytest.raises(InputError, match="no concept “Boo”") as error:
        library.find("Boo")
    assert "Learn" in error.value.remedy
    library.add(new_concept("Bo"))
    with pytest.raises(InputError) as error:
        library.find("boo")
    assert error.value.remedy == "Did you mean “Bo”?"
    with pytest.raises(InputError, match="“quux”"):
        library.delete("quux")


def test_an_unknown_version_or_snapshot_is_refused(
    library: ConceptLibrary, new_concept: Make
) -> None:
    entry = library.add(new_concept())
    for number in (0, 2):
        with pytest.raises(InputError, match=f"no version {number}"):
            library.use("Bo", number)
    with pytest.raises(InputError, match="no snapshot of epoch 7"):
        library.load(entry, epoch=7)


@pytest.mark.parametrize("name", ["bo", "BO ", "", "a/b"])
def test_a_taken_or_unfit_name_leaves_the_library_as_it_was(
    library: ConceptLibrary,
    folder: Path,
    new_concept: Make,
    name: str,
    files_in: FilesIn,
) -> None:
    library.add(new_concept("Bo"))
    library.add(new_concept("Ada"))
    before = files_in(folder), list(library)
    with pytest.raises(InputError):
        library.add(new_concept(name))
    with pytest.raises(InputError):
        library.rename("Ada", name)
    assert (files_in(folder), list(library)) == before


def test_an_add_that_fails_half_way_leaves_no_files(
    library: ConceptLibrary, folder: Path, new_concept: Make, new_photo: Photos, files_in: FilesIn
) -> None:
    library.add(new_concept("Ada"))
    before = files_in(folder)
    spoilt = new_concept(head=np.full((5, 8), np.inf, np.float32))
    with pytest.raises(FormatError, match="not finite"):
        library.add(new_concept(), [new_photo()], [Snapshot(new_concept(), 1), Snapshot(spoilt, 2)])
    with pytest.raises(ValueError, match="PNG or JPEG"):
        library.add(new_concept(), [NewPhoto(data=b"GIF89a", width=1, height=1)])
    assert [entry.name for entry in library] == ["Ada"]
    assert files_in(folder) == before


def test_opening_sweeps_our_leftovers_and_nothing_else(
    library: ConceptLibrary, folder: Path, new_concept: Make, files_in: FilesIn
) -> None:
    library.add(new_concept())
    kept = files_in(folder)
    foreign = folder / "photos" / "holiday.jpg"
    for path in (
        folder / "concepts" / f"{'a' * 32}.concept",
        folder / "photos" / f"{'b' * 32}.png",
        folder / "photos" / f"{'c' * 32}.tmp",
        foreign,
    ):
        path.write_bytes(b"left")
    ConceptLibrary(folder).close()
    assert files_in(folder) == kept | {foreign}


def test_opening_does_not_sweep_while_another_process_writes(
    library: ConceptLibrary, folder: Path, new_concept: Make
) -> None:
    library.add(new_concept())
    fresh = folder / "photos" / f"{'b' * 32}.png"
    with closing(sqlite3.connect(folder / "library.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        fresh.write_bytes(b"just written")
        ConceptLibrary(folder).close()
        assert fresh.exists()
    ConceptLibrary(folder).close()
    assert not fresh.exists()


def test_a_library_is_read_while_another_process_writes(
    library: ConceptLibrary, folder: Path, new_concept: Make
) -> None:
    entry = library.add(new_concept())
    with closing(sqlite3.connect(folder / "library.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM snapshots")
        with ConceptLibrary(folder) as reader:
            assert reader.load(reader.find("Bo")).name == entry.name


def test_a_library_of_a_newer_version_is_refused(
    library: ConceptLibrary, folder: Path, new_concept: Make
) -> None:
    library.add(new_concept())
    with closing(sqlite3.connect(folder / "library.db")) as other, other:
        other.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('concept library', 'm999_stars', '')"
        )
    with pytest.raises(FormatError, match="newer version") as error:
        ConceptLibrary(folder)
    assert "Update the app" in error.value.remedy


def test_a_damaged_list_is_refused_and_nothing_is_swept(
    tmp_path: Path, new_concept: Make, files_in: FilesIn
) -> None:
    with ConceptLibrary(tmp_path) as library:
        library.add(new_concept())
    kept = files_in(tmp_path)
    for data in (b"no database at all" * 100, b""):
        (tmp_path / "library.db").write_bytes(data)
        with pytest.raises(FormatError, match=r"library\.db") as error:
            ConceptLibrary(tmp_path)
        assert "whole backup" in error.value.remedy, "an older list would have files swept"
    (tmp_path / "library.db").unlink()
    with pytest.raises(FormatError, match="missing"):
        ConceptLibrary(tmp_path)
    assert files_in(tmp_path) == kept


def test_a_read_only_folder_is_named(public_folder: Path, read_only: ReadOnly) -> None:
    with read_only(public_folder), pytest.raises(SetupError, match="Permission denied") as error:
        ConceptLibrary(public_folder / "library")
    assert str(public_folder) in str(error.value)


def test_a_library_that_became_read_only_can_be_read_and_says_why_it_cannot_be_changed(
    public_folder: Path, read_only: ReadOnly, new_concept: Make
) -> None:
    with ConceptLibrary(public_folder) as library:
        entry = library.add(new_concept())
    with read_only(public_folder), ConceptLibrary(public_folder) as library:
        assert library.load(entry).name == entry.name
        with pytest.raises(SetupError, match="cannot be used") as error:
            library.rename(entry.name, "Bello")
    assert "allow writing" in error.value.remedy


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
@pytest.mark.parametrize("room", [100, 2_000, 20_000])
def test_a_full_disk_leaves_the_library_as_it_was(
    library: ConceptLibrary,
    folder: Path,
    new_concept: Make,
    room: int,
    files_in: FilesIn,
) -> None:
    import resource

    library.add(new_concept("Ada"))
    before = files_in(folder), list(library)
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, usual[1]))
    try:
        with pytest.raises(SetupError) as error:
            library.add(new_concept())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert "Make room" in error.value.remedy
    assert (files_in(folder), list(library)) == before
    library.add(new_concept())


def test_a_copy_of_the_list_without_its_log_is_whole(
    library: ConceptLibrary, folder: Path, new_concept: Make, tmp_path: Path
) -> None:
    library.add(new_concept())
    copy = tmp_path / "copy.db"
    copy.write_bytes((folder / "library.db").read_bytes())
    with closing(sqlite3.connect(copy)) as other:
        assert other.execute("SELECT name FROM concepts").fetchall() == [("Bo",)]


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "library").write_text("a file")
    with pytest.raises(YoError, match="cannot be written"):
        ConceptLibrary(tmp_path / "library")
