"""What an instant draft gives at 0, 10 and 50 steps, against the checkpoint's reserved rows.

    python3 dev.py bench drafts                 12 concepts of the suite, every draft there is
    python3 dev.py bench drafts --quick         one concept, to see that it works

Losses are means over rows that were not learned from: the held-out photo drawn, questions about it
and about pictures of other things. Scores are those that every snapshot gets (engine/learning).
"""

import json
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import click

from bench import machine
from bench.bars import Bar, show
from bench.concepts import SUITE, settings_of
from bench.teaching.opened import Bench, open_bench, own_home
from bench.teaching.subjects import Subject, choose, read_suite
from bench.trainers.outcome import mean_losses
from engine.errors import YoError
from engine.events import Job, Progress
from engine.files import write_whole
from engine.learning.draft import DRAFTS, Appearance, drafted
from engine.learning.lookalikes import Neighbours, neighbours
from engine.learning.scoring import Judge, quality
from engine.tokens.images import read_photo
from engine.training.config import PRESETS, TrainingConfig
from engine.training.examples import Subject as Learnt
from engine.training.examples import TrainingSet, epoch_examples
from engine.training.labelling import ask_base
from engine.training.photos import Encoder, Photos, hold_out, read_photos
from engine.training.pool import Chosen
from engine.training.run import Run
from engine.training.steps import Stepper
from engine.watch import watch

RESULTS = Path("build/bench/drafts")
STEPS = (0, 10, 50)
FIGURES = ("text loss", "image loss", "recognition", "similarity", "quality")

Figures: TypeAlias = dict[str, float]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Trial:
    """A concept ready to be learned, and what it is measured with."""

    subject: Subject
    training_set: TrainingSet
    held_out: TrainingSet
    appearance: Appearance
    judge: Judge


@click.command()
@click.option("--quick", is_flag=True, help="One concept, and 2 steps in the place of 50.")
@click.option("--concepts", default=12, show_default=True, help="How many, spread over the levels.")
@click.option("--drafts", default=",".join(DRAFTS), show_default=True, help="Which.")
@click.option("--preset", type=click.Choice(list(PRESETS)), default="quick", show_default=True)
@click.option("--checkpoint", help="A name or folder. Default: the bundled mini.")
@click.option("--threads", type=int, help="CPU threads. Default: one for each core.")
@click.option("--folder", type=click.Path(path_type=Path), default=RESULTS, show_default=True)
def main(folder: Path, quick: bool, drafts: str, checkpoint: str | None, **options: int) -> None:
    """Measure; what was measured before is read again. Exit status 1 where a bar is missed."""
    steps, count = ((0, 1, 2), 1) if quick else (STEPS, options["concepts"])
    config, found = PRESETS[str(options["preset"])], list[Figures]()
    try:
        settings = settings_of(checkpoint, options["threads"])
        with own_home(folder.resolve() / "home"):
            bench = watch(open_bench(folder, settings, 2))
            for subject in choose(read_suite(SUITE, ["L1", "L2"]), count):
                found += watch(_measured(bench, subject, config, drafts.split(","), steps))
    except YoError as error:
        raise click.ClickException(f"{error}\n{error.remedy}") from error
    table = averaged(found, drafts.split(","), steps)
    _keep(folder, bench, table, count)
    click.echo(page(table))
    sys.exit(show(bars(table, steps)))


def averaged(
    found: Sequence[Figures], drafts: Sequence[str], steps: Sequence[int]
) -> dict[str, dict[str, Figures]]:
    """Draft → steps → the mean of each figure over the concepts."""
    return {
        draft: {
            str(step): {
                name: statistics.mean(one[f"{draft}/{step}/{name}"] for one in found)
                for name in FIGURES
            }
            for step in steps
        }
        for draft in drafts
    }


def bars(table: dict[str, dict[str, Figures]], steps: Sequence[int]) -> list[Bar]:
    """The best draft must begin better than the reserved rows, and not fall behind them."""
    if len(table) < 2 or "none" not in table:
        return []
    first, last = str(steps[0]), str(steps[-1])
    best = max((name for name in table if name != "none"), key=lambda n: table[n][first]["quality"])
    gain = table[best][first]["quality"] - table["none"][first]["quality"]
    end = table[best][last]["quality"] - table["none"][last]["quality"]
    loss = table[best][first]["image loss"] - table["none"][first]["image loss"]
    return [
        Bar(name=f"quality at {first} steps that {best} adds", figure=gain, bound=0.0),
        Bar(name=f"image loss at {first} steps", figure=loss, bound=0.0, at_most=True),
        Bar(name=f"quality at {last} steps that {best} adds", figure=end, bound=-0.02),
    ]


