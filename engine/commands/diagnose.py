"""`engine diagnose`: a file for those who repair, made and looked through by the person."""

from pathlib import Path

import click

from engine import diagnostics
from engine.commands.border import json_option, report


@click.command()
@click.argument("out", metavar="OUT.zip", type=click.Path(path_type=Path))
@click.option("--show", is_flag=True, help="Print all of it first, on stderr.")
@json_option
def diagnose(out: Path, show: bool) -> None:
    """Save facts of this machine and the logs to OUT.zip. Nothing is sent.

    Prompts, names, photos and your folders are not in it: look through it before you give it away.
    """
    sheets = diagnostics.collect()
    if show:
        for sheet in sheets:
            click.echo(f"--- {sheet.name}\n{sheet.text}\n", err=True)
    diagnostics.save(sheets, out)
    names = [sheet.name for sheet in sheets]
    report({"file": str(out), "sheets": names}, f"Saved {', '.join(names)} in {out}")
