"""ONNX Runtime against PyTorch on the same tiny weights, and what it refuses."""

import json
import shutil

import numpy as np
import pytest
import torch

from engine.errors import FormatError, SetupError
from engine.model.quantized_file import QuantizedWeights
from engine.model.weights import open_checkpoint
from engine.runtime.backends.base import SoftPrompt
from engine.runtime.backends.ort import OrtBackend
from engine.runtime.backends.ort_buffers import CAPACITIES, Buffers, capacity_for, to_bfloat16
from engine.runtime.backends.ort_sessions import has_cuda
from engine.runtime.backends.pytorch import PyTorchBackend
from engine.runtime.compiled import MANIFEST, CompiledModel
from tests.compiled import write_compiled
from tests.tiny import write_tiny_checkpoint

CLOSE = 2e-5
LONG, SHORT = [0, *range(400, 417)], [0, 410]


@pytest.fixture(
    scope="module",
    params=[{}, {"swin_norm": True}, {"kv_heads": 2}, {"swin_norm": True, "kv_heads": 1}],
    ids=str,
)
def both(request, tmp_path_factory):
    """(ONNX Runtime, PyTorch) over the same weights."""
    folder = tmp_path_factory.mktemp("both")
    checkpoint = write_tiny_checkpoint(folder / "tiny", **request.param)
    compiled = write_compiled(checkpoint, folder / "compiled")
    theirs = PyTorchBackend.open(checkpoint, device="cpu", dtype="float32")
    return OrtBackend.open(compiled, threads=1), theirs


@pytest.fixture
def pair(both):
    """The same, with nothing loaded."""
    for backend in both:
        backend.load_soft_prompt(None)
    return both


@pytest.fixture
def ours(compiled_tiny):
    return OrtBackend.open(compiled_tiny, threads=1)


def rows(count, first, seed=0):
    """Noise for `count` adjacent ids."""
    embeddings, head = np.random.default_rng(seed).normal(size=(2, count, 64)).astype(np.float32)
    return SoftPrompt(first, embeddings, head / 8)


def agree(pair, ask, columns=None):
    """Both give the same numbers; these are the first one's."""
    mine, theirs = (ask(backend) for backend in pair)
    np.testing.assert_allclose(mine, theirs, atol=CLOSE, rtol=0)
    return mine


@pytest.mark.parametrize("concepts", [0, 1, 3])
@pytest.mark.parametrize("batch", [1, 4])
def test_greedy_ids_are_those_of_pytorch(pair, vocabulary, concepts, batch):
    first = vocabulary.concept_base(5 * concepts or 1)
    if concepts:
        for backend in pair:
            backend.load_soft_prompt(rows(5 * concepts, first))
    prompts = [[0, first + 5 * (row % (concepts or 1)), *LONG[2 + row :]] for row in range(batch)]
    said = []
    for backend in pair:
        logits = [backend.prefill(prompts)]
        for _ in range(63):
            ids = logits[-1].argmax(axis=1)[:, None]
            logits.append(backend.step(ids)[:, -1])
        said.append(np.stack(logits))
    np.testing.assert_array_equal(said[0].argmax(axis=2), said[1].argmax(axis=2))
    np.testing.assert_allclose(said[0], said[1], atol=CLOSE, rtol=0)


@pytest.mark.parametrize("shape", [(1, 5), (2, 3), (3, 2), (4, 4)], ids=str)
@pytest.mark.parametrize("head", ["words", "images"])
def test_several_ids_of_several_rows_are_read_at_once(pair, shape, head):
    prompts = [LONG[: 4 + row] for row in range(shape[0])]
    ids = np.arange(600, 600 + shape[0] * shape[1]).reshape(shape)
    agree(pair, lambda backend: backend.prefill(prompts, head))
    assert agree(pair, lambda backend: backend.step(ids, head)).shape[:2] == shape
    assert pair[0].lengths == pair[1].lengths
    agree(pair, lambda backend: backend.step(ids[:, :1], head))


def test_forked_and_rewound_rows_are_those_of_pytorch(pair):
    ids = np.arange(500, 506)[:, None]
    agree(pair, lambda backend: backend.prefill([LONG, SHORT], "images"))
    for backend in pair:
        backend.fork(3)
    agree(pair, lambda backend: backend.step(np.tile(ids, 2), "images"))
    for backend in pair:
        backend.rewind([9, 18, 19, 1, 2, 3])
    agree(pair, lambda backend: backend.step(ids, "images"))


def test_a_prompt_may_be_one_id(pair):
    agree(pair, lambda backend: backend.prefill([[400], [401]]))
    agree(pair, lambda backend: backend.step(np.array([[402, 403], [404, 405]])))


def test_image_logits_are_columns_of_the_whole_head_in_code_order(ours, vocabulary):
    words = ours.prefill([LONG])
    np.testing.assert_allclose(
        ours.prefill([LONG], "images"), words[:, vocabulary.image_ids], atol=CLOSE
    )


