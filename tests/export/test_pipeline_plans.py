"""A checkpoint becomes a compiled model of TensorRT plans, without a GPU."""

from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest
import torch

from engine.errors import FormatError
from engine.events import Noticed
from engine.runtime.backends.plan_shelf import check_fits
from engine.runtime.backends.trt import TensorRTBackend
from engine.runtime.compiled import CompiledModel, write_manifest
from export.config import ExportConfig
from export.pipeline import compile_model

pytestmark = pytest.mark.skipif(
    find_spec("tensorrt_rtx") is None,
    reason="tensorrt_rtx is not installed; pip install tensorrt-rtx-cu12",
)


@pytest.fixture(scope="module")
def made(
    tiny_checkpoint: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[list[str], CompiledModel]:
    """What was said, and the compiled model; its folder is read only."""
    folder = tmp_path_factory.mktemp("plans")
    config = ExportConfig(
        target="tensorrt", precision="bf16", context=128, compute_capabilities=("8.6",)
    )
    job, said = compile_model(tiny_checkpoint, folder / "out", config), []
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("YOCHAMELEON_HOME", str(folder / "home"))
        while True:
            try:
                said.append(next(job))
            except StopIteration as end:
                return [one.text for one in said if isinstance(one, Noticed)], end.value


def test_plans_are_kept_and_the_graphs_they_were_built_from_are_not(
    made: tuple[list[str], CompiledModel],
) -> None:
    _, model = made
    files = {path.name for path in model.folder.iterdir()}
    assert not {name for name in files if ".onnx" in name}
    assert {"decoder-128.plan", "head.plan", "image_encoder.plan", "reference.npz"} <= files
    assert model.manifest.buckets == (128,)
    assert model.manifest.compute_capabilities == ("8.6",)


def test_the_memory_of_a_build_is_said_before_it_begins(
    made: tuple[list[str], CompiledModel],
) -> None:
    said, _ = made
    begin = next(n for n, text in enumerate(said) if "plan of the decoder" in text)
    assert "GB of memory" in said[begin + 1]


@pytest.mark.skipif(torch.cuda.is_available(), reason="only without a GPU")
def test_without_a_gpu_it_is_said_that_nothing_was_tried(
    made: tuple[list[str], CompiledModel],
) -> None:
    said, model = made
    assert any("was not tried on this machine" in text for text in said)
    assert model.manifest.verdict is None


def test_a_plan_of_another_version_says_compile_again(
    made: tuple[list[str], CompiledModel], tmp_path: Path
) -> None:
    _, model = made
    for path in model.folder.iterdir():
        (tmp_path / path.name).symlink_to(path)
    (tmp_path / "manifest.json").unlink()
    write_manifest(tmp_path, replace(model.manifest, versions={"tensorrt_rtx": "0.9"}))
    with pytest.raises(FormatError, match=r"built by tensorrt_rtx 0\.9") as refused:
        TensorRTBackend.open(tmp_path)
    assert "Compile the model again" in refused.value.remedy


def test_a_plan_for_another_gpu_says_compile_again(
    made: tuple[list[str], CompiledModel],
) -> None:
    _, model = made
    check_fits(model, "NVIDIA GeForce RTX 3090", "8.6")
    with pytest.raises(
        FormatError, match=r"for compute capability 8\.6; .* 4090 has 8\.9"
    ) as other:
        check_fits(model, "NVIDIA GeForce RTX 4090", "8.9")
    assert "Compile the model again" in other.value.remedy
    own = replace(model, manifest=replace(model.manifest, compute_capabilities=(), gpu="A100"))
    with pytest.raises(FormatError, match="built for A100; this is H100"):
        check_fits(own, "H100", "9.0")
