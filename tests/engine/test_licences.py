"""Licences of base weights: what is shown, and what is remembered of a yes."""

from pathlib import Path

import pytest

from engine import licences
from engine.errors import FormatError, InputError
from engine.licences import accept, accepted, accepted_text, find_licence


def test_the_texts_in_the_folder_are_found_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "LICENSE").write_text("Research only.\n")
    (tmp_path / "USE_POLICY.md").write_text("Be kind.")
    (tmp_path / "license.safetensors").write_bytes(b"\xff" * 8)
    (tmp_path / "README.md").write_text("Read me.")
    found = find_licence(tmp_path)
    assert found.files == ("LICENSE", "USE_POLICY.md")
    assert found.text == "Research only.\n\nBe kind."


def test_a_folder_without_a_licence_says_what_we_know(tmp_path: Path) -> None:
    found = find_licence(tmp_path)
    assert found.files == ()
    assert "research only" in found.text


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        find_licence(tmp_path / "nowhere")


def test_a_yes_is_kept_with_its_date_and_the_very_text(tmp_path: Path, home: Path) -> None:
    (tmp_path / "LICENSE.txt").write_text("Größe ist keine Lizenz.")
    licence = find_licence(tmp_path)
    made = accept(licence, "f" * 64)
    (tmp_path / "LICENSE.txt").unlink()
    assert accepted() == [made]
    assert made.accepted_at.endswith("+00:00")
    assert accepted_text(made) == licence.text
    assert str(tmp_path) not in (home / "licences.json").read_text()


def test_a_second_yes_replaces_the_first_of_the_same_checkpoint(tmp_path: Path) -> None:
    accept(licences.Licence("one", ()), "a")
    accept(licences.Licence("one", ()), "b")
    accept(licences.Licence("two", ()), "a")
    assert [(one.checkpoint, accepted_text(one)) for one in accepted()] == [
        ("b", "one"),
        ("a", "two"),
    ]


def test_a_damaged_list_says_what_to_do(home: Path) -> None:
    home.mkdir()
    (home / "licences.json").write_text('{"accepted": [{}]}')
    with pytest.raises(FormatError, match="damaged"):
        accepted()
