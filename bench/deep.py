"""What a deep concept adds, at equal training time: drawings, recognition, following.

    python3 dev.py bench deep                   8 concepts; rows alone, and 4, 8 and 16 positions
    python3 dev.py bench deep --quick           one concept, to see that it works; no bar

Every concept is learned with and without a prefix on the same photos. A step with a prefix takes
longer; so that both learn for as long, it has fewer rows to learn from in each epoch, by the share
that is measured before. The last epoch is scored, never the best. Records are read again.
"""

import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from bench import machine
from bench.bars import Bar, show
from bench.concepts import SUITE, settings_of
from bench.paper import controls
from bench.paper.arms import Arm
from bench.paper.material import Lab
from bench.paper.scoring import elsewhere, measured
from bench.paper.tables import Runs, at, cell, markdown, matched, verdict
from bench.paper.teaching import taught
from bench.teaching.opened import open_bench, own_home
from bench.teaching.results import Record, Results, digest
from bench.teaching.subjects import Subject, choose, read_suite
from engine.errors import YoError
from engine.events import Job, Noticed
from engine.files import write_whole
from engine.training.config import PRESETS, TrainingConfig
from engine.training.dry_run import Amounts, dry_run
from engine.training.fit import FITS
from engine.watch import watch

RESULTS = Path("build/bench/deep")
POSITIONS = (0, 4, 8, 16)
ROUNDS = 3
"""Of dry runs, in turn; the median counts."""
LONGER = 0.05
"""Seconds of learning that may be more with a prefix, as a share: times are of the wall clock."""
_ROWS = ("positive_rows", "negative_rows", "text_rows", "drawing_rows", "soft_rows")
_PICTURES = Amounts(positives=4, soft_positives=96, negatives=96)
_PLACED = ("elsewhere", "recontextualised")
_FIGURES = {
    "recognition easy": ("recognition", "likelihood", "weighted_easy"),
    "hard": ("recognition", "likelihood", "weighted_hard"),
    "VQA": ("questions", "vqa_by_likelihood"),
    "identity and place": (*_PLACED, "both"),
    "place": (*_PLACED, "place"),
    "seconds": ("seconds",),
}


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Trial:
    """Who is learned how deep, on which base model, and where the records lie."""

    lab: Lab
    subjects: tuple[Subject, ...]
    positions: tuple[int, ...]
    config: TrainingConfig
    results: Results
    seeds: int

    def runs(self, positions: int) -> Runs:
        """The records of one depth that are there."""
        found = {
            subject.key: [
                record
                for seed in range(self.seeds)
                if (record := self.get(subject, positions, seed)) is not None
            ]
            for subject in self.subjects
        }
        return {key: records for key, records in found.items() if records}

    def get(self, subject: Subject, positions: int, seed: int) -> Record | None:
        """A record of these very settings."""
        return self.results.get(_name(subject, positions, seed), self._request())

    def put(self, subject: Subject, positions: int, seed: int, record: Record) -> None:
        """Keep a record."""
        self.results.put(_name(subject, positions, seed), self._request(), record)

    def _request(self) -> str:
        bench = self.lab.bench
        known = (bench.base.checkpoint.fingerprint, str(bench.drawings), repr(self.config))
        return digest(known)


@click.command()
@click.option("--quick", is_flag=True, help="One concept, 2 epochs, 4 drawings, no bar.")
@click.option("--concepts", default=8, show_default=True, help="How many, spread over the levels.")
@click.option("--positions", default=",".join(map(str, POSITIONS)), show_default=True)
@click.option("--preset", type=click.Choice(list(PRESETS)), default="quick", show_default=True)
@click.option("--seeds", default=1, show_default=True)
@click.option("--checkpoint", help="A name or folder. Default: the bundled mini.")
@click.option("--threads", type=int, help="CPU threads. Default: one for each core.")
@click.option("--folder", type=click.Path(path_type=Path), default=RESULTS, show_default=True)
def main(folder: Path, quick: bool, positions: str, preset: str, **options: Any) -> None:
    """Measure what is missing and print the table. Exit status 1 where a bar is missed."""
    config = PRESETS[preset]
    depths = (0, 8) if quick else tuple(sorted({0, *map(int, positions.split(","))}))
    config = replace(config, epochs=2) if quick else config
    try:
        settings = settings_of(options["checkpoint"], options["threads"])
        with own_home(folder.resolve() / "home"):
            bench = watch(open_bench(folder, settings, 4 if quick else 8))
            subjects = choose(read_suite(SUITE, ["L1", "L2"]), 1 if quick else options["concepts"])
            trial = Trial(
                lab=Lab(bench, cache=folder),
                subjects=tuple(subjects),
                positions=depths,
                config=config,
                results=Results(folder / bench.base.checkpoint.short),
                seeds=1 if quick else options["seeds"],
            )
            watch(_measured(trial, folder))
            text = page(trial)
            status = 0 if quick else show(bars(trial))
    except YoError as error:
        raise click.ClickException(f"{error}\n{error.remedy}") from error
    write_whole(folder / "deep.md", f"{text}\n".encode())
    click.echo(text)
    sys.exit(status)


