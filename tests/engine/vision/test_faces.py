import numpy as np
import pytest
from PIL import Image, ImageDraw

from engine.vision.embedder import similarity
from engine.vision.faces import (
    TEMPLATE,
    Faces,
    Points,
    align,
    five_points,
    keep_apart,
    similarity_transform,
    turned_aside,
)
from tests.engine.vision.drawn_faces import ANN, BEN, GROUND, portrait


def turned(points: Points, degrees: float, scale: float, shift: tuple[float, float]) -> Points:
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return scale * points @ turn.T + shift


@pytest.mark.parametrize("side", [400, 96, 64])
def test_a_drawn_face_is_found_where_it_is(faces: Faces, side: int):
    (face,) = faces.find(portrait(ANN, side))
    left, top, right, bottom = np.array(face.box) * 256 / side
    assert 60 < left < 104
    assert 152 < right < 196
    assert 30 < top < 106
    assert 178 < bottom < 225
    assert face.score > 0.9


def test_a_face_is_found_in_the_corner_of_a_long_picture(faces: Faces):
    picture = Image.new("RGB", (900, 256), GROUND)
    picture.paste(portrait(ANN), (640, 0))
    (face,) = faces.find(picture)
    assert 640 + 60 < face.box[0] < 640 + 104


@pytest.mark.parametrize("size", [(200, 200), (1, 1), (1, 2000)])
def test_no_face_is_found_on_a_flat_picture(faces: Faces, size: tuple[int, int]):
    assert faces.find(Image.new("RGB", size, GROUND)) == []


def test_the_same_face_is_alike_at_other_sizes_and_turns_and_another_is_less(faces: Faces):
    ann = portrait(ANN)
    leaning = ann.rotate(15, Image.Resampling.BICUBIC, fillcolor=GROUND)
    pictures = [ann, portrait(ANN, 400), leaning, portrait(BEN)]
    vectors = np.stack([faces.embed(picture, faces.find(picture)[0]) for picture in pictures])
    assert vectors.shape == (4, 512)
    likeness = similarity(vectors, vectors)
    assert likeness[:3, :3].min() > 0.9
    assert likeness[:3, 3].max() < 0.75


def test_a_known_turn_scale_and_shift_is_recovered():
    target = turned(TEMPLATE, degrees=33, scale=2.5, shift=(14, -80))
    found = similarity_transform(TEMPLATE, target)
    angle = np.radians(33)
    linear = [[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]
    np.testing.assert_allclose(found[:, :2], 2.5 * np.array(linear), atol=1e-12)
    np.testing.assert_allclose(found[:, 2], (14, -80), atol=1e-12)


def test_a_mirrored_face_is_turned_and_never_mirrored_back():
    found = similarity_transform(TEMPLATE * (-1, 1), TEMPLATE)
    assert np.linalg.det(found[:, :2]) > 0


def test_alignment_lays_the_five_points_on_the_template():
    placed = turned(TEMPLATE, degrees=-20, scale=1.8, shift=(60, 130))
    picture = Image.new("L", (400, 400))
    for x, y in placed:
        ImageDraw.Draw(picture).ellipse((x - 5, y - 5, x + 5, y + 5), fill=255)
    upright = np.asarray(align(picture, placed), np.float64)
    rows, columns = np.mgrid[:112, :112] + 0.5
    for x, y in TEMPLATE:
        near = upright * ((columns - x) ** 2 + (rows - y) ** 2 < 8**2)
        middle = (near * columns).sum() / near.sum(), (near * rows).sum() / near.sum()
        assert middle == pytest.approx((x, y), abs=0.6)


def test_five_points_are_the_middles_of_the_eyes_the_nose_and_the_corners_of_the_mouth():
    landmarks = np.zeros((68, 2), np.float32)
    landmarks[36:42], landmarks[42:48] = (30, 40), (70, 40)
    landmarks[30], landmarks[48], landmarks[54] = (50, 60), (35, 80), (65, 80)
    landmarks[36] += 6
    expected = [[31, 41], [70, 40], [50, 60], [35, 80], [65, 80]]
    np.testing.assert_allclose(five_points(landmarks), expected)


def test_of_overlapping_boxes_the_surest_stays_and_far_ones_all_stay():
    boxes = np.array([[0, 0, 10, 10], [1, 1, 11, 11], [30, 0, 40, 10], [0, 8, 10, 18]], np.float32)
    assert keep_apart(boxes, np.array([0.8, 0.9, 0.75, 0.7], np.float32)) == [1, 2, 3]


def test_no_boxes_leave_no_boxes():
    assert keep_apart(np.zeros((0, 4), np.float32), np.zeros(0, np.float32)) == []


@pytest.mark.parametrize(("degrees", "scale"), [(0, 1), (25, 0.5), (-40, 3)])
def test_a_head_is_as_far_aside_as_its_nose_however_it_is_tilted(degrees: float, scale: float):
    aside = TEMPLATE.copy()
    eyes = aside[1, 0] - aside[0, 0]
    aside[2, 0] = aside[:2, 0].mean() + 0.3 * eyes
    assert turned_aside(turned(aside, degrees, scale, (50, 80))) == pytest.approx(0.3, abs=0.01)
    assert turned_aside(turned(TEMPLATE, degrees, scale, (50, 80))) == pytest.approx(0, abs=0.01)


def test_a_drawn_face_is_seen_from_the_front(faces: Faces):
    picture = portrait(ANN)
    (face,) = faces.find(picture)
    assert abs(faces.turn(picture, face)) < 0.1
