"""A backup takes the place of a library in use, which is set aside whole and can come back."""

import dataclasses
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.backup.contents import LIST
from engine.backup.holding import in_backup, in_folder
from engine.backup.replacing import bring_back, replace, set_aside
from engine.backup.restoring import unpack
from engine.backup.writing import back_up
from engine.chats.store import open_chats
from engine.cleaning import clean, clean_ups, find_clean_up, sweep
from engine.errors import FormatError, InputError, SetupError
from engine.events import finish
from engine.gallery.store import open_gallery
from engine.learning.keeping import open_library
from engine.paths import home as home_folder
from engine.storage import Part, survey
from tests.desktop.learned import add
from tests.engine.backup.conftest import state


def names() -> list[str]:
    """The concepts of the library in use."""
    with open_library() as library:
        return [entry.name for entry in library]


@pytest.fixture
def later(tmp_path: Path, backup: Path) -> Path:
    """The backup, since which Bo was erased and Ada was learned."""
    with open_library() as library:
        library.delete("Bo")
    add(tmp_path, "Ada")
    return backup


def test_what_was_there_is_set_aside_and_can_come_back(later: Path, library: Path) -> None:
    before = state(library)
    replaced = finish(replace(later))
    assert names() == ["Bo"] and replaced.former is not None
    assert state(replaced.former) == before
    assert set_aside() == [replaced.former]
    former = bring_back(replaced.former.name)
    assert names() == ["Ada"] and state(library) == before
    assert set_aside() == [former] and not list(library.parent.glob("*.partial"))


def test_nothing_changes_where_the_backup_is_damaged_or_one_stops(
    later: Path, library: Path
) -> None:
    before = state(library)
    job = replace(later)
    next(job)
    job.close()
    later.write_bytes(later.read_bytes()[:-9])
    with pytest.raises(FormatError, match="damaged"):
        finish(replace(later))
    assert (names(), state(library), set_aside()) == (["Ada"], before, [])
    assert not list(library.parent.glob("*.partial"))


def test_a_library_that_somebody_uses_stays(later: Path) -> None:
    with open_library(), pytest.raises(SetupError, match="Another program has the library open"):
        finish(replace(later))
    assert names() == ["Ada"] and set_aside() == []


def test_a_damaged_library_gives_way_and_nothing_of_it_is_lost(later: Path, library: Path) -> None:
    (library / LIST).write_bytes(b"no list at all")
    with pytest.raises(FormatError):
        in_folder(library)
    before = state(library)
    former = finish(replace(later)).former
    assert names() == ["Bo"] and former is not None and state(former) == before
    with pytest.raises(FormatError):
        bring_back(former.name)
    assert names() == ["Bo"]


def test_without_a_library_nothing_is_set_aside(backup: Path, library: Path) -> None:
    shutil.rmtree(library)
    assert finish(replace(backup)).former is None
    assert names() == ["Bo"]
    with pytest.raises(InputError, match="set aside as “yesterday”"):
        bring_back("yesterday")


def cut_between_the_renames(later: Path, library: Path) -> Path:
    """Leave what a power cut leaves between the two renames; the former library is returned."""
    partial, former = library.with_name("library-1.partial"), library.parent / "replaced" / "then"
    finish(unpack(later, partial))
    former.parent.mkdir()
    names = {"folder": partial.name, "former": "replaced/then"}
    library.with_name("library.swap").write_text(json.dumps(names))
    library.rename(former)
    return former


FIRST: dict[str, Callable[[], object]] = {
    "library": lambda: open_library().close(),
    "gallery": lambda: open_gallery().close(),
    "chats": lambda: open_chats().close(),
    "list": set_aside,
    "sweep": sweep,
    "backup": lambda: finish(back_up(home_folder() / "b.zip")),
}


@pytest.mark.parametrize("first", FIRST.values(), ids=FIRST.keys())
def test_after_a_power_cut_between_the_renames_whoever_comes_first_finishes_it(
    later: Path, library: Path, first: Callable[[], object]
) -> None:
    before = state(library)
    former = cut_between_the_renames(later, library)
    os.utime(library.with_name("library-1.partial"), (1, 1))
    first()
    assert names() == ["Bo"] and state(former) == before
    assert set_aside() == [former] and not list(library.parent.glob("library[.-]*"))


def test_after_a_power_cut_a_library_can_be_brought_back_at_once(
    later: Path, library: Path
) -> None:
    former = cut_between_the_renames(later, library)
    bring_back(former.name)
    assert names() == ["Ada"] and len(set_aside()) == 1


def test_what_was_set_aside_takes_room_until_it_is_cleaned_up(later: Path, home: Path) -> None:
    former = finish(replace(later)).former
    assert former is not None
    assert any(one.part is Part.REPLACED and one.name == former.name for one in survey())
    (offer,) = (one for one in clean_ups() if one.part is Part.REPLACED)
    assert offer.id == f"replaced:{former.name}"
    assert clean(offer).kept == () and not former.exists()
    assert names() == ["Bo"]


def test_what_is_half_cleaned_up_is_no_library_any_more_and_can_still_go(later: Path) -> None:
    former = finish(replace(later)).former
    assert former is not None
    offer = find_clean_up(f"replaced:{former.name}")
    clean(dataclasses.replace(offer, files=offer.files[:1]))
    assert set_aside() == []
    assert clean(find_clean_up(offer.id)).kept == () and not former.exists()


def test_a_backup_and_a_library_are_told_in_numbers(later: Path, library: Path) -> None:
    then, today = in_backup(later), in_folder(library)
    assert (then.concepts, then.chats, then.pictures, then.photos) == (1, 1, 1, True)
    assert then.made_at and then.bytes > 0
    assert (today.concepts, today.chats, today.pictures, today.made_at) == (1, 1, 1, "")
    assert in_folder(library / "nowhere").empty and not today.empty
    with open_gallery() as gallery:
        gallery.hide(gallery.ids())
    assert in_folder(library).pictures == 0, "it is deleted, and may still be brought back"
    assert not list(library.parent.glob("*.partial"))
