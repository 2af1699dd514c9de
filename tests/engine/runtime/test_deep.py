"""A deep concept's keys and values stand behind begin of text, on every backend as on PyTorch."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from transformers import DynamicCache

from engine.errors import InputError
from engine.model.weights import open_checkpoint
from engine.runtime.backends.base import SoftPrompt
from engine.runtime.backends.ort import OrtBackend
from engine.runtime.backends.pytorch import PyTorchBackend
from engine.runtime.backends.trt import TensorRTBackend
from engine.runtime.seat import Seat
from engine.runtime.session import Session
from tests.compiled import write_compiled
from tests.scripted_tensorrt import Script, scripted_tensorrt, write_plans
from tests.tiny import write_tiny_checkpoint

CLOSE = 2e-5
P, ROWS = 3, 5
BEGIN = 0
KINDS = [{}, {"swin_norm": True}, {"kv_heads": 2}, {"swin_norm": True, "kv_heads": 1}]


@pytest.fixture(scope="module", params=KINDS, ids=str)
def checkpoint(request, tmp_path_factory):
    """Random weights: every head its own keys, or some shared, and both places of the norms."""
    return write_tiny_checkpoint(tmp_path_factory.mktemp("deep") / "tiny", **request.param)


@pytest.fixture(scope="module")
def model(checkpoint):
    return open_checkpoint(checkpoint, dtype=torch.float32)


@pytest.fixture
def oracle(model):
    return PyTorchBackend(model)


@pytest.fixture(params=["onnx", "tensorrt"])
def other(request, checkpoint, tmp_path):
    """Another backend over the same weights."""
    if request.param == "onnx":
        made = OrtBackend.open(write_compiled(checkpoint, tmp_path / "compiled"), threads=1)
    else:
        plans = write_plans(checkpoint, tmp_path / "plans", (100, 1024))
        made = TensorRTBackend.open(plans, device="cpu", tensorrt=scripted_tensorrt(Script()))
    yield made
    made.close()


@pytest.fixture
def deep(model, vocabulary) -> SoftPrompt:
    return noise(model, vocabulary.first_concept)


def noise(model, first: int, seed: int = 0) -> SoftPrompt:
    """Rows and a prefix that mean nothing, as strong as learned ones."""
    dice, config = np.random.default_rng(seed), model.config
    heads, width = config.num_key_value_heads, config.hidden_size // config.num_attention_heads
    embeddings, head = dice.normal(size=(2, ROWS, config.hidden_size)).astype(np.float32)
    prefix = dice.normal(size=(config.num_hidden_layers, 2, heads, P, width)).astype(np.float32)
    return SoftPrompt(first, embeddings, head / 8, prefix)


def spoken(deep: SoftPrompt, count: int, seed: int = 0) -> list[int]:
    """A row that names the concept after `count` other ids."""
    ids = np.random.default_rng(seed).integers(400, 600, count)
    return [BEGIN, *map(int, ids), deep.first, deep.first + 1, 410]


def columns(*ids: int):
    return np.array(ids, np.int64)[:, None]


@torch.inference_mode()
def plainly(model, deep: SoftPrompt, row: list[int]):
    """Logits (V,) after a row, by transformers' own cache and mask: the first id, then the rest."""
    table, head = model.table.clone(), model.head.clone()
    at = slice(deep.first, deep.first + ROWS)
    table[at], head[at] = torch.from_numpy(deep.embeddings), torch.from_numpy(deep.head)
    cache = DynamicCache(config=model.config)
    embedded = torch.nn.functional.embedding(torch.tensor([row]), table)
    model.inner(inputs_embeds=embedded[:, :1], past_key_values=cache, use_cache=True)
    for layer, own in enumerate(torch.from_numpy(deep.prefix)):
        cache.update(own[:1], own[1:], layer)
    positions = torch.arange(1, len(row))[None] + P
    output = model.inner(
        inputs_embeds=embedded[:, 1:], past_key_values=cache, position_ids=positions, use_cache=True
    )
    return (output.last_hidden_state[0, -1] @ head.T).numpy()


def test_pytorch_reads_a_prefix_as_transformers_own_cache_would(oracle, model, deep):
    row = spoken(deep, 9)
    wanted = plainly(model, deep, row)
    oracle.load_soft_prompt(deep)
    np.testing.assert_allclose(oracle.prefill([row])[0], wanted, atol=CLOSE)
    oracle.load_soft_prompt(replace(deep, prefix=None))
    assert np.abs(oracle.prefill([row])[0] - wanted).max() > 0.01


def test_every_backend_agrees_with_pytorch_in_ragged_and_guided_batches(oracle, other, deep):
    """Long and short rows with a prefix, rows of the base model, and one of a single id."""
    rows = [spoken(deep, 11), [BEGIN, 420], spoken(deep, 2, 1), [BEGIN], [deep.first]]
    found = []
    for backend in (oracle, other):
        backend.load_soft_prompt(deep)
        read = [backend.prefill(rows), backend.step(columns(1, 2, 3, 4, 5), "images")]
        read.append(backend.step(np.arange(430, 430 + 5 * 4).reshape(5, 4)))
        assert backend.lengths == [len(row) + 5 for row in rows]
        backend.rewind([12, 3, 2, 1, 1])
        read.append(backend.step(columns(5, 6, 7, 8, 9)))
        found.append(read)
    for theirs, ours in zip(*found, strict=True):
        np.testing.assert_allclose(ours, theirs, atol=CLOSE)


