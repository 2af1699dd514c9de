"""Other pictures for the image tokenizer: public-domain cliparts, so that it has seen more
colours and edges than the world has."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

PACKAGE = "openclipart-png"
SIDE = 64
KEPT = 2500


def load_cutouts(work: Path) -> NDArray[np.uint8]:
    """Up to 2,500 cliparts as (N, 64, 64, 4) RGBA, fetched from Debian once."""
    cached = work / "cutouts.npy"
    if not cached.exists():
        pictures = np.stack(list(_pictures(work)))
        np.save(cached.with_suffix(".partial.npy"), pictures)
        cached.with_suffix(".partial.npy").replace(cached)
    loaded: NDArray[np.uint8] = np.load(cached, mmap_mode="r")
    return loaded


def over(cutout: NDArray[np.uint8], background: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A clipart (64, 64, 4) over a background (S, S, 3), in its size."""
    side = background.shape[0]
    rgba = Image.fromarray(cutout).resize((side, side), Image.Resampling.BOX)
    canvas = Image.fromarray(background).convert("RGBA")
    return np.asarray(Image.alpha_composite(canvas, rgba).convert("RGB"))


def _pictures(work: Path) -> Iterator[NDArray[np.uint8]]:
    # a few are huge: 600 megapixels in a file of megabytes
    files = [f for f in sorted(_unpacked(work).rglob("*.png")) if f.stat().st_size < 60_000]
    order = np.random.default_rng(0).permutation(len(files))[:KEPT]
    for index in order:
        with Image.open(files[index]) as opened:
            if max(opened.size) > 3000:
                continue
            small = opened.convert("RGBA")
        small.thumbnail((SIDE, SIDE), Image.Resampling.BOX)
        canvas = Image.new("RGBA", (SIDE, SIDE))
        canvas.paste(small, ((SIDE - small.width) // 2, (SIDE - small.height) // 2))
        yield np.asarray(canvas)


def _unpacked(work: Path) -> Path:
    folder = work / "openclipart"
    if not folder.exists():
        if not list(work.glob(f"{PACKAGE}_*.deb")):
            subprocess.run(["apt-get", "download", PACKAGE], cwd=work, check=True)
        package = max(work.glob(f"{PACKAGE}_*.deb"))
        subprocess.run(["dpkg-deb", "-x", str(package), str(folder)], check=True)
    return folder
