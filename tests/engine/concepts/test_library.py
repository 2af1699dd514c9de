"""The library: what it keeps, what it refuses, and that nothing else remains."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import numpy as np
import pytest

from engine.concepts.concept import Concept
from engine.concepts.entries import NewPhoto, Role
from engine.concepts.library import ConceptLibrary
from engine.errors import InputError
from engine.events import Snapshot

Make = Callable[..., Concept]
ReadOnly = Callable[[Path], AbstractContextManager[None]]
FilesIn = Callable[[Path], set[Path]]
Photos = Callable[..., NewPhoto]


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
    library: ConceptLibrary, folder: Path, new_concept: Make, new_photo: Photos, files_in: FilesIn
) -> None:
    library.add(new_concept("Schnurrli"), [new_photo()], [Snapshot(new_concept(), 1)])
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


def test_the_library_loads_without_torch() -> None:
    code = "import sys, engine.concepts.library; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
