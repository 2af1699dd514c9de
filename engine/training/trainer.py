"""Learning a concept: AdamW on its rows, everything else frozen. A job; close it to cancel.

Order, flips and words of every epoch follow from the seed, so a learning that was interrupted, or
killed, goes on from its folder and ends with the same rows on the same machine.
"""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import torch

from engine.concepts.concept import Concept, Fact
from engine.errors import InputError
from engine.events import Job, Measured, Noticed, Progress, Snapshot
from engine.model.chameleon import Chameleon
from engine.tokens.prompts import PROMPT_VERSION
from engine.training.batches import batches_of, steps_of
from engine.training.config import TrainingConfig, preset_name
from engine.training.examples import Example, Kind, TrainingSet, concept_ids, epoch_examples
from engine.training.loss import losses
from engine.training.state import STATE_FILE, TrainingState, inputs_of

NOTE = "Learning"
TEXT_LOSS, IMAGE_LOSS = "text loss", "image loss"
"""Names of what is measured each step: means over the labels of a step (method.md trap 18)."""

_ACTIVATIONS = 2**28  # positions · width · layers at once: one 1,100-token row at 7B (about 7 GB)


def learn(
    model: Chameleon,
    training_set: TrainingSet,
    config: TrainingConfig,
    *,
    folder: Path | None = None,
    save_seconds: float = 10.0,
) -> Job[Concept]:
    """Learn the concept. Yields losses and progress each step and a snapshot each epoch.

    With `folder`, the state is kept there every `save_seconds` and a later call goes on from it;
    an epoch's snapshot may then come a second time. The folder is the caller's to delete.
    InputError where the rows run away; earlier snapshots stay good.
    """
    state = TrainingState(
        model.reserved_rows(concept_ids(training_set.tokenizer, config).all), config
    )
    run = _Run(model, training_set, config, state, folder, inputs_of(training_set, config))
    yield from _resume(run)
    saved = time.monotonic()
    try:
        while state.step < run.total:
            yield from _take_step(run)
            at_epoch_end = state.step % run.steps_per_epoch == 0
            if at_epoch_end or time.monotonic() - saved >= save_seconds:
                run.save()
                saved = time.monotonic()
            if at_epoch_end:
                yield run.snapshot()
    except GeneratorExit:
        run.save()
        raise
    return run.concept()


@dataclass(eq=False)
class _Run:
    """One call of `learn`: its inputs, and what follows from them."""

    model: Chameleon
    training_set: TrainingSet
    config: TrainingConfig
    state: TrainingState
    folder: Path | None
    inputs: str
    _epoch: int = field(init=False, default=-1)
    _steps: list[Sequence[Example]] = field(init=False, default_factory=list)

    @cached_property
    def steps_per_epoch(self) -> int:
        """The same for every epoch: how many rows there are does not depend on chance."""
        return len(self._steps_of_epoch(0))

    @property
    def total(self) -> int:
        """Steps of the whole learning."""
        return self.config.epochs * self.steps_per_epoch

    def rows_of_step(self) -> Sequence[Example]:
        """The rows that the next step learns from."""
        epoch, place = divmod(self.state.step, self.steps_per_epoch)
        return self._steps_of_epoch(epoch)[place]

    def save(self) -> None:
        """Keep the state, where it has a folder."""
        if self.folder is not None:
            self.state.save(self.folder, self.inputs)

    def snapshot(self) -> Snapshot:
        """The rows after the epoch that just ended; epochs count from 1."""
        return Snapshot(self.concept(), self.state.step // self.steps_per_epoch)

    def concept(self) -> Concept:
        """The rows as they are, on their own memory."""
        subject = self.training_set.subject
        embeddings, head = (
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
            training=self._facts(),
        )

    def _facts(self) -> dict[str, Fact]:
        photos = self.training_set.photos
        return {
            "preset": preset_name(self.config),
            "seed": self.config.seed,
            "learning_rate": self.config.learning_rate,
            "batch_size": self.config.batch_size,
            "epochs": self.state.step // self.steps_per_epoch,
            "steps": self.state.step,
            "photos": len(photos.positives),
            "soft_positives": len(photos.soft_positives),
            "negatives": len(photos.negatives),
            "questions": len(self.training_set.answers),
            "seconds": round(self.state.seconds, 1),
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


def _resume(run: _Run) -> Job[None]:
    """Go on from the folder, and give the snapshot again where an epoch had just ended."""
    folder, state = run.folder, run.state
    if folder is None or not (folder / STATE_FILE).exists():
        return
    if not state.restore(folder, run.inputs):
        yield Noticed(
            "The interrupted learning had other photos or settings, so this one starts anew."
        )
    elif state.step and state.step % run.steps_per_epoch == 0:
        yield run.snapshot()


def _take_step(run: _Run) -> Job[None]:
    """One optimizer step. InputError where it diverged; the rows are then as they were."""
    state, began = run.state, time.monotonic()
    state.optimizer.zero_grad()
    found = _gradients(run, run.rows_of_step())
    length = torch.nn.utils.clip_grad_norm_(state.parameters, run.config.max_grad_norm).item()
    if not math.isfinite(length + sum(found.values())):
        raise InputError(
            f"Learning ran away at step {state.step + 1}: the loss is no longer a number.",
            remedy="Choose a lower learning rate. The snapshots before it are good.",
        )
    for group in state.optimizer.param_groups:
        group["lr"] = learning_rate(run.config, state.step, run.total)
    state.optimizer.step()
    state.step += 1
    state.seconds += time.monotonic() - began
    for name, value in found.items():
        yield Measured(name, value, state.step)
    yield Progress(state.step, run.total, NOTE)


def _gradients(run: _Run, examples: Sequence[Example]) -> dict[str, float]:
    """Gradients of text mean · its weight + image mean · its weight; the means, by name.

    Means are over the labels of all rows of the step, however these are cut into batches.
    """
    sizes, config = run.model.config, run.config
    most = _ACTIVATIONS // (sizes.hidden_size * sizes.num_hidden_layers)
    labels = {name: _labels(examples, name) for name in (TEXT_LOSS, IMAGE_LOSS)}
    weights = {TEXT_LOSS: config.text_loss_weight, IMAGE_LOSS: config.image_loss_weight}
    means = {name: 0.0 for name, count in labels.items() if count}
    for batch in batches_of(examples, run.training_set.tokenizer.vocabulary.pad, most):
        with torch.enable_grad():
            found = losses(run.model, run.state.rows, batch.to(run.model.device))
            sums = {TEXT_LOSS: found.text, IMAGE_LOSS: found.image}
            parts = {name: sums[name] / labels[name] for name in means}
            weighted = [weights[name] * part for name, part in parts.items()]
            torch.autograd.backward(torch.stack(weighted).sum())
        means = {name: mean + parts[name].item() for name, mean in means.items()}
    return means


def _labels(examples: Sequence[Example], loss: str) -> int:
    return sum(
        len(example.ids) - example.answer_start
        for example in examples
        if (example.kind is Kind.DRAWING) == (loss == IMAGE_LOSS)
    )


def learning_rate(config: TrainingConfig, step: int, total: int) -> float:
    """The rate of step 0…total-1: a linear rise, then a straight line to the final rate."""
    if step < config.warmup_steps:
        return config.learning_rate * (step + 1) / config.warmup_steps
    part = (step - config.warmup_steps) / max(1, total - 1 - config.warmup_steps)
    return config.learning_rate * (1 - part * (1 - config.final_rate))
