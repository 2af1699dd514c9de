"""The arrows, the torch line and the sizes of the house, held by a test (see ARCHITECTURE.md)."""

import ast
import importlib.util
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

# errors, events, files, fitting, gpu_errors, offline, paths, pickled, setting, settings, swapping
GROUND = {"engine"}
PARTS = GROUND | {"engine.tokens", "engine.concepts"}
JOBS = {"engine.jobs", "engine.learning", "engine.doctor"}
JOINED = {"engine.model", "engine.training", "engine.runtime", "engine.vision", "engine.evaluation"}
JOINED |= {"engine.pool"}
OPENED = {"engine.open_model"}
_CHATS = ("concepts", "marking", "memory", "photos")
CHATS = {"engine.chats", *(f"engine.chats.{name}" for name in _CHATS)}
FACE = {"engine.courtesy", "engine.watch", "engine.commands"}
MAY_IMPORT = {
    "engine": set(),
    "engine.tokens": GROUND,
    "engine.model": GROUND,
    "engine.concepts": GROUND,
    "engine.vision": GROUND,
    "engine.pool": GROUND | {"engine.tokens", "engine.vision"},
    "engine.training": PARTS | {"engine.model"},
    "engine.runtime": PARTS,
    "engine.evaluation": PARTS | {"engine.runtime", "engine.vision"},
    "engine.open_model": PARTS | JOINED,
    "engine.learning": PARTS | JOINED | OPENED,
    "engine.gallery": PARTS | OPENED | {"engine.runtime", "engine.thumbnails", "engine.vision"},
    "engine.jobs": PARTS | JOINED | OPENED | {"engine.gallery", "engine.learning"},
    "engine.chats": GROUND | {"engine.concepts"},
    "engine.chats.concepts": GROUND
    | {"engine.chats", "engine.concepts", "engine.gallery", "engine.runtime"},
    "engine.chats.marking": GROUND | {"engine.chats", "engine.concepts", "engine.gallery"},
    "engine.chats.photos": PARTS | {"engine.chats"},
    "engine.chats.memory": PARTS | {"engine.chats", "engine.runtime"},
    "engine.chats.talk": PARTS | JOBS | CHATS | {"engine.runtime"},
    "engine.measuring": PARTS | JOBS | JOINED | {"engine.gallery"},  # the mark of drawings
    "engine.graphics": GROUND,
    "engine.hardware": GROUND | {"engine.graphics", "engine.model"},  # how much memory there is
    "engine.verdicts": GROUND | {"engine.hardware", "engine.runtime", "engine.training"},
    "engine.storage": PARTS | {"engine.learning"},
    "engine.cleaning": GROUND
    | {"engine.storage", "engine.model", "engine.learning", "engine.backup"},
    "engine.readdressing": GROUND | {"engine.pool", "engine.storage"},
    "engine.former_folder": GROUND | {"engine.storage"},
    "engine.moving": PARTS
    | {
        "engine.backup",
        "engine.former_folder",
        "engine.learning",
        "engine.readdressing",
        "engine.storage",
    },
    "engine.diagnostics": GROUND | {"engine.hardware", "engine.storage", "engine.verdicts"},
    "engine.doctor": PARTS
    | JOINED
    | OPENED
    | {"engine.jobs", "engine.graphics", "engine.hardware", "engine.verdicts"},
    "engine.thumbnails": GROUND | {"engine.tokens"},
    "engine.erasure": PARTS
    | {
        "engine.backup",
        "engine.learning",
        "engine.gallery",
        "engine.chats",
        "engine.former_folder",
        "engine.thumbnails",
    },
    "engine.renaming": PARTS | {"engine.learning"},
    "engine.merging": PARTS
    | {
        "engine.learning",
        "engine.gallery",
        "engine.chats",
        "engine.renaming",
        "engine.thumbnails",
    },
    "engine.backup": GROUND | {"engine.concepts", "engine.storage"},
    "engine.courtesy": GROUND | {"engine.graphics", "engine.model"},  # GPU memory that others took
    "engine.watch": GROUND | {"engine.courtesy"},
    "engine.commands": PARTS | JOBS | FACE,
    "engine.cli": PARTS | JOBS | FACE,
    "engine.__main__": {"engine.cli"},
    "export": PARTS | JOINED,
    "recipes": PARTS | JOINED | JOBS,
}
EXTRA = {
    "engine.events": {"engine.concepts", "engine.vision"},  # types only
    "engine.model.inspection": {"engine.tokens"},  # a tokenizer is part of a checkpoint
    "engine.model.vision_tower": {"engine.vision"},  # pictures prepared as for ONNX
    "engine.runtime.backends.pytorch": {"engine.model"},
    # What these jobs return: types, and how a drawing is written.
    "engine.commands.chats": {*CHATS, "engine.chats.talk"},
    "engine.commands.chat_concepts": {"engine.chats"},
    "engine.commands.chat_folders": {"engine.chats"},
    "engine.commands.cards": {"engine.merging"},
    "engine.commands.checkpoints": {"engine.model"},
    "engine.commands.concepts": {"engine.erasure", "engine.renaming"},
    "engine.commands.choices": {"engine.graphics"},
    "engine.commands.doctor": {"engine.graphics", "engine.verdicts"},
    "engine.commands.diagnose": {"engine.diagnostics"},
    "engine.commands.storage": {
        "engine.storage",
        "engine.cleaning",
        "engine.former_folder",
        "engine.moving",
        "engine.verdicts",
    },
    "engine.commands.export": {"engine.graphics", "engine.runtime", "export"},  # late
    "engine.commands.gallery": {"engine.gallery", "engine.vision"},
    "engine.commands.imagine": {"engine.gallery", "engine.runtime"},
    "engine.commands.labels": {"engine.gallery"},
    "engine.commands.library": {"engine.backup", "engine.verdicts"},
    "engine.commands.photos": {"engine.vision"},
    "engine.commands.pictures": {"engine.gallery"},
    "engine.commands.sheets": {"engine.gallery", "engine.runtime"},
    "engine.commands.styles": {"engine.gallery"},
    "engine.commands.upscalers": {"engine.vision"},
    "engine.commands.pool": {"engine.pool"},
    "engine.commands.talk": {"engine.runtime"},
    "engine.commands.wishes": {"engine.chats", "engine.runtime"},
    "engine.commands.baseline": {"engine.evaluation", "engine.measuring"},
    "engine.commands.evaluate": {"engine.evaluation", "engine.measuring"},
    "engine.commands.learn": {"engine.training", "engine.measuring"},
    "recipes.sample": {"engine.watch"},
    "export.optimum_command": {"engine.cli"},  # Optimum's door to the same command
}
TORCH = {"torch", "transformers", "torchvision"}
MAY_USE_TORCH = (
    "engine.model",
    "engine.training",
    "engine.evaluation",
    "engine.runtime.backends.pytorch",
    *(f"engine.runtime.backends.{name}" for name in ("buffers", "device", "lane", "plan", "trt")),
    "export",
    "recipes",
)
LIGHT = (
    *(f"engine.training.{name}" for name in ("config", "fit", "forecast", "memory_model")),
    "engine.model.bringing",
    "engine.model.checkpoints",
    "export.choosing",
    "export.config",
    "export.pace",
    "export.partial",
    "export.pipeline",
)
"""What a window names of a package that may use torch."""
FORBIDDEN_NAMES = {"utils", "helpers", "manager", "common", "misc"}
FILE_LINES, FUNCTION_LINES, PARAMETERS = 300, 40, 5


