"""Every released file format, as a real file that must load for ever.

The files were written by the first version that had the format, and are never written again.
"""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from engine.backup.checking import check_backup
from engine.backup.restoring import restore
from engine.chats.store import ChatStore
from engine.concepts.concept import Concept, enclosed_photos
from engine.concepts.entries import Role
from engine.concepts.library import ConceptLibrary
from engine.events import finish
from engine.gallery.store import Gallery

HERE = Path(__file__).parent
ROWS = (np.arange(40, dtype=np.float32).reshape(5, 8) - 20) / 16


def test_a_concept_of_format_1_loads() -> None:
    bo = Concept.load(HERE / "concept-1.concept")
    assert (bo.name, bo.kind, bo.base_model) == ("Bö <🐶>", "pet", "0123456789abcdef" * 4)
    assert (bo.layout, bo.latent_tokens, bo.prompt_version) == ("self-prompting", 2, 1)
    facts = {"preset": "quick", "seed": 7, "epochs": 2, "seconds": 1.5, "resumed": False}
    assert (bo.training, bo.scores) == (facts, {"recognition": 0.875})
    np.testing.assert_array_equal(bo.embeddings, ROWS)
    np.testing.assert_array_equal(bo.head, -ROWS)


def test_a_concept_of_format_2_loads_with_its_photos() -> None:
    bo = Concept.load(HERE / "concept-2.concept")
    assert (bo.name, bo.kind, bo.scores) == ("Bö <🐶>", "pet", {"recognition": 0.875})
    np.testing.assert_array_equal(bo.embeddings, ROWS)
    first, second = enclosed_photos(HERE / "concept-2.concept")
    assert first.startswith(b"\x89PNG") and second.startswith(b"\xff\xd8\xff")


def test_a_concept_of_format_3_loads_with_its_prefix_and_photo() -> None:
    bo = Concept.load(HERE / "concept-3.concept")
    assert (bo.name, bo.kind, bo.scores) == ("Bö <🐶>", "pet", {"recognition": 0.875})
    np.testing.assert_array_equal(bo.embeddings, ROWS)
    assert bo.prefix is not None and bo.training["prefix_positions"] == 3
    wanted = (np.arange(48, dtype=np.float32).reshape(2, 2, 1, 3, 4) - 24) / 32
    np.testing.assert_array_equal(bo.prefix, wanted)
    (photo,) = enclosed_photos(HERE / "concept-3.concept")
    assert photo.startswith(b"\x89PNG")


@pytest.fixture
def library_1(tmp_path: Path) -> Path:
    """A copy: opening brings a library up to date."""
    return Path(shutil.copytree(HERE / "library-1", tmp_path / "library"))


def test_a_library_of_schema_1_opens_and_can_be_changed(library_1: Path) -> None:
    with ConceptLibrary(library_1) as library:
        assert [entry.name for entry in library] == ["Ada", "Bö <🐶>"]
        bo = library.find("bö <🐶>")
        assert (bo.current_version, len(library.versions(bo.name))) == (1, 2)
        np.testing.assert_array_equal(library.load(bo, version=2).embeddings, 2 * ROWS)
        np.testing.assert_array_equal(library.load(bo, epoch=1).head, -ROWS / 2)
        photos = library.photos(bo.name)
        assert [photo.role for photo in photos] == [Role.POSITIVE, Role.HELD_OUT]
        assert [photo.path.suffix for photo in photos] == [".png", ".jpg"]
        assert all(photo.path.exists() for photo in photos)
        assert library.add_version("Ada", library.load(bo)).current_version == 2
        library.delete(bo.name)
        assert [entry.name for entry in library] == ["Ada"]


def test_a_library_of_schema_5_opens_with_its_chats_and_pictures(tmp_path: Path) -> None:
    library = Path(shutil.copytree(HERE / "library-5", tmp_path / "library"))
    with ConceptLibrary(library) as concepts:
        card = concepts.card("bö <🐶>")
        assert (card.tags, card.notes, card.versions) == (("dog",), "Red ball.", 2)
        assert concepts.record("Bö <🐶>", 1).curves and len(concepts.photos("Bö <🐶>")) == 1
    with ChatStore.open(library) as chats, Gallery(library) as gallery:
        (chat,) = chats.chats()
        assert (chat.title, chat.pinned, chat.folder) == ("Is this the ball?", True, "")
        assert [one.text for one in chats.messages(chat.id)] == ["Is this the ball?", "Yes."]
        assert [hit.chat for hit in chats.search("ball")] == [chat.id]
        chats.folders.move([chat.id], "Toys")
        assert chats.chat(chat.id).folder == "Toys"
        (picture,) = gallery.pictures(gallery.ids())
        assert picture.albums == ("Best",) and picture.path.exists()


def test_a_backup_of_format_1_is_sound_and_comes_back(home: Path) -> None:
    file = HERE / "backup-1.zip"
    assert finish(check_backup(file)) == finish(restore(file))
    with ConceptLibrary(home / "library") as concepts:
        card = concepts.card("bö <🐶>")
        assert (card.tags, card.notes, card.versions) == (("dog",), "Red ball.", 2)
        assert concepts.load(card.entry).name == "Bö <🐶>" and card.portrait is not None
    with ChatStore.open(home / "library") as chats, Gallery(home / "library") as gallery:
        assert [hit.snippet for hit in chats.search("ball")] == ["Is this the ball?"]
        (picture,) = gallery.pictures(gallery.ids())
        assert picture.albums == ("Best",) and picture.path.exists()


def dumped(path: Path) -> list[str]:
    """All that a list says."""
    with closing(sqlite3.connect(path)) as db:
        return list(db.iterdump())


def test_the_former_list_is_kept_until_something_is_erased(library_1: Path) -> None:
    before = dumped(library_1 / "library.db")
    kept = library_1 / "library-before.db"
    with ConceptLibrary(library_1) as library:
        assert dumped(kept) == before, "as the older version wrote it"
        written = kept.stat().st_mtime_ns
        ConceptLibrary(library_1).close()
        assert kept.stat().st_mtime_ns == written, "it is taken once, before the schema changes"
        library.delete("Ada")
    assert not kept.exists()


def test_a_new_library_has_no_former_list(tmp_path: Path) -> None:
    ConceptLibrary(tmp_path).close()
    assert [path.name for path in tmp_path.glob("*.db")] == ["library.db"]
