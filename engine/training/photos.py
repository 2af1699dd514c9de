"""Photos → image codes, once each, kept in a cache file by content (method.md 1.3, trap 22).

Knows nothing of prompts. Codes are computed in fp32 (trap 5), those of the mirrored photo too.
"""

import hashlib
import json
import random
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from PIL.Image import Image
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from engine.errors import InputError
from engine.events import Job, Noticed, Progress
from engine.files import write_whole
from engine.model.chameleon import Chameleon
from engine.tokens.images import Pixels, mirrored, read_photo, square, to_pixels
from engine.tokens.prompts import Codes
from engine.training.pool import Chosen, PoolPicture

T = TypeVar("T")

FEWEST_TO_HOLD_OUT = 3
"""With fewer photos all are learned from, and scores come from an augmented view."""

_AT_ONCE = 2**20  # pixels encoded at once: 32 pictures of 48 px (at most), 4 of 512 px


@dataclass(frozen=True, slots=True)
class Picture:
    """The codes of a photo and, where wanted, of its mirror image."""

    plain: Codes
    mirrored: Codes | None = None

    def either(self, dice: random.Random) -> Codes:
        """One of the two with equal chance; the plain one where there is no other."""
        flip = dice.random() < 0.5
        return self.mirrored if flip and self.mirrored else self.plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Photos:
    """Everything that one learning sees."""

    positives: tuple[Picture, ...]
    soft_positives: tuple[Picture, ...] = ()
    """In the order least → most similar."""
    negatives: tuple[Picture, ...] = ()

    def __post_init__(self) -> None:
        """InputError without a single photo of the concept."""
        if not self.positives:
            raise InputError("There is no photo to learn from.", remedy="Add at least one photo.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoder:
    """What turns photos into codes: the model, its picture size, and where codes are kept."""

    model: Chameleon
    image_size: int
    base_model: str
    """Fingerprint of the checkpoint; codes of another one are not reused."""
    cache: Path | None = None
    """A file for the codes of every photo seen so far; None keeps nothing."""


def hold_out(
    paths: Sequence[Path], seed: int, learned: Collection[Path] = ()
) -> tuple[tuple[Path, ...], Path | None]:
    """Photos to learn from, and the one to score with: the last of a seeded shuffle.

    One that was `learned` from before would be scored too well. None where fewer than three photos
    are there, or fewer than two that are new: a single one is there to be learned from. Score with
    `augmented_view` then.
    """
    shuffled = sorted(path for path in paths if path not in learned)
    random.Random(f"{seed}/held out").shuffle(shuffled)
    enough = len(shuffled) > 1 and len(paths) >= FEWEST_TO_HOLD_OUT
    kept = shuffled[-1] if enough else None
    return tuple(sorted(path for path in paths if path != kept)), kept


def augmented_view(image: Image) -> Image:
    """The photo mirrored and moved a tenth closer: as near to a new photo as one gets without."""
    edge_x, edge_y = image.width // 20, image.height // 20
    return mirrored(image.crop((edge_x, edge_y, image.width - edge_x, image.height - edge_y)))


def read_photos(
    encoder: Encoder, positives: Sequence[Path], chosen: Chosen, *, flips: bool
) -> Job[Photos]:
    """Codes of the concept's photos and of what was chosen from a pool; negatives as they are.

    InputError names a photo of the concept that cannot be read; what vanished from the pool, or
    broke since it was ranked, is left out and counted.
    """
    soft = _paths(chosen.soft_positives)
    negatives = _paths(chosen.negatives)
    wanted = [(path, False) for path in (*positives, *soft, *negatives)]
    wanted += [(path, True) for path in (*positives, *soft) if flips]
    optional = frozenset((*soft, *negatives)).difference(positives)
    codes = yield from _encode(encoder, list(dict.fromkeys(wanted)), optional)
    if lost := sum((path, False) not in codes for path in optional):
        yield Noticed(f"{lost} pictures of the pool cannot be read any more and were left out.")

    def pictures(paths: Sequence[Path]) -> tuple[Picture, ...]:
        there = [path for path in paths if (path, False) in codes]
        return tuple(Picture(codes[path, False], codes.get((path, True))) for path in there)

    return Photos(
        positives=pictures(positives),
        soft_positives=pictures(soft),
        negatives=tuple(Picture(picture.plain) for picture in pictures(negatives)),
    )


_View = tuple[Path, bool]  # a photo, and whether it is mirrored


def _encode(
    encoder: Encoder, views: Sequence[_View], optional: frozenset[Path]
) -> Job[dict[_View, Codes]]:
    """Codes of every view, without those `optional` ones that cannot be read."""
    known = _read_cache(encoder)
    keys = _each(views, _key, optional)
    missing = [view for view in keys if keys[view] not in known]
    done = len(views) - len(missing)
    try:
        for batch in _batches(missing, encoder.image_size):
            yield Progress(done, len(views), "Reading photos")
            found = _encode_batch(encoder, batch, optional)
            known |= {keys[view]: codes for view, codes in found.items()}
            done += len(batch)
    finally:
        if missing:
            _write_cache(encoder, known)
    yield Progress(len(views), len(views), "Reading photos")
    return {view: known[key] for view, key in keys.items() if key in known}


def _encode_batch(
    encoder: Encoder, views: Sequence[_View], optional: frozenset[Path]
) -> dict[_View, Codes]:
    def picture(view: _View) -> Pixels:
        image = square(read_photo(view[0]), encoder.image_size)
        return to_pixels(mirrored(image) if view[1] else image)

    pictures = _each(views, picture, optional)
    if not pictures:
        return {}
    pixels = torch.from_numpy(np.stack(list(pictures.values())))
    codes = encoder.model.vqgan.encode(pixels.to(encoder.model.device)).tolist()
    return {view: Codes(tuple(row)) for view, row in zip(pictures, codes, strict=True)}


def _each(
    views: Sequence[_View], read: Callable[[_View], T], optional: frozenset[Path]
) -> dict[_View, T]:
    """What `read` makes of each view. InputError for one that cannot be read, unless optional."""
    found: dict[_View, T] = {}
    for view in views:
        try:
            found[view] = read(view)
        except InputError:
            if view[0] not in optional:
                raise
    return found


def _batches(views: Sequence[_View], image_size: int) -> Iterator[Sequence[_View]]:
    size = max(1, min(32, _AT_ONCE // image_size**2))
    return (views[start : start + size] for start in range(0, len(views), size))


def _read_cache(encoder: Encoder) -> dict[str, Codes]:
    """What is known; nothing where the file is missing, damaged or of another checkpoint."""
    if encoder.cache is None or not encoder.cache.exists():
        return {}
    try:
        with safe_open(encoder.cache, framework="np") as file:
            header = file.metadata() or {}
            if header.get("base_model") != encoder.base_model:
                return {}
            keys, rows = json.loads(header["keys"]), file.get_tensor("codes").tolist()
    except (SafetensorError, OSError, ValueError, KeyError):
        return {}  # a cache may be lost at any time
    return {key: Codes(tuple(row)) for key, row in zip(keys, rows, strict=True)}


def _write_cache(encoder: Encoder, known: dict[str, Codes]) -> None:
    if encoder.cache is None or not known:
        return
    rows = np.array([codes.values for codes in known.values()], np.int32)
    header = {"base_model": encoder.base_model, "keys": json.dumps(list(known))}
    encoder.cache.parent.mkdir(parents=True, exist_ok=True)
    write_whole(encoder.cache, save({"codes": rows}, header))


def _key(view: _View) -> str:
    path, flip = view
    try:
        content = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise InputError(
            f"The photo {path.name} cannot be read.", remedy="Choose another photo."
        ) from error
    return f"{content}{'/mirrored' if flip else ''}"


def _paths(pictures: Sequence[PoolPicture]) -> tuple[Path, ...]:
    return tuple(picture.path for picture in pictures)
