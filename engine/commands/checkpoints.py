"""`engine checkpoints …`: the base models on this computer."""

import sys
from pathlib import Path

import click

from engine import jobs
from engine.commands.border import json_option, keeps, report
from engine.errors import InputError
from engine.licences import Acceptance, Licence, accepted, accepted_text, find_licence
from engine.model.bringing import Bringing, is_copy
from engine.model.checkpoints import Checkpoint, free_name
from engine.sizes import read_build
from engine.watch import watch


@click.group()
def checkpoints() -> None:
    """Add, list, verify and forget base models. Nothing is ever downloaded."""


@checkpoints.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", help="What to call it. Default: the folder's name.")
@click.option(
    "--copy", is_flag=True, help="Copy the files to the private folder; else they stay in FOLDER."
)
@click.option(
    "--accept-licence", is_flag=True, help="You have read the licence and accept it: do not ask."
)
@json_option
def add(folder: Path, name: str | None, copy: bool, accept_licence: bool) -> None:
    """Check the weights in FOLDER to the last number, and remember them.

    FOLDER is in the format of the Anole-7b-v0.1 checkpoint for Hugging Face. It is not changed.
    Its licence is shown and must be accepted; Chameleon's and Anole's weights are for research
    only. `engine checkpoints licence` shows it again.
    """
    keeps("Nothing was added.")
    folder = folder.resolve()
    licence = find_licence(folder)
    read_build(folder)  # nobody need read a licence of what cannot be used
    name = free_name(name or folder.name)
    if not accept_licence:
        _ask(licence)
    asked = Bringing(folder=folder, name=name, copy=copy, licence=licence.sha256)
    found = watch(jobs.bring_checkpoint(asked))
    report(
        _facts(found) | {"licence": licence.sha256},
        f"{found.name} is sound and ready: --checkpoint {found.name}",
        _kept(found),
        f"That you accepted its licence is recorded: engine checkpoints licence {found.name}",
    )


@checkpoints.command("licence")
@click.argument("name", required=False)
@json_option
def show_licence(name: str | None) -> None:
    """Show the licence that was accepted for NAME, or for every base model, and when."""
    here = jobs.list_checkpoints()
    names = {one.fingerprint: one.name for one in here}
    wanted = {one.fingerprint for one in here if one.name == name}
    found = [one for one in accepted() if name is None or one.checkpoint in wanted]
    if name is not None and not found:
        raise InputError(
            f"No licence was accepted for {name}.",
            remedy="`engine checkpoints licence` shows every licence that was accepted.",
        )
    lines = [line for one in found for line in _licence_lines(one, names)]
    facts = [_licence_facts(one, names) for one in found]
    report({"licences": facts}, *(lines or ["No licence has been accepted yet."]))


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


def _ask(licence: Licence) -> None:
    """Show a licence and ask for a yes. InputError where the answer is no, or nobody is there."""
    click.echo(f"{licence.text}\n", err=True)
    try:
        yes = click.confirm("Have you read this licence, and do you accept it?", err=True)
    except click.Abort:
        if sys.stdin.isatty():  # Ctrl-C
            raise
        yes = False
    if not yes:
        raise InputError(
            "The licence was not accepted, so nothing was added.",
            remedy="Read it, and answer y at a terminal or give --accept-licence if you accept it.",
        )


def _kept(found: Checkpoint) -> str:
    """Whose its files are now."""
    if is_copy(found):
        return f"Copied to {found.folder}; the folder it came from is no longer needed."
    return f"Linked: its files stay in {found.folder}, and are never changed or deleted."


def _licence_facts(one: Acceptance, names: dict[str, str]) -> dict[str, object]:
    return {
        "name": names.get(one.checkpoint),
        "checkpoint": one.checkpoint,
        "accepted_at": one.accepted_at,
        "files": list(one.files),
        "sha256": one.sha256,
        "text": accepted_text(one),
    }


def _licence_lines(one: Acceptance, names: dict[str, str]) -> list[str]:
    name = names.get(one.checkpoint) or f"{one.checkpoint[:12]}, which is not in the list now"
    files = f" ({', '.join(one.files)})" if one.files else ""
    text = accepted_text(one) or "Its text is gone from the private folder."
    return [f"{name}: accepted on {one.accepted_at}{files}", "", text, ""]


def _facts(found: Checkpoint) -> dict[str, object]:
    return {
        "name": found.name,
        "folder": str(found.folder),
        "copied": is_copy(found),
        "fingerprint": found.fingerprint,
        "bytes": found.bytes,
    }


def _line(found: Checkpoint) -> str:
    return f"{found.name}  {found.short}  {found.bytes / 1e6:,.0f} MB  {found.folder}"
