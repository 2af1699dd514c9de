"""Diagnostics that a person may give away: useful, and nothing private in them."""

import json
import logging
import zipfile
from pathlib import Path

import pytest

from engine.concepts.concept import Concept
from engine.diagnostics import Sheet, collect, log_files, save
from engine.errors import InputError
from engine.redaction import redacted, without
from engine.settings import Settings

CANARY = "Zwieselchen"


@pytest.fixture
def log(home: Path) -> Path:
    """A log as the app would leave it, were it not redacted already."""
    path = home / "logs" / "desktop.log"
    path.parent.mkdir(parents=True)
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger = logging.Logger("desktop")
    logger.addHandler(handler)
    logger.warning("The queue is full: %s", 7)
    logger.warning("Cannot read /media/%s/holiday at the sea/%s.jpg", CANARY, CANARY)
    logger.warning("%s said “draw %s at the sea”", "bo", CANARY)
    try:
        raise InputError(f"There is no concept {CANARY}, draw {CANARY} at the sea.", "Look.")
    except InputError:
        logger.exception("Uncaught")
    handler.close()
    return path


def test_no_prompt_name_photo_or_path_gets_in(
    log: Path, bo: Concept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("USER", "erika.mustermann")
    Settings(checkpoint=f"/media/{CANARY}/weights").save()
    out = tmp_path / "out.zip"
    save(collect(), out)
    with zipfile.ZipFile(out) as file:
        everything = "\n".join(file.read(name).decode() for name in file.namelist())
        names = file.namelist()
    assert CANARY not in everything + "".join(names)
    assert "erika" not in everything
    assert str(tmp_path) not in everything
    assert "bo said" not in everything
    assert "at the sea" not in everything


def test_what_helps_to_repair_is_there(log: Path) -> None:
    sheets = {sheet.name: sheet.text for sheet in collect()}
    assert sheets.keys() == {"machine.txt", "settings.txt", "storage.txt", "logs/desktop.log"}
    assert "Python 3" in sheets["machine.txt"]
    assert "torch " in sheets["machine.txt"]
    assert "theme: system" in sheets["settings.txt"]
    assert "The queue is full: 7" in sheets["logs/desktop.log"]
    assert "engine.errors.InputError: ‹message›" in sheets["logs/desktop.log"]
    assert "tests/engine/test_diagnostics.py" in sheets["logs/desktop.log"]


def test_a_damaged_settings_file_is_itself_worth_knowing(home: Path) -> None:
    home.mkdir()
    (home / "settings.json").write_text(json.dumps({"device": CANARY}))
    sheets = {sheet.name: sheet.text for sheet in collect()}
    assert sheets["settings.txt"] == "settings.json is damaged."


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    out = tmp_path / "out.zip"
    out.write_text("mine")
    with pytest.raises(InputError):
        save((Sheet("a", "b"),), out)
    assert out.read_text() == "mine"


def test_without_logs_there_are_none(home: Path) -> None:
    assert log_files() == []


@pytest.mark.parametrize(
    "line",
    [
        f"ValueError: {CANARY} is odd",
        f"  | engine.errors.SetupError: no {CANARY}",
        f"read /home/{CANARY}/a b/c.jpg now",
        f'opened "{CANARY}"',
        f"mail {CANARY}@example.org",
        f"C:\\Users\\{CANARY}\\photos\\1.jpg",
    ],
)
def test_private_parts_of_a_line_are_taken_out(line: str) -> None:
    assert CANARY not in redacted(line)


def test_known_words_are_taken_out_in_any_case() -> None:
    assert without("BO and bo at home", ["Bo", "", "x"]) == "‹private› and ‹private› at home"
