"""The page of results that people read, written from `summary.json` and from nothing else."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bench.teaching import traps

Facts = Mapping[str, Any]

_HEAD = """# What learning a concept achieves

Written by `bench/concepts.py` from its results; do not edit. Measured on {date}: {machine}{load}.
Checkpoint {checkpoint}, preset `{preset}`, {photos} photos of each subject, {learnings} learnings
(seeds of one subject are averaged), {drawings} drawings of each caption.

Similarities are {name}: mean cosine of drawings to photos that were held out, both after the
model's own encode–decode. Not comparable with CLIP-I. The ceiling is two different held-out photos
of the subject. Gap closed = (concept − class name) / (ceiling − class name) of the means over
subjects; brackets are 95 % bootstrap intervals over subjects. Weighted accuracy is the mean of the
accuracies on photos of the subject and of something else (0.5 is chance): easy is other nouns,
some of them with the same look; hard is the same noun with another look.
"""
_LEVELS = {
    "L1": "known mesh, unseen look",
    "L2": "unseen mesh of a known noun",
    "L3": "unseen noun",
    "real": "real photos",
}


def page(summary: Facts) -> str:
    """The whole page as Markdown."""
    parts = [_HEAD.format(**{"load": "", **summary})]
    metrics = summary.get("metrics", [])
    if metrics:
        parts += ["## Can the metric tell?\n", "\n".join(map(_qualification, metrics))]
    parts += ["## Levels\n", "\n".join(_level_table(summary["levels"])), ""]
    for one in metrics[1:]:
        parts += [f"## Levels, by {one['name']}\n", _OTHER]
        parts += ["\n".join(_similarities(one["levels"])), ""]
    if summary.get("bars"):
        parts += ["## Bars\n", "\n".join(_bar_table(summary["bars"])), ""]
    parts += ["## Subjects\n", "\n".join(_subject_table(summary["rows"])), ""]
    if summary.get("real"):
        parts += ["## Real photos\n", _real(summary["real"])]
    return "\n".join([*parts, traps.section()])


def _qualification(found: Facts) -> str:
    return (
        f"By {found['name']}, two photos of one subject at different places are more alike than\n"
        f"photos of two subjects in {_figure(found['auc'], 3)} of all cases (AUC), and than a "
        f"photo of the same noun\nwith another look in {_figure(found['hard_auc'], 3)}.\n"
    )


def _similarities(levels: Facts) -> Iterator[str]:
    """The columns of a metric alone: recognition does not depend on it."""
    yield (
        "| level | concept | class name | description | another's rows | ceiling | gap closed "
        "| by description |"
    )
    yield "|---|" + "---:|" * 7
    for name, found in levels.items():
        cells = [name, *(_figure(found["similarity"][kind]) for kind in _SHOWN)]
        cells += [_interval(found["gap"], percent=True), _percent(found["described"])]
        yield f"| {' | '.join(cells)} |"


_OTHER = """The shipped embedder does not reach an AUC of 0.95, so the same drawings are compared
once more by its features without what backgrounds add; where that metric reaches it, its gaps are
those that the bars below hold.
"""


def _level_table(levels: Facts) -> Iterator[str]:
    yield (
        "| level | subjects | concept | class name | description | another's rows | ceiling "
        "| gap closed | by description | weighted easy | weighted hard |"
    )
    yield "|---|" + "---:|" * 10
    for name, found in levels.items():
        cells = [f"{name}: {_LEVELS.get(name, '')}", str(found["subjects"])]
        cells += [_figure(found["similarity"][kind]) for kind in _SHOWN]
        cells += [_interval(found["gap"], percent=True), _percent(found["described"])]
        cells += [_interval(found["weighted_easy"]), _interval(found["weighted_hard"])]
        yield f"| {' | '.join(cells)} |"


_SHOWN = ("concept", "class", "description", "other", "ceiling")


def _bar_table(bars: Sequence[Facts]) -> Iterator[str]:
    yield "| bar | figure | wanted | |"
    yield "|---|---:|---:|---|"
    for bar in bars:
        wanted = f"{'≤' if bar['at_most'] else '≥'} {bar['bound']:g} {bar['unit']}".strip()
        verdict = "reached" if bar["passed"] else "**missed**"
        yield f"| {bar['name']} | {_figure(bar['figure'], 3)} | {wanted} | {verdict} |"


def _subject_table(rows: Sequence[Facts]) -> Iterator[str]:
    yield (
        "| subject | concept | class name | description | ceiling | weighted easy | weighted hard "
        "| by own threshold, hard | AUROC hard | seconds | copies |"
    )
    yield "|---|" + "---:|" * 10
    for row in rows:
        cells = [row["key"]]
        cells += [_figure(row["similarity"][kind]) for kind in _SHOWN if kind != "other"]
        cells += [_figure(row[name]) for name in ("weighted_easy", "weighted_hard")]
        cells += [_figure(row[name]) for name in ("own_threshold_hard", "hard_auroc")]
        cells += ["/".join(f"{one:.0f}" for one in row["seconds"]), str(row["copied"])]
        yield f"| {' | '.join(cells)} |"


def _real(real: Facts) -> str:
    table = "\n".join([*_level_table(real["levels"]), "", *_subject_table(real["rows"])])
    found = real["levels"]["real"]
    closed = _percent(found["gap"]["value"])
    said = (
        f"The checkpoint above has learned a small rendered world, no photographs. On "
        f"{found['subjects']} subjects of real photos it closes {closed} of the gap between the "
        f"class name and another photo, and weighted recognition against other things is "
        f"{_figure(found['weighted_easy']['value'])}. At its picture size a photo keeps colours "
        "and rough shape, no more: it shows that the path works, not what a large model draws."
    )
    return f"{said}\n\n{table}\n"


def _figure(value: float | None, digits: int = 2) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.0f} %"


def _interval(found: Facts, *, percent: bool = False) -> str:
    shown = _percent if percent else _figure
    if found["low"] is None:
        return shown(found["value"])
    return f"{shown(found['value'])} [{shown(found['low'])}, {shown(found['high'])}]"
