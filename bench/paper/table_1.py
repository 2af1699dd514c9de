"""Table 1 of the supplement: what soft prompts and fine-tuning keep, know and copy."""

from collections.abc import Iterator, Sequence

from bench.paper import arms, copies
from bench.paper.arms import DEEP
from bench.paper.findings import Findings, exam, likeness_at
from bench.paper.tables import Runs, at, cell, markdown, matched, values, verdict
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
    many = ("300 photos", scope.many, {"soft prompt": found.of(arms.many(), scope.many)})
    for title, subjects, learned in (few, many):
        settings = {f"{name}, active": runs for name, runs in learned.items()}
        settings |= {f"full, {n} iterations": found.full(n, subjects) for n in KEPT}
        yield from ((f"{title}: {name}", runs) for name, runs in settings.items() if runs)


def _row(found: Findings, names: Sequence[str], name: str, runs: Runs) -> list[object]:
    abilities = [cell(runs, at(*exam(one))) for one in names]
    similar = cell(runs, at(*likeness_at(found.metric)))
    return [name, *abilities, similar, *copies.columns(runs, found.metric), _faces(runs)]


_INACTIVE = """
A concept that is not active changes nothing: every logit is bit-equal to the base model's
(tests/engine/evaluation/test_examinee.py), so its abilities are those of the first line. “Active”
means that its rows open every prompt and every answer, as they do in a chat about it. A tuned model
cannot be switched off.
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
    """H1 and H2 of the plan, each with its test."""
    rate = found.rate
    yield f"Best rate of full fine-tuning: {rate:.0e}.\n" if rate else "No rate was searched yet.\n"
    yield from markdown(
        ["difference", "mean [90 % interval], verdict"],
        [*_of_likeness(found), *_of_abilities(found, names)],
    )
    yield ""


def _of_likeness(found: Findings) -> Iterator[Sequence[object]]:
    for what, figure in (("similarity", "similarity"), (copies.HEADER[-1], "original")):
        reading = at(*likeness_at(found.metric, figure))
        for arm, runs in (("soft prompt", found.main), (DEEP, found.deep)):
            for step in KEPT:
                test = verdict(*matched(runs, found.full(step), reading))
                yield f"{arm} − full, {step}: {what}", test
        yield f"{DEEP} − soft prompt: {what}", verdict(*matched(found.deep, found.main, reading))


def _of_abilities(found: Findings, names: Sequence[str]) -> Iterator[Sequence[object]]:
    settings: dict[str, Runs] = {"soft prompt": found.main, DEEP: found.deep}
    settings |= {f"full, {step}": found.full(step) for step in KEPT}
    for name in names:
        reading = at(*exam(name))
        alone = next(iter(values(found.base, reading).values()), [0.0])[0]
        known = {"exams": {name: {"accuracy": alone}}}
        same = {one.key: [known] for one in found.plan.scope.main}
        for arm, runs in settings.items():
            yield f"{arm} − base: {name}", verdict(*matched(runs, same, reading))
