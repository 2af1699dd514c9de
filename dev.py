"""Every command of this project. Standard library only: each one calls a well-known tool.

    python3 dev.py demo           learn a concept from the sample photos, ask about it, draw it
    python3 dev.py test [ARGS]    every test that needs no GPU and no 7B weights (ARGS for pytest)
    python3 dev.py check          format, lint, types, architecture
    python3 dev.py app [FILES]    the desktop app
    python3 dev.py bench NAME     one of bench/*.py, with its own options

The first command makes a private environment in .venv with the versions of constraints.txt.
Add --cuda once to take the builds for NVIDIA GPUs. On Windows write `py` for `python3`.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed.txt"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
PYTORCH = "https://download.pytorch.org/whl/"
TORCH_INDEX = {"cpu": PYTORCH + "cpu", "cuda": PYTORCH + "cu130"}
DISK_GB = {"cpu": 4, "cuda": 14}
QUIET = {  # no library calls home; pip pins build tools too
    "ORT_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "PYTHONUTF8": "1",
    "PIP_CONSTRAINT": "constraints.txt",
    "PIP_BUILD_CONSTRAINT": "constraints.txt",
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
}


def main(arguments: list[str]) -> int:
    """Run one command and return its exit status."""
    command, *rest = [word for word in arguments if word != "--cuda"] or ["--help"]
    if command not in COMMANDS:
        print(__doc__)
        return 0 if command in ("-h", "--help", "help") else 2
    if problem := missing():
        print(problem, file=sys.stderr)
        return 1
    os.chdir(ROOT)
    try:
        build = "cuda" if "--cuda" in arguments else installed_build()
        install(build, developing=command in ("test", "check"))
        return COMMANDS[command](rest)
    except subprocess.CalledProcessError as error:
        return error.returncode if error.returncode > 0 else 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


def missing() -> str:
    """What this machine lacks before anything can be installed; empty where nothing does."""
    if sys.version_info < (3, 11):  # noqa: UP036 - an older one may well start this file
        found = ".".join(map(str, sys.version_info[:3]))
        return f"This is Python {found}. Install Python 3.11 or newer and use that."
    if find_spec("venv") is None or find_spec("ensurepip") is None:
        return "Python's venv is missing. Install it, then try again: sudo apt install python3-venv"
    return ""


def installed_build() -> str:
    """The build chosen before: `cpu` (also at first) or `cuda`."""
    return STAMP.read_text().split()[0] if STAMP.exists() else "cpu"


def install(build: str, *, developing: bool = False) -> None:
    """Make .venv hold the pinned versions; at once where it already does.

    Developing needs tools and the recipe's packages as well; what was installed once stays.
    """
    asked = b"".join((ROOT / name).read_bytes() for name in ("constraints.txt", "pyproject.toml"))
    before = STAMP.read_text() if STAMP.exists() else ""
    developing = developing or before.endswith("developing")
    digest, purpose = hashlib.sha256(asked).hexdigest(), "developing" if developing else "using"
    if PYTHON.exists() and before == f"{build} {digest} {purpose}":
        return
    free = shutil.disk_usage(ROOT).free / 1e9
    if not before and free < DISK_GB[build]:
        sys.exit(f"{DISK_GB[build]} GB of free disk are needed here; there are {free:.1f}.")
    print(f"Installing into {VENV} ({build}). This takes minutes, once.", flush=True)
    other_build = bool(before) and installed_build() != build
    if other_build or not PYTHON.exists():
        run(sys.executable, "-m", "venv", *(["--clear"] if other_build else []), str(VENV))
    STAMP.unlink(missing_ok=True)
    # Local versions such as 2.13.0+cpu sort above PyPI's 2.13.0; where PyTorch's own index does
    # not answer, pip warns and takes what its other sources have.
    torch = ("--no-deps", "--retries", "1", "--timeout", "30", "torch")
    pip(*torch, "--extra-index-url", TORCH_INDEX[build])
    more = ",tensorrt,optimum,compare,dev,recipe" if developing else ""
    pip("--editable", f".[{build},desktop,export{more}]")
    STAMP.write_text(f"{build} {digest} {purpose}")


def pip(*arguments: str) -> None:
    """`pip install` inside .venv."""
    run(str(PYTHON), "-m", "pip", "install", *arguments)


def run(*command: str, **variables: str) -> None:
    """Run a tool from the repository's root; CalledProcessError where it fails."""
    environment = {**os.environ, **QUIET, **variables}
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def test(arguments: list[str]) -> int:
    """Every test of the default tier, two processes of one thread each."""
    threads = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    run(str(PYTHON), "-m", "pytest", "-n", "2", *arguments, **threads)
    return 0


def check(_: list[str]) -> int:
    """Format, lint, types, architecture: the first that fails ends it."""
    for tool in ("ruff format --check .", "ruff check .", "mypy"):
        run(str(PYTHON), "-m", *tool.split())
    run(str(PYTHON), "-m", "pytest", "-q", "tests/test_architecture.py")
    return 0


def app(arguments: list[str]) -> int:
    """The desktop app, with the files named after it."""
    run(str(PYTHON), "-m", "desktop", *arguments)
    return 0


def bench(arguments: list[str]) -> int:
    """Run bench/NAME.py with the options after NAME."""
    files = (ROOT / "bench").glob("*.py")
    names = sorted(path.stem for path in files if "__main__" in path.read_text(encoding="utf-8"))
    if not arguments or arguments[0] not in names:
        print("Name one of:", ", ".join(names) or "none yet", file=sys.stderr)
        return 2
    run(str(PYTHON), "-m", f"bench.{arguments[0]}", *arguments[1:])
    return 0


def demo(_: list[str]) -> int:
    """The main job on the sample photos, with a library of its own in demo/home."""
    samples, folder, started = ROOT / "resources" / "samples", ROOT / "demo", time.monotonic()
    shutil.rmtree(folder, ignore_errors=True)
    photos = sorted(str(path) for path in samples.glob("mila/[0-9]*.*"))
    new, other = (str(next(samples.glob(name))) for name in ("mila/new.*", "other.*"))
    about, scene = "Is Mila in this photo?", "A photo of Mila in the desert."
    steps = [
        ("Learning Mila from four photos", "learn", "Mila", *photos, "--kind", "pet", "--no-crop"),
        (f"A new photo of Mila. {about}", "ask", "Mila", about, "--photo", new),
        ("From memory. What colour is Mila?", "ask", "Mila", "What colour is Mila?"),
        (f"A photo of something else. {about}", "ask", "Mila", about, "--photo", other),
        (f"{scene} Four drawings", "imagine", "Mila", scene, "-n", "4", "--out", str(folder)),
        ("What was measured", "concepts", "show", "Mila"),
    ]
    for number, (title, *command) in enumerate(steps, start=1):
        print(f"\n[{number}/{len(steps)}] {title}", flush=True)
        run(str(PYTHON), "-m", "engine", *command, YOCHAMELEON_HOME=str(folder / "home"))
    print(f"\nDone in {time.monotonic() - started:.0f} s. The drawings, and the library with")
    print(f"Mila in it, lie in {folder}")
    return 0


COMMANDS = {"demo": demo, "test": test, "check": check, "app": app, "bench": bench}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
