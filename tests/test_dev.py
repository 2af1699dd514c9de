"""`dev.py`, the first thing a newcomer runs."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

import dev

SOURCE = (dev.ROOT / "dev.py").read_text(encoding="utf-8")
PROJECT = tomllib.loads((dev.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PIN = re.compile(r"([a-z0-9.-]+)==([0-9][0-9a-z.]*)")


def normal(requirement: str) -> str:
    """The name in a requirement, as indexes spell it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=~! ;]", requirement)[0]).lower()


class Recorder:
    """Stands in for `dev.run`, and makes the environment's Python appear."""

    def __init__(self) -> None:
        self.commands: list[str] = []

    def __call__(self, *command: str, **variables: str) -> None:
        self.commands.append(" ".join(command))
        dev.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        dev.PYTHON.touch()


@pytest.fixture
def ran(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commands that dev.py runs in a copy of the project that has no environment yet."""
    for name in ("constraints.txt", "pyproject.toml"):
        (tmp_path / name).write_text(name)
    venv = tmp_path / ".venv"
    paths = {"ROOT": tmp_path, "VENV": venv, "STAMP": venv / "stamp", "PYTHON": venv / "bin/python"}
    for name, path in paths.items():
        monkeypatch.setattr(dev, name, path)
    recorder = Recorder()
    monkeypatch.setattr(dev, "run", recorder)
    return recorder.commands


def test_it_needs_the_standard_library_only() -> None:
    nodes = list(ast.walk(ast.parse(SOURCE)))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


def test_an_old_python_can_read_it_far_enough_to_be_told() -> None:
    ast.parse(SOURCE, feature_version=(3, 8))


@pytest.mark.parametrize(("words", "status"), [([], 0), (["--help"], 0), (["nonsense"], 2)])
def test_without_a_known_command_it_explains_itself(
    words: list[str], status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(words) == status
    shown = capsys.readouterr().out
    assert all(f"dev.py {command}" in shown for command in dev.COMMANDS)


def test_a_missing_venv_is_named_with_the_line_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "find_spec", lambda name: None if name == "ensurepip" else name)
    assert dev.main(["test"]) == 1
    assert "sudo apt install python3-venv" in capsys.readouterr().err


def test_every_pin_is_exact_and_stands_once() -> None:
    lines = (dev.ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert all(PIN.fullmatch(pin) for pin in pins)
    assert len({normal(pin) for pin in pins}) == len(pins)


def test_everything_the_project_asks_for_is_pinned() -> None:
    text = (dev.ROOT / "constraints.txt").read_text(encoding="utf-8")
    pinned = {normal(name) for name, _ in PIN.findall(text)}
    extras = PROJECT["optional-dependencies"].values()
    asked = [*PROJECT["dependencies"], *(one for extra in extras for one in extra)]
    assert {normal(requirement) for requirement in asked} <= pinned


def test_the_first_time_installs_and_the_second_time_does_not(ran: list[str]) -> None:
    dev.install("cpu")
    assert ran[-1].endswith("--editable .[cpu,desktop,export]")
    ran.clear()
    dev.install("cpu")
    assert ran == []


def test_developing_installs_more_and_it_stays(ran: list[str]) -> None:
    dev.install("cpu")
    dev.install("cpu", developing=True)
    assert ran[-1].endswith("--editable .[cpu,desktop,export,tensorrt,optimum,compare,dev,recipe]")
    ran.clear()
    dev.install("cpu")
    assert ran == []


def test_other_pins_install_again_into_the_same_environment(ran: list[str], tmp_path: Path) -> None:
    dev.install("cpu")
    ran.clear()
    (tmp_path / "constraints.txt").write_text("torch==99")
    dev.install("cpu")
    assert ran
    assert not any("venv --clear" in command for command in ran)


def test_an_installation_that_was_interrupted_is_done_again(
    ran: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*arguments: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(dev, "pip", interrupted)
        dev.install("cpu")
    ran.clear()
    dev.install("cpu")
    assert any("--editable" in command for command in ran)


def test_the_other_build_begins_with_an_empty_environment_and_is_remembered(
    ran: list[str],
) -> None:
    dev.install("cpu")
    ran.clear()
    dev.install("cuda")
    assert "venv --clear" in ran[0]
    assert any(dev.TORCH_INDEX["cuda"] in command for command in ran)
    assert dev.installed_build() == "cuda"


def test_a_full_disk_is_said_before_anything_is_installed(
    ran: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "DISK_GB", {"cpu": 10**9})
    with pytest.raises(SystemExit, match="GB of free disk"):
        dev.install("cpu")
    assert ran == []


def test_an_unknown_bench_lists_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.bench(["nonsense"]) == 2
    assert "concepts" in capsys.readouterr().err
