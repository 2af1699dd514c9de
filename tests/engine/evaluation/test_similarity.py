"""Scores of features against cases worked out by hand, and copies that must be found."""

import numpy as np
import pytest
from PIL import Image

from engine.evaluation.similarity import (
    Compared,
    averaged,
    ceiling,
    ceiling_interval,
    nearest_copy,
    normalised,
    qualify,
    score,
)
from engine.runtime.sampling import IMAGE as SAMPLING
from engine.tokens.images import square, to_pixels
from engine.vision.embedder import Embedder

ROOT = 0.5**0.5


@pytest.fixture(scope="module")
def embedder():
    return Embedder(threads=1)


def unit(*rows):
    table = np.array(rows, np.float32)
    return table / np.linalg.norm(table, axis=1, keepdims=True)


def codes(examinee, image):
    return examinee.backend.encode_image(to_pixels(square(image, 16))[None])[0]


def drawn_by(examined, finish, *images):
    """The drawings of an examinee that draws these photos, as far as its codes can show them."""
    examinee = examined(set(), [codes(examined(set()), image) for image in images])
    _, pictures = finish(examinee.draw("A photo of Bo.", len(images), SAMPLING))
    return pictures


def test_a_copied_training_photo_is_flagged_and_found(examined, photo, embedder, finish):
    learned, new = [photo(1), photo(2)], [photo(3), photo(4), photo(5)]
    plain = examined(set())
    known, reals = (embedder.embed(plain.reconstructed(some)) for some in (learned, new))
    copies = embedder.embed(drawn_by(examined, finish, learned[1], new[0]))
    found = score(copies, Compared(reals=reals, training=known))
    assert found.copied and found.copy == pytest.approx(1, abs=1e-3)
    assert found.copy_limit < 0.999
    assert nearest_copy(copies, known)[:2] == (0, 1)


def test_a_drawing_like_a_new_photo_is_no_copy(examined, photo, embedder, finish):
    learned, new = [photo(1), photo(2)], [photo(3), photo(4), photo(5)]
    plain = examined(set())
    known, reals = (embedder.embed(plain.reconstructed(some)) for some in (learned, new))
    found = score(
        embedder.embed(drawn_by(examined, finish, *new)), Compared(reals=reals, training=known)
    )
    assert not found.copied and found.copy <= found.copy_limit + 1e-4


def test_a_reconstruction_is_what_the_codes_keep(examined, colour):
    rebuilt = examined(set()).reconstructed([colour(50), Image.new("RGB", (40, 20), "red")])
    assert [picture.size for picture in rebuilt] == [(16, 16)] * 2
    assert rebuilt[0].getcolors() == [(256, (255, 0, 170))]
    assert examined(set()).reconstructed([]) == []


def test_the_ceiling_is_over_pairs_of_different_photos():
    photos = unit([1, 0], [1, 1], [0, 1])
    assert ceiling(photos) == pytest.approx((ROOT + 0 + ROOT) / 3)
    assert ceiling(photos[:1]) is None
    found = ceiling_interval(photos)
    assert found.value == pytest.approx(ceiling(photos)) and found.low <= found.value <= found.high


def test_scores_agree_with_a_case_by_hand():
    reals = unit([1, 0], [1, 1])
    found = score(
        unit([1, 0], [0, 1]),
        Compared(reals=reals, others=unit([0, 1]), training=unit([0, 1], [-1, 0])),
    )
    assert found.each == pytest.approx([(1 + ROOT) / 2, ROOT / 2])
    assert found.similarity == pytest.approx((1 + 2 * ROOT) / 4)
    assert found.low <= found.similarity <= found.high
    assert found.floor == pytest.approx(ROOT / 2) and found.ceiling == pytest.approx(ROOT)
    assert found.normalised == pytest.approx((found.similarity - ROOT / 2) / (ROOT / 2))
    assert (found.others, found.copy, found.copy_limit) == pytest.approx((0.5, 1, ROOT))
    assert found.diversity == pytest.approx(1) and found.real_diversity == pytest.approx(1 - ROOT)
    assert found.training == pytest.approx((0 - 1 + 1 + 0) / 4)
    assert found.copied


def test_drawings_that_are_no_copies_are_counted_apart():
    reals, learned = unit([1, 0], [1, 1]), unit([0, 1])
    found = score(unit([1, 0], [0, 1]), Compared(reals=reals, training=learned))
    assert (found.copies, found.original) == pytest.approx((0.5, (1 + ROOT) / 2))
    every = score(learned, Compared(reals=reals, training=learned))
    assert every.copies == 1 and every.original is None and "original" not in every.figures
    none = score(reals, Compared(reals=reals, training=learned))
    assert none.copies == 0 and none.original == pytest.approx(none.similarity) and not none.copied
    unknown = score(reals, Compared(reals=reals))
    assert unknown.copies is None and unknown.original is None and not unknown.copied


def test_normalised_is_0_at_the_floor_and_1_at_the_ceiling():
    assert normalised(0.3, 0.3, 0.8) == 0 and normalised(0.8, 0.3, 0.8) == pytest.approx(1)
    assert normalised(0.5, 0.8, 0.3) is None and normalised(0.5, None, 0.8) is None


def test_the_papers_rule_averages_features_before_their_length_is_taken_away():
    reals = np.array([[3, 0], [0, 1]], np.float32)
    assert averaged(unit([1, 0]), reals) == pytest.approx(3 / 10**0.5)


def test_the_metric_qualifies_where_individuals_are_apart_and_not_where_they_mix():
    dice = np.random.default_rng(0)
    centres = {name: dice.normal(0, 1, 16) for name in "abc"}
    who = [name for name in "abc" for _ in range(4)]
    near = unit(*(centres[name] + dice.normal(0, 0.1, 16) for name in who))
    apart = qualify(near, who)
    assert (apart.auc, apart.same_pairs, apart.different_pairs) == (1, 18, 48)
    mixed = qualify(unit(*dice.normal(0, 1, (12, 16))), who)
    assert 0.2 < mixed.auc < 0.8
