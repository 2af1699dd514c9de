"""Our decoder and image tokenizer against transformers' own class, on random tiny models."""

from pathlib import Path

import pytest
import torch
from torch import Tensor
from transformers import ChameleonForConditionalGeneration, DynamicCache

from engine.model.chameleon import Chameleon, Rows
from engine.model.weights import open_checkpoint
from tests.tiny import IMAGE_CODES, write_tiny_checkpoint

KINDS = [
    {"swin_norm": False, "kv_heads": 4},
    {"swin_norm": True, "kv_heads": 4},
    {"swin_norm": False, "kv_heads": 2},
    {"swin_norm": True, "kv_heads": 1},
    {"hidden_size": 96, "num_attention_heads": 6, "kv_heads": 3, "num_hidden_layers": 3},
    {"swin_norm": True, "hidden_size": 32, "num_hidden_layers": 1, "rms_norm_eps": 1e-6},
]


@pytest.fixture(scope="module", params=enumerate(KINDS), ids=lambda kind: str(kind[1]))
def pair(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Chameleon, ChameleonForConditionalGeneration]:
    """One checkpoint, opened by us and by transformers."""
    seed, kind = request.param
    folder = write_tiny_checkpoint(tmp_path_factory.mktemp("pair"), seed=seed, **kind)
    theirs = ChameleonForConditionalGeneration.from_pretrained(folder, dtype=torch.float32)
    return open_checkpoint(folder, dtype=torch.float32), theirs.eval()


def some_ids(model: Chameleon, shape: tuple[int, int]) -> Tensor:
    return torch.randint(
        4, model.config.vocab_size, shape, generator=torch.Generator().manual_seed(0)
    )


def our_logits(model: Chameleon, ids: Tensor) -> Tensor:
    rows = model.no_rows(100)
    return model.logits(model.hidden(ids, rows), rows)


@torch.no_grad()
def test_logits_are_those_of_transformers_without_its_image_mask(pair):
    ours, theirs = pair
    ids = some_ids(ours, (3, 40))
    expected = theirs.lm_head(theirs.model(input_ids=ids).last_hidden_state)
    assert (our_logits(ours, ids) - expected).abs().max() <= 1e-5
    assert expected.std() > 0.5  # or else agreement would mean nothing


@torch.no_grad()
def test_words_get_the_logits_of_transformers_whole_model(pair, vocabulary):
    ours, theirs = pair
    ids = some_ids(ours, (2, 30))
    text = torch.tensor(vocabulary.text_ids)
    expected = theirs(input_ids=ids).logits[..., text]
    assert (our_logits(ours, ids)[..., text] - expected).abs().max() <= 1e-5


@torch.no_grad()
def test_padding_on_the_left_changes_nothing(pair):
    ours, _ = pair
    rows = ours.no_rows(100)
    ids = some_ids(ours, (1, 12))
    padded = torch.cat([torch.ones(1, 5, dtype=torch.long), ids], dim=1)
    mask = torch.ones_like(padded)
    mask[:, :5] = 0
    positions = (mask.cumsum(1) - 1).clamp(min=0)
    hidden = ours.hidden(padded, rows, mask=mask, positions=positions)[:, 5:]
    assert (hidden - ours.hidden(ids, rows)).abs().max() <= 1e-5


@torch.no_grad()
def test_stepping_with_a_cache_agrees_with_reading_at_once(pair):
    ours, _ = pair
    rows = ours.no_rows(100)
    ids = some_ids(ours, (2, 20))
    at_once = ours.hidden(ids, rows)
    cache = DynamicCache(config=ours.config)
    pieces = [ids[:, :9], ids[:, 9:16], *ids[:, 16:].split(1, dim=1)]
    stepped = torch.cat([ours.hidden(piece, rows, cache=cache) for piece in pieces], dim=1)
    assert (stepped - at_once).abs().max() <= 1e-5


@torch.no_grad()
def test_every_image_code_is_the_one_transformers_finds(pair, vocabulary):
    ours, theirs = pair
    pixels = torch.rand(16, 3, 16, 16, generator=torch.Generator().manual_seed(1)) * 2 - 1
    codes = ours.vqgan.encode(pixels)
    assert codes.shape == (16, 64)
    assert torch.equal(torch.tensor(vocabulary.image_ids)[codes], theirs.get_image_tokens(pixels))
    assert len(codes.unique()) > IMAGE_CODES // 4


@torch.no_grad()
def test_a_photo_given_as_codes_is_what_transformers_sees_in_its_pixels(pair, vocabulary):
    ours, theirs = pair
    pixels = torch.rand(1, 3, 16, 16, generator=torch.Generator().manual_seed(2)) * 2 - 1
    image = torch.tensor(vocabulary.image_ids)[ours.vqgan.encode(pixels)]
    before = torch.tensor([[0, vocabulary.begin_image]])
    after = torch.tensor([[vocabulary.end_image, vocabulary.end_turn]])
    places = torch.full_like(image, vocabulary.image_placeholder)
    expected = theirs.model(
        input_ids=torch.cat([before, places, after], dim=1), pixel_values=pixels
    ).last_hidden_state
    ours_hidden = ours.hidden(torch.cat([before, image, after], dim=1), ours.no_rows(100))
    assert (ours_hidden - expected).abs().max() <= 1e-5


@torch.no_grad()
def test_only_the_picture_decoder_is_unknown_to_transformers(tiny_checkpoint: Path):
    _, report = ChameleonForConditionalGeneration.from_pretrained(
        tiny_checkpoint, output_loading_info=True
    )
    assert not report["missing_keys"]
    assert not report["mismatched_keys"]
    unexpected = set(report["unexpected_keys"])
    assert unexpected
    assert all(name.startswith("model.vqmodel.decoder.") for name in unexpected)


@torch.no_grad()
def test_rows_take_the_place_of_an_embedding_and_of_a_logit(tiny_model: Chameleon, vocabulary):
    first = vocabulary.first_concept
    rows = tiny_model.reserved_rows(range(first, first + 3))
    ids = torch.tensor([[0, 400, first, first + 2, 410]])
    plain = our_logits(tiny_model, ids)
    same = tiny_model.logits(tiny_model.hidden(ids, rows), rows)
    assert (same - plain).abs().max() <= 1e-5
    other = Rows(first, rows.embeddings + 1, rows.head * 2)
    changed = tiny_model.hidden(ids, other)
    assert torch.equal(changed[:, :2], tiny_model.hidden(ids, rows)[:, :2])
    assert (changed - tiny_model.hidden(ids, rows)).abs().max() > 0.01
    logits = tiny_model.logits(changed, other)
    expected = changed @ tiny_model.head.T
    expected[..., first : first + 3] *= 2
    torch.testing.assert_close(logits, expected, atol=1e-5, rtol=1e-5)


def test_learned_rows_get_gradients_and_the_base_gets_none(tiny_model: Chameleon, vocabulary):
    first = vocabulary.first_concept
    start = tiny_model.reserved_rows(range(first, first + 3))
    rows = Rows(first, start.embeddings.requires_grad_(), start.head.requires_grad_())
    ids = torch.tensor([[0, first, first + 1, 400]])
    tiny_model.logits(tiny_model.hidden(ids, rows), rows).logsumexp(-1).sum().backward()
    assert rows.embeddings.grad is not None
    assert rows.embeddings.grad[:2].abs().min(dim=1).values.max() > 0
    assert rows.embeddings.grad[2].abs().max() == 0  # never read
    assert rows.head.grad is not None
    assert tiny_model.head.grad is None
    assert all(parameter.grad is None for parameter in tiny_model.inner.parameters())
