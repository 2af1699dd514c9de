"""Whatever stands in the header of a shard, opening the checkpoint fails in one sentence or not."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import FormatError, SetupError
from engine.model.inspection import check_headers, check_values
from engine.model.weights import read_tensors, shard_of

fuzzed = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40
)
ODD: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def folder(tiny_checkpoint: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkpoint whose first shard the tests write anew."""
    return Path(shutil.copytree(tiny_checkpoint, tmp_path_factory.mktemp("damaged") / "anole"))


def first(folder: Path) -> str:
    return min(shard_of(folder).values())


def sound_shard(checkpoint: Path) -> bytes:
    """The first shard as it should be; a fixture of this size could not be told by hypothesis."""
    return (checkpoint / first(checkpoint)).read_bytes()


def opened(folder: Path, data: bytes) -> str:
    """The sentence that refuses a checkpoint with this shard; empty where it can be used."""
    (folder / first(folder)).write_bytes(data)
    steps: list[Callable[[], object]] = [
        lambda: check_headers(folder),
        lambda: list(check_values(folder)),
        lambda: list(read_tensors(folder, set(shard_of(folder)), "cpu")),
    ]
    said = ""
    for step in steps:
        try:
            step()
        except (FormatError, SetupError) as error:
            said = said or str(error)
            assert error.remedy and "\n" not in str(error)
    return said


def header_of(data: bytes) -> tuple[dict[str, Any], bytes]:
    length = int.from_bytes(data[:8], "little")
    return json.loads(data[8 : 8 + length]), data[8 + length :]


def with_header(header: object, rest: bytes) -> bytes:
    text = json.dumps(header).encode()
    return len(text).to_bytes(8, "little") + text + rest


def test_a_sound_shard_is_opened(folder: Path, tiny_checkpoint: Path) -> None:
    sound = sound_shard(tiny_checkpoint)
    assert opened(folder, sound) == ""
    assert opened(folder, with_header(*header_of(sound))) == ""


@fuzzed
@given(length=st.integers(0, 2**64 - 1))
def test_any_length_of_header_is_survived(folder: Path, tiny_checkpoint: Path, length: int) -> None:
    sound = sound_shard(tiny_checkpoint)
    said = opened(folder, length.to_bytes(8, "little") + sound[8:])
    assert said or length == int.from_bytes(sound[:8], "little")


@fuzzed
@given(place=st.floats(0, 1, exclude_max=True), written=st.binary(min_size=1, max_size=12))
def test_any_bytes_in_a_header_are_survived(
    folder: Path, tiny_checkpoint: Path, place: float, written: bytes
) -> None:
    sound = sound_shard(tiny_checkpoint)
    end = 8 + int.from_bytes(sound[:8], "little")
    at = int(place * (end - len(written)))
    opened(folder, sound[:at] + written + sound[at + len(written) :])


@fuzzed
@given(data=st.data(), key=st.sampled_from(["dtype", "shape", "data_offsets"]), value=ODD)
def test_any_fact_about_a_tensor_is_survived(
    folder: Path, tiny_checkpoint: Path, data: st.DataObject, key: str, value: object
) -> None:
    sound = sound_shard(tiny_checkpoint)
    header, rest = header_of(sound)
    name = data.draw(st.sampled_from(sorted(header.keys() - {"__metadata__"})))
    unchanged = header[name][key] == value
    header[name][key] = value
    assert opened(folder, with_header(header, rest)) or unchanged


@fuzzed
@given(header=ODD)
def test_any_header_is_refused_in_a_sentence(
    folder: Path, tiny_checkpoint: Path, header: object
) -> None:
    sound = sound_shard(tiny_checkpoint)
    assert opened(folder, with_header(header, header_of(sound)[1]))
