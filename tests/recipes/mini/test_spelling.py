"""Sequences become batches of ids that still know where each picture ends and what it shows."""

from pathlib import Path

import numpy as np
import pytest
import torch

pytest.importorskip("cv2")

from engine.tokens.prompts import Codes
from engine.tokens.tokenizer import Tokenizer
from recipes.mini import assemble, pictures, sight
from recipes.mini.scenes import Scene
from recipes.mini.spelling import NOWHERE, padded, spell
from recipes.mini.tasks import DRAWN, GIVEN, SAID, SHOWN, Pieces, Teacher
from recipes.mini.world import World

FIRST, SECOND = Codes((1,) * 16), Codes((2,) * 16)


@pytest.fixture
def tokenizer(work: Path) -> Tokenizer:
    return Tokenizer.open(assemble.tokenizer_file(work).parent)


@pytest.fixture
def teacher(world: World, tokenizer: Tokenizer) -> Teacher:
    return Teacher(tokenizer.vocabulary, pictures.lexicon(world))


@pytest.fixture
def scenes(world: World) -> dict[Codes, Scene]:
    rng = np.random.default_rng(0)
    return {codes: world.scene(rng, (world.individual(rng),)) for codes in (FIRST, SECOND)}


def asked(*photos: Codes) -> Pieces:
    return [("What is this?", GIVEN), *((one, SHOWN) for one in photos), ("A dog.", SAID)]


def test_each_id_has_the_weight_of_its_piece(tokenizer: Tokenizer):
    one = spell(asked(FIRST), tokenizer)
    assert one.ids[0] == tokenizer.vocabulary.begin_text
    assert one.weights.count(SHOWN) == len(tokenizer.encode([FIRST], begin=False))
    assert one.weights.count(SAID) == len(tokenizer.encode(["A dog."], begin=False))


def test_a_picture_ends_at_its_end_of_image(tokenizer: Tokenizer, scenes: dict[Codes, Scene]):
    one = spell([*asked(FIRST), (SECOND, DRAWN)], tokenizer, scenes)
    assert [one.ids[end] for end in one.ends] == [tokenizer.vocabulary.end_image] * 2
    assert one.shown == (scenes[FIRST], scenes[SECOND])


def test_pictures_of_which_nothing_is_known_are_left_out(
    tokenizer: Tokenizer, scenes: dict[Codes, Scene]
):
    one = spell(asked(FIRST, SECOND), tokenizer, {SECOND: scenes[SECOND]})
    assert one.shown == (scenes[SECOND],)
    assert len(one.ends) == 1


def test_a_batch_knows_the_facts_of_every_picture_and_of_no_other(
    teacher: Teacher, tokenizer: Tokenizer, scenes: dict[Codes, Scene]
):
    both = [spell(pieces, tokenizer, scenes) for pieces in (asked(FIRST, SECOND), asked(SECOND))]
    batch = padded(both, tokenizer.vocabulary.pad, teacher)
    assert batch.ends.tolist() == [list(both[0].ends), [*both[1].ends, NOWHERE]]
    wanted = torch.tensor(sight.facts(scenes[SECOND], teacher.world))
    assert torch.equal(batch.facts[0, 1], wanted)
    assert torch.equal(batch.facts[1, 0], wanted)
    assert (batch.facts[1, 1] == sight.NONE).all()
    assert (batch.weights[1, len(both[1].ids) :] == 0).all()


def test_a_batch_without_pictures_has_none(teacher: Teacher, tokenizer: Tokenizer):
    batch = padded([spell([("Hello.", SAID)], tokenizer)], tokenizer.vocabulary.pad, teacher)
    assert batch.ends.shape == (1, 0)


def test_parts_hold_all_rows_in_order(
    teacher: Teacher, tokenizer: Tokenizer, scenes: dict[Codes, Scene]
):
    rows = [spell(asked(FIRST), tokenizer, scenes)] * 5
    batch = padded(rows, tokenizer.vocabulary.pad, teacher)
    parts = list(batch.parts(2))
    assert [len(part.ids) for part in parts] == [2, 2, 1]
    assert torch.equal(torch.cat([part.facts for part in parts]), batch.facts)
