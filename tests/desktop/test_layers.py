"""The layers of the window, held by a test: views → state → engine, and one file for threads."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_architecture import ROOT, imports, module_name, parsed, python_files

FILES = python_files("desktop")
THREADS = {"threading", "concurrent", "PySide6.QtCore.QThreadPool", "PySide6.QtCore.QRunnable"}
ONLY = {
    "PySide6.QtNetwork": {"desktop.single_instance"},  # local sockets, never the network
    "PySide6.QtDBus": {"desktop.wakefulness", "desktop.announcements"},
}
HEAVY = {"torch", "transformers", "onnxruntime", "onnx", "tensorrt", "requests", "urllib", "http"}


def starting(names: set[str], *prefixes: str) -> set[str]:
    """Those names that are one of these modules, or lie in it."""
    return {n for n in names for prefix in prefixes if f"{n}.".startswith(f"{prefix}.")}


@pytest.mark.parametrize("file", python_files("desktop/state"), ids=str)
def test_a_state_knows_no_widget_and_no_view(file: Path) -> None:
    found = starting(
        imports(file), "PySide6.QtWidgets", "PySide6.QtGui", "desktop.views", "desktop.widgets"
    )
    assert found == set()


@pytest.mark.parametrize("file", python_files("desktop/widgets"), ids=str)
def test_a_widget_knows_no_page(file: Path) -> None:
    assert starting(imports(file), "desktop.views") == set()


@pytest.mark.parametrize("file", python_files("desktop/views", "desktop/widgets"), ids=str)
def test_a_view_starts_no_job_by_itself(file: Path) -> None:
    assert starting(imports(file), "engine.jobs", "desktop.engine_process") == set()


@pytest.mark.parametrize("file", FILES, ids=str)
def test_threads_the_network_and_heavy_parts_stay_behind_their_lines(file: Path) -> None:
    module, names = module_name(file), imports(file)
    if module != "desktop.background":
        assert starting(names, *THREADS) == set()
    for library, allowed in ONLY.items():
        assert module in allowed or starting(names, library) == set()
    assert {name.split(".")[0] for name in names} & (HEAVY | {"pickle"}) == set()


@pytest.mark.parametrize("file", FILES, ids=str)
def test_nothing_prints(file: Path) -> None:
    calls = [node.func for node in ast.walk(parsed(file)) if isinstance(node, ast.Call)]
    assert "print" not in {call.id for call in calls if isinstance(call, ast.Name)}


def test_every_state_loads_without_a_widget() -> None:
    states = ", ".join(map(module_name, python_files("desktop/state")))
    script = f"import sys, {states}; print('PySide6.QtWidgets' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "False", done.stderr
