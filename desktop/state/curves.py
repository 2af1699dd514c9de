"""What a learning measured, step by step: for a plot, a table and a CSV file. Pure data."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.events import Measured

LOSSES = ("text loss", "image loss")
"""Measured each step; scores are measured each epoch, and are on another scale."""
_WEIGHT = 0.9  # of what was before, in the smoothed line


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a step."""

    step: int
    value: float


@dataclass(slots=True)
class Curves:
    """Series by name, each in the order of its steps."""

    series: dict[str, list[Point]] = field(default_factory=dict)

    def add(self, event: Measured) -> None:
        """Take a number in; one at a step that was there already replaces what came since."""
        points = self.series.setdefault(event.name, [])
        while points and points[-1].step >= event.step:
            points.pop()  # a learning went back to its last good state, or was resumed
        points.append(Point(event.step, event.value))

    def follow(self, later: "Curves") -> None:
        """Take in what was measured after this, or anew since then."""
        for name, points in later.series.items():
            for point in points:
                self.add(Measured(name, point.value, point.step))

    def losses(self) -> dict[str, list[Point]]:
        """The series that are measured each step."""
        return {name: points for name, points in self.series.items() if name in LOSSES}

    def rows(self) -> list[tuple[int, dict[str, float]]]:
        """Every step that something was measured at, with its losses by name."""
        found: dict[int, dict[str, float]] = {}
        for name, points in self.losses().items():
            for point in points:
                found.setdefault(point.step, {})[name] = point.value
        return sorted(found.items())

    def as_csv(self) -> str:
        """A table with a row for each step, as spreadsheets read it."""
        names = list(self.losses())
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(["step", *names])
        for step, values in self.rows():
            writer.writerow([step, *(values.get(name, "") for name in names)])
        return text.getvalue()


@dataclass(slots=True)
class RunningMean:
    """Follows a series as it grows: the mean in which each earlier value counts a tenth less."""

    line: list[Point] = field(default_factory=list)
    highest: float = float("-inf")
    """Of the values themselves."""
    _weight: float = 0.0
    _total: float = 0.0
    _last: Point | None = None

    def follow(self, points: Sequence[Point]) -> None:
        """Reckon with what came since the last time; anew where the series went back meanwhile."""
        known = len(self.line)
        if known > len(points) or (known and points[known - 1] is not self._last):
            self.line, self.highest, self._weight, self._total = [], float("-inf"), 0.0, 0.0
        for point in points[len(self.line) :]:
            self._weight = self._weight * _WEIGHT + 1
            self._total = self._total * _WEIGHT + point.value
            self.line.append(Point(point.step, self._total / self._weight))
            self.highest = max(self.highest, point.value)
            self._last = point
