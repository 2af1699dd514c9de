"""`engine concepts versions|use|curves`: every learning of a concept, and which is in use."""

import click

from engine import jobs
from engine.commands.border import json_option, report
from engine.commands.shown import metric
from engine.concepts.entries import Entry, KeptSnapshot, Version
from engine.learning.scoring import quality


@click.command("versions")
@click.argument("name")
@json_option
def list_versions(name: str) -> None:
    """List the versions of NAME with their snapshots, and which of them is in use."""
    with jobs.open_library() as library:
        entry = library.find(name)
        found = library.versions(entry.name)
        snapshots = {one.number: library.snapshots(entry.name, one.number) for one in found}
    lines = [line for one in found for line in _version_lines(one, snapshots[one.number], entry)]
    facts = [_version_facts(one, snapshots[one.number], entry) for one in found]
    report({"name": entry.name, "versions": facts}, *lines)


@click.command("use")
@click.argument("name")
@click.argument("version", type=click.IntRange(min=1))
@click.option(
    "--snapshot", type=click.IntRange(min=1), metavar="EPOCH",
    help="The snapshot after this epoch. Default: the suggested one, the best by its scores.",
)  # fmt: skip
@json_option
def use_version(name: str, version: int, snapshot: int | None) -> None:
    """Use VERSION of NAME from now on, or one of its snapshots. Nothing is lost by it."""
    with jobs.open_library() as library:
        entry = library.use(name, version, snapshot or 0)
    which = f"snapshot {snapshot} of version {version}" if snapshot else f"version {version}"
    facts = {"name": entry.name, "version": version, "snapshot": snapshot}
    report(facts, f"{entry.name}: {which} is in use.")


@click.command("curves")
@click.argument("name")
@click.argument("version", type=click.IntRange(min=1), required=False)
@json_option
def show_curves(name: str, version: int | None) -> None:
    """Print how the losses and scores of NAME went, and where the drawings of snapshots lie."""
    with jobs.open_library() as library:
        record = library.record(name, version)
    by_name = {one.name: record.curve(one.name) for one in record.curves}
    lines = [
        f"{title}: {values[0][1]:.3g} at {values[0][0]} → {values[-1][1]:.3g} at {values[-1][0]}"
        for title, values in by_name.items()
    ]
    drawings = {epoch: [str(path) for path in paths] for epoch, paths in record.samples.items()}
    lines += [f"drawn after epoch {epoch}: {', '.join(paths)}" for epoch, paths in drawings.items()]
    report({"curves": by_name, "drawings": drawings}, *(lines or ["Nothing was recorded."]))


def _version_facts(
    version: Version, snapshots: list[KeptSnapshot], entry: Entry
) -> dict[str, object]:
    return {
        "number": version.number,
        "created_at": version.created_at,
        "in_use": version.number == entry.current_version,
        "snapshot_in_use": _in_use(version, entry),
        "suggested": version.facts.get("best_epoch"),
        "notes": version.notes,
        "snapshots": [{"epoch": one.epoch, "scores": dict(one.scores)} for one in snapshots],
    }


def _version_lines(version: Version, snapshots: list[KeptSnapshot], entry: Entry) -> list[str]:
    current = " (in use)" if version.number == entry.current_version else ""
    made = version.created_at[:16].replace("T", " ")
    lines = [f"version {version.number}{current}, {made}"]
    lines += [f"  {line}" for line in version.notes.splitlines()]
    for one in snapshots:
        scores = ", ".join(
            f"{metric(name, version.facts)} {value:.3g}" for name, value in one.scores.items()
        )
        marks = [" suggested"] if one.epoch == version.facts.get("best_epoch") else []
        marks += [" in use"] if one.epoch == _in_use(version, entry) else []
        mean = f"{quality(one.scores):.3f}" if one.scores else "–"
        lines.append(f"  snapshot {one.epoch:>3}  {mean}  {scores}{','.join(marks)}")
    return lines


def _in_use(version: Version, entry: Entry) -> object:
    """The epoch whose rows are in use; None where they are another version's."""
    if version.number != entry.current_version:
        return None
    return entry.current_snapshot or version.facts.get("best_epoch")
