"""Choices that stay: what is kept, what is refused."""

import json
from pathlib import Path

import pytest

from engine.errors import FormatError, InputError, SetupError
from engine.settings import Settings


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the settings of a fresh home will lie."""
    monkeypatch.setenv("YOCHAMELEON_HOME", str(tmp_path / "my höme"))
    return tmp_path / "my höme" / "settings.json"


def test_a_fresh_home_has_the_defaults(file: Path) -> None:
    assert Settings.load() == Settings(checkpoint=None, device="auto", threads=None)
    assert not file.exists()


def test_saved_choices_come_back(file: Path) -> None:
    chosen = Settings(checkpoint="/weights/größer", device="cuda", threads=3)
    chosen.save()
    assert Settings.load() == chosen
    assert [path.name for path in file.parent.iterdir()] == ["settings.json"]


def test_what_a_newer_version_has_put_there_stays(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('{"theme": "dark", "threads": 2}')
    assert Settings.load() == Settings(threads=2)
    Settings(device="cpu").save()
    assert json.loads(file.read_text()) == {
        "theme": "dark",
        "checkpoint": None,
        "device": "cpu",
        "threads": None,
        "backend": "auto",
        "compiled": None,
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "\udcff",
        "[" * 100_000,
        '{"device": "abacus"}',
        '{"device": []}',
        '{"threads": 0}',
        '{"threads": true}',
        '{"threads": "4"}',
        '{"checkpoint": 7}',
    ],
)
def test_a_damaged_file_says_what_to_do(file: Path, text: str) -> None:
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(FormatError, match=r"settings\.json") as error:
        Settings.load()
    assert "delete it" in error.value.remedy


def test_a_damaged_file_is_not_overwritten(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("{")
    with pytest.raises(FormatError):
        Settings().save()
    assert file.read_text() == "{"


def test_nonsense_is_refused_before_it_is_saved() -> None:
    with pytest.raises(InputError, match="no device 'tpu'"):
        Settings(device="tpu")
    with pytest.raises(InputError, match="threads"):
        Settings(threads=-1)


def test_a_home_that_cannot_be_made_says_so(file: Path) -> None:
    file.parent.write_text("a file where home should be")
    with pytest.raises(SetupError, match=r"settings\.json"):
        Settings().save()
