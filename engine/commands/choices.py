"""The options that say which base model is used and where it runs."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

import click

from engine.commands.border import json_option
from engine.graphics import hold
from engine.settings import BACKENDS, DEVICES, Settings


def machine_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add --checkpoint, --device, --threads, --backend and --json.

    The command gets `Settings` first.
    """

    @click.option(
        "--checkpoint",
        metavar="NAME|FOLDER",
        help="The base model. Default: the chosen one, else the bundled mini.",
    )
    @click.option("--device", type=click.Choice(DEVICES), help="Where it runs. Default: auto.")
    @click.option(
        "--threads", type=click.IntRange(1, 256), help="CPU threads. Default: one for each core."
    )
    @click.option(
        "--backend", type=click.Choice(BACKENDS), help="What runs it. Default: auto, the best here."
    )
    @json_option
    @wraps(command)
    def with_settings(
        *,
        checkpoint: str | None,
        device: str | None,
        threads: int | None,
        backend: str | None,
        **options: Any,
    ) -> None:
        saved = Settings.load()
        chosen = replace(
            saved,
            checkpoint=checkpoint or saved.checkpoint,
            device=device or saved.device,
            threads=threads or saved.threads,
            backend=backend or saved.backend,
            without_gpu=saved.without_gpu and device is None,
        ).effective
        hold(chosen)
        command(chosen, **options)

    return with_settings
