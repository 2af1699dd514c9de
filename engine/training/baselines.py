"""What soft prompts are compared with: the whole model fine-tuned, or LoRA. For comparison only.

As in the supplement, section 1 (method.md 2.3): the picture of “A photo of <sks>.”, two at a time,
image tokenizer and head frozen as in the release; prior preservation as in DreamBooth (arXiv
2208.12242, 3.2). Rates are applied to fp32 masters: at 1e-7 a bf16 weight of 0.02 would need a
thousand steps to move by its smallest step of 1e-4, so that without masters nothing is learned.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from engine.errors import InputError, SetupError
from engine.model.chameleon import Chameleon
from engine.model.weights import open_checkpoint
from engine.sizes import Build
from engine.tokens import prompts
from engine.tokens.prompts import Codes, ConceptIds
from engine.tokens.tokenizer import Tokenizer

CAPTION = "A photo of {name}."
KEPT = (300, 500)
"""Iterations that the supplement reports."""
MOST = 1000
"""Iterations of the supplement at most."""
RATES = (1e-7, 1e-6, 1e-5, 1e-4, 1e-3)
"""What the best rate is looked for among; the paper's is the first."""
LORA_LAYERS = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")
_FULL_BYTES = 16
"""Of one trained parameter: weight, gradient and AdamW's two moments in fp32."""


