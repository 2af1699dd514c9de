"""How weights lie in the files: read back, they are the checkpoint's, or the codes' meaning."""

import numpy as np
import onnx
import pytest
import torch
from onnx import numpy_helper

from engine.events import finish
from engine.model.weights import open_checkpoint
from engine.runtime.backends.pytorch import PyTorchBackend
from export.config import ExportConfig
from export.decoder import write_decoder
from export.quantization import QuantizedWeights, write_quantized
from export.trial import Trial
from tests.tiny import write_tiny_checkpoint

LAYER = "model.layers.1."
QKV = [f"{LAYER}self_attn.{which}_proj.weight" for which in "qkv"]


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory):
    """GQA, blocks of 64 and 16, and a head of 8 bits."""
    folder = tmp_path_factory.mktemp("checkpoint") / "tiny"
    return write_tiny_checkpoint(folder, kv_heads=2, intermediate_size=176)


@pytest.fixture(scope="module")
def weights(checkpoint, tmp_path_factory):
    """bits → the quantized weights."""
    folder = tmp_path_factory.mktemp("weights")
    paths = {
        bits: finish(write_quantized(checkpoint, bits, folder / f"int{bits}", rounding="nearest"))
        for bits in (4, 8)
    }
    return {bits: QuantizedWeights.open(path) for bits, path in paths.items()}


def written(checkpoint, config, folder, **settings):
    """Every initializer of decoder.onnx and image_head.onnx, read back."""
    decoder, _, image_head = finish(write_decoder(checkpoint, config, folder, **settings))
    return {
        one.name: one for path in (decoder, image_head) for one in onnx.load(path).graph.initializer
    }


def meaning(weights, parts):
    """What the codes of `parts` stand for, side by side: (out, in)."""
    return np.concatenate([weights.get(part).dense() for part in parts])


def unpacked(held, name, bits):
    """What MatMulNBits reads from a layer's codes and scales: (out, in)."""
    codes, scales = (numpy_helper.to_array(held[f"{name}.{what}"]) for what in ("codes", "scales"))
    if bits == 4:
        codes = np.stack([codes & 0xF, codes >> 4], axis=-1)
    codes = codes.reshape(*scales.shape, -1).astype(np.float32) - (1 << (bits - 1))
    return (codes * scales[:, :, None]).reshape(len(scales), -1)


def dequantized(held, name):
    """What DequantizeLinear gives for a layer: (in, out)."""
    codes, scales = (numpy_helper.to_array(held[f"{name}.{what}"]) for what in ("codes", "scales"))
    block = codes.shape[0] // scales.shape[0]
    return codes.astype(np.float32) * np.repeat(scales, block, axis=0).astype(np.float32)


@pytest.mark.parametrize("bits", [4, 8])
def test_codes_of_both_dialects_mean_what_the_artefact_means(bits, checkpoint, weights, tmp_path):
    config, own = ExportConfig(precision=f"int{bits}"), weights[bits]
    contrib = written(checkpoint, config, tmp_path / "a", weights=own)
    standard = written(checkpoint, config, tmp_path / "b", weights=own, dialect="standard")
    down = [f"{LAYER}mlp.down_proj.weight"]
    for name, parts in ((f"{LAYER}self_attn.qkv", QKV), (f"{LAYER}mlp.down", down)):
        wanted = meaning(own, parts)
        np.testing.assert_array_equal(unpacked(contrib, name, bits), wanted)
        np.testing.assert_array_equal(dequantized(standard, name), wanted.T)


def test_the_image_head_keeps_eight_bits_and_the_order_of_the_codes(
    checkpoint, weights, vocabulary, tmp_path
):
    held = written(checkpoint, ExportConfig(precision="int4"), tmp_path, weights=weights[4])
    wanted = meaning(weights[4], ["lm_head.weight"])[list(vocabulary.image_ids)]
    np.testing.assert_array_equal(unpacked(held, "image_head", 8), wanted)


@pytest.mark.parametrize("dialect", ["contrib", "standard"])
@pytest.mark.parametrize("bits", [4, 8])
def test_quantized_graphs_say_what_their_codes_say(bits, dialect, checkpoint, weights, tmp_path):
    config, own = ExportConfig(precision=f"int{bits}"), weights[bits]
    finish(write_decoder(checkpoint, config, tmp_path, dialect=dialect, weights=own))
    model = open_checkpoint(checkpoint, dtype=torch.float32)
    for name, parameter in model.inner.named_parameters():
        if f"model.{name}" in own.names:
            parameter.data.copy_(torch.from_numpy(own.get(f"model.{name}").dense()))
    model.head.copy_(torch.from_numpy(own.get("lm_head.weight").dense()))
    rows = [list(range(400, 420)), list(range(500, 520))]
    wanted = PyTorchBackend(model).prefill(rows)
    trial = Trial(tmp_path, dialect, capacity=32)
    apart = np.abs(trial.prefill(rows) - wanted)
    assert apart.mean() < 0.03  # the kernels round their inputs to int8 as well
    assert apart.max() < 0.2


def test_float8_codes_are_within_its_four_bits_of_the_weights(checkpoint, tmp_path):
    config = ExportConfig(target="tensorrt", precision="fp8")
    held = written(checkpoint, config, tmp_path)
    model = open_checkpoint(checkpoint, dtype=torch.float32)
    tensors = dict(model.inner.named_parameters())
    name = f"{LAYER}self_attn.qkv"
    assert held[f"{name}.codes"].data_type == onnx.TensorProto.FLOAT8E4M3FN
    codes, scales = (
        numpy_helper.to_array(held[f"{name}.{what}"]).astype(np.float32)
        for what in ("codes", "scales")
    )
    wanted = torch.cat([tensors[part.removeprefix("model.")] for part in QKV]).T.numpy()
    error = np.abs(codes * scales - wanted)
    # Half a step of 3 bits of mantissa, and of the smallest number of all (OCP OFP8).
    assert (error <= np.abs(wanted) / 16 + scales * 2**-10).all()
    assert np.abs(codes).max() == 448


@pytest.mark.parametrize("precision", ["fp16", "bf16"])
def test_half_precision_weights_are_the_checkpoints_rounded_once(precision, checkpoint, tmp_path):
    held = written(checkpoint, ExportConfig(precision=precision), tmp_path)
    dtype = {"fp16": torch.float16, "bf16": torch.bfloat16}[precision]
    model = open_checkpoint(checkpoint, dtype=torch.float32)
    own = model.inner.layers[1].mlp.down_proj.weight.to(dtype).T.float().numpy()
    given = numpy_helper.to_array(held[f"{LAYER}mlp.down"]).astype(np.float32)
    np.testing.assert_array_equal(given, own)
    table = numpy_helper.to_array(held["model.embed_tokens.weight"]).astype(np.float32)
    np.testing.assert_array_equal(table, model.table.to(dtype).float().numpy())


def test_float16_graphs_run_and_stay_close(checkpoint, tmp_path):
    finish(write_decoder(checkpoint, ExportConfig(precision="fp16"), tmp_path))
    model = open_checkpoint(checkpoint, dtype=torch.float32)
    trial = Trial(tmp_path, "contrib", capacity=32)
    apart = np.abs(trial.prefill([[400, 401]]) - PyTorchBackend(model).prefill([[400, 401]]))
    assert 0 < apart.max() < 0.02


def test_codes_without_an_artefact_are_a_bug(checkpoint, tmp_path):
    with pytest.raises(ValueError, match="quantized weights"):
        finish(write_decoder(checkpoint, ExportConfig(precision="int4"), tmp_path))
