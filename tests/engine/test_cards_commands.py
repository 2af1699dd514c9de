"""`engine concepts tag|note|kind|portrait|duplicate|delete` and `engine photos check`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.cli import commands
from engine.learning.consent import STATEMENT
from engine.vision.checks import FEW_FACES
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
    assert said("concepts", "tag", bo)["tags"] == ["dog", "family"]
    assert (
        said("concepts", "tag", bo, "--clear")["tags"] == [] == said("concepts", "tag", bo)["tags"]
    )
    assert CliRunner().invoke(commands, ["concepts", "tag", bo, "dog", "--clear"]).exit_code == 2


def test_what_a_person_added_is_shown_with_what_was_learned(bo: str) -> None:
    said("concepts", "tag", bo, "dog", "family")
    said("concepts", "note", bo, "Bites.")
    said("concepts", "note", bo, "Before the holiday.", "--version", "1")
    shown = said("concepts", "show", bo)
    assert (shown["tags"], shown["notes"], shown["kind"]) == (["dog", "family"], "Bites.", "pet")
    assert shown["portrait"] in shown["photos"]  # type: ignore[operator]
    assert shown["versions"][0]["notes"] == "Before the holiday."  # type: ignore[index]
    said("concepts", "kind", bo, "person", "--consent")
    facts = said("concepts", "show", bo)
    assert facts["consent"] == STATEMENT and facts["consent_given_at"]
    lines = CliRunner().invoke(commands, ["concepts", "show", bo]).output.splitlines()
    assert {"tags: dog, family", "notes: Bites.", f"portrait: {shown['portrait']}"} <= set(lines)
    assert f"“{STATEMENT}”" in "\n".join(lines) and "  notes: Before the holiday." in lines


def listed(*options: str) -> list[object]:
    """The names in a list of concepts, in its order."""
    found = said("concepts", "list", *options)["concepts"]
    assert isinstance(found, list)
    return [one["name"] for one in found]


def test_concepts_are_listed_by_tag_kind_and_in_every_order(bo: str, tmp_path: Path) -> None:
    add(tmp_path, "Ada")
    said("concepts", "tag", bo, "dog")
    said("concepts", "kind", "Ada", "object")
    assert listed() == ["Ada", "Bo"] and listed("--sort", "newest") == ["Ada", "Bo"]
    assert listed("--tag", "DOG") == ["Bo"] == listed("--kind", "pet")
    assert listed("--tag", "dog", "--kind", "object") == []
    found = said("concepts", "list", "--tag", "dog")["concepts"]
    assert (found[0]["tags"], found[0]["versions"], found[0]["photos"]) == (["dog"], 1, 2)  # type: ignore[index]
    assert "[dog]" in CliRunner().invoke(commands, ["concepts", "list"]).output
    assert CliRunner().invoke(commands, ["concepts", "list", "--sort", "size"]).exit_code == 2


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


def test_what_could_not_be_found_out_about_photos_of_a_person_is_said(
    tmp_path: Path, photo: Photo, tiny_checkpoint: Path
) -> None:
    photo(1, (300, 300)).save(tmp_path / "a.png")
    words = ["photos", "check", str(tmp_path / "a.png"), "--checkpoint", str(tiny_checkpoint)]
    assert said(*words)["unchecked"] == []
    assert said(*words, "--kind", "person")["unchecked"] == [FEW_FACES]
    assert FEW_FACES in CliRunner().invoke(commands, [*words, "--kind", "person"]).stdout
