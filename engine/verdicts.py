"""What this machine can do with a checkpoint: a verdict for each action, before anything is tried.

The needs are reckoned from the headers of the weights, or from sizes that are known before there
are weights, so that none is read and torch is not loaded. What a running model takes beside its
weights was measured (docs/performance.md, full size).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from engine.errors import YoError
from engine.hardware import Hardware
from engine.runtime.compiled import CompiledModel, find_compiled
from engine.sizes import Build, read_build
from engine.training.config import PRESETS
from engine.training.fit import FITS, Fit
from engine.training.memory_model import CUDA_CONTEXT, Shapes, estimate

ASIDE = 0.8e9
"""Bytes that a session on the CPU took beside weights and keys: 0.77 and 0.80 GB at 7B."""
COMPILING = 1.2e9
"""Bytes of an export of 7B at its fullest moment, beside the file cache: 1.07 to 1.16 GB."""
SMALLEST = 0.65
"""Bytes on disk of each parameter of the smallest export, int4: 4.58 GB for 7.0e9."""
PROMPT = 256
"""Positions that a prompt takes beside a picture, reckoned generously."""


class Action(StrEnum):
    """What a person wants of a checkpoint."""

    CHAT = "chat"
    DRAW = "draw"
    LEARN = "learn"
    COMPILE = "compile"


class Outcome(StrEnum):
    """How it will go."""

    RUNS = "runs"
    SLOW = "slow"
    CANNOT = "cannot"


class Room(StrEnum):
    """Where room is needed."""

    MEMORY = "memory"
    GPU = "GPU memory"
    DISK = "disk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How one action will go here."""

    action: Action
    outcome: Outcome
    need: int
    """Bytes of room that it takes, reckoned."""
    have: int
    """Bytes of it that are free."""
    room: Room = Room.MEMORY
    way: str = ""
    """What would run it: `PyTorch, bf16`, `compiled, int4`; empty where that is no question."""

    @property
    def because(self) -> str:
        """The reason, as a sentence for people."""
        way = f" ({self.way})" if self.way else ""
        slow = self.outcome is Outcome.SLOW
        reads = " Without a GPU, each step waits until all weights were read." if slow else ""
        need, have = bytes_in_words(self.need), bytes_in_words(self.have)
        return f"It takes about {need} of {self.room}{way}; {have} are free.{reads}"


@dataclass(frozen=True, slots=True)
class _Way:
    """One way of running: where, its weights in bytes, and bytes of a number beside them."""

    on_gpu: bool
    weights: float
    number: int
    name: str


def judge(folder: Path, fingerprint: str, machine: Hardware) -> tuple[Verdict, ...]:
    """One verdict for each action with the checkpoint in `folder`.

    `fingerprint` finds its compiled models; empty where none is known. Errors as in `read_build`.
    """
    build = read_build(folder)
    return _judged(build, list(_ways(build, fingerprint, machine)), machine)


def foresee(build: Build, machine: Hardware) -> tuple[Verdict, ...]:
    """One verdict for each action with a checkpoint of this build, once it is here and compiled."""
    return _judged(build, list(_coming_ways(build, machine)), machine)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What one action takes with the settings for one size of memory."""

    action: Action
    preset: str
    """`8 GB`, as in `engine.training.fit.FITS`."""
    weights: str
    """What the weights are kept as: `int4`."""
    bytes: int
    """Bytes of room that it takes, reckoned."""
    have: int
    """Bytes of it that are free."""
    room: Room

    @property
    def fits(self) -> bool:
        """Whether there is room for it."""
        return self.bytes <= self.have


def needs(build: Build, machine: Hardware) -> tuple[Need, ...]:
    """What chatting, drawing and learning take with each preset, the smallest preset first."""
    presets = [(name, fit) for name, fit in reversed(list(FITS.items())) if name != "full"]
    on_gpu = machine.gpu is not None
    aside = CUDA_CONTEXT if on_gpu else round(ASIDE)
    found = []
    for name, fit in presets:
        way = _kept_way(build, fit.weights, on_gpu=on_gpu)
        (_, chat), (_, draw) = ((one, taken[0][0]) for one, taken in _sessions(build, [way]))
        learn = _reckoned(build, fit, fit.weights) + aside
        for action, taken in ((Action.CHAT, chat), (Action.DRAW, draw), (Action.LEARN, learn)):
            found.append(
                Need(
                    action=action,
                    preset=name,
                    weights=fit.weights,
                    bytes=taken,
                    have=_free(machine, way),
                    room=Room.GPU if on_gpu else Room.MEMORY,
                )
            )
    return tuple(found)


def bytes_in_words(size: float) -> str:
    """`4.6 GB` or `23 MB`, counted in thousands as disks are."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"


def _judged(build: Build, ways: Sequence[_Way], machine: Hardware) -> tuple[Verdict, ...]:
    """A verdict for each action, where sessions can run in these ways."""
    return (
        *(_best(action, taken, machine, build) for action, taken in _sessions(build, ways)),
        _best(Action.LEARN, list(_learnings(build, machine)), machine, build),
        _compiling(build, machine),
    )


