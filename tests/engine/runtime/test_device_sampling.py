"""Choosing where logits lie: the same as numpy's, and nothing but what is chosen comes back.

The GPU is PyTorch's pretended one, which refuses whatever would have to wait for a number.
"""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from torch._subclasses.fake_tensor import DataDependentOutputException, FakeTensorMode
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

from engine.runtime import sampling
from engine.runtime.backends import device_noise, device_sampling
from engine.runtime.backends.device_sampling import DeviceSampler
from engine.runtime.backends.ort import OrtBackend
from engine.runtime.backends.pytorch import PyTorchBackend
from engine.runtime.backends.trt import TensorRTBackend
from engine.runtime.compiled import CompiledModel
from engine.runtime.sampling import GREEDY, IMAGE, TEXT, Choice, Sampling
from engine.runtime.session import Session
from tests.scripted_tensorrt import Script, scripted_tensorrt

CPU = torch.device("cpu")
SEEDS = [0, 1, 7, 2**63 + 5, 2**64 - 1, 2**90 + 3]
COLUMNS = 700
WAYS = {
    "greedy": Sampling(temperature=0),
    "plain": Sampling(),
    "top-k": Sampling(temperature=0.7, top_k=40),
    "top-p": Sampling(temperature=0.7, top_p=0.9),
    "all": Sampling(temperature=1.3, top_k=100, top_p=0.5, repetition_penalty=1.2),
}
ULP = 2.0**-52
"""Relative: what two libraries may round a logarithm apart."""


@pytest.fixture
def dice() -> np.random.Generator:
    return np.random.default_rng(5)


def scores_of(dice: np.random.Generator, rows: int) -> np.ndarray:
    """Scores of which some are equal, as those of a model in half precision are."""
    return (dice.normal(0, 3, (rows, COLUMNS)) * 8).round().astype(np.float32) / 8


@pytest.mark.parametrize("position", [0, 3, 2**40])
@pytest.mark.parametrize("count", [1, 4, 8191])
def test_the_bits_are_numpys(position: int, count: int) -> None:
    places = range(position, position + 2)
    found = device_noise.bits(SEEDS, places, count, CPU).numpy().astype(np.uint64)
    for seed, rows in zip(SEEDS, found, strict=True):
        for place, row in zip(places, rows, strict=True):
            counter = [0, 0, place, 0]
            wanted = np.random.Philox(key=seed, counter=counter).random_raw(count)
            np.testing.assert_array_equal(row, wanted)


def test_the_noise_is_numpys_up_to_how_a_logarithm_is_rounded() -> None:
    noise = device_noise.Noise(CPU)
    for position in (0, 1, 200, 5):
        found = noise.at(SEEDS, position, 3000).numpy()
        wanted = np.stack([sampling.gumbel(seed, position, 3000) for seed in SEEDS])
        np.testing.assert_allclose(found, wanted, rtol=4 * ULP, atol=4 * ULP)


@pytest.mark.parametrize("way", WAYS)
def test_scores_are_equal_to_the_last_bit(dice: np.random.Generator, way: str) -> None:
    for _ in range(20):
        scores = scores_of(dice, 3)
        wanted = sampling.filtered(scores, WAYS[way])
        found = device_sampling.filtered(torch.from_numpy(scores), WAYS[way]).numpy()
        np.testing.assert_array_equal(found, wanted)


@pytest.mark.parametrize("weights", [(1.0,), (3.0, -2.0), (3.0, -1.8, -0.2)])
@pytest.mark.parametrize("way", WAYS)
def test_the_same_is_chosen(
    dice: np.random.Generator, way: str, weights: tuple[float, ...]
) -> None:
    among = np.sort(dice.permutation(COLUMNS)[:600])
    sampler, said = DeviceSampler(CPU), dice.integers(0, 600, 30).tolist()
    plain = Choice(sampling=WAYS[way], seeds=[4, 5, 6], weights=weights, among=among, said=said)
    for position in range(60):
        choice = replace(plain, position=position)
        logits = scores_of(dice, 3 * len(weights))
        found = sampler.chosen(torch.from_numpy(logits), choice)
        assert found == sampling.chosen(logits, choice)


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="PyTorch sees no GPU")
@pytest.mark.parametrize("way", WAYS)
def test_a_gpu_chooses_what_numpy_chooses(dice: np.random.Generator, way: str) -> None:
    sampler = DeviceSampler(torch.device("cuda"))
    for position in range(60):
        choice = Choice(sampling=WAYS[way], seeds=SEEDS, position=position, weights=(3.0, -2.0))
        logits = scores_of(dice, 2 * len(SEEDS))
        found = sampler.chosen(torch.from_numpy(logits).cuda(), choice)
        assert found == sampling.chosen(logits, choice)


class Moved(TorchDispatchMode):
    """Keeps how many numbers each operation took from the GPU to the computer."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers: list[int] = []

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        found = func(*args, **(kwargs or {}))
        given = [one.device.type for one in tree_leaves(args) if isinstance(one, torch.Tensor)]
        for one in tree_leaves(found):
            if "cuda" in given and isinstance(one, torch.Tensor) and one.device.type == "cpu":
                self.numbers.append(one.numel())
        return found


@pytest.mark.parametrize("way", [GREEDY, TEXT, IMAGE])
def test_nothing_waits_for_the_gpu_and_only_what_is_chosen_comes_back(way: Sampling) -> None:
    among = np.arange(0, COLUMNS, 2)
    choice = Choice(sampling=way, seeds=[1, 2], weights=(3.0, -2.0), among=among, said=[3, 4, 3])
    with FakeTensorMode(allow_non_fake_inputs=True), Moved() as moved:
        sampler = DeviceSampler(torch.device("cuda"))
        places = sampler.places(torch.zeros(4, COLUMNS, device="cuda"), choice)
        assert (places.device.type, places.shape) == ("cuda", (2,))
        assert moved.numbers == []
        places.cpu()
        assert moved.numbers == [2]  # the pretended GPU does notice a copy
        with pytest.raises(DataDependentOutputException):
            places.tolist()


@pytest.fixture(params=["onnx", "tensorrt"])
def on_device(request: pytest.FixtureRequest, compiled_tiny: Any, plans_of_tiny: Any) -> Any:
    """Backends that choose as they do on a GPU, over memory of the CPU."""
    made: Any
    if request.param == "onnx":
        made = OrtBackend(CompiledModel.open(compiled_tiny), "cpu", 1, DeviceSampler(CPU))
    else:
        made = TensorRTBackend.open(
            plans_of_tiny, device="cpu", tensorrt=scripted_tensorrt(Script())
        )
    yield made
    made.close()


def test_answers_and_pictures_are_those_that_numpy_chooses(
    on_device: Any, torch_backend: PyTorchBackend, tiny_tokenizer: Any, noise_concept: Any,
    finish: Any,
) -> None:  # fmt: skip
    lively, hand = replace(TEXT, seed=3), replace(IMAGE, seed=4)
    found = []
    for backend in (on_device, torch_backend):
        session = Session(backend, tiny_tokenizer, [noise_concept("Bo")])
        answers = [
            finish(session.ask("Who is Bo?", sampling=way, limit=20))[1] for way in (GREEDY, lively)
        ]
        drawn = finish(session.imagine("Bo at sea.", count=2, sampling=hand, preview=False))[1]
        found.append((answers, [one.codes for one in drawn]))
    assert found[0] == found[1]
