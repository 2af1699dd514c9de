"""How a folder's vision network wants its pictures, read from its preprocessor_config.json."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL.Image import Image, Resampling

from engine.errors import FormatError, SetupError
from engine.vision.models import Floats, to_planes

CONFIG = "preprocessor_config.json"
_REMEDY = "Choose a folder with a CLIP or SigLIP vision model and its preprocessor_config.json."
_LARGEST_SIDE = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """Resize, crop, scale: what transformers' image processors of CLIP and SigLIP do."""

    height: int
    width: int
    shortest: int | None
    """The shortest side is brought to this before the centre is cut out; None stretches."""
    resampling: Resampling
    mean: tuple[float, ...]
    spread: tuple[float, ...]

    @classmethod
    def read(cls, folder: Path) -> "Preparation":
        """SetupError where the folder has no such file, FormatError where it makes no sense."""
        facts = read_json(folder / CONFIG)
        try:
            return _parsed(facts)
        except (KeyError, TypeError, ValueError, IndexError) as error:
            raise FormatError(f"{folder / CONFIG} cannot be used.", _REMEDY) from error

    def pixels(self, images: Sequence[Image]) -> Floats:
        """(N, 3, H, W) float32."""
        return np.concatenate([self._planes(image.convert("RGB")) for image in images])

    def _planes(self, image: Image) -> Floats:
        if self.shortest is None:
            fitted = image.resize((self.width, self.height), self.resampling)
        else:
            scale = self.shortest / min(image.size)
            size = (round(image.width * scale), round(image.height * scale))
            larger = image.resize(size, self.resampling)
            left, top = (larger.width - self.width) // 2, (larger.height - self.height) // 2
            fitted = larger.crop((left, top, left + self.width, top + self.height))
        mean, spread = np.array(self.mean), np.array(self.spread)
        return to_planes(fitted, mean * 255, spread * 255)


def read_json(path: Path) -> dict[str, Any]:
    """A table. SetupError where the file is missing, FormatError where it is no table."""
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SetupError(f"{path} cannot be read.", _REMEDY) from error
    except ValueError as error:
        raise FormatError(f"{path} is damaged.", _REMEDY) from error
    if not isinstance(facts, dict):
        raise FormatError(f"{path} is damaged.", _REMEDY)
    return facts


def _parsed(facts: Mapping[str, Any]) -> Preparation:
    crop = _sides(facts.get("crop_size") or facts["size"])
    size = facts["size"]
    cropped = facts.get("do_center_crop", False)
    shortest = size.get("shortest_edge") if isinstance(size, dict) else int(size)
    height, width = crop if cropped else _sides(size)
    if not all(1 <= side <= _LARGEST_SIDE for side in (height, width)):
        raise ValueError("sides")
    mean, spread = (tuple(map(float, facts[name])) for name in ("image_mean", "image_std"))
    if len(mean) != 3 or len(spread) != 3 or min(spread) <= 0:
        raise ValueError("scale")
    return Preparation(
        height=height,
        width=width,
        shortest=int(shortest) if cropped and shortest else None,
        resampling=Resampling(int(facts.get("resample", Resampling.BICUBIC))),
        mean=mean,
        spread=spread,
    )


def _sides(size: Any) -> tuple[int, int]:
    """Height and width, as older and newer files say them."""
    if not isinstance(size, dict):
        return int(size), int(size)
    if "shortest_edge" in size:
        return int(size["shortest_edge"]), int(size["shortest_edge"])
    return int(size["height"]), int(size["width"])
