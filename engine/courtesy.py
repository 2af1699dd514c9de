"""Leaves the computer room beside a long job: it rests between its steps, and where a GPU is short.

Resting is not advancing, so a job knows nothing of it and can be stopped or paused meanwhile.
"""

from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import active_children

from engine.events import Noticed
from engine.model.memory import GpuMemory, gpu_memory
from engine.settings import Settings

LOOK = 1.0
"""Seconds between two looks at a GPU that is short."""
GROWN = 512 << 20
"""Bytes that others must have taken since the job began: a driver's own share is no other's."""


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


class Rests:
    """When one job rests, by a monotonic clock in seconds."""

    def __init__(
        self, courtesy: Courtesy, memory: Callable[[], GpuMemory | None] = gpu_memory
    ) -> None:
        self.courtesy = courtesy
        self.crowded = False
        """Whether it rests now because other programs need the GPU's memory."""
        self._memory, self._told = memory, False
        self._until = float("-inf")
        self._usual: int | None = None

    def worked(self, begun: float, now: float) -> None:
        """A step took from `begun` to `now`: what follows of rest is in the same measure."""
        share = self.courtesy.share
        self._until = now + (now - begun) * (100 - share) / share

    def left(self, now: float) -> float:
        """Seconds to rest before the next step, or before this is asked again; 0 where none."""
        self._told = self._told and self.crowded
        self.crowded = self.courtesy.spare > 0 and self._is_crowded()
        return max(self._until - now, LOOK if self.crowded else 0.0, 0.0)

    def news(self) -> Noticed | None:
        """Why it rests now, once, where another program is the reason."""
        if not self.crowded or self._told:
            return None
        self._told = True
        return Noticed(
            "Another program needs the GPU's memory: this rests until there is room again."
        )

    def _is_crowded(self) -> bool:
        memory = self._memory()
        if memory is None or active_children():  # what processes of ours take is not counted as own
            return False
        others = memory.taken - memory.own
        self._usual = others if self._usual is None else min(self._usual, others)
        short = memory.total - memory.taken < self.courtesy.spare
        return short and others > self._usual + GROWN
