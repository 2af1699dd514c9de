"""What machines of other people could do."""

import json
import math
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from engine.errors import FormatError, SetupError
from engine.graphics import Gpu
from engine.hardware import Hardware
from engine.paths import MINI_CHECKPOINT
from engine.sizes import CHAMELEON_7B, read_build
from engine.verdicts import Action, Outcome, Room, Verdict, foresee, judge, needs
from tests.compiled import write_compiled

GB = 10**9
MIDDLE = ("gate", "up", "down")
LAPTOP = Hardware(
    system="Linux",
    processor="A CPU",
    cores=4,
    memory=16 * GB,
    memory_free=12 * GB,
    gpus=(),
    gpu_trouble="",
    folder=Path("/home"),
    disk=500 * GB,
    disk_free=200 * GB,
)
GPU = Gpu(name="A GPU", uuid="1", driver="580", capability="8.9", memory=24 * GB, free=23 * GB)


@pytest.fixture
def full_size(tmp_path: Path) -> Path:
    """A folder that says it is Chameleon 7B: headers without weights."""
    width, inner, layers, words = 4096, 11008, 32, 65536
    shapes = {"model.embed_tokens.weight": [words, width], "lm_head.weight": [words, width]}
    for layer in range(layers):
        here = f"model.layers.{layer}"
        shapes |= {f"{here}.self_attn.{name}_proj.weight": [width, width] for name in "qkvo"}
        shapes |= {
            f"{here}.mlp.{name}_proj.weight": [inner, width] for name in ("gate", "up", "down")
        }
    tensors = {
        name: {"dtype": "BF16", "shape": shape, "data_offsets": [0, 0]}
        for name, shape in shapes.items()
    }
    header = json.dumps({"__metadata__": {"format": "pt"}, **tensors}).encode()
    (tmp_path / "one.safetensors").write_bytes(len(header).to_bytes(8, "little") + header)
    index = {"weight_map": dict.fromkeys(shapes, "one.safetensors")}
    (tmp_path / "model.safetensors.index.json").write_text(json.dumps(index))
    config = {
        "hidden_size": width,
        "intermediate_size": inner,
        "num_hidden_layers": layers,
        "num_attention_heads": 32,
        "num_key_value_heads": 32,
        "vocab_size": words,
        "max_position_embeddings": 4096,
        "vq_config": {"resolution": 512, "channel_multiplier": [1, 1, 2, 2, 4]},
    }
    (tmp_path / "config.json").write_text(json.dumps(config))
    return tmp_path


def verdicts(folder: Path, machine: Hardware, fingerprint: str = "") -> dict[Action, Verdict]:
    """By action."""
    return {one.action: one for one in judge(folder, fingerprint, machine)}


def test_the_sizes_are_those_that_the_weights_really_have(tiny_checkpoint: Path) -> None:
    from transformers import ChameleonConfig

    from engine.model.config import expected_shapes, read_config

    config: ChameleonConfig = read_config(tiny_checkpoint)
    shapes = expected_shapes(config).items()
    build = read_build(tiny_checkpoint)
    numbers = sum(math.prod(shape) for _, shape in shapes)
    assert build.decoder + build.codec == numbers
    assert build.codes == 64
    assert build.keys == 2 * 2 * 4 * 16


def test_the_sizes_of_7b_are_those_of_its_configuration() -> None:
    from transformers import ChameleonConfig

    from engine.model.config import expected_shapes

    config = ChameleonConfig(
        vocab_size=65536,
        intermediate_size=11008,
        vq_config={"resolution": 512},
        vocabulary_map={f"IMGIMG{'A' * number}Z": number for number in range(1, 3)},
    )
    numbers = {name: math.prod(shape) for name, shape in expected_shapes(config).items()}
    codec = sum(n for name, n in numbers.items() if name.startswith("model.vqmodel."))
    assert CHAMELEON_7B.codec == codec
    assert CHAMELEON_7B.decoder == sum(numbers.values()) - codec
    assert CHAMELEON_7B.stored == 2 * CHAMELEON_7B.decoder + 4 * codec


def test_what_7b_would_do_is_known_before_there_are_weights(full_size: Path) -> None:
    roomy = replace(LAPTOP, gpus=(replace(GPU, memory=80 * GB, free=79 * GB),))
    before = {one.action: one for one in foresee(CHAMELEON_7B, roomy)}
    for action, there in verdicts(full_size, roomy).items():
        assert before[action].outcome is there.outcome is Outcome.RUNS
        assert before[action].need == pytest.approx(
            there.need, rel=0.1
        )  # the folder has no image tokenizer
    assert before[Action.CHAT].way == "PyTorch, bf16"


def test_a_smaller_gpu_would_run_it_compiled(full_size: Path) -> None:
    small = replace(LAPTOP, gpus=(replace(GPU, free=10 * GB),))
    before = {one.action: one for one in foresee(CHAMELEON_7B, small)}
    assert verdicts(full_size, small)[Action.CHAT].outcome is Outcome.CANNOT
    assert before[Action.CHAT].outcome is Outcome.RUNS
    assert before[Action.CHAT].way == "compiled, int4"


