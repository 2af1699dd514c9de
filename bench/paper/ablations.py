"""The ablations of docs/reproduction.md: every arm over the same concepts, against a reference."""

from collections.abc import Iterator

from bench.paper import arms, controls, copies
from bench.paper.findings import Findings, likeness_at
from bench.paper.tables import Runs, at, cell, gap, markdown, matched, shared, verdict


def measured(found: Findings) -> Iterator[tuple[str, list[arms.Arm], dict[str, Runs]]]:
    """Each experiment with its arms, and the runs of those that have any, over shared concepts.

    One arm alone compares nothing: such an experiment is left out.
    """
    by_experiment: dict[str, list[arms.Arm]] = {}
    for arm in found.plan.arms.ablations():
        by_experiment.setdefault(arm.experiment, []).append(arm)
    for experiment, some in by_experiment.items():
        lines = shared({arm.name: runs for arm in some if (runs := found.of(arm))})
        if len(lines) > 1:
            yield experiment, some, lines


def section(found: Findings, plots: str) -> Iterator[str]:
    """A table and a plot, in the folder `plots`, of each experiment that was measured."""
    for experiment, _, lines in measured(found):
        yield f"### {_TITLES[experiment]}\n"
        base = _REFERENCES[experiment]
        header = [experiment, "similarity", *copies.HEADER, "gap closed"]
        header += ["recognition easy", "hard", "AUROC hard"]
        header += [f"similarity − “{base}”", f"recognition, hard − “{base}”"]
        rows = [
            [name, *_ablation(found, runs), *_compared(found, runs, lines.get(base, {}))]
            for name, runs in lines.items()
        ]
        yield "\n".join(markdown(header, rows))
        yield copies.note(lines.values(), found.metric)
        plot = f"{plots}/{found.short}-{slug(experiment)}.png"
        yield f"![{_TITLES[experiment]}]({plot})\n"


def _ablation(found: Findings, runs: Runs) -> list[object]:
    similar, best = at(*likeness_at(found.metric)), found.ceilings(found.metric)
    row: list[object] = [cell(runs, similar), *copies.columns(runs, found.metric)]
    row.append(gap(runs, found.control(controls.CLASS), best, similar))
    row += [
        cell(runs, found.recognised(name))
        for name in ("weighted_easy", "weighted_hard", "hard_auroc")
    ]
    return row


def _compared(found: Findings, runs: Runs, base: Runs) -> list[object]:
    """The paired differences that hypotheses H3 to H7 are about."""
    if runs is base or not base:
        return ["–", "–"]
    readings = at(*likeness_at(found.metric)), found.recognised("weighted_hard")
    return [verdict(*matched(runs, base, reading)) for reading in readings]


_REFERENCES = {
    arms.SOFT: "0",
    arms.TOKENS: "16",
    arms.ADAPTIVE: "off",
    arms.AUGMENTED: "positives only",
    arms.VARIANTS: "self-prompting",
}
"""The arm of each experiment that the others are compared with."""
_TITLES = {
    arms.SOFT: "Figure 2: number of soft positives",
    arms.TOKENS: "Number of latent tokens (of each kind)",
    arms.ADAPTIVE: "Adaptive length",
    arms.AUGMENTED: "Positives only, augmentation, soft positives",
    arms.VARIANTS: "Shared, concatenated, separate, self-prompting",
}


def slug(experiment: str) -> str:
    """For file names."""
    return experiment.replace(" ", "-")
