"""Whether drafting codes ahead saves time here: measured once, and kept beside a compiled model.

Only drafts with fixed noise are weighed: their pictures are those drawn one by one, so that a seed
means one picture on every machine, whatever was found to be fastest there.
"""

import json
import platform
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import SetupError
from engine.events import Job, Progress
from engine.files import write_whole
from engine.runtime.backends.base import Backend
from engine.runtime.generation import branches
from engine.runtime.orders import Order
from engine.runtime.sampling import IMAGE, Sampling
from engine.runtime.speculative import leaps
from engine.tokens import prompts
from engine.tokens.tokenizer import Tokenizer

FILE = "drafting.json"
FORMAT = 1
WINDOWS = (0, 4, 8, 16, 32)
"""Codes ahead that are tried; 0 is one by one."""
WORTH = 1.15
"""How many times as fast as one by one it must be."""
STEPS = 24
_UNTIMED = 2
"""The prompt, and one step that makes buffers large enough."""
_CAPTION = "A photo of a dog on the beach."
_NOTE = "Measuring how pictures are drawn fastest"


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast codes of one picture come with so many drafted ahead."""

    ahead: int
    codes_per_step: float
    seconds_per_step: float

    @property
    def seconds_per_code(self) -> float:
        """What counts."""
        return self.seconds_per_step / self.codes_per_step


def measure(
    backend: Backend, tokenizer: Tokenizer, sampling: Sampling = IMAGE, steps: int = STEPS
) -> Job[list[Pace]]:
    """Draw the beginning of one picture with each of `WINDOWS`, in `steps` steps each.

    Nothing where the context has no room for a picture.
    """
    paces: list[Pace] = []
    whole = _order(tokenizer, sampling)
    if max(map(len, whole.branches.prompts)) + whole.length > backend.context:
        return paces
    total = len(WINDOWS) * steps
    for here, ahead in enumerate(WINDOWS):
        order = _order(tokenizer, Sampling(**asdict(sampling) | {"ahead": ahead}))
        drawn = leaps(backend, order, np.array(tokenizer.vocabulary.image_ids, np.int64))
        known: list[int] = []
        seconds = 0.0
        for step in range(-_UNTIMED, steps):
            yield Progress(here * steps + max(step, 0), total, _NOTE)
            began = time.perf_counter()
            new = next(drawn, None)
            if new is None:
                break
            if step >= 0:
                seconds += time.perf_counter() - began
                known.append(len(new[0]))
        drawn.close()
        if known:
            paces.append(Pace(ahead, sum(known) / len(known), seconds / len(known)))
    yield Progress(total, total, _NOTE)
    return paces


def fastest(paces: Sequence[Pace]) -> int:
    """The codes ahead that save most time; 0 where none saves enough to be worth it."""
    plain = next((one.seconds_per_code for one in paces if one.ahead == 0), 0.0)
    best = min(paces, key=lambda one: one.seconds_per_code, default=None)
    return best.ahead if best and best.seconds_per_code * WORTH <= plain else 0


def keep(folder: Path, backend: str, paces: Sequence[Pace]) -> None:
    """Write what was measured into a compiled model's folder, for this backend and machine.

    Where the folder cannot be written, pictures are drawn one by one.
    """
    found = {"ahead": fastest(paces), "paces": [asdict(one) for one in paces]}
    content = {"format": FORMAT, "found": _found(folder) | {_key(backend): found}}
    with suppress(SetupError):
        write_whole(folder / FILE, json.dumps(content, indent=1).encode())


def kept(folder: Path, backend: str) -> int:
    """How many codes to draft ahead; 0 where it was not measured on this machine."""
    ahead = _found(folder).get(_key(backend), {}).get("ahead", 0)
    return ahead if ahead in WINDOWS else 0


def _found(folder: Path) -> dict[str, dict[str, Any]]:
    """A cache: what cannot be read counts as not measured."""
    try:
        written = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return dict(written["found"]) if written["format"] == FORMAT else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _key(backend: str) -> str:
    return f"{backend} | {platform.node()} | {platform.machine()}"


def _order(tokenizer: Tokenizer, sampling: Sampling) -> Order:
    vocabulary = tokenizer.vocabulary
    asked = prompts.picture_request([], [_CAPTION], vocabulary)
    prompt = tokenizer.encode([*asked, *prompts.picture_opening([], vocabulary)])
    nothing = tokenizer.encode(prompts.unconditional(vocabulary))
    return Order(
        branches=branches(prompt, nothing, vocabulary, sampling),
        sampling=sampling,
        seeds=[sampling.seed],
        first=0,
        count=1,
        length=tokenizer.image_length,
        preview=False,
    )