class Method(StrEnum):
    """What is trained."""

    FULL = "full"
    """Every weight of the decoder and its embedding table."""
    LORA = "lora"
    """Two small matrices beside each linear layer (arXiv 2106.09685), through PEFT."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineConfig:
    """Settings of one fine-tuning. InputError where they make no sense."""

    method: Method = Method.FULL
    learning_rate: float = 1e-5
    """The authors' config; their text has 1e-7 (method.md 2.3)."""
    batch_size: int = 2
    iterations: int = max(KEPT)
    kept: tuple[int, ...] = KEPT
    """Iterations after which the model is measured and its weights may be kept."""
    prior_weight: float = 1.0
    """Of the loss over the base model's own pictures of the class, where there are any."""
    rank: int = 16
    """Of LoRA."""
    masters: bool = True
    """Keep fp32 masters of bf16 weights; without them small rates are lost in rounding."""
    max_grad_norm: float = 1.0
    seed: int = 0

    def __post_init__(self) -> None:
        sound = (
            0 < self.learning_rate < 1
            and self.batch_size >= 1
            and 1 <= self.iterations <= 10 * MOST
            and all(1 <= one <= self.iterations for one in self.kept)
            and self.rank >= 1
            and self.prior_weight >= 0
        )
        if not sound:
            raise InputError(
                "The settings of this fine-tuning make no sense.",
                remedy="Use a rate near 1e-5, a batch of 2, and at most 1000 iterations.",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class TuningSet:
    """What is learned from: the concept's pictures as codes, and perhaps those of its class."""

    tokenizer: Tokenizer
    photos: tuple[Codes, ...]
    prior: tuple[Codes, ...] = ()
    """Pictures of the class, drawn by the base model before it was changed."""
    class_name: str = "a thing"
    """With its article."""

    def __post_init__(self) -> None:
        """InputError without a photo."""
        if not self.photos:
            raise InputError("There is no photo to learn from.", remedy="Add at least one photo.")

    @property
    def identifier(self) -> ConceptIds:
        """<sks>, the one id that the caption names; it has no latent tokens."""
        return ConceptIds(self.tokenizer.vocabulary.concept_base(1), 0, prompts.Layout.SHARED)


def memory_needed(build: Build, config: BaselineConfig) -> int:
    """Bytes that a fine-tuning takes for weights, gradients and moments, before activations."""
    if config.method is Method.FULL:
        return _FULL_BYTES * build.decoder + 4 * build.codec
    lora = 2 * config.rank * build.layers * (4 * 2 * build.width + 3 * (build.width + build.inner))
    return 4 * (build.decoder + build.codec) + _FULL_BYTES * lora // 2


def check_memory(build: Build, config: BaselineConfig, free: int) -> str:
    """The need in a sentence for people. SetupError where it does not fit."""
    need = memory_needed(build, config)
    said = f"{config.method.value} fine-tuning takes about {need / 1e9:.1f} GB"
    if need > free:
        raise SetupError(
            f"{said}; {free / 1e9:.1f} GB are free.",
            remedy="Use --method lora or soft-prompt, or a machine with more memory.",
        )
    return f"{said}, and {free / 1e9:.1f} GB are free. A soft prompt takes 1 MB beside the weights."


def open_own(
    folder: Path,
    device: str = "auto",
    threads: int | None = None,
    *,
    dtype: torch.dtype = torch.float32,
) -> Chameleon:
    """A model for nobody else; `device` is auto, cpu or cuda. Errors as in `open_checkpoint`."""
    if threads:
        torch.set_num_threads(threads)
    there = "cuda" if device != "cpu" and torch.cuda.is_available() else "cpu"
    return open_checkpoint(folder, device=there, dtype=dtype)


@dataclass(eq=False)
class Tuner:
    """A model of its own while it is fine-tuned; the model that sessions share is never given."""

    model: Chameleon
    material: TuningSet
    config: BaselineConfig
    step: int = 0
    _trained: dict[str, nn.Parameter] = field(init=False)
    _masters: list[nn.Parameter] = field(init=False)
    _optimizer: torch.optim.Optimizer = field(init=False)

    def __post_init__(self) -> None:
        self._trained = _prepared(self.model, self.config)
        weights = list(self._trained.values())
        apart = self.config.masters and weights[0].dtype != torch.float32
        self._masters = [nn.Parameter(w.detach().float()) for w in weights] if apart else weights
        self._optimizer = torch.optim.AdamW(
            self._masters,
            lr=self.config.learning_rate,
            betas=(0.9, 0.999),
            eps=1e-6,
            weight_decay=1e-4,
        )  # method.md 2.3

    @property
    def parameters(self) -> int:
        """Numbers that are trained."""
        return sum(one.numel() for one in self._trained.values())

    @property
    def done(self) -> bool:
        """Whether every iteration was taken."""
        return self.step >= self.config.iterations

    def take(self) -> float:
        """One iteration; gives the loss. InputError where it is no longer a number."""
        dice = random.Random(f"{self.config.seed}/iteration {self.step}")
        loss = self._loss(_drawn(self.material.photos, self.config.batch_size, dice), CAPTION)
        if self.material.prior and self.config.prior_weight:
            caption = CAPTION.format(name=self.material.class_name)
            codes = _drawn(self.material.prior, self.config.batch_size, dice)
            loss = loss + self.config.prior_weight * self._loss(codes, caption)
        self._optimizer.zero_grad()
        for one in self._trained.values():
            one.grad = None
        torch.autograd.backward(loss)
        self._hand_over()
        torch.nn.utils.clip_grad_norm_(self._masters, self.config.max_grad_norm)
        value = float(loss.detach())
        if not torch.isfinite(loss.detach()):
            raise InputError(
                f"Fine-tuning ran away at iteration {self.step + 1}.", remedy="Lower the rate."
            )
        self._optimizer.step()
        self._lay_back()
        self.step += 1
        return value

    def masters(self) -> list[Tensor]:
        """What the optimizer changes: fp32 masters, or the weights themselves; copies."""
        return [one.detach().clone() for one in self._masters]

    def weights(self) -> dict[str, Tensor]:
        """What was trained, by name, on the CPU."""
        return {name: one.detach().cpu().clone() for name, one in self._trained.items()}

    def _loss(self, codes: Sequence[Codes], caption: str) -> Tensor:
        """Mean cross-entropy over the pictures' ids, their marks and the end of the turn."""
        rows = [_spelled(self.material, one, caption) for one in codes]
        start = rows[0][1]
        ids = torch.tensor([row for row, _ in rows], device=self.model.device)
        with torch.enable_grad():
            hidden = self.model.hidden(ids, self.model.no_rows())
            logits = hidden[:, start - 1 : -1] @ self.model.head.T
            return F.cross_entropy(logits.float().flatten(0, 1), ids[:, start:].flatten())

    def _hand_over(self) -> None:
        """Gradients of bf16 weights to their fp32 masters."""
        for weight, master in zip(self._trained.values(), self._masters, strict=True):
            if weight is not master:
                master.grad = None if weight.grad is None else weight.grad.float()

    @torch.no_grad()
    def _lay_back(self) -> None:
        """Masters to the bf16 weights they stand for."""
        for weight, master in zip(self._trained.values(), self._masters, strict=True):
            if weight is not master:
                weight.copy_(master)


def _prepared(model: Chameleon, config: BaselineConfig) -> dict[str, nn.Parameter]:
    """Unfreeze what the method trains, adding LoRA's matrices where that is it."""
    torch.manual_seed(config.seed)
    model.head.requires_grad_(False)
    if config.method is Method.LORA:
        from peft import LoraConfig, inject_adapter_in_model

        settings = LoraConfig(
            r=config.rank, lora_alpha=2 * config.rank, target_modules=list(LORA_LAYERS)
        )
        inject_adapter_in_model(settings, model.inner)
    trained: dict[str, nn.Parameter] = {}
    for name, one in model.inner.named_parameters():
        wanted = "lora_" in name if config.method is Method.LORA else "vqmodel" not in name
        one.requires_grad_(wanted)
        if wanted:
            trained[name] = one
    return trained


def _spelled(material: TuningSet, codes: Codes, caption: str) -> tuple[list[int], int]:
    """The ids of one row, and where its labels begin. No introduction: there are no rows."""
    vocabulary, encode = material.tokenizer.vocabulary, material.tokenizer.encode
    words = prompts.named(caption.replace("{name}", _NAME), {_NAME: material.identifier})
    asked = encode(prompts.picture_request([], words, vocabulary))
    drawn = encode(prompts.picture([], codes, vocabulary), begin=False)
    return [*asked, *drawn], len(asked)


_NAME = "NAME"


def _drawn(pictures: Sequence[Codes], count: int, dice: random.Random) -> list[Codes]:
    """`count` of the pictures; each once before one comes again."""
    whole, rest = divmod(count, len(pictures))
    return [*pictures] * whole + dice.sample(list(pictures), rest)
