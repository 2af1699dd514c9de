"""The baseline that changes the model: full fine-tuning, measured at two stopping points."""

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch

from bench.paper.material import Lab
from bench.paper.scoring import Candidate, drawings, elsewhere, examined, likeness, measured
from bench.teaching.opened import photos, save_drawings
from bench.teaching.results import Record
from bench.teaching.subjects import Subject
from engine.evaluation.examinee import Examinee
from engine.events import Job, Progress
from engine.runtime.backends.pytorch import PyTorchBackend
from engine.training.baselines import (
    KEPT,
    BaselineConfig,
    Tuner,
    TuningSet,
    open_own,
)

BEST = "best rate"
ROUNDING = 1e-7
"""The rate of the supplement: does it move weights that are kept in bf16?"""


def tuned(
    lab: Lab, subject: Subject, config: BaselineConfig, folder: Path, *, whole: bool
) -> Job[dict[int, Record]]:
    """A record for each kept iteration; not `whole`: how its drawings look, and nothing else."""
    tuner, examinee = _opened(lab, subject, config)
    candidate = Candidate(examinee=examinee, name=subject.key, caption=f"A photo of {subject.key}.")
    found: dict[int, Record] = {}
    seconds = 0.0
    while not tuner.done:
        began = time.monotonic()
        loss = tuner.take()
        seconds += time.monotonic() - began
        yield Progress(tuner.step, config.iterations, f"Fine-tuning on {subject.key}")
        if tuner.step in config.kept:
            place = folder / f"iteration-{tuner.step}"
            point = _measured if whole else _seen
            record = yield from point(lab, candidate, subject, place)
            if whole and tuner.done:
                record["elsewhere"] = yield from elsewhere(lab, candidate, subject)
            found[tuner.step] = record | {"loss": loss, "seconds": round(seconds, 1)}
    return found


def _measured(lab: Lab, candidate: Candidate, subject: Subject, place: Path) -> Job[Record]:
    """All but what is asked once, of the last iteration."""
    record = yield from measured(lab, candidate, subject, place)
    record["exams"] = yield from examined(lab, candidate.examinee)
    return record


def _seen(lab: Lab, candidate: Candidate, subject: Subject, place: Path) -> Job[Record]:
    """How its drawings look: enough to choose a rate by."""
    drawn = yield from drawings(lab, candidate)
    save_drawings(place, drawn)
    return {"similarity": likeness(lab, subject, drawn)}


def swept(rates: Sequence[float], seed: int) -> list[BaselineConfig]:
    """One setting for each rate; the shorter stopping point decides which is the best."""
    first = min(KEPT)
    return [
        BaselineConfig(learning_rate=rate, iterations=first, kept=(first,), seed=seed)
        for rate in rates
    ]


def moved_in_bf16(lab: Lab, subject: Subject, rate: float, steps: int = 20) -> dict[str, float]:
    """The share of bf16 weights that change at a rate, without fp32 masters and with."""
    shares: dict[str, float] = {}
    for masters in (False, True):
        config = BaselineConfig(learning_rate=rate, iterations=steps, kept=(), masters=masters)
        tuner, _ = _opened(lab, subject, config, torch.bfloat16)
        before = tuner.masters()
        for _ in range(steps):
            tuner.take()
        pairs = list(zip(tuner.masters(), before, strict=True))
        changed = sum(int((one != old).sum()) for one, old in pairs)
        name = "fp32 masters" if masters else "bf16 alone"
        shares[name] = changed / sum(one.numel() for one, _ in pairs)
    return shares


def _opened(
    lab: Lab, subject: Subject, config: BaselineConfig, dtype: torch.dtype = torch.float32
) -> tuple[Tuner, Examinee]:
    """A model of its own; the one that the bench shares is never touched."""
    base = lab.bench.base
    model = open_own(base.checkpoint.folder, "auto", dtype=dtype)
    codes = lab.bench.examinee().encode(photos(subject.learned))
    material = TuningSet(tokenizer=base.tokenizer, photos=tuple(codes))
    tuner = Tuner(model, material, config)
    backend = PyTorchBackend(model, base.tokenizer.vocabulary.image_ids)
    examinee = Examinee(
        backend=backend, tokenizer=base.tokenizer, names={subject.key: material.identifier}
    )
    return tuner, examinee


def at_best(rate: float, seed: int) -> BaselineConfig:
    """Both stopping points of the supplement at a rate."""
    return replace(BaselineConfig(), learning_rate=rate, seed=seed)


def best_rate(sweep: dict[float, list[Record]]) -> float:
    """The rate whose drawings are most like the held-out photos at the shorter stopping point."""

    def reached(rate: float) -> float:
        values = [_reached(one) for one in sweep[rate]]
        return sum(values) / len(values) if values else -1.0

    return max(sweep, key=reached)


def _reached(record: Record) -> float:
    points = record.get("points", {})
    last = next(iter(points.values()), None)
    if last is None:
        return -1.0
    scores = next(iter(last["similarity"].values()))
    return float(scores["similarity"])


def sweep_name(config: BaselineConfig, subject: Subject) -> str:
    """What the record of one rate is called."""
    return f"sweep-{config.learning_rate:.0e}-{subject.key}"
