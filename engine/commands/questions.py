"""`engine questions`: what the base model says about photos, to be corrected before learning."""

from pathlib import Path

import click

from engine import jobs
from engine.commands.border import report
from engine.commands.choices import machine_options
from engine.concepts.concept import KINDS
from engine.settings import Settings
from engine.watch import watch


@click.command(no_args_is_help=True)
@click.argument("photos", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--kind", type=click.Choice(KINDS), default="object", show_default=True)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("questions.json"),
    show_default=True,
)
@machine_options
def questions(settings: Settings, photos: tuple[Path, ...], kind: str, out: Path) -> None:
    """Ask the base model about PHOTOS and write its answers to a file that you can correct.

    \b
    engine questions photos/bo/ --kind pet --out bo.json
    engine learn Bo photos/bo/ --kind pet --questions bo.json

    What it gets wrong would be learned wrong. {name} stands for the concept.
    """
    pairs = watch(jobs.write_questions(photos, kind, out, settings))
    lines = [f"{question}  {answer}" for question, answer in pairs]
    report({"file": str(out), "questions": dict(pairs)}, *lines, f"Written to {out}")
