"""Stage 4: train the decoder on sequences of words and pictures.

Muon for the matrices, AdamW for the rest; warm-up, plateau, decay; anytime and resumable. The
model is transformers' own, so that the checkpoint is what every Chameleon is.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, IterableDataset, get_worker_info
from transformers import ChameleonModel

from engine.tokens.tokenizer import Tokenizer
from engine.tokens.vocabulary import Vocabulary
from recipes.mini import hardware, image_tokenizer, resume, sitting
from recipes.mini.checkpoint import vocabulary_map
from recipes.mini.pictures import lexicon, read_shard
from recipes.mini.sitting import Facts
from recipes.mini.sizes import Size
from recipes.mini.tasks import LOSSES, Group, Pieces, Teacher
from recipes.mini.world import World

MATRIX_RATE, OTHER_RATE = 3e-3, 2e-3
Z_LOSS = 1e-4
INITIAL = 0.02  # standard deviation of tables at first
ROWS = 8  # of a batch at once: what a core works on then stays in its cache
POOL = 8  # batches whose sequences are sorted by length together
FILE, FIRST_SEED = "decoder.safetensors", 77
TOKENS = 190  # of a typical sequence: a batch holds `batch` × this


class Mini(nn.Module):
    """The decoder and its head."""

    def __init__(self, size: Size, vocabulary: dict[str, int]) -> None:
        super().__init__()
        config = size.config(vocabulary)
        config._attn_implementation = "sdpa"
        self.inner = ChameleonModel(config)
        self.inner.vqmodel = None  # trained apart
        self.head = nn.Linear(size.width, config.vocab_size, bias=False)
        nn.init.normal_(self.head.weight, std=INITIAL)

    @torch.no_grad()
    def know_codes(self, codebook: Tensor, ids: Sequence[int]) -> None:
        """Begin with the codes (N, D) where their vectors lie: alike codes get alike rows.

        Without this the model would have to learn from pictures which codes look the same.
        """
        spread = (codebook - codebook.mean(0)) / codebook.std(0)
        width, dims = self.head.in_features, codebook.shape[1]
        directions, _ = torch.linalg.qr(torch.randn(width, dims))
        rows = 2 * INITIAL * (width / dims) ** 0.5 * spread @ directions.T
        self.head.weight[list(ids)] = rows
        self.inner.embed_tokens.weight[list(ids)] = rows + 0.3 * INITIAL * torch.randn_like(rows)

    def forward(self, ids: Tensor, weights: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Ids (B, S), and the weight of each as a target (B, S) → loss, z-loss, weight: (targets,).

        Padding stands on the right, so that no mask is needed.
        """
        embedded = self.inner.embed_tokens(ids[:, :-1])
        hidden = self.inner(inputs_embeds=embedded, use_cache=False).last_hidden_state
        wanted = weights[:, 1:] > 0
        logits = self.head(hidden[wanted]).float()
        z = torch.logsumexp(logits, dim=-1)
        loss = z - logits.gather(1, ids[:, 1:][wanted].unsqueeze(1)).squeeze(1)
        return loss, z.square(), weights[:, 1:][wanted]


@dataclass(frozen=True, slots=True)
class Spelled:
    """Ids and the weight of each as a target."""

    ids: tuple[int, ...]
    weights: tuple[float, ...]


def spell(pieces: Pieces, tokenizer: Tokenizer) -> Spelled:
    """Pieces → ids with begin of text, each id with the weight of its piece."""
    ids, weights = [tokenizer.vocabulary.begin_text], [0.0]
    for part, weight in pieces:
        own = tokenizer.encode([part], begin=False)
        ids += own
        weights += [weight] * len(own)
    return Spelled(tuple(ids), tuple(weights))


class Sequences(IterableDataset[tuple[Tensor, Tensor]]):
    """Endless batches, spelled anew from whatever shards there are."""

    def __init__(self, work: Path, size: Size, checkpoint: Path, seed: int) -> None:
        self.work, self.size, self.checkpoint, self.seed = work, size, checkpoint, seed

    def __iter__(self) -> Iterator[tuple[Tensor, Tensor]]:
        worker = get_worker_info()
        rng = np.random.default_rng([self.seed, worker.id if worker else 0])
        tokenizer = Tokenizer.open(self.checkpoint)
        teacher = Teacher(tokenizer.vocabulary, lexicon(World(self.work, self.size.world)))
        groups: list[Group] = []
        read: set[Path] = set()
        while True:
            for path in sorted(set((self.work / "pictures").glob("*.safetensors")) - read):
                groups += read_shard(path)
                read.add(path)
            pool = [
                spell(teacher.sequence(_some(groups, rng), rng), tokenizer)
                for _ in range(self.size.batch * POOL)
            ]
            fitting = [one for one in pool if len(one.ids) <= self.size.context]
            yield from _batches(fitting, self.size.batch * TOKENS, rng, tokenizer.vocabulary.pad)


