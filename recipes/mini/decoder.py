"""Stage 4: train the decoder on sequences of words and pictures.

Muon for the matrices, AdamW for the rest; warm-up, plateau, decay; anytime and resumable. The
model is transformers' own, so that the checkpoint is what every Chameleon is.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader
from transformers import ChameleonModel

from engine.tokens.vocabulary import Vocabulary
from recipes.mini import hardware, image_tokenizer, resume, sitting
from recipes.mini.checkpoint import vocabulary_map
from recipes.mini.pictures import lexicon
from recipes.mini.sight import SEEN_BY, SIGHT, Sight
from recipes.mini.sitting import Facts
from recipes.mini.sizes import Size
from recipes.mini.spelling import NOWHERE, Batch, Sequences
from recipes.mini.tasks import LOSSES
from recipes.mini.world import World

MATRIX_RATE, OTHER_RATE = 3e-3, 2e-3
Z_LOSS = 1e-4
INITIAL = 0.02  # standard deviation of tables at first
ROWS = 8  # of a batch at once: what a core works on then stays in its cache
FILE, FIRST_SEED = "decoder.safetensors", 77


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

    def forward(self, ids: Tensor, weights: Tensor) -> "Read":
        """Ids (B, S), and the weight of each as a target (B, S) → what is made of them.

        Padding stands on the right, so that no mask is needed.
        """
        embedded = self.inner.embed_tokens(ids)
        read = self.inner(inputs_embeds=embedded, use_cache=False, output_hidden_states=True)
        wanted = weights[:, 1:] > 0
        logits = self.head(read.last_hidden_state[:, :-1][wanted]).float()
        z = torch.logsumexp(logits, dim=-1)
        loss = z - logits.gather(1, ids[:, 1:][wanted].unsqueeze(1)).squeeze(1)
        states = read.hidden_states
        seen = states[-min(SEEN_BY, len(states))]
        return Read(loss, z.square(), weights[:, 1:][wanted], seen)


@dataclass(frozen=True, slots=True)
class Read:
    """Of every target its loss in nats, the square of its normalizer and its weight: (targets,).

    `seen` (B, S, width) are the states from which `Sight` must tell what pictures show.
    """

    loss: Tensor
    z: Tensor
    weight: Tensor
    seen: Tensor


def optimizers(model: Mini, sight: Sight) -> tuple[torch.optim.Optimizer, torch.optim.Optimizer]:
    """Muon for the layers' matrices, AdamW for tables, heads and norms."""
    matrices = [
        p
        for n, p in model.named_parameters()
        if p.ndim == 2 and ".layers." in n and "norm" not in n
    ]
    known = {id(p) for p in matrices}
    others = [p for part in (model, sight) for p in part.parameters() if id(p) not in known]
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
        self._sight = Sight(size.width, lexicon(World(work, size.world))).to(self._device)
        self.model.to(self._device)
        self._optimizers = optimizers(self.model, self._sight)
        muon, adam = self._optimizers
        modules: resume.State = {"model": self.model, "sight": self._sight}
        self.parts: resume.State = {**modules, "muon": muon, "adam": adam}
        fresh: Facts = {"seconds": 0.0, "step": 0, "seen": 0}
        self.facts = resume.load(work / FILE, self.parts) or fresh
        sequences = Sequences(work, size, checkpoint, FIRST_SEED + self.facts["step"])
        self._batches = iter(DataLoader(sequences, None, num_workers=size.drawers))

    def step(self, done: float) -> None:
        """Take one step; `done` of the whole training is over, in 0…1."""
        batch = next(self._batches)
        for optimizer, peak in zip(self._optimizers, (MATRIX_RATE, OTHER_RATE), strict=True):
            for group in optimizer.param_groups:
                group["lr"] = peak * rate_at(done)
            optimizer.zero_grad(set_to_none=True)
        loss, share, sight = self._learn_from(batch)
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        for optimizer in self._optimizers:
            optimizer.step()
        self.facts["seen"] += len(batch.ids)
        own = {name: loss[share == weight] for name, weight in LOSSES.items()}
        means = {name: float(some.mean()) for name, some in own.items() if some.numel()}
        sitting.averaged(self.facts, means | {"sight": sight})

    def _learn_from(self, batch: Batch) -> tuple[Tensor, Tensor, float]:
        """Gradients of a batch, a few rows at a time; the loss and weight of each target, and
        what is not seen of a picture, in nats.
        """
        rows = len(batch.ids) if hardware.on_gpu() else ROWS
        whole, losses, shares, unseen = batch.weights[:, 1:].sum(), [], [], 0.0
        for some in batch.parts(rows):
            with torch.autocast(self._device.type, torch.bfloat16, enabled=self._half):
                read = self.model(some.ids.to(self._device), some.weights.to(self._device))
                sight = self._sight(*_pictures(read.seen, some))
            told = ((read.loss + Z_LOSS * read.z) * read.weight).sum()
            ((told + SIGHT * sight) / whole).backward()
            losses.append(read.loss.detach())
            shares.append(read.weight)
            unseen += float(sight.detach())
        return torch.cat(losses), torch.cat(shares), unseen / max(1, int((batch.ends >= 0).sum()))


def _pictures(seen: Tensor, batch: Batch) -> tuple[Tensor, Tensor]:
    """The states (P, width) at the ends of all pictures, and their facts (P, F)."""
    row, number = torch.nonzero(batch.ends != NOWHERE, as_tuple=True)
    states = seen[row.to(seen.device), batch.ends[row, number].to(seen.device)]
    return states, batch.facts[row, number].to(seen.device)


def learn(work: Path, size: Size, checkpoint: Path, minutes: float) -> Iterator[Facts]:
    """Train until `minutes` of work are done (earlier sittings count); yields the facts."""
    return sitting.spend(Learner(work, size, checkpoint), work / FILE, minutes)


def train(work: Path, size: Size, checkpoint: Path, minutes: float) -> Path:
    """The same with progress on stderr; returns the file."""
    for facts in learn(work, size, checkpoint, minutes):
        print(f"decoder {sitting.line(facts, minutes)}", file=sys.stderr, flush=True)
    return work / FILE
