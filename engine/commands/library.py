"""`engine library …`: all of it in one file, and back."""

from pathlib import Path

import click

from engine.backup.contents import Backup
from engine.backup.restoring import restore as put_back
from engine.backup.writing import back_up
from engine.commands.border import json_option, report
from engine.verdicts import bytes_in_words
from engine.watch import watch


@click.group()
def library() -> None:
    """Back up all concepts, chats and drawings, and restore them."""


@library.command()
@click.argument("file", metavar="FILE.zip", type=click.Path(path_type=Path))
@click.option("--without-photos", is_flag=True, help="Leave your own photos out.")
@json_option
def backup(file: Path, without_photos: bool) -> None:
    """Copy the whole library to FILE.zip. The app may go on working meanwhile.

    Chats and photos lie readable in it: keep it where only you can read it.
    """
    done = watch(back_up(file, photos=not without_photos))
    gone = f" {len(done.missing)} files were gone before." if done.missing else ""
    report(_facts(file, done), f"{_words(done)} backed up to {file}.{gone}")


@library.command()
@click.argument("file", metavar="FILE.zip", type=click.Path(path_type=Path))
@json_option
def restore(file: Path) -> None:
    """Make the library in FILE.zip yours. It is proved first, and never replaces another one."""
    done = watch(put_back(file))
    report(_facts(file, done), f"{_words(done)} restored from {file}.")


def _facts(file: Path, done: Backup) -> dict[str, object]:
    return {
        "file": str(file),
        "made_at": done.made_at,
        "photos": done.photos,
        "files": len(done.files),
        "bytes": done.bytes,
        "missing": list(done.missing),
    }


def _words(done: Backup) -> str:
    return f"{len(done.files)} files ({bytes_in_words(done.bytes)})"
