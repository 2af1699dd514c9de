"""A compiled model's folder: what is written comes back, and what is wrong is refused in words."""

import json
import shutil
from dataclasses import replace

import pytest

from engine.errors import FormatError, SetupError
from engine.events import finish
from engine.runtime.compiled import (
    MANIFEST,
    CompiledModel,
    Value,
    check_contents,
    compiled_folder,
    describe,
    find_compiled,
    write_manifest,
)


@pytest.fixture
def folder(compiled_tiny, tmp_path):
    """A copy that a test may damage."""
    return shutil.copytree(compiled_tiny, tmp_path / "copy")


def rewritten(folder, **changes):
    """The manifest with these entries."""
    path = folder / MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_what_was_written_comes_back(folder):
    model = CompiledModel.open(folder)
    changed = replace(
        model.manifest, buckets=(64, 128), gpu="A GPU", compute_capabilities=("8.6",),
        stream_weights=True,
        verdict={"passed": True},
    )  # fmt: skip
    write_manifest(folder, changed)
    assert CompiledModel.open(folder).manifest == changed


def test_a_model_from_before_weights_could_stream_opens(folder):
    path = folder / MANIFEST
    written = json.loads(path.read_text())
    del written["stream_weights"]
    path.write_text(json.dumps(written))
    assert not CompiledModel.open(folder).manifest.stream_weights


def test_a_part_is_described_by_its_files(tmp_path):
    (tmp_path / "a.onnx").write_bytes(b"a" * 10)
    (tmp_path / "a.onnx.data").write_bytes(b"")
    value = Value("x", "float32", ("batch", 3))
    part = finish(describe(tmp_path, ["a.onnx", "a.onnx.data"], [value], []))
    assert [(file.name, file.bytes) for file in part.files] == [("a.onnx", 10), ("a.onnx.data", 0)]
    assert part.files[0].sha256[:8] == "bf2cb58a" and part.inputs == (value,)


def test_the_tiny_model_has_every_input_of_the_contract(compiled_tiny):
    manifest = CompiledModel.open(compiled_tiny).manifest
    inputs = {one.name: (one.dtype, one.shape) for one in manifest.parts["decoder"].inputs}
    assert inputs["input_ids"] == ("int64", ("batch", "sequence"))
    assert inputs["past.1.value"] == ("float32", ("batch", 4, "capacity", 16))
    assert manifest.sizes.grid == 8 and manifest.sizes.codes == 64
    assert [one.name for one in manifest.parts["image_head"].outputs] == ["logits"]


def test_no_compiled_model_is_said(tmp_path):
    with pytest.raises(SetupError, match="no compiled model"):
        CompiledModel.open(tmp_path)


@pytest.mark.parametrize("text", ["", "[1]", '{"format": 1}', '{"format": "x"}'], ids=repr)
def test_a_damaged_manifest_is_refused(folder, text):
    (folder / MANIFEST).write_text(text)
    with pytest.raises(FormatError, match="damaged") as caught:
        CompiledModel.open(folder)
    assert "Compile" in caught.value.remedy


def test_a_newer_format_is_refused(folder):
    rewritten(folder, format=2, parts="unheard of")
    with pytest.raises(FormatError, match="newer version"):
        CompiledModel.open(folder)


def test_a_file_elsewhere_is_refused(folder):
    parts = json.loads((folder / MANIFEST).read_text())["parts"]
    parts["head"]["files"][0]["name"] = "../head.onnx"
    rewritten(folder, parts=parts)
    with pytest.raises(FormatError, match="damaged"):
        CompiledModel.open(folder)


def test_a_missing_file_is_named(folder):
    (folder / "head.onnx").unlink()
    with pytest.raises(FormatError, match=r"head\.onnx"):
        CompiledModel.open(folder)


def test_a_shortened_file_is_named(folder):
    path = folder / "decoder.onnx.data"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(FormatError, match=r"decoder\.onnx\.data"):
        CompiledModel.open(folder)


def test_a_changed_byte_is_found_when_contents_are_checked(folder):
    model = CompiledModel.open(folder)
    finish(check_contents(model))
    path = folder / "decoder.onnx.data"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(FormatError, match=r"decoder\.onnx\.data is damaged"):
        finish(check_contents(CompiledModel.open(folder)))


def test_contents_are_checked_with_growing_progress(compiled_tiny):
    model = CompiledModel.open(compiled_tiny)
    done = [event.done for event in check_contents(model)]
    assert done == sorted(done) and done[-1] == model.bytes


def test_other_weights_are_refused(compiled_tiny):
    model = CompiledModel.open(compiled_tiny)
    model.check_checkpoint(model.manifest.fingerprint)
    with pytest.raises(FormatError, match="other weights"):
        model.check_checkpoint("0" * 64)


def test_compiled_models_are_found_by_their_checkpoint(home, folder):
    fingerprint = CompiledModel.open(folder).manifest.fingerprint
    assert find_compiled(fingerprint) == []
    mine = compiled_folder() / f"{fingerprint[:12]}-onnx-fp32"
    shutil.copytree(folder, mine)
    shutil.copytree(folder, compiled_folder() / "0123456789ab-onnx-fp32")
    (compiled_folder() / f"{fingerprint[:12]}-onnx-int4.partial").mkdir()
    assert find_compiled(fingerprint) == [mine]


def test_an_export_that_is_under_way_is_not_found(home, folder):
    fingerprint = CompiledModel.open(folder).manifest.fingerprint
    shutil.copytree(folder, compiled_folder() / f"{fingerprint[:12]}-onnx-fp32.partial")
    assert find_compiled(fingerprint) == []
