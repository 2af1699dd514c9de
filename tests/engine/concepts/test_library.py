"""The library: what it keeps, what it refuses, and that nothing else remains."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path

import numpy as np
import pytest

from engine.concepts.concept import Concept
from engine.concepts.entries import NewPhoto, Role
from engine.concepts.library import ConceptLibrary
from engine.errors import FormatError, InputError, SetupError, YoError
from engine.events import Snapshot

Make = Callable[..., Concept]
ReadOnly = Callable[[Path], AbstractContextManager[None]]
Photos = Callable[..., NewPhoto]


def folder_of(library: ConceptLibrary, name: str) -> Path:
    return library.versions(name)[0].path.parent.parent


def files_in(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file() and "library.db" not in path.name}


def test_an_added_concept_is_found_in_any_case(library: ConceptLibrary, new_concept: Make) -> None:
    bo = new_concept(" Bö ")
    entry = library.add(bo)
    assert [one.name for one in library] == ["Bö"]
    assert library.find("BÖ") == entry
    assert (entry.kind, entry.current_version) == ("pet", 1)
    loaded = library.load(entry)
    assert loaded.name == "Bö"
    np.testing.assert_array_equal(loaded.head, bo.head)


def test_concepts_are_listed_by_name(library: ConceptLibrary, new_concept: Make) -> None:
    for name in ("mila", "Bo", "Ada"):
        library.add(new_concept(name))
    assert [entry.name for entry in library] == ["Ada", "Bo", "mila"]


def test_photos_and_snapshots_are_kept_with_the_concept(
    library: ConceptLibrary, new_concept: Make, new_photo: Photos
) -> None:
    photos = [new_photo(1), new_photo(2, Role.HELD_OUT)]
    early = new_concept("learning", seed=5, scores={"recognition": 0.5})
    library.add(new_concept(), photos, [Snapshot(early, 3), Snapshot(new_concept(), 1)])
    kept = library.photos("Bo")
    assert [photo.path.read_bytes() for photo in kept] == [photo.data for photo in photos]
    assert [(one.role, one.width, one.height) for one in kept] == [
        (Role.POSITIVE, 6, 4),
        (Role.HELD_OUT, 6, 4),
    ]
    assert [one.epoch for one in library.snapshots("Bo")] == [1, 3]
    assert library.snapshots("Bo")[1].scores == {"recognition": 0.5}
    loaded = library.load(library.find("Bo"), epoch=3)
    assert loaded.name == "Bo"
    np.testing.assert_array_equal(loaded.head, early.head)


def test_facts_and_scores_can_be_read_without_the_file(
    library: ConceptLibrary, new_concept: Make
) -> None:
    library.add(new_concept(scores={"recognition": 1.0, "similarity": float("nan")}))
    (version,) = library.versions("Bo")
    assert version.scores == {"recognition": 1.0}
    assert version.facts == new_concept().training


def test_a_new_version_is_used_and_the_old_one_stays(
    library: ConceptLibrary, new_concept: Make
) -> None:
    first, second = new_concept(seed=1), new_concept("other", seed=2, base_model="b" * 64)
    library.add(first)
    entry = library.add_version("bo", second)
    assert (entry.name, entry.current_version, entry.base_model) == ("Bo", 2, "b" * 64)
    np.testing.assert_array_equal(library.load(entry).head, second.head)
    np.testing.assert_array_equal(library.load(entry, version=1).head, first.head)
    assert [version.number for version in library.versions("Bo")] == [1, 2]
    assert library.use("Bo", 1) == library.find("Bo")
    assert library.find("Bo").base_model == first.base_model
    assert library.add_version("Bo", second).current_version == 3


def test_a_rename_reaches_every_file_that_is_loaded(
    library: ConceptLibrary, new_concept: Make
) -> None:
    library.add(new_concept())
    library.rename("bo", "BO")
    entry = library.rename("Bo", "Mila")
    assert library.load(entry).name == "Mila"
    assert [one.name for one in library] == ["Mila"]


def test_a_deleted_concept_leaves_no_trace(
    library: ConceptLibrary, new_concept: Make, new_photo: Photos
) -> None:
    library.add(new_concept("Schnurrli"), [new_photo()], [Snapshot(new_concept(), 1)])
    folder = folder_of(library, "Schnurrli")
    assert len(files_in(folder)) == 3
    library.delete("schnurrli")
    assert not list(library)
    assert not files_in(folder)
    for file in folder.glob("library.db*"):
        assert b"chnurrli" not in file.read_bytes()


def test_deleting_one_concept_leaves_the_others(
    library: ConceptLibrary, new_concept: Make, new_photo: Photos
) -> None:
    library.add(new_concept("Ada"), [new_photo()], [Snapshot(new_concept(), 1)])
    library.add(new_concept("Bo"), [new_photo()], [Snapshot(new_concept(), 1)])
    library.delete("Ada")
    library.load(library.find("Bo"), epoch=1)
    assert library.photos("Bo")[0].path.exists()


def test_an_exported_concept_can_be_imported_elsewhere(
    library: ConceptLibrary, new_concept: Make, tmp_path: Path
) -> None:
    bo = new_concept()
    library.add(bo)
    library.rename("Bo", "Ada")
    library.export("Ada", tmp_path / "für dich.concept")
    with ConceptLibrary(tmp_path / "elsewhere") as other:
        entry = other.import_file(tmp_path / "für dich.concept", fingerprint=bo.base_model)
        assert entry.name == "Ada"
        assert other.load(entry).training == bo.training


def test_an_import_under_a_taken_name_needs_another(
    library: ConceptLibrary, new_concept: Make, tmp_path: Path
) -> None:
    bo = new_concept()
    library.add(bo)
    bo.save(tmp_path / "bo.concept")
    with pytest.raises(InputError, match="“Bo” is taken"):
        library.import_file(tmp_path / "bo.concept", fingerprint=bo.base_model)
    library.import_file(tmp_path / "bo.concept", "Bo 2", fingerprint=bo.base_model)
    assert [entry.name for entry in library] == ["Bo", "Bo 2"]


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
    library: ConceptLibrary, new_concept: Make, new_photo: Photos, name: str
) -> None:
    library.add(new_concept("Bo"))
    library.add(new_concept("Ada"))
    folder = folder_of(library, "Bo")
    before = files_in(folder), list(library)
    with pytest.raises(InputError):
        library.add(new_concept(name), [new_photo()])
    with pytest.raises(InputError):
        library.rename("Ada", name)
    assert (files_in(folder), list(library)) == before


def test_an_add_that_fails_half_way_leaves_no_files(
    library: ConceptLibrary, new_concept: Make, new_photo: Photos
) -> None:
    library.add(new_concept("Ada"))
    folder = folder_of(library, "Ada")
    before = files_in(folder)
    spoilt = new_concept(head=np.full((5, 8), np.inf, np.float32))
    with pytest.raises(FormatError, match="not finite"):
        library.add(new_concept(), [new_photo()], [Snapshot(new_concept(), 1), Snapshot(spoilt, 2)])
    with pytest.raises(ValueError, match="PNG or JPEG"):
        library.add(new_concept(), [NewPhoto(data=b"GIF89a", width=1, height=1)])
    assert [entry.name for entry in library] == ["Ada"]
    assert files_in(folder) == before


def test_opening_sweeps_our_leftovers_and_nothing_else(
    library: ConceptLibrary, new_concept: Make
) -> None:
    library.add(new_concept())
    folder = folder_of(library, "Bo")
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
    library: ConceptLibrary, new_concept: Make
) -> None:
    library.add(new_concept())
    folder = folder_of(library, "Bo")
    fresh = folder / "photos" / f"{'b' * 32}.png"
    with closing(sqlite3.connect(folder / "library.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        fresh.write_bytes(b"just written")
        ConceptLibrary(folder).close()
        assert fresh.exists()
    ConceptLibrary(folder).close()
    assert not fresh.exists()


def test_a_library_is_read_while_another_process_writes(
    library: ConceptLibrary, new_concept: Make
) -> None:
    entry = library.add(new_concept())
    folder = folder_of(library, "Bo")
    with closing(sqlite3.connect(folder / "library.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM snapshots")
        with ConceptLibrary(folder) as reader:
            assert reader.load(reader.find("Bo")).name == entry.name


def test_a_library_of_a_newer_version_is_refused(
    library: ConceptLibrary, new_concept: Make
) -> None:
    library.add(new_concept())
    folder = folder_of(library, "Bo")
    with closing(sqlite3.connect(folder / "library.db")) as other, other:
        other.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('concept library', 'm999_stars', '')"
        )
    with pytest.raises(FormatError, match="newer version") as error:
        ConceptLibrary(folder)
    assert "Update the app" in error.value.remedy


def test_a_damaged_list_is_refused_and_nothing_is_swept(tmp_path: Path, new_concept: Make) -> None:
    with ConceptLibrary(tmp_path) as library:
        library.add(new_concept())
    kept = files_in(tmp_path)
    for data in (b"no database at all" * 100, b""):
        (tmp_path / "library.db").write_bytes(data)
        with pytest.raises(FormatError, match=r"library\.db") as error:
            ConceptLibrary(tmp_path)
        assert "backup" in error.value.remedy
    (tmp_path / "library.db").unlink()
    with pytest.raises(FormatError, match="missing"):
        ConceptLibrary(tmp_path)
    assert files_in(tmp_path) == kept


def test_a_read_only_folder_is_named(public_folder: Path, read_only: ReadOnly) -> None:
    with read_only(public_folder), pytest.raises(SetupError, match="Permission denied") as error:
        ConceptLibrary(public_folder / "library")
    assert str(public_folder) in str(error.value)


def test_a_library_that_became_read_only_says_so(
    public_folder: Path, read_only: ReadOnly, new_concept: Make
) -> None:
    with ConceptLibrary(public_folder) as library:
        library.add(new_concept())
    with read_only(public_folder), pytest.raises(SetupError, match="cannot be used") as error:
        ConceptLibrary(public_folder)
    assert "allow writing" in error.value.remedy


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
@pytest.mark.parametrize("room", [100, 2_000, 20_000])
def test_a_full_disk_leaves_the_library_as_it_was(
    library: ConceptLibrary, new_concept: Make, new_photo: Photos, room: int
) -> None:
    import resource

    library.add(new_concept("Ada"))
    folder = folder_of(library, "Ada")
    before = files_in(folder), list(library)
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, usual[1]))
    try:
        with pytest.raises(SetupError) as error:
            library.add(new_concept(), [new_photo()])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert "Make room" in error.value.remedy
    assert (files_in(folder), list(library)) == before
    library.add(new_concept())


def test_a_copy_of_the_list_without_its_log_is_whole(
    library: ConceptLibrary, new_concept: Make, tmp_path: Path
) -> None:
    library.add(new_concept())
    copy = tmp_path / "copy.db"
    copy.write_bytes((folder_of(library, "Bo") / "library.db").read_bytes())
    with closing(sqlite3.connect(copy)) as other:
        assert other.execute("SELECT name FROM concepts").fetchall() == [("Bo",)]


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "library").write_text("a file")
    with pytest.raises(YoError, match="cannot be written"):
        ConceptLibrary(tmp_path / "library")


def test_the_library_loads_without_torch() -> None:
    code = "import sys, engine.concepts.library; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
