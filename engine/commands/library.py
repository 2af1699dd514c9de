"""`engine library …`: all of it in one file, and back."""

from datetime import date
from pathlib import Path

import click

from engine.backup.checking import check_backup
from engine.backup.contents import Backup
from engine.backup.former import go_back, is_offered
from engine.backup.replacing import bring_back, set_aside
from engine.backup.replacing import replace as put_in_place
from engine.backup.restoring import restore as put_back
from engine.backup.weekly import back_up_weekly, is_due
from engine.backup.writing import back_up
from engine.commands.border import json_option, report
from engine.concepts.database import BEFORE_UPDATE
from engine.errors import InputError
from engine.settings import Settings
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


@library.command("check-backup")
@click.argument("file", metavar="FILE.zip", type=click.Path(path_type=Path))
@json_option
def check_backup_command(file: Path) -> None:
    """Test whether FILE.zip can be restored: all of it is read. Nothing is changed.

    Every backup is tested once when it is made. Drives forget: test it again now and then.
    """
    done = watch(check_backup(file))
    words = f"{file} is sound: {_words(done)} of {done.made_at[:10]} can be restored."
    report(_facts(file, done), words)


@library.command()
@click.argument("file", metavar="FILE.zip", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Set the library that is there aside.")
@json_option
def restore(file: Path, replace: bool) -> None:
    """Make the library in FILE.zip yours. It is proved first.

    A library that is there stays, unless you say --replace: then it is set aside as it is.
    """
    if replace:
        replaced = watch(put_in_place(file))
        done, former = replaced.backup, replaced.former
    else:
        done, former = watch(put_back(file)), None
    words = f"{_words(done)} restored from {file}.{_where(former)}"
    report(_facts(file, done) | {"former": former and former.name}, words)


@library.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@json_option
def weekly(folder: Path | None) -> None:
    """Back up into FOLDER where the last weekly backup there is a week old; four of them stay.

    Without FOLDER, it is the one of the setting `weekly_backups`. The window does the same when it
    starts; this is for a timer of the system.
    """
    chosen = folder or Settings.load().weekly_backups
    if not chosen:
        raise InputError(
            "No folder was chosen for weekly backups.",
            remedy="Name one, or `engine settings set weekly_backups FOLDER`.",
        )
    place, today = Path(chosen).expanduser(), date.today()
    if not is_due(place, today):
        report({"made": False, "folder": str(place)}, "No backup is due yet.")
        return
    done = watch(back_up_weekly(place, today))
    report({"made": True, "folder": str(place)}, f"{_words(done)} backed up to {place}.")


@library.command()
@json_option
def replaced() -> None:
    """List libraries that were set aside; `engine storage clean` removes them.

    `before-update` is among them where this app cannot open the list, and the one from before the
    app was updated is still there.
    """
    names = [*([BEFORE_UPDATE] if is_offered() else []), *(one.name for one in set_aside())]
    report({"replaced": names}, "\n".join(names) or "No library was set aside.")


@library.command("bring-back")
@click.argument("name")
@json_option
def bring_back_command(name: str) -> None:
    """Make a library that was set aside the one in use; that one is set aside instead."""
    if name == BEFORE_UPDATE:
        gone = go_back()
        former, came = gone.former, f" {gone.later} files came later, and are in that one only."
    else:
        former, came = bring_back(name), ""
    words = f"The library of {name} is in use again.{_where(former)}{came}"
    report({"library": name, "former": former and former.name}, words)


def _where(former: Path | None) -> str:
    """Where the former library lies now."""
    return f" The former one is set aside as {former.name}." if former else ""


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
