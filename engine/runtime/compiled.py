"""A compiled model on disk: the folder that an export writes, and its manifest.

Nobody else reads or writes `manifest.json`. Weights are not looked at when a folder is opened, only
their sizes: `check_contents` reads all of them.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from engine.errors import FormatError, SetupError
from engine.events import Job, Progress
from engine.files import write_whole
from engine.paths import home

FORMAT = 1
MANIFEST = "manifest.json"
PARTS = ("decoder", "head", "image_head", "image_encoder", "image_decoder")
UNFINISHED = ".partial"
"""Ending of the folder of an export that is under way."""
AGAIN = "Compile the model again with `engine export`."

T = TypeVar("T")
_BLOCK = 1 << 23


@dataclass(frozen=True, slots=True)
class Value:
    """An input or output of a graph: its dtype as numpy names it, and a word where a size is free.

    bfloat16, which numpy lacks, is called `bfloat16`.
    """

    name: str
    dtype: str
    shape: tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class File:
    """A file of a part, as it was written."""

    name: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Part:
    """One graph with its weights, or its plans in the order of the buckets."""

    files: tuple[File, ...]
    inputs: tuple[Value, ...]
    outputs: tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """The numbers that buffers and bindings are made by."""

    layers: int
    kv_heads: int
    head_dim: int
    hidden: int
    vocabulary: int
    codes: int
    """Image codes there are."""
    grid: int
    """Codes along a side of a picture."""
    image_size: int
    """Pixels along a side of a picture."""
    context: int
    """Positions a row can hold."""
    max_batch: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """All that is known of a compiled model without opening it."""

    fingerprint: str
    """Of the checkpoint it was compiled from."""
    target: str
    """`onnx` or `tensorrt`."""
    dialect: str
    """`contrib` or `standard`."""
    precision: str
    activation: str
    """The dtype of hidden states, keys and values: `float32`, `float16` or `bfloat16`."""
    sizes: Sizes
    parts: Mapping[str, Part]
    buckets: tuple[int, ...] = ()
    """Positions of the static buffers, growing; one plan each."""
    versions: Mapping[str, str]
    """Of the tools that made it, by package."""
    gpu: str = ""
    """The GPU that plans were built on; empty where they were built for capabilities."""
    compute_capabilities: tuple[str, ...] = ()
    """GPUs that plans were built for."""
    stream_weights: bool = False
    """Whether a plan's weights may stay in the computer's memory, and stream from there."""
    verdict: Mapping[str, Any] | None = None
    """What the gate of quantized weights found."""


@dataclass(frozen=True, slots=True)
class CompiledModel:
    """A folder that is whole."""

    folder: Path
    manifest: Manifest

    @classmethod
    def open(cls, folder: Path) -> "CompiledModel":
        """Read the manifest and see that every file is there in its full length.

        SetupError where there is no compiled model; FormatError where it is damaged or was written
        by a newer version.
        """
        model = cls(folder, _manifest(folder))
        for file in model.files:
            path = folder / file.name
            if not path.is_file():
                raise FormatError(f"{folder} lacks {file.name}.", remedy=AGAIN)
            if path.stat().st_size != file.bytes:
                raise FormatError(
                    f"{path} is damaged: it has {path.stat().st_size} bytes, not {file.bytes}.",
                    remedy=AGAIN,
                )
        return model

    @property
    def files(self) -> list[File]:
        """Every file but the manifest."""
        return [file for part in self.manifest.parts.values() for file in part.files]

    @property
    def bytes(self) -> int:
        """Size on disk."""
        return sum(file.bytes for file in self.files)

    def path(self, part: str, plan: int = 0) -> Path:
        """The file that opens a part: its graph, or the `plan`-th of its plans."""
        return self.folder / self.manifest.parts[part].files[plan].name

    def check_checkpoint(self, fingerprint: str) -> None:
        """FormatError where this was compiled from other weights."""
        if self.manifest.fingerprint != fingerprint:
            raise FormatError(
                f"{self.folder} was compiled from other weights "
                f"({self.manifest.fingerprint[:12]}, not {fingerprint[:12]}).",
                remedy=AGAIN,
            )


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write `manifest.json` in one step. SetupError where the folder cannot take it."""
    content = {"format": FORMAT, **asdict(manifest)}
    write_whole(folder / MANIFEST, f"{json.dumps(content, indent=1)}\n".encode())


