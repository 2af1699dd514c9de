"""No code of ours could call home, and what it builds on is silenced first: read from sources."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_architecture import ROOT, imports, parsed, python_files

PRODUCT = python_files("engine", "export", "desktop")
NETWORK = {
    "aiohttp", "ftplib", "grpc", "http", "httpx", "huggingface_hub", "imaplib", "poplib",
    "requests", "smtplib", "socket", "socketserver", "ssl", "telnetlib", "urllib.request",
    "urllib3", "webbrowser", "websocket", "websockets", "xmlrpc",
    "PySide6.QtNetwork", "PySide6.QtWebEngineCore", "PySide6.QtWebSockets", "torch.hub",
}  # fmt: skip
ALLOWED = {"PySide6.QtNetwork.QLocalServer", "PySide6.QtNetwork.QLocalSocket"}
"""Sockets that are files of this machine: a second start finds the first window."""
FETCHING = re.compile(r"hf_hub_download|snapshot_download|load_state_dict_from_url|urlretrieve")
ADDRESSES = {
    "download.pytorch.org": "engine/fitting.py",  # told to a person who installs by hand
    "iptc.org": "engine/gallery/mark.py",  # names of XML, never opened
    "www.w3.org": "engine/gallery/mark.py",
    "cv.iptc.org": "engine/gallery/mark.py",
}
TRACKERS = re.compile(
    r"posthog|mixpanel|sentry[-_]sdk|google-?analytics|googletagmanager|analytics-python"
    r"|segment\.io|amplitude-analytics|bugsnag|\brollbar|datadog|newrelic|opentelemetry|statsd"
    r"|matomo|plausible\.io|applicationinsights|appcenter|crashpad|breakpad",
    re.IGNORECASE,
)
SILENCE = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "DO_NOT_TRACK", "ORT_DISABLE_TELEMETRY")
TALKERS = ("torch", "transformers", "huggingface_hub", "onnxruntime", "matplotlib", "PySide6")
PROBE = """
import os, sys
class Watch:
    def find_spec(self, name, path=None, target=None):
        silent = all(os.environ.get(one) == "1" for one in {silence})
        if name in {talkers} and not silent:
            print("too early:", name)
sys.meta_path.insert(0, Watch())
from {module} import main
sys.argv = ["it", "--help"]
try:
    main()
except SystemExit:
    pass
import onnxruntime
print("came through")
"""


def named(file: Path, modules: set[str]) -> set[str]:
    """Those imports of a file that are one of these modules, or lie in it."""
    return {name for name in imports(file) for one in modules if f"{name}.".startswith(f"{one}.")}


def texts(file: Path) -> Iterator[str]:
    """Every fixed text of a file."""
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def sources() -> list[Path]:
    """Everything that is written by hand and shipped or run."""
    written = [ROOT / file for file in python_files("engine", "export", "desktop", "bench")]
    written += [ROOT / file for file in python_files("recipes")]
    written += [ROOT / "dev.py", ROOT / "pyproject.toml", *(ROOT / ".ci").iterdir()]
    return written


@pytest.mark.parametrize("file", PRODUCT, ids=str)
def test_no_module_of_the_product_can_reach_the_network(file: Path) -> None:
    assert named(file, NETWORK) - ALLOWED == set()
    assert FETCHING.search((ROOT / file).read_text(encoding="utf-8")) is None


def test_an_import_of_the_network_would_be_found() -> None:
    assert named(Path("desktop/single_instance.py"), NETWORK) == ALLOWED
    assert named(Path("tests/conftest.py"), NETWORK) == {"socket"}


@pytest.mark.parametrize("file", PRODUCT, ids=str)
def test_a_web_address_is_only_told(file: Path) -> None:
    found = {host for text in texts(file) for host in re.findall(r"https?://([\w.-]+)", text)}
    assert {host: ADDRESSES.get(host) for host in found} == dict.fromkeys(found, file.as_posix())


def test_no_source_names_a_tracker() -> None:
    found = [path for path in sources() if TRACKERS.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_nothing_that_is_installed_with_us_is_a_tracker() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    pinned = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    asked = [line for group in groups for line in group]
    assert len(asked) > 20 and len(pinned) > 50
    assert [line for line in (*asked, *pinned) if TRACKERS.search(line)] == []


def test_a_tracker_would_be_found() -> None:
    for line in ("import posthog", "sentry-sdk==2.1", "https://www.google-analytics.com/collect"):
        assert TRACKERS.search(line)


@pytest.mark.parametrize("module", ["engine.cli", "desktop.__main__"])
def test_libraries_are_silenced_before_the_first_of_them_is_imported(module: str) -> None:
    script = PROBE.format(silence=SILENCE, talkers=TALKERS, module=module)
    quiet = {"PATH": "", "QT_QPA_PLATFORM": "offscreen"}  # no variable of this machine helps
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=quiet,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "too early" not in done.stdout
    assert done.stdout.strip().endswith("came through"), done.stderr
