"""Finds faces and says whose they are like: detector, 68 landmarks, 512-d ArcFace-like features.

The detector also takes the faces of animals, dolls and robots for faces: ask it about people only.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PIL.Image import Resampling, Transform

from engine.vision.models import MODELS, Floats, Network, to_planes, to_unit

Points: TypeAlias = NDArray[np.float64]
Box: TypeAlias = tuple[float, float, float, float]  # left, top, right, bottom in pixels

# Where eyes, nose tip and mouth corners lie in the 112×112 pictures ArcFace networks learn from.
TEMPLATE: Points = np.array(
    [
        [38.2946, 51.6963],
        [73.5318, 51.5014],
        [56.0252, 71.7366],
        [41.5493, 92.3655],
        [70.7299, 92.2041],
    ]
)
_ALIGNED = 112
_CLOSE_UP = 224  # pixels: a face smoothly shrunk or enlarged to this before it is turned upright
_MARGIN = 32  # of the close-up's pixels around the face, so that turning it leaves no black corners
_DETECTOR_SIZE = (320, 240)
_LANDMARKS_SIZE = (64, 64)
_LEAST_SCORE = 0.7
_MOST_OVERLAP = 0.4
_LEAST_SIDE = 8  # pixels of the picture; smaller is noise, or lies in the frame beside it


@dataclass(frozen=True, slots=True)
class Face:
    """A face in a picture, and how sure the detector is of it (0.7…1)."""

    box: Box
    score: float


class Faces:
    """Finds faces and turns each into a unit vector; the cosine of two says how alike they are.

    The same person gives about 0.6–0.9, different people rarely more than 0.3. Faces smaller than
    about 60 pixels lose this: in 48-pixel pictures the two ranges meet near 0.25.
    """

    def __init__(self, threads: int = 0, folder: Path = MODELS) -> None:
        self._detector = Network("face_detector.onnx", threads, folder)
        self._landmarks = Network("face_landmarks.onnx", threads, folder)
        self._embedder = Network("face_embedder.onnx", threads, folder)

    def find(self, image: Image.Image) -> list[Face]:
        """Every face, the surest first; an empty list when there is none."""
        frame, scale = _letterbox(image.convert("RGB"))
        scores, boxes = self._detector(to_planes(frame, centre=127, spread=128))
        placed = boxes[0] * np.tile(_DETECTOR_SIZE, 2).astype(np.float32) / scale
        placed = np.clip(placed, 0, np.tile(image.size, 2))
        large = (placed[:, 2:] - placed[:, :2]).min(axis=1) >= _LEAST_SIDE
        likely = large & (scores[0, :, 1] > _LEAST_SCORE)
        placed, sure = placed[likely], scores[0, likely, 1]
        return [_face(placed[kept], sure[kept]) for kept in keep_apart(placed, sure)]

    def embed(self, image: Image.Image, face: Face) -> Floats:
        """(512,) float32 of length 1."""
        close_up, points = self._placed(image, face)
        upright = align(close_up, points)
        (features,) = self._embedder(to_planes(upright, centre=127, spread=128))
        unit: Floats = to_unit(features)[0]
        return unit

    def turn(self, image: Image.Image, face: Face) -> float:
        """How far the head is turned aside, see `turned_aside`."""
        return turned_aside(self._placed(image, face)[1])

    def _placed(self, image: Image.Image, face: Face) -> tuple[Image.Image, Points]:
        """The face in close-up, and its five points there."""
        close_up = _close_up(image.convert("RGB"), face.box)
        inside = (_MARGIN, _MARGIN, _CLOSE_UP - _MARGIN, _CLOSE_UP - _MARGIN)
        grey = close_up.crop(inside).convert("L").resize(_LANDMARKS_SIZE, Resampling.BILINEAR)
        (found,) = self._landmarks(to_planes(grey, centre=0, spread=256))
        landmarks = found.reshape(68, 2) * (_CLOSE_UP - 2 * _MARGIN) + _MARGIN
        return close_up, five_points(landmarks)


def keep_apart(boxes: Floats, scores: Floats) -> list[int]:
    """Non-maximum suppression: indices of the boxes to keep, the surest first.

    A box (of `boxes`, (N, 4)) goes when it shares over 0.4 of the union with a surer one.
    """
    order = np.argsort(-scores, kind="stable")
    kept: list[int] = []
    while order.size:
        best, rest = order[0], order[1:]
        kept.append(int(best))
        order = rest[_overlap(boxes[best], boxes[rest]) <= _MOST_OVERLAP]
    return kept


def five_points(landmarks: Floats) -> Points:
    """(5, 2): left eye, right eye, nose tip, mouth corners, from the usual 68 landmarks (68, 2)."""
    left_eye, right_eye = landmarks[36:42].mean(axis=0), landmarks[42:48].mean(axis=0)
    nose, left_mouth, right_mouth = landmarks[30], landmarks[48], landmarks[54]
    return np.stack([left_eye, right_eye, nose, left_mouth, right_mouth]).astype(np.float64)


def turned_aside(points: Points) -> float:
    """How far a head is turned: 0 seen from the front, negative to its right, 0.45 half in profile.

    How far the nose tip lies from between the eyes, along the line through them, in distances of
    the eyes; `points` (5, 2) as of `five_points`. A head that is only tilted keeps its value.
    """
    left, right, nose = points[:3]
    across = right - left
    return float((nose - (left + right) / 2) @ across / max(across @ across, 1e-9))


def similarity_transform(source: Points, target: Points) -> Points:
    """(2, 3): the turn, scale and shift that bring `source` (N, 2) nearest to `target` (N, 2).

    Umeyama 1991, least squares; never a mirror image.
    """
    from_centre, to_centre = source - source.mean(axis=0), target - target.mean(axis=0)
    left, strengths, right = np.linalg.svd(to_centre.T @ from_centre)
    signs = np.array([1.0, np.sign(np.linalg.det(left) * np.linalg.det(right))])
    linear = (left * signs) @ right * ((strengths * signs).sum() / (from_centre**2).sum())
    shift = target.mean(axis=0) - linear @ source.mean(axis=0)
    return np.column_stack([linear, shift])


def align(picture: Image.Image, points: Points) -> Image.Image:
    """The 112×112 picture in which `points` (5, 2) lie nearest to the template."""
    back = similarity_transform(TEMPLATE, points)  # Pillow asks where each new pixel comes from
    size = (_ALIGNED, _ALIGNED)
    coefficients = tuple(float(value) for value in back.ravel())
    return picture.transform(size, Transform.AFFINE, coefficients, Resampling.BILINEAR)


def _letterbox(image: Image.Image) -> tuple[Image.Image, float]:
    """The picture in the corner of the detector's frame, undistorted, and its scale there."""
    width, height = _DETECTOR_SIZE
    scale = min(width / image.width, height / image.height)
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    frame = Image.new("RGB", _DETECTOR_SIZE, (127, 127, 127))
    frame.paste(image.resize(size, Resampling.BILINEAR))
    return frame, scale


def _close_up(image: Image.Image, box: Box) -> Image.Image:
    """The square of the box's height around its middle, with a margin, in close-up size."""
    left, top, right, bottom = box
    half = (bottom - top) / 2 * _CLOSE_UP / (_CLOSE_UP - 2 * _MARGIN)
    x, y = (left + right) / 2, (top + bottom) / 2
    square = image.crop((round(x - half), round(y - half), round(x + half), round(y + half)))
    return square.resize((_CLOSE_UP, _CLOSE_UP), Resampling.BICUBIC)


def _face(box: Floats, score: np.float32) -> Face:
    left, top, right, bottom = (float(edge) for edge in box)
    return Face((left, top, right, bottom), float(score))


def _overlap(box: Floats, others: Floats) -> Floats:
    """(N,): what `box` (4,) and each of `others` (N, 4) share, as a part of their union."""
    corner, far_corner = np.maximum(box[:2], others[:, :2]), np.minimum(box[2:], others[:, 2:])
    shared = np.clip(far_corner - corner, 0, None).prod(axis=1)
    areas = (others[:, 2:] - others[:, :2]).prod(axis=1)
    part: Floats = shared / (areas + (box[2:] - box[:2]).prod() - shared)
    return part
