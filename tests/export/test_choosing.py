"""What compiling offers on this machine, and doing it as the window does."""

from pathlib import Path

import pytest

from engine.errors import InputError
from engine.events import finish
from engine.model import checkpoints
from engine.runtime.compiled import compiled_folder
from export.choosing import Order, compile_checkpoint, offers


def test_each_precision_says_what_it_takes_and_one_is_suggested(tiny_checkpoint: Path) -> None:
    found = finish(offers(str(tiny_checkpoint), "onnx"))
    assert {one.precision for one in found} == {"fp32", "fp16", "bf16", "int8", "int4"}
    assert [one.precision for one in found if one.suggested] == ["fp32"]
    by_name = {one.precision: one for one in found}
    assert by_name["int4"].disk > 0
    assert by_name["int4"].memory < by_name["fp32"].memory
    assert by_name["fp32"].obstacle == ""


def test_what_needs_a_gpu_says_that_there_is_none(
    tiny_checkpoint: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.runtime.backends.nvidia.nvidia_driver", lambda: False)
    obstacles = {
        one.precision: one.obstacle for one in finish(offers(str(tiny_checkpoint), "onnx"))
    }
    assert "NVIDIA GPU" in obstacles["fp16"]
    assert obstacles["int8"] == ""
    assert all(one.obstacle for one in finish(offers(str(tiny_checkpoint), "tensorrt")))


def test_a_compiled_model_is_ready_and_the_choice_says_why(tiny_checkpoint: Path) -> None:
    finish(checkpoints.add(tiny_checkpoint, "small"))
    made = finish(compile_checkpoint(Order(checkpoint="small", precision="fp32")))
    assert Path(made.folder).parent == compiled_folder()
    assert made.bytes > 0
    assert "compiled model" in made.why


def test_choices_that_do_not_go_together_are_refused(tiny_checkpoint: Path) -> None:
    order = Order(checkpoint=str(tiny_checkpoint), target="tensorrt", precision="fp32")
    with pytest.raises(InputError, match="cannot be compiled"):
        finish(compile_checkpoint(order))