def _sessions(
    build: Build, ways: Sequence[_Way]
) -> Iterator[tuple[Action, list[tuple[int, _Way]]]]:
    """What chatting and drawing take in each way."""
    drawn = 2 * (build.codes + PROMPT)
    for action, positions in ((Action.CHAT, build.context), (Action.DRAW, drawn)):
        keys = positions * build.keys
        yield (
            action,
            [(round(way.weights + keys * way.number + ASIDE), way) for way in ways],
        )


def _coming_ways(build: Build, machine: Hardware) -> Iterator[_Way]:
    """How a checkpoint can run here once it is compiled, the most exact first."""
    for on_gpu in (True, False) if machine.gpu else (False,):
        if not on_gpu:
            yield _Way(False, 4 * build.decoder + 4 * build.codec, 4, "PyTorch, fp32")
        for weights in ("bf16", "int8", "int4"):
            yield _kept_way(build, weights, on_gpu=on_gpu)


def _kept_way(build: Build, weights: str, *, on_gpu: bool) -> _Way:
    """A session on weights that are kept so: by PyTorch as bf16, else compiled."""
    fit = replace(FITS["24 GB"], weights=weights)
    taken = estimate(_shapes(build), PRESETS["quick"], fit).weights
    if weights == "bf16":
        return _Way(on_gpu, taken, 2, "PyTorch, bf16")
    return _Way(on_gpu, taken, 2 if on_gpu else 4, f"compiled, {weights}")


def _ways(build: Build, fingerprint: str, machine: Hardware) -> Iterator[_Way]:
    """How a model can run here, the best first, as `runtime.backends.choose` has it."""
    codec = 4 * build.codec
    if machine.gpu:
        yield from _compiled(fingerprint, on_gpu=True)
        yield _Way(True, 2 * build.decoder + codec, 2, "PyTorch, bf16")
    yield from _compiled(fingerprint, on_gpu=False)
    yield _Way(False, 4 * build.decoder + codec, 4, "PyTorch, fp32")
    yield _Way(False, 2 * build.decoder + codec, 2, "PyTorch, bf16")


def _compiled(fingerprint: str, *, on_gpu: bool) -> Iterator[_Way]:
    for folder in find_compiled(fingerprint) if fingerprint else ():
        try:
            model = CompiledModel.open(folder)
        except YoError:  # `engine doctor` says what is wrong with it
            continue
        made = model.manifest
        if on_gpu == (made.activation != "float32" or made.target == "tensorrt"):
            yield _Way(on_gpu, model.bytes, 2 if on_gpu else 4, f"compiled, {made.precision}")


def _learnings(build: Build, machine: Hardware) -> Iterator[tuple[int, _Way]]:
    """How it can be learned on here, the roomiest first, with what that takes.

    int8 and int4 are the weights of a compiled model, so that must be made before.
    """
    for fit in FITS.values() if machine.gpu else ():
        weights = "bf16" if fit.weights == "auto" else fit.weights
        way = _Way(True, 0, 2, f"PyTorch, {weights}")
        yield _reckoned(build, fit, "bf16") + CUDA_CONTEXT, way
    for weights in ("fp32", "bf16", "int8", "int4"):
        fit = FITS["full"] if weights == "fp32" else FITS["8 GB"]
        way = _Way(False, 0, 4, f"PyTorch, {weights}")
        yield round(_reckoned(build, replace(fit, weights=weights), weights) + ASIDE), way


def _reckoned(build: Build, fit: Fit, kept_as: str) -> int:
    """Bytes of a learning at its peak."""
    return estimate(_shapes(build), PRESETS["quick"], fit, kept_as=kept_as).total


def _shapes(build: Build) -> Shapes:
    return Shapes(
        hidden=build.width,
        intermediate=build.inner,
        layers=build.layers,
        heads=build.heads,
        kv_heads=build.kv_heads,
        vocabulary=build.vocabulary,
        picture_tokenizer=build.codec,
        row=build.codes + PROMPT // 2,
        labels=build.codes,
    )


def _best(
    action: Action, needs: list[tuple[int, _Way]], machine: Hardware, build: Build
) -> Verdict:
    """The first way that fits; where none does, the one that needs least."""
    fitting = [one for one in needs if one[0] <= _free(machine, one[1])]
    need, way = fitting[0] if fitting else min(needs, key=lambda one: one[0])
    outcome = Outcome.SLOW if build.large and not way.on_gpu else Outcome.RUNS
    return Verdict(
        action=action,
        outcome=outcome if fitting else Outcome.CANNOT,
        need=need,
        have=_free(machine, way),
        room=Room.GPU if way.on_gpu else Room.MEMORY,
        way=way.name,
    )


def _compiling(build: Build, machine: Hardware) -> Verdict:
    """The smallest export. The disk is what it needs most of."""
    disk = round(SMALLEST * build.decoder + 4 * build.codec)
    memory = round(min(COMPILING, 4 * build.stored + ASIDE))
    short = memory > machine.memory_free
    need, have = (memory, machine.memory_free) if short else (disk, machine.disk_free)
    return Verdict(
        action=Action.COMPILE,
        outcome=Outcome.CANNOT if need > have else Outcome.RUNS,
        need=need,
        have=have,
        room=Room.MEMORY if short else Room.DISK,
    )


def _free(machine: Hardware, way: _Way) -> int:
    return machine.gpu.free if way.on_gpu and machine.gpu else machine.memory_free