def python_files(*folders: str) -> list[Path]:
    """Every Python file of these folders, as paths from the root."""
    found = {file for folder in folders for file in (ROOT / folder).rglob("*.py")}
    return sorted(file.relative_to(ROOT) for file in found)


OURS = python_files("engine", "export", "recipes")
EVERYTHING = [Path("dev.py"), *OURS, *python_files("bench", "tests")]


def parsed(file: Path) -> ast.Module:
    """The syntax tree of one of our files."""
    return ast.parse((ROOT / file).read_text(encoding="utf-8"))


def module_name(file: Path) -> str:
    """`engine/model/vqgan.py` → `engine.model.vqgan`."""
    parts = file.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(file: Path) -> set[str]:
    """The name of every module that a file imports, at its top or inside a function."""
    nodes = list(ast.walk(parsed(file)))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    for node in nodes:
        if isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def row(module: str) -> str:
    """The longest row of the table that a module belongs to; empty for other people's."""
    return max((r for r in MAY_IMPORT if f"{module}.".startswith(f"{r}.")), key=len, default="")


def functions(file: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    return [node for node in ast.walk(parsed(file)) if isinstance(node, kinds)]


def code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function's body without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def positional(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    """Parameters that may be given by position, without the object itself."""
    names = [a.arg for a in (*function.args.posonlyargs, *function.args.args)]
    return [name for name in names if name not in {"self", "cls"}]


@pytest.mark.parametrize("file", OURS, ids=str)
def test_imports_follow_the_arrows(file: Path) -> None:
    module = module_name(file)
    allowed = {row(module)} | MAY_IMPORT[row(module)] | EXTRA.get(module, set())
    assert {row(name) for name in imports(file) if row(name)} <= allowed


@pytest.mark.parametrize("file", OURS, ids=str)
def test_torch_stays_behind_its_line(file: Path) -> None:
    if not module_name(file).startswith(MAY_USE_TORCH):
        assert not {name.split(".")[0] for name in imports(file)} & TORCH


def test_every_light_module_loads_without_torch() -> None:
    light = [
        name
        for name in map(module_name, python_files("engine"))
        if not name.startswith(MAY_USE_TORCH) and name != "engine.__main__"
    ]
    loaded = (
        f"import sys, {', '.join([*light, *LIGHT])}; print(sorted({TORCH!r} & set(sys.modules)))"
    )
    command = [sys.executable, "-W", "error", "-c", loaded]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("file", OURS, ids=str)
def test_nothing_prints_and_nothing_unpickles(file: Path) -> None:
    if file.parts[0] in {"engine", "export"}:
        calls = {n.func.id for n in ast.walk(parsed(file)) if is_named_call(n)}
        assert "print" not in calls
    assert "pickle" not in {name.split(".")[0] for name in imports(file)}


def is_named_call(node: ast.AST) -> bool:
    """Whether a node is a call of a plain name."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name)


@pytest.mark.parametrize("file", EVERYTHING, ids=str)
def test_files_and_functions_stay_small(file: Path) -> None:
    assert len((ROOT / file).read_text(encoding="utf-8").splitlines()) <= FILE_LINES
    for function in functions(file):
        assert code_lines(function) <= FUNCTION_LINES, function.name
        if file.parts[0] != "tests":
            assert len(positional(function)) <= PARAMETERS, function.name


@pytest.mark.parametrize("file", EVERYTHING, ids=str)
def test_a_module_is_named_for_what_it_is_and_says_so(file: Path) -> None:
    assert file.stem not in FORBIDDEN_NAMES
    assert file.parts[0] == "tests" or ast.get_docstring(parsed(file))


@pytest.mark.parametrize("file", python_files("engine", "export"), ids=str)
def test_public_functions_and_classes_are_described(file: Path) -> None:
    tree = parsed(file)
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    owners: list[ast.Module | ast.ClassDef] = [tree, *(c for c in classes if c.name[0] != "_")]
    kinds = ast.FunctionDef | ast.ClassDef
    public = [
        n for owner in owners for n in owner.body if isinstance(n, kinds) and n.name[0] != "_"
    ]
    assert [node.name for node in public if ast.get_docstring(node) is None] == []


@pytest.mark.parametrize(
    "package", PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
)
def test_our_package_names_are_nobody_elses(package: str) -> None:
    spec = importlib.util.find_spec(package)
    assert spec is not None
    places = {Path(place).resolve() for place in spec.submodule_search_locations or ()}
    assert places == {ROOT / package}
