"""`engine export` as a person or a script uses it, and Optimum's door to it."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner, Result

from engine.cli import commands
from engine.commands.export import PRECISIONS, ROUNDINGS, TARGETS
from engine.paths import home
from engine.runtime.self_test_files import OUTCOMES
from export.config import Precision, Rounding, Target

OPTIMUM_FOLDER, REGISTERED = Path("optimum/commands/register"), "register_yochameleon.py"


def engine(*words: object) -> Result:
    """Run `engine words…` in this process."""
    return CliRunner().invoke(commands, [str(word) for word in words])


def test_the_choices_are_those_of_the_export() -> None:
    assert get_args(Target) == TARGETS
    assert get_args(Precision) == PRECISIONS
    assert get_args(Rounding) == ROUNDINGS


def test_a_checkpoint_is_compiled_to_where_the_runtime_looks(tiny_checkpoint: Path) -> None:
    engine("checkpoints", "add", tiny_checkpoint, "--name", "small", "--accept-licence")
    result = engine("export", "small", "--precision", "fp32", "--context", 256, "--json")
    assert result.exit_code == 0, result.stderr
    made = json.loads(result.stdout)
    assert Path(made["folder"]).parent == home() / "compiled"
    assert (made["target"], made["precision"], made["context"]) == ("onnx", "fp32", 256)
    assert "Part 1 of 3: decoder and heads." in result.stderr
    tested = made["self_test"]
    assert (tested["problem"], tested["equal_ids"], tested["of"]) == ("", 64, 64)
    assert 0 < tested["error"] <= tested["largest_error"] < 1e-4
    assert tested["seconds_per_step"] > 0 and tested["pytorch_seconds_per_step"] > 0
    again = engine("export", "small", "--precision", "fp32", "--context", 256)
    assert again.stdout.startswith("Compiled for onnx in fp32")
    said = " ".join(again.stdout.split())
    assert "Beside PyTorch on the same weights: 64 of 64 ids are equal; logits differ by" in said
    assert f"the largest by {tested['largest_error']:.2g}" in said
    assert f"A step took {1000 * tested['seconds_per_step']:.3g} ms in that test" in said
    assert re.search(r"of PyTorch, [\d.]+ ms: [\d.]+ times as fast", said)


def test_a_model_that_an_earlier_version_tested_is_told_without_what_was_not_measured(
    tiny_checkpoint: Path, tmp_path: Path
) -> None:
    words = ("export", tiny_checkpoint, "--precision", "fp32", "--out", tmp_path / "out")
    assert engine(*words).exit_code == 0
    written = json.loads((tmp_path / "out" / OUTCOMES).read_text())
    for kept in written["outcomes"].values():
        for name in ("largest_error", "seconds_per_step", "pytorch_seconds_per_step"):
            del kept[name]
    (tmp_path / "out" / OUTCOMES).write_text(json.dumps(written))
    said = " ".join(engine(*words).stdout.split())
    assert "64 of 64 ids are equal; logits differ by" in said
    assert "the largest" not in said and "A step took" not in said
    (tmp_path / "out" / OUTCOMES).unlink()
    assert json.loads(engine(*words, "--json").stdout)["self_test"] is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere"], "There is no checkpoint nowhere."),
        (["{tiny}", "--target", "tensorrt", "--precision", "fp32"], "fp32 cannot be compiled"),
        (["{tiny}", "--precision", "fp8"], "fp8 cannot be compiled for onnx"),
        (["{tiny}", "--context", "99999"], "reads at most 1024 tokens"),
        (["{empty}"], "config.json cannot be read"),
        (["{tiny}", "--out", "{full}"], "is no compiled model"),
    ],
)
def test_bad_input_is_one_sentence_with_what_to_do(
    words: list[str], said: str, tiny_checkpoint: Path, tmp_path: Path
) -> None:
    places = {"tiny": tiny_checkpoint, "empty": tmp_path / "empty", "full": tmp_path / "full"}
    for place in ("empty", "full"):
        places[place].mkdir()
    (places["full"] / "holiday.jpg").touch()
    result = engine("export", *(word.format_map(places) for word in words))
    assert result.exit_code == 1
    what, remedy = result.stderr.splitlines()[-2:]
    assert said in what
    assert remedy
    assert "Traceback" not in result.stderr
    assert not list(tmp_path.rglob("*.partial"))


def test_an_unknown_precision_is_wrong_usage(tiny_checkpoint: Path) -> None:
    assert engine("export", tiny_checkpoint, "--precision", "fp3").exit_code == 2


@pytest.mark.skipif(os.name == "nt", reason="a signal to a child is another thing on Windows")
def test_ctrl_c_says_how_to_go_on_and_how_to_give_up(tiny_checkpoint: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "engine", "export", str(tiny_checkpoint)]
    command += ["--precision", "fp32", "--out", str(out)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith("Part 2 "):
                break
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        said = next(line for line in process.stderr if line.startswith("Stopped."))
        assert time.monotonic() - begun < 5  # a second, and four for a busy machine
        assert process.wait() == 130
    assert f"{out}.partial" in said
    assert "the same command goes on" in said
    assert "delete that folder" in said
    assert not out.exists()


def test_optimum_cli_hands_every_option_on() -> None:
    from export.optimum_command import YoChameleonExportCommand, spelled

    parser = ArgumentParser()
    YoChameleonExportCommand.parse_args(parser)
    options = ["--target", "tensorrt", "--max-batch", "4", "--accept"]
    capabilities = ["--compute-capability", "8.6", "--compute-capability", "8.9"]
    words = spelled(parser.parse_args([*options, *capabilities, "mini"]))
    context = commands.commands["export"].make_context("export", words)
    assert context.params["checkpoint"] == "mini"
    assert (context.params["target"], context.params["max_batch"]) == ("tensorrt", 4)
    assert context.params["compute_capabilities"] == ("8.6", "8.9")
    assert context.params["accept"] is True
    assert context.params["context"] is None


def test_optimum_cli_finds_the_command_in_its_folder(tmp_path: Path) -> None:
    """As the wheel lays it there; where it is not installed, it is laid beside."""
    if not any(Path(place, OPTIMUM_FOLDER, REGISTERED).exists() for place in sys.path):
        folder = tmp_path / OPTIMUM_FOLDER
        folder.mkdir(parents=True)
        shutil.copy("export/optimum_command.py", folder / REGISTERED)
    script = "from optimum.commands.optimum_cli import main; main()"
    path = os.pathsep.join([str(tmp_path), str(Path.cwd())])
    done = subprocess.run(
        [sys.executable, "-c", script, "export", "yochameleon", "nowhere"],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "There is no checkpoint nowhere." in done.stderr
