"""What looks at photos: the bundled networks, or the folders that a person has chosen for them."""

from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import SetupError
from engine.settings import Settings
from engine.vision.embedder import Embedder, PictureEmbedder
from engine.vision.segmenter import Segmenter, SubjectFinder

if TYPE_CHECKING:
    from engine.model.inpainting import Inpainter


def open_embedder(settings: Settings) -> PictureEmbedder:
    """What tells how alike pictures look. SetupError or FormatError where it cannot be opened."""
    from engine.vision.vision_folder import FolderEmbedder, find_onnx

    if settings.embedder is None:
        return Embedder(settings.threads or 0)
    folder = _folder(settings.embedder)
    if find_onnx(folder) is not None:
        return FolderEmbedder(folder, settings.threads or 0)
    from engine.model.vision_tower import VisionTower

    return VisionTower(folder, device_of(settings))


def open_segmenter(settings: Settings) -> SubjectFinder:
    """What finds the subject of a photo. Errors as in `open_embedder`."""
    if settings.segmenter is None:
        return Segmenter(settings.threads or 0)
    from engine.model.sam import SamSegmenter

    return SamSegmenter(_folder(settings.segmenter), device_of(settings))


def open_inpainter(settings: Settings) -> "Inpainter | None":
    """What paints backgrounds; None where the person has nothing for that. Errors as above."""
    if settings.inpainting is None:
        return None
    from engine.model.inpainting import Inpainter

    return Inpainter(_folder(settings.inpainting), device_of(settings))


def device_of(settings: Settings) -> str:
    """`cuda` where it is there and was not refused, else `cpu`."""
    from engine.runtime.backends.pytorch import cuda_device

    return "cuda" if settings.device != "cpu" and cuda_device() else "cpu"


def _folder(written: str) -> Path:
    folder = Path(written).expanduser()
    if not folder.is_dir():
        raise SetupError(
            f"There is no folder {folder}.", remedy="Correct it in the settings, or empty it."
        )
    return folder
