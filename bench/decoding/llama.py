"""llama.cpp on the same weights, through llama-cpp-python's plain bindings."""

import ctypes
from pathlib import Path
from typing import Any

import llama_cpp
import numpy as np
from transformers import ChameleonConfig

from bench.decoding.checkpoint import decoder_parameters, position_numbers
from bench.decoding.systems import Ids, Logits, Weights
from engine.errors import SetupError

FIRST_MASKED, FIRST_TEXT = 4, 8196
"""llama.cpp overwrites the logits of the ids from the one to before the other."""
_FILES = {"f32": ("fp32", None), "q8_0": ("int8", "Q8_0"), "q4_0": ("int4", "Q4_0")}
KINDS = tuple(_FILES)
_BLOCK_BYTES = {"f32": 128, "q8_0": 34, "q4_0": 18}
"""Of 32 weights, the scale counted."""
_CHUNK = 512


def fits(config: ChameleonConfig) -> bool:
    """Whether the vocabulary is long enough for the mask that llama.cpp has by number."""
    return int(config.vocab_size) >= FIRST_TEXT


def instructions() -> str:
    """What this build of llama.cpp uses of the processor: `AVX2, FMA, …`."""
    info = llama_cpp.llama_print_system_info().decode()
    return ", ".join(part.split("=")[0].strip(" :|") for part in info.split("|") if "= 1" in part)


def quantize(source: Path, kind: str, threads: int) -> Path:
    """The file of `kind` beside `source`, made by llama.cpp's own quantizer where it is not there.

    The head of q4_0 is kept in q8_0, as ours is in 8 bits; llama.cpp would choose 6.
    """
    path = source.with_name(f"{kind}.gguf")
    if kind == "f32" or path.exists():
        return source if kind == "f32" else path
    parameters = llama_cpp.llama_model_quantize_default_params()
    parameters.nthread = threads
    parameters.ftype = getattr(llama_cpp, f"LLAMA_FTYPE_MOSTLY_{_FILES[kind][1]}")
    parameters.output_tensor_type = llama_cpp.GGML_TYPE_Q8_0
    _be_quiet()
    failed = llama_cpp.llama_model_quantize(
        str(source).encode(), str(path).encode(), ctypes.byref(parameters)
    )
    if failed:
        raise SetupError(f"llama.cpp could not write {path}.", remedy="Make room on the disk.")
    return path


class Llama:
    """A file of llama.cpp, as it runs by default.

    Then keys and values are fp16, and its flash attention rounds further; `exact` asks for fp32
    and plain attention, which agrees with PyTorch to 1e-6 of a logit.
    """

    def __init__(
        self, path: Path, kind: str, config: ChameleonConfig, *, threads: int, exact: bool = False
    ) -> None:
        _be_quiet()
        self.name, self._threads, self._exact = f"llama.cpp {kind}", threads, exact
        self.weights = file_weights(kind, config, exact=exact)
        self._vocabulary = int(config.vocab_size)
        self._model: Any = llama_cpp.llama_model_load_from_file(
            str(path).encode(), llama_cpp.llama_model_default_params()
        )
        if self._model is None:
            raise SetupError(f"llama.cpp cannot open {path}.", remedy="Delete it and try again.")
        self._context: Any = None
        self._rows = self._begin = self._length = 0

    def begin(self, ids: Ids, batch: int, room: int) -> Logits:
        """Read `ids` once and copy its keys and values to every row."""
        self._rows, self._begin = batch, len(ids)
        self._open(batch, len(ids) + room)
        for first in range(0, len(ids), _CHUNK):
            part = ids[first : first + _CHUNK]
            logits = self._decode(part, np.zeros(len(part), int), first + np.arange(len(part)))
        memory = llama_cpp.llama_get_memory(self._context)
        for row in range(1, batch):
            llama_cpp.llama_memory_seq_cp(memory, 0, row, -1, -1)
        self._length = len(ids)
        last: Logits = logits[-1]
        return last

    def step(self, ids: Ids) -> Logits:
        """One id for each row, in one call."""
        logits = self._decode(ids, np.arange(self._rows), np.full(self._rows, self._length))
        self._length += 1
        return logits

    def rewind(self) -> None:
        """Drop the positions since `begin`."""
        memory = llama_cpp.llama_get_memory(self._context)
        for row in range(self._rows):
            llama_cpp.llama_memory_seq_rm(memory, row, self._begin, -1)
        self._length = self._begin

    def end(self) -> None:
        """Close the context with its keys and values."""
        if self._context is not None:
            llama_cpp.llama_free(self._context)
        self._context = None

    def close(self) -> None:
        """Close the file."""
        self.end()
        llama_cpp.llama_model_free(self._model)

    def _open(self, batch: int, capacity: int) -> None:
        self.end()
        parameters = llama_cpp.llama_context_default_params()
        slots = -(-capacity // 256) * 256  # llama.cpp rounds so itself
        parameters.n_ctx, parameters.n_seq_max = slots * batch, batch
        parameters.n_batch = parameters.n_ubatch = _CHUNK
        parameters.n_threads = parameters.n_threads_batch = self._threads
        parameters.kv_unified = False  # each row its own buffer, as everybody else here
        if self._exact:
            parameters.type_k = parameters.type_v = llama_cpp.GGML_TYPE_F32
            parameters.flash_attn_type = llama_cpp.LLAMA_FLASH_ATTN_TYPE_DISABLED
        self._context = llama_cpp.llama_init_from_model(self._model, parameters)
        if self._context is None:
            raise SetupError("llama.cpp found no room for its cache.", remedy="Free memory.")
        self._batch = llama_cpp.llama_batch_init(_CHUNK, 0, 1)

    def _decode(self, ids: Ids, rows: Ids, positions: Ids) -> Logits:
        """Logits (rows of the last position each, V): of every id where there is one per row."""
        batch, count = self._batch, len(ids)
        wanted = [count - 1] if rows.max() == 0 else range(count)
        batch.n_tokens = count
        for place in range(count):
            batch.token[place], batch.pos[place] = int(ids[place]), int(positions[place])
            batch.n_seq_id[place] = 1
            batch.seq_id[place][0] = int(rows[place])
            batch.logits[place] = place in wanted
        if failed := llama_cpp.llama_decode(self._context, batch):
            raise RuntimeError(f"llama_decode returned {failed}")
        pointer = llama_cpp.llama_get_logits(self._context)
        return np.ctypeslib.as_array(pointer, (len(wanted), self._vocabulary)).copy()


def file_weights(kind: str, config: ChameleonConfig, *, exact: bool) -> Weights:
    """What a step of a file of this kind reads."""
    layers, head = decoder_parameters(config)
    blocks = _BLOCK_BYTES[kind]
    head_blocks = _BLOCK_BYTES["q8_0" if kind == "q4_0" else kind]
    return Weights(
        precision=_FILES[kind][0],
        bytes=(layers * blocks + head * head_blocks) // 32,
        numbers=layers + head,
        key_value_bytes=position_numbers(config) * (4 if exact else 2),
    )


def _say_nothing(level: int, text: bytes, data: Any) -> None:
    """llama.cpp's log is for its makers."""


_SILENT = llama_cpp.llama_log_callback(_say_nothing)
"""Kept for as long as llama.cpp may call it."""


def _be_quiet() -> None:
    llama_cpp.llama_log_set(_SILENT, ctypes.c_void_p(0))
