"""Table 1 of the supplement: what soft prompts and fine-tuning keep, know and copy."""

from collections.abc import Iterator, Sequence

from bench.paper import copies
from bench.paper.arms import DEEP
from bench.paper.findings import Findings, exam, likeness_at
from bench.paper.tables import Runs, at, cell, markdown, matched, picked, verdict
from bench.teaching.results import Record
from engine.evaluation.faces import NOT_MEASURABLE
from engine.training.baselines import KEPT


def section(found: Findings) -> Iterator[str]:
    """The table, and the tests of H1 and H2; nothing before the base model was examined."""
    names = found.exam_names()
    if not names:
        return
    yield "### Table 1: abilities, similarity, face\n"
    lines = list(_lines(found))
    header = ["setting", *names, "similarity", *copies.HEADER, "face"]
    yield "\n".join(markdown(header, [_row(found, names, *line) for line in lines]))
    yield copies.note((runs for _, runs in lines), found.metric)
    yield _INACTIVE
    yield "\n".join(_claims(found, names))


def _lines(found: Findings) -> Iterator[tuple[str, Runs]]:
    """Every setting that was measured, by its name."""
    yield "base model; any concept, not active", found.base
    scope = found.plan.scope
    few = ("3–5 photos", scope.main, {"soft prompt": found.main, DEEP: found.deep})
    many = ("300 photos", scope.many, {"soft prompt": found.of(found.plan.arms.many, scope.many)})
    for title, subjects, learned in (few, many):
        settings = {f"{name}, active": runs for name, runs in learned.items()}
        settings |= {f"full, {n} iterations": found.full(n, subjects) for n in KEPT}
        yield from ((f"{title}: {name}", runs) for name, runs in settings.items() if runs)


def _row(found: Findings, names: Sequence[str], name: str, runs: Runs) -> list[object]:
    abilities = [cell(runs, at(*exam(one))) for one in names]
    similar = cell(runs, at(*likeness_at(found.metric)))
    return [name, *abilities, similar, *copies.columns(runs, found.metric), _faces(runs)]


_INACTIVE = """A concept that is not active changes nothing: every logit is bit-equal to the base
model's (tests/engine/evaluation/test_examinee.py), so its abilities are those of the first line.
“Active” means that its rows open every prompt and every answer, as they do in a chat about it. A
tuned model cannot be switched off.
"""


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
    """H1, H2 and H8 of the plan, each with its test."""
    yield from _rates(found)
    yield from markdown(
        ["difference", "mean [90 % interval], verdict"],
        [*_of_likeness(found), *_of_abilities(found, names)],
    )
    yield ""


def _rates(found: Findings) -> Iterator[str]:
    """Each rate of full fine-tuning, and what bf16 makes of some."""
    rate = found.rate
    yield f"Best rate of full fine-tuning: {rate:.0e}.\n" if rate else "No rate was searched yet.\n"
    if not rate:
        return
    rounded = found.plan.get("bf16") or {}
    rows = []
    for each, records in found.plan.sweep().items():
        runs = picked({"sweep": records}, "points", str(min(KEPT)))
        shares = [_share(rounded, each, kind) for kind in ("bf16 alone", "fp32 masters")]
        seen = [cell(runs, at(*likeness_at(found.metric))), copies.with_a_copy(runs, found.metric)]
        rows.append([f"{each:.0e}", *seen, *shares])
    header = ["rate", f"similarity after {min(KEPT)}", "with a copy"]
    header += ["weights that move in bf16 alone", "with fp32 masters"]
    yield from markdown(header, rows)
    yield _RATES


_RATES = """
The rate is chosen on a concept that is in no claim. Weights that move: the share of bf16 weights
that are others after 20 steps.
"""


def _share(rounded: Record, rate: float, kind: str) -> str:
    found = at(f"{rate:.0e}", kind)(rounded)
    return "–" if found is None else f"{found:.4f}"


def _of_likeness(found: Findings) -> Iterator[Sequence[object]]:
    for what, figure in (("similarity", "similarity"), (copies.HEADER[-1], "original")):
        reading = at(*likeness_at(found.metric, figure))
        for arm, runs in _learned(found).items():
            for step in KEPT:
                test = verdict(*matched(runs, found.full(step), reading))
                yield f"{arm} − full, {step}: {what}", test
        if found.deep:
            test = verdict(*matched(found.deep, found.main, reading))
            yield f"{DEEP} − soft prompt: {what}", test


def _of_abilities(found: Findings, names: Sequence[str]) -> Iterator[Sequence[object]]:
    settings = _learned(found)
    settings |= {f"full, {step}": runs for step in KEPT if (runs := found.full(step))}
    for name in names:
        for arm, runs in settings.items():
            test = matched(runs, found.base_of(name), at(*exam(name)))
            yield f"{arm} − base: {name}", verdict(*test)


def _learned(found: Findings) -> dict[str, Runs]:
    """The concepts that were learned so far, by how."""
    known = {"soft prompt": found.main, DEEP: found.deep}
    return {name: runs for name, runs in known.items() if runs}