def describe(
    folder: Path, files: Sequence[str], inputs: Sequence[Value], outputs: Sequence[Value]
) -> Job[Part]:
    """Hash the files of a part: the one that opens it first."""
    total = sum((folder / name).stat().st_size for name in files)
    done, found = 0, []
    for name in files:
        digest = hashlib.sha256()
        with (folder / name).open("rb") as file:
            for block in _blocks(file):
                digest.update(block)
                done += len(block)
                yield Progress(done, total, "Hashing")
        found.append(File(name, digest.hexdigest(), (folder / name).stat().st_size))
    return Part(tuple(found), tuple(inputs), tuple(outputs))


def check_contents(model: CompiledModel) -> Job[None]:
    """Read every file and compare. FormatError names the first that changed."""
    total, done = model.bytes, 0
    for file in model.files:
        job = describe(model.folder, [file.name], (), ())
        try:
            while True:
                event = next(job)
                if isinstance(event, Progress):
                    event = Progress(done + event.done, total, "Checking the compiled model")
                yield event
        except StopIteration as end:
            (found,) = end.value.files
        if found != file:
            raise FormatError(f"{model.folder / file.name} is damaged.", remedy=AGAIN)
        done += file.bytes


def compiled_folder() -> Path:
    """Where compiled models are looked for."""
    return home() / "compiled"


def quantized_weights(fingerprint: str, bits: int) -> Path:
    """Where the quantized weights of a checkpoint lie, for every target and for learning."""
    return home() / "quantized" / f"{fingerprint[:12]}-int{bits}.safetensors"


def find_compiled(fingerprint: str) -> list[Path]:
    """Folders that say they were compiled from this checkpoint, by name; whole or not.

    Not those of an export that is under way: nobody has judged them yet.
    """
    folders = sorted(path.parent for path in compiled_folder().glob(f"*/{MANIFEST}"))
    own = [one for one in folders if one.name.startswith(fingerprint[:12])]
    return [one for one in own if one.suffix != UNFINISHED]


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    while block := file.read(_BLOCK):
        yield block


def _manifest(folder: Path) -> Manifest:
    path = folder / MANIFEST
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SetupError(f"There is no compiled model in {folder}.", remedy=AGAIN) from error
    except OSError as error:
        raise SetupError(
            f"{path} cannot be read: {error.strerror or error}.", remedy="Allow reading it."
        ) from error
    except (ValueError, RecursionError) as error:
        raise FormatError(f"{path} is damaged: it is not JSON.", remedy=AGAIN) from error
    try:
        number = int(written["format"])
        if number > FORMAT:
            raise FormatError(
                f"{folder} was compiled by a newer version.",
                remedy="Update Yo'Chameleon, or compile the model again with this version.",
            )
        return _parsed(written)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FormatError(f"{path} is damaged: {error!r}.", remedy=AGAIN) from error


def _parsed(written: Mapping[str, Any]) -> Manifest:
    names = {field.name for field in fields(Manifest)} - {"stream_weights"}  # newer than the format
    known = {name: written[name] for name in names}
    parts = {name: _part(written["parts"][name]) for name in PARTS}
    known |= {
        "sizes": Sizes(**written["sizes"]),
        "parts": parts,
        "buckets": tuple(int(size) for size in written["buckets"]),
        "compute_capabilities": tuple(map(str, written["compute_capabilities"])),
        "stream_weights": bool(written.get("stream_weights", False)),
    }
    return Manifest(**known)


def _part(written: Mapping[str, Any]) -> Part:
    files = tuple(File(**one) for one in written["files"])
    if not files or any(Path(one.name).name != one.name for one in files):
        raise ValueError("a part without files, or with files elsewhere")
    inputs, outputs = (
        tuple(Value(one["name"], one["dtype"], tuple(one["shape"])) for one in written[which])
        for which in ("inputs", "outputs")
    )
    return Part(files, inputs, outputs)