def page(table: dict[str, dict[str, Figures]]) -> str:
    """The table as markdown."""
    lines = [f"| draft | steps | {' | '.join(FIGURES)} |", "|---|---|" + "---|" * len(FIGURES)]
    for draft, steps in table.items():
        for step, figures in steps.items():
            values = " | ".join(f"{figures[name]:.3f}" for name in FIGURES)
            lines.append(f"| {draft} | {step} | {values} |")
    return "\n".join(lines)


def _measured(
    bench: Bench,
    subject: Subject,
    config: TrainingConfig,
    drafts: Sequence[str],
    steps: Sequence[int],
) -> Job[list[Figures]]:
    """All figures of one concept, in a list of one."""
    found: Figures = {}
    trial: Trial | None = None
    for draft in drafts:
        path = bench.results.folder / f"{subject.key}-{draft}-{'-'.join(map(str, steps))}.json"
        if not path.exists():
            trial = trial or (yield from _trial(bench, subject, config))
            own = yield from _course(bench, trial, config, draft, steps)
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, json.dumps(own).encode())
        found |= json.loads(path.read_text())
    return [found]


def _trial(bench: Bench, subject: Subject, config: TrainingConfig) -> Job[Trial]:
    positives, held_out = hold_out(subject.learned, config.seed)
    near = yield from neighbours(positives, bench.embedder, config)
    photos = yield from _photos(bench, positives, near.chosen, config)
    codes = [photo.plain for photo in photos.positives]
    answers = yield from ask_base(bench.base.model, bench.base.tokenizer, codes, subject.kind)
    learnt = Learnt(subject.key, subject.kind, bench.base.checkpoint.fingerprint)
    training_set = TrainingSet(
        subject=learnt, tokenizer=bench.base.tokenizer, photos=photos, answers=answers
    )
    scored = held_out or positives[0]
    return Trial(
        subject=subject,
        training_set=training_set,
        held_out=(yield from _unseen(bench, training_set, (scored,), near, config)),
        appearance=Appearance(positives, bench.embedder),
        judge=_judge(bench, scored, near),
    )


def _unseen(
    bench: Bench,
    training_set: TrainingSet,
    scored: tuple[Path, ...],
    near: Neighbours,
    config: TrainingConfig,
) -> Job[TrainingSet]:
    """The same subject, of which only the held-out photo and the others are there."""
    photos = yield from _photos(bench, scored, Chosen(), config)
    others = yield from _photos(bench, near.others, Chosen(), config)
    return replace(training_set, photos=replace(photos, negatives=others.positives))


def _photos(
    bench: Bench, paths: Sequence[Path], chosen: Chosen, config: TrainingConfig
) -> Job[Photos]:
    base = bench.base
    encoder = Encoder(
        model=base.model, image_size=base.tokenizer.image_size,
        base_model=base.checkpoint.fingerprint, cache=bench.results.folder / "codes.safetensors",
    )  # fmt: skip
    return (yield from read_photos(encoder, paths, chosen, flips=config.flips))


def _judge(bench: Bench, scored: Path, near: Neighbours) -> Judge:
    others = [read_photo(path) for path in near.others]
    return Judge(bench.base, bench.embedder, read_photo(scored), others)


def _course(
    bench: Bench, trial: Trial, config: TrainingConfig, draft: str, steps: Sequence[int]
) -> Job[Figures]:
    """Figures of one draft after each number of steps."""
    rows = yield from drafted(draft, bench.base, trial.training_set, config, trial.appearance)
    run = Run.begin(bench.base.model, trial.training_set, config, start=rows)
    stepper, found = Stepper.alone(bench.base.model), Figures()
    for step in range(max(steps) + 1):
        if step in steps:
            own = yield from _figures(bench, trial, run, config)
            found |= {f"{draft}/{step}/{name}": value for name, value in own.items()}
        yield Progress(step, max(steps) + 1, f"{trial.subject.key} {draft}")
        if step < max(steps):
            (told,) = stepper.gradients([run])
            yield from run.advance(told, 0.0)
    return found


def _figures(bench: Bench, trial: Trial, run: Run, config: TrainingConfig) -> Job[Figures]:
    concept = run.concept()
    scores = yield from trial.judge.score(concept, run.state.step)
    rows = epoch_examples(trial.held_out, config, 0)
    text, image = mean_losses(bench.base.model, run.state.rows, rows)
    measured = {"text loss": text, "image loss": image, "quality": quality(scores)}
    return measured | {name: float(value) for name, value in scores.items()}


def _keep(folder: Path, bench: Bench, table: dict[str, dict[str, Figures]], count: int) -> None:
    facts = {
        "machine": machine.in_words(),
        "load": machine.load(),
        "checkpoint": f"{bench.base.checkpoint.name} {bench.base.checkpoint.short}",
        "concepts": count,
        "drafts": table,
    }
    write_whole(folder / "summary.json", f"{json.dumps(facts, indent=1)}\n".encode())
    write_whole(folder / "drafts.md", f"{page(table)}\n".encode())


if __name__ == "__main__":
    main()
