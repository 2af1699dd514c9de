"""The world on three tiny meshes made in code: identity, splits, compositing."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("cv2")
pytest.importorskip("embreex")
trimesh = pytest.importorskip("trimesh")

from recipes.mini import looks, places, rendering, scenes  # noqa: E402 - after the skips
from recipes.mini.gbuffers import Gallery  # noqa: E402
from recipes.mini.world import (  # noqa: E402
    SIMPLE,
    Individual,
    Look,
    Scene,
    Shown,
    World,
    is_reserved,
)


@dataclasses.dataclass(frozen=True)
class Tiny:
    id: str
    noun: str
    kind: str = "object"
    split: str = "train"
    rank: int = 0


@pytest.fixture(scope="session")
def work_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Banks of flat white places, and the buffers of a ball, two boxes and an unseen cone."""
    work = tmp_path_factory.mktemp("world")
    (work / "places").mkdir()
    (work / "gbuffers").mkdir()
    white = np.full((2, places.SIDE, places.SIDE, 3), 255, np.uint8)
    for place in places.PLACES:
        np.save(work / "places" / f"{places.file_name(place)}.npy", white)
    ball, box = trimesh.creation.icosphere(3), trimesh.creation.box((1.0, 2.0, 1.0))
    cone = trimesh.creation.cone(1.0, 2.0)
    for mesh, tiny in (
        (ball, Tiny("tiny-ball", "ball", "pet")),
        (box, Tiny("tiny-box", "crate")),
        (box, Tiny("tiny-box-2", "crate", split="L2", rank=1)),
        (cone, Tiny("tiny-cone", "tent", split="L3")),
    ):
        rendering.render([mesh], tiny, work / "gbuffers")
    return work


@pytest.fixture
def world(work_folder: Path) -> World:
    return World(work_folder, dataclasses.replace(SIMPLE, noise=0.0))


def shown(look: Look, view: int = 0) -> Scene:
    one = Individual(
        noun="ball", kind="pet", mesh="tiny-ball", look=look, size="big", stretch=(1.0, 1.0)
    )
    return Scene((Shown(one, view, (0.5, 0.5), 0.8),), "in a studio", 7)


def test_the_same_seed_gives_the_same_picture(world: World) -> None:
    drawn = []
    for _ in range(2):
        rng = np.random.default_rng(3)
        drawn.append(world.draw(world.scene(rng, world.inhabitants(rng)), 48))
    assert drawn[0].shape == (48, 48, 3)
    np.testing.assert_array_equal(drawn[0], drawn[1])


def test_an_individual_looks_the_same_from_two_sides(work_folder: Path) -> None:
    """A point seen in two views wears the same colour in both."""
    gallery = Gallery(work_folder / "gbuffers")
    look = Look("red", "white", "spotted", 5)
    mesh, seen = gallery.mesh("tiny-ball"), []
    for view in (0, 1):
        buffer = gallery.view("tiny-ball", view)
        pixels = buffer[buffer[..., 10] == 255]
        colours = looks.paint(mesh, look, pixels)
        seen.append({tuple(p): c for p, c in zip(pixels[:, 1:4] // 4, colours, strict=True)})
    both = seen[0].keys() & seen[1].keys()
    assert len(both) > 200
    far = [np.abs(seen[0][place] - seen[1][place]).mean() for place in both]
    assert np.median(far) < 4


def test_a_pattern_shows_both_colours(world: World) -> None:
    for pattern in world.patterns[1:]:
        picture = world.draw(shown(Look("red", "blue", pattern, 11)), 96).astype(int)
        red = (picture[..., 0] > picture[..., 2] + 60).sum()
        blue = (picture[..., 2] > picture[..., 0] + 60).sum()
        assert min(red, blue) > 150, pattern


def test_every_colour_is_nearest_to_its_own_name() -> None:
    means = {
        name: np.mean([looks.rgb(name, np.random.default_rng(i)) for i in range(50)], axis=0)
        for name in looks.COLOURS
    }
    for name in looks.COLOURS:
        for seed in range(30):
            colour = looks.rgb(name, np.random.default_rng(1000 + seed))
            assert min(means, key=lambda other: float(np.abs(means[other] - colour).sum())) == name


def test_training_never_draws_what_is_held_out(world: World) -> None:
    rng = np.random.default_rng(0)
    for _ in range(400):
        one = world.individual(rng)
        assert one.mesh in {"tiny-ball", "tiny-box"}
        assert not is_reserved(one.mesh, one.look)


def test_held_out_levels_mean_what_they_say(world: World) -> None:
    unseen_looks = world.held_out("L1", 9, 1)
    assert [one.mesh for one in unseen_looks] == ["tiny-ball", "tiny-box"]  # the pet first
    assert all(is_reserved(one.mesh, one.look) for one in unseen_looks)
    assert [one.mesh for one in world.held_out("L2", 9, 1)] == ["tiny-box-2"]
    assert [one.noun for one in world.held_out("L3", 9, 1)] == ["tent"]
    assert world.held_out("L1", 9, 1) == unseen_looks


def test_hard_negatives_differ_in_just_one_way(world: World) -> None:
    rng = np.random.default_rng(2)
    one = world.held_out("L1", 1, 0)[0]
    other_look, other_noun = world.another_look(rng, one), world.another_noun(rng, one)
    assert (other_look.mesh, other_look.look.main != one.look.main) == (one.mesh, True)
    assert (other_noun.look, other_noun.noun != one.noun) == (one.look, True)


def test_compositing_white_on_white_leaves_no_edge() -> None:
    picture = np.full((8, 8, 3), 255, np.float32)
    alpha = np.linspace(0, 1, 16, dtype=np.float32).reshape(4, 4, 1)
    figure = np.concatenate([255 * np.repeat(alpha, 3, axis=2), alpha], axis=2)
    for corner in ((2, 2), (-2, -1), (6, 7)):
        scenes.lay_over(picture, figure, corner)
    np.testing.assert_allclose(picture, 255, rtol=1e-5)


def test_a_white_object_on_white_has_bright_edges(world: World) -> None:
    """Around the upper half, away from the shadow, nothing is darker than the shaded object."""
    picture = world.draw(shown(Look("white", "white", "plain", 1)), 96)
    inside = picture[30:46, 40:56].min()
    assert picture[:46].min() >= 0.5 * inside
