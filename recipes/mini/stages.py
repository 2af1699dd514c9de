"""The stages of the recipe, in order; each commits what it makes and is skipped where it is there.

A stage is a generator of progress lines. Trainings are skipped by the minutes already spent.
"""

import json
import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import torch

from engine.vision.embedder import Embedder
from recipes.mini import (
    auxiliary,
    backdrops,
    catalogue,
    cutouts,
    decoder,
    drafter,
    exams,
    fetch,
    gate,
    image_tokenizer,
    notice,
    picture_decoder,
    pictures,
    pool,
    rendering,
    report,
    samples,
    sitting,
    suite,
    text_tokenizer,
)
from recipes.mini.assemble import assemble
from recipes.mini.checkpoint import vocabulary_map
from recipes.mini.restore import restore
from recipes.mini.sizes import Size
from recipes.mini.world import World

FIRST_SHARDS = 8
"""Of 1,024 pictures each, before the decoder starts."""
REPORTS = (1.0, 2.0, 4.0, 7.0)
"""Hours of training after which a report is written, besides the one at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What was asked for."""

    size: Size
    hours: float
    work: Path
    out: Path
    resources: Path
    report: Path
    drafter_minutes: float = 20.0
    """For the drafter, besides the hours."""
    earlier: Path | None = None
    """A checkpoint of this recipe to go on from, where the work folder is gone."""

    @property
    def tokenizer_minutes(self) -> float:
        """For the image tokenizer."""
        return self.hours * 60 * self.size.tokenizer_share

    @property
    def decoder_minutes(self) -> float:
        """For the decoder."""
        return self.hours * 60 - self.tokenizer_minutes - self.polish_minutes

    @property
    def polish_minutes(self) -> float:
        """For the picture decoder."""
        return self.hours * 60 * self.size.polish_share

    @property
    def text(self) -> Path:
        """The folder of the text tokenizer."""
        return self.work / "checkpoint"


Stage: TypeAlias = Callable[[Plan], Iterator[str]]


def fetch_all(plan: Plan) -> Iterator[str]:
    """Meshes, panoramas, cliparts."""
    fetch.fetch(plan.work)
    yield "meshes and panoramas are here"
    cutouts.load_cutouts(plan.work)
    yield "cliparts are here"


def render_all(plan: Plan) -> Iterator[str]:
    """G-buffers of every mesh and the banks of every place."""
    wanted = list(catalogue.entries(plan.work / "packs"))
    for number, mesh in enumerate(rendering.render_all(wanted, plan.work / "gbuffers"), start=1):
        yield f"{mesh} ({number}, at most {len(wanted)})"
    yield from backdrops.build(plan.work / "panoramas", plan.work / "places")


def convert_networks(plan: Plan) -> Iterator[str]:
    """The auxiliary networks; the gate needs the embedder."""
    models = plan.resources / "models"
    if not (models / "models.json").exists():
        auxiliary.convert(plan.work, models)
    yield "ready"


def take_over(plan: Plan) -> Iterator[str]:
    """What an earlier checkpoint has learned, where one is named and nothing is learned here."""
    if plan.earlier:
        restore(plan.earlier, plan.work, plan.size, plan.report / report.PAST)
        yield f"going on from {plan.earlier}"


def train_image_tokenizer(plan: Plan) -> Iterator[str]:
    """Pictures into codes and back; it is fixed once a decoder was taught with these codes."""
    taught = (plan.work / decoder.FILE).exists()
    if taught or any((plan.work / "pictures").glob("*.safetensors")):
        yield "fixed"
        return
    (plan.work / picture_decoder.FILE).unlink(missing_ok=True)  # of codes that change now
    for facts in image_tokenizer.learn(plan.work, plan.size, plan.tokenizer_minutes):
        yield sitting.line(facts, plan.tokenizer_minutes)


def pass_gate(plan: Plan) -> Iterator[str]:
    """Measured once for a tokenizer, and once polished; a miss is recorded, the recipe goes on."""
    known = gate.recorded(plan.work)
    trained = (plan.work / name for name in (image_tokenizer.FILE, picture_decoder.FILE))
    if known is None or any(_newer(file, plan.work / gate.FILE) for file in trained):
        known = gate.judge(plan.work, plan.size, Embedder(folder=plan.resources / "models"))
    yield str(known)


def write_text_tokenizer(plan: Plan) -> Iterator[str]:
    """tokenizer.json, and a config.json that tells its readers the size of a picture."""
    path = plan.text / "tokenizer.json"
    plan.text.mkdir(parents=True, exist_ok=True)
    text_tokenizer.write(World(plan.work, plan.size.world), plan.size, path)
    config = plan.size.config(vocabulary_map(path.read_text(encoding="utf-8")))
    (plan.text / "config.json").write_text(json.dumps(config.to_dict(), indent=1) + "\n")
    yield "ready"


