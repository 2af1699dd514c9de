"""Losses as a file for spreadsheets."""

from pathlib import Path

from desktop.state.curves import Curves
from engine.files import write_whole


def write_csv(name: str, curves: Curves) -> Path:
    """Write the table whole or not at all, and tell where; the name ends in `.csv` then.

    SetupError where the folder cannot take it.
    """
    path = Path(name)
    path = path.with_name(path.name.removesuffix(".csv") + ".csv")
    write_whole(path, curves.as_csv().encode())
    return path
