"""`engine evaluate …`: how well a concept is known, on photos that it was not learned from."""

from dataclasses import asdict, is_dataclass
from pathlib import Path

import click

from engine import jobs
from engine.commands.border import report
from engine.commands.choices import machine_options
from engine.jobs import Examples
from engine.settings import Settings
from engine.watch import watch

_folder = click.Path(exists=True, file_okay=False, path_type=Path)
