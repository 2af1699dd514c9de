"""What a person adds to a concept: tags, notes, kind, portrait, consent; copies and deletions."""

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from engine.concepts.cards import MOST_TAGS, Consent, Description, tidy_tags
from engine.concepts.concept import Concept, enclosed_photos
from engine.concepts.entries import NewPhoto, Role
from engine.concepts.library import ConceptLibrary
from engine.errors import InputError
from engine.events import Snapshot

FORMATS = Path(__file__).parents[2] / "formats"
STATEMENT = Consent("They agreed.", "2026-01-02T03:04:05+00:00")


@pytest.fixture
def bo(
    library: ConceptLibrary,
    new_concept: Callable[..., Concept],
    new_photo: Callable[..., NewPhoto],
) -> str:
    """A concept of two versions, the first one in use, with photos and a snapshot."""
    photos = [new_photo(1, Role.HELD_OUT), new_photo(2), new_photo(3)]
    library.add(new_concept(), photos, [Snapshot(new_concept(seed=5), 1)])
    library.add_version("Bo", new_concept(seed=1))
    library.use("Bo", 1)
    return "Bo"


def test_a_card_has_the_first_photo_that_was_learned_from(library: ConceptLibrary, bo: str) -> None:
    card = library.card(bo)
    learned = [photo.path for photo in library.photos(bo) if photo.role is Role.POSITIVE]
    assert (card.portrait, card.pinned) == (learned[0], False)
    assert (card.versions, card.photos, card.scores) == (2, 3, {"recognition": 0.75})
    assert library.cards() == [card]


def test_a_pinned_photo_is_the_portrait(library: ConceptLibrary, bo: str) -> None:
    last = library.photos(bo)[-1].path
    card = library.describe(bo, Description(portrait=last))
    assert (card.portrait, card.pinned) == (last, True)


def test_a_photo_of_another_concept_is_no_portrait(library: ConceptLibrary, bo: str) -> None:
    with pytest.raises(InputError, match="no photo of “Bo”"):
        library.describe(bo, Description(portrait=Path("other.png")))


def test_tags_are_tidied_and_counted_once_in_any_case(library: ConceptLibrary, bo: str) -> None:
    card = library.describe(bo, Description(tags=("dog", "  Big   dog ", "DOG", "")))
    assert card.tags == ("Big dog", "dog")


def test_a_note_on_a_version_stays_with_it_and_its_copy(library: ConceptLibrary, bo: str) -> None:
    assert library.note_version(bo, 2, "  After the holiday. ").notes == "After the holiday."
    assert [one.notes for one in library.versions(bo)] == ["", "After the holiday."]
    card = library.card(bo)
    assert card.says("holiday BO") and not card.says("winter")
    library.use(bo, 2)
    assert library.versions(bo)[1].notes == "After the holiday."
    library.duplicate(bo, "Bo 2")
    assert library.card("Bo 2").version_notes == "After the holiday."
    with pytest.raises(InputError, match="no version 3"):
        library.note_version(bo, 3, "x")
    with pytest.raises(InputError, match="characters"):
        library.note_version(bo, 1, "x" * 20_001)


def test_too_many_tags_are_refused() -> None:
    with pytest.raises(InputError, match="too many"):
        tidy_tags([f"tag {number}" for number in range(MOST_TAGS + 1)])


def test_what_is_not_named_stays_as_it_was(library: ConceptLibrary, bo: str) -> None:
    library.describe(bo, Description(notes=" Bites. ", consent=STATEMENT, tags=("dog",)))
    card = library.describe(bo, Description(kind="object"))
    assert (card.notes, card.consent, card.tags) == ("Bites.", STATEMENT, ("dog",))
    assert card.entry.kind == "object"
    assert library.load(library.find(bo)).kind == "object"


def test_an_unknown_kind_is_refused_and_nothing_changes(library: ConceptLibrary, bo: str) -> None:
    with pytest.raises(InputError, match="kind"):
        library.describe(bo, Description(notes="new", kind="planet"))
    assert library.card(bo).notes == ""


def test_a_copy_has_everything_and_shares_no_file(library: ConceptLibrary, bo: str) -> None:
    library.describe(bo, Description(tags=("dog",), portrait=library.photos(bo)[-1].path))
    library.duplicate(bo, "Bo 2")
    old, new = library.card(bo), library.card("Bo 2")
    assert new.pinned and new.portrait != old.portrait
    assert (new.tags, new.versions, new.photos) == (old.tags, old.versions, old.photos)
    assert new.learned_at == old.learned_at
    copy = library.load(library.find("Bo 2"), epoch=1)
    np.testing.assert_array_equal(copy.head, library.load(library.find(bo), epoch=1).head)
    library.delete(bo)
    assert library.load(library.find("Bo 2")).name == "Bo 2"
    assert all(photo.path.exists() for photo in library.photos("Bo 2"))


def test_a_concept_with_a_lost_photo_is_copied_and_given_away_with_the_others(
    library: ConceptLibrary, bo: str, tmp_path: Path
) -> None:
    pinned, *others = library.photos(bo)
    library.describe(bo, Description(portrait=pinned.path))
    pinned.path.unlink()
    library.duplicate(bo, "Bo 2")
    assert len(library.photos("Bo 2")) == len(others) > 0
    assert library.card("Bo 2").portrait == library.photos("Bo 2")[0].path
    library.export(bo, tmp_path / "bo.concept", with_photos=True)
    assert len(enclosed_photos(tmp_path / "bo.concept")) == len(others)


def test_a_copy_does_not_take_a_name_that_is_taken(library: ConceptLibrary, bo: str) -> None:
    with pytest.raises(InputError, match="taken"):
        library.duplicate(bo, "bo")


def test_deleting_tells_what_went(
    library: ConceptLibrary, bo: str, folder: Path, files_in: Callable[[Path], set[Path]]
) -> None:
    photos = tuple(photo.path for photo in library.photos(bo))
    size = sum(file.stat().st_size for file in files_in(folder))
    erased = library.delete(bo)
    assert (erased.name, erased.versions, erased.snapshots) == ("Bo", 2, 1)
    assert (erased.photos, erased.bytes) == (photos, size)
    assert not files_in(folder)


def test_cards_of_a_library_of_schema_1_are_complete(tmp_path: Path) -> None:
    shutil.copytree(FORMATS / "library-1", tmp_path / "library")
    with ConceptLibrary(tmp_path / "library") as library:
        ada, bo = library.cards()
        assert (ada.portrait, ada.tags, ada.notes, ada.consent) == (None, (), "", None)
        assert (bo.versions, bo.photos, bo.pinned) == (2, 2, False)
