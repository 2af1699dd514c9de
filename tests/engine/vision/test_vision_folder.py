"""A person's own vision network as ONNX, and how its pictures are prepared."""

import json
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper
from PIL import Image

from engine.errors import FormatError, SetupError
from engine.vision.preparation import Preparation
from engine.vision.vision_folder import FolderEmbedder, find_onnx
from tests.conftest import Photo

CLIP = {
    "do_center_crop": True,
    "crop_size": {"height": 8, "width": 8},
    "size": {"shortest_edge": 8},
    "resample": 3,
    "image_mean": [0.5, 0.5, 0.5],
    "image_std": [0.25, 0.25, 0.25],
}
SIGLIP = {
    "size": {"height": 8, "width": 8},
    "resample": 2,
    "image_mean": [0.5, 0.5, 0.5],
    "image_std": [0.5, 0.5, 0.5],
}


def network(input_name: str = "pixel_values", output: str = "image_embeds") -> bytes:
    """A network that gives each picture's mean colour."""
    shape = ["N", 3, 8, 8]
    mean = helper.make_node("ReduceMean", [input_name], [output], axes=[2, 3], keepdims=0)
    graph = helper.make_graph(
        [mean],
        "colour",
        [helper.make_tensor_value_info(input_name, TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info(output, TensorProto.FLOAT, ["N", 3])],
    )
    opset = [helper.make_opsetid("", 17)]
    written: bytes = helper.make_model(graph, opset_imports=opset, ir_version=8).SerializeToString()
    return written


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A CLIP folder as exporters write it."""
    folder = tmp_path / "my-clip"
    (folder / "onnx").mkdir(parents=True)
    (folder / "onnx" / "vision_model.onnx").write_bytes(network())
    (folder / "preprocessor_config.json").write_text(json.dumps(CLIP))
    return folder


def test_pictures_become_unit_vectors_of_the_networks_own_size(folder: Path, photo: Photo) -> None:
    embedder = FolderEmbedder(folder, threads=1)
    vectors = embedder.embed([photo(seed) for seed in range(11)])
    assert embedder.dimensions == 3
    assert vectors.shape == (11, 3) and vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert embedder.embed([]).shape == (0, 3)


def test_its_name_says_the_folder_and_changes_with_the_weights(folder: Path) -> None:
    before = FolderEmbedder(folder, threads=1).name
    assert before.startswith("my-clip ")
    longer = onnx.load(folder / "onnx" / "vision_model.onnx")
    longer.producer_name = "somebody else"
    onnx.save(longer, folder / "onnx" / "vision_model.onnx")
    assert FolderEmbedder(folder, threads=1).name != before


@pytest.mark.parametrize(
    ("content", "word"),
    [(network("tokens"), "takes tokens"), (network(output="logits"), "no vision network")],
)
def test_another_kind_of_network_is_refused(content: bytes, word: str, folder: Path) -> None:
    (folder / "onnx" / "vision_model.onnx").write_bytes(content)
    with pytest.raises(FormatError, match=word):
        FolderEmbedder(folder, threads=1)


def test_a_folder_without_a_network_has_none(tmp_path: Path) -> None:
    assert find_onnx(tmp_path) is None
    with pytest.raises(FormatError, match=r"no vision_model\.onnx"):
        FolderEmbedder(tmp_path)


def test_clip_crops_the_middle_and_siglip_stretches(folder: Path) -> None:
    wide = Image.new("RGB", (24, 8), "black")
    wide.paste((255, 255, 255), (8, 0, 16, 8))
    cropped = Preparation.read(folder).pixels([wide])
    assert cropped.shape == (1, 3, 8, 8)
    assert cropped.min() == pytest.approx(2, abs=0.3)  # (1 - 0.5) / 0.25
    (folder / "preprocessor_config.json").write_text(json.dumps(SIGLIP))
    stretched = Preparation.read(folder).pixels([wide])
    assert stretched.min() < -0.8 and stretched.max() > 0.8


@pytest.mark.parametrize("size", [{"height": 0, "width": 8}, {}, "large", 99999])
def test_a_size_that_makes_no_sense_is_refused(size: object, folder: Path) -> None:
    (folder / "preprocessor_config.json").write_text(json.dumps(SIGLIP | {"size": size}))
    with pytest.raises(FormatError, match="cannot be used"):
        Preparation.read(folder)


def test_a_missing_or_damaged_file_is_named(folder: Path) -> None:
    (folder / "preprocessor_config.json").write_text("[")
    with pytest.raises(FormatError, match="damaged"):
        Preparation.read(folder)
    (folder / "preprocessor_config.json").unlink()
    with pytest.raises(SetupError, match="cannot be read"):
        Preparation.read(folder)
