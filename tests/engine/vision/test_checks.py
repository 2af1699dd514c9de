"""Which light a photo gets, and why."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.vision.checks import FACES_MISSING, FEW_FACES, compared, findings_of, unchecked
from engine.vision.findings import WORDS, Finding, Flaw, Light, PhotoReport
from engine.vision.looks import FaceLook, Look

SIDE = 512


def unit(*values: float) -> np.ndarray:
    """A vector of length 1."""
    vector = np.array(values, np.float32)
    return vector / np.linalg.norm(vector)


GOOD = Look(
    width=1000,
    height=800,
    subject=(100, 100, 700, 700),
    crop=(50, 50, 750, 750),
    part=(50, 50, 750, 750),
    blur=0.26,
    mean=0.48,
    dark=0.0,
    bright=0.0,
    features=unit(1, 0, 0, 0),
    faces=(),
)


def face(side: float, *features: float, turn: float = 0.0) -> FaceLook:
    """A face of this size, turned so far aside."""
    return FaceLook((0.0, 0.0, side, side), unit(*features), turn)


def flaws(look: Look, kind: str = "pet") -> dict[Flaw, Light]:
    """What is found, with its light."""
    return {finding.flaw: finding.light for finding in findings_of(look, kind, SIDE)}


def test_a_good_photo_is_green() -> None:
    assert flaws(GOOD) == {}
    assert PhotoReport(path=Path("a")).light is Light.GREEN


@pytest.mark.parametrize(
    ("change", "flaw", "light"),
    [
        ({"blur": 0.5}, Flaw.BLURRED, Light.AMBER),
        ({"blur": 0.65}, Flaw.BLURRED, Light.RED),
        ({"mean": 0.12}, Flaw.DARK, Light.AMBER),
        ({"mean": 0.03}, Flaw.DARK, Light.RED),
        ({"bright": 0.5}, Flaw.BRIGHT, Light.AMBER),
        ({"bright": 0.95}, Flaw.BRIGHT, Light.RED),
        ({"part": (0, 0, 511, 700)}, Flaw.SMALL, Light.AMBER),
        ({"part": (0, 0, 255, 255)}, Flaw.SMALL, Light.RED),
        ({"subject": None}, Flaw.NO_SUBJECT, Light.AMBER),
    ],
)
def test_each_flaw_has_its_light(change: dict[str, object], flaw: Flaw, light: Light) -> None:
    assert flaws(replace(GOOD, **change)) == {flaw: light}  # type: ignore[arg-type]


def test_a_part_of_exactly_the_models_size_is_large_enough() -> None:
    assert flaws(replace(GOOD, part=(0, 0, 512, 512))) == {}


def test_only_people_are_looked_at_for_faces() -> None:
    assert flaws(GOOD, "object") == {}
    assert flaws(GOOD, "person") == {Flaw.NO_FACE: Light.AMBER}


def test_a_face_is_a_subject_whatever_stands_out_beside_it() -> None:
    portrait = replace(GOOD, subject=None, faces=(face(100, 1, 0),))
    assert flaws(portrait, "person") == {}


def test_without_the_networks_for_faces_nothing_is_said_about_them() -> None:
    assert flaws(replace(GOOD, faces=None), "person") == {}


def test_it_is_said_why_nobody_knows_whether_all_show_the_same_person() -> None:
    seen, unseen, blind = (replace(GOOD, faces=faces) for faces in ((face(100, 1, 0),), (), None))
    assert unchecked([seen, seen, seen, unseen], "person") == ""
    assert unchecked([seen, seen, unseen], "person") == FEW_FACES
    assert unchecked([seen, seen, seen, blind], "person") == FACES_MISSING
    assert unchecked([unseen], "pet") == unchecked([], "person") == ""


def test_a_passer_by_is_no_second_face_but_a_friend_is() -> None:
    alone = replace(GOOD, faces=(face(100, 1, 0), face(30, 0, 1)))
    friends = replace(GOOD, faces=(face(100, 1, 0), face(60, 0, 1)))
    assert flaws(alone, "person") == {}
    assert flaws(friends, "person") == {Flaw.SEVERAL_FACES: Light.AMBER}


def found(*looks: Look, kind: str = "pet") -> list[list[Finding]]:
    """What is found beside the others, photo by photo."""
    paths = [Path(f"{number}.jpg") for number in range(len(looks))]
    result = compared(dict(zip(paths, looks, strict=True)), kind)
    return [list(result[path]) for path in paths]


def test_the_later_of_two_alike_names_the_earlier() -> None:
    first, second = replace(GOOD, features=unit(1, 0.1)), replace(GOOD, features=unit(1, 0.2))
    assert found(first, second) == [[], [Finding(Flaw.TWICE, Light.AMBER, Path("0.jpg"))]]


def test_the_odd_one_out_of_three_is_found() -> None:
    near = [replace(GOOD, features=unit(1, turn, 0)) for turn in (-0.4, 0.4)]
    odd = replace(GOOD, features=unit(0.2, 0, 1))
    assert found(*near, odd)[:2] == [[], []]
    assert found(*near, odd)[2] == [Finding(Flaw.OTHER_SUBJECT, Light.AMBER)]


def turned(*turns: float) -> list[Look]:
    """Photos whose features differ by these; 0.3 and −0.3 are alike by 0.83."""
    return [replace(GOOD, features=unit(1, turn)) for turn in turns]


def test_the_last_of_photos_that_all_show_one_view_is_told() -> None:
    about = Finding(Flaw.ONE_VIEW, Light.AMBER)
    last = [about in findings for findings in found(*turned(-0.3, 0, 0.3))]
    assert last == [False, False, True]


def test_one_photo_from_another_side_is_enough() -> None:
    for looks in (turned(-0.3, 0, 0.3, 1), turned(1, -0.3, 0), turned(-0.3, 0.3)):
        told = {finding.flaw for findings in found(*looks) for finding in findings}
        assert Flaw.ONE_VIEW not in told


def side_told(*turns: float | None) -> list[bool]:
    """Of which photos it is said that all faces are seen from one side; None: no face is seen."""
    vectors = np.eye(len(turns), dtype=np.float32)
    looks = [
        replace(GOOD, features=vector, faces=() if turn is None else (face(90, 1, 0, turn=turn),))
        for vector, turn in zip(vectors, turns, strict=True)
    ]
    about = Finding(Flaw.ONE_SIDE, Light.AMBER)
    return [about in findings for findings in found(*looks, kind="person")]


def test_people_who_are_always_seen_from_one_side_are_told_so() -> None:
    assert side_told(0.02, -0.05, 0.01) == [False, False, True]
    assert side_told(0.40, 0.42, 0.45) == [False, False, True]


def test_a_head_that_is_turned_or_not_seen_in_one_photo_is_enough() -> None:
    for turns in ((0.02, -0.05, 0.25), (0.0, 0.0, None), (0.0, 0.0)):
        assert not any(side_told(*turns))


def test_people_are_not_told_of_one_view() -> None:
    told = [finding.flaw for one in found(*turned(-0.3, 0, 0.3), kind="person") for finding in one]
    assert Flaw.ONE_VIEW not in told


def test_of_two_photos_none_is_the_odd_one() -> None:
    assert found(GOOD, replace(GOOD, features=unit(0, 0, 0, 1))) == [[], []]


def test_people_are_told_apart_by_their_faces() -> None:
    same = [replace(GOOD, faces=(face(90, 1, turn),)) for turn in (-0.3, 0, 0.3)]
    other = replace(GOOD, faces=(face(90, 0, 1, turn=0.3),))
    spread = [replace(look, features=vector) for look, vector in zip(
        [*same, other], np.eye(4, dtype=np.float32), strict=True
    )]  # fmt: skip
    assert found(*spread, kind="person") == [
        [], [], [], [Finding(Flaw.OTHER_SUBJECT, Light.AMBER)]
    ]  # fmt: skip


def test_every_flaw_has_a_reason_and_a_fix() -> None:
    assert WORDS.keys() == set(Flaw)
    assert all(len(words) == 2 and all(words) for words in WORDS.values())


def test_the_worst_finding_is_the_light_of_a_photo() -> None:
    findings = (Finding(Flaw.SMALL, Light.RED), Finding(Flaw.DARK, Light.AMBER))
    assert PhotoReport(path=Path("a"), findings=findings).light is Light.RED
