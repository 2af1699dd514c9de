"""What is there is not made again, and the process that draws ends with what it draws for."""

import json
import multiprocessing
import os
import time
from pathlib import Path

import pytest

pytest.importorskip("cv2")
pytest.importorskip("trimesh")
pytest.importorskip("OpenEXR")

from engine.paths import RESOURCES
from recipes.mini import image_tokenizer, stages
from recipes.mini.sizes import Size
from recipes.mini.stages import Plan


@pytest.fixture
def plan(trained: Path, tiny_size: Size, tmp_path: Path) -> Plan:
    return Plan(
        size=tiny_size,
        hours=0.01,
        work=trained,
        out=tmp_path / "mini",
        resources=RESOURCES,
        report=tmp_path,
    )


def test_the_trainings_share_the_hours(plan: Plan):
    spent = plan.tokenizer_minutes + plan.decoder_minutes + plan.polish_minutes
    assert spent == pytest.approx(0.6)


def test_the_image_tokenizer_is_fixed_once_pictures_are_codes(plan: Plan):
    (plan.work / "pictures").mkdir()
    (plan.work / "pictures" / "0000.safetensors").touch()
    before = (plan.work / image_tokenizer.FILE).read_bytes()
    assert list(stages.train_image_tokenizer(plan)) == ["fixed"]
    assert (plan.work / image_tokenizer.FILE).read_bytes() == before


def test_the_gate_is_measured_once_for_a_tokenizer(plan: Plan):
    (first,) = stages.pass_gate(plan)
    written = (plan.work / "gate.json").stat().st_mtime_ns
    assert list(stages.pass_gate(plan)) == [first]
    assert (plan.work / "gate.json").stat().st_mtime_ns == written
    later = time.time() + 60
    os.utime(plan.work / image_tokenizer.FILE, (later, later))
    list(stages.pass_gate(plan))
    assert (plan.work / "gate.json").stat().st_mtime_ns > written


def test_a_finished_plan_reports_once(plan: Plan):
    (plan.work / "report.json").write_text(json.dumps({"0.01": {}}))
    assert list(stages.finish(plan)) == ["reported already"]
    assert not plan.out.exists()


def test_shards_are_drawn_beside_the_block_and_no_longer(plan: Plan):
    shard = plan.work / "pictures" / "0000.safetensors"
    others = set(multiprocessing.active_children())
    with stages._drawing(plan):
        (child,) = set(multiprocessing.active_children()) - others
        deadline = time.monotonic() + 60
        while not shard.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
    assert shard.exists()
    assert not child.is_alive()
