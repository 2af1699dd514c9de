"""The GGUF file holds what the format promises, and llama.cpp computes the same logits from it."""

import struct

import numpy as np
import pytest

from bench.decoding.checkpoint import Shape, write_random_checkpoint
from bench.decoding.gguf import ALIGNMENT, gguf_name, rotary_pairs, write_gguf
from engine.model.config import read_config
from engine.model.weights import read_tensors
from engine.runtime.backends.pytorch import PyTorchBackend

SHAPE = Shape(hidden=64, layers=2, heads=4, intermediate=96, positions=64)
TEXT = 8300
"""An id that is ordinary text."""


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory):
    return write_random_checkpoint(tmp_path_factory.mktemp("random"), SHAPE)


@pytest.fixture(scope="module")
def path(checkpoint, tmp_path_factory):
    return write_gguf(checkpoint, tmp_path_factory.mktemp("gguf") / "f32.gguf")


def test_the_file_begins_as_the_format_says(path):
    magic, version, tensors, facts = struct.unpack("<4sIQQ", path.read_bytes()[:24])
    assert (magic, version) == (b"GGUF", 3)
    assert tensors == 2 * 13 + 3
    assert facts == 12


def test_the_last_tensor_is_whole_and_aligned(path, checkpoint):
    numbers = 2 * 8760 * 64
    assert path.stat().st_size > 4 * numbers
    assert path.stat().st_size % ALIGNMENT == 0
    assert not path.with_suffix(".partial").exists()


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("model.embed_tokens.weight", "token_embd.weight"),
        ("lm_head.weight", "output.weight"),
        ("model.layers.11.self_attn.k_norm.bias", "blk.11.attn_k_norm.bias"),
        ("model.layers.0.mlp.down_proj.weight", "blk.0.ffn_down.weight"),
    ],
)
def test_tensors_are_named_as_llama_cpp_names_them(ours, theirs):
    assert gguf_name(ours) == theirs


def test_a_head_is_reordered_so_that_neighbours_turn_together(checkpoint):
    config = read_config(checkpoint)
    name = "model.layers.0.self_attn.q_proj.weight"
    rows = np.repeat(np.arange(64, dtype=np.float32)[:, None], 64, axis=1)
    order = rotary_pairs(name, rows, config)[:, 0].astype(int).tolist()
    assert order[:6] == [0, 8, 1, 9, 2, 10]
    assert order[16:20] == [16, 24, 17, 25]


def test_values_and_mlp_stay_as_they_are(checkpoint):
    config = read_config(checkpoint)
    name = "model.layers.0.self_attn.v_proj.weight"
    values = next(read_tensors(checkpoint, {name}, "cpu"))[1].float().numpy()
    assert rotary_pairs(name, values, config) is values


def test_llama_cpp_agrees_with_pytorch_on_text(checkpoint, path):
    pytest.importorskip("llama_cpp")
    from bench.decoding.llama import Llama

    config, prompt = read_config(checkpoint), list(range(TEXT, TEXT + 20))
    oracle = PyTorchBackend.open(checkpoint, device="cpu", dtype="float32")
    expected = [oracle.prefill([prompt])[0]]
    oracle.fork(2)
    column = np.array([TEXT + 50, TEXT + 60])
    expected += list(oracle.step(column[:, None])[:, 0])
    llama = Llama(path, "f32", config, threads=1, exact=True)
    try:
        given = [llama.begin(np.array(prompt), 2, 4), *llama.step(column)]
        llama.rewind()
        again = llama.step(column)
    finally:
        llama.close()
    np.testing.assert_allclose(np.stack(given)[:, 8196:], np.stack(expected)[:, 8196:], atol=2e-5)
    np.testing.assert_array_equal(again, np.stack(given[1:]))


def test_bits_are_counted_with_their_scales(checkpoint):
    pytest.importorskip("llama_cpp")
    from bench.decoding.llama import KINDS, file_weights

    config = read_config(checkpoint)
    bits = [file_weights(kind, config, exact=False).bits for kind in KINDS]
    assert bits[:2] == [32.0, 8.5]
    assert 4.5 < bits[2] < 8.5  # the head has 8.5, the layers 4.5
