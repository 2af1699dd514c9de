"""The gate: masks, colours, and whether a picture still shows who it is."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from engine.vision.embedder import Embedder

pytest.importorskip("cv2")

from recipes.mini import gate
from recipes.mini.gate import Verdict
from recipes.mini.sizes import Size
from recipes.mini.world import World

GOOD = Verdict(individuals=50, found=0.9, found_at_best=0.95, colour_off=5.0)


def test_a_mask_covers_the_object_and_nothing_of_its_ground(world: World):
    rng = np.random.default_rng(0)
    scene = world.scene(rng, (world.individual(rng, "car"),))
    covered = gate.mask(world, scene, 48)
    alone = dataclasses.replace(scene, objects=())
    differs = (gate.drawn(world, [scene], 48)[0] != gate.drawn(world, [alone], 48)[0]).any(2)
    assert 200 < covered.sum() <= differs.sum()
    assert not covered[~differs].any()
    assert not covered[0].any()


def test_colours_are_compared_under_the_mask_only():
    photos = np.zeros((2, 4, 4, 3), np.uint8)
    rebuilt = photos.copy()
    rebuilt[:, :2] = 30
    upper, lower = np.zeros((4, 4), bool), np.zeros((4, 4), bool)
    upper[:2], lower[2:] = True, True
    assert gate.colour_off(photos, rebuilt, [lower, lower]) == 0
    assert gate.colour_off(photos, rebuilt, [upper, lower]) == 15
    assert gate.colour_off(photos, rebuilt, [upper, np.zeros((4, 4), bool)]) == 30


@pytest.mark.parametrize("worse", [{"found": 0.79}, {"colour_off": 8.1}])
def test_either_miss_is_said(worse: dict[str, float]):
    assert GOOD.passed
    missed = dataclasses.replace(GOOD, **worse)
    assert not missed.passed
    assert "MISSED" in str(missed)


def test_nobody_of_the_gate_was_drawn_in_training(world: World):
    who = gate.held_out(world, 5)
    assert len(who) == 5
    rng = np.random.default_rng(1)
    trained = [world.individual(rng) for _ in range(300)]
    looks = {(one.mesh, one.look.main, one.look.second, one.look.pattern) for one in trained}
    held = {(one.mesh, one.look.main, one.look.second, one.look.pattern) for one in who}
    assert not looks & held


def test_an_untrained_tokenizer_misses_and_is_recorded(trained: Path, tiny_size: Size):
    verdict = gate.judge(trained, tiny_size, Embedder(threads=1))
    assert verdict.colour_off > 8
    assert not verdict.passed
    assert gate.recorded(trained) == verdict


def test_nothing_is_recorded_before_the_gate_was_measured(work: Path):
    assert gate.recorded(work) is None
