"""What the engine says of machines, models and storage, in the person's language."""

from PySide6.QtCore import QCoreApplication, QLocale

from desktop import sentences
from desktop.state.job_words import size
from desktop.state.picture_words import when
from engine.fitting import Trial
from engine.graphics import Gpu
from engine.hardware import Hardware
from engine.runtime import self_test
from engine.storage import Part
from engine.verdicts import Action, Need, Outcome, Room, Verdict
from export.config import Precision


def tr(text: str, count: int = -1) -> str:
    """`text` in the person's language; `%n` is `count`."""
    return QCoreApplication.translate("machine_words", text, "", count)


def action(of: Action) -> str:
    """What a person wants of a model."""
    return {
        Action.CHAT: tr("Chat"),
        Action.DRAW: tr("Draw"),
        Action.LEARN: tr("Teach"),
        Action.COMPILE: tr("Compile"),
    }[of]


def outcome(of: Outcome) -> str:
    """How it will go."""
    return {
        Outcome.RUNS: tr("Runs"),
        Outcome.SLOW: tr("Slow"),
        Outcome.CANNOT: tr("Cannot run"),
    }[of]


def reason(of: Verdict) -> str:
    """Why it will go so."""
    sentence = {
        Room.MEMORY: tr("It takes about {need} of memory; {have} are free."),
        Room.GPU: tr("It takes about {need} of GPU memory; {have} are free."),
        Room.DISK: tr("It takes about {need} of disk; {have} are free."),
    }[of.room]
    said = sentence.format(need=size(of.need), have=size(of.have))
    if of.outcome is Outcome.SLOW:
        slow = tr("Without a GPU, each step waits until all weights were read.")
        said = tr("{first} {second}").format(first=said, second=slow)
    if of.way:
        reckoned = tr("Reckoned for {way}.").format(way=way(of.way))
        said = tr("{first} {second}").format(first=said, second=reckoned)
    return said


def way(of: str) -> str:
    """What would run a model, as a verdict names it: `PyTorch, bf16`, `compiled, int4`."""
    what, _, precision = of.partition(", ")
    if what != "compiled":
        return of
    return tr("a compiled model in {precision}").format(precision=precision)


def tried(of: Trial) -> str:
    """What a second of work on a device has shown."""
    here = QLocale()
    return tr("{device} works: {speed} TFLOP/s in {seconds} seconds of real work.").format(
        device=of.device,
        speed=here.toString(of.teraflops, "f", 1),
        seconds=here.toString(of.seconds, "f", 1),
    )


def likeness(of: self_test.Outcome) -> str:
    """How near a compiled model is to PyTorch on the same weights, and how fast beside it."""
    here = QLocale()
    said = tr("Beside PyTorch: {equal} of {all} ids are equal, logits differ by {error}").format(
        equal=of.equal_ids, all=self_test.GREEDY_IDS, error=_small(of.error)
    )
    if of.largest_error is not None:
        said = tr("{before}, the largest by {error}").format(
            before=said, error=_small(of.largest_error)
        )
    ours, theirs = of.seconds_per_step, of.pytorch_seconds_per_step
    if ours and theirs:
        said = tr("{before}; a step took {ours} ms, PyTorch's {theirs} ms").format(
            before=said,
            ours=here.toString(1000 * ours, "g", 3),
            theirs=here.toString(1000 * theirs, "g", 3),
        )
    return said


def _small(error: float) -> str:
    """Of the logits' own spread."""
    return tr("{number} %").format(number=QLocale().toString(100 * error, "g", 2))


def preset(of: Need) -> str:
    """Settings for one size of memory, and what they keep the weights as."""
    return tr("For {size} ({weights})").format(size=of.preset, weights=of.weights)


def gpu(of: Gpu) -> str:
    """A GPU in one line."""
    return tr("{name}: {free} of {all} free, driver {driver}, compute capability {number}").format(
        name=of.name,
        free=size(of.free),
        all=size(of.memory),
        driver=of.driver,
        number=of.capability or "–",
    )


def used(of: Hardware) -> str:
    """Which GPU is used, and why."""
    reason = sentences.translated(of.used.reason)
    if of.gpu is None:
        return reason
    return tr("{name} is used. {reason}").format(name=of.gpu.name, reason=reason)


def machine(of: Hardware) -> list[tuple[str, str]]:
    """The machine as pairs of a heading and what is there."""
    gpus = [gpu(one) for one in of.gpus] or [used(of)]
    if of.gpus:
        gpus.append(used(of))
    if of.gpu_trouble:
        gpus.append(sentences.translated(of.gpu_trouble))
    return [
        (tr("Graphics"), "\n".join(gpus)),
        (tr("Processor"), tr("{name}, %n core(s)", of.cores).format(name=of.processor)),
        (tr("Memory"), _free(of.memory_free, of.memory)),
        (tr("Disk"), _free(of.disk_free, of.disk)),
    ]


def precision(of: Precision) -> str:
    """A precision in plain words."""
    return {
        "fp32": tr("Exact (fp32): the largest, and nothing is lost"),
        "fp16": tr("Half (fp16): for NVIDIA GPUs, hardly different"),
        "bf16": tr("Half (bf16): for newer NVIDIA GPUs, hardly different"),
        "int8": tr("Eight bits (int8): a quarter of the size, compared before it is used"),
        "int4": tr("Four bits (int4): the smallest and fastest, compared before it is used"),
        "fp8": tr("Eight bits (fp8): for the newest NVIDIA GPUs, compared before it is used"),
    }[of]


def part(of: Part) -> str:
    """A part of the private folder."""
    return {
        Part.CONCEPTS: tr("Concepts"),
        Part.PHOTOS: tr("Photos of concepts"),
        Part.PICTURES: tr("Pictures"),
        Part.CHATS: tr("Pictures in chats"),
        Part.LIBRARY: tr("List of the library, and what was said"),
        Part.REPLACED: tr("Libraries that were replaced"),
        Part.LEARNING: tr("Learnings in progress"),
        Part.CHECKPOINTS: tr("Copied checkpoints"),
        Part.COMPILED: tr("Compiled models"),
        Part.QUANTIZED: tr("Quantized weights"),
        Part.POOL: tr("Photo pool"),
        Part.CACHE: tr("Cache"),
        Part.LOGS: tr("Logs"),
        Part.OTHER: tr("Other"),
    }[of]


def set_aside(name: str) -> str:
    """A library that was replaced; `name` is when that was, in UTC."""
    day, _, time = name.partition("T")
    moment = f"{day}T{time[:8].replace('-', ':')}Z"
    return tr("Library until {when}").format(when=when(moment))


def consequence(of: Part) -> str:
    """What is lost when a part is cleaned up."""
    return {
        Part.CACHE: tr("Small views of pictures. They are made again when they are needed."),
        Part.LOGS: tr("What went wrong before. Diagnostics will know less."),
        Part.REPLACED: tr(
            "It cannot be brought back then. Its concepts, chats and drawings are lost."
        ),
        Part.LEARNING: tr("It cannot be gone on with, and its snapshots are lost."),
        Part.CHECKPOINTS: tr("A copy that is not in use."),
        Part.COMPILED: tr("It can be compiled again; that takes minutes to hours."),
        Part.QUANTIZED: tr("Made when a model was compiled; no compiled model needs it now."),
        Part.OTHER: tr("Left behind by a program that was stopped while it wrote."),
    }.get(of, "")


def _free(free: int, total: int) -> str:
    return tr("{free} of {all} free").format(free=size(free), all=size(total))
