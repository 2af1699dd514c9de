"""Judges photos by what was measured on them: alone, and beside the others.

Thresholds were measured on DreamBooth's photos that are at hand: 80 of 15 pets and objects, 640
pixels wide, and changed copies of them. “Wrongly” means unchanged photos that get the light.

| what | limit | wrongly | caught |
|---|---|---|---|
| blur of the subject | 0.50 amber, 0.65 red | 0 of 80 | 95 % blurred by σ = 2 px of 512; σ = 3 |
| mean brightness | 0.12 amber, 0.04 red | 1 of 80 (a black bag) | 94 % at 15 % of the light |
| white part | 0.50 amber, 0.90 red | 1 of 80 (on white) | 58 % at 3 times the light |
| likeness of two photos | 0.90 | 1 of 176 pairs, by eye the same | 98 % of copies, see below |
| likeness to the others | 0.55 of theirs | 0.7 % of 612 in threes, 0 of 524 in fours | about 90 % |
| least likeness of any two | 0.80 | 3 of 204 threes, 0 of 131 fours | 95 % of 120 threes, below |
| turns of all heads | within 0.10 | | copies of 6 of 8 faces, below |
| no subject in the mask | none | 0 of 80 | |

Copies were saved at JPEG quality 40, cropped by 8 %, lightened, shrunk to 200 px, or mirrored.
Threes of one view were 30 photos with copies of them: turned by up to 7°, seen from a little aside,
cropped by up to a quarter, lighter or darker. People are told by their heads instead (`faces.py`):
copies of eight faces (tilted by up to 7°, at half to 1.3 times the size, JPEG quality 60) differed
by up to 0.06 where the head was turned by less than 0.25, by 0.10 and 0.13 where it was by 0.45.
Only those eight were at hand, of eight people: how often it is said wrongly was not measured.
A photo is judged by the part that is learned from: what a person chose, or the suggestion. Only
faces are looked for in all of a photo until a part is chosen, since any of them may be meant.
Faces: the embedder's own scale, the same person 0.6 to 0.9, others rarely above 0.3 (`faces.py`).
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np

from engine.vision.findings import Finding, Flaw, Light
from engine.vision.looks import FaceLook, Look
from engine.vision.models import Floats

BLURRED, VERY_BLURRED = 0.50, 0.65
DARK, VERY_DARK = 0.12, 0.04
BRIGHT, VERY_BRIGHT = 0.50, 0.90
ALIKE = 0.90
APART = 0.55
"""Of the others' own likeness: a photo whose likeness to them is below shows something else."""
FACES_APART = 0.30
ONE_VIEW = 0.80
"""Of any two photos: where all are as alike as this, they were taken from one side."""
ONE_SIDE = 0.10
"""Between the turns of any two heads: where all are as near, they are seen from one side."""
FEWEST = 3
"""Photos among which one can be the odd one out, and which ought to show more than one view."""
SECOND_FACE = 0.35
"""Of the largest face's side: smaller ones are passers-by."""
FACES_MISSING = (
    "The networks that look at faces are missing or damaged: whether each photo shows one face, "
    "and the same one, was not checked."
)
FEW_FACES = (
    "Whether the photos show the same person was not checked: three of them must show a face."
)


def findings_of(look: Look, kind: str, wanted_side: int) -> tuple[Finding, ...]:
    """What is wrong with one photo by itself, at the part that was measured.

    `kind` is a concept's; only people are looked at for faces. `wanted_side` is the checkpoint's
    picture size in pixels.
    """
    return (
        *_size(look, wanted_side),
        *_graded(Flaw.BLURRED, look.blur, BLURRED, VERY_BLURRED),
        *_graded(Flaw.DARK, -look.mean, -DARK, -VERY_DARK),
        *_graded(Flaw.BRIGHT, look.bright, BRIGHT, VERY_BRIGHT),
        *_subject(look),
        *(_faces(look) if kind == "person" else ()),
    )


