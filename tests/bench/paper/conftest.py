"""A plan without a model behind it, whose records are written by dice."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from bench.paper.plan import Plan
from bench.paper.scope import Scope
from bench.teaching.results import Results
from bench.teaching.subjects import Subject
from engine.evaluation.protocol import OURS

EXAMS = ("POPE random", "POPE popular", "POPE adversarial", "MMLU", "MMBench")
METRICS = ("the invariant one", "EffNet-Lite0")


def subject(key: str, kind: str = "object") -> Subject:
    """A subject of the suite, without its photos."""
    return Subject(
        key=key, level="L1", kind=kind, class_name="a cup", learned=(Path("a"),),
        held_out=(Path("b"),),
    )  # fmt: skip


def model(digit: str, layers: int, width: int) -> Any:
    """A base model of which nothing is known but what it is."""
    checkpoint = SimpleNamespace(fingerprint=digit * 64, short=digit * 4, name="m")
    config = SimpleNamespace(num_hidden_layers=layers, hidden_size=width)
    return SimpleNamespace(checkpoint=checkpoint, model=SimpleNamespace(config=config))


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """Four concepts, one of them a person; two seeds; one subject for the rate."""
    main = (*(subject(f"l1-cup-{n}") for n in range(3)), subject("l2-person-1", "person"))
    looks = tuple(SimpleNamespace(name=name) for name in METRICS)
    bench = SimpleNamespace(base=model("f", 6, 256), drawings=8)
    lab = SimpleNamespace(bench=bench, limit=None, looks=looks, protocol=OURS)
    scope = Scope(
        main=main, ablated=main[:2], many=(subject("l1-cup-0-many"),), swept=(subject("l2-cup-9"),)
    )
    return Plan(lab=lab, results=Results(tmp_path / "results"), work=tmp_path, scope=scope)


def likeness(value: float) -> dict[str, object]:
    """The part of a record about similarity."""
    scores = {"similarity": value, "ceiling": 0.9, "copied": False, "low": value, "high": value}
    scores |= {"copies": 0.0, "original": value}
    return dict.fromkeys(METRICS, scores)


def record(value: float, abilities: float = 0.8, hard: float = 0.7) -> dict[str, object]:
    """A record of a learned concept, or of a tuned model."""
    judged = {"weighted_easy": 0.9, "weighted_hard": hard, "hard_auroc": hard}
    words = {"positive_accuracy": 0.9, "easy_accuracy": 0.9, "hard_accuracy": 0.6, "opened": 1.0}
    placed = {"both": 0.4, "identity": 0.6, "place": 0.5}
    return {
        "similarity": likeness(value),
        "recognition": {"likelihood": judged | words, "words, self-emitted": words},
        "questions": {"vqa_by_likelihood": 0.6, "text_by_likelihood": 0.7},
        "faces": {},
        "exams": {name: {"accuracy": abilities} for name in EXAMS},
        "elsewhere": {"recontextualised": placed, "class drawings": 0.4},
        "seconds": 36.0,
    }


@pytest.fixture
def filled(plan: Plan) -> Plan:
    """The same with a record for every run: soft prompts keep abilities, full tuning loses them."""
    return written(plan)


def written(plan: Plan, worse: float = 0.0) -> Plan:
    """A record for every run; what was learned is so much `worse`, what was fine-tuned is not."""
    dice = np.random.default_rng(0)
    plan.put("qualification", {"metrics": {m: {"auc": 0.99, "hard_auc": 0.8} for m in METRICS}})
    plan.put("base", record(0.3) | {"model": "m: 6 layers of 256"})
    for task in plan.tasks():
        for name in plan.missing(task):
            plan.put(name, _written(name, float(dice.normal(0, 0.005)), worse))
    return plan


def _written(name: str, noise: float, worse: float) -> dict[str, object]:
    if name.startswith("words-"):
        kinds = ("class name", "description", "image prompt", "nearest training photo")
        known = {kind: record(0.4 + noise) for kind in kinds}
        return known | {"tokens": {"description": 20, "image prompt": 146}}
    if name.startswith("sweep-"):
        best = 0.7 if "1e-04" in name else 0.5
        return {"rate": 1e-4, "points": {"300": record(best)}}
    if name.startswith("full-"):
        points = {"300": record(0.7 + noise, 0.6), "500": record(0.75 + noise, 0.5)}
        return {"rate": 1e-4, "points": points}
    own = record((0.73 if name.startswith("deep") else 0.7) - worse + noise)
    own["curve"] = [{"epoch": n, **record(0.4 + n / 10)} for n in (1, 2, 3)]
    own |= {"tokens": {"concept of 16": 33}}
    own |= {"shuffled rows": record(0.3), "another concept's rows": record(0.35)}
    return own
