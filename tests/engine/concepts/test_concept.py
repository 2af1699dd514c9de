"""A concept and its file: what comes back, and what is refused."""

import hashlib
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors import safe_open
from safetensors.numpy import save

from engine.concepts import concept as concepts
from engine.concepts import format as concept_format
from engine.concepts.concept import Concept, check_base
from engine.errors import FormatError, InputError, SetupError, YoError
from engine.tokens.prompts import Layout
from engine.tokens.prompts import row_count as rows_of_a_prompt

Make = Callable[..., Concept]
ReadOnly = Callable[[Path], AbstractContextManager[None]]


@pytest.fixture
def path(tmp_path: Path, new_concept: Make) -> Path:
    """A sound file."""
    new_concept().save(tmp_path / "bo.concept")
    return tmp_path / "bo.concept"


def rewritten(path: Path, rows: dict[str, object], form: str = "1", **changes: object) -> Path:
    """The file again with other tensors or facts, and a right checksum where there can be one."""
    length = int.from_bytes(path.read_bytes()[:8], "little")
    header = json.loads(path.read_bytes()[8 : 8 + length])
    facts = json.loads(header["__metadata__"]["concept"]) | changes
    old = Concept.load(path)
    tensors = {"embeddings": old.embeddings, "head": old.head} | rows
    tensors = {name: tensor for name, tensor in tensors.items() if tensor is not None}
    digest = b"".join(tensors[name].tobytes() for name in ("embeddings", "head") if name in tensors)
    facts = {"sha256": hashlib.sha256(digest).hexdigest()} | {
        name: value for name, value in facts.items() if name != "sha256" or "sha256" in changes
    }
    path.write_bytes(save(tensors, metadata={"format": form, "concept": json.dumps(facts)}))
    return path


def refused(path: Path, reason: str) -> str:
    with pytest.raises(FormatError, match=reason) as error:
        Concept.load(path)
    assert path.name in str(error.value)
    assert error.value.remedy
    return error.value.remedy


def test_a_saved_concept_comes_back_as_it_was(tmp_path: Path, new_concept: Make) -> None:
    bo = new_concept("Bö <🐶>", seed=3, layout=Layout.SELF_PROMPTING)
    bo.save(tmp_path / "ä b.concept")
    again = Concept.load(tmp_path / "ä b.concept")
    for name in ("embeddings", "head"):
        np.testing.assert_array_equal(getattr(again, name), getattr(bo, name))
        assert getattr(again, name).flags.writeable
    for name in ("name", "kind", "base_model", "layout", "latent_tokens", "prompt_version"):
        assert getattr(again, name) == getattr(bo, name)
    assert (again.training, again.scores) == (bo.training, bo.scores)


def test_rows_that_are_a_view_are_saved_in_their_order(tmp_path: Path, new_concept: Make) -> None:
    turned = np.arange(40, dtype=np.float32).reshape(8, 5).T
    new_concept(embeddings=turned).save(tmp_path / "bo.concept")
    np.testing.assert_array_equal(Concept.load(tmp_path / "bo.concept").embeddings, turned)


def test_a_score_that_is_not_finite_is_left_out(tmp_path: Path, new_concept: Make) -> None:
    new_concept(scores={"similarity": float("nan"), "recognition": 1.0}).save(
        tmp_path / "b.concept"
    )
    assert Concept.load(tmp_path / "b.concept").scores == {"recognition": 1.0}


@pytest.mark.parametrize("layout", list(Layout))
@pytest.mark.parametrize("latent_tokens", [1, 2, 16, 64])
def test_rows_are_counted_as_prompts_count_them(layout: Layout, latent_tokens: int) -> None:
    assert concepts.row_count(latent_tokens, layout) == rows_of_a_prompt(latent_tokens, layout)


def test_a_file_from_the_future_says_what_to_do(path: Path) -> None:
    assert "Update the app" in refused(rewritten(path, {}, form="9"), "format 9")


