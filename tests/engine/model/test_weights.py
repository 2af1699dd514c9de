"""Opening a checkpoint: what is loaded, and what is refused."""

import json
import math
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from engine.errors import FormatError, SetupError, YoError
from engine.model.chameleon import Chameleon
from engine.model.config import expected_shapes, read_config
from engine.model.memory import available_memory
from engine.model.weights import open_checkpoint, shard_of, suitable_dtype

CPU = torch.device("cpu")


@pytest.fixture
def copy(tiny_checkpoint: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny_checkpoint, tmp_path / "copy"))


def tensors_of(model: Chameleon) -> list[Tensor]:
    inner = [*model.inner.parameters(), *model.inner.buffers()]
    return [*inner, *model.vqgan.parameters(), model.head]


def rewrite(folder: Path, name: str, change: Callable[[Tensor], Tensor]) -> None:
    """Store a changed tensor under the same name."""
    path = folder / shard_of(folder)[name]
    tensors = load_file(path)
    tensors[name] = change(tensors[name]).contiguous()
    save_file(tensors, path)


def test_nothing_of_an_open_checkpoint_is_trained_or_empty(tiny_model: Chameleon):
    assert not any(tensor.requires_grad for tensor in tensors_of(tiny_model))
    assert not any(tensor.is_meta for tensor in tensors_of(tiny_model))
    assert not any(module.training for module in tiny_model.inner.modules())
    assert not any(module.training for module in tiny_model.vqgan.modules())


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_the_decoder_has_the_asked_dtype_and_the_vqgan_is_fp32(
    dtype: torch.dtype, tiny_checkpoint: Path
):
    model = open_checkpoint(tiny_checkpoint, dtype=dtype)
    assert model.dtype == model.table.dtype == dtype
    assert {parameter.dtype for parameter in model.inner.layers.parameters()} == {dtype}
    assert {parameter.dtype for parameter in model.vqgan.parameters()} == {torch.float32}
    assert model.inner.rotary_emb.inv_freq.dtype == torch.float32


@torch.no_grad()
def test_bf16_answers_nearly_as_fp32_does(tiny_checkpoint: Path, tiny_model: Chameleon):
    half = open_checkpoint(tiny_checkpoint, dtype=torch.bfloat16)
    ids = torch.arange(300, 330).unsqueeze(0)
    exact = tiny_model.hidden(ids, tiny_model.no_rows())
    assert (half.hidden(ids, half.no_rows()).float() - exact).abs().max() < 0.15


def test_the_values_are_those_on_disk(tiny_checkpoint: Path, tiny_model: Chameleon):
    places = shard_of(tiny_checkpoint)
    name = "model.layers.1.mlp.down_proj.weight"
    stored = load_file(tiny_checkpoint / places[name])[name]
    assert stored.dtype == torch.bfloat16
    assert torch.equal(tiny_model.inner.layers[1].mlp.down_proj.weight, stored.float())
    name = "model.vqmodel.decoder.conv_in.weight"
    stored = load_file(tiny_checkpoint / places[name])[name]
    assert stored.dtype == torch.float16
    assert torch.equal(tiny_model.vqgan.decoder.conv_in.weight, stored.float())
    name = "model.vqmodel.encoder.conv_in.weight"
    stored = load_file(tiny_checkpoint / places[name])[name]
    assert stored.dtype == torch.float32
    assert torch.equal(tiny_model.vqgan.vqvae.encoder.conv_in.weight, stored)


def test_a_tiny_checkpoint_is_opened_in_fp32_on_the_cpu(tiny_checkpoint: Path):
    assert available_memory() > 100_000_000
    assert suitable_dtype(tiny_checkpoint, CPU) == torch.float32
    assert suitable_dtype(tiny_checkpoint, torch.device("cuda")) == torch.bfloat16


def test_a_checkpoint_too_large_for_fp32_is_opened_in_bf16(copy: Path):
    shard = copy / next(iter(shard_of(copy).values()))
    with shard.open("r+b") as file:
        file.truncate(shard.stat().st_size + available_memory())  # a sparse file
    assert suitable_dtype(copy, CPU) == torch.bfloat16