def test_codes_and_pixels_are_those_of_pytorch(pair):
    pixels = np.random.default_rng(0).uniform(-1, 1, (3, 3, 16, 16)).astype(np.float32)
    codes = pair[0].encode_image(pixels)
    np.testing.assert_array_equal(codes, pair[1].encode_image(pixels))
    mine, theirs = (backend.decode_image(codes) for backend in pair)
    np.testing.assert_allclose(mine, theirs, atol=1e-4)


def test_room_grows_without_losing_what_was_read(ours, tiny_model):
    ids = [400 + n % 200 for n in range(CAPACITIES[0] + 10)]
    backends = (ours, PyTorchBackend(tiny_model))
    for backend in backends:
        backend.prefill([ids[: CAPACITIES[0] - 2], SHORT])
    agree(backends, lambda backend: backend.step(np.array([ids[-12:]] * 2, np.int64)))


def test_buffers_grow_in_steps_up_to_the_context():
    assert [capacity_for(used, 1024) for used in (1, 576, 577, 1024)] == [576, 576, 1024, 1024]
    assert capacity_for(5000, 8192) == 8192


def test_a_step_changes_no_address(ours):
    ours.prefill([LONG, SHORT])
    before = [ours._buffers.binding(number, 0, 2) for number in range(4)]
    for _ in range(3):
        ours.step(np.array([[420], [421]]))
    assert [ours._buffers.binding(number, 0, 2) for number in range(4)] == before
    assert len({place[-1] for place in before}) == 4


def test_a_row_lies_behind_the_one_before(compiled_tiny):
    sizes = CompiledModel.open(compiled_tiny).manifest.sizes
    buffers = Buffers(sizes, "float16", "cpu")
    buffers.start(3, 10)
    places = [buffers.binding(1, row, 1) for row in range(3)]
    assert places[0][3] == [1, 4, 576, 16]
    assert places[2][4] - places[1][4] == places[1][4] - places[0][4] == 4 * 576 * 16 * 2


@pytest.mark.parametrize("precision", ["int8", "int4"])
def test_codes_say_what_pytorch_says_on_the_same_codes(tiny_checkpoint, tmp_path, precision):
    folder = write_compiled(tiny_checkpoint, tmp_path / precision, precision=precision)
    weights = QuantizedWeights.open(tmp_path / f"{precision}-weights")
    model = open_checkpoint(tiny_checkpoint, dtype=torch.float32, quantized=weights)
    ours, theirs = OrtBackend.open(folder, threads=1), PyTorchBackend(model)
    assert ours.name == f"ONNX Runtime on cpu, {precision}"
    for head in ("words", "images"):
        mine, wanted = (one.prefill([LONG, SHORT], head) for one in (ours, theirs))
        assert np.sqrt(np.mean((mine - wanted) ** 2)) < 0.05 * wanted.std()


def test_bfloat16_is_rounded_as_pytorch_rounds():
    numbers = np.random.default_rng(0).normal(size=1000).astype(np.float32)
    wanted = torch.from_numpy(numbers).bfloat16().view(torch.int16).numpy().view(np.uint16)
    np.testing.assert_array_equal(to_bfloat16(numbers), wanted)


@pytest.mark.skipif(has_cuda(), reason="this ONNX Runtime has CUDA")
def test_cuda_is_asked_for_in_vain_and_never_replaced_by_the_cpu(compiled_tiny):
    with pytest.raises(SetupError, match="without CUDA") as caught:
        OrtBackend.open(compiled_tiny, device="cuda")
    assert "onnxruntime-gpu" in caught.value.remedy


def edited(compiled, folder, **changes):
    """A copy whose manifest has these entries."""
    shutil.copytree(compiled, folder)
    path = folder / MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))
    return folder


def test_half_precision_is_refused_on_a_cpu(compiled_tiny, tmp_path):
    with pytest.raises(SetupError, match="needs a GPU"):
        OrtBackend.open(edited(compiled_tiny, tmp_path / "half", activation="float16"))


def test_plans_are_refused(compiled_tiny, tmp_path):
    with pytest.raises(FormatError, match="compiled for tensorrt"):
        OrtBackend.open(edited(compiled_tiny, tmp_path / "plans", target="tensorrt"))


def test_a_graph_that_is_none_is_refused_in_words(compiled_tiny, tmp_path):
    folder = shutil.copytree(compiled_tiny, tmp_path / "broken")
    path = folder / "head.onnx"
    path.write_bytes(b"\0" * path.stat().st_size)
    with pytest.raises(FormatError, match=r"cannot open .*head\.onnx") as caught:
        OrtBackend.open(folder)
    assert "Compile" in caught.value.remedy


def test_a_graph_must_take_what_its_manifest_says(compiled_tiny, tmp_path):
    parts = json.loads((compiled_tiny / MANIFEST).read_text())["parts"]
    parts["image_head"]["inputs"][0]["shape"][-1] = 128
    with pytest.raises(FormatError, match="disagree about hidden"):
        OrtBackend.open(edited(compiled_tiny, tmp_path / "other", parts=parts))


def test_a_row_without_ids_is_a_bug(ours):
    with pytest.raises(ValueError, match="not to be read"):
        ours.prefill([[400], []])
