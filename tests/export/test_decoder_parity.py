"""Both dialects say what PyTorch says: the issue's whole matrix, on the smallest models."""

import pytest

from bench.parity import (
    BATCHES,
    CONCEPTS,
    DIALECTS,
    PREFILLS,
    Agreement,
    bars_of,
    compare,
    compare_codec,
    greedy,
    open_trial,
    prompts,
    write_variants,
)
from engine.model.weights import open_checkpoint
from engine.runtime.backends.pytorch import PyTorchBackend

VARIANTS = ("tiny MHA", "tiny GQA", "tiny MHA swin", "tiny GQA swin")


@pytest.fixture(scope="module")
def variants(tmp_path_factory):
    """A checkpoint of every architecture, by name."""
    return {path.name: path for path in write_variants(tmp_path_factory.mktemp("all"), "tiny")}


@pytest.mark.parametrize("name", VARIANTS)
def test_greedy_ids_are_equal_and_logits_differ_by_rounding(name, variants, tmp_path):
    found = list(compare(variants[name], tmp_path))
    assert len(found) == len(DIALECTS) * len(CONCEPTS) * len(BATCHES) * len(PREFILLS)
    assert [one for one in found if one.equal < one.compared or one.difference > one.allowed] == []
    assert all(bar.passed for bar in bars_of(found))


def test_the_picture_codec_says_the_same_codes_and_pixels(variants, tmp_path):
    assert all(bar.passed for bar in compare_codec(variants["tiny MHA"], tmp_path))


def test_a_graph_of_other_weights_misses_the_bars(variants, tmp_path):
    oracle = PyTorchBackend(open_checkpoint(variants["tiny MHA"]))
    trial = open_trial(variants["tiny GQA swin"], tmp_path, "contrib")
    prompt = next(prompts(variants["tiny MHA"], oracle.model))
    wanted, given = greedy(oracle, prompt), greedy(trial, prompt)
    same = int((given.argmax(-1) == wanted.argmax(-1)).sum())
    far = float(abs(given - wanted).max())
    found = [Agreement("", one, "none", same, wanted[..., 0].size, far, 2e-5) for one in DIALECTS]
    assert not any(bar.passed for bar in bars_of(found))
