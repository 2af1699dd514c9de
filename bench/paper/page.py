"""docs/reproduction.md, written from the records and from nothing else."""

from collections.abc import Iterator, Sequence
from typing import Any

from bench.paper import ablations, arms, controls, fast
from bench.paper.findings import Findings, exam, likeness_at
from bench.paper.tables import (
    Runs,
    at,
    cell,
    excluded,
    gap,
    markdown,
    matched,
    values,
    verdict,
)
from engine.evaluation.faces import NOT_MEASURABLE
from engine.training.baselines import KEPT

_RULES = ("likelihood", "words, self-emitted")


def page(found: Sequence[Findings], facts: dict[str, Any]) -> str:
    """The whole page as Markdown; one chapter for each model size."""
    parts = [_HEAD.format(**facts), _LIMITS]
    for one in found:
        parts += [f"## Model {facts['models'][one.plan.lab.bench.base.checkpoint.short]}\n"]
        parts += [
            *_qualified(one),
            *_controls(one),
            *_table_1(one),
            *ablations.section(one),
            *_real(one),
        ]
        parts += _stated(one)
    return "\n".join(parts).rstrip() + "\n"


_HEAD = """# The paper's claims at mini scale

Written by `bench/reproduction.py` from the records in `bench/paper/results/`; do not edit. The plan
(hypotheses, margins, exclusions, budget) is `bench/paper/PLAN.md` and was committed before the
first run. {date}: {machine}. {records} of {planned} records; {hours:.1f} core-hours of learning.
Records are made in an order in which a sitting may end anywhere: n says how far each cell is.

Every cell is a mean over concepts with its 95 % interval (concepts resampled, then seeds within
each) and the number of concepts, n. “Equivalent” means that the 90 % interval of the difference
lies within ±0.02; “undecided” is never “the same”. Gap closed is a ratio of means:
(arm − class name) / (ceiling − class name); the ceiling is two held-out photos of the concept.
"""
_LIMITS = """What cannot be reproduced at this scale, and why: absolute CLIP-I (48-pixel pictures of
a rendered world, and no CLIP here: similarities are of EfficientNet-Lite0 and of its
background-invariant projection, named so), real MMLU and COCO's POPE (the model knows only its own
world; its suite has the same forms), and faces (here a face is a few pixels wide).
"""


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
    header = ["arm", "similarity", "gap closed", "EffNet-Lite0", "copies"]
    header += ["recognition easy", "hard", "AUROC hard", "VQA", "text QA"]
    lines: list[tuple[str, Runs]] = [(name, found.control(name)) for name in controls.WORDS]
    lines.append(("soft prompt (16 + 16)", found.main))
    lines += [(name, found.broken(name)) for name in controls.BROKEN]
    lines.append((controls.NEAREST, found.control(controls.NEAREST)))
    yield "\n".join(markdown(header, [_control_row(found, *line) for line in lines]))
    ceilings = {key: [{"ceiling": one}] for key, one in found.ceilings(found.metric).items()}
    yield f"\nCeiling: {cell(ceilings, at('ceiling'))}. Left out: {excluded(found.main)} runs.\n"
    yield "\n".join(_self_prompting(found))
    yield "\n".join(_elsewhere(found))


def _control_row(found: Findings, name: str, runs: Runs) -> list[object]:
    similar = at(*likeness_at(found.metric))
    floor, best = found.control(controls.CLASS), found.ceilings(found.metric)
    copies = values(runs, lambda one: float(one["similarity"][found.metric]["copied"]))
    row: list[object] = [name, cell(runs, similar), gap(runs, floor, best, similar)]
    row.append(cell(runs, at(*likeness_at(found.metrics[1]))))
    row.append(f"{sum(map(sum, copies.values())):.0f} of {sum(map(len, copies.values()))}")
    row += [
        cell(runs, at("recognition", "likelihood", name))
        for name in ("weighted_easy", "weighted_hard", "hard_auroc")
    ]
    row += [
        cell(runs, at("questions", name)) for name in ("vqa_by_likelihood", "text_by_likelihood")
    ]
    return row


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
        for name, runs in (("soft prompt", found.main), ("full, 500", found.full(max(KEPT))))
    ]
    yield "The concept at another place (identity by the metric, place by the base model):\n"
    yield from markdown(["arm", "identity and place", "identity", "place"], rows)
    yield "\nLeakage: similarity of “a photo of a CLASS” to the concept's photos.\n"
    leaked = [
        ("base model", cell(found.control(controls.CLASS), at(*likeness_at(found.metric)))),
        ("soft prompt active", cell(found.main, at("elsewhere", "class drawings"))),
        ("full, 500", cell(found.full(max(KEPT)), at("elsewhere", "class drawings"))),
    ]
    yield from markdown(["arm", "similarity"], leaked)
    yield ""


