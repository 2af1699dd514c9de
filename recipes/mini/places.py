"""The twelve named places of the world, and their banks of backgrounds.

A bank is a file `<place>.npy` of (VARIANTS, 96, 96, 3) uint8 sRGB; `backdrops` makes them.
"""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

SIDE = 96
VARIANTS = 40

Bytes = NDArray[np.uint8]

# Place -> colour of its light; 1 is neutral.
TINTS: dict[str, tuple[float, float, float]] = {
    "in the snow": (1.02, 1.03, 1.05),
    "on the beach": (1.05, 1.03, 0.98),
    "in the forest": (0.93, 0.98, 0.91),
    "in the city": (1.0, 1.0, 1.02),
    "in the park": (1.02, 1.03, 0.98),
    "in a workshop": (1.0, 0.96, 0.90),
    "at sunset": (1.04, 0.94, 0.86),
    "in the kitchen": (1.03, 1.01, 0.97),
    "in the desert": (1.06, 1.01, 0.93),
    "on the road": (1.0, 1.0, 1.0),
    "at night": (0.72, 0.76, 0.88),
    "in a studio": (1.05, 1.05, 1.05),
}
PLACES: tuple[str, ...] = tuple(TINTS)


class Places:
    """Backgrounds from a folder of banks, blurred by a share of the picture's side."""

    def __init__(self, folder: Path, blur: float) -> None:
        self._folder, self._blur = folder, blur
        self._banks: dict[tuple[str, int], Bytes] = {}

    def picture(self, place: str, seed: int, size: int) -> Bytes:
        """A variant of a place, (size, size, 3); the seed also mirrors it."""
        bank = self._bank(place, size)
        picture: Bytes = bank[seed % len(bank)]
        return picture[:, ::-1] if seed // len(bank) % 2 else picture

    def _bank(self, place: str, size: int) -> Bytes:
        if (place, size) not in self._banks:
            bank = np.load(self._folder / f"{file_name(place)}.npy")
            blurred = [cv2.GaussianBlur(one, (0, 0), max(self._blur * SIDE, 0.3)) for one in bank]
            self._banks[place, size] = np.stack(
                [cv2.resize(one, (size, size), interpolation=cv2.INTER_AREA) for one in blurred]
            )
        return self._banks[place, size]


def file_name(place: str) -> str:
    return place.replace(" ", "-")
