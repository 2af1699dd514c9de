"""`engine checkpoints …` as a person at a terminal and a script use it."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from engine.cli import commands
from engine.licences import accepted, accepted_text
from engine.model import checkpoints
from tests.tiny import write_tiny_checkpoint


def engine(*words: object, typed: str = "") -> Result:
    """Run `engine words…` in this process."""
    return CliRunner().invoke(commands, [str(word) for word in words], input=typed)


def facts(result: Result) -> Any:
    """The one object that --json prints."""
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


@pytest.fixture
def drive(tiny_checkpoint: Path, tmp_path: Path) -> Path:
    """A folder with weights and their licence."""
    folder = tmp_path / "Anole"
    shutil.copytree(tiny_checkpoint, folder)
    (folder / "LICENSE").write_text("Research only.")
    return folder


def test_a_licence_is_shown_and_a_yes_is_recorded(drive: Path) -> None:
    result = engine("checkpoints", "add", drive, typed="y\n")
    assert result.exit_code == 0, result.stderr
    assert result.stderr.startswith("Research only.")
    assert f"Linked: its files stay in {drive}" in result.stdout
    (yes,) = accepted()
    assert accepted_text(yes) == "Research only."
    assert [one.fingerprint for one in checkpoints.added()] == [yes.checkpoint]


@pytest.mark.parametrize("typed", ["n\n", ""])
def test_without_a_yes_nothing_is_added_and_the_reason_is_said(drive: Path, typed: str) -> None:
    result = engine("checkpoints", "add", drive, typed=typed)
    assert result.exit_code == 1
    assert "Research only." in result.stderr
    assert "The licence was not accepted" in result.stderr and "--accept-licence" in result.stderr
    assert (accepted(), checkpoints.added()) == ([], [])


def test_a_script_accepts_in_words_and_may_copy(drive: Path, home: Path) -> None:
    words = ("checkpoints", "add", drive, "--name", "large", "--copy", "--accept-licence")
    added = facts(engine(*words, "--json"))
    shutil.rmtree(drive)
    assert added["copied"] and Path(added["folder"]).is_relative_to(home.resolve())
    assert facts(engine("checkpoints", "verify", "large", "--json")).items() <= added.items()
    assert [one.sha256 for one in accepted()] == [added["licence"]]


def test_what_becomes_of_a_copy_is_said(drive: Path) -> None:
    said = engine("checkpoints", "add", drive, "--copy", "--accept-licence").stdout
    assert "Copied to " in said and "Linked" not in said


def test_weights_without_a_licence_are_added_after_what_is_known_was_accepted(
    tiny_checkpoint: Path,
) -> None:
    result = engine("checkpoints", "add", tiny_checkpoint, "--name", "small", typed="y\n")
    assert "No licence text lies in this folder" in result.stderr
    assert result.exit_code == 0
    assert len(accepted()) == 1


def test_an_accepted_licence_is_shown_again_when_its_folder_is_gone(drive: Path) -> None:
    assert "No licence has been accepted" in engine("checkpoints", "licence").stdout
    engine("checkpoints", "add", drive, "--accept-licence")
    shutil.rmtree(drive)
    for words in (("licence", "Anole"), ("licence",)):
        said = engine("checkpoints", *words).stdout
        assert "Research only." in said
        assert f"Anole: accepted on {accepted()[0].accepted_at} (LICENSE)" in said
    (shown,) = facts(engine("checkpoints", "licence", "Anole", "--json"))["licences"]
    assert (shown["name"], shown["text"]) == ("Anole", "Research only.")
    assert engine("checkpoints", "licence", "mini").exit_code == 1


def test_the_licence_of_a_forgotten_checkpoint_can_still_be_read(drive: Path) -> None:
    engine("checkpoints", "add", drive, "--accept-licence")
    engine("checkpoints", "remove", "Anole")
    said = engine("checkpoints", "licence").stdout
    assert "which is not in the list now" in said and "Research only." in said


def test_a_checkpoint_is_verified_listed_and_forgotten(tiny_checkpoint: Path) -> None:
    words = ("checkpoints", "add", tiny_checkpoint, "--name", "small", "--accept-licence")
    added = facts(engine(*words, "--json"))
    assert facts(engine("checkpoints", "verify", "small", "--json")).items() <= added.items()
    assert "small" in engine("checkpoints", "list").stdout
    assert engine("checkpoints", "remove", "small").exit_code == 0
    assert "small" not in engine("checkpoints", "list").stdout


def test_a_checkpoint_without_a_shard_is_refused_before_a_licence_is_read(tmp_path: Path) -> None:
    folder = write_tiny_checkpoint(tmp_path / "broken")
    next(folder.glob("*.safetensors")).unlink()
    result = engine("checkpoints", "add", folder)
    assert result.exit_code == 1
    assert "licence" not in result.stderr
    assert "broken" not in engine("checkpoints", "list").stdout
