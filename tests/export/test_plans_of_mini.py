"""Every graph of the shipped checkpoint becomes a plan, and no input of it would be ignored.

Built with tensorrt_rtx, which needs no GPU for it; nothing here runs a plan.
"""

from importlib.util import find_spec
from pathlib import Path

import pytest

from engine.events import finish
from engine.model.config import read_config
from engine.model.quantized_file import QuantizedWeights
from engine.paths import RESOURCES
from export.config import ExportConfig
from export.decoder import write_decoder
from export.images import write_image_decoder, write_image_encoder
from export.plan import build_plan, decoder_settings, head_settings, image_settings
from export.quantization import write_quantized

pytestmark = pytest.mark.skipif(
    find_spec("tensorrt_rtx") is None,
    reason="tensorrt_rtx is not installed; pip install tensorrt-rtx-cu12",
)
MINI = RESOURCES / "checkpoints" / "mini"
PRECISIONS = ("bf16", "fp16", "int4")


@pytest.fixture(scope="module")
def graphs(tmp_path_factory):
    """`graphs(precision)`: a folder with the decoder and both heads."""
    folder = tmp_path_factory.mktemp("graphs")

    def written(precision):
        to = folder / precision
        if not to.exists():
            config = ExportConfig(target="tensorrt", precision=precision)
            weights = quantized(folder, config.bits) if config.bits else None
            finish(write_decoder(MINI, config, to, weights=weights))
        return to

    return written


def quantized(folder, bits):
    path = folder / f"int{bits}.safetensors"
    finish(write_quantized(MINI, bits, path, rounding="nearest"))
    return QuantizedWeights.open(path)


def built(graph: Path, to: Path, settings) -> bool:
    """Whether a plan came out of it that is no smaller than half of its weights."""
    plan = to / f"{graph.stem}.plan"
    finish(build_plan(graph, plan, settings))
    weights = sum(path.stat().st_size for path in graph.parent.glob(f"{graph.name}*"))
    return plan.stat().st_size > weights / 2


@pytest.mark.parametrize("precision", PRECISIONS)
def test_the_decoder_is_built(graphs, tmp_path, precision):
    config = ExportConfig(target="tensorrt", precision=precision)
    smallest = config.capacities(read_config(MINI).max_position_embeddings)[0]
    graph = graphs(precision) / "decoder.onnx"
    assert built(graph, tmp_path, decoder_settings(config, smallest))


def test_a_decoder_whose_weights_may_stream_is_built(graphs, tmp_path):
    config = ExportConfig(target="tensorrt", precision="bf16", stream_weights=True)
    smallest = config.capacities(read_config(MINI).max_position_embeddings)[0]
    assert built(graphs("bf16") / "decoder.onnx", tmp_path, decoder_settings(config, smallest))


@pytest.mark.parametrize("precision", PRECISIONS)
@pytest.mark.parametrize("head", ["head", "image_head"])
def test_both_heads_are_built(graphs, tmp_path, head, precision):
    config = ExportConfig(target="tensorrt", precision=precision)
    assert built(graphs(precision) / f"{head}.onnx", tmp_path, head_settings(config))


def test_the_image_encoder_and_decoder_are_built(tmp_path):
    settings = image_settings(ExportConfig(target="tensorrt", precision="bf16"))
    assert built(finish(write_image_encoder(MINI, tmp_path)), tmp_path, settings)
    assert built(finish(write_image_decoder(MINI, tmp_path, "fp16")), tmp_path, settings)
