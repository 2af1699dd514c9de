"""Weights are safetensors, and no code of ours could open a pickle: read from the syntax."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_architecture import parsed, python_files

FILES = python_files("engine", "export", "desktop", "bench")
READ_NO_WEIGHTS = {"AutoTokenizer", "CLIPImageProcessor", "SamProcessor"}
UNPICKLING = {"torch.load", "torch.hub.load", "joblib.load", "pandas.read_pickle", "pickle.load"}


def calls(file: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a file with the dotted name of what is called."""
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def given(call: ast.Call, name: str) -> object:
    """The constant that a call gives by this name."""
    values = (word.value for word in call.keywords if word.arg == name)
    return next((value.value for value in values if isinstance(value, ast.Constant)), None)


def wrong(file: Path) -> list[str]:
    """Calls of a file that might open something else than safetensors, or fetch it."""
    found = []
    for name, call in calls(file):
        opens = name.endswith(".from_pretrained")
        weightless = name.split(".")[0] in READ_NO_WEIGHTS
        if opens and given(call, "local_files_only") is not True:
            found.append(f"{name} may fetch")
        if opens and not weightless and given(call, "use_safetensors") is not True:
            found.append(f"{name} may open a pickle")
        if name in UNPICKLING or given(call, "allow_pickle") is True:
            found.append(f"{name} opens a pickle")
        if given(call, "trust_remote_code"):
            found.append(f"{name} runs code of a checkpoint")
    return found


@pytest.mark.parametrize("file", FILES, ids=str)
def test_no_loader_could_open_a_pickle(file: Path) -> None:
    assert wrong(file) == []


def test_every_kind_of_loader_is_recognized(tmp_path: Path) -> None:
    file = tmp_path / "loaders.py"
    file.write_text(
        "Model.from_pretrained(folder, local_files_only=True)\n"
        "AutoTokenizer.from_pretrained(folder)\n"
        "torch.load(path, weights_only=True)\n"
        "np.load(path, allow_pickle=True)\n"
        "Model.from_pretrained(folder, local_files_only=True, use_safetensors=True)\n"
    )
    assert [sentence.split(" ", 1)[1] for sentence in wrong(file)] == [
        "may open a pickle",
        "may fetch",
        "opens a pickle",
        "opens a pickle",
    ]


def test_there_are_loaders_to_look_at() -> None:
    names = [name for file in FILES for name, _ in calls(file)]
    assert sum(name.endswith(".from_pretrained") for name in names) >= 7
