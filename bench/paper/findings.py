"""The records of one checkpoint, sorted by arm: what tables and plots are made of."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from bench.paper import arms, controls
from bench.paper.arms import Arm
from bench.paper.plan import Plan, run_name
from bench.paper.tables import Reading, Runs, at, picked, values
from bench.paper.tuning import best_rate
from bench.teaching.results import Record
from bench.teaching.subjects import Subject
from engine.vision.embedder import Embedder

EFFNET = Embedder.name


@dataclass(frozen=True, eq=False)
class Findings:
    """Everything that was measured so far."""

    plan: Plan

    @property
    def short(self) -> str:
        """The checkpoint, as its records' folder is called."""
        return self.plan.lab.bench.base.checkpoint.short

    @property
    def layers(self) -> int:
        """Of the model."""
        return int(self.plan.lab.bench.base.model.config.num_hidden_layers)

    @property
    def width(self) -> int:
        """Of the model."""
        return int(self.plan.lab.bench.base.model.config.hidden_size)

    @property
    def title(self) -> str:
        """`mini 4749a3e54169: 6 layers of 256`."""
        name = self.plan.lab.bench.base.checkpoint.name
        return f"{name} {self.short}: {self.layers} layers of {self.width}"

    @cached_property
    def metric(self) -> str:
        """The metric that decides: the first that qualified, else the first."""
        found = (self.plan.get("qualification") or {}).get("metrics", {})
        names = [one.name for one in self.plan.lab.looks]
        return next((name for name in names if found.get(name, {}).get("auc", 0) >= 0.95), names[0])

    @property
    def metrics(self) -> tuple[str, str]:
        """The metric that decides, and the plain one."""
        return self.metric, EFFNET

    def recognised(self, figure: str) -> Reading:
        """A figure of recognition by the rule of the protocol; AUROC is always of likelihoods."""
        by_words = self.plan.lab.protocol.by_words and not figure.endswith("auroc")
        return at("recognition", "words, self-emitted" if by_words else "likelihood", figure)

    def answered(self, kind: str) -> Reading:
        """Questions of two choices by the rule of the protocol; `vqa`, or `text` alone."""
        by_words = self.plan.lab.protocol.by_words
        return at("questions", kind if by_words else f"{kind}_by_likelihood")

    def of(self, arm: Arm, subjects: tuple[Subject, ...] | None = None) -> Runs:
        """The records of an arm."""
        scope = self.plan.scope
        claims = arm.experiment in (arms.MAIN, arms.DEEP)
        usual = scope.main if claims else scope.ablated
        chosen = usual if subjects is None else subjects
        found = {
            one.key: [
                record
                for seed in range(scope.seeds)
                if (record := self.plan.get(run_name(arm, one, seed)))
            ]
            for one in chosen
        }
        return {key: records for key, records in found.items() if records}

    @cached_property
    def main(self) -> Runs:
        """The product's own learning, of all concepts of the claims."""
        return self.of(self.plan.arms.main)

    @cached_property
    def deep(self) -> Runs:
        """The deep concept, of the same concepts."""
        return self.of(self.plan.arms.deep)

    def control(self, name: str, subjects: tuple[Subject, ...] | None = None) -> Runs:
        """A control that needs no learning."""
        chosen = self.plan.scope.main if subjects is None else subjects
        records = {one.key: self.plan.get(f"words-{one.key}") for one in chosen}
        return picked({key: [one] for key, one in records.items() if one}, name)

    def broken(self, name: str) -> Runs:
        """A control made of learned rows."""
        return picked(self.main, name)

    def full(self, iteration: int, subjects: tuple[Subject, ...] | None = None) -> Runs:
        """Full fine-tuning at a stopping point of its best rate."""
        scope = self.plan.scope
        found = {
            one.key: [
                record
                for seed in range(scope.seeds)
                if (record := self.plan.get(f"full-{one.key}-s{seed}"))
            ]
            for one in (scope.main if subjects is None else subjects)
        }
        return picked({key: some for key, some in found.items() if some}, "points", str(iteration))

    def ceilings(self, metric: str) -> Mapping[str, float | None]:
        """What two held-out photos of each concept reach."""
        found = values(self.control(controls.NEAREST), at("similarity", metric, "ceiling"))
        return {key: some[0] for key, some in found.items()}

    @property
    def base(self) -> Runs:
        """The benchmarks of the base model: one record, whatever the concept."""
        found = self.plan.get("base")
        return {"base": [found]} if found else {}

    def base_of(self, exam_name: str) -> Runs:
        """What the base model has of a benchmark, beside each concept, to compare with."""
        alone = next(iter(values(self.base, at(*exam(exam_name))).values()), None)
        if alone is None:
            return {}
        record: Record = {"exams": {exam_name: {"accuracy": alone[0]}}}
        return {one.key: [record] for one in self.plan.scope.main}

    @property
    def rate(self) -> float | None:
        """The best rate of full fine-tuning; None where none was searched."""
        sweep = self.plan.sweep()
        return best_rate(sweep) if any(sweep.values()) else None

    def exam_names(self) -> list[str]:
        """Every benchmark that was taken."""
        records = [one for some in (self.base or {}).values() for one in some]
        return list(records[0]["exams"]) if records else []

    @cached_property
    def records(self) -> dict[str, Record | None]:
        """Everything that is planned of this checkpoint, whatever a sitting is limited to."""
        whole = replace(self.plan, scope=replace(self.plan.scope, only=self.plan.scope.planned))
        return {name: whole.get(name) for task in whole.tasks() for name in task.records}

    def hours(self) -> float:
        """Core-hours of learning and fine-tuning in all records."""
        there = [one for one in self.records.values() if one]
        last = [max(one["points"].items(), key=_step)[1] for one in there if one.get("points")]
        return sum(float(one.get("seconds", 0.0)) for one in (*there, *last)) / 3600


def _step(point: tuple[str, Record]) -> int:
    return int(point[0])


def exam(name: str) -> "tuple[str, str, str]":
    """Where the share right of a benchmark lies in a record."""
    return ("exams", name, "accuracy")


def likeness_at(metric: str, figure: str = "similarity") -> tuple[str, str, str]:
    """Where a figure of likeness lies in a record."""
    return ("similarity", metric, figure)
