"""Networks of a person's own, as transformers writes them; tiny and random here."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from transformers import (
    CLIPVisionConfig,
    CLIPVisionModelWithProjection,
    SamConfig,
    SamMaskDecoderConfig,
    SamModel,
    SamPromptEncoderConfig,
    SamVisionConfig,
    SiglipVisionConfig,
    SiglipVisionModel,
)

from engine.errors import FormatError, SetupError
from engine.learning.eyes import open_embedder, open_inpainter, open_segmenter
from engine.model.inpainting import Inpainter
from engine.model.sam import SamSegmenter
from engine.model.vision_tower import VisionTower
from engine.settings import Settings
from engine.vision.embedder import Embedder
from engine.vision.segmenter import Segmenter
from tests.booby_trap import lay_trap
from tests.conftest import Photo

SIZES: dict[str, Any] = {
    "hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2,
    "image_size": 16, "patch_size": 8,
}  # fmt: skip
PREPARED = {
    "size": {"height": 16, "width": 16}, "image_mean": [0.5] * 3, "image_std": [0.5] * 3,
}  # fmt: skip


@pytest.fixture(params=["clip", "siglip"])
def tower(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder with the vision half of either."""
    torch.manual_seed(0)
    folder = tmp_path / request.param
    if request.param == "clip":
        model: Any = CLIPVisionModelWithProjection(CLIPVisionConfig(projection_dim=12, **SIZES))
    else:
        model = SiglipVisionModel(SiglipVisionConfig(**SIZES))
    model.save_pretrained(folder)
    (folder / "preprocessor_config.json").write_text(json.dumps(PREPARED))
    return folder


@pytest.fixture
def sam(tmp_path: Path) -> Path:
    """A folder with SAM."""
    torch.manual_seed(0)
    vision = SamVisionConfig(
        hidden_size=16, output_channels=16, num_hidden_layers=1, num_attention_heads=2,
        image_size=64, patch_size=16, window_size=2, global_attn_indexes=[0], mlp_dim=32,
        num_pos_feats=8,
    )  # fmt: skip
    prompt = SamPromptEncoderConfig(
        hidden_size=16, image_size=64, patch_size=16, mask_input_channels=4
    )
    decoder = SamMaskDecoderConfig(
        hidden_size=16, mlp_dim=32, num_hidden_layers=1, num_attention_heads=2,
        iou_head_hidden_dim=16, iou_head_depth=2,
    )  # fmt: skip
    config = SamConfig(
        vision_config=vision.to_dict(),
        prompt_encoder_config=prompt.to_dict(),
        mask_decoder_config=decoder.to_dict(),
    )
    SamModel(config).save_pretrained(tmp_path / "sam")
    processor = {
        "image_processor_type": "SamImageProcessor", "processor_class": "SamProcessor",
        "size": {"longest_edge": 64}, "pad_size": {"height": 64, "width": 64},
        "mask_size": {"longest_edge": 16}, "mask_pad_size": {"height": 16, "width": 16},
        "image_mean": [0.5] * 3, "image_std": [0.25] * 3, "do_convert_rgb": True,
        "do_normalize": True, "do_pad": True, "do_rescale": True, "do_resize": True,
        "rescale_factor": 1 / 255, "resample": 2,
    }  # fmt: skip
    (tmp_path / "sam" / "preprocessor_config.json").write_text(json.dumps(processor))
    return tmp_path / "sam"


def test_a_tower_gives_unit_vectors(tower: Path, photo: Photo) -> None:
    opened = VisionTower(tower)
    vectors = opened.embed([photo(seed) for seed in range(9)])
    assert vectors.shape == (9, opened.dimensions) and vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-4)
    assert vectors[3] == pytest.approx(opened.embed([photo(3)])[0], abs=1e-5)
    assert opened.embed([]).shape == (0, opened.dimensions)


def test_the_settings_choose_the_embedder(tower: Path) -> None:
    assert isinstance(open_embedder(Settings(threads=1)), Embedder)
    assert isinstance(open_embedder(Settings(embedder=str(tower), device="cpu")), VisionTower)
    with pytest.raises(SetupError, match="no folder"):
        open_embedder(Settings(embedder="/nowhere"))


def test_a_tower_of_another_kind_is_refused(tower: Path) -> None:
    config = json.loads((tower / "config.json").read_text())
    (tower / "config.json").write_text(json.dumps(config | {"model_type": "vit"}))
    with pytest.raises(FormatError, match="neither CLIP nor SigLIP"):
        VisionTower(tower)
    (tower / "model.safetensors").unlink()
    with pytest.raises(SetupError, match="no model"):
        VisionTower(tower)


def test_sam_gives_a_mask_of_the_pictures_own_size(sam: Path, photo: Photo) -> None:
    mask = SamSegmenter(sam).mask(photo(1, (90, 50)))
    assert mask.shape == (50, 90) and mask.dtype == np.float32
    assert 0 <= mask.min() <= mask.max() <= 1
    assert isinstance(open_segmenter(Settings(segmenter=str(sam), device="cpu")), SamSegmenter)
    assert isinstance(open_segmenter(Settings(threads=1)), Segmenter)


def test_a_folder_that_is_no_sam_is_refused(tower: Path, tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="no config"):
        SamSegmenter(tmp_path)
    with pytest.raises(FormatError, match="no SAM"):
        SamSegmenter(tower)


def test_a_painter_needs_its_folder_and_its_package(tmp_path: Path) -> None:
    assert open_inpainter(Settings()) is None
    with pytest.raises(SetupError, match=r"no model_index\.json"):
        Inpainter(tmp_path)
    (tmp_path / "model_index.json").write_text("{}")
    with pytest.raises((SetupError, FormatError)):  # without diffusers, or with it and no model
        Inpainter(tmp_path)


def test_pickled_weights_are_refused_unopened(tower: Path, sam: Path) -> None:
    for folder, opened in ((tower, VisionTower), (sam, SamSegmenter)):
        sprung = lay_trap(folder)
        for path in folder.glob("*.bin"):
            path.rename(folder / "pytorch_model.bin")
        with pytest.raises(FormatError, match="stored as pickle"):
            opened(folder)
        assert not sprung.exists()
