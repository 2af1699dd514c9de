"""A list that is lost or damaged: nothing is opened or erased, and what the refusal says works."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from engine.errors import FormatError, InputError
from engine.learning.keeping import open_library
from tests.desktop.learned import add

BASE = "f" * 64
"""The base model of what `add` makes."""


def lost(library: Path) -> None:
    for path in library.glob("library.db*"):
        path.unlink()


def overwritten(library: Path) -> None:
    (library / "library.db").write_bytes(b"\0" * 5000)


def cut(library: Path) -> None:
    path = library / "library.db"
    path.write_bytes(path.read_bytes()[:2000])


@pytest.fixture
def library(tmp_path: Path, home: Path) -> Path:
    """Ada and Bo."""
    for name in ("Ada", "Bo"):
        add(tmp_path, name)
    return home / "library"


def files(library: Path) -> dict[str, bytes]:
    found = [one for one in library.glob("*/*") if one.is_file()]
    return {one.relative_to(library).as_posix(): one.read_bytes() for one in found}


@pytest.mark.parametrize("happens", [lost, overwritten, cut])
def test_what_the_refusal_says_works_and_no_file_goes(
    happens: Callable[[Path], None], library: Path
) -> None:
    with open_library() as concepts:
        wanted = {entry.name: concepts.load(entry) for entry in concepts}
    happens(library)
    before = files(library)
    for _ in range(2):  # whoever tries again loses nothing either
        with pytest.raises(FormatError) as error:
            open_library()
        assert "move" in error.value.remedy and "import the .concept files" in error.value.remedy
    assert files(library) == before

    moved = library.rename(library.with_name("moved by hand"))
    with open_library() as concepts:
        for file in (moved / "concepts").glob("*.concept"):
            with suppress(InputError):  # a snapshot of one that is there already
                concepts.import_file(file, fingerprint=BASE)
        assert [entry.name for entry in concepts] == ["Ada", "Bo"]
        for entry in concepts:
            known = concepts.load(entry)
            np.testing.assert_array_equal(known.embeddings, wanted[entry.name].embeddings)
            assert (known.kind, known.scores) == ("pet", wanted[entry.name].scores)
    assert files(moved) == before