def test_an_older_format_is_upgraded_step_by_step(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = {3: lambda f: f | {"kind": "object"}, 4: lambda f: f | {"name": f["kind"] + " Bo"}}
    steps = {**concept_format.UPGRADES, **newer}
    monkeypatch.setattr(concept_format, "FORMAT", 5)
    monkeypatch.setattr(concept_format, "UPGRADES", steps)
    assert Concept.load(path).name == "object Bo"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(part=st.floats(0, 1, exclude_max=True))
def test_a_file_cut_anywhere_is_refused(path: Path, part: float) -> None:
    data = path.read_bytes()
    short = path.with_name("short.concept")
    short.write_bytes(data[: int(part * len(data))])
    refused(short, "damaged|not a concept file")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_flipped_bit_never_changes_rows_unseen(path: Path, place: float, bit: int) -> None:
    data = bytearray(path.read_bytes())
    data[int(place * len(data))] ^= 1 << bit
    torn = path.with_name("torn.concept")
    torn.write_bytes(data)
    try:
        loaded = Concept.load(torn)
    except YoError:
        return
    sound = Concept.load(path)
    np.testing.assert_array_equal(loaded.embeddings, sound.embeddings)
    np.testing.assert_array_equal(loaded.head, sound.head)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not a concept file"),
        (b"\xff" * 100, "not a concept file"),
        ((2**40).to_bytes(8, "little") + b"{}", "not a concept file"),
        (b"\x02" + bytes(7) + b"{}", "not a concept file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "not a concept file"),
        ((2**19).to_bytes(8, "little") + b"[" * 2**19, "not a concept file"),
    ],
)
def test_what_is_no_concept_file_is_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    (tmp_path / "x.concept").write_bytes(data)
    refused(tmp_path / "x.concept", reason)


def test_a_file_that_nobody_could_read_again_is_not_written(
    tmp_path: Path, new_concept: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(concepts, "LARGEST_FILE", 5_000)
    new_concept().save(tmp_path / "a.concept", [bytes(1_000)])
    with pytest.raises(InputError, match="too large for one file"):
        new_concept().save(tmp_path / "b.concept", [bytes(5_000)])
    assert [path.name for path in tmp_path.iterdir()] == ["a.concept"]


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "big.concept").open("wb") as file:
        file.truncate(concept_format.LARGEST_FILE + 1)
    refused(tmp_path / "big.concept", "too large")


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ({"head": None}, "two tensors"),
        ({"more": np.zeros(2, np.float32)}, "two tensors"),
        ({"head": np.zeros((5, 8), np.float16)}, "head is not float32"),
        ({"head": np.zeros((4, 8), np.float32)}, "head has shape"),
        ({"embeddings": np.zeros((5, 0), np.float32)}, "embeddings has shape"),
        ({"embeddings": np.zeros(40, np.float32)}, "embeddings has shape"),
        ({"head": np.zeros((5, 9), np.float32)}, "differ in width"),
        ({"head": np.full((5, 8), np.nan, np.float32)}, "not finite"),
        ({"embeddings": np.full((5, 8), np.inf, np.float32)}, "not finite"),
    ],
)
def test_a_bad_tensor_is_named(path: Path, rows: dict[str, object], reason: str) -> None:
    refused(rewritten(path, rows), reason)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"sha256": "0" * 64}, "checksum"),
        ({"kind": "planet"}, "kind"),
        ({"kind": ["pet"]}, "kind"),
        ({"layout": "spiral"}, "layout"),
        ({"latent_tokens": 3}, "shape"),
        ({"latent_tokens": True}, "latent_tokens"),
        ({"latent_tokens": 10**30}, "out of range"),
        ({"prompt_version": 0}, "out of range"),
        ({"training": []}, "no table"),
        ({"training": {"a": {}}}, "not plain"),
        ({"scores": {"a": "good"}}, "not numbers"),
        ({"scores": {"a": 10**400}}, "out of range"),
        ({"training": {"a": -(10**400)}}, "out of range"),
        ({"prompt_version": 10**400}, "out of range"),
    ],
)
def test_a_fact_that_makes_no_sense_is_named(
    path: Path, changes: dict[str, object], reason: str
) -> None:
    refused(rewritten(path, {}, **changes), reason)