def optimizers(model: Mini) -> tuple[torch.optim.Optimizer, torch.optim.Optimizer]:
    """Muon for the layers' matrices, AdamW for tables, head and norms."""
    matrices = [
        p
        for n, p in model.named_parameters()
        if p.ndim == 2 and ".layers." in n and "norm" not in n
    ]
    known = {id(p) for p in matrices}
    others = [p for p in model.parameters() if id(p) not in known]
    muon = torch.optim.Muon(
        matrices,
        lr=MATRIX_RATE,
        weight_decay=0.02,
        momentum=0.95,
        adjust_lr_fn="match_rms_adamw",
        ns_steps=4,
    )
    return muon, torch.optim.AdamW(others, lr=OTHER_RATE, betas=(0.9, 0.97), weight_decay=0.0)


def rate_at(done: float) -> float:
    """Warm-up, plateau, decay over the last half, as a share of the peak; `done` in 0…1."""
    return min(1.0, done / 0.015 + 0.02) * min(1.0, max(0.0, (1 - done) / 0.5))


class Learner:
    """The training of a decoder, step by step (see `sitting`)."""

    def __init__(self, work: Path, size: Size, checkpoint: Path) -> None:
        torch.manual_seed(0)
        names = vocabulary_map((checkpoint / "tokenizer.json").read_text(encoding="utf-8"))
        self.model = Mini(size, names)
        codes = image_tokenizer.load(work, size).vqvae.quantize.embedding.weight
        self.model.know_codes(codes, Vocabulary.from_names(names).image_ids)
        self._device, self._half = hardware.device(), hardware.half_precision()
        self.model.to(self._device)
        self._optimizers = optimizers(self.model)
        muon, adam = self._optimizers
        self.parts: resume.State = {"model": self.model, "muon": muon, "adam": adam}
        fresh: Facts = {"seconds": 0.0, "step": 0, "seen": 0}
        self.facts = resume.load(work / FILE, self.parts) or fresh
        sequences = Sequences(work, size, checkpoint, FIRST_SEED + self.facts["step"])
        self._batches = iter(DataLoader(sequences, None, num_workers=size.drawers))

    def step(self, done: float) -> None:
        """Take one step; `done` of the whole training is over, in 0…1."""
        ids, weights = next(self._batches)
        for optimizer, peak in zip(self._optimizers, (MATRIX_RATE, OTHER_RATE), strict=True):
            for group in optimizer.param_groups:
                group["lr"] = peak * rate_at(done)
            optimizer.zero_grad(set_to_none=True)
        loss, share = self._learn_from(ids, weights)
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        for optimizer in self._optimizers:
            optimizer.step()
        self.facts["seen"] += len(ids)
        own = {name: loss[share == weight] for name, weight in LOSSES.items()}
        means = {name: float(some.mean()) for name, some in own.items() if some.numel()}
        sitting.averaged(self.facts, means)

    def _learn_from(self, ids: Tensor, weights: Tensor) -> tuple[Tensor, Tensor]:
        """Gradients of a batch, a few rows at a time; the loss and weight of each target."""
        rows = len(ids) if hardware.on_gpu() else ROWS
        whole, losses, shares = weights[:, 1:].sum(), [], []
        for some, own in zip(*(torch.split(t, rows) for t in (ids, weights)), strict=True):
            with torch.autocast(self._device.type, torch.bfloat16, enabled=self._half):
                loss, z, share = self.model(some.to(self._device), own.to(self._device))
            (((loss + Z_LOSS * z) * share).sum() / whole).backward()
            losses.append(loss.detach())
            shares.append(share)
        return torch.cat(losses), torch.cat(shares)


def learn(work: Path, size: Size, checkpoint: Path, minutes: float) -> Iterator[Facts]:
    """Train until `minutes` of work are done (earlier sittings count); yields the facts."""
    return sitting.spend(Learner(work, size, checkpoint), work / FILE, minutes)


def train(work: Path, size: Size, checkpoint: Path, minutes: float) -> Path:
    """The same with progress on stderr; returns the file."""
    for facts in learn(work, size, checkpoint, minutes):
        print(f"decoder {sitting.line(facts, minutes)}", file=sys.stderr, flush=True)
    return work / FILE


def _some(groups: list[Group], rng: np.random.Generator) -> list[Group]:
    return [groups[int(i)] for i in rng.integers(len(groups), size=3)]


def _batches(
    pool: list[Spelled], tokens: int, rng: np.random.Generator, pad: int
) -> Iterator[tuple[Tensor, Tensor]]:
    """Batches of similar length, at most `tokens` ids each, in random order."""
    ordered = sorted(pool, key=lambda one: len(one.ids))
    batches: list[list[Spelled]] = [[]]
    for one in ordered:
        if batches[-1] and (len(batches[-1]) + 1) * len(one.ids) > tokens:
            batches.append([])
        batches[-1].append(one)
    for index in rng.permutation(len(batches)):
        yield _padded(batches[index], pad)


def _padded(batch: list[Spelled], pad: int) -> tuple[Tensor, Tensor]:
    longest = max(len(one.ids) for one in batch)
    ids = torch.full((len(batch), longest), pad, dtype=torch.long)
    weights = torch.zeros(len(batch), longest)
    for row, one in enumerate(batch):
        ids[row, : len(one.ids)] = torch.tensor(one.ids)
        weights[row, : len(one.ids)] = torch.tensor(one.weights)
    return ids, weights
