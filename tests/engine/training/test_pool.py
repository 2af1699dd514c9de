"""Soft positives and negatives from a pool, ranked and shortened as in the paper."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.errors import FormatError, InputError
from engine.training.config import TrainingConfig
from engine.training.pool import (
    PoolPicture,
    adaptive_lengths,
    bucket_sizes,
    choose,
    most_similar,
    read_pool,
    similarity_to,
)


def test_a_thousand_soft_positives_fill_15_buckets_as_in_the_paper():
    assert bucket_sizes(1000, 16) == [67] * 10 + [66] * 5
    lengths = Counter(adaptive_lengths(1000, 16))
    assert lengths == {n: 67 if n <= 10 else 66 for n in range(1, 16)}
    assert sum(lengths.values()) + bucket_sizes(1000, 16)[0] == 1067


def test_64_tokens_make_63_buckets_and_16_real_rows():
    sizes = bucket_sizes(1000, 64)
    assert len(sizes) == 63
    assert set(sizes) == {15, 16}
    assert sizes[0] == 16


@pytest.mark.parametrize(
    ("tokens", "spacing", "shown"),
    [(64, 8, [8, 16, 24, 32, 40, 48, 56]), (16, 4, [4, 8, 12]), (16, 16, [16]), (1, 1, [1])],
)
def test_spacing_sets_how_many_tokens_each_bucket_shows(tokens, spacing, shown):
    assert sorted(set(adaptive_lengths(1000, tokens, spacing))) == shown


@pytest.mark.parametrize("count", [0, 1, 7, 15, 16, 100])
def test_there_is_one_length_for_each_picture_and_it_never_falls(count):
    lengths = adaptive_lengths(count, 16)
    assert len(lengths) == count
    assert lengths == sorted(lengths)


def test_the_most_similar_come_last():
    similarity = np.array([0.1, 0.9, 0.5, 0.7], np.float32)
    assert most_similar(similarity, 3) == [2, 3, 1]
    assert most_similar(similarity, 9) == [0, 2, 3, 1]
    assert most_similar(similarity, 0) == []


def test_similarity_is_the_cosine_to_the_mean_of_unit_vectors():
    own = np.array([[10, 0], [0, 0.1]], np.float32)  # their directions count, not their lengths
    pool = np.array([[1, 1], [1, 0], [-2, -2]], np.float32)
    np.testing.assert_allclose(similarity_to(pool, own), [1, 0.5**0.5, -1], atol=1e-6)


def test_a_pool_with_an_index_gives_facts(tmp_path: Path):
    facts = {"noun": "dog", "main": "brown", "second": None, "individual": "dog-3"}
    (tmp_path / "index.json").write_text(json.dumps([{"file": "a.webp", **facts}]))
    (picture,) = read_pool(tmp_path)
    assert picture.path == tmp_path / "a.webp"
    assert (picture.noun, picture.main, picture.second, picture.mesh) == ("dog", "brown", "", "")


def test_a_plain_folder_is_a_pool_too(tmp_path: Path):
    (tmp_path / "sub").mkdir()
    for name in ("b.JPG", "a.png", "sub/c.heic", "notes.txt", "scores.json"):
        (tmp_path / name).write_bytes(b"x")
    names = [picture.path.name for picture in read_pool(tmp_path)]
    assert names == ["a.png", "b.JPG", "c.heic"]


def test_a_folder_without_pictures_is_refused(tmp_path: Path):
    with pytest.raises(InputError):
        read_pool(tmp_path)


@pytest.mark.parametrize("content", ["[", '[{"noun": "dog"}]', "[3]", "7"])
def test_a_damaged_index_is_refused(tmp_path: Path, content: str):
    (tmp_path / "index.json").write_text(content)
    with pytest.raises(FormatError):
        read_pool(tmp_path)


@pytest.fixture
def pool() -> list[PoolPicture]:
    return [
        PoolPicture(Path(f"{n}.png"), noun="dog" if n >= 80 or n < 10 else "cup")
        for n in range(100)
    ]


def test_a_choice_has_soft_positives_hard_and_easy_negatives(pool):
    similarity = np.arange(100, dtype=np.float32)
    config = TrainingConfig(soft_positives=20, hard_negatives=5, easy_negatives=30)
    chosen = choose(pool, similarity, config)
    assert chosen.soft_positives == tuple(pool[80:])
    assert chosen.hard_negatives == tuple(reversed(pool[95:]))
    assert len(set(chosen.easy_negatives)) == 30
    assert set(chosen.easy_negatives) <= set(pool[10:80])  # whatever is not taken, and no dogs
    assert choose(pool, similarity, config) == chosen


def test_what_may_show_the_concept_is_an_easy_negative_in_the_less_similar_half_alone(pool):
    own = [replace(picture, may_show_it=True) for picture in pool]
    config = TrainingConfig(soft_positives=20, hard_negatives=5, easy_negatives=100)
    chosen = choose(own, np.arange(100, dtype=np.float32), config)
    assert set(chosen.easy_negatives) == set(own[10:50])


def test_without_similarities_all_negatives_are_random(pool):
    config = TrainingConfig(
        soft_positives=20, hard_negatives=5, colour_negatives=10, easy_negatives=30
    )
    chosen = choose(pool, None, config)
    assert (chosen.soft_positives, chosen.hard_negatives) == ((), ())
    assert len(set(chosen.easy_negatives)) == 45


def test_other_things_of_the_same_colours_are_negatives(pool):
    similarity = np.arange(100, dtype=np.float32)
    colours = np.array([-abs(n - 42) for n in range(100)], np.float32)
    config = TrainingConfig(
        soft_positives=20, hard_negatives=5, colour_negatives=3, easy_negatives=30
    )
    chosen = choose(pool, similarity, config, colours)
    assert {*chosen.colour_negatives} == {pool[41], pool[42], pool[43]}
    assert chosen.colour_negatives[0] == pool[42]
    assert {*chosen.colour_negatives}.isdisjoint(chosen.easy_negatives)
    dogs = np.array([n >= 80 or n < 10 for n in range(100)], np.float32)
    assert {*choose(pool, similarity, config, dogs).colour_negatives} <= set(pool[10:80])


def test_a_pool_smaller_than_wanted_is_used_up(pool):
    chosen = choose(pool[:3], np.array([0.1, 0.3, 0.2], np.float32), TrainingConfig())
    assert len(chosen.soft_positives) == len(chosen.hard_negatives) == 3
    assert chosen.easy_negatives == ()