_PLACED = ("both", "identity", "place")


def _table_1(found: Findings) -> Iterator[str]:
    names = found.exam_names()
    if not names:
        return
    yield "### Table 1: abilities, similarity, face\n"
    lines: list[tuple[str, Runs]] = [("base model; any concept, not active", found.base)]
    groups = (("3–5 photos", found.plan.scope.main), ("300 photos", found.plan.scope.many))
    for title, subjects in groups:
        soft = found.main if title == "3–5 photos" else found.of(arms.many(), subjects)
        lines.append((f"{title}: soft prompt, active", soft))
        for step in KEPT:
            lines.append((f"{title}: full, {step} iterations", found.full(step, subjects)))
    header = ["setting", *names, "similarity", "face"]
    rows = [
        [name, *(cell(runs, at(*exam(one))) for one in names), _likeness(found, runs), _faces(runs)]
        for name, runs in lines
        if runs
    ]
    yield "\n".join(markdown(header, rows))
    yield _INACTIVE
    yield "\n".join(_claims(found, names))


_INACTIVE = """
A concept that is not active changes nothing: every logit is bit-equal to the base model's
(tests/engine/evaluation/test_examinee.py), so its abilities are those of the first line. “Active”
means that its rows open every prompt and every answer, as they do in a chat about it. A tuned model
cannot be switched off.
"""


def _likeness(found: Findings, runs: Runs) -> object:
    return cell(runs, at(*likeness_at(found.metric)))


def _faces(runs: Runs) -> str:
    cells = [one.get("faces", {}) for some in runs.values() for one in some]
    told = [one for one in cells if one]
    if not told:
        return "–"
    measured = [one["similarity"] for one in told if "similarity" in one]
    missed = sum(one.get("missed", 1.0) for one in told) / len(told)
    shown = f"{sum(measured) / len(measured):.3f}" if measured else NOT_MEASURABLE
    return f"{shown} (missed {missed:.2f}, n {len(told)})"


def _claims(found: Findings, names: Sequence[str]) -> Iterator[str]:
    """H1 and H2 of the plan, each with its test."""
    rate = found.rate
    yield f"Best rate of full fine-tuning: {rate:.0e}.\n" if rate else "No rate was searched yet.\n"
    rows: list[Sequence[object]] = []
    for step in KEPT:
        similar = at(*likeness_at(found.metric))
        rows.append(
            (f"soft prompt − full, {step}: similarity",
             verdict(*matched(found.main, found.full(step), similar)))
        )  # fmt: skip
    for name in names:
        reading = at(*exam(name))
        alone = next(iter(values(found.base, reading).values()), [0.0])[0]
        same = {key: [{"exams": {name: {"accuracy": alone}}}] for key in found.main}
        rows.append((f"soft prompt − base: {name}", verdict(*matched(found.main, same, reading))))
        for step in KEPT:
            tuned = found.full(step)
            test = verdict(*matched(tuned, same, reading))
            rows.append((f"full, {step} − base: {name}", test))
    yield from markdown(["difference", "mean [90 % interval], verdict"], rows)
    yield ""


def _real(found: Findings) -> Iterator[str]:
    subjects = found.plan.scope.real
    runs = found.of(arms.real(), subjects) if subjects else {}
    if not runs:
        return
    yield "### Real photos\n"
    yield _REAL_WORDS
    words = found.control(controls.CLASS, subjects)
    shown = {key: [found.plan.get(f"words-{key}") or {}] for key in runs}
    header = ["subject", "similarity", "class name", "ceiling", "AUROC easy", "PSNR, dB", "kept"]
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
        rows.append([key, *(f"{sum(c) / len(c):.2f}" if c else "–" for c in cells)])
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
    similar = [at(*likeness_at(found.metric, one)) for one in ("similarity", "low", "high")]
    rows = []
    for name, record in known.items():
        value, low, high = (read(record) for read in similar)
        interval = "–" if low is None or high is None else f"[{low:.3f}, {high:.3f}]"
        rows.append((name, "–" if value is None else f"{value:.3f}", interval))
    yield "\n".join(markdown(["arm, concept", "similarity", "95 % interval"], rows))
    yield ""


_FAST = """`python3 dev.py bench reproduction --quick` learns these anew, with half the drawings;
it exits 1 where a similarity is outside its interval (over drawings and photos, of one learning).
"""
