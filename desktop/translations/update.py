"""Bring the translations up to date: `python -m desktop.translations.update`.

Finds every text of the window and every fixed sentence of the engine, merges them into the `.ts`
files with Qt's lupdate, and compiles these with lrelease. Texts are found by reading the sources as
Python does, because lupdate itself does not see texts that pass through a function of ours.
"""

import ast
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop.languages import FOLDER, LANGUAGES
from engine.files import write_whole

ROOT = Path(__file__).resolve().parent.parent.parent
ENGINE = "engine"
"""The context of sentences that the engine makes."""
_MAKERS = {
    "Progress": 2, "Noticed": 0, "Style": 0, "Setting": None, "choice": None, "other": None
}  # fmt: skip
"""Calls in the engine whose text people read, and which argument it is; None: all of them."""
_ERRORS = {"YoError", "InputError", "SetupError", "FormatError"}
_NOTES = {"_NOTE", "NOTE"}


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
    found |= {text for path in _sources("engine", "export") for text in of_engine(_parsed(path))}
    return sorted(found)


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


def of_engine(tree: ast.Module) -> Iterator[Text]:
    """Fixed sentences of one module of the engine; those with values in them stay as they are."""
    for _, node in _calls(tree, ""):
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        given = [*node.args, *(word.value for word in node.keywords)]
        if name in _ERRORS:
            yield from _each(given)
        elif name in _MAKERS:
            place = _MAKERS[name]
            yield from _each(given if place is None else given[place : place + 1])
    for part in ast.walk(tree):
        match part:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if _is_sentence(name, value):
                yield from _each([value])
            case ast.AnnAssign(
                target=ast.Name(id="WORDS"), value=ast.Call(args=[ast.Dict(values=pairs)])
            ):
                for pair in pairs:
                    yield from _each(pair.elts if isinstance(pair, ast.Tuple) else [pair])
            case ast.ClassDef(name="Doubt"):
                yield from _each([one.value for one in part.body if isinstance(one, ast.Assign)])


def write(folder: Path = FOLDER) -> None:
    """Merge all texts into the `.ts` files of `folder`, and compile them."""
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
        yield from sorted((ROOT / package).rglob("*.py"))


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


def _each(values: list[ast.expr]) -> Iterator[Text]:
    """Sentences among values, also those in a table; a word without a letter is none."""
    for value in values:
        parts = value.values if isinstance(value, ast.Dict) else [value]
        for part in parts:
            words = _constant(part)
            if any(letter.isalpha() for letter in words):
                yield Text(ENGINE, words)


def _is_sentence(name: str, value: ast.expr) -> bool:
    """Whether a named constant is said to people: a phase, a reason, a remedy."""
    words = _constant(value)
    return name.isupper() and (name in _NOTES or (" " in words and words.endswith(".")))


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
