"""Means over faces by hand, and what is not measurable said to be."""

import numpy as np
import pytest

from engine.evaluation.faces import NOT_MEASURABLE, measure, score
from engine.vision.faces import Faces

X, Y = np.array([1, 0], np.float32), np.array([0, 1], np.float32)
BETWEEN = np.array([0.6, 0.8], np.float32)


def test_drawings_without_a_face_are_left_out_and_their_share_is_told():
    found = score([X, None, BETWEEN, None], [X, Y, None], kept=0.8)
    assert found.similarity == pytest.approx((1 + 0 + 0.6 + 0.8) / 4)
    assert (found.missed, found.real_missed) == (0.5, pytest.approx(1 / 3))
    assert found.ceiling == 0 and found.measurable and found.words == "0.600"


@pytest.mark.parametrize("kept", [None, 0.49])
def test_where_the_image_tokenizer_keeps_no_face_nothing_is_claimed(kept):
    found = score([X, X], [X], kept=kept)
    assert found.similarity is None and found.words == NOT_MEASURABLE
    assert found.missed == 0 and found.figures["cell"] == NOT_MEASURABLE


def test_no_face_in_any_drawing_is_not_a_similarity_of_zero():
    found = score([None, None], [X], kept=0.9)
    assert found.similarity is None and found.missed == 1 and found.words == NOT_MEASURABLE


def test_pictures_without_faces_are_not_measurable(examined, finish, photo):
    _, found = finish(measure(examined(set()), [photo(1)], [photo(2), photo(3)], Faces(1)))
    assert found.kept is None and found.words == NOT_MEASURABLE
    assert found.missed == 1 and found.real_missed == 1
