"""A checkpoint becomes a compiled model, part by part, and whole or not at all."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from engine.errors import FormatError, InputError, YoError
from engine.events import Event, Noticed, Progress
from engine.model import checkpoints
from engine.runtime.compiled import PARTS, CompiledModel, Value
from export import footprint
from export.config import ExportConfig
from export.gate import Scope
from export.partial import partial_folder
from export.pipeline import NOTE, compile_model
from tests.jobs import heard
from tests.tiny import write_tiny_checkpoint

SMALL = Scope(questions=1, photos=1, pictures=0)
FP32 = ExportConfig(precision="fp32")


def compiled(checkpoint: Path, out: Path, config: ExportConfig = FP32) -> CompiledModel:
    """The compiled model; its events are thrown away."""
    return events(checkpoint, out, config)[1]


def events(
    checkpoint: Path, out: Path, config: ExportConfig = FP32
) -> tuple[list[Event], CompiledModel]:
    """What a compilation says, and what it made."""
    return heard(compile_model(checkpoint, out, config, scope=SMALL))


def names(folder: Path) -> set[str]:
    """What lies in a folder."""
    return {path.name for path in folder.iterdir()}


def stop_at_part(number: int, checkpoint: Path, out: Path) -> None:
    """Close the job when it begins with a part."""
    job = compile_model(checkpoint, out, FP32)
    for event in job:
        if isinstance(event, Noticed) and event.text.startswith(f"Part {number} "):
            break
    job.close()


@pytest.fixture(scope="module")
def made(tiny_checkpoint: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny checkpoint in fp32; read only."""
    folder = tmp_path_factory.mktemp("compiled") / "tiny"
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("YOCHAMELEON_HOME", str(folder.parent / "home"))
        compiled(tiny_checkpoint, folder)
    return folder


@pytest.fixture
def broken(tiny_checkpoint: Path, tmp_path: Path) -> Path:
    """A copy of the checkpoint, to be damaged."""
    return Path(shutil.copytree(tiny_checkpoint, tmp_path / "broken"))


def test_a_compiled_model_has_five_parts_and_what_the_runtime_needs_to_try_it(made: Path) -> None:
    graphs = {f"{part}.onnx" for part in PARTS}
    data = {f"{graph}.data" for graph in graphs}
    tried = {"reference.npz", "tested.json", "drafting.json"}
    assert names(made) == graphs | data | tried | {"manifest.json"}
    assert not partial_folder(made).exists()


def test_the_manifest_says_what_goes_in_and_out(made: Path, tiny_checkpoint: Path) -> None:
    manifest = CompiledModel.open(made).manifest
    assert manifest.fingerprint == checkpoints.find(tiny_checkpoint).fingerprint
    assert (manifest.sizes.layers, manifest.sizes.codes, manifest.sizes.image_size) == (2, 64, 16)
    hidden = Value("hidden", "float32", ("batch", "asked", 64))
    assert hidden in manifest.parts["decoder"].outputs
    assert manifest.parts["image_head"].inputs == (hidden,)


def test_what_is_compiled_already_is_left_as_it_is(tiny_checkpoint: Path, made: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in made.iterdir()}
    said, _ = events(tiny_checkpoint, made)
    assert Noticed("This is compiled already; nothing was done.") in said
    assert {path: path.stat().st_mtime_ns for path in made.iterdir()} == before


