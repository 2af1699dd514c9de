"""Back to before an update of the app, where its list cannot be opened; nothing is ever lost."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.backup.contents import LIST
from engine.backup.former import go_back, is_offered
from engine.backup.replacing import bring_back, set_aside
from engine.cli import commands
from engine.concepts.concept import Concept
from engine.concepts.database import BEFORE_UPDATE
from engine.concepts.library import ConceptLibrary
from engine.errors import FormatError, InputError
from tests.engine.backup.conftest import state

FORMATS = Path(__file__).parents[2] / "formats"


@pytest.fixture
def updated(home: Path) -> Path:
    """A library of the first release, opened by this one; a concept was added since."""
    folder = Path(shutil.copytree(FORMATS / "library-1", home / "library"))
    with ConceptLibrary(folder) as library:
        library.import_file(FORMATS / "concept-1.concept", "Cy", fingerprint="0123456789abcdef" * 4)
    return folder


def damage(library: Path) -> None:
    (library / LIST).write_bytes(b"SQLite format 3\0 and nothing sound" * 99)


def from_the_future(library: Path) -> None:
    with closing(sqlite3.connect(library / LIST)) as db, db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('concept library', 'm999_tomorrow', '')"
        )


def test_it_is_offered_only_where_the_list_does_not_open(updated: Path) -> None:
    assert not is_offered()
    with pytest.raises(InputError, match="nothing to go back to"):
        go_back()
    damage(updated)
    assert is_offered()


@pytest.mark.parametrize("happens", [damage, from_the_future])
def test_the_refusal_names_the_way_back_and_the_way_back_works(updated: Path, happens) -> None:
    happens(updated)
    before = state(updated)
    with pytest.raises(FormatError) as error:
        ConceptLibrary(updated)
    assert f"`engine library bring-back {BEFORE_UPDATE}`" in error.value.remedy
    gone = go_back()
    with ConceptLibrary(updated) as library:
        assert [entry.name for entry in library] == ["Ada", "Bö <🐶>"]
        assert library.load(library.find("Ada")).name == "Ada"
        assert len(library.photos("Bö <🐶>")) == 2
    assert gone.later == 1 and gone.former is not None
    assert state(gone.former) == before, "it lies aside as it was"
    assert set_aside() == [gone.former]
    assert not list(updated.parent.glob("*.partial"))


def test_what_came_later_can_be_imported_from_where_it_lies(updated: Path) -> None:
    damage(updated)
    gone = go_back()
    assert gone.former is not None
    known = {path.name for path in (updated / "concepts").iterdir()}
    (late,) = [one for one in (gone.former / "concepts").iterdir() if one.name not in known]
    assert Concept.load(late).name == "Cy"
    with ConceptLibrary(updated) as library:
        assert library.import_file(late, fingerprint="0123456789abcdef" * 4).name == "Cy"


def test_what_is_erased_afterwards_is_still_in_the_one_that_lies_aside(updated: Path) -> None:
    damage(updated)
    gone = go_back()
    assert gone.former is not None
    before = state(gone.former)
    with ConceptLibrary(updated) as library:
        library.delete("Ada")
    assert state(gone.former) == before


def test_a_former_list_that_is_damaged_too_changes_nothing(updated: Path) -> None:
    damage(updated)
    (updated / "library-before.db").write_bytes(b"no list")
    before = state(updated)
    with pytest.raises(FormatError, match="before-update"):
        go_back()
    assert state(updated) == before and set_aside() == []
    assert not list(updated.parent.glob("*.partial"))


def test_a_library_that_was_never_updated_says_nothing_of_it(home: Path) -> None:
    library = home / "library"
    ConceptLibrary(library).close()
    shutil.copy(FORMATS / "concept-1.concept", library / "concepts" / f"{'a' * 32}.concept")
    damage(library)
    with pytest.raises(FormatError) as error:
        ConceptLibrary(library)
    assert BEFORE_UPDATE not in error.value.remedy


def test_the_command_line_lists_it_and_goes_back(updated: Path) -> None:
    def engine(*words: str) -> dict[str, object]:
        result = CliRunner().invoke(commands, ["library", *words, "--json"])
        return dict(json.loads(result.stdout))

    damage(updated)
    assert engine("replaced") == {"replaced": [BEFORE_UPDATE]}
    done = engine("bring-back", BEFORE_UPDATE)
    assert engine("replaced") == {"replaced": [done["former"]]}
    with pytest.raises(FormatError):
        bring_back(str(done["former"]))  # it is damaged still