def test_every_backend_agrees_with_pytorch_on_forked_branches(oracle, other, deep):
    found = []
    for backend in (oracle, other):
        backend.load_soft_prompt(deep)
        read = [backend.prefill([spoken(deep, 6), [BEGIN, 420]], "images")]
        backend.fork(3)
        read += [backend.step(columns(*range(at, at + 6)), "images") for at in (500, 510)]
        backend.rewind([8, 9, 10, 1, 2, 3])
        read.append(backend.step(columns(*range(520, 526)), "images"))
        found.append(read)
    for theirs, ours in zip(*found, strict=True):
        np.testing.assert_allclose(ours, theirs, atol=CLOSE)


def test_stepping_agrees_with_prefilling_behind_a_prefix(backend, tiny_model, vocabulary):
    deep = noise(tiny_model, vocabulary.first_concept)
    row = spoken(deep, 8)
    backend.load_soft_prompt(deep)
    whole = backend.prefill([row])
    backend.prefill([row, row])
    backend.rewind([1, 2])
    stepped = [backend.step(columns(row[at], row[at + 1])) for at in range(1, len(row) - 1)]
    np.testing.assert_allclose(stepped[-1][1], whole, atol=CLOSE)
    last = backend.step(columns(row[-1], 400))
    np.testing.assert_allclose(last[0], whole, atol=CLOSE)


def test_rows_that_do_not_name_the_concept_are_the_base_models_to_the_last_bit(
    backend, tiny_model, vocabulary
):
    deep, plain = noise(tiny_model, vocabulary.first_concept), [[BEGIN, 420, 421], [BEGIN, 430]]
    backend.load_soft_prompt(replace(deep, prefix=None))
    before = backend.prefill(plain), backend.step(columns(440, 441))
    backend.load_soft_prompt(deep)
    after = backend.prefill(plain), backend.step(columns(440, 441))
    for one, two in zip(before, after, strict=True):
        np.testing.assert_array_equal(one, two)


def test_what_is_kept_of_a_row_keeps_its_prefix(backend, tiny_model, vocabulary):
    deep = noise(tiny_model, vocabulary.first_concept)
    row = spoken(deep, 0) + list(range(420, 440))
    backend.load_soft_prompt(deep)
    whole = backend.prefill([row])
    backend.prefill([row[:12]])
    np.testing.assert_allclose(backend.prefill([row], kept=12), whole, atol=CLOSE)


def test_a_row_that_begins_like_one_without_the_prefix_is_read_anew(
    backend, tiny_model, vocabulary
):
    deep = noise(tiny_model, vocabulary.first_concept)
    plain = [BEGIN, *range(420, 440)]
    backend.load_soft_prompt(deep)
    named = [*plain, deep.first]
    whole = backend.prefill([named])
    backend.prefill([plain])
    np.testing.assert_allclose(backend.prefill([named], kept=len(plain)), whole, atol=CLOSE)


def test_a_prefix_takes_its_positions_of_the_context(backend, tiny_model, vocabulary):
    deep = noise(tiny_model, vocabulary.first_concept)
    seat = Seat(backend)
    whole = seat.context
    seat.load_soft_prompt(deep)
    assert seat.context == whole - P
    row = [BEGIN, deep.first, *[420] * (seat.context - 2)]
    seat.prefill([row])
    with pytest.raises(InputError, match="at most"):
        seat.step(columns(421))


def test_a_reading_with_a_prefix_survives_another_seat(torch_backend, tiny_model, vocabulary):
    deep = noise(tiny_model, vocabulary.first_concept)
    one, two = Seat(torch_backend), Seat(torch_backend)
    one.load_soft_prompt(deep)
    one.prefill([spoken(deep, 4), [BEGIN, 420]])
    wanted = one.step(columns(430, 431))
    one.prefill([spoken(deep, 4), [BEGIN, 420]])
    two.load_soft_prompt(None)
    two.prefill([[BEGIN, 1, 2]])
    np.testing.assert_allclose(one.step(columns(430, 431)), wanted, atol=CLOSE)


@pytest.fixture
def bo(noise_concept, tiny_model, vocabulary):
    """A deep concept over the tiny model."""
    prefix = noise(tiny_model, vocabulary.first_concept).prefix
    return replace(noise_concept("Bo"), prefix=prefix)


def test_a_deep_concept_chats_and_draws_like_any_other(torch_backend, tiny_tokenizer, bo, finish):
    said, drawn = [], []
    for concept in (bo, bo, replace(bo, prefix=None)):
        session = Session(torch_backend, tiny_tokenizer, [concept])
        said.append(finish(session.ask("Who is Bo?", limit=12))[1])
        drawn.append(finish(session.imagine("A photo of Bo.", preview=False))[1][0].codes)
    assert said[0] == said[1] != said[2]
    assert drawn[0] == drawn[1] != drawn[2]


def test_a_deep_concept_among_others_is_refused_in_words(
    torch_backend, tiny_tokenizer, noise_concept, bo
):
    with pytest.raises(InputError, match="“Bo” is a deep concept") as refused:
        Session(torch_backend, tiny_tokenizer, [noise_concept("Mila"), bo])
    assert "--deep" in refused.value.remedy
