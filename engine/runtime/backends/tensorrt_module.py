"""Which TensorRT is installed, and the little that differs between the two.

TensorRT-RTX builds plans without a GPU, for compute capabilities that are declared; it finishes
its kernels on the user's GPU, keeps them in a cache, and captures CUDA graphs itself. NVIDIA's full
TensorRT builds for the GPU it runs on, and leaves capturing to us. All else is the same in both.
"""

import importlib
import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata
from typing import Any

from engine.errors import InputError, SetupError

NAMES = ("tensorrt_rtx", "tensorrt")
"""Modules that serve, the preferred one first."""
_INSTALL = "Install one of them: pip install tensorrt-rtx-cu12, or NVIDIA's tensorrt for H100."


@dataclass(frozen=True, slots=True)
class TensorRT:
    """An imported TensorRT: `name` of the module, and the module itself."""

    name: str
    module: Any
    """The module; both offer one and the same interface, and neither is typed."""

    @property
    def title(self) -> str:
        """For people and manifests: `TensorRT-RTX 1.7.1.116`."""
        kind = "TensorRT-RTX" if self.is_rtx else "TensorRT"
        return f"{kind} {self.module.__version__}"

    @property
    def is_rtx(self) -> bool:
        """Whether this is TensorRT-RTX, for GeForce and workstation GPUs."""
        return self.name == "tensorrt_rtx"

    @property
    def captures_graphs(self) -> bool:
        """Whether an execution context captures CUDA graphs itself (TensorRT-RTX guide)."""
        return self.is_rtx


def installed() -> str | None:
    """The name of the module that `open_tensorrt` would take; None where there is none."""
    return next((name for name in NAMES if importlib.util.find_spec(name)), None)


def installed_versions() -> dict[str, str]:
    """The version of the module that `open_tensorrt` would take, by its name; loads nothing."""
    name = installed()
    packages = metadata.packages_distributions().get(name, []) if name else []
    return {name: metadata.version(packages[0])} if name and packages else {}


def open_tensorrt(name: str | None = None) -> TensorRT:
    """Import TensorRT; `name` asks for one of `NAMES`. SetupError where it is not there."""
    chosen = name or installed()
    if chosen not in NAMES:
        raise SetupError("Neither TensorRT-RTX nor TensorRT is installed.", remedy=_INSTALL)
    try:
        return TensorRT(chosen, importlib.import_module(chosen))
    except (ImportError, OSError) as error:  # PyPI's `tensorrt` lacks NVIDIA's own libraries
        raise SetupError(f"{chosen} cannot be loaded: {error}.", remedy=_INSTALL) from error


def declare_capabilities(tensorrt: TensorRT, config: Any, capabilities: Sequence[str]) -> None:
    """Say for which GPUs to build, as `8.6`; none: the GPU of this machine, where one is seen.

    InputError where this TensorRT cannot build for one of them.
    """
    check_capabilities(tensorrt, capabilities)
    if not capabilities:
        return
    possible = _capabilities(tensorrt)
    config.num_compute_capabilities = len(capabilities)
    for index, one in enumerate(capabilities):
        config.set_compute_capability(possible[one], index)


def check_capabilities(tensorrt: TensorRT, capabilities: Sequence[str]) -> None:
    """InputError where this TensorRT cannot build for one of these GPUs."""
    if not capabilities:
        return
    if not tensorrt.is_rtx:
        raise InputError(
            f"{tensorrt.title} builds only for the GPU of this machine.",
            remedy="Name no compute capabilities, or install TensorRT-RTX.",
        )
    possible = _capabilities(tensorrt)
    if unknown := [one for one in capabilities if one not in possible]:
        raise InputError(
            f"{tensorrt.title} cannot build for compute capability {unknown[0]}.",
            remedy=f"Choose among {', '.join(possible)}.",
        )


def execution_context(
    tensorrt: TensorRT, engine: Any, kernels: bytes | None, streams: bool = False
) -> tuple[Any, Any]:
    """A new context, and the cache of its finished kernels (None: this TensorRT has none).

    `kernels` is such a cache from an earlier run; one of another GPU or driver is ignored. Where
    weights stream, nothing is captured: copies from the computer's memory set the pace.
    """
    if not tensorrt.is_rtx:
        return engine.create_execution_context(), None
    config = engine.create_runtime_config()
    if not streams:
        config.cuda_graph_strategy = tensorrt.module.CudaGraphStrategy.WHOLE_GRAPH_CAPTURE
    cache = config.create_runtime_cache()
    if kernels:
        cache.deserialize(kernels)
    config.set_runtime_cache(cache)
    return engine.create_execution_context(config), cache


def open_log(tensorrt: TensorRT) -> Any:
    """A logger that keeps what TensorRT says: `warnings`, and the first error as `reason`."""
    kinds = tensorrt.module.ILogger

    class Log(kinds):  # type: ignore[misc, valid-type]  # TensorRT is not typed
        def __init__(self) -> None:
            super().__init__()
            self.warnings: list[str] = []
            self.reason = ""

        def log(self, severity: Any, message: str) -> None:
            if severity == kinds.WARNING:
                self.warnings.append(message)
            elif severity in (kinds.ERROR, kinds.INTERNAL_ERROR):
                self.reason = self.reason or message.strip().rstrip(".")

    return Log()


def validity(tensorrt: TensorRT, runtime: Any, plan: bytes | memoryview) -> str | None:
    """Why a plan cannot run here, in TensorRT's word; None where nothing speaks against it."""
    if not hasattr(runtime, "get_engine_validity"):
        return None  # the full TensorRT says it when the plan is loaded
    found, _ = runtime.get_engine_validity(plan)
    invalid = found == tensorrt.module.EngineValidity.INVALID
    return str(found).rpartition(".")[2].lower() if invalid else None


def _capabilities(tensorrt: TensorRT) -> dict[str, Any]:
    """`8.6` → ComputeCapability.SM86, for every GPU that TensorRT-RTX names."""
    kinds = tensorrt.module.ComputeCapability
    names = sorted((name for name in dir(kinds) if name.startswith("SM")), key=lambda n: int(n[2:]))
    return {f"{name[2:-1]}.{name[-1]}": getattr(kinds, name) for name in names}
