"""The `engine` command as a person or a script uses it."""

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from engine import jobs
from engine.cli import commands
from engine.commands.border import Border
from engine.concepts.concept import Concept
from engine.gallery.sheet import contact_sheet
from engine.settings import Settings


def engine(*words: object, typed: str = "") -> Result:
    """Run `engine words…` in this process."""
    return CliRunner().invoke(commands, [str(word) for word in words], input=typed)


def facts(result: Result) -> dict[str, object]:
    """The one object that --json prints."""
    assert result.exit_code == 0, result.stderr
    found: dict[str, object] = json.loads(result.stdout)
    return found


@pytest.fixture
def tiny(tiny_checkpoint: Path) -> tuple[str, ...]:
    """The options that choose the tiny checkpoint."""
    return ("--checkpoint", str(tiny_checkpoint), "--device", "cpu", "--json")


def test_learning_reports_scores_and_the_concept_can_be_shown(
    short_lessons: None, photos: list[Path], tiny: tuple[str, ...]
) -> None:
    learned = facts(engine("learn", "Mila", *photos, "--kind", "pet", *tiny))
    assert isinstance(learned["scores"], dict)
    shown = engine("concepts", "show", "mila")
    assert "Mila (pet), learned from 4 photos (1 held out)" in shown.stdout
    assert f"recognition {learned['scores']['recognition']:.3g}" in shown.stdout


def test_a_bad_photo_is_one_sentence_with_what_to_do(
    photos: list[Path], tiny: tuple[str, ...]
) -> None:
    photos[0].write_bytes(b"")
    result = engine("learn", "Mila", *photos, *tiny[:-1])
    assert result.exit_code == 1
    what, remedy = result.stderr.splitlines()[-2:]
    assert "is empty" in what
    assert remedy
    assert result.stdout == ""


def test_a_failure_is_an_object_with_json() -> None:
    result = engine("concepts", "show", "Nobody", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout).keys() == {"error", "remedy"}


@pytest.mark.parametrize("name", ["", "a/b", "a\nb", "x" * 65])
def test_an_unfit_name_is_refused(name: str, photos: list[Path], tiny: tuple[str, ...]) -> None:
    assert engine("learn", name, *photos, *tiny).exit_code == 1
    assert facts(engine("concepts", "list", "--json")) == {"concepts": []}


def test_wrong_usage_is_status_2() -> None:
    assert engine("learn", "Mila").exit_code == 2
    assert engine("nonsense").exit_code == 2


@pytest.mark.parametrize("command", sorted(commands.commands))
def test_every_command_explains_itself(command: str) -> None:
    shown = engine(command, "--help")
    assert shown.exit_code == 0
    assert "Usage: " in shown.stdout


def test_an_answer_is_printed_with_progress_elsewhere(bo: Concept, tiny: tuple[str, ...]) -> None:
    answer = facts(engine("ask", "Bo", "What is Bo?", *tiny))
    spoken = engine("ask", "Bo", "What is Bo?", *tiny[:-1])
    assert answer["question"] == "What is Bo?"
    assert len(spoken.stdout.rstrip("\n")) == len(str(answer["answer"]).rstrip("\n"))


def test_a_name_that_is_not_in_the_prompt_is_said_on_stderr(
    bo: Concept, tiny: tuple[str, ...]
) -> None:
    assert "“Bo” is not named" in engine("ask", "Bo", "What is it?", *tiny).stderr


@pytest.mark.parametrize("text", ["<image>", "<reserved16200>", "a < b"])
def test_special_spellings_in_a_prompt_are_plain_words(
    text: str, bo: Concept, tiny: tuple[str, ...]
) -> None:
    assert facts(engine("ask", "Bo", f"{text} Bo?", *tiny))["question"] == f"{text} Bo?"


def test_a_chat_reads_questions_and_photos_line_by_line(
    bo: Concept, photos: list[Path], tiny: tuple[str, ...]
) -> None:
    typed = f"Who is Bo?\n\n/photo '{photos[0]}'\nIs Bo here?\n/quit\nnever asked\n"
    turns = facts(engine("chat", "Bo", *tiny, typed=typed))["turns"]
    assert isinstance(turns, list)
    assert [turn["question"] for turn in turns] == ["Who is Bo?", "Is Bo here?"]


