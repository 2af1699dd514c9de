"""Losses as a file for spreadsheets."""

from pathlib import Path

from desktop.state.curves import Curves
from engine.files import write_whole


def write_csv(name: str, curves: Curves) -> None:
    """Write the table whole or not at all. SetupError where the folder cannot take it."""
    path = Path(name)
    write_whole(path.with_name(path.name.removesuffix(".csv") + ".csv"), curves.as_csv().encode())
