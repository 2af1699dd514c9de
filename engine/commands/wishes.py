"""What `engine imagine` and `engine gallery sheet` are asked for alike: concepts and freedom."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import wraps
from typing import Any

import click

from engine import jobs
from engine.chats.words import mentioned
from engine.concepts.names import name_key
from engine.errors import InputError
from engine.runtime.sampling import IMAGE, LEAST_TOP_P, MOST_GUIDANCE, MOST_TEMPERATURE

names_argument = click.argument("names", nargs=-1, metavar="[NAME]…")


def sampling_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add --guidance, --temperature and --top-p. The command gets `sampling`, a `Sampling`."""

    @click.option(
        "--guidance", type=click.FloatRange(0, MOST_GUIDANCE), default=IMAGE.guidance,
        show_default=True, help="More keeps closer to the words; 1 is off.",
    )  # fmt: skip
    @click.option(
        "--temperature", type=click.FloatRange(0, MOST_TEMPERATURE), default=IMAGE.temperature,
        show_default=True, help="Lower draws more evenly, higher more freely.",
    )  # fmt: skip
    @click.option(
        "--top-p", type=click.FloatRange(LEAST_TOP_P, 1), default=IMAGE.top_p,
        show_default=True, help="The share of likely codes that is chosen from.",
    )  # fmt: skip
    @wraps(command)
    def with_sampling(
        *arguments: Any, guidance: float, temperature: float, top_p: float, **options: Any
    ) -> None:
        chosen = replace(IMAGE, guidance=guidance, temperature=temperature, top_p=top_p)
        command(*arguments, sampling=chosen, **options)

    return with_sampling


def about(names: Sequence[str], captions: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The concepts that are named, then those marked by an @ in captions; captions without the @.

    InputError where a caption is only a concept's name, and none is named: one was forgotten.
    """
    with jobs.open_library() as library:
        known = [entry.name for entry in library]
    found = {name_key(name): name for name in names}
    words = []
    for caption in captions:
        plain, marked = mentioned(caption, known)
        words.append(plain)
        for name in marked:
            found.setdefault(name_key(name), name)
    for plain in words:
        if not found and name_key(plain) in map(name_key, known):
            raise InputError(
                f"“{plain}” is a concept's name, and nothing says what to draw.",
                remedy=f'Say what to draw as well, such as "a photo of {plain}".',
            )
    return tuple(found.values()), tuple(words)
