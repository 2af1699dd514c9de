"""Fixtures that every test may use: a tiny random Chameleon, photos drawn in code, a home apart."""

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import random
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from engine.tokens.tokenizer import Tokenizer
from engine.tokens.vocabulary import Vocabulary

Photo = Callable[..., Image.Image]


class LocalSocket(socket.socket):
    """A socket that never leaves this machine."""

    def __init__(self, family: int = -1, *args: Any, **kwargs: Any) -> None:
        if family in (-1, socket.AF_INET, socket.AF_INET6) and kwargs.get("fileno") is None:
            raise AssertionError("something opened a network socket")
        super().__init__(family, *args, **kwargs)


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reaches the network."""
    monkeypatch.setattr(socket, "socket", LocalSocket)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder, redirected: no test touches a real library."""
    folder = tmp_path / "home"
    monkeypatch.setenv("YOCHAMELEON_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def tiny_checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkpoint folder of random weights; read only."""
    from tests.tiny import write_tiny_checkpoint

    return write_tiny_checkpoint(tmp_path_factory.mktemp("checkpoint") / "tiny")


@pytest.fixture(scope="session")
def tiny_model(tiny_checkpoint: Path) -> Any:
    """The tiny checkpoint as an `engine.model.chameleon.Chameleon`, fp32 on the CPU; read only."""
    import torch

    from engine.model.weights import open_checkpoint

    return open_checkpoint(tiny_checkpoint, dtype=torch.float32)


@pytest.fixture(scope="session")
def tiny_tokenizer(tiny_checkpoint: Path) -> Tokenizer:
    """The tiny checkpoint's tokenizer."""
    return Tokenizer.open(tiny_checkpoint)


@pytest.fixture(scope="session")
def vocabulary(tiny_tokenizer: Tokenizer) -> Vocabulary:
    """The ids of the tiny checkpoint."""
    return tiny_tokenizer.vocabulary


@pytest.fixture(scope="session")
def photo() -> Photo:
    """`photo(seed=0, size=(64, 48))` draws a picture of three coloured shapes, RGB."""
    return _draw


def _draw(seed: int = 0, size: tuple[int, int] = (64, 48)) -> Image.Image:
    dice = random.Random(seed)
    picture = Image.new("RGB", size, _colour(dice))
    pen = ImageDraw.Draw(picture)
    for shape in (pen.ellipse, pen.rectangle, pen.ellipse):
        left, top = (dice.randrange(max(1, side // 2)) for side in size)
        shape((left, top, left + size[0] // 3, top + size[1] // 3), fill=_colour(dice))
    return picture


def _colour(dice: random.Random) -> tuple[int, int, int]:
    return dice.randrange(256), dice.randrange(256), dice.randrange(256)
