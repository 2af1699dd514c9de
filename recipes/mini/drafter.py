"""Trains the drafter: photos' looks → a concept's first rows, on the frozen mini, over its pool.

    python -m recipes.mini.drafter --minutes 60

The last stage of the recipe does the same. Started again it goes on where it was stopped; more
minutes later continue the same training. Each step draws a few individuals of the pool, drafts rows
for them from some of their pictures, and asks the frozen model to draw and to recognise the others
with these rows. The file is written whenever individuals that were kept back are drafted better.
"""

import argparse
import itertools
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from engine.events import finish
from engine.learning import lookalikes
from engine.model.chameleon import Chameleon, Rows
from engine.model.checkpoints import find
from engine.model.packed import packing
from engine.model.weights import open_checkpoint
from engine.paths import MINI_CHECKPOINT, RESOURCES
from engine.tokens.tokenizer import Tokenizer
from engine.training.batches import batches_of
from engine.training.config import TrainingConfig
from engine.training.drafter import ENDING, Drafter, DrafterFacts
from engine.training.examples import Kind, Subject, TrainingSet, concept_ids, epoch_examples
from engine.training.loss import losses
from engine.training.photos import Encoder, Photos, Picture, read_photos
from engine.training.pool import Chosen, PoolPicture, read_pool
from engine.vision.embedder import Embedder
from engine.vision.models import Floats
from recipes.mini import resume
from recipes.mini.fetch import WORK

OUT = RESOURCES / "drafters" / f"mini{ENDING}"
"""What ships."""
WIDTH = 32
AT_ONCE = 4
"""Individuals of a step."""
KEPT_BACK = 48
"""Individuals that are never learned from."""
RATE = 2e-3
CHECK_EVERY, SAVE_EVERY = 100, 30.0
"""Steps; seconds."""
ROWS = TrainingConfig(
    positive_rows=1,
    negative_rows=1,
    text_rows=1,
    drawing_rows=2,
    soft_rows=0,
    epochs=1,
    decision_weight=1.0,
)
"""What a drafted concept is tried with in one step."""
_POSITIONS = 16_384  # read at once


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class World:
    """The frozen model, and the pool's individuals as it and the embedder see them."""

    model: Chameleon
    tokenizer: Tokenizer
    fingerprint: str
    individuals: tuple[tuple[PoolPicture, ...], ...]
    looks: Mapping[PoolPicture, Floats]
    """Unit vectors (D,)."""
    codes: Mapping[PoolPicture, Picture]

    def tried(self, which: int, dice: random.Random) -> tuple[Floats, TrainingSet]:
        """The look of some pictures of an individual, and rows about all of them."""
        own = self.individuals[which]
        seen = dice.sample(own, dice.randint(1, len(own)))
        look = np.mean([self.looks[one] for one in seen], axis=0)
        others = [one for one in dice.sample(self.individuals, 4) if one is not own]
        negatives = tuple(Picture(self.codes[one[0]].plain) for one in others)
        first = own[0]
        said = (
            ("What is {name}?", f"{_article(first.main)} {first.main} {first.noun}."),
            ("What colour is {name}?", f"It is {first.main}."),
        )
        training_set = TrainingSet(
            subject=Subject(f"{which}", "object", self.fingerprint),
            tokenizer=self.tokenizer,
            photos=Photos(positives=tuple(self.codes[one] for one in own), negatives=negatives),
            answers=said,
        )
        return look / np.linalg.norm(look), training_set


def main() -> None:
    """Train, with a line on stderr for every check."""
    asked = _asked()
    world = opened(asked.checkpoint, asked.pool, asked.work)
    for line in learn(world, asked.work, asked.out, asked.minutes):
        print(line, file=sys.stderr, flush=True)


def opened(checkpoint_folder: Path, pool_folder: Path, work: Path) -> World:
    """The world; looks and codes are kept in `work`."""
    work.mkdir(parents=True, exist_ok=True)
    checkpoint = find(checkpoint_folder)
    model = open_checkpoint(checkpoint.folder, dtype=torch.float32)
    tokenizer, pool = Tokenizer.open(checkpoint.folder), read_pool(pool_folder)
    embedded = finish(lookalikes.pool_embeddings(pool, Embedder(), work))
    encoder = Encoder(
        model=model, image_size=tokenizer.image_size, base_model=checkpoint.fingerprint,
        cache=work / "drafter-codes.safetensors",
    )  # fmt: skip
    photos = finish(read_photos(encoder, [one.path for one in pool], Chosen(), flips=True))
    groups: dict[str, list[PoolPicture]] = defaultdict(list)
    for one in pool:
        groups[one.individual or str(one.path)].append(one)
    return World(
        model=model,
        tokenizer=tokenizer,
        fingerprint=checkpoint.fingerprint,
        individuals=tuple(tuple(group) for group in groups.values()),
        looks=dict(zip(pool, embedded, strict=True)),
        codes=dict(zip(pool, photos.positives, strict=True)),
    )


def learn(world: World, work: Path, out: Path, minutes: float) -> Iterator[str]:
    """Train for `minutes` in all; what was trained on another checkpoint does not count."""
    state = work / f"drafter-{world.fingerprint[:12]}.safetensors"
    yield from train(world, state, out, minutes * 60)


