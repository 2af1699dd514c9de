"""Choices that stay: what is kept, what is refused."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from engine.errors import FormatError, InputError, SetupError
from engine.setting import Kind
from engine.settings import Settings, declared, setting


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
    file.write_text('{"invented later": "dark", "threads": 2}')
    assert Settings.load() == Settings(threads=2)
    Settings(device="cpu").save()
    assert json.loads(file.read_text()) == {
        "invented later": "dark",
        **asdict(Settings()),
        "device": "cpu",
    }


def test_without_the_gpu_the_cpu_is_the_device_and_the_choice_before_is_kept() -> None:
    chosen = Settings(device="cuda", without_gpu=True)
    assert chosen.effective.device == "cpu"
    assert chosen.device == "cuda"
    assert Settings(device="cuda").effective.device == "cuda"


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


def test_every_setting_is_described_for_people() -> None:
    assert [one.name for one in declared()] == list(asdict(Settings()))
    for one in declared():
        assert one.title and one.words.endswith(".")
        assert (one.kind is Kind.CHOICE) == bool(one.choices)
        one.check(one.default)


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("threads", "3", 3),
        ("threads", "none", None),
        ("theme", "dark", "dark"),
        ("theme", "default", "system"),
        ("reduced_motion", "on", True),
        ("notify", "No", False),
        ("checkpoint", "my weights", "my weights"),
    ],
)
def test_what_a_person_types_becomes_a_value(name: str, typed: str, value: object) -> None:
    assert setting(name).read(typed) == value


@pytest.mark.parametrize(
    ("name", "typed"), [("reduced_motion", "perhaps"), ("threads", "many"), ("theme", "pink")]
)
def test_what_cannot_be_a_value_is_refused(name: str, typed: str) -> None:
    with pytest.raises(InputError):
        Settings(**{name: setting(name).read(typed)})  # type: ignore[arg-type]


def test_an_unknown_setting_is_refused() -> None:
    with pytest.raises(InputError, match="no setting “colour”"):
        setting("colour")
