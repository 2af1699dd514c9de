"""A concept gets another name, and a learning that was begun finds it at its end."""

from pathlib import Path

import pytest

from engine.errors import InputError
from engine.learning.keeping import open_library
from engine.learning.workplace import Workplace
from engine.renaming import rename
from tests.desktop.learned import add


@pytest.fixture
def bo(tmp_path: Path, home: Path) -> None:
    """Bo is in the library."""
    add(tmp_path, "Bo")


def names() -> list[str]:
    """What concepts are called."""
    with open_library() as library:
        return [entry.name for entry in library]


def test_it_has_another_name(bo: None) -> None:
    assert rename("bo", "Rex").name == "Rex"
    assert names() == ["Rex"]


@pytest.mark.parametrize("begun", ["Bo", "Rex"])
def test_while_a_learning_of_either_name_is_not_finished_it_keeps_its_own(
    bo: None, begun: str
) -> None:
    Workplace.of(begun).photos.mkdir(parents=True)
    with pytest.raises(InputError, match=f"“{begun}” has a learning that is not finished"):
        rename("Bo", "Rex")
    Workplace.of(begun).clear()
    rename("Bo", "Rex")
    assert names() == ["Rex"]


def test_without_such_a_concept_nothing_is_renamed(bo: None) -> None:
    with pytest.raises(InputError, match="no concept"):
        rename("Rex", "Bo")
