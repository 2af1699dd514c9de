"""`engine concepts tag|note|kind|portrait|duplicate|delete` and `engine photos check`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.cli import commands
from tests.conftest import Photo
from tests.desktop.learned import add


def said(*arguments: str, status: int = 0) -> dict[str, object]:
    """What a command with --json prints."""
    result = CliRunner().invoke(commands, [*arguments, "--json"])
    assert result.exit_code == status, result.output
    return dict(json.loads(result.stdout))


@pytest.fixture
def bo(tmp_path: Path) -> str:
    """A concept with two photos."""
    add(tmp_path, "Bo")
    return "Bo"


def test_tags_notes_and_kind_are_described(bo: str) -> None:
    said("concepts", "tag", bo, "dog", "family")
    said("concepts", "note", bo, "Bites.")
    facts = said("concepts", "kind", bo, "object")
    assert (facts["tags"], facts["notes"], facts["kind"]) == (["dog", "family"], "Bites.", "object")
    assert said("concepts", "tag", bo)["tags"] == []


def test_a_version_has_a_note_of_its_own_and_is_found_by_it(bo: str) -> None:
    noted = said("concepts", "note", bo, "Before the holiday.", "--version", "1")
    assert noted == {"name": "Bo", "version": 1, "notes": "Before the holiday."}
    (version,) = said("concepts", "versions", bo)["versions"]  # type: ignore[misc]
    assert version["notes"] == "Before the holiday."  # type: ignore[has-type]
    assert (
        "Before the holiday." in CliRunner().invoke(commands, ["concepts", "versions", bo]).output
    )
    assert len(said("concepts", "list", "--search", "HOLIDAY bo")["concepts"]) == 1  # type: ignore[arg-type]
    assert said("concepts", "list", "--search", "holiday cat")["concepts"] == []
    assert "error" in said("concepts", "note", bo, "None", "--version", "9", status=1)
    assert said("concepts", "note", bo, "", "--version", "1")["notes"] == ""


def test_a_photo_becomes_the_portrait_by_its_number(bo: str) -> None:
    photos = said("concepts", "show", bo)["photos"]
    assert isinstance(photos, list)
    assert said("concepts", "portrait", bo, "2")["portrait"] == photos[1]
    assert "error" in said("concepts", "portrait", bo, "9", status=1)


def test_a_copy_is_made_and_a_deletion_counted(bo: str) -> None:
    assert said("concepts", "duplicate", bo, "Bo 2")["photos"] == 2
    gone = said("concepts", "delete", bo, "--yes")
    assert (gone["deleted"], gone["photos"], gone["drawings"]) == ("Bo", 2, 0)


def test_two_concepts_become_one(bo: str, tmp_path: Path) -> None:
    add(tmp_path, "Bobby")
    asked = CliRunner().invoke(commands, ["concepts", "merge", bo, "Bobby"], input="n\n")
    assert asked.exit_code != 0
    done = said("concepts", "merge", bo, "Bobby", "--yes")
    assert (done["name"], done["other"], done["versions"]) == ("Bo", "Bobby", 1)
    assert len(said("concepts", "list")["concepts"]) == 1  # type: ignore[arg-type]
    assert len(said("concepts", "versions", bo)["versions"]) == 2  # type: ignore[arg-type]


def test_photos_are_checked(tmp_path: Path, photo: Photo, tiny_checkpoint: Path) -> None:
    photo(1, (300, 300)).save(tmp_path / "a.png")
    (tmp_path / "b.png").write_text("no photo")
    files = [str(tmp_path / name) for name in ("a.png", "b.png")]
    facts = said("photos", "check", *files, "--checkpoint", str(tiny_checkpoint))["photos"]
    assert isinstance(facts, list)
    assert [one["light"] for one in facts][1] == "red"
    assert facts[1]["findings"][0]["reason"] == "This file cannot be read as a photo."
