"""Bring the translations up to date: `python -m desktop.translations.update`.

Finds every text of the window and every sentence of the engine, merges them into the `.ts` files
with Qt's lupdate, compiles these with lrelease, and lists the sentences that have values in them.
Texts are found by reading the sources as Python does, because lupdate itself does not see texts
that pass through a function of ours.
"""

import ast
import json
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop.languages import FOLDER, LANGUAGES
from desktop.sentences import ENGINE, TEMPLATES
from desktop.translations import engine_texts
from engine.files import write_whole

ROOT = Path(__file__).resolve().parent.parent.parent
_TERMINAL = ("engine/commands", "engine/cli.py")
"""What speaks at the terminal only."""


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """One text to be translated."""

    context: str
    words: str
    counted: bool = False
    """Whether it has a form for one and a form for many (`%n`)."""


def texts() -> list[Text]:
    """Every text of the sources, each once."""
    found = {text for path in _sources("desktop") for text in of_window(_parsed(path))}
    return sorted(found | {Text(ENGINE, words) for words in of_engine()})


def of_window(tree: ast.Module) -> Iterator[Text]:
    """Texts of one module of the window."""
    context = _module_context(tree)
    for owner, node in _calls(tree, ""):
        match node.func:
            case ast.Attribute(value=ast.Name(id="self" | "cls"), attr="tr"):
                yield from _text(owner, node.args, counted=len(node.args) > 2)
            case ast.Name(id="tr" | "_tr") if context:
                yield from _text(context, node.args, counted=len(node.args) > 1)
            case ast.Attribute(value=ast.Name(id="QCoreApplication"), attr="translate"):
                where = _constant(node.args[0])
                if where:
                    yield from _text(where, node.args[1:], counted=len(node.args) > 3)


def of_engine() -> set[str]:
    """Every sentence that is made without `tr`, by the engine or by what runs it in the window."""
    paths = _sources("engine", "export", "desktop")
    return {words for path in paths for words in engine_texts.sentences(_parsed(path))}


def templates() -> str:
    """The file that lists the sentences with places for values, for `desktop/sentences.py`."""
    found = sorted(filter(engine_texts.is_template, of_engine()))
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def write(folder: Path = FOLDER) -> None:
    """Merge all texts into the `.ts` files of `folder`, compile them, and list the templates."""
    write_whole(folder / TEMPLATES.name, templates().encode())
    with tempfile.TemporaryDirectory() as place:
        listing = Path(place) / "texts.py"
        listing.write_text("".join(_line(text) for text in texts()), encoding="utf-8")
        for language in LANGUAGES:
            ts = folder / f"yochameleon_{language}.ts"
            only = ["-pluralonly"] if language == "en" else []
            options = ["-no-obsolete", "-locations", "none", *only]
            target = ["-source-language", "en", "-target-language", language]
            _run("lupdate", str(listing), *options, *target, "-ts", str(ts))
            compile_file(ts, ts.with_suffix(".qm"))


def compile_file(ts: Path, qm: Path) -> None:
    """The `.qm` of a `.ts`; what is not translated is left out, and English is shown.

    A window that runs has the former file mapped into its memory: it must not be written over.
    """
    with tempfile.TemporaryDirectory() as place:
        made = Path(place) / qm.name
        _run("lrelease", str(ts), "-silent", "-qm", str(made))
        write_whole(qm, made.read_bytes())


def _run(tool: str, *words: str) -> None:
    name = f"pyside6-{tool}" + (".exe" if sys.platform == "win32" else "")
    command = [str(Path(sysconfig.get_path("scripts")) / name), *words]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - Qt's own tool


def _sources(*packages: str) -> Iterator[Path]:
    for package in packages:
        for path in sorted((ROOT / package).rglob("*.py")):
            if not path.relative_to(ROOT).as_posix().startswith(_TERMINAL):
                yield path


def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _module_context(tree: ast.Module) -> str:
    """The context of a module's own `tr`: what it hands to Qt's translate."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name in ("tr", "_tr"):
            for _, call in _calls(node, ""):
                if isinstance(call.func, ast.Attribute) and call.func.attr == "translate":
                    return _constant(call.args[0])
        if isinstance(node, ast.ImportFrom) and any(one.name == "tr" for one in node.names):
            path = ROOT.joinpath(*(node.module or "").split(".")).with_suffix(".py")
            if path.exists():
                return _module_context(_parsed(path))
    return ""


def _calls(node: ast.AST, owner: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call, with the class that it stands in."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield owner, child
        yield from _calls(child, child.name if isinstance(child, ast.ClassDef) else owner)


def _text(context: str, arguments: list[ast.expr], *, counted: bool) -> Iterator[Text]:
    words = _constant(arguments[0]) if arguments else ""
    if words:
        yield Text(context, words, counted)


def _constant(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return ""


def _line(text: Text) -> str:
    count = ", '', 1" if text.counted else ""
    words = text.words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'QCoreApplication.translate("{text.context}", "{words}"{count})\n'


if __name__ == "__main__":
    write()
