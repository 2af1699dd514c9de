"""`engine checkpoints …`: the base models on this computer."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine import jobs
from engine.commands.border import json_option, keeps, report
from engine.watch import watch

if TYPE_CHECKING:
    from engine.model.checkpoints import Checkpoint


@click.group()
def checkpoints() -> None:
    """Add, list, verify and forget base models. Nothing is ever downloaded."""


@checkpoints.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", help="What to call it. Default: the folder's name.")
@json_option
def add(folder: Path, name: str | None) -> None:
    """Check the weights in FOLDER to the last number, and remember them.

    FOLDER is in the format of the Anole-7b-v0.1 checkpoint for Hugging Face. It is not changed.
    Its licence is yours to keep: Chameleon's and Anole's weights are for research only.
    """
    keeps("Nothing was added.")
    found = watch(jobs.add_checkpoint(folder, name))
    report(_facts(found), f"{found.name} is sound and ready: --checkpoint {found.name}")


@checkpoints.command("list")
@json_option
def list_checkpoints() -> None:
    """List the bundled checkpoint and those that were added."""
    found = jobs.list_checkpoints()
    lines = [_line(one) for one in found] or ["There is no checkpoint. `engine checkpoints add`."]
    report({"checkpoints": [_facts(one) for one in found]}, *lines)


@checkpoints.command()
@click.argument("name")
@json_option
def verify(name: str) -> None:
    """Read all files of NAME again and compare them with what was added."""
    found = watch(jobs.verify_checkpoint(name))
    report(_facts(found), f"{found.name} is unchanged.")


@checkpoints.command()
@click.argument("name")
@json_option
def remove(name: str) -> None:
    """Forget NAME. Its folder stays where it is."""
    jobs.remove_checkpoint(name)
    report({"removed": name}, f"{name} is forgotten; its files are still there.")


def _facts(found: "Checkpoint") -> dict[str, object]:
    return {
        "name": found.name,
        "folder": str(found.folder),
        "fingerprint": found.fingerprint,
        "bytes": found.bytes,
    }


def _line(found: "Checkpoint") -> str:
    return f"{found.name}  {found.short}  {found.bytes / 1e6:,.0f} MB  {found.folder}"
