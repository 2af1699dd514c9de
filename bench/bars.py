"""A bar is a figure that must be reached. Every script here ends by showing its bars."""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import click


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """`figure` must be at least (or, with `at_most`, at most) `bound`; NaN never is."""

    name: str
    figure: float
    bound: float
    at_most: bool = False
    unit: str = ""

    @property
    def passed(self) -> bool:
        """Whether the bar is reached."""
        if not math.isfinite(self.figure):
            return False
        return self.figure <= self.bound if self.at_most else self.figure >= self.bound

    @property
    def words(self) -> str:
        """`pass  0.97 (≥ 0.95)  same/different AUC`."""
        sign, unit = "≤" if self.at_most else "≥", f" {self.unit}" if self.unit else ""
        verdict = "pass" if self.passed else "FAIL"
        return f"{verdict}  {self.figure:.3g}{unit} ({sign} {self.bound:.3g}{unit})  {self.name}"

    @property
    def facts(self) -> dict[str, str | float | bool]:
        """Everything, for JSON."""
        return asdict(self) | {"passed": self.passed}


def show(bars: Sequence[Bar]) -> int:
    """Print the bars on stdout; returns the exit status: 0 where all are reached, else 1."""
    for bar in bars:
        click.echo(bar.words)
    missed = sum(not bar.passed for bar in bars)
    click.echo(f"{len(bars) - missed} of {len(bars)} bars reached.")
    return 1 if missed or not bars else 0