def test_a_missing_fact_is_named(path: Path) -> None:
    data = path.read_bytes().replace(b'\\"kind\\"', b'\\"kino\\"')
    path.write_bytes(data)
    refused(path, "no kind")


def test_no_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "none.concept"):
        with pytest.raises(InputError, match="no file"):
            Concept.load(place)


def test_rows_that_could_not_be_loaded_again_are_not_saved(
    tmp_path: Path, new_concept: Make
) -> None:
    with pytest.raises(FormatError, match="“Bo” cannot be kept: head holds"):
        new_concept(head=np.full((5, 8), np.nan, np.float32)).save(tmp_path / "bo.concept")
    assert not list(tmp_path.iterdir())


def test_saving_again_replaces_the_file_and_leaves_nothing_else(
    path: Path, new_concept: Make
) -> None:
    new_concept("Mila", seed=1).save(path)
    assert Concept.load(path).name == "Mila"
    assert [file.name for file in path.parent.iterdir()] == ["bo.concept"]


def test_a_read_only_folder_is_named(
    public_folder: Path, read_only: ReadOnly, new_concept: Make
) -> None:
    with read_only(public_folder), pytest.raises(SetupError, match="cannot be written") as error:
        new_concept().save(public_folder / "bo.concept")
    assert str(public_folder) in str(error.value)
    assert not list(public_folder.iterdir())


def test_a_concept_of_another_model_shows_both_fingerprints(new_concept: Make) -> None:
    bo = new_concept()
    check_base(bo, bo.base_model)
    with pytest.raises(FormatError, match=r"another model: .*0123456789ab.*feedfeedfeed"):
        check_base(bo, "feed" * 16)


def deepened(new_concept: Make, **fields: object) -> Concept:
    prefix = np.arange(2 * 2 * 1 * 3 * 4, dtype=np.float32).reshape(2, 2, 1, 3, 4)
    return new_concept(**({"prefix": prefix} | fields))


def test_a_deep_concept_comes_back_with_its_prefix(tmp_path: Path, new_concept: Make) -> None:
    bo = deepened(new_concept)
    bo.save(tmp_path / "bo.concept")
    again = Concept.load(tmp_path / "bo.concept")
    assert again.prefix is not None and bo.prefix is not None
    np.testing.assert_array_equal(again.prefix, bo.prefix)
    assert (concepts.prefix_positions(again), concepts.prefix_positions(new_concept())) == (3, 0)


def test_a_file_has_the_lowest_format_that_holds_it(tmp_path: Path, new_concept: Make) -> None:
    path, found = tmp_path / "bo.concept", []
    for concept, photos in (
        (new_concept(), []),
        (new_concept(), [b"p"]),
        (deepened(new_concept), [b"p"]),
    ):
        concept.save(path, photos)
        found.append(safe_open(path, framework="numpy").metadata()["format"])
    assert found == ["1", "2", "3"]


@pytest.mark.parametrize(
    "prefix, reason",
    [
        (np.zeros((2, 2, 1, 3), np.float32), "has shape"),
        (np.zeros((2, 3, 1, 3, 4), np.float32), "has shape"),
        (np.zeros((2, 2, 1, 0, 4), np.float32), "has shape"),
        (np.zeros((2, 2, 1, 65, 4), np.float32), "65 positions"),
        (np.zeros((2, 2, 1, 3, 4), np.float64), "not float32"),
        (np.full((2, 2, 1, 3, 4), np.nan, np.float32), "not finite"),
    ],
)
def test_a_prefix_that_no_session_could_use_is_never_written(
    tmp_path: Path, new_concept: Make, prefix: np.ndarray, reason: str
) -> None:
    with pytest.raises(FormatError, match=f"prefix.*{reason}"):
        deepened(new_concept, prefix=prefix).save(tmp_path / "bo.concept")


def test_a_prefix_that_was_changed_is_noticed(tmp_path: Path, new_concept: Make) -> None:
    path = tmp_path / "bo.concept"
    deepened(new_concept).save(path)
    data = path.read_bytes()
    path.write_bytes(data.replace(np.float32(47).tobytes(), np.float32(48).tobytes()))
    refused(path, "checksum is wrong")
