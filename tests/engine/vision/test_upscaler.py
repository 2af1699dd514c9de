"""A person's own upscaler: checked before it is used, and seamless in tiles."""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper
from PIL import Image

from engine.errors import FormatError, InputError
from engine.events import Progress
from engine.vision import upscalers
from engine.vision.upscaler import OVERLAP, TILE, Upscaler, open_upscaler
from tests.conftest import Photo
from tests.engine.vision.networks import upscaler
from tests.jobs import heard

Write = Callable[[onnx.ModelProto], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a model to a file."""

    def written(model: onnx.ModelProto, name: str = "tiny.onnx") -> Path:
        path = tmp_path / name
        path.write_bytes(model.SerializeToString())
        return path

    return written


def opened(path: Path) -> Upscaler:
    return heard(open_upscaler(path, threads=1))[1]


def enlarged(path: Path, picture: Image.Image) -> Image.Image:
    return heard(opened(path).enlarge(picture))[1]


def whole(path: Path, picture: Image.Image) -> np.ndarray:
    """The same network over the whole picture at once."""
    from engine.vision.models import open_session, to_planes

    around = np.pad(to_planes(picture, 0, 255), [(0, 0), (0, 0), (9, 9), (9, 9)], mode="edge")
    session = open_session(path.read_bytes(), 1)
    (large,) = session.run(None, {"picture": around})
    times = large.shape[2] // around.shape[2]
    inner = large[0, :, 9 * times : -9 * times, 9 * times : -9 * times]
    return np.rint(np.clip(inner, 0, 1) * 255).transpose(1, 2, 0)


@pytest.mark.parametrize("factor", [2, 4])
@pytest.mark.parametrize("mode", ["nearest", "linear"])
@pytest.mark.parametrize("size", [(48, 48), (96, 97), (250, 130)])
def test_tiles_give_what_the_whole_picture_gives(
    factor: int, mode: str, size: tuple[int, int], write: Write, photo: Photo
):
    path, picture = write(upscaler(factor, mode=mode)), photo(3, size=size)
    large = enlarged(path, picture)
    assert large.size == (size[0] * factor, size[1] * factor)
    assert np.abs(np.asarray(large, np.float32) - whole(path, picture)).max() <= 1


def test_a_network_of_fixed_size_is_given_tiles_of_that_size(write: Write, photo: Photo):
    picture = photo(3, size=(150, 90))
    free, fixed = write(upscaler()), write(upscaler(sides=(64, 64)), "fixed.onnx")
    assert np.array_equal(np.asarray(enlarged(free, picture)), np.asarray(enlarged(fixed, picture)))


def test_progress_counts_the_tiles(write: Write, photo: Photo):
    events, _ = heard(opened(write(upscaler())).enlarge(photo(size=(TILE, TILE))))
    counted = [event for event in events if isinstance(event, Progress)]
    assert {event.total for event in counted} == {4}
    assert [event.done for event in counted] == sorted(event.done for event in counted)
    assert {event.done for event in counted} == {0, 1, 2, 3}


def test_it_stops_in_the_middle_of_a_tile_within_a_second(write: Write):
    slow = write(upscaler(sides=(1024, 1024), rounds=400))
    job = open_upscaler(slow, threads=1)
    next(job)
    next(job)
    asked = time.monotonic()
    job.close()
    assert time.monotonic() - asked < 1


@pytest.mark.parametrize(
    ("model", "why"),
    [
        (upscaler(3), "2 or 4 times"),
        (upscaler(1), "2 or 4 times"),
        (upscaler(opset=30), "opset 30"),
        (upscaler(sides=(64, 32)), "no squares"),
        (upscaler(sides=(OVERLAP, OVERLAP)), "too small"),
        (upscaler(gain=255), "grey"),
        (upscaler(kind=TensorProto.FLOAT16), "float32"),
        (upscaler(kind=TensorProto.UINT8), "float32"),
    ],
)
def test_what_does_not_enlarge_is_refused_in_words(model: onnx.ModelProto, why: str, write: Write):
    with pytest.raises(FormatError, match=why) as error:
        opened(write(model))
    assert "tiny.onnx" in str(error.value)


def test_a_network_with_weights_in_another_file_is_refused(write: Write):
    model = upscaler()
    kernel = model.graph.initializer[0]
    kernel.ClearField("raw_data")
    kernel.data_location = TensorProto.EXTERNAL
    kernel.external_data.add(key="location", value="../secret.bin")
    with pytest.raises(FormatError, match="another file"):
        opened(write(model))


def test_a_constant_inside_a_node_may_not_lie_in_another_file_either(write: Write):
    model = upscaler()
    outside = TensorProto(name="x", data_type=1, dims=[1], data_location=TensorProto.EXTERNAL)
    outside.external_data.add(key="location", value="/etc/hostname")
    model.graph.node.append(helper.make_node("Constant", [], ["unused"], value=outside))
    with pytest.raises(FormatError, match="another file"):
        opened(write(model))


def test_operators_of_others_are_refused(write: Write):
    model = upscaler()
    model.opset_import.append(helper.make_opsetid("somebody.else", 1))
    with pytest.raises(FormatError, match=r"somebody\.else"):
        opened(write(model))


@pytest.mark.parametrize("content", [b"", b"no network", b"\x08\x08"])
def test_what_is_no_onnx_file_is_refused(content: bytes, tmp_path: Path):
    (tmp_path / "a.onnx").write_bytes(content)
    with pytest.raises(FormatError):
        opened(tmp_path / "a.onnx")


def test_upscalers_are_added_found_and_removed(write: Write, photo: Photo):
    assert upscalers.installed() == []
    added = heard(upscalers.add(write(upscaler(4), "My net v1.5.onnx")))[1]
    assert (added.name, added.factor) == ("My-net-v1-5", 4)
    assert upscalers.installed() == [added] == [upscalers.find("my-net-V1-5")]
    network = heard(upscalers.opened(added.name))[1]
    assert heard(network.enlarge(photo(size=(20, 30))))[1].size == (80, 120)
    with pytest.raises(InputError, match="already"):
        heard(upscalers.add(write(upscaler(2), "My net v1.5.onnx")))
    upscalers.remove(added.name)
    assert upscalers.installed() == [] and not added.path.exists()
    with pytest.raises(InputError, match="no upscaler"):
        heard(upscalers.opened(added.name))


def test_what_is_refused_is_not_kept(write: Write, home: Path):
    with pytest.raises(FormatError):
        heard(upscalers.add(write(upscaler(3))))
    assert upscalers.installed() == []
