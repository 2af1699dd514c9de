"""What compiled models are calibrated and tried on."""

from pathlib import Path

import numpy as np
import pytest

from engine.runtime.backends.base import Ids, Pixels
from engine.tokens.prompts import Codes, ConceptIds
from engine.tokens.tokenizer import Tokenizer
from export import material
from export.material import Shown
from tests.conftest import Photo
from tests.tiny import IMAGE_CODES


@pytest.fixture
def pool(tmp_path: Path, photo: Photo, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "pool"
    folder.mkdir()
    for number in range(10):
        photo(number).save(folder / f"{number}.png")
    monkeypatch.setattr(material, "POOL", folder)
    return folder


@pytest.fixture
def one(tiny_tokenizer: Tokenizer) -> Shown:
    codes = Codes(tuple(range(tiny_tokenizer.image_length)))
    return Shown(codes, "A photo of a red cup.")


def encode(pixels: Pixels) -> Ids:
    return np.arange(len(pixels) * 64).reshape(len(pixels), 64) % IMAGE_CODES


def test_nothing_is_tried_that_was_calibrated_on():
    first, second = material.halves(material.POOL)
    mine, theirs = ({one.individual for one in half} for half in (first, second))
    assert mine
    assert theirs
    assert mine.isdisjoint(theirs)
    assert material.halves(material.POOL) == (first, second)


def test_calibration_is_mostly_pictures_and_partly_words(pool: Path, tiny_tokenizer: Tokenizer):
    sequences = material.calibration(tiny_tokenizer, encode, 1200)
    image_ids = set(tiny_tokenizer.vocabulary.image_ids)
    pictured = sum(one in image_ids for ids in sequences for one in ids)
    total = sum(map(len, sequences))
    assert 1200 <= total < 1400
    assert 0.5 <= pictured / total <= 0.75
    assert any(image_ids.isdisjoint(ids) for ids in sequences)
    assert all(ids[0] == tiny_tokenizer.vocabulary.begin_text for ids in sequences)


def test_a_small_pool_is_enough_to_calibrate_with(pool: Path, tiny_tokenizer: Tokenizer):
    assert sum(map(len, material.calibration(tiny_tokenizer, encode, 5000))) >= 5000


def test_a_drawing_is_a_request_then_all_codes(one: Shown, tiny_tokenizer: Tokenizer):
    vocabulary = tiny_tokenizer.vocabulary
    (passage,) = material.drawings(tiny_tokenizer, [one])
    assert passage.head == "images"
    assert passage.prompt[-1] == vocabulary.begin_image
    assert passage.unconditional == (vocabulary.begin_text, vocabulary.begin_image)
    assert passage.reply == tuple(vocabulary.image_ids[code] for code in one.codes.values)


def test_with_a_concept_its_ids_are_introduced_named_and_asked_about(
    one: Shown, tiny_tokenizer: Tokenizer
):
    ids = ConceptIds(tiny_tokenizer.vocabulary.concept_base(5), 2)
    (drawn,) = material.drawings(tiny_tokenizer, [one], ids)
    (asked,) = material.questions_about(tiny_tokenizer, [one], ids)
    for passage in (drawn, asked):
        assert set(ids.all) <= set(passage.prompt)
        assert passage.prompt.count(ids.first) > 1
    assert asked.prompt[-2:] == tuple(ids.understanding)
    assert asked.named == (ids.first,)


def test_every_question_can_be_asked_with_and_without_a_concept(tiny_tokenizer: Tokenizer):
    ids = ConceptIds(tiny_tokenizer.vocabulary.concept_base(5), 2)
    for asked in (material.questions(), material.questions(ids)):
        assert len(asked) > 10
        assert not any("{" in part for parts in asked for part in parts if isinstance(part, str))


def test_a_caption_says_what_is_known():
    first, _ = material.halves(material.POOL)
    caption = material.caption_of(first[0])
    assert first[0].noun in caption
    assert caption.startswith("A photo of a ")
    assert caption.endswith(".")
