"""The state of a training on disk: safetensors and JSON, written whole or not at all."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.optim import Optimizer

State = Mapping[str, nn.Module | Optimizer]


def save(path: Path, parts: State, facts: Mapping[str, Any]) -> None:
    """Write every module and optimizer of `parts` with `facts` (JSON) beside them, atomically."""
    tensors: dict[str, Tensor] = {}
    for name, part in parts.items():
        own = part.state_dict() if isinstance(part, nn.Module) else _flat(part)
        tensors |= {f"{name}/{key}": value.detach().contiguous() for key, value in own.items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".partial")
    save_file(tensors, unfinished, metadata={"facts": json.dumps(dict(facts))})
    with unfinished.open("rb") as file:
        os.fsync(file.fileno())
    unfinished.replace(path)


def load(path: Path, parts: State) -> dict[str, Any] | None:
    """Read a state back into `parts`; None where there is none yet.

    A part that was not there when the state was saved begins anew.
    """
    if not path.exists():
        return None
    with safe_open(path, framework="pt") as file:
        tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118
        facts: dict[str, Any] = json.loads(file.metadata()["facts"])
    for name, part in parts.items():
        own = {
            k.removeprefix(f"{name}/"): v for k, v in tensors.items() if k.startswith(f"{name}/")
        }
        if isinstance(part, nn.Module) and own:
            part.load_state_dict(own)
        elif isinstance(part, Optimizer):
            _unflatten(part, own)
    return facts


def facts_of(path: Path) -> dict[str, Any]:
    """What was kept beside a state; FileNotFoundError where there is none."""
    with safe_open(path, framework="pt") as file:
        facts: dict[str, Any] = json.loads(file.metadata()["facts"])
    return facts


def _flat(optimizer: Optimizer) -> dict[str, Tensor]:
    state = optimizer.state_dict()["state"]
    return {
        f"{index}.{key}": torch.as_tensor(value)
        for index, slots in state.items()
        for key, value in slots.items()
    }


def _unflatten(optimizer: Optimizer, flat: Mapping[str, Tensor]) -> None:
    state: dict[int, dict[str, Tensor]] = {}
    for name, value in flat.items():
        index, key = name.split(".", 1)
        state.setdefault(int(index), {})[key] = value
    optimizer.load_state_dict({**optimizer.state_dict(), "state": state})
