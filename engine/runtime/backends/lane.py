"""One CUDA stream, and graphs of the work on it. On the CPU, all work is done at once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

import torch
from torch import Tensor

from engine.errors import SetupError

Work: TypeAlias = Callable[[], None]


class Lane:
    """Where a backend's copies and plans run, one after the other."""

    def __init__(self, device: torch.device) -> None:
        self.device = device
        on_gpu = device.type == "cuda"
        self._stream = torch.cuda.Stream(device) if on_gpu else None  # type: ignore[no-untyped-call]

    @property
    def handle(self) -> int:
        """The stream as CUDA names it; 0 on the CPU."""
        return 0 if self._stream is None else int(self._stream.cuda_stream)

    @contextmanager
    def used(self) -> Iterator[None]:
        """PyTorch queues its work here too, without gradients. SetupError where memory is full."""
        try:
            with torch.inference_mode(), torch.cuda.stream(self._stream):
                yield
        except torch.OutOfMemoryError as error:
            raise SetupError(
                "The GPU's memory is full.",
                remedy="Close other programs that use the GPU, or draw fewer pictures at once.",
            ) from error

    def wait(self) -> None:
        """Until all that was queued is done."""
        if self._stream is not None:
            self._stream.synchronize()

    def host(self, shape: tuple[int, ...], dtype: torch.dtype) -> Tensor:
        """Memory of the computer that the GPU can copy from and to beside other work."""
        return torch.empty(shape, dtype=dtype, pin_memory=self._stream is not None)

    def recorded(self, work: Work) -> Work:
        """A CUDA graph of `work`, which has been done before: one launch for all its kernels."""
        if self._stream is None:
            return work
        graph = torch.cuda.CUDAGraph()
        self._stream.synchronize()
        with torch.cuda.graph(graph, stream=self._stream, capture_error_mode="thread_local"):
            work()
        replay: Work = graph.replay
        return replay
