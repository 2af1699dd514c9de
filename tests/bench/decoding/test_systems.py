"""Every system gives PyTorch's logits, and the same again after it was rewound."""

import numpy as np
import pytest

from bench.decoding import hugging_face
from bench.decoding.checkpoint import Shape, write_random_checkpoint
from bench.decoding.graphs import Graphs, streamed_bytes
from bench.decoding.ours import Ours, compiled
from engine.runtime.backends.pytorch import PyTorchBackend

SHAPE = Shape(hidden=64, layers=2, heads=4, intermediate=96, positions=64)
PROMPT = np.arange(8300, 8320)
COLUMN = np.array([8400, 8500, 8600])


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory):
    return write_random_checkpoint(tmp_path_factory.mktemp("random"), SHAPE)


@pytest.fixture(scope="module")
def folder(checkpoint, tmp_path_factory):
    return tmp_path_factory.mktemp("compiled")


@pytest.fixture(scope="module")
def expected(checkpoint):
    """Text logits after the prompt, and after one more id in each of three rows."""
    oracle = PyTorchBackend.open(checkpoint, device="cpu", dtype="float32")
    first = oracle.prefill([PROMPT.tolist()])
    oracle.fork(3)
    return np.concatenate([first, oracle.step(COLUMN[:, None])[:, 0]])[:, 8196:]


@pytest.fixture(params=["eager", "sdpa", "fp32"])
def system(request, checkpoint, folder):
    if request.param == "fp32":
        compiled(checkpoint, "fp32", folder / "fp32")
        opened = Ours(checkpoint, "fp32", folder / "fp32", threads=1)
    else:
        opened = hugging_face.Transformers(hugging_face.load(checkpoint), request.param)
    yield opened
    opened.close()


def test_it_agrees_and_rewinds(system, expected):
    given = [system.begin(PROMPT, 3, 4), *system.step(COLUMN)]
    system.step(COLUMN + 1)
    system.rewind()
    again = system.step(COLUMN)
    np.testing.assert_allclose(np.stack(given)[:, 8196:], expected, atol=2e-5)
    np.testing.assert_array_equal(again, np.stack(given[1:]))
    system.end()


def test_what_a_step_reads_is_counted_from_the_graph(checkpoint, folder):
    ours = Ours(checkpoint, "fp32", compiled(checkpoint, "fp32", folder / "fp32"), threads=1)
    assert 32 < ours.weights.bits < 34  # the head also reads the number of each column


def test_an_int4_graph_has_few_bits_and_an_eight_bit_head(checkpoint, folder):
    path = compiled(checkpoint, "int4", folder / "int4")
    ours = Ours(checkpoint, "int4", path, threads=1)
    assert 4 < ours.weights.bits < 9.5
    assert streamed_bytes(path) == ours.weights.bytes


def test_bare_graphs_give_the_same_logits(checkpoint, folder, expected):
    graphs = Graphs(compiled(checkpoint, "fp32", folder / "fp32"), threads=1)
    graphs.start(1, 40)
    np.testing.assert_allclose(graphs.read(PROMPT[None])[:, 8196:], expected[:1], atol=2e-5)
    step = graphs.read(COLUMN[None, :1])
    np.testing.assert_allclose(step[:, 8196:], expected[1:2], atol=2e-5)
