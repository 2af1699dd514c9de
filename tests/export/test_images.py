"""The image graphs say what PyTorch says, on ONNX Runtime."""

import numpy as np
import onnx
import onnxruntime
import pytest
import torch

from engine.errors import SetupError
from engine.events import finish
from engine.model.weights import open_vqgan
from export.images import decoder_graph, write_image_decoder, write_image_encoder
from tests.tiny import write_tiny_checkpoint


@pytest.fixture(scope="module")
def checkpoints(tiny_checkpoint, tmp_path_factory):
    """The tiny codec, and one with attention at every level and no attention in the middle."""
    folder = tmp_path_factory.mktemp("codecs")
    return {"tiny": tiny_checkpoint, "attentive": write_attentive(folder / "attentive")}


def write_attentive(folder):
    vqgan = {
        "embed_dim": 16, "latent_channels": 32, "num_embeddings": 64, "resolution": 16,
        "base_channels": 32, "channel_multiplier": [1, 2], "num_res_blocks": 2,
        "attn_resolutions": [16, 8],
    }  # fmt: skip
    return write_tiny_checkpoint(folder, vq_config=vqgan)


def opened(path):
    onnx.checker.check_model(str(path), full_check=True)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(path, options)


def pictures(count, side=16):
    return torch.rand((count, 3, side, side), generator=torch.Generator().manual_seed(1)) * 2 - 1


@pytest.mark.parametrize("kind", ["tiny", "attentive"])
@pytest.mark.parametrize("count", [1, 3])
def test_every_code_is_that_of_pytorch(checkpoints, tmp_path, kind, count):
    session = opened(finish(write_image_encoder(checkpoints[kind], tmp_path)))
    pixels = pictures(count)
    (codes,) = session.run(None, {"pixels": pixels.numpy()})
    wanted = open_vqgan(checkpoints[kind]).encode(pixels).numpy()
    assert codes.dtype == np.int64 and len(np.unique(codes)) > 3
    np.testing.assert_array_equal(codes, wanted)


@pytest.mark.parametrize("kind", ["tiny", "attentive"])
@pytest.mark.parametrize("count", [1, 3])
def test_pixels_differ_by_rounding(checkpoints, tmp_path, kind, count):
    session = opened(finish(write_image_decoder(checkpoints[kind], tmp_path)))
    codes = torch.randint(0, 64, (count, 64), generator=torch.Generator().manual_seed(2))
    (pixels,) = session.run(None, {"codes": codes.numpy()})
    wanted = open_vqgan(checkpoints[kind]).decode(codes).numpy()
    assert pixels.dtype == np.float32 and pixels.std() > 0.05
    assert np.abs(pixels - wanted).max() <= 1e-4


def test_pixels_are_clamped(checkpoints, tmp_path):
    vqgan = open_vqgan(checkpoints["tiny"])
    with torch.no_grad():
        vqgan.decoder.conv_out.weight.mul_(100)
    session = opened(finish(decoder_graph(vqgan).save(tmp_path)))
    (pixels,) = session.run(None, {"codes": np.zeros((1, 64), np.int64)})
    assert pixels.min() == -1 and pixels.max() == 1


def test_float16_halves_the_weights_and_keeps_norms_in_float32(checkpoints, tmp_path):
    whole = decoder_graph(open_vqgan(checkpoints["tiny"]))
    half = decoder_graph(open_vqgan(checkpoints["tiny"]), "fp16")
    assert 0.5 <= half.bytes / whole.bytes < 0.6
    norms = [one for one in half.model("").graph.initializer if one.name.startswith("norm.")]
    assert norms and all(one.data_type == onnx.TensorProto.FLOAT for one in norms)
    opened(finish(half.save(tmp_path)))


def test_a_folder_that_is_no_checkpoint_is_refused(tmp_path):
    with pytest.raises(SetupError, match=r"config\.json"):
        finish(write_image_encoder(tmp_path, tmp_path / "out"))
    assert not (tmp_path / "out").exists()
