"""How a training spends its minutes, in as many sittings as it takes: earlier ones count."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from recipes.mini import resume
from recipes.mini.resume import State

Facts: TypeAlias = dict[str, Any]
"""What is kept beside the weights: `seconds` and `step` always, `losses` to be shown."""

SAVE_EVERY, SAY_EVERY = 120.0, 20.0  # seconds


class Learner(Protocol):
    """Something that is trained step by step."""

    parts: State
    """Modules and optimizers, as they are saved."""
    facts: Facts

    def step(self, done: float) -> None:
        """Take one step; `done` of the whole training is over, in 0…1."""
        ...


def spend(learner: Learner, saved: Path, minutes: float) -> Iterator[Facts]:
    """Take steps until `minutes` of work are done, saving now and then; yields the facts.

    What the consumer does between two facts does not count. Saves nothing where all is done.
    """
    facts, begun_at = learner.facts, learner.facts["step"]
    saved_at = said_at = facts["seconds"]
    while facts["seconds"] < minutes * 60:
        began = time.monotonic()
        learner.step(facts["seconds"] / (minutes * 60))
        facts["seconds"] += time.monotonic() - began
        facts["step"] += 1
        if facts["seconds"] - saved_at > SAVE_EVERY:
            resume.save(saved, learner.parts, facts)
            saved_at = facts["seconds"]
        if facts["seconds"] - said_at > SAY_EVERY:
            said_at = facts["seconds"]
            yield facts
    if facts["step"] > begun_at:
        resume.save(saved, learner.parts, facts)
    yield facts


def line(facts: Facts, minutes: float) -> str:
    """One line of progress with what is left."""
    left = max(0.0, minutes - facts["seconds"] / 60)
    losses = "".join(f"{name} {value:.3f}, " for name, value in facts.get("losses", {}).items())
    return f"step {facts['step']}, {losses}{left:.0f} min left"


def averaged(facts: Facts, losses: dict[str, float], share: float = 0.03) -> None:
    """Let each loss in `facts` follow its new value by a share."""
    known = facts.setdefault("losses", {})
    for name, value in losses.items():
        known[name] = known[name] + share * (value - known[name]) if name in known else value
