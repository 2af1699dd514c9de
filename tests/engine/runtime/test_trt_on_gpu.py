"""Real plans on a real GPU: the mini checkpoint against PyTorch. Run with `pytest -m gpu`."""

from importlib.util import find_spec

import numpy as np
import pytest
import torch

from engine.events import finish
from engine.paths import RESOURCES
from engine.runtime.backends.base import SoftPrompt
from engine.runtime.backends.pytorch import PyTorchBackend
from engine.runtime.backends.trt import TensorRTBackend
from engine.tokens.tokenizer import Tokenizer
from export.config import ExportConfig
from export.pipeline import compile_model

MINI = RESOURCES / "checkpoints" / "mini"
pytestmark = [
    pytest.mark.gpu,
    pytest.mark.skipif(not torch.cuda.is_available(), reason="PyTorch sees no GPU"),
    pytest.mark.skipif(
        not (find_spec("tensorrt_rtx") or find_spec("tensorrt")), reason="no TensorRT is installed"
    ),
]
FAR = 0.05
"""Of the largest logit: bf16 has eight bits, and its errors grow through the layers."""


@pytest.fixture(scope="module")
def compiled(tmp_path_factory):
    """Mini as plans for this GPU."""
    out = tmp_path_factory.mktemp("compiled") / "mini"
    finish(compile_model(MINI, out, ExportConfig(target="tensorrt", precision="bf16")))
    return out


@pytest.fixture
def pair(compiled):
    """The backend over plans, and PyTorch in the same precision."""
    ours = TensorRTBackend.open(compiled)
    oracle = PyTorchBackend.open(MINI, device="cuda", dtype="bfloat16")
    yield ours, oracle
    ours.close()
    oracle.close()


def agree(ours, oracle):
    assert np.isfinite(ours).all()
    np.testing.assert_allclose(ours, oracle, atol=FAR * np.abs(oracle).max())


def column(*ids):
    return np.array(ids, np.int64)[:, None]


def test_prefill_steps_forks_and_rewinds_agree_with_pytorch(pair):
    ids = Tokenizer.open(MINI).vocabulary.text_ids[:40]
    for rows in ([list(ids[:17]), list(ids[:3])], [list(ids)]):
        ours, oracle = pair
        agree(ours.prefill(rows), oracle.prefill(rows))
        ours.fork(2)
        oracle.fork(2)
        for at in range(4):
            step = column(*ids[at : at + len(ours.lengths)])
            agree(ours.step(step, "images"), oracle.step(step, "images"))
        for one in pair:
            one.rewind([length - 2 for length in one.lengths])
        many = np.tile(np.array(ids[:5]), (len(ours.lengths), 1))
        agree(ours.step(many), oracle.step(many))


def test_a_concept_is_read_without_compiling_again(pair):
    vocabulary = Tokenizer.open(MINI).vocabulary
    width = pair[1].model.config.hidden_size
    rows = np.random.default_rng(0).standard_normal((2, 5, width)).astype(np.float32)
    prompt = SoftPrompt(vocabulary.first_concept, rows[0], rows[1] / width**0.5)
    ids = [vocabulary.first_concept, *vocabulary.text_ids[:5], vocabulary.first_concept + 4]
    base = pair[0].prefill([ids])
    for one in pair:
        one.load_soft_prompt(prompt)
    ours = pair[0].prefill([ids])
    assert np.abs(ours - base).max() > FAR
    agree(ours, pair[1].prefill([ids]))


def test_a_repeated_step_is_the_same_step(pair):
    ours, _ = pair
    ours.prefill([[0, 5, 6]])
    first = ours.step(column(7))
    for _ in range(3):
        ours.rewind([3])
        np.testing.assert_array_equal(ours.step(column(7)), first)


def test_every_image_code_is_that_of_pytorch(pair):
    ours, oracle = pair
    codes = np.random.default_rng(0).integers(0, 64, (5, Tokenizer.open(MINI).image_length))
    pixels = oracle.decode_image(codes)
    np.testing.assert_array_equal(ours.encode_image(pixels), oracle.encode_image(pixels))
    noise = np.mean((ours.decode_image(codes) - pixels) ** 2)
    assert 10 * np.log10(4 / noise) >= 40
