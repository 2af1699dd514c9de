"""Several processes learn one concept: the same rows as one process, but for rounding."""

import multiprocessing
import os
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from engine.concepts.concept import Concept
from engine.events import finish
from engine.model.chameleon import Rows
from engine.model.weights import open_checkpoint
from engine.tokens.tokenizer import Tokenizer
from engine.training.state import STATE_FILE
from engine.training.trainer import Place, learn
from engine.training.workers import ALONE, Accelerated, workers
from tests.engine.training.material import small_config, small_set

DEEP = replace(small_config(), prefix_positions=2)


def learn_together(checkpoint: Path, out: Path, rank: int, port: int) -> None:
    """What each process does, with what `accelerate launch` tells it."""
    told = {"RANK": rank, "LOCAL_RANK": rank, "WORLD_SIZE": 2, "LOCAL_WORLD_SIZE": 2}
    told |= {"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": port, "ACCELERATE_USE_CPU": "true"}
    os.environ |= {name: str(value) for name, value in told.items()}
    torch.set_num_threads(1)
    model = open_checkpoint(checkpoint, dtype=torch.float32)
    crew = workers()
    assert isinstance(crew, Accelerated)
    place = Place(workers=crew, folder=out / f"state {rank}")
    training_set = small_set(Tokenizer.open(checkpoint))
    finish(learn(model, training_set, DEEP, place=place)).save(out / f"{rank}.concept")


@pytest.mark.skipif(os.name == "nt", reason="gloo between forked processes")
def test_two_processes_learn_the_rows_of_one(
    tiny_checkpoint: Path, tiny_model, training_set, tmp_path: Path
):
    """Every step's loss is divided by the labels of both processes together."""
    context, port = multiprocessing.get_context("fork"), random.randrange(20_000, 60_000)
    processes = [
        context.Process(target=learn_together, args=(tiny_checkpoint, tmp_path, rank, port))
        for rank in range(2)
    ]
    for process in processes:
        process.start()
    alone = finish(learn(tiny_model, training_set, DEEP))
    for process in processes:
        process.join(120)
        assert process.exitcode == 0
    ranks = [Concept.load(tmp_path / f"{rank}.concept") for rank in range(2)]
    assert np.array_equal(ranks[0].embeddings, ranks[1].embeddings)
    for name in ("embeddings", "head", "prefix"):
        found, wanted = getattr(ranks[0], name), getattr(alone, name)
        np.testing.assert_allclose(found, wanted, atol=2e-4)
    assert (tmp_path / "state 0" / STATE_FILE).exists()
    assert not (tmp_path / "state 1").exists()  # the first one keeps for all


class Half:
    """One of two processes whose other half adds nothing: shows what this one adds."""

    rank, count = 1, 2

    def sum(self, tensors) -> None:
        """The other one had no rows."""

    def share(self, content: bytes) -> bytes:
        """Nothing to tell."""
        return content


def test_a_process_divides_by_the_labels_of_all_and_takes_every_other_row(
    tiny_model, training_set, config
):
    from engine.training.run import Run
    from engine.training.steps import Stepper

    def gradients(crew) -> Rows:
        run = Run.begin(tiny_model, training_set, config)
        stepper = Stepper.alone(tiny_model)
        stepper.workers = crew
        stepper.gradients([run])
        return run.state.embeddings.grad

    half, whole = gradients(Half()), gradients(ALONE)
    other = type("Other", (Half,), {"rank": 0})()
    torch.testing.assert_close(half + gradients(other), whole, rtol=1e-4, atol=1e-6)
    assert not torch.allclose(half, whole, rtol=1e-2)


def test_without_a_launcher_there_is_one_process():
    assert workers() is ALONE
    assert ALONE.share(b"state") == b"state"