def test_a_config_written_years_ago_is_read(tmp_path: Path):
    """As transformers 4.43 wrote Anole's; keys it no longer knows do not matter."""
    vqgan = {"base_channels": 128, "channel_multiplier": [1, 1, 2, 2, 4], "out_channels": 3}
    written = {
        "architectures": ["ChameleonForConditionalGeneration"],
        "model_type": "chameleon",
        "rope_theta": 10000.0,
        "rope_scaling": None,
        "torch_dtype": "bfloat16",
        "boi_token_id": 8197,
        "eoi_token_id": 8196,
        "vocabulary_map": {"<image>": 8711},
        "vq_config": vqgan | {"dropout": 0.0, "double_latent": False},
    }
    (tmp_path / "config.json").write_text(json.dumps(written))
    config = read_config(tmp_path)
    assert config.rope_parameters["rope_theta"] == 10000.0
    sizes = {name: math.prod(shape) for name, shape in expected_shapes(config).items()}
    images = sum(size for name, size in sizes.items() if name.startswith("model.vqmodel."))
    assert round(images / 1e6, 1) == 68.7  # encoder, decoder, codebook: method.md 1.3
    # two tables and 32 layers of method.md 1.1, which leaves out the norms of queries and keys
    assert round((sum(sizes.values()) - images) / 1e9, 2) == 7.01


def refusal(folder: Path) -> YoError:
    with pytest.raises(YoError) as error:
        open_checkpoint(folder)
    assert error.value.remedy
    assert "\n" not in str(error.value)
    return error.value


def test_a_folder_that_holds_nothing_is_refused(tmp_path: Path):
    assert isinstance(refusal(tmp_path), SetupError)


@pytest.mark.parametrize("name", ["config.json", "model.safetensors.index.json"])
def test_a_missing_file_is_named(name: str, copy: Path):
    (copy / name).unlink()
    error = refusal(copy)
    assert isinstance(error, SetupError)
    assert name in str(error)


@pytest.mark.parametrize("name", ["config.json", "model.safetensors.index.json"])
@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"weight_map": 3}'])
def test_a_damaged_description_is_refused(name: str, content: str, copy: Path):
    (copy / name).write_text(content)
    assert isinstance(refusal(copy), FormatError)


def test_a_missing_shard_is_named(copy: Path):
    shard = sorted(set(shard_of(copy).values()))[1]
    (copy / shard).unlink()
    error = refusal(copy)
    assert isinstance(error, SetupError)
    assert shard in str(error)


@pytest.mark.parametrize("kept", [0, 4, 500, 100_000])
def test_a_shard_cut_short_is_refused(kept: int, copy: Path):
    shard = copy / sorted(set(shard_of(copy).values()))[0]
    shard.write_bytes(shard.read_bytes()[:kept])
    assert shard.name in str(refusal(copy))


def test_a_tensor_of_another_shape_is_refused(copy: Path):
    rewrite(copy, "lm_head.weight", lambda tensor: tensor[:-1])
    error = refusal(copy)
    assert isinstance(error, FormatError)
    assert "lm_head.weight" in str(error)


def test_a_shard_that_lacks_what_the_index_promises_is_refused(copy: Path):
    name = "model.norm.weight"
    path = copy / shard_of(copy)[name]
    save_file({key: value for key, value in load_file(path).items() if key != name}, path)
    assert isinstance(refusal(copy), FormatError)


def test_an_index_that_lacks_a_tensor_is_refused(copy: Path):
    index = json.loads((copy / "model.safetensors.index.json").read_text())
    del index["weight_map"]["model.norm.weight"]
    (copy / "model.safetensors.index.json").write_text(json.dumps(index))
    assert "model.norm.weight" in str(refusal(copy))


def test_another_architecture_is_refused(copy: Path):
    config = json.loads((copy / "config.json").read_text())
    (copy / "config.json").write_text(json.dumps(config | {"model_type": "llama"}))
    assert "Chameleon" in str(refusal(copy))