@pytest.mark.parametrize("free", [7, 11, 15, 23])
def test_each_preset_needs_no_more_than_it_is_named_for_and_says_whether_it_fits(free: int) -> None:
    found = needs(CHAMELEON_7B, replace(LAPTOP, gpus=(replace(GPU, free=free * GB),)))
    assert [one.preset for one in found[::3]] == ["8 GB", "12 GB", "16 GB", "24 GB"]
    assert {one.action for one in found} == {Action.CHAT, Action.DRAW, Action.LEARN}
    for one in found:
        assert one.room is Room.GPU and one.have == free * GB
        assert one.bytes < int(one.preset.split()[0]) * 2**30
        assert one.fits == (one.bytes <= free * GB)


def test_without_a_gpu_the_needs_are_held_against_the_memory() -> None:
    assert {(one.room, one.have) for one in needs(CHAMELEON_7B, LAPTOP)} == {
        (Room.MEMORY, LAPTOP.memory_free)
    }


def test_everything_runs_with_the_mini_model_on_a_laptop() -> None:
    found = verdicts(MINI_CHECKPOINT, LAPTOP)
    assert {one.outcome for one in found.values()} == {Outcome.RUNS}
    assert set(found) == set(Action)


def test_the_7b_model_cannot_run_in_a_laptops_memory_and_says_what_is_missing(
    full_size: Path,
) -> None:
    chat = verdicts(full_size, LAPTOP)[Action.CHAT]
    assert chat.outcome is Outcome.CANNOT
    assert 14 * GB < chat.need < 18 * GB  # bfloat16: 14.1 GB of weights, and 2 GB of keys
    assert "12.0 GB are free" in chat.because


def test_with_much_memory_and_no_gpu_the_7b_model_is_slow_and_says_why(full_size: Path) -> None:
    roomy = replace(LAPTOP, memory_free=64 * GB)
    chat = verdicts(full_size, roomy)[Action.CHAT]
    assert chat.outcome is Outcome.SLOW
    assert chat.way == "PyTorch, fp32"
    assert "Without a GPU" in chat.because


def test_a_large_gpu_runs_all_of_it(full_size: Path) -> None:
    gpu = replace(GPU, memory=80 * GB, free=79 * GB)
    found = verdicts(full_size, replace(LAPTOP, gpus=(gpu,)))
    assert {found[action].outcome for action in Action} == {Outcome.RUNS}
    assert found[Action.DRAW].room is Room.GPU


def test_a_gpu_that_is_too_small_leaves_it_to_the_cpu(full_size: Path) -> None:
    small = replace(LAPTOP, gpus=(replace(GPU, free=6 * GB),), memory_free=64 * GB)
    assert verdicts(full_size, small)[Action.CHAT].room is Room.MEMORY


def test_learning_on_7b_takes_a_smaller_form_of_the_weights_where_the_gpu_is_smaller(
    full_size: Path,
) -> None:
    large, small = (
        verdicts(full_size, replace(LAPTOP, gpus=(replace(GPU, free=free * GB),)))[Action.LEARN]
        for free in (23, 11)
    )
    assert large.outcome is Outcome.RUNS
    assert small.outcome is Outcome.RUNS
    assert large.way == "PyTorch, bf16"
    assert small.way in ("PyTorch, int8", "PyTorch, int4")
    assert small.need < large.need


def test_a_compiled_model_lowers_the_need(tiny_checkpoint: Path, tmp_path: Path) -> None:
    from engine.model import checkpoints
    from engine.runtime.compiled import compiled_folder

    found = checkpoints.find(tiny_checkpoint)
    write_compiled(tiny_checkpoint, compiled_folder() / f"{found.short}-onnx", context=256)
    chat = verdicts(tiny_checkpoint, LAPTOP, found.fingerprint)[Action.CHAT]
    assert chat.way == "compiled, fp32"


def test_a_full_disk_stops_compiling_only(full_size: Path) -> None:
    full = replace(LAPTOP, disk_free=GB, memory_free=64 * GB)
    found = verdicts(full_size, full)
    assert found[Action.COMPILE].outcome is Outcome.CANNOT
    assert found[Action.COMPILE].room is Room.DISK
    assert found[Action.CHAT].outcome is Outcome.SLOW


def test_a_folder_that_is_no_checkpoint_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SetupError):
        read_build(tmp_path)
    (tmp_path / "config.json").write_text("{}")
    (tmp_path / "model.safetensors.index.json").write_text("{}")
    with pytest.raises(FormatError):
        read_build(tmp_path)


def test_verdicts_load_no_torch() -> None:
    loaded = "import sys, engine.verdicts; print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, check=True)
    assert done.stdout.strip() == b"False"
