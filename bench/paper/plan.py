"""The plan's runs in their order; each is one record, so that any number of sittings will do."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from bench.paper import arms, controls, material, teaching, tuning
from bench.paper.arms import BY_PROTOCOL, Arm, Arms
from bench.paper.material import Lab
from bench.paper.scope import Scope, Task
from bench.paper.scoring import drawings, elsewhere, examined, likeness, measured
from bench.teaching.results import Record, Results, digest
from bench.teaching.subjects import Subject
from engine.concepts.concept import Concept
from engine.errors import InputError
from engine.evaluation.examinee import parts
from engine.events import Job, Noticed
from engine.training.baselines import RATES, BaselineConfig

TURN = 4
"""Concepts of the claims that are measured whole before the next ones begin."""
FEW = 2
"""Concepts that every ablation has before any of them gets more."""
VERSION = "2"
"""Changes with what a record holds, or how concepts are learned: older ones are measured anew."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Plan:
    """The tasks over one checkpoint."""

    lab: Lab
    results: Results
    work: Path
    """Drawings and concepts: not committed."""
    scope: Scope

    @property
    def arms(self) -> Arms:
        """How concepts are learned."""
        return BY_PROTOCOL[self.lab.protocol.name]

    def tasks(self) -> Iterator[Task]:
        """Every task that is in scope; wherever a sitting ends, the most telling tables are there.

        Concepts of the claims a few at a time: their controls, the soft prompt, full fine-tuning,
        the deep concept.
        After two such turns the first concepts again, which tells how far two learnings differ,
        and the ablations with few concepts; then the rest; then the next seed.
        """
        yield self._one("qualification", self._qualification)
        yield self._one("base", self._base)
        turns, ablated = list(parts(self.scope.main, TURN)), self.scope.ablated
        for seed in range(self.scope.seeds):
            for turn in turns[:2]:
                yield from self._claims(turn, seed)
            if seed == 0 and self.scope.seeds > 1:
                yield from self._learnings(self.arms.main, turns[0], 1)
            yield from self._ablations(ablated[:FEW], seed)
            for turn in turns[2:]:
                yield from self._claims(turn, seed)
            yield from self._ablations(ablated[FEW:], seed)
            yield from self._others(seed)

    def ready(self, task: Task) -> bool:
        """Whether everything is there that a task needs."""
        return all(self.get(name) is not None for name in task.needs)

    def missing(self, task: Task) -> list[str]:
        """The records of a task that are not there yet."""
        return [name for name in task.records if self.get(name) is None]

    def get(self, name: str) -> Record | None:
        """A record, where it was measured with this checkpoint and these settings."""
        return self.results.get(name, self._request(name))

    def put(self, name: str, record: Record) -> Record:
        """Keep a record."""
        return self.results.put(name, self._request(name), record)

    def _request(self, name: str) -> str:
        checkpoint, drawings = self.lab.bench.base.checkpoint.fingerprint, self.lab.bench.drawings
        return digest([VERSION, checkpoint, str(drawings), str(self.lab.limit), name])

    def _wanted(self, experiment: str) -> bool:
        return self._planned(experiment) and (not self.scope.only or experiment in self.scope.only)

    def _planned(self, experiment: str) -> bool:
        return not self.scope.planned or experiment in self.scope.planned

    def _one(self, name: str, run: Callable[[], Job[Record]]) -> Task:
        def kept() -> Job[None]:
            self.put(name, (yield from run()))

        return Task(name=name, records=(name,), run=kept)

    def _qualification(self) -> Job[Record]:
        yield Noticed("Asking whether the metrics tell individuals apart.")
        subjects = self.scope.suite or (*self.scope.main, *self.scope.swept)
        return {"metrics": material.qualification(self.lab, subjects)}

    def _base(self) -> Job[Record]:
        """Benchmarks; and what model it is, for whoever finds the record."""
        base = self.lab.bench.base
        config, name = base.model.config, base.checkpoint.name
        layers, width = config.num_hidden_layers, config.hidden_size
        exams = yield from examined(self.lab, self.lab.bench.examinee())
        return {"exams": exams, "model": f"{name}: {layers} layers of {width}"}

    def _words(self, subject: Subject) -> Job[Record]:
        found: Record = {
            controls.NEAREST: controls.nearest(self.lab, subject),
            "fidelity": material.fidelity(self.lab, subject.held_out),
            "tokens": controls.tokens_of(self.lab, subject, []),
        }
        for name, candidate in controls.in_words(self.lab, subject):
            place = self.work / "words" / subject.key / name
            found[name] = yield from measured(self.lab, candidate, subject, place)
        return found

    def _claims(self, subjects: Sequence[Subject], seed: int) -> Iterator[Task]:
        if seed == 0:
            yield from self._controls(subjects)
        if seed != 1 or subjects[0] != self.scope.main[0]:  # those were learned again before
            yield from self._learnings(self.arms.main, subjects, seed)
        if self._wanted(arms.PAPER_TABLE):
            if seed == 0 and subjects[0] == self.scope.main[0]:
                yield from self._search()
            yield from self._fine_tunings(subjects, seed)
        yield from self._learnings(self.arms.deep, subjects, seed)

    def _controls(self, subjects: Sequence[Subject]) -> Iterator[Task]:
        for subject in subjects:
            yield self._one(f"words-{subject.key}", partial(self._words, subject))

    def _ablations(self, subjects: Sequence[Subject], seed: int) -> Iterator[Task]:
        for arm in self.arms.ablations():
            if not arm.same:
                yield from self._learnings(arm, subjects, seed)

    def _others(self, seed: int) -> Iterator[Task]:
        """300 photos, and real ones."""
        yield from self._learnings(self.arms.many, self.scope.many, seed)
        if self._wanted(arms.PAPER_TABLE) and self._planned(arms.MANY):
            yield from self._fine_tunings(self.scope.many, seed)
        if seed == 0 and self._wanted(arms.REAL):
            yield from self._controls(self.scope.real)
        yield from self._learnings(self.arms.real, self.scope.real, seed)

    def _learnings(self, arm: Arm, subjects: Sequence[Subject], seed: int) -> Iterator[Task]:
        if not self._wanted(arm.experiment):
            return
        for some in parts(subjects, self.scope.together):
            yield Task(
                name=f"{arm.key}, seed {seed}: {', '.join(one.key for one in some)}",
                records=tuple(run_name(arm, one, seed) for one in some),
                run=partial(self._learn, arm, some, seed),
            )

    def _learn(self, arm: Arm, subjects: Sequence[Subject], seed: int) -> Job[None]:
        left = [one for one in subjects if self.get(run_name(arm, one, seed)) is None]
        found = yield from teaching.taught(self.lab, left, arm, seed)
        concepts = {key: one.concept for key, one in found.items()}
        concepts |= self._learned_before(arm, subjects, seed)
        for subject in left:
            name = run_name(arm, subject, seed)
            if subject.key not in found:
                self.put(name, {"excluded": "learning ran away twice"})
                continue
            own = found[subject.key]
            own.concept.save(self._concept_file(name))
            record = yield from self._measured(arm, own.concept, subject, name)
            record |= {"seconds": own.seconds, "epochs": len(own.snapshots)}
            if arm.curve:
                record["curve"] = yield from self._curve(subject, own)
            if arm.experiment in (arms.MAIN, arms.REAL):
                record |= yield from self._more(subject, own.concept, concepts, (name, seed))
            self.put(name, record)

    def _learned_before(
        self, arm: Arm, subjects: Sequence[Subject], seed: int
    ) -> dict[str, Concept]:
        """Those of a batch that an earlier sitting has learned, where their files still are."""
        names = {one.key: run_name(arm, one, seed) for one in subjects}
        files = {key: self._concept_file(name) for key, name in names.items() if self.get(name)}
        return {key: Concept.load(file) for key, file in files.items() if file.exists()}

    def _measured(self, arm: Arm, concept: Concept, subject: Subject, name: str) -> Job[Record]:
        place = self.work / "drawings" / name
        record = yield from controls.of_concept(self.lab, concept, subject, place)
        record["arm"] = {"experiment": arm.experiment, "name": arm.name}
        record["tokens"] = controls.tokens_of(self.lab, subject, [concept])
        if arm.experiment in (arms.MANY, arms.DEEP):
            record |= yield from self._abilities(concept, subject)
        return record

    def _abilities(self, concept: Concept, subject: Subject) -> Job[Record]:
        """Benchmarks with the concept active, and the concept at other places."""
        who = controls.candidate(self.lab, concept)
        exams = yield from examined(self.lab, who.examinee)
        return {"exams": exams, "elsewhere": (yield from elsewhere(self.lab, who, subject))}

    def _curve(self, subject: Subject, own: teaching.Taught) -> Job[list[Record]]:
        """Likeness after each epoch."""
        points: list[Record] = []
        for snapshot in own.snapshots:
            candidate = controls.candidate(self.lab, snapshot.concept)
            drawn = yield from drawings(self.lab, candidate)
            similar = likeness(self.lab, subject, drawn)
            points.append({"epoch": snapshot.epoch, "similarity": similar})
        return points

    def _more(
        self,
        subject: Subject,
        concept: Concept,
        concepts: dict[str, Concept],
        run: tuple[str, int],
    ) -> Job[Record]:
        """What only the claims need: benchmarks, other places, broken rows."""
        name, seed = run
        found = yield from self._abilities(concept, subject)
        other = next((one for key, one in concepts.items() if key != subject.key), None)
        for kind, rows in controls.broken(concept, other or concept, seed).items():
            if other is None and kind == controls.OTHER:
                continue
            place = self.work / "drawings" / f"{name}-{kind.replace(' ', '-')}"
            found[kind] = yield from controls.of_concept(self.lab, rows, subject, place)
        return found

    def _search(self) -> Iterator[Task]:
        """Of the best rate; and what bf16 makes of the supplement's."""
        for subject in self.scope.swept:
            for config in tuning.swept(RATES, 0):
                name = tuning.sweep_name(config, subject)
                yield self._one(name, partial(self._tune, subject, config, False))
        yield self._one("bf16", self._rounding)

    def _fine_tunings(self, subjects: Sequence[Subject], seed: int) -> Iterator[Task]:
        configs = tuning.swept(RATES, 0)
        needs = tuple(tuning.sweep_name(one, own) for own in self.scope.swept for one in configs)
        for subject in subjects:
            name = f"full-{subject.key}-s{seed}"
            yield replace(self._one(name, partial(self._tune_best, subject, seed)), needs=needs)

    def _rounding(self) -> Job[Record]:
        yield Noticed("Asking whether bf16 weights move at the supplement's rate.")
        rates = (tuning.ROUNDING, 1e-5, 1e-3)
        subject = self.scope.swept[0]
        return {f"{rate:.0e}": tuning.moved_in_bf16(self.lab, subject, rate) for rate in rates}

    def _tune_best(self, subject: Subject, seed: int) -> Job[Record]:
        rate = tuning.best_rate(self.sweep())
        return (yield from self._tune(subject, tuning.at_best(rate, seed), True))

    def _tune(self, subject: Subject, config: BaselineConfig, whole: bool) -> Job[Record]:
        place = self.work / "full" / f"{subject.key}-{config.learning_rate:.0e}-s{config.seed}"
        try:
            found = yield from tuning.tuned(self.lab, subject, config, place, whole=whole)
        except InputError as error:
            return {"rate": config.learning_rate, "excluded": str(error)}
        points = {str(step): record for step, record in found.items()}
        return {"rate": config.learning_rate, "points": points}

    def sweep(self) -> dict[float, list[Record]]:
        """The records of the search for a rate, by rate."""
        found: dict[float, list[Record]] = {}
        for config in tuning.swept(RATES, 0):
            names = [tuning.sweep_name(config, one) for one in self.scope.swept]
            found[config.learning_rate] = [one for name in names if (one := self.get(name))]
        return found

    def _concept_file(self, name: str) -> Path:
        folder = self.work / "concepts"
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"{name}.concept"


def run_name(arm: Arm, subject: Subject, seed: int) -> str:
    """What the record of a learning is called."""
    return f"{arm.key}-{subject.key}-s{seed}"
