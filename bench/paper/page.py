"""docs/reproduction.md, written from the records and from nothing else."""

from collections.abc import Iterator, Sequence
from typing import Any

from bench.paper import ablations, arms, controls, copies, fast, hypotheses, sizes, table_1
from bench.paper.findings import Findings, likeness_at
from bench.paper.tables import Runs, at, cell, excluded, gap, markdown, picked, values
from engine.training.baselines import KEPT

_RULES = ("likelihood", "words, self-emitted")


def page(found: Sequence[Findings], facts: dict[str, Any]) -> str:
    """The whole page as Markdown; one chapter for each model size, and one of all sizes."""
    scale = " at mini scale" if facts["small"] else ""
    parts = [_HEAD.format(scale=scale, **facts), *_unshown(facts["others"])]
    parts += [_LIMITS] if facts["small"] else []
    parts += sizes.section(found, facts["plots"])
    for one in found:
        parts += [f"## Model {one.title}\n"]
        parts += [
            *hypotheses.section(one),
            *_qualified(one),
            *_controls(one),
            *table_1.section(one),
            *ablations.section(one, facts["plots"]),
            *_real(one),
        ]
        parts += _stated(one)
    return "\n".join(parts).rstrip() + "\n"


_HEAD = """# The paper's claims{scale}

Written by `bench/reproduction.py` from the records in `bench/paper/results/`; do not edit. The plan
(hypotheses, margins, exclusions, budget) is `bench/paper/PLAN.md`, committed before the first run;
what was changed after it is listed there with its reason.
{date}: {machine}. {records} of {planned} records; {hours:.1f} core-hours of learning; protocol
“{protocol}”.
Records are made in an order in which a sitting may end anywhere: n says how far each cell is.

Every cell is a mean over concepts with its 95 % interval (concepts resampled, then seeds within
each) and the number of concepts, n. “Equivalent” means that the 90 % interval of the difference
lies within ±0.02; “undecided” is never “the same”. Gap closed is a ratio of means:
(arm − class name) / (ceiling − class name); the ceiling is two held-out photos of the concept.
"""
_OTHERS = """Records of other checkpoints, an earlier mini's for instance, are in no figure of this
page; there are some of {}.
"""
_LIMITS = """What cannot be reproduced at this scale, and why: absolute CLIP-I (48-pixel pictures of
a rendered world, and no CLIP here: similarities are of EfficientNet-Lite0 and of its
background-invariant projection, named so), real MMLU and COCO's POPE (the model knows only its own
world; its suite has the same forms), and faces (here a face is a few pixels wide).
"""


def _unshown(others: Sequence[str]) -> Iterator[str]:
    if others:
        yield _OTHERS.format("; ".join(others))


def _qualified(found: Findings) -> Iterator[str]:
    record = found.plan.get("qualification")
    if not record:
        return
    yield "### Do the metrics tell individuals apart?\n"
    rows = [
        (name, f"{one['auc']:.3f}", f"{one['hard_auc']:.3f}", "yes" if one["auc"] >= 0.95 else "no")
        for name, one in record["metrics"].items()
    ]
    header = ("metric", "AUC, all others", "AUC, same noun", "qualifies (≥ 0.95)")
    yield "\n".join(markdown(header, rows))
    yield f"\nSimilarity below is that of {found.metric}.\n"


def _controls(found: Findings) -> Iterator[str]:
    if not found.main:
        return
    yield "### Concepts and controls\n"
    header = ["arm", "similarity", *copies.HEADER, "gap closed", "EffNet-Lite0"]
    header += ["recognition easy", "hard", "AUROC hard", "VQA", "text QA"]
    lines: list[tuple[str, Runs]] = [(name, found.control(name)) for name in controls.WORDS]
    lines.append(("soft prompt (16 + 16)", found.main))
    lines.append((f"{arms.DEEP} ({arms.POSITIONS} positions in every layer, besides)", found.deep))
    lines += [(name, found.broken(name)) for name in controls.BROKEN]
    lines.append((controls.NEAREST, found.control(controls.NEAREST)))
    yield "\n".join(markdown(header, [_control_row(found, *line) for line in lines]))
    ceilings = {key: [{"ceiling": one}] for key, one in found.ceilings(found.metric).items()}
    yield copies.note((runs for _, runs in lines), found.metric)
    yield f"Ceiling: {cell(ceilings, at('ceiling'))}. Left out: {excluded(found.main)} runs.\n"
    yield _lengths(found)
    yield "\n".join(_self_prompting(found))
    yield "\n".join(_elsewhere(found))


def _lengths(found: Findings) -> str:
    told, learned = found.control("tokens"), picked(found.main, "tokens")
    tokens = found.plan.arms.base.latent_tokens
    lengths = {
        controls.DESCRIPTION: cell(told, at(controls.DESCRIPTION)),
        controls.IMAGE: cell(told, at(controls.IMAGE)),
        "soft prompt": cell(learned, at(f"concept of {tokens}")),
    }
    words = (f"{name} {one.interval.value:.0f}" for name, one in lengths.items() if one.concepts)
    return f"Ids that each adds to a prompt, on average: {', '.join(words)}.\n"


