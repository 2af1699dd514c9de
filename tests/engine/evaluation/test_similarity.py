"""Drawings against photos, with a backend that draws what it is told."""

import numpy as np
import pytest
from PIL import Image

from engine.errors import InputError
from engine.evaluation.similarity import (
    DRAWINGS,
    ceiling,
    measure,
    qualify,
    reconstructed,
    score,
)
from engine.events import Progress
from engine.tokens.images import square, to_pixels
from engine.vision.embedder import Embedder


@pytest.fixture(scope="module")
def embedder():
    return Embedder(threads=1)


@pytest.fixture(scope="module")
def shown(photo):
    """Photos of a subject: two that were learned from, three that were held out."""
    return [photo(seed) for seed in (1, 2)], [photo(seed) for seed in (3, 4, 5)]


def codes(session, image):
    return session.backend.encode_image(to_pixels(square(image, 16))[None])[0]


def drawing(seeing, *images):
    """A session that draws these photos, as far as its codes can show them."""
    return seeing(set(), [codes(seeing(set()), image) for image in images])


def unit(*rows):
    table = np.array(rows, np.float32)
    return table / np.linalg.norm(table, axis=1, keepdims=True)


def test_a_copied_training_photo_is_flagged(seeing, shown, embedder, finish):
    learned, held_out = shown
    session = drawing(seeing, learned[0], held_out[0])
    _, scores = finish(measure(session, held_out, training=learned, embedder=embedder))
    assert scores.copied and scores.copy == pytest.approx(1, abs=1e-3)
    assert scores.copy_limit < 0.999


def test_a_drawing_like_a_new_photo_is_no_copy(seeing, shown, embedder, finish):
    learned, held_out = shown
    session = drawing(seeing, *held_out)
    _, scores = finish(measure(session, held_out, training=learned, embedder=embedder))
    assert not scores.copied and scores.copy <= scores.copy_limit + 1e-4


def test_drawings_of_the_subject_score_above_drawings_of_something_else(
    seeing, photo, shown, embedder, finish
):
    _, held_out = shown
    elsewhere = [photo(seed) for seed in (20, 21, 22)]
    _, right = finish(measure(drawing(seeing, *held_out), held_out, elsewhere, embedder=embedder))
    _, wrong = finish(measure(drawing(seeing, *elsewhere), held_out, elsewhere, embedder=embedder))
    assert right.similarity > wrong.similarity
    assert wrong.others > wrong.similarity
    assert len(right.each) == DRAWINGS
    assert right.similarity == pytest.approx(np.mean(right.each), abs=1e-6)


def test_photos_are_compared_after_encode_and_decode(seeing, shown, embedder, finish):
    (one, _), _ = shown
    session = drawing(seeing, one)
    _, scores = finish(measure(session, [one], embedder=embedder))
    assert scores.similarity == pytest.approx(1, abs=1e-3)
    assert scores.ceiling is None and scores.copy is None and not scores.copied
    assert set(scores.figures) == {"similarity"}


def test_a_reconstruction_is_what_the_codes_keep(seeing, colour):
    rebuilt = reconstructed(seeing(set()), [colour(50), Image.new("RGB", (40, 20), "red")])
    assert [picture.size for picture in rebuilt] == [(16, 16)] * 2
    assert rebuilt[0].getcolors() == [(256, (255, 0, 170))]
    assert reconstructed(seeing(set()), []) == []


def test_the_ceiling_is_over_pairs_of_different_photos():
    photos = unit([1, 0], [1, 1], [0, 1])
    assert ceiling(photos) == pytest.approx((0.5**0.5 + 0 + 0.5**0.5) / 3)
    assert ceiling(photos[:1]) is None


def test_scores_of_embeddings_agree_with_a_case_by_hand():
    found = score(
        unit([1, 0], [0, 1]), unit([1, 0], [1, 1]), unit([0, 1]), training=unit([0, 1], [-1, 0])
    )
    root = 0.5**0.5
    assert found.each == pytest.approx([(1 + root) / 2, root / 2])
    assert found.similarity == pytest.approx((1 + 2 * root) / 4)
    assert (found.others, found.copy, found.copy_limit) == pytest.approx((0.5, 1, root))
    assert found.copied


def test_the_metric_qualifies_where_individuals_are_apart_and_not_where_they_mix():
    dice = np.random.default_rng(0)
    centres = {name: dice.normal(0, 1, 16) for name in "abc"}
    who = [name for name in "abc" for _ in range(4)]
    near = unit(*(centres[name] + dice.normal(0, 0.1, 16) for name in who))
    apart = qualify(near, who)
    assert (apart.auc, apart.same_pairs, apart.different_pairs) == (1, 18, 48)
    mixed = qualify(unit(*dice.normal(0, 1, (12, 16))), who)
    assert 0.2 < mixed.auc < 0.8


def test_without_a_photo_there_is_nothing_to_compare_with(seeing):
    with pytest.raises(InputError, match="no photo"):
        next(measure(seeing(set()), []))


def test_drawing_reports_its_progress(seeing, shown, embedder, finish):
    learned, held_out = shown
    events, _ = finish(measure(drawing(seeing, learned[0]), held_out, embedder=embedder))
    drawn = [event for event in events if isinstance(event, Progress) and event.note == "drawing"]
    assert drawn[-1].done == drawn[-1].total == DRAWINGS * 64