def test_stopping_keeps_the_finished_parts_and_nothing_half_written(
    tiny_checkpoint: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    stop_at_part(3, tiny_checkpoint, out)
    assert not out.exists()
    kept = names(partial_folder(out)) - {"finished.json", "lock"}
    assert kept == {
        f"{part}.onnx{data}"
        for part in ("decoder", "head", "image_head", "image_encoder")
        for data in ("", ".data")
    }


def test_stopping_before_a_part_is_finished_leaves_nothing(
    tiny_checkpoint: Path, tmp_path: Path
) -> None:
    stop_at_part(1, tiny_checkpoint, tmp_path / "out")
    assert names(tmp_path) == {"home"}


def test_progress_over_the_parts_never_goes_back(tiny_checkpoint: Path, tmp_path: Path) -> None:
    job = compile_model(tiny_checkpoint, tmp_path / "out", FP32)
    said: list[Progress] = []
    for event in job:
        if isinstance(event, Progress) and event.note == NOTE:
            said.append(event)
        if said and said[-1].done == said[-1].total:
            break
    job.close()
    steps = [event.done for event in said]
    assert steps == sorted(steps)
    assert len({event.total for event in said}) == 1
    assert len(set(steps)) > 3


KILLED = """
import sys, time
from pathlib import Path
from export.config import ExportConfig
from export.pipeline import NOTE, compile_model
for event in compile_model(Path(sys.argv[1]), Path(sys.argv[2]), ExportConfig(precision="fp32")):
    if getattr(event, "text", "").startswith("Part 2 "):
        print("here", flush=True)
        time.sleep(600)
"""


def test_a_killed_export_goes_on_without_redoing_a_part(
    tiny_checkpoint: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-c", KILLED, str(tiny_checkpoint), str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
        process.kill()
    assert not out.exists()
    written = (partial_folder(out) / "decoder.onnx.data").stat()
    said, model = events(tiny_checkpoint, out)
    assert Noticed("1 of 3 parts are there already.") in said
    again = (out / "decoder.onnx.data").stat()
    assert (again.st_ino, again.st_mtime_ns) == (written.st_ino, written.st_mtime_ns)
    assert CompiledModel.open(out) == model
    assert not partial_folder(out).exists()


def test_another_request_begins_anew_and_replaces_what_was_compiled(
    tiny_checkpoint: Path, tmp_path: Path, made: Path
) -> None:
    out = Path(shutil.copytree(made, tmp_path / "out"))
    model = compiled(tiny_checkpoint, out, replace(FP32, context=128))
    assert model.manifest.sizes.context == 128
    assert names(tmp_path) == {"out", "home"}


@pytest.mark.parametrize("damage", ["", "{", '{"format": 99}', '{"format": 1}'])
def test_a_corrupt_or_newer_compiled_model_is_refused_with_what_to_do(
    made: Path, tmp_path: Path, damage: str
) -> None:
    folder = Path(shutil.copytree(made, tmp_path / "out"))
    (folder / "manifest.json").write_text(damage)
    with pytest.raises(FormatError) as refused:
        CompiledModel.open(folder)
    assert "ompile the model again" in refused.value.remedy


def test_a_part_that_was_cut_short_is_compiled_again(
    tiny_checkpoint: Path, made: Path, tmp_path: Path
) -> None:
    out = Path(shutil.copytree(made, tmp_path / "out"))
    os.truncate(out / "head.onnx.data", 100)
    with pytest.raises(FormatError, match="damaged"):
        CompiledModel.open(out)
    compiled(tiny_checkpoint, out)
    assert CompiledModel.open(out).manifest == CompiledModel.open(made).manifest


def refused(checkpoint: Path, out: Path, config: ExportConfig = FP32) -> YoError:
    """The error of a compilation that must not begin; nothing is left behind."""
    with pytest.raises(YoError) as caught:
        compiled(checkpoint, out, config)
    assert not out.exists()
    assert not partial_folder(out).exists()
    assert caught.value.remedy
    return caught.value


def test_a_folder_that_is_no_checkpoint_is_refused(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    assert "config.json" in str(refused(tmp_path / "photos", tmp_path / "out"))


def test_another_architecture_is_refused(broken: Path, tmp_path: Path) -> None:
    (broken / "config.json").write_text('{"model_type": "llama"}')
    assert "not describe a Chameleon" in str(refused(broken, tmp_path / "out"))


def test_a_truncated_shard_is_refused(broken: Path, tmp_path: Path) -> None:
    shard = min(broken.glob("*.safetensors"))
    os.truncate(shard, shard.stat().st_size // 2)
    assert "cut short" in str(refused(broken, tmp_path / "out"))


def test_a_shard_of_another_checkpoint_is_refused(broken: Path, tmp_path: Path) -> None:
    other = write_tiny_checkpoint(tmp_path / "other", intermediate_size=192)
    shutil.copy(min(other.glob("*.safetensors")), min(broken.glob("*.safetensors")))
    assert broken.name in str(refused(broken, tmp_path / "out"))


def test_a_disk_that_is_too_small_is_said_before_anything_is_written(
    tiny_checkpoint: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(footprint, "SPARE", 1e12)
    error = refused(tiny_checkpoint, tmp_path / "out")
    assert "Compiling needs" in str(error)
    assert "--out" in error.remedy


def test_a_precision_that_the_gpu_lacks_is_refused(tiny_checkpoint: Path, tmp_path: Path) -> None:
    config = ExportConfig(target="tensorrt", precision="bf16", compute_capabilities=("7.5",))
    assert "7.5 cannot compute in bf16" in str(refused(tiny_checkpoint, tmp_path / "out", config))


def test_a_folder_with_other_things_is_not_replaced(tiny_checkpoint: Path, tmp_path: Path) -> None:
    out = tmp_path / "photos"
    out.mkdir()
    (out / "holiday.jpg").touch()
    with pytest.raises(InputError, match="is no compiled model"):
        compiled(tiny_checkpoint, out)
    assert names(out) == {"holiday.jpg"}
