"""What a learning will take on this machine: known before it begins, from three real steps.

Values only, so that a window can hold one without loading torch; `dry_run.py` measures.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Measured by a dry run of three steps, and multiplied up. Bytes and seconds.

    Show `seconds` as the time that a learning takes, `peak_bytes` against `free_bytes` as the
    memory it needs, and `fit` as the name of what was chosen for this machine.
    """

    peak_bytes: int
    """Most memory in use: of the GPU as torch counts it, else of the whole process."""
    seconds_per_step: float
    """Of an optimizer step: the median of the dry steps, the first one left out."""
    steps: int
    """Optimizer steps of the whole learning."""
    seconds: float
    """Of the whole learning: its steps and the scoring of every snapshot."""
    free_bytes: int = 0
    """What the device had to give before the model was opened or found open."""
    seconds_per_snapshot: float = 0.0
    """Of scoring one snapshot: drawing for it takes most."""
    fit: str = ""
    """Which of `engine.training.fit.FITS` was chosen: `full`, `24 GB`, `16 GB`, …"""
    weights: str = ""
    """What the frozen weights are kept as: `fp32`, `bf16`, `int8`, `int4`, …"""

    @property
    def fits(self) -> bool:
        """Whether the memory that was free is enough."""
        return self.peak_bytes <= self.free_bytes
