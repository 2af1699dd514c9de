"""How a step is fitted to a machine changes memory, not what is learned."""

from dataclasses import replace

import pytest
import torch

from engine.errors import SetupError
from engine.events import finish
from engine.model import fallbacks
from engine.model.quantized_file import QuantizedWeights
from engine.model.weights import open_checkpoint
from engine.training.fit import FITS, Fit
from engine.training.run import Run
from engine.training.steps import Stepper
from engine.training.trainer import Place, learn, rounds
from export.quantization import write_quantized


def gradients(model, training_set, config, fit: Fit):
    run = Run.begin(model, training_set, config)
    found = Stepper.alone(model, fit).gradients([run])
    return found[0], [one.grad for one in run.state.parameters]


@pytest.mark.parametrize(
    "fit",
    [Fit(positions=1), Fit(logits=1), Fit(checkpointing=True), FITS["8 GB"]],
    ids=["one row at once", "one label at once", "checkpointing", "8 GB"],
)
def test_every_fit_gives_the_same_losses_and_gradients(tiny_model, training_set, config, fit):
    means, wanted = gradients(tiny_model, training_set, config, FITS["full"])
    found, own = gradients(tiny_model, training_set, config, fit)
    assert found == pytest.approx(means, rel=1e-5)
    for one, other in zip(own, wanted, strict=True):
        torch.testing.assert_close(one, other, rtol=1e-3, atol=1e-5)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of what the compiler uses
def test_what_is_to_be_compiled_is_and_gives_the_same_gradients(
    tiny_checkpoint, training_set, config
):
    """Without the compiler's own work, which takes half a minute."""
    model = open_checkpoint(tiny_checkpoint, dtype=torch.float32)
    means, wanted = gradients(model, training_set, config, FITS["full"])
    with torch.compiler.set_stance("force_eager"):
        found, own = gradients(model, training_set, config, Fit(compiled=True))
    assert all(layer.mlp._compiled_call_impl is not None for layer in model.inner.layers)
    assert found == pytest.approx(means, rel=1e-4)
    torch.testing.assert_close(own[0], wanted[0], rtol=1e-3, atol=1e-5)


def test_checkpointing_leaves_the_model_as_it_was(tiny_model, training_set, config):
    gradients(tiny_model, training_set, config, Fit(checkpointing=True))
    assert not any("forward" in vars(layer) for layer in tiny_model.inner.layers)


class Tight:
    """Stands for a machine: a pass of more than so many positions does not fit."""

    def __init__(self, most: int, monkeypatch) -> None:
        from engine.training import steps

        real, self.most, self.passes = steps.losses, most, []

        def losses(model, rows, batch, logits):
            self.passes.append(len(batch.ids))
            if len(batch.ids) > self.most:
                raise torch.OutOfMemoryError("CUDA out of memory")
            return real(model, rows, batch, logits)

        monkeypatch.setattr(steps, "losses", losses)


def test_where_memory_runs_out_half_is_read_at_once_and_the_rows_are_the_same(
    tiny_model, training_set, config, monkeypatch
):
    undisturbed = finish(learn(tiny_model, training_set, config))
    run = Run.begin(tiny_model, training_set, config)
    in_step = sum(len(row.ids) for row in run.rows_of_step())
    machine = Tight(in_step - 1, monkeypatch)
    told = list(rounds(Stepper.alone(tiny_model), [run]))
    assert "Memory ran out" in told[0][1].text
    assert machine.passes[0] == in_step
    assert max(machine.passes[1:]) < in_step
    torch.testing.assert_close(
        torch.from_numpy(run.concept().embeddings),
        torch.from_numpy(undisturbed.embeddings),
        rtol=0,
        atol=2e-4,
    )


def test_where_memory_runs_out_again_a_person_is_told_what_to_change(
    tiny_model, training_set, config, monkeypatch
):
    Tight(10, monkeypatch)
    with pytest.raises(SetupError) as error:
        finish(learn(tiny_model, training_set, config))
    assert "--memory" in error.value.remedy


@pytest.mark.filterwarnings("ignore")  # the other libraries' own
@pytest.mark.parametrize("bits", [("nf4", 0.25), ("int8-torchao", 0.03)], ids=str)
def test_other_libraries_quantized_layers_give_gradients_to_the_rows(
    tiny_checkpoint, tiny_model, training_set, config, bits
):
    """Their gradients point where the dense model's do, as far as so few bits can."""
    kind, most = bits
    pytest.importorskip({"nf4": "bitsandbytes", "int8-torchao": "torchao"}[kind])
    _, wanted = gradients(tiny_model, training_set, config, FITS["full"])
    dense = open_checkpoint(tiny_checkpoint, dtype=torch.float32)
    model = fallbacks.lay_fallback(dense, kind, "cpu")
    _, found = gradients(model, training_set, config, FITS["full"])
    for one, other in zip(found, wanted, strict=True):
        cosine = torch.nn.functional.cosine_similarity(one.flatten(), other.flatten(), dim=0)
        assert 1 - cosine < most
    assert all(not one.requires_grad for one in model.inner.parameters())


def test_rows_are_learned_through_the_export_s_own_int4_weights(
    tiny_checkpoint, training_set, config, tmp_path
):
    """Losses and gradients are those of the numbers that the codes stand for."""
    path = tmp_path / "int4.safetensors"
    file = finish(write_quantized(tiny_checkpoint, 4, path, rounding="nearest"))
    codes = open_checkpoint(
        tiny_checkpoint, dtype=torch.float32, quantized=QuantizedWeights.open(file)
    )
    dense = open_checkpoint(tiny_checkpoint, dtype=torch.float32)
    for name in QuantizedWeights.open(file).names:
        if name.startswith("model."):
            found = QuantizedWeights.open(file).get(name)
            place = dense.inner.get_parameter(name.removeprefix("model."))
            place.copy_(torch.from_numpy(found.dense()))
    dense.head = codes.head
    means, wanted = gradients(dense, training_set, config, FITS["full"])
    found, own = gradients(codes, training_set, config, replace(FITS["8 GB"], weights="int4"))
    assert found == pytest.approx(means, rel=1e-4)
    for one, other in zip(own, wanted, strict=True):
        torch.testing.assert_close(one, other, rtol=1e-3, atol=1e-5)


def test_a_place_says_where_and_changes_nothing(tiny_model, training_set, config, tmp_path):
    plain = finish(learn(tiny_model, training_set, config))
    kept = finish(learn(tiny_model, training_set, config, place=Place(folder=tmp_path)))
    assert (plain.embeddings == kept.embeddings).all()
