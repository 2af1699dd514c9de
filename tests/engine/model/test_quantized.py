"""Learning on quantized weights: the file of codes, and layers that unfold them."""

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from engine.errors import FormatError, SetupError
from engine.events import finish
from engine.model.chameleon import Chameleon
from engine.model.quantized import QuantizedLinear
from engine.model.quantized_file import Layout, Quantized, QuantizedFile, QuantizedWeights, Spec
from engine.model.weights import open_checkpoint
from export.quantization import write_quantized

NAME = "model.layers.0.mlp.up_proj.weight"


def some_weight(bits: int, rows: int = 6, columns: int = 64, block: int = 32) -> Quantized:
    dice = np.random.default_rng(bits)
    low = -(1 << (bits - 1))
    codes = dice.integers(low, -low, (rows, columns)).astype(np.int8)
    scales = torch.rand(rows, columns // block).to(torch.bfloat16).float().numpy() + 0.5
    return Quantized(
        codes, torch.from_numpy(scales).to(torch.bfloat16).float().numpy(), block, bits
    )


def layout_of(weight: Quantized, checkpoint: str = "mine") -> Layout:
    rows, columns = weight.codes.shape
    return Layout(checkpoint, "nearest", {NAME: Spec((rows, columns), weight.bits, weight.block)})


def written(path: Path, weight: Quantized) -> Path:
    file = QuantizedFile(path, layout_of(weight))
    file.put(NAME, weight)
    file.finish()
    return path


@pytest.fixture(scope="module", params=[4, 8])
def artefact(
    request: pytest.FixtureRequest, tiny_checkpoint: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    path = tmp_path_factory.mktemp("quantized") / "tiny.safetensors"
    return finish(write_quantized(tiny_checkpoint, request.param, path, rounding="nearest"))


@pytest.mark.parametrize("bits", [4, 8])
def test_a_file_gives_back_every_code_and_scale(bits: int, tmp_path: Path):
    weight = some_weight(bits)
    read = QuantizedWeights.open(written(tmp_path / "q", weight), "mine").get(NAME)
    assert read is not None
    assert (read.bits, read.block, read.codes.dtype) == (bits, 32, np.int8)
    assert np.array_equal(read.codes, weight.codes)
    assert np.array_equal(read.scales, weight.scales)


def test_four_bits_take_half_a_byte(tmp_path: Path):
    four, eight = (written(tmp_path / str(bits), some_weight(bits)) for bits in (4, 8))
    sizes = [QuantizedWeights.open(path).path.stat().st_size for path in (four, eight)]
    assert sizes[1] - sizes[0] == 6 * 64 // 2


def test_a_tensor_that_is_not_there_is_none(tmp_path: Path):
    weights = QuantizedWeights.open(written(tmp_path / "q", some_weight(4)))
    assert weights.get("lm_head.weight") is None
    assert weights.spec("lm_head.weight") is None


def test_a_file_of_another_checkpoint_is_refused(tmp_path: Path):
    with pytest.raises(FormatError, match="another checkpoint"):
        QuantizedWeights.open(written(tmp_path / "q", some_weight(4)), "other")


def test_a_missing_or_shortened_file_is_refused(tmp_path: Path):
    with pytest.raises(SetupError):
        QuantizedWeights.open(tmp_path / "none")
    path = written(tmp_path / "q", some_weight(8))
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(FormatError, match="cut short"):
        QuantizedWeights.open(path)


def test_a_newer_file_is_refused(tmp_path: Path):
    path = written(tmp_path / "q", some_weight(8))
    path.write_bytes(path.read_bytes().replace(b'"format": "1"', b'"format": "2"'))
    with pytest.raises(FormatError, match="newer"):
        QuantizedWeights.open(path)


def test_a_file_is_not_there_before_it_is_finished(tmp_path: Path):
    weight = some_weight(4)
    QuantizedFile(tmp_path / "q", layout_of(weight)).put(NAME, weight)
    assert not (tmp_path / "q").exists()
    again = QuantizedFile(tmp_path / "q", layout_of(weight))
    assert again.done == {NAME}
    assert np.array_equal(again.get(NAME).codes, weight.codes)
    assert QuantizedFile(tmp_path / "q", layout_of(weight, "other")).done == set()


@pytest.mark.parametrize("bits", [4, 8])
def test_a_layer_of_codes_computes_as_its_dense_weight(bits: int):
    weight = some_weight(bits)
    x = torch.randn(2, 3, 64, requires_grad=True)
    bias = torch.randn(6)
    y = QuantizedLinear(weight, bias, "cpu")(x)
    torch.testing.assert_close(y, x @ torch.from_numpy(weight.dense()).T + bias)


@pytest.mark.parametrize("bits", [4, 8])
def test_the_gradient_to_the_input_is_that_of_the_dense_weight(bits: int):
    weight = some_weight(bits)
    layer, dense = QuantizedLinear(weight, None, "cpu"), nn.Linear(64, 6, bias=False)
    dense.weight.data = torch.from_numpy(weight.dense())
    x = torch.randn(2, 3, 64)
    gradients = []
    for module in (layer, dense):
        own = x.clone().requires_grad_()
        module(own).sin().sum().backward()
        gradients.append(own.grad)
    torch.testing.assert_close(*gradients)
    assert not list(layer.parameters())


def test_no_dense_weight_is_kept_for_the_backward_pass():
    layer = QuantizedLinear(some_weight(4, rows=64), None, "cpu")
    kept: list[int] = []

    def keep(tensor: Tensor) -> Tensor:
        kept.append(tensor.numel())
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(keep, lambda tensor: tensor):
        layer(torch.randn(1, 64, requires_grad=True))
    assert all(size < 64 * 64 for size in kept)


def rows_gradient(model: Chameleon) -> tuple[Tensor, Tensor]:
    """Logits of a few ids with rows in use, and what the rows are to do about them."""
    rows = model.reserved_rows(range(120, 124))
    rows.embeddings.requires_grad_()
    ids = torch.tensor([[0, 120, 5, 121, 9, 122]])
    logits = model.logits(model.hidden(ids, rows), rows)
    logits[0, -1].log_softmax(-1)[7].backward()
    assert rows.embeddings.grad is not None
    return logits.detach(), rows.embeddings.grad


def test_rows_are_learned_on_the_weights_they_run_on(tiny_checkpoint: Path, artefact: Path):
    weights = QuantizedWeights.open(artefact)
    model = open_checkpoint(tiny_checkpoint, dtype=torch.float32, quantized=weights)
    dense = open_checkpoint(tiny_checkpoint, dtype=torch.float32)
    for name in weights.names:
        stored = weights.get(name)
        assert stored is not None
        owner = dense if name == "lm_head.weight" else None
        if owner is not None:
            dense.head.copy_(torch.from_numpy(stored.dense()))
        else:
            path = name.removeprefix("model.").removesuffix(".weight")
            dense.inner.get_submodule(path).weight.data = torch.from_numpy(stored.dense())
    for ours, theirs in zip(rows_gradient(model), rows_gradient(dense), strict=True):
        torch.testing.assert_close(ours, theirs)


def test_linear_layers_are_codes_and_nothing_is_empty(tiny_checkpoint: Path, artefact: Path):
    weights = QuantizedWeights.open(artefact)
    model = open_checkpoint(tiny_checkpoint, dtype=torch.float32, quantized=weights)
    linear = [one for one in model.inner.layers.modules() if isinstance(one, nn.Linear)]
    assert linear == []
    tensors = [*model.inner.parameters(), *model.inner.buffers(), model.head]
    assert not any(tensor.is_meta or tensor.requires_grad for tensor in tensors)