def draw_first_pictures(plan: Plan) -> Iterator[str]:
    """Enough shards to begin with."""
    for number in _draw(plan, range(FIRST_SHARDS)):
        yield f"shard {number + 1} of {FIRST_SHARDS}"


def train_decoder(plan: Plan) -> Iterator[str]:
    """Words and pictures, while another process draws more of them; reports at their hours."""
    with _drawing(plan):
        for facts in decoder.learn(plan.work, plan.size, plan.text, plan.decoder_minutes):
            yield sitting.line(facts, plan.decoder_minutes)
            hours = (facts["seconds"] / 60 + plan.tokenizer_minutes) / 60
            due = [mark for mark in REPORTS if mark <= hours and mark < plan.hours]
            if due and report.last(plan.work) < due[-1]:
                yield from finish(plan, due[-1])


def polish(plan: Plan) -> Iterator[str]:
    """The picture decoder, on codes that no longer change."""
    for facts in picture_decoder.learn(plan.work, plan.size, plan.polish_minutes):
        yield sitting.line(facts, plan.polish_minutes)


def finish(plan: Plan, hours: float | None = None) -> Iterator[str]:
    """Assemble the checkpoint and report on it; at the end, or after some `hours`."""
    hours = plan.hours if hours is None else hours
    if hours == plan.hours and report.last(plan.work) >= hours:
        yield "reported already"
        return
    assemble(plan.work, plan.size, plan.out)
    yield f"checkpoint in {plan.out}"
    yield report.write(plan.work, plan.size, plan.out, hours, plan.report)


def write_resources(plan: Plan) -> Iterator[str]:
    """Pool, suite, exams, samples and the notice of who made the meshes."""
    world, resources = World(plan.work, plan.size.world), plan.resources
    if not (resources / "pool" / "index.json").exists():
        yield f"pool of {pool.write_pool(world, resources / 'pool')} pictures"
    if not (resources / "suite" / "concepts.json").exists():
        yield f"suite of {suite.write_suite(world, resources / 'suite')} concepts"
    if not (resources / "suite" / exams.FOLDER).exists():
        yield f"exams of {exams.write_exams(world, resources / 'suite')} questions"
    if not (resources / "samples" / "other.webp").exists():
        yield f"{samples.write_samples(plan.work, resources / 'samples')} sample photos"
    notice.write_notice(resources / "NOTICE.md", notice.credited(world, plan.work, resources))
    yield "notice of who made the meshes"


def train_drafter(plan: Plan) -> Iterator[str]:
    """A concept's first rows from what its photos look like, over the pool, for this checkpoint."""
    world = drafter.opened(plan.out, plan.resources / "pool", plan.work)
    out = plan.resources / "drafters" / drafter.OUT.name
    yield from drafter.learn(world, plan.work, out, plan.drafter_minutes)


STAGES: tuple[tuple[str, Stage], ...] = (
    ("Fetching", fetch_all),
    ("Rendering", render_all),
    ("Auxiliary networks", convert_networks),
    ("Earlier checkpoint", take_over),
    ("Image tokenizer", train_image_tokenizer),
    ("Gate", pass_gate),
    ("Text tokenizer", write_text_tokenizer),
    ("Pictures", draw_first_pictures),
    ("Decoder", train_decoder),
    ("Picture decoder", polish),
    ("Gate, polished", pass_gate),
    ("Checkpoint and report", finish),
    ("Resources", write_resources),
    ("Drafter", train_drafter),
)


def _draw(plan: Plan, shards: range) -> Iterator[int]:
    """Write those of these shards that are not there yet; yields the number of each."""
    world, vqgan = World(plan.work, plan.size.world), image_tokenizer.load(plan.work, plan.size)
    for number in shards:
        pictures.write_shard(world, vqgan, plan.size, plan.work / "pictures", number)
        yield number


@contextmanager
def _drawing(plan: Plan) -> Iterator[None]:
    """Other processes add shards as long as the block, or this process, lives."""
    spawn = multiprocessing.get_context("spawn")
    drawers = range(plan.size.drawers)
    processes = [spawn.Process(target=_draw_on, args=(plan, first)) for first in drawers]
    for process in processes:
        process.start()
    try:
        yield
    finally:
        for process in processes:
            process.terminate()
            process.join()


def _draw_on(plan: Plan, first: int) -> None:
    torch.set_num_threads(1)
    parent = multiprocessing.parent_process()
    for _ in _draw(plan, range(first, plan.size.shards, plan.size.drawers)):
        if parent is None or not parent.is_alive():  # killed: nobody else would end this
            return


def _newer(file: Path, than: Path) -> bool:
    return file.exists() and file.stat().st_mtime > than.stat().st_mtime
