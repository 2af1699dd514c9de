"""Leaves the computer room beside a long job: it rests between its steps, and where a GPU is short.

Resting is not advancing, so a job knows nothing of it and can be stopped or paused meanwhile.
"""

import os
import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass
from multiprocessing import active_children

from engine.events import Noticed
from engine.graphics import held_by
from engine.model.memory import GpuMemory, gpu_memory
from engine.settings import Settings

ANSWER = 1.0
"""Seconds that the driver's tool may take: nobody can be stopped meanwhile."""
LOOK = 1.0
"""Seconds between two looks at a GPU that is short."""
GROWN = 512 << 20
"""Bytes that others must have taken since the job began: a driver's own share is no other's."""
_BESIDE_PYTORCH = ("engine.runtime.backends.ort", "engine.runtime.backends.trt")
"""Who takes GPU memory that PyTorch does not count, once loaded."""


@dataclass(frozen=True, slots=True)
class Courtesy:
    """What is left to the person's other programs."""

    share: int = 100
    """Percent of the time that a job works."""
    spare: int = 0
    """Bytes of the GPU's memory that must be free while it works."""

    @classmethod
    def of(cls, settings: Settings) -> "Courtesy":
        """What the person has chosen for long jobs."""
        spare = 0 if settings.gpu_spare == "never" else int(settings.gpu_spare) * 10**9
        return cls(int(settings.duty), spare)


EAGER = Courtesy()
"""A person waits: no rest at all."""


def slowed(seconds: float, settings: Settings) -> float:
    """What work of so many seconds takes with the rests that the person has chosen."""
    return seconds * 100 / int(settings.duty)


def _held(processes: Collection[int]) -> int | None:
    return held_by(processes, patience=ANSWER)


class Rests:
    """When one job rests, by a monotonic clock in seconds."""

    def __init__(
        self,
        courtesy: Courtesy,
        memory: Callable[[], GpuMemory | None] = gpu_memory,
        held: Callable[[Collection[int]], int | None] = _held,
    ) -> None:
        """`held` tells what processes hold of the GPU, through whatever library; None: it cannot.

        It may take a while, and so is asked only where `memory` alone would mislead.
        """
        self.courtesy = courtesy
        self.crowded = False
        """Whether it rests now because other programs need the GPU's memory."""
        self._memory, self._held, self._told = memory, held, False
        self._until = self._again = float("-inf")
        self._usual: int | None = None
        self._uncounted: int | None = 0
        """Bytes of ours that PyTorch does not count; None where nobody can tell."""
        self._silent = False

    def worked(self, begun: float, now: float) -> None:
        """A step took from `begun` to `now`: what follows of rest is in the same measure."""
        share = self.courtesy.share
        self._until = now + (now - begun) * (100 - share) / share

    def left(self, now: float) -> float:
        """Seconds to rest before the next step, or before this is asked again; 0 where none."""
        self._told = self._told and self.crowded
        self.crowded = self.courtesy.spare > 0 and self._is_crowded(now)
        return max(self._until - now, LOOK if self.crowded else 0.0, 0.0)

    def news(self) -> Noticed | None:
        """Why it rests now, once, where another program is the reason."""
        if not self.crowded or self._told:
            return None
        self._told = True
        return Noticed(
            "Another program needs the GPU's memory: this rests until there is room again."
        )

    def _is_crowded(self, now: float) -> bool:
        memory = self._memory()
        if memory is None:
            return False
        short = memory.total - memory.taken < self.courtesy.spare
        resting = self.crowded and not active_children()  # then nothing of ours can have grown
        if not resting and self._moved(memory, short):
            if now < self._again:
                return self.crowded
            self._again = now + LOOK
            self._uncounted = self._counted(memory)
        if self._uncounted is None:
            return False
        others = memory.taken - memory.own - self._uncounted
        self._usual = others if self._usual is None else min(self._usual, others)
        return short and others > self._usual + GROWN

    def _moved(self, memory: GpuMemory, short: bool) -> bool:
        """Whether it seems that others took or gave back much; it may have been ourselves."""
        if self._usual is None or self._uncounted is None:
            return True
        more = memory.taken - memory.own - self._uncounted - self._usual
        return more < -GROWN or (short and more > GROWN)

    def _counted(self, memory: GpuMemory) -> int | None:
        """What is ours of the GPU besides what PyTorch counts, now."""
        children = {child.pid for child in active_children() if child.pid}
        held = None if self._silent else self._held({os.getpid(), *children})
        if held is not None:
            return max(0, held - memory.own)
        self._silent = True
        alone = not children and not any(name in sys.modules for name in _BESIDE_PYTORCH)
        return (self._uncounted or 0) if alone else None