def shared(config: TrainingConfig, positions: int, share: float) -> TrainingConfig:
    """So deep, with that share of the rows of each epoch."""
    rows = {name: round(getattr(config, name) * min(1.0, share)) for name in _ROWS}
    return replace(config, prefix_positions=positions, **rows) if positions else config


def page(trial: Trial) -> str:
    """The tables as markdown: what each depth reaches, and what it adds to rows alone."""
    facts = f"{machine.in_words()}; {machine.load()}. "
    facts += f"{len(trial.subjects)} concepts, {trial.seeds} seeds, {trial.config.epochs} epochs."
    readings = _readings(trial)
    reached = [
        [positions, *(cell(trial.runs(positions), read) for read in readings.values())]
        for positions in trial.positions
    ]
    alone = trial.runs(0)
    added = [
        [
            positions,
            *(verdict(*matched(trial.runs(positions), alone, r)) for r in readings.values()),
        ]
        for positions in trial.positions
        if positions
    ]
    header = ["positions", *readings]
    tables = (markdown(header, reached), markdown(["adds", *readings], added))
    return "\n\n".join([facts, *("\n".join(table) for table in tables)])


def bars(trial: Trial) -> list[Bar]:
    """A deep concept learns no longer, and is no worse in what it is measured by."""
    alone, readings = trial.runs(0), _readings(trial)
    found: list[Bar] = []
    for positions in filter(None, trial.positions):
        own = trial.runs(positions)
        longer = _ratio(own, alone) - 1
        name = f"{positions} positions: learning longer than rows alone"
        found.append(Bar(name=name, figure=longer, bound=LONGER, at_most=True))
        found += [
            Bar(name=f"{positions} positions: {what} added", figure=added, bound=-0.02)
            for what, read in readings.items()
            if what != "seconds"
            and (added := matched(own, alone, read)[0].difference) == added  # measured at all
        ]
    return found


def _ratio(own: Runs, alone: Runs) -> float:
    both = [cell(one, at("seconds")).interval.value for one in (own, alone)]
    return both[0] / both[1]


def _readings(trial: Trial) -> dict[str, Any]:
    similar = {looks.name: at("similarity", looks.name, "similarity") for looks in trial.lab.looks}
    return similar | {name: at(*path) for name, path in _FIGURES.items()}


def _measured(trial: Trial, folder: Path) -> Job[None]:
    missing = list(_missing(trial))
    shares = (yield from _shares(trial)) if missing else {}
    for subject, positions, seed in missing:
        name = _name(subject, positions, seed)
        yield Noticed(name)
        config = shared(trial.config, positions, shares[positions])
        arm = Arm(experiment="deep", name=str(positions), config=config)
        found = yield from taught(trial.lab, [subject], arm, seed)
        if subject.key in found:
            concept, seconds = found[subject.key].concept, found[subject.key].seconds
            who = controls.candidate(trial.lab, concept)
            record = yield from measured(trial.lab, who, subject, folder / "drawings" / name)
            record["elsewhere"] = yield from elsewhere(trial.lab, who, subject)
            record |= {"seconds": seconds, "share": shares[positions]}
        else:
            record = {"excluded": "learning ran away twice"}
        trial.put(subject, positions, seed, record)


def _missing(trial: Trial) -> Iterator[tuple[Subject, int, int]]:
    for seed in range(trial.seeds):
        for subject in trial.subjects:
            for positions in trial.positions:
                if trial.get(subject, positions, seed) is None:
                    yield subject, positions, seed


def _shares(trial: Trial) -> Job[dict[int, float]]:
    """By depth: seconds of a step of rows alone, as a share of those of a step with a prefix."""
    base, took = trial.lab.bench.base, {one: list[float]() for one in trial.positions}
    for _ in range(ROUNDS):
        for positions, seconds in took.items():
            config = replace(trial.config, prefix_positions=positions)
            dry = yield from dry_run(base.model, base.tokenizer, config, _PICTURES, FITS["full"])
            seconds.append(dry.seconds_per_step)
    medians = {positions: statistics.median(seconds) for positions, seconds in took.items()}
    return {positions: medians[0] / each for positions, each in medians.items()}


def _name(subject: Subject, positions: int, seed: int) -> str:
    return f"{subject.key}-{positions}-s{seed}"


if __name__ == "__main__":
    main()
