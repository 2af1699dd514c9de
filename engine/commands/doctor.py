"""`engine doctor`: what is here, what will run where, and why."""

from dataclasses import asdict

import click

from engine.commands.border import report
from engine.commands.choices import machine_options
from engine.doctor import Examination, examination
from engine.graphics import Reason
from engine.settings import Settings
from engine.verdicts import bytes_in_words
from engine.watch import watch


@click.command()
@machine_options
def doctor(settings: Settings) -> None:
    """Say what this computer has, what will run where, and why. Changes nothing.

    Where a GPU is to be used, it is tried with a second of real work.
    """
    found = watch(examination(settings))
    report(asdict(found) | {"because": _because(found)}, *_lines(found))


def _because(found: Examination) -> dict[str, dict[str, str]]:
    """The reasons of the verdicts, by checkpoint and action."""
    return {
        one.name: {verdict.action: verdict.because for verdict in one.verdicts}
        for one in found.checkpoints
    }


def _used(found: Examination) -> list[str]:
    """Which card is used, where the driver names one or the person has chosen one."""
    used = found.used
    if used.reason is Reason.NONE:
        return []
    return [f"Used         {used.gpu.name if used.gpu else 'no GPU'}. {used.reason}"]


def _tried(found: Examination) -> list[str]:
    """What a second of work on the GPU showed; nothing where there is none."""
    if found.trouble:
        return [f"Tried        the GPU, in vain. {found.trouble}"]
    if found.trial is None:
        return []
    trial = found.trial
    speed = f"{trial.teraflops:.1f} TFLOP/s in {trial.seconds:.1f} seconds of real work"
    return [f"Tried        {trial.device}: {speed}"]


def _prospects(found: Examination) -> list[str]:
    """What weights of 7B would take; nothing where others than the bundled ones are here."""
    if len(found.checkpoints) > 1:
        return []
    by_preset: dict[str, list[str]] = {}
    for one in found.needs:
        short = "" if one.fits else ", too much"
        by_preset.setdefault(f"{one.preset} ({one.weights})", []).append(
            f"{one.action} {bytes_in_words(one.bytes)}{short}"
        )
    return [
        *(
            f"With 7B      {verdict.action}: {verdict.outcome}. {verdict.because}"
            for verdict in found.prospects
        ),
        *(f"7B, {preset:<15} {'; '.join(taken)}" for preset, taken in by_preset.items()),
    ]


def _lines(found: Examination) -> list[str]:
    versions = ", ".join(f"{name} {number}" for name, number in found.versions.items())
    return [
        f"System       {found.system}",
        f"Processor    {found.processor}, {found.cores} cores, {found.memory_gb} GB memory free",
        f"GPU          {', '.join(found.gpus) or 'none that PyTorch can use'}",
        *(
            f"Driver       {one.name}, driver {one.driver}, compute capability {one.capability}, "
            f"{bytes_in_words(one.free)} of {bytes_in_words(one.memory)} free, {one.uuid}"
            for one in found.cards
        ),
        *_used(found),
        *_tried(found),
        f"Versions     {versions}",
        f"Library      {found.library} ({found.free_gb} GB free)",
        *(
            f"Checkpoint   {one.name}, {one.megabytes:,.0f} MB. {one.runs}"
            for one in found.checkpoints
        ),
        *(
            f"Verdict      {one.name}, {verdict.action}: {verdict.outcome}. {verdict.because}"
            for one in found.checkpoints
            for verdict in one.verdicts
        ),
        *_prospects(found),
        *(f"Compiled     {folder}" for one in found.checkpoints for folder in one.compiled),
        *([] if found.checkpoints else ["Checkpoint   none: engine checkpoints add FOLDER"]),
        f"Untried      on a GPU, where this was made: {' and '.join(found.untried)}",
        *found.advice,
    ]
