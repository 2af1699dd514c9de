"""Trainings spend their minutes in sittings, and go on where they were stopped."""

import time
from pathlib import Path

import pytest
import torch
from torch import nn

pytest.importorskip("cv2")

from recipes.mini import decoder, image_tokenizer, pictures, resume, sitting
from recipes.mini.sizes import Size
from recipes.mini.world import World


class Counter:
    """Counts its steps in a module, a hundredth of a second each."""

    def __init__(self, saved: Path) -> None:
        self.module = nn.Linear(1, 1, bias=False)
        nn.init.zeros_(self.module.weight)
        self.parts: resume.State = {"module": self.module}
        self.facts = resume.load(saved, self.parts) or {"seconds": 0.0, "step": 0}
        self.done: list[float] = []

    def step(self, done: float) -> None:
        self.done.append(done)
        time.sleep(0.01)
        with torch.no_grad():
            self.module.weight += 1


def test_earlier_sittings_count(tmp_path: Path):
    saved = tmp_path / "state.safetensors"
    list(sitting.spend(Counter(saved), saved, minutes=0.1 / 60))
    second = Counter(saved)
    before = second.facts["step"]
    assert second.module.weight.item() == before > 1
    list(sitting.spend(second, saved, minutes=0.2 / 60))
    assert second.done[0] == pytest.approx(0.5, abs=0.15)
    assert second.module.weight.item() == second.facts["step"] > before


def test_where_all_is_done_nothing_is_written(tmp_path: Path):
    saved = tmp_path / "state.safetensors"
    list(sitting.spend(Counter(saved), saved, minutes=0.05 / 60))
    written = saved.stat().st_mtime_ns
    (facts,) = sitting.spend(Counter(saved), saved, minutes=0.01 / 60)
    assert facts["step"] >= 1
    assert saved.stat().st_mtime_ns == written


def test_what_the_consumer_does_is_not_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sitting, "SAY_EVERY", 0.0)
    saved = tmp_path / "state.safetensors"
    spending = sitting.spend(Counter(saved), saved, minutes=1)
    first = next(spending)["seconds"]
    time.sleep(0.3)
    assert next(spending)["seconds"] - first < 0.2


def test_a_line_says_what_is_left():
    facts = {"seconds": 90.0, "step": 7, "losses": {"pictures": 1.5}}
    assert sitting.line(facts, 4) == "step 7, pictures 1.500, 2 min left"


def test_the_image_tokenizer_learns_and_goes_on(work: Path, tiny_size: Size):
    pictures = image_tokenizer.bank(work, tiny_size, pictures=32)
    assert pictures.shape == (32, 16, 16, 3)
    first = image_tokenizer.Learner(work, tiny_size)
    for number in range(40):
        first.step(number / 40)
        first.facts["step"] += 1
    assert first.facts["quantized"]
    loss = first.facts["losses"]["pixels"]
    resume.save(work / image_tokenizer.FILE, first.parts, first.facts)
    second = image_tokenizer.Learner(work, tiny_size)
    assert second.facts == first.facts
    second.step(0.99)
    assert second.facts["losses"]["pixels"] == pytest.approx(loss, rel=0.1)
    vqgan = image_tokenizer.load(work, tiny_size)
    codes = vqgan.encode(image_tokenizer.pixels(pictures[:4]))
    assert codes.unique().numel() > 2


def test_codes_are_laid_out_late_where_too_few_pictures_were_seen(work: Path, tiny_size: Size):
    image_tokenizer.bank(work, tiny_size, pictures=32)
    learner = image_tokenizer.Learner(work, tiny_size)
    learner.step(0.9)
    assert not learner.facts.get("quantized")
    for _ in range(4):
        learner.step(0.9)
    assert learner.facts["quantized"]


def test_the_decoder_learns_and_goes_on_with_the_same_weights(
    work: Path, tiny_size: Size, world: World
):
    vqgan = image_tokenizer.build(tiny_size)
    pictures.write_shard(world, vqgan, tiny_size, work / "pictures", 0)
    first = decoder.Learner(work, tiny_size, work / "checkpoint")
    begun: dict[str, float] = {}
    for number in range(12):
        first.step(number / 12)
        first.facts["step"] += 1
        begun = begun or dict(first.facts["losses"])
    assert first.facts["losses"]["words"] < begun["words"] - 0.1
    resume.save(work / decoder.FILE, first.parts, first.facts)
    second = decoder.Learner(work, tiny_size, work / "checkpoint")
    assert second.facts == first.facts
    for name, value in first.model.state_dict().items():
        assert torch.equal(second.model.state_dict()[name], value)
    one, two = (dict(each.parts)["adam"].state_dict()["state"] for each in (first, second))
    assert all(torch.equal(one[i]["exp_avg"], two[i]["exp_avg"]) for i in one)
