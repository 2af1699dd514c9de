"""Files that are there whole or not at all."""

import os
from pathlib import Path

import pytest

from engine.errors import SetupError
from engine.files import write_whole


def test_a_file_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_whole(tmp_path / "ä", b"one")
    write_whole(tmp_path / "ä", b"two")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"ä": b"two"}


@pytest.mark.skipif(os.name == "nt", reason="Windows replaces no file that is open")
def test_whoever_reads_the_old_file_reads_it_to_its_end(tmp_path: Path) -> None:
    write_whole(tmp_path / "file", b"old and long")
    with (tmp_path / "file").open("rb") as reader:
        write_whole(tmp_path / "file", b"new")
        assert reader.read() == b"old and long"


def test_a_folder_in_the_way_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "taken" / "inside").mkdir(parents=True)
    with pytest.raises(SetupError, match="cannot be written") as error:
        write_whole(tmp_path / "taken", b"data")
    assert str(tmp_path) in str(error.value)
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="gone"):
        write_whole(tmp_path / "gone" / "file", b"data")
