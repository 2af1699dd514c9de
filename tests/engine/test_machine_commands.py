"""`engine settings`, `engine storage` and `engine diagnose` as a person or a script uses them."""

import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from engine.cli import commands
from engine.settings import Settings
from tests.graphics_cards import DriverTool


def engine(*words: object, typed: str = "") -> Result:
    """Run `engine words…` in this process."""
    return CliRunner().invoke(commands, [str(word) for word in words], input=typed)


def facts(result: Result) -> Any:
    """The one object that --json prints."""
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_a_setting_is_set_shown_and_returned_to_its_default() -> None:
    assert facts(engine("settings", "set", "theme", "dark", "--json")) == {"theme": "dark"}
    assert engine("settings", "get", "theme").stdout == "dark\n"
    assert Settings.load().theme == "dark"
    assert "Colours: system" in engine("settings", "set", "theme", "default").stdout
    assert facts(engine("settings", "list", "--json"))["reduced_motion"] is False


@pytest.mark.parametrize(
    "words", [("set", "theme", "pink"), ("get", "colour"), ("set", "threads", "0")]
)
def test_nonsense_is_one_sentence_with_what_to_do(words: tuple[str, ...]) -> None:
    result = engine("settings", *words)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 2
    assert Settings.load() == Settings()


def test_storage_lists_files_before_it_removes_them(home: Path) -> None:
    log = home / "logs" / "desktop.log"
    log.parent.mkdir(parents=True)
    log.write_text("slow")
    listed = facts(engine("storage", "--json"))
    assert listed["clean_ups"] == [{"id": "logs", "name": "", "bytes": 4, "files": [str(log)]}]
    assert listed["used"] == [{"part": "logs", "name": "", "bytes": 4, "files": 1}]
    asked = engine("storage", "clean", "logs", typed="n\n")
    assert asked.exit_code == 130
    assert str(log) in asked.stderr
    assert log.exists()
    assert facts(engine("storage", "clean", "logs", "--yes", "--json"))["removed"] == 1
    assert not log.exists()


def test_an_unknown_clean_up_is_refused() -> None:
    assert engine("storage", "clean", "everything", "--yes").exit_code == 1


def test_diagnostics_can_be_looked_through_before_they_are_saved(tmp_path: Path) -> None:
    out = tmp_path / "out.zip"
    result = engine("diagnose", out, "--show")
    assert result.exit_code == 0
    assert "--- machine.txt" in result.stderr
    with zipfile.ZipFile(out) as file:
        assert "machine.txt" in file.namelist()
    assert engine("diagnose", out).exit_code == 1


def test_the_doctor_says_a_verdict_for_each_action(home: Path) -> None:
    shown = engine("doctor")
    assert shown.exit_code == 0
    assert shown.stdout.count("Verdict      mini, ") == 4
    assert shown.stdout.count("With 7B      ") == 4
    assert "7B, 8 GB (int4)" in shown.stdout
    examined = facts(engine("doctor", "--json"))
    assert len(examined["needs"]) == 12
    assert set(examined["because"]["mini"]) == {"chat", "draw", "learn", "compile"}


@pytest.fixture
def two_cards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """NVIDIA's tool, on a machine with two cards; what is said of them to CUDA is taken back."""
    cards = "Old, GPU-a, 580, 7.5, 8192, 7000\nNew, GPU-b, 580, 8.9, 24576, 24000"
    DriverTool(tmp_path / "bin", monkeypatch).says(cards)
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES")


def test_the_doctor_says_which_card_is_used_and_why(home: Path, two_cards: None) -> None:
    said = engine("doctor").stdout
    assert "Used         New. It has the most free memory." in said
    assert "Tried        the GPU, in vain. This PyTorch was built without CUDA." in said
    del os.environ["CUDA_VISIBLE_DEVICES"]
    assert engine("settings", "set", "gpu", "GPU-a").exit_code == 0
    examined = facts(engine("doctor", "--json"))
    assert os.environ["CUDA_VISIBLE_DEVICES"] == "GPU-a"
    assert examined["used"]["gpu"]["name"] == "Old"
    assert examined["used"]["reason"] == "You have chosen it."


def test_without_the_gpu_everything_runs_on_the_cpu_but_what_asks_for_the_gpu_by_name(
    home: Path, two_cards: None
) -> None:
    engine("settings", "set", "without_gpu", "on")
    said = engine("doctor").stdout
    assert "Used         no GPU. You work without the GPU." in said
    assert "pip install" not in said
    assert os.environ.pop("CUDA_VISIBLE_DEVICES") == ""
    assert "Used         New." in engine("doctor", "--device", "cuda").stdout


def test_the_doctor_says_that_the_chosen_card_is_gone(home: Path, two_cards: None) -> None:
    engine("settings", "set", "gpu", "GPU-sold")
    said = engine("doctor").stdout
    assert "Used         New. The one that you have chosen is not here now" in said
