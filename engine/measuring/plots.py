"""Plots of a report as PNG files in memory, drawn by matplotlib without a window."""

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from engine.measuring.examination import Facts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_SIZE = (6.4, 2.6)  # inches
_DOTS = 110  # per inch
_OWN, _OTHER, _BEST = "#3b6ea5", "#b0b7bf", "#4d8f5b"
_SHIFT = 0.19  # of a category: half of two bars beside each other


def similarity(found: Facts) -> bytes:
    """Each drawing between the floor of other individuals and the ceiling of real photos."""
    figure, axes = _figure()
    axes.scatter(found["each"], [1.0] * len(found["each"]), s=18, color=_OWN, alpha=0.6)
    if found.get("low") is not None:
        axes.plot([found["low"], found["high"]], [1, 1], color=_OWN, linewidth=3)
    axes.scatter([found["similarity"]], [1], s=80, color=_OWN, marker="D", label="drawings")
    for name, colour in (("floor", _OTHER), ("ceiling", _BEST)):
        if found.get(name) is not None:
            axes.axvline(found[name], color=colour, linewidth=2, label=_LABELS[name])
    axes.set_yticks([])
    axes.set_ylim(0.5, 1.5)
    axes.set_xlabel("cosine to new photos")
    axes.legend(fontsize=8, frameon=False, loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3)
    return _png(figure)


_LABELS = {"floor": "other individuals (floor)", "ceiling": "two real photos (ceiling)"}


def certainties(found: Mapping[str, Sequence[float]]) -> bytes:
    """How sure of a yes the model was about each photo."""
    figure, axes = _figure()
    kinds = [name for name in ("hard", "easy", "positives") if found.get(name)]
    for row, name in enumerate(kinds):
        colour = _OWN if name == "positives" else _OTHER
        axes.scatter(found[name], [row] * len(found[name]), s=26, alpha=0.7, color=colour)
    axes.set_yticks(range(len(kinds)), kinds)
    axes.set_xlim(-0.02, 1.02)
    axes.margins(y=0.25)
    axes.axvline(0.5, color="0.6", linewidth=1, linestyle=":")
    axes.set_xlabel("P(yes) / (P(yes) + P(no))")
    return _png(figure)


def abilities(exams: Mapping[str, Facts]) -> bytes:
    """Accuracy of the base model, and with the concept active, with intervals."""
    figure, axes = _figure()
    for shift, who, colour in ((_SHIFT, "base", _OTHER), (-_SHIFT, "active", _OWN)):
        rows = [(place, one[who]) for place, one in enumerate(exams.values()) if who in one]
        values = [row["accuracy"] for _, row in rows]
        errors = [
            [row["accuracy"] - (row["low"] or row["accuracy"]) for _, row in rows],
            [(row["high"] or row["accuracy"]) - row["accuracy"] for _, row in rows],
        ]
        places = [place + shift for place, _ in rows]
        label = "base model" if who == "base" else "with the concept active"
        if rows:
            axes.barh(places, values, 2 * _SHIFT, xerr=errors, color=colour, label=label)
    axes.set_yticks(range(len(exams)), list(exams))
    axes.set_xlim(0, 1)
    axes.set_xlabel("share right")
    axes.legend(fontsize=8, frameon=False, loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2)
    return _png(figure)


def _figure() -> "tuple[Figure, Axes]":
    from matplotlib.figure import Figure  # slow to load, and only a report needs it

    figure = Figure(figsize=_SIZE, dpi=_DOTS, layout="constrained")
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _png(figure: "Figure") -> bytes:
    content = io.BytesIO()
    figure.savefig(content, format="png", metadata={"Software": ""})
    return content.getvalue()