def _control_row(found: Findings, name: str, runs: Runs) -> list[object]:
    similar = at(*likeness_at(found.metric))
    floor, best = found.control(controls.CLASS), found.ceilings(found.metric)
    row: list[object] = [name, cell(runs, similar), *copies.columns(runs, found.metric)]
    row += [gap(runs, floor, best, similar), cell(runs, at(*likeness_at(found.metrics[1])))]
    row += [
        cell(runs, found.recognised(name))
        for name in ("weighted_easy", "weighted_hard", "hard_auroc")
    ]
    return [*row, *(cell(runs, found.answered(kind)) for kind in ("vqa", "text"))]


def _self_prompting(found: Findings) -> Iterator[str]:
    yield "Recognition with forced understanding rows, and with rows the model must say itself:\n"
    rows = [
        [rule, *(cell(found.main, at("recognition", rule, name)) for name in _FIGURES)]
        for rule in _RULES
    ]
    yield from markdown(["rule", "positive", "easy", "hard", "opened by itself"], rows)
    yield ""


_FIGURES = ("positive_accuracy", "easy_accuracy", "hard_accuracy", "opened")


def _elsewhere(found: Findings) -> Iterator[str]:
    rows: list[Sequence[object]] = [
        (name, *(cell(runs, at("elsewhere", "recontextualised", one)) for one in _PLACED))
        for name, runs in _switched(found)
    ]
    yield "The concept at another place (identity by the metric, place by the base model):\n"
    yield from markdown(["arm", "identity and place", "identity", "place"], rows)
    yield "\nLeakage: similarity of “a photo of a CLASS” to the concept's photos.\n"
    leaked = [
        ("base model", cell(found.control(controls.CLASS), at(*likeness_at(found.metric)))),
        *((name, cell(runs, at("elsewhere", "class drawings"))) for name, runs in _switched(found)),
    ]
    yield from markdown(["arm", "similarity"], leaked)
    yield ""


def _switched(found: Findings) -> tuple[tuple[str, Runs], ...]:
    """What can be drawn with."""
    deep = (f"{arms.DEEP} active", found.deep)
    return (("soft prompt active", found.main), deep, ("full, 500", found.full(max(KEPT))))


_PLACED = ("both", "identity", "place")


def _real(found: Findings) -> Iterator[str]:
    subjects = found.plan.scope.real
    runs = found.of(found.plan.arms.real, subjects) if subjects else {}
    if not runs:
        return
    yield "### Real photos\n"
    yield _REAL_WORDS
    words = found.control(controls.CLASS, subjects)
    shown = {key: [found.plan.get(f"words-{key}") or {}] for key in runs}
    header = ["subject", "similarity", "with a copy", "class name", "ceiling", "AUROC easy"]
    header += ["PSNR, dB", "kept"]
    rows = []
    for key, records in runs.items():
        own, plain, kept = {key: records}, {key: words.get(key, [])}, {key: shown[key]}
        ceiling = at(controls.NEAREST, *likeness_at(found.metric, "ceiling"))
        readings: list[tuple[Runs, Any]] = [
            (own, at(*likeness_at(found.metric))), (plain, at(*likeness_at(found.metric))),
            (kept, ceiling), (own, at("recognition", "likelihood", "easy_auroc")),
            (kept, at("fidelity", "psnr")), (kept, at("fidelity", "likeness")),
        ]  # fmt: skip
        cells = [next(iter(values(some, reading).values()), []) for some, reading in readings]
        row = [f"{sum(c) / len(c):.2f}" if c else "–" for c in cells]
        rows.append([key, row[0], copies.with_a_copy(own, found.metric), *row[1:]])
    yield "\n".join(markdown(header, rows))
    yield ""


_REAL_WORDS = """Fifteen subjects of the DreamBooth set (google/dreambooth, CC-BY-4.0). The model
has seen no photograph: it shows that the whole path works, not what a large model draws. “Kept” is
the likeness of a photo to its own encode–decode.
"""


def _stated(found: Findings) -> Iterator[str]:
    """The intervals that the fast subset is held to."""
    known = fast.stated(found)
    if not known:
        return
    yield "### What the fast subset must reproduce\n"
    yield _FAST
    rows = [
        (name, f"{one.value:.3f}", f"[{one.low:.3f}, {one.high:.3f}]")
        for name, one in known.items()
    ]
    yield "\n".join(markdown(["arm, concept", "similarity", "95 % interval"], rows))
    yield ""


_FAST = """`python3 dev.py bench reproduction --quick` learns these anew, with half the drawings; it
exits 1 where a similarity is outside its interval. A concept ends elsewhere where sums are rounded
otherwise or the learning was changed: of what is learned, the interval has the spread between seeds
in it, and none is stated before four concepts were learned twice.
"""
