"""A second of real work on a device."""

import time

import pytest

from engine.errors import SetupError
from engine.events import Progress, finish
from engine.fitting import Card
from engine.model.kernel import built, try_device


def test_a_device_that_works_says_how_fast_it_was() -> None:
    trial = finish(try_device("cpu", seconds=0.2))
    assert trial.device == "CPU"
    assert trial.teraflops > 0
    assert 0.2 <= trial.seconds < 20


def test_the_trial_takes_as_long_as_it_was_given_and_can_be_stopped() -> None:
    begun = time.monotonic()
    job = try_device("cpu", seconds=30)
    events = [next(job), next(job)]
    job.close()
    assert all(isinstance(event, Progress) for event in events)
    assert time.monotonic() - begun < 10


def test_a_device_that_is_not_there_says_what_to_do() -> None:
    import torch

    if torch.cuda.is_available():
        pytest.skip("a GPU is here")
    with pytest.raises(SetupError, match="cuda cannot be used") as error:
        finish(try_device("cuda"))
    assert "driver" in error.value.remedy


def test_a_card_that_does_not_fit_is_refused_before_it_is_used() -> None:
    job = try_device("cuda", Card("1.0", "300.1"))
    with pytest.raises(SetupError) as error:
        next(job)
    said = "too old" if built().cuda else "built without CUDA"
    assert said in str(error.value) and "Update the GPU's driver" in error.value.remedy


@pytest.mark.gpu
def test_a_gpu_computes_rightly_for_a_second() -> None:
    assert finish(try_device("cuda")).teraflops > 0
