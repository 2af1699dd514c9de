"""Which parts a compiled model is made of, and who writes each: one list for each target."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial as given
from pathlib import Path

from engine.events import Job, Noticed, Progress
from engine.model.checkpoints import Checkpoint
from engine.model.config import read_config
from engine.model.quantized_file import QuantizedWeights
from engine.model.weights import open_vqgan
from engine.runtime.compiled import quantized_weights
from export.aside import aside
from export.config import ExportConfig, Rounding
from export.decoder import write_decoder
from export.footprint import Footprint, footprint
from export.images import write_image_decoder, write_image_encoder
from export.pace import stretch
from export.partial import Partial, locked
from export.patience import TOLD_FROM, calibration_seconds, in_words
from export.picture_quality import FAITHFUL, picture_psnr
from export.plan import PlanSettings, build_plan, decoder_settings, head_settings, image_settings
from export.quantization import BEST, specified, write_quantized

HEADS, IMAGES = ("head", "image_head"), ("image_encoder", "image_decoder")
ROUNDING_WORK, BUILDING_WORK = 8, 4
"""How much longer a byte takes to be rounded, or to be built into a plan, than to be copied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One part of the work. `write` fills an empty folder; its files belong to the part."""

    name: str
    title: str
    """For people."""
    work: int
    """How long it takes beside the others: about the bytes that it copies."""
    write: Callable[[Path], Job[object]]
    elsewhere: Path | None = None
    """The one file of a part that several compiled models share."""
    rounding: Rounding | None = None
    """How that file must have been rounded; None: anyhow."""
    serves: tuple[str, ...] = ()
    """The parts that it is made for, where it is not one of the compiled model itself."""

    def is_done(self, partial: Partial) -> bool:
        """Whether nothing is left to do, or nobody is left who needs it."""
        if self.elsewhere is not None:
            return self.elsewhere.exists() and self._is_rounded(self.elsewhere)
        served = bool(self.serves) and all(partial.has(name) for name in self.serves)
        return served or partial.has(self.name)

    def _is_rounded(self, path: Path) -> bool:
        return self.rounding is None or QuantizedWeights.open(path).rounding == self.rounding


def stages(found: Checkpoint, config: ExportConfig) -> tuple[Stage, ...]:
    """The parts of one compiled model, in the order they are made."""
    size = footprint(found.folder, config)
    first = (_artefact_stage(found, config, size),) if config.bits else ()
    writing = _Writing(found, config)
    if config.target == "onnx":
        return (*first, *_graphs(writing, size))
    return (*first, *_plans(writing, size))


def _artefact_stage(found: Checkpoint, config: ExportConfig, size: Footprint) -> Stage:
    bits = config.bits or 0
    path = quantized_weights(found.fingerprint, bits)
    return Stage(
        name="quantized",
        title=f"the weights in {bits} bits",
        work=ROUNDING_WORK * size.artefact,
        write=given(_quantize, found.folder, bits, path, config.rounding),
        elsewhere=path,
        rounding=config.rounding,
    )


def _quantize(
    checkpoint: Path, bits: int, path: Path, rounding: Rounding | None, _: Path
) -> Job[Path]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with locked(path.with_name(f"{path.name}.lock")):
        if (rounding or BEST[bits]) == "calibrated":
            yield from _warned(checkpoint, bits)
        return (yield from write_quantized(checkpoint, bits, path, rounding=rounding))


def _warned(checkpoint: Path, bits: int) -> Job[None]:
    """Say how long calibration takes, where that is long."""
    work = given(calibration_seconds, specified(checkpoint, bits))
    seconds = yield from aside(work, Progress(0, 1))
    if seconds >= TOLD_FROM:
        yield Noticed(
            f"Rounding the weights takes about {in_words(seconds)} here, perhaps more. To stop is "
            "safe: the same command goes on. With --rounding fitted it takes minutes, and loses "
            "more."
        )


def _graphs(writing: "_Writing", size: Footprint) -> tuple[Stage, ...]:
    """For ONNX Runtime."""
    half = size.images // 2
    decoder = size.decoder + size.heads
    encoder, painter = IMAGES
    return (
        Stage(name="decoder", title="decoder and heads", work=decoder, write=writing.decoder),
        Stage(name=encoder, title="image encoder", work=half, write=writing.image_encoder),
        Stage(name=painter, title="image decoder", work=half, write=writing.image_decoder),
    )


def _plans(writing: "_Writing", size: Footprint) -> tuple[Stage, ...]:
    """For TensorRT: all graphs once, then a plan of each; the decoder's for each bucket."""
    config, half = writing.config, size.images // 2
    trained = read_config(writing.found.folder).max_position_embeddings
    plans = [
        _plan("decoder", decoder_settings(config, capacity), size.decoder, capacity)
        for capacity in config.capacities(trained)
    ]
    plans += [_plan(name, head_settings(config), size.heads // 2) for name in HEADS]
    plans += [_plan(name, image_settings(config), half) for name in IMAGES]
    graphs = Stage(
        name="graphs",
        title="graphs that plans are built from",
        work=size.graphs,
        write=writing.graphs,
        serves=tuple(plan.name for plan in plans),
    )
    return (graphs, *plans)


def _plan(graph: str, settings: PlanSettings, weights: int, capacity: int | None = None) -> Stage:
    name = graph if capacity is None else f"{graph}-{capacity}"

    def write(folder: Path) -> Job[None]:
        return build_plan(folder.parent / f"{graph}.onnx", folder / f"{name}.plan", settings)

    title = f"plan of the {graph.replace('_', ' ')}"
    held = "" if capacity is None else f" for {capacity} positions"
    return Stage(name=name, title=title + held, work=BUILDING_WORK * weights, write=write)


@dataclass(frozen=True, slots=True)
class _Writing:
    """Writes the ONNX files of one export."""

    found: Checkpoint
    config: ExportConfig

    def decoder(self, folder: Path) -> Job[tuple[Path, ...]]:
        """decoder.onnx, head.onnx and image_head.onnx."""
        bits, weights = self.config.bits, None
        if bits is not None:
            path = quantized_weights(self.found.fingerprint, bits)
            weights = QuantizedWeights.open(path, self.found.fingerprint)
        return (yield from write_decoder(self.found.folder, self.config, folder, weights=weights))

    def image_encoder(self, folder: Path) -> Job[Path]:
        """image_encoder.onnx, in float32 always."""
        return (yield from write_image_encoder(self.found.folder, folder))

    def image_decoder(self, folder: Path) -> Job[Path]:
        """image_decoder.onnx; in float16 where the decoder is not in float32 and nobody can see it.

        ONNX Runtime's CPU kernels are float32, so there is nothing to gain beside them.
        """
        if self.config.activation == "float32":
            return (yield from write_image_decoder(self.found.folder, folder))
        path = yield from write_image_decoder(self.found.folder, folder, "fp16")
        psnr = yield from aside(given(self._psnr, path), Progress(0, 1))
        if psnr >= FAITHFUL:
            return path
        yield Noticed(f"Pictures in fp16 are at {psnr:.0f} dB: the image decoder stays fp32.")
        return (yield from write_image_decoder(self.found.folder, folder))

    def graphs(self, folder: Path) -> Job[None]:
        """All five."""
        done = 0
        for write, share in ((self.decoder, 90), (self.image_encoder, 5), (self.image_decoder, 5)):
            yield from stretch(write(folder), done, done + share, 100, "Writing the graphs")
            done += share

    def _psnr(self, path: Path) -> float:
        return picture_psnr(open_vqgan(self.found.folder), path)
