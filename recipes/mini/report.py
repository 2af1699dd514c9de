"""Writes `report.md` and its pictures: what a checkpoint can do after so many hours.

    python -m recipes.mini.report --size cpu --hours 2

The measures of earlier reports on the same work folder stay beside the new ones.
"""

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from engine.paths import MINI_CHECKPOINT
from recipes.mini import decoder, gate, image_tokenizer, picture_decoder, resume, sheets
from recipes.mini.fetch import WORK
from recipes.mini.measures import MEANING, Findings, measure
from recipes.mini.sizes import SIZES, Size
from recipes.mini.validation import losses
from recipes.mini.world import World

Measures: TypeAlias = dict[str, float]

FOLDER = Path(__file__).resolve().parent
HISTORY = "report.json"
PAST = Path("report") / "past.json"
"""Beside report.md: minutes of training and earlier measures, for whoever goes on from there."""
TRAINED = {
    "image tokenizer": image_tokenizer.FILE,
    "decoder": decoder.FILE,
    "picture decoder": picture_decoder.FILE,
}
AIMS = {
    "cpu": {"drawn noun": 0.4, "presence": 0.85, "colour": 0.85, "place": 0.9},
    "gpu": {"drawn noun": 0.7, "presence": 0.85, "colour": 0.85, "place": 0.9},
}
SHOWN, ANSWERED = 16, 24


def write(work: Path, size: Size, checkpoint: Path, hours: float, folder: Path = FOLDER) -> str:
    """Measure `checkpoint`, write report.md and its pictures into `folder`; returns one line.

    A report after the same hours replaces the older one.
    """
    found, lost = measure(work, size, checkpoint), losses(work, size)
    history = _history(work) | {f"{hours:g}": found.shares | lost}
    (work / HISTORY).write_text(json.dumps(history, indent=1) + "\n")
    _draw(found, folder / "report")
    text = "\n".join(_lines(work, size, history, found)) + "\n"
    (folder / "report.md").write_text(text, encoding="utf-8")
    past = {"minutes": dict(_minutes(work)), "measures": history}
    (folder / PAST).write_text(json.dumps(past, indent=1) + "\n")
    return ", ".join(f"{name} {value:.2f}" for name, value in (found.shares | lost).items())


def last(work: Path) -> float:
    """The hours of the last report on a work folder; 0 before the first."""
    return max(map(float, _history(work)), default=0.0)


def _history(work: Path) -> dict[str, Measures]:
    path = work / HISTORY
    return dict(json.loads(path.read_text())) if path.exists() else {}


def _minutes(work: Path) -> Iterator[tuple[str, float]]:
    for part, file in TRAINED.items():
        if (work / file).exists():
            yield part, round(resume.facts_of(work / file)["seconds"] / 60, 1)


def _draw(found: Findings, folder: Path) -> None:
    photos, rebuilt = found.photos[:SHOWN], found.rebuilt[:SHOWN]
    sheets.save(sheets.rows([photos, rebuilt]), folder / "reconstructions.webp")
    asked = [caption.removeprefix("A photo of ").rstrip(".") for caption in found.captions]
    drawings = sheets.labelled(found.drawings, asked)
    sheets.save(drawings, folder / "drawings.webp")


def _lines(
    work: Path, size: Size, history: Mapping[str, Measures], found: Findings
) -> Iterator[str]:
    verdict = gate.recorded(work)
    yield f"# What the mini can do ({size.name})\n"
    yield "Written by the recipe. Everything is asked about held-out individuals, never drawn in"
    yield "training: unseen looks of known meshes, and unseen meshes."
    world = World(work, size.world)
    yield f"The world has {len(world.nouns)} nouns, {len(world.colours)} colours and"
    yield f"{len(world.places)} places; things turn by up to {world.richness.yaw}°.\n"
    yield from _table(history, AIMS[size.name])
    yield f"\n{verdict or 'The gate was not measured.'}\n"
    yield "## Reconstructions\n"
    yield "Held-out renders, and what the image tokenizer makes of them.\n"
    yield "![Renders above, reconstructions below](report/reconstructions.webp)\n"
    yield "## Drawings\n"
    yield "Four of every noun, each in a colour and a place drawn by lot; the first request was"
    yield f"“{found.captions[0]}”, the last “{found.captions[-1]}”\n"
    yield "![Drawings of every noun](report/drawings.webp)\n"
    yield "## Answers\n"
    yield "| question | answer | truth | |\n|---|---|---|---|"
    step = len(found.answers) // ANSWERED | 1  # odd: every other question is of one kind
    for question, answer in found.answers[::step]:
        mark = "✓" if question.passes(answer) else "✗"
        said = " ".join(answer.replace("|", " ").split())
        yield f"| {question.text} | {said} | {question.right} | {mark} |"


def _table(history: Mapping[str, Measures], aims: Measures) -> Iterator[str]:
    ordered = sorted(history, key=float)
    final = history[ordered[-1]]
    yield "| measure | " + " | ".join(f"{hours} h" for hours in ordered) + " | aim | |"
    yield "|---|" + "---|" * (len(ordered) + 2)
    for name in final:
        known = (history[hours].get(name) for hours in ordered)
        cells = " | ".join("–" if value is None else f"{value:.2f}" for value in known)
        aim = aims.get(name)
        yield f"| {name} | {cells} | {aim or ''} | {_missed(final[name], aim)} |"
    yield ""
    yield from (f"- {name}: {meaning}." for name, meaning in MEANING.items())
    yield "- loss of pictures, loss of words: nats for each image code to draw and each text id to"
    yield "  say, on new scenes and conversations of the training world; loss of glances: of the"
    yield "  one word that answers a question asked before its picture."


def _missed(value: float, aim: float | None) -> str:
    if aim is None:
        return ""
    return "held" if value >= aim else f"missed by {aim - value:.2f}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="cpu")
    parser.add_argument("--hours", type=float, required=True, help="of training so far")
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--checkpoint", type=Path, default=MINI_CHECKPOINT)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    asked = parser.parse_args()
    print(write(asked.work, SIZES[asked.size], asked.checkpoint, asked.hours, asked.folder))