def train(world: World, state: Path, out: Path, seconds: float) -> Iterator[str]:
    """Train for `seconds` in all, counting what was spent before; the best goes to `out`."""
    drafter = untrained(world)
    optimizer = torch.optim.AdamW(drafter.parameters(), lr=RATE, weight_decay=1e-2)
    parts: resume.State = {"drafter": drafter, "optimizer": optimizer}
    facts = resume.load(state, parts) or {"step": 0, "seconds": 0.0, "best": None}
    saved = time.monotonic()
    for step in itertools.count(int(facts["step"])):
        last = facts["seconds"] >= seconds
        if step % CHECK_EVERY == 0 or last:
            loss = checked(world, drafter)
            if facts["best"] is None or loss < facts["best"] or not out.exists():
                facts["best"] = loss
                written(drafter, step, out)
            yield f"{facts['seconds'] / 60:.1f} min, step {step}: loss {loss:.4f} on kept back"
        if last or time.monotonic() - saved > SAVE_EVERY:
            resume.save(state, parts, facts)
            saved = time.monotonic()
        if last:
            return
        began = time.monotonic()
        for group in optimizer.param_groups:
            group["lr"] = RATE * max(0.02, 1 - facts["seconds"] / seconds)
        take_step(world, drafter, optimizer, step)
        facts |= {"step": step + 1, "seconds": facts["seconds"] + time.monotonic() - began}


def untrained(world: World) -> Drafter:
    """Drafts the checkpoint's reserved rows, whatever it is shown."""
    ids = concept_ids(world.tokenizer, ROWS)
    reserved = world.model.reserved_rows(ids.all)
    looks = next(iter(world.looks.values()))
    with torch.random.fork_rng():
        torch.manual_seed(0)
        drafter = Drafter(
            DrafterFacts(
                base_model=world.fingerprint,
                embedder=Embedder.name,
                layout=ids.layout.value,
                latent_tokens=ids.latent_tokens,
                dimensions=len(looks),
                hidden_size=reserved.embeddings.shape[1],
                width=WIDTH,
            )
        )
    with torch.no_grad():
        drafter.widen.weight.mul_(0.1)
        drafter.widen.bias.copy_(reserved.embeddings.flatten())
        drafter.head.copy_(reserved.head)
    return drafter


def take_step(world: World, drafter: Drafter, optimizer: torch.optim.Optimizer, step: int) -> None:
    """One step over a few individuals; which ones follows from its number."""
    dice = random.Random(f"drafter/{step}")
    learned = range(min(KEPT_BACK, len(world.individuals) // 4), len(world.individuals))
    optimizer.zero_grad()
    with torch.enable_grad():
        some = dice.sample(learned, min(AT_ONCE, len(learned)))
        torch.autograd.backward(loss(world, drafter, some, dice))
    torch.nn.utils.clip_grad_norm_(drafter.parameters(), 1.0)
    optimizer.step()


@torch.no_grad()
def checked(world: World, drafter: Drafter) -> float:
    """The loss over the individuals that were kept back, always of the same rows."""
    dice = random.Random("drafter/check")
    kept = list(range(min(KEPT_BACK, len(world.individuals) // 4)))
    parts = [kept[at : at + AT_ONCE] for at in range(0, len(kept), AT_ONCE)]
    return float(np.mean([loss(world, drafter, part, dice).item() for part in parts]))


def loss(world: World, drafter: Drafter, individuals: Sequence[int], dice: random.Random) -> Tensor:
    """Mean over the labels of words, and of pictures, together: ()."""
    tried = [world.tried(which, dice) for which in individuals]
    config = replace(ROWS, seed=dice.randrange(2**31))
    rows = [
        (place, example)
        for place, (_, training_set) in enumerate(tried)
        for example in epoch_examples(training_set, config, 0)
    ]
    looks = torch.from_numpy(np.stack([look for look, _ in tried])).float()
    embeddings, head = drafter(looks)
    table = Rows(concept_ids(world.tokenizer, ROWS).first, embeddings, head)
    sums = torch.zeros(2)
    with packing(world.model):
        for batch in batches_of(rows, _POSITIONS):
            sums = sums + losses(world.model, table, batch).sum(dim=0)
    counts = [0.0, 0.0]
    for _, example in rows:
        counts[example.kind is Kind.DRAWING] += example.labels
    return (sums / torch.tensor(counts).clamp(min=1)).sum()


def written(drafter: Drafter, step: int, out: Path) -> None:
    """Write the file that ships."""
    out.parent.mkdir(parents=True, exist_ok=True)
    shipped = Drafter(replace(drafter.facts, steps=step))
    shipped.load_state_dict(drafter.state_dict())
    shipped.save(out)


def _article(word: str) -> str:
    return "An" if word[:1] in "aeiou" else "A"


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m recipes.mini.drafter", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0, help="of training, in all")
    parser.add_argument("--work", type=Path, default=WORK, help="where what is unfinished lies")
    parser.add_argument("--checkpoint", type=Path, default=MINI_CHECKPOINT)
    parser.add_argument("--pool", type=Path, default=RESOURCES / "pool")
    parser.add_argument("--out", type=Path, default=OUT)
    return parser.parse_args()


if __name__ == "__main__":
    main()
