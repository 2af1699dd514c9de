"""Rows made without training."""

import pytest
import torch

from engine.model.chameleon import Chameleon
from engine.tokens.prompts import Codes, ConceptIds, Layout
from engine.tokens.tokenizer import Tokenizer
from engine.training.drafts import from_pictures, from_words


@pytest.fixture
def ids(tiny_tokenizer: Tokenizer) -> ConceptIds:
    """Five tokens of each sort."""
    return ConceptIds(tiny_tokenizer.vocabulary.first_concept, 5)


def test_words_fill_each_half_in_their_order(
    tiny_model: Chameleon, tiny_tokenizer: Tokenizer, ids: ConceptIds
) -> None:
    rows = from_words(tiny_model, tiny_tokenizer, ids, ["A dog."])
    assert rows is not None and rows.embeddings.shape == (11, 64)
    tokens = tiny_tokenizer.encode([" a dog."], begin=False)
    filled = [tokens[place % len(tokens)] for place in range(5)]
    for half in (rows.embeddings[1:6], rows.embeddings[6:]):
        assert torch.equal(half, tiny_model.table[filled].float())
    assert torch.equal(rows.head[1:6], tiny_model.head[filled].float())


def test_the_identifier_is_the_mean_and_no_likelier_to_be_said(
    tiny_model: Chameleon, tiny_tokenizer: Tokenizer, ids: ConceptIds
) -> None:
    rows = from_words(tiny_model, tiny_tokenizer, ids, ["A dog."])
    assert rows is not None
    assert torch.allclose(rows.embeddings[0], rows.embeddings[1:6].mean(dim=0))
    assert torch.equal(rows.head[0], tiny_model.reserved_rows(ids.all).head[0])


@pytest.mark.parametrize("answers", [[], ["No."], ["", "  "], ["..."]])
def test_without_a_word_there_is_no_draft(
    answers: list[str], tiny_model: Chameleon, tiny_tokenizer: Tokenizer, ids: ConceptIds
) -> None:
    assert from_words(tiny_model, tiny_tokenizer, ids, answers) is None


@pytest.mark.parametrize(("layout", "rows"), [(Layout.SELF_PROMPTING, 11), (Layout.SHARED, 6)])
def test_there_is_a_row_for_each_id_of_any_layout(
    layout: Layout, rows: int, tiny_model: Chameleon, tiny_tokenizer: Tokenizer, ids: ConceptIds
) -> None:
    own = ConceptIds(ids.first, 5, layout)
    drafted = from_pictures(tiny_model, tiny_tokenizer, own, [Codes(tuple(range(64)))], 0)
    assert drafted.embeddings.shape == drafted.head.shape == (rows, 64)


def test_groups_of_equal_tokens_are_found_largest_first(
    tiny_model: Chameleon, tiny_tokenizer: Tokenizer, ids: ConceptIds
) -> None:
    photo = Codes((3,) * 30 + (7,) * 20 + (9,) * 10 + (11,) * 3 + (13,))
    two = ConceptIds(ids.first, 5)
    rows = from_pictures(tiny_model, tiny_tokenizer, two, [photo], 1)
    image_ids = tiny_tokenizer.vocabulary.image_ids
    known = tiny_model.table[[image_ids[code] for code in (3, 7, 9, 11, 13)]].float()
    nearest = torch.cdist(rows.embeddings[1:6], known).argmin(dim=1)
    assert nearest[0] == 0
    assert torch.isfinite(rows.embeddings).all()


def test_fewer_codes_than_tokens_are_no_trouble(
    tiny_model: Chameleon, tiny_tokenizer: Tokenizer, ids: ConceptIds
) -> None:
    rows = from_pictures(tiny_model, tiny_tokenizer, ids, [Codes((5,) * 64)], 0)
    own = tiny_model.table[tiny_tokenizer.vocabulary.image_ids[5]].float()
    assert torch.allclose(rows.embeddings, own.expand(11, -1), atol=1e-5)


def test_the_same_seed_gives_the_same_rows(
    tiny_model: Chameleon, tiny_tokenizer: Tokenizer, ids: ConceptIds
) -> None:
    photos = [Codes(tuple((7 * n + seed) % 64 for n in range(64))) for seed in range(3)]
    one, two = (from_pictures(tiny_model, tiny_tokenizer, ids, photos, 4) for _ in range(2))
    assert torch.equal(one.embeddings, two.embeddings) and torch.equal(one.head, two.head)
