"""The learning of one concept: its rows, their order, what it keeps, what it does in trouble."""

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import torch

from engine.concepts.concept import Concept, Fact
from engine.errors import InputError
from engine.events import Job, Noticed, Snapshot
from engine.files import write_whole
from engine.model.chameleon import Chameleon, Rows
from engine.tokens.prompts import PROMPT_VERSION
from engine.training.batches import steps_of
from engine.training.config import TrainingConfig, preset_name
from engine.training.examples import Example, TrainingSet, concept_ids, epoch_examples
from engine.training.prefixes import first_prefix
from engine.training.state import GOOD_FILE, STATE_FILE, TrainingState, inputs_of

TEXT_LOSS, IMAGE_LOSS = "text loss", "image loss"
"""Names of what is measured each step: means over the labels of a step (method.md trap 18)."""
_SMOOTH = 0.9  # of the running mean of the loss
_RUNS_AWAY = 2.0, 1.0  # so many times its lowest, and so much more: the rows are beyond repair


@dataclass(eq=False, kw_only=True)
class Run:
    """One concept while it is learned."""

    training_set: TrainingSet
    config: TrainingConfig
    state: TrainingState
    inputs: str
    folder: Path | None = None
    """Where the state is kept; None keeps it nowhere."""
    saved: float = field(default_factory=time.monotonic)
    """When the state was kept last."""
    _good: bytes = b""
    _epoch: int = -1
    _steps: list[Sequence[Example]] = field(default_factory=list)

    @classmethod
    def begin(
        cls,
        model: Chameleon,
        training_set: TrainingSet,
        config: TrainingConfig,
        *,
        folder: Path | None = None,
        start: Rows | None = None,
    ) -> "Run":
        """At its first step. `start`: rows to begin with in place of the checkpoint's own."""
        state = TrainingState(_begun(model, training_set, config, start), config)
        inputs = inputs_of(training_set, config, start)
        run = cls(
            training_set=training_set, config=config, state=state, inputs=inputs, folder=folder
        )
        run._good = state.encoded(inputs)
        return run

    @cached_property
    def steps_per_epoch(self) -> int:
        """The same for every epoch: how many rows there are does not depend on chance."""
        return len(self._steps_of_epoch(0))

    @property
    def total(self) -> int:
        """Steps of the whole learning."""
        return self.config.epochs * self.steps_per_epoch

    @property
    def done(self) -> bool:
        """Whether every step was taken."""
        return self.state.step >= self.total

    @property
    def at_epoch_end(self) -> bool:
        """Whether a snapshot is due."""
        return self.state.step > 0 and self.state.step % self.steps_per_epoch == 0

    @property
    def weights(self) -> dict[str, float]:
        """Of the two losses."""
        return {
            TEXT_LOSS: self.config.text_loss_weight,
            IMAGE_LOSS: self.config.image_loss_weight,
        }

    def rows_of_step(self) -> Sequence[Example]:
        """The rows that the next step learns from."""
        epoch, place = divmod(self.state.step, self.steps_per_epoch)
        return self._steps_of_epoch(epoch)[place]

    def resume(self) -> Job[None]:
        """Go on from the folder; a snapshot comes again where an epoch had just ended."""
        if self.folder is None or not (self.folder / STATE_FILE).exists():
            return
        if not self.state.restore(self.folder, self.inputs):
            yield Noticed(
                "The interrupted learning had other photos or settings, so this one starts anew."
            )
            return
        if (self.folder / GOOD_FILE).exists():
            self._good = (self.folder / GOOD_FILE).read_bytes()
        if self.at_epoch_end:
            yield self.snapshot()

    def save(self) -> None:
        """Keep the state, where it has a folder; at the end of an epoch as a good one."""
        if self.at_epoch_end:
            self._good = self.state.encoded(self.inputs)
        if self.folder is not None:
            self.folder.mkdir(parents=True, exist_ok=True)
            if self.at_epoch_end:
                write_whole(self.folder / GOOD_FILE, self._good)
            self.state.save(self.folder, self.inputs)
        self.saved = time.monotonic()

    def advance(self, found: Mapping[str, float], seconds: float) -> Job[None]:
        """Take the optimizer's step with the gradients that are there; `found` are the losses.

        Where learning ran away, it goes back to the last good state once, and on at half the rate.
        InputError where it ran away again; earlier snapshots stay good.
        """
        course, state = self.state.course, self.state
        length = torch.nn.utils.clip_grad_norm_(state.parameters, self.config.max_grad_norm).item()
        weighted = sum(self.weights[name] * value for name, value in found.items())
        if self._ran_away(length, weighted):
            yield from self._go_back()
            return
        for group in state.optimizer.param_groups:
            now = course.rate * learning_rate(self.config, course.step, self.total)
            group["lr"] = now * group["part"]
        state.optimizer.step()
        course.step += 1
        course.seconds += seconds
        course.loss = weighted if course.loss is None else _mean(course.loss, weighted)
        course.lowest = min(course.loss, course.lowest or math.inf)

    def snapshot(self) -> Snapshot:
        """The rows after the epoch that just ended; epochs count from 1."""
        return Snapshot(self.concept(), self.state.step // self.steps_per_epoch)

    def concept(self) -> Concept:
        """The rows as they are, on their own memory."""
        subject = self.training_set.subject
        embeddings, head, *prefix = (
            parameter.detach().cpu().numpy().copy() for parameter in self.state.parameters
        )
        return Concept(
            name=subject.name,
            kind=subject.kind,
            base_model=subject.base_model,
            layout=self.config.layout.value,
            latent_tokens=self.config.latent_tokens,
            prompt_version=PROMPT_VERSION,
            embeddings=embeddings,
            head=head,
            prefix=prefix[0] if prefix else None,
            training=self._facts(),
        )

    def _ran_away(self, length: float, weighted: float) -> bool:
        """Whether this step's numbers, or the running mean of the loss with them, are no use."""
        course = self.state.course
        if not math.isfinite(length + weighted):
            return True
        if course.loss is None or course.lowest is None:
            return False
        times, more = _RUNS_AWAY
        return _mean(course.loss, weighted) > times * course.lowest + more

    def _go_back(self) -> Job[None]:
        course, step = self.state.course, self.state.step
        if course.rate < 1:
            raise InputError(
                f"Learning ran away at step {step + 1}, again at half the rate.",
                remedy="Choose a lower learning rate. The snapshots before it are good.",
            )
        seconds = course.seconds
        assert self.state.take(self._good, self.inputs)
        self.state.course.seconds, self.state.course.rate = seconds, 0.5
        yield Noticed(
            f"Learning ran away at step {step + 1}. It goes back to step {self.state.step} and on "
            "at half the learning rate."
        )

    def _facts(self) -> dict[str, Fact]:
        photos, course = self.training_set.photos, self.state.course
        positions = self.config.prefix_positions
        deep: dict[str, Fact] = {"prefix_positions": positions} if positions else {}
        return deep | {
            "preset": preset_name(self.config),
            "variant": self.config.variant.value,
            "seed": self.config.seed,
            "learning_rate": self.config.learning_rate * course.rate,
            "batch_size": self.config.batch_size,
            "epochs": course.step // self.steps_per_epoch,
            "steps": course.step,
            "photos": len(photos.positives),
            "soft_positives": len(photos.soft_positives),
            "negatives": len(photos.negatives),
            "questions": len(self.training_set.answers),
            "seconds": round(course.seconds, 1),
        }

    def _steps_of_epoch(self, epoch: int) -> list[Sequence[Example]]:
        if epoch != self._epoch:
            examples = epoch_examples(self.training_set, self.config, epoch)
            if not examples:
                raise InputError(
                    "These settings leave nothing to learn from.",
                    remedy="Learn drawings too, or add pictures of other things.",
                )
            self._epoch, self._steps = epoch, steps_of(examples, self.config.batch_size)
        return self._steps


def _begun(
    model: Chameleon, training_set: TrainingSet, config: TrainingConfig, start: Rows | None
) -> Rows:
    """What a learning begins with, on the model's device."""
    tokenizer = training_set.tokenizer
    ids = concept_ids(tokenizer, config).all
    rows, prefix = model.reserved_rows(ids), None
    if start is not None:
        given = (one.to(model.device) for one in (start.embeddings, start.head))
        rows, prefix = Rows(ids.start, *given), start.prefix
    if not config.prefix_positions:
        return rows
    if prefix is None:
        begin = tokenizer.vocabulary.begin_text
        prefix = first_prefix(model, rows, begin, config.prefix_positions)
    return replace(rows, prefix=prefix.to(model.device))


def rows_of(concept: Concept) -> Rows:
    """A concept's rows, to begin another learning with."""
    embeddings, head = (torch.from_numpy(one.copy()) for one in (concept.embeddings, concept.head))
    prefix = None if concept.prefix is None else torch.from_numpy(concept.prefix.copy())
    return Rows(0, embeddings, head, prefix)


def learning_rate(config: TrainingConfig, step: int, total: int) -> float:
    """The rate of step 0…total-1: a linear rise, then a straight line to the final rate."""
    if step < config.warmup_steps:
        return config.learning_rate * (step + 1) / config.warmup_steps
    part = (step - config.warmup_steps) / max(1, total - 1 - config.warmup_steps)
    return config.learning_rate * (1 - part * (1 - config.final_rate))


def _mean(mean: float, value: float) -> float:
    return _SMOOTH * mean + (1 - _SMOOTH) * value
