"""A second of real work on a device: finds a driver too old or a GPU too new before it matters."""

import time

import torch

from engine import fitting
from engine.errors import SetupError
from engine.events import Job, Progress
from engine.fitting import Built, Card, Trial

SECONDS = 1.0
_SIDE = {"cuda": 2048, "cpu": 256}
_DTYPE = {"cuda": torch.bfloat16, "cpu": torch.float32}
_NOTE = "Trying the device"


def built() -> Built:
    """What the PyTorch of this process was built for."""
    return Built(torch.version.cuda or "", tuple(torch.cuda.get_arch_list()))


def try_device(
    device: str = "cuda", card: Card | None = None, seconds: float = SECONDS
) -> Job[Trial]:
    """Multiply matrices on `cuda` or `cpu` for a second and check a result.

    SetupError where the device cannot do it: at once where it is known not to fit `card`, which is
    what the driver names, else with what CUDA says.
    """
    if device == "cuda" and card is not None:
        fitting.check(built(), card)
    try:
        yield Progress(0, 1, _NOTE)
        trial = yield from _tried(device, seconds)
    except (RuntimeError, AssertionError) as error:  # what torch raises for a device in trouble
        raise SetupError(_words(device, error), remedy=_REMEDY) from error
    yield Progress(1, 1, _NOTE)
    return trial


_REMEDY = "Update the GPU's driver and this program, or choose the device cpu."


def _tried(device: str, seconds: float) -> Job[Trial]:
    side = _SIDE[device]
    matrix = torch.eye(side, dtype=_DTYPE[device], device=device) * 2
    product, count, begun, shown = matrix, 0, time.monotonic(), 0.0
    while (passed := time.monotonic() - begun) < seconds:
        product = matrix @ matrix
        if float(product[0, 0]) != 4 or float(product[0, 1]) != 0:  # waits for the device
            raise SetupError(f"The device {device} computes wrongly.", remedy=_REMEDY)
        count += 1
        if passed - shown > 0.1:
            shown = passed
            yield Progress(round(1000 * passed), round(1000 * seconds), _NOTE)
    took = time.monotonic() - begun
    name = torch.cuda.get_device_name() if device == "cuda" else "CPU"
    return Trial(device=name, teraflops=2 * side**3 * count / took / 1e12, seconds=took)


def _words(device: str, error: Exception) -> str:
    said = str(error).splitlines()[0] if str(error) else type(error).__name__
    if device == "cuda" and torch.cuda.is_available():
        major, minor = torch.cuda.get_device_capability()
        if reason := fitting.refusal(built(), Card(f"{major}.{minor}")):
            return f"{reason} It says: {said}"
    return f"The device {device} cannot be used: {said}"