def test_drawings_and_their_sheet_are_written(
    bo: Concept, tmp_path: Path, tiny: tuple[str, ...]
) -> None:
    out = tmp_path / "drawings"
    drawn = facts(
        engine(
            "imagine", "Bo", "Bo at sea", "-n", 2, "--seed", 7, "--ahead", 4, "--out", out, *tiny
        )
    )
    assert drawn["seeds"] == [7, 8]
    assert sorted(file.name for file in out.iterdir()) == ["bo-7-to-8.png", "bo-7.png", "bo-8.png"]


@pytest.mark.parametrize(("count", "grid"), [(1, (1, 1)), (4, (2, 2)), (5, (3, 2))])
def test_a_sheet_is_a_near_square_grid(count: int, grid: tuple[int, int]) -> None:
    sheet = contact_sheet([Image.new("RGB", (48, 48), "red")] * count)
    assert sheet.size == tuple(side * (192 + 8) + 8 for side in grid)


def test_a_concept_can_be_renamed_exported_deleted_and_imported(
    bo: Concept, tmp_path: Path, tiny: tuple[str, ...]
) -> None:
    file = tmp_path / "bo.concept"
    assert facts(engine("concepts", "rename", "Bo", "Bello", "--json"))["name"] == "Bello"
    assert facts(engine("concepts", "export", "Bello", file, "--json")) == {"file": str(file)}
    assert engine("concepts", "delete", "Bello", typed="n\n").exit_code == 130
    assert engine("concepts", "delete", "Bello", typed="y\n").exit_code == 0
    assert facts(engine("concepts", "import", file, "--name", "Bo 2", *tiny))["name"] == "Bo 2"
    listed = engine("concepts", "list")
    assert listed.stdout.startswith("Bo 2  pet")


def test_half_a_concept_file_is_refused_and_the_library_stays(
    bo: Concept, tmp_path: Path, tiny: tuple[str, ...]
) -> None:
    file = tmp_path / "bo.concept"
    engine("concepts", "export", "Bo", file)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    assert engine("concepts", "import", file, "--name", "Half", *tiny).exit_code == 1
    assert "Half" not in engine("concepts", "list").stdout


def test_evaluation_names_its_metric(
    short_lessons: None, bo: Concept, photos: list[Path], tiny: tuple[str, ...]
) -> None:
    folder = photos[0].parent
    folders = ("--positives", folder, "--negatives", folder)
    seen = facts(engine("evaluate", "recognition", "Bo", *folders, *tiny))["recognition"]
    assert isinstance(seen, dict) and "easy_auroc" in seen["protocol"]
    drawn = ("--positives", folder, "--hard", folder, "--drawings", 1)
    shown = engine("evaluate", "similarity", "Bo", *drawn, *tiny[:-1])
    assert "EffNet-Lite0 similarity: similarity: " in shown.stdout


def test_the_doctor_says_what_runs_where_and_why(tiny_checkpoint: Path) -> None:
    engine("checkpoints", "add", tiny_checkpoint, "--name", "small", "--accept-licence")
    shown = engine("doctor", "--device", "cpu")
    assert "small" in shown.stdout
    assert "Runs on the CPU in float32" in shown.stdout


def test_options_win_over_the_settings_file(bo: Concept, tiny: tuple[str, ...]) -> None:
    Settings(checkpoint="nowhere").save()
    assert engine("ask", "Bo", "Bo?").exit_code == 1
    assert engine("ask", "Bo", "Bo?", *tiny).exit_code == 0


def test_ctrl_c_is_status_130_and_says_what_was_kept() -> None:
    from engine.commands.border import keeps

    @click.group(cls=Border)
    def group() -> None: ...

    @group.command()
    def work() -> None:
        keeps("The first half is kept.")
        raise KeyboardInterrupt

    result = CliRunner().invoke(group, ["work"])
    assert result.exit_code == 130
    assert result.stderr == "Stopped. The first half is kept.\n"


def test_a_bug_keeps_its_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(jobs, "list_checkpoints", broken)
    assert isinstance(engine("checkpoints", "list").exception, ZeroDivisionError)
