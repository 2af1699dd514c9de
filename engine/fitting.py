"""Whether a PyTorch, a GPU and its driver fit each other, known before anything is computed.

NVIDIA's rules: code for one GPU runs on others of the same generation that are not older
(`sm_80` on 8.6), code that is still to be translated (`compute_90`) on all that are not older; and
each generation of CUDA needs a driver of its own ("CUDA Compatibility", table of minor versions).
"""

import re
from dataclasses import dataclass

from engine.errors import SetupError

PYTORCH = "https://download.pytorch.org/whl/"
_DRIVERS = {11: 450, 12: 525, 13: 580}
"""The oldest driver for each generation of CUDA."""


@dataclass(frozen=True, slots=True)
class Card:
    """A GPU as its driver names it: `8.6`, `580.65.06`; empty where that is not told."""

    capability: str = ""
    driver: str = ""


@dataclass(frozen=True, slots=True)
class Built:
    """What a PyTorch was built for."""

    cuda: str
    """`13.0`; empty where it was built without CUDA."""
    codes: tuple[str, ...]
    """`sm_80`, `compute_90`; empty where it does not tell, as without a GPU that it can use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a second of real work on a device showed."""

    device: str
    """Its name."""
    teraflops: float
    """Products and sums in 10¹² a second, of this one trial."""
    seconds: float
    """How long it worked."""


@dataclass(frozen=True, slots=True)
class _Wheels:
    """A set of PyTorch's builds for CUDA, and what it has code for, as (8, 6)."""

    name: str
    driver: int
    oldest: tuple[int, int]
    newest: tuple[int, int]


_SETS = (
    _Wheels("cu130", _DRIVERS[13], (7, 5), (12, 1)),
    _Wheels("cu126", _DRIVERS[12], (5, 0), (9, 0)),
)
"""The best first."""


def refusal(built: Built, card: Card) -> str:
    """Why this PyTorch cannot use the GPU; empty where nothing is known to speak against it."""
    if not built.cuda:
        return "This PyTorch was built without CUDA."
    needed, here = _DRIVERS.get(_major(built.cuda), 0), _major(card.driver)
    if here and here < needed:
        return (
            f"The GPU's driver {card.driver} is too old for the CUDA {built.cuda} of this PyTorch: "
            f"that takes {needed} or newer."
        )
    if card.capability and built.codes and not any(_runs(one, card) for one in built.codes):
        codes = ", ".join(built.codes)
        return f"This PyTorch was built for {codes}; the GPU is {_code(card.capability)}."
    return ""


def suggestion(card: Card) -> str:
    """What makes them fit."""
    fitting = wheels(card)
    if fitting:
        return f"Install the build of PyTorch from {PYTORCH}{fitting}, or choose the device cpu."
    return "Update the GPU's driver and this program, or choose the device cpu."


def wheels(card: Card) -> str:
    """The set of PyTorch's builds that fits, as its index is named; empty where none does."""
    here, capability = _major(card.driver), _numbers(card.capability)
    for one in _SETS:
        new_enough = not here or here >= one.driver
        if new_enough and (not capability or one.oldest <= capability <= one.newest):
            return one.name
    return ""


def check(built: Built, card: Card) -> None:
    """SetupError, with what to do, where they do not fit."""
    if reason := refusal(built, card):
        raise SetupError(reason, remedy=suggestion(card))


def _runs(code: str, card: Card) -> bool:
    """Whether code that was built for `sm_80` or `compute_90` runs on this GPU."""
    own, here = re.fullmatch(r"(sm|compute)_(\d+)(\d)([af]?)", code), _numbers(card.capability)
    if own is None:
        return False
    built = int(own[2]), int(own[3])
    if own[4] == "a":  # for exactly this one
        return built == here
    same = own[1] == "compute" and not own[4]
    return built <= here and (same or built[0] == here[0])


def _code(capability: str) -> str:
    return f"sm_{capability.replace('.', '')}"


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:2])


def _major(version: str) -> int:
    return next(iter(_numbers(version)), 0)