def compared(looks: Mapping[Path, Look], kind: str) -> dict[Path, tuple[Finding, ...]]:
    """What is wrong with photos beside the others: the same twice, something else, or one view.

    Of photos that all show one view, the last one is told. For people that is one side of the face.
    """
    found: dict[Path, list[Finding]] = {path: [] for path in looks}
    for first, second in combinations(looks, 2):
        if float(looks[first].features @ looks[second].features) >= ALIKE:
            found[second].append(Finding(Flaw.TWICE, Light.AMBER, other=first))
    for path in _odd_ones(looks, kind):
        found[path].append(Finding(Flaw.OTHER_SUBJECT, Light.AMBER))
    alike, flaw = (_one_side, Flaw.ONE_SIDE) if kind == "person" else (_one_view, Flaw.ONE_VIEW)
    if len(looks) >= FEWEST and alike(looks):
        found[list(looks)[-1]].append(Finding(flaw, Light.AMBER))
    return {path: tuple(findings) for path, findings in found.items()}


def unchecked(looks: Collection[Look], kind: str) -> str:
    """Why it is not known whether all photos show the same person; empty where it is."""
    if kind != "person" or not looks:
        return ""
    if any(look.faces is None for look in looks):
        return FACES_MISSING
    return FEW_FACES if sum(bool(look.faces) for look in looks) < FEWEST else ""


def _one_side(looks: Mapping[Path, Look]) -> bool:
    """Whether a face is seen in each, always turned alike; one that is not seen is another view."""
    turns = [look.faces[0].turn for look in looks.values() if look.faces]
    return len(turns) == len(looks) and max(turns) - min(turns) < ONE_SIDE


def _one_view(looks: Mapping[Path, Look]) -> bool:
    vectors = np.stack([look.features for look in looks.values()])
    return float((vectors @ vectors.T).min()) >= ONE_VIEW


def _odd_ones(looks: Mapping[Path, Look], kind: str) -> list[Path]:
    if kind == "person":
        faces = {path: look.faces[0].features for path, look in looks.items() if look.faces}
        return _below(faces, FACES_APART, relative=False)
    return _below({path: look.features for path, look in looks.items()}, APART, relative=True)


def _below(features: Mapping[Path, Floats], limit: float, *, relative: bool) -> list[Path]:
    """Those whose median likeness to the others is below a limit, perhaps of the others' own."""
    if len(features) < FEWEST:
        return []
    paths, vectors = list(features), np.stack(list(features.values()))
    alike = vectors @ vectors.T
    odd: list[Path] = []
    for index, path in enumerate(paths):
        others = np.delete(np.arange(len(paths)), index)
        least = limit * _typical(alike[np.ix_(others, others)]) if relative else limit
        if float(np.median(alike[index, others])) < least:
            odd.append(path)
    return odd


def _typical(alike: Floats) -> float:
    """The median likeness of two different ones."""
    pairs = alike[np.triu_indices(len(alike), 1)]
    return float(np.median(pairs))


def _size(look: Look, wanted: int) -> tuple[Finding, ...]:
    left, top, right, bottom = look.part
    side = min(right - left, bottom - top)
    return _graded(Flaw.SMALL, -side, -wanted + 1, -wanted // 2 + 1)


def _graded(flaw: Flaw, value: float, amber: float, red: float) -> tuple[Finding, ...]:
    """The worse a value, the larger it is."""
    if value >= red:
        return (Finding(flaw, Light.RED),)
    return (Finding(flaw, Light.AMBER),) if value >= amber else ()


def _subject(look: Look) -> tuple[Finding, ...]:
    return () if look.subject or look.faces else (Finding(Flaw.NO_SUBJECT, Light.AMBER),)


def _faces(look: Look) -> tuple[Finding, ...]:
    if look.faces is None:
        return ()
    if not look.faces:
        return (Finding(Flaw.NO_FACE, Light.AMBER),)
    if len(_prominent(look.faces)) > 1:
        return (Finding(Flaw.SEVERAL_FACES, Light.AMBER),)
    return ()


def _prominent(faces: Sequence[FaceLook]) -> list[FaceLook]:
    return [face for face in faces if face.side >= SECOND_FACE * faces[0].side]
