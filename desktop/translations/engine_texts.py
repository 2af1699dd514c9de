"""What is said without `tr`, found in the sources: fixed sentences, and those with values in them.

A value is a place, `%1`, `%2` and so on in their order. A phrase that is chosen on the way, by a
condition or under a name of the same function, is written out: one sentence for each choice.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from itertools import product
from typing import TypeAlias

Names: TypeAlias = Mapping[str, list[ast.expr]]
"""What is assigned to each name of a function or module; `name()` is what a function returns."""

ERRORS = {
    "YoError", "InputError", "SetupError", "FormatError", "EngineCrashError", "NameTakenError"
}  # fmt: skip
_MAKERS = {
    "Progress": 2, "Noticed": 0, "Style": 0, "Setting": None, "choice": None, "other": None,
    "Choice": 3, "PassedOver": 0, "_follow": 2, "_on": 2, "_refusal": 0, "_refuse": 1,
    "_require": None, "_unfit": 1, "Stage": 1,
}  # fmt: skip
"""Other calls whose text people read, and which argument it is; None: all of them."""
_SPEAKERS = {
    "_fact_problems", "_failed", "_lacking", "_prefix_problems", "_problem", "_reason",
    "_row_problems", "_type_problems", "check_memory", "in_words", "refusal", "suggestion",
}  # fmt: skip
"""Functions that return or yield what is said as a part of a sentence, or elsewhere."""
_NOTES = {"_NOTE", "NOTE"}
_PLACE = "\0"


def sentences(tree: ast.Module) -> set[str]:
    """Every sentence of a module; a word without a letter is none."""
    said = list(_said(tree))
    spelled = {text for given, names in said for text in _spelled(given, names)}
    spelled |= {text for given, names in said for text in _phrases(given, names)}
    return {_numbered(text) for text in spelled if any(map(str.isalpha, text))}


def is_template(text: str) -> bool:
    """Whether values go into it."""
    return "%1" in text


def untold(tree: ast.Module) -> set[str]:
    """Words of errors and notices that cannot be found here, as expressions: others make them."""
    return {
        ast.unparse(one)
        for one, names in _calls(tree, {*ERRORS, "Noticed", "Progress"})
        if _spelled(one, names) == [_PLACE] and not ast.unparse(one).isupper()
    }


def _said(tree: ast.Module) -> Iterator[tuple[ast.expr, Names]]:
    """Every expression that says something, with the names that it may use."""
    yield from _calls(tree, {*ERRORS, *_MAKERS})
    own = _of_module(tree)
    for part in ast.walk(tree):
        match part:
            case ast.FunctionDef(name=name) if name in _SPEAKERS:
                yield from ((one, {**own, **_of_function(part)}) for one in _returned(part))
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if _is_sentence(name, value):
                yield value, own
            case ast.AnnAssign(
                target=ast.Name(id="WORDS"), value=ast.Call(args=[ast.Dict(values=pairs)])
            ):
                for pair in pairs:
                    yield from ((one, own) for one in _parts(pair))
            case ast.ClassDef(name="Doubt"):
                yield from ((one.value, own) for one in part.body if isinstance(one, ast.Assign))


def _calls(tree: ast.Module, makers: set[str]) -> Iterator[tuple[ast.expr, Names]]:
    """The words that are given to errors, notices and the like."""
    for call, names in _called(tree, _of_module(tree)):
        name = _name(call)
        given = [*call.args, *(word.value for word in call.keywords if not _is_fact(word, call))]
        if (place := _MAKERS.get(name)) is not None:
            given = given[place : place + 1]
        if name in makers:
            yield from ((part, names) for one in given for part in _parts(one))


def _is_fact(word: ast.keyword, call: ast.Call) -> bool:
    """Whether an error carries this beside its sentences: a name that is taken."""
    return word.arg == "name" and any(one.arg == "remedy" for one in call.keywords)


def _called(node: ast.AST, names: Names) -> Iterator[tuple[ast.Call, Names]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield child, names
        inner = _of_function(child) if isinstance(child, ast.FunctionDef) else {}
        yield from _called(child, {**names, **inner})


def _name(call: ast.Call) -> str:
    """What is called; an error of ours that is made from within counts as one."""
    match call.func:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr="__init__"):
            return "YoError" if any(word.arg == "remedy" for word in call.keywords) else ""
    return ""


def _of_module(tree: ast.Module) -> Names:
    """Its constants, and what its own functions return."""
    constants = _assigned([one for one in tree.body if not isinstance(one, ast.FunctionDef)])
    functions = [one for one in tree.body if isinstance(one, ast.FunctionDef)]
    returned: dict[str, list[ast.expr]] = {
        f"{one.name}()": [
            ast.Constant(text)
            for value in _returned(one)
            for text in _spelled(value, {**constants, **_of_function(one)})
        ]
        for one in functions
    }
    return {**constants, **returned}


def _of_function(function: ast.FunctionDef) -> Names:
    """What is assigned in it; what is handed to it comes from elsewhere."""
    every = function.args.posonlyargs + function.args.args + function.args.kwonlyargs
    return {one.arg: [] for one in every} | _assigned(list(ast.walk(function)))


def _assigned(nodes: list[ast.stmt] | list[ast.AST]) -> dict[str, list[ast.expr]]:
    found: dict[str, list[ast.expr]] = {}
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
                pairs = list(zip(names, values, strict=False))
            case ast.Assign(targets=[target], value=value):
                pairs = [(target, value)]
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                pairs = [(target, value)]
            case ast.NamedExpr(target=target, value=value):
                pairs = [(target, value)]
            case _:
                continue
        for target, value in pairs:
            if isinstance(target, ast.Name):
                found.setdefault(target.id, []).append(value)
    return found


def _returned(function: ast.FunctionDef) -> list[ast.expr]:
    ways = ast.Return | ast.Yield
    found = [one.value for one in ast.walk(function) if isinstance(one, ways)]
    return [one for one in found if one is not None]


def _parts(value: ast.expr) -> list[ast.expr]:
    """What stands in a table, or the value itself."""
    match value:
        case ast.Dict(values=parts) | ast.Tuple(elts=parts):
            return parts
    return [value]


def _spelled(node: ast.expr, names: Names) -> list[str]:
    """Every text that it can be, each once; a place where only the run knows."""
    match node:
        case ast.Constant(value=str(text)):
            found = [text]
        case ast.JoinedStr(values=parts):
            found = _joined([_embedded(part, names) for part in parts])
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            found = _joined([_spelled(left, names), _spelled(right, names)])
        case ast.IfExp(body=one, orelse=other):
            found = [*_spelled(one, names), *_spelled(other, names)]
        case ast.BoolOp(values=values):
            found = [text for value in values for text in _spelled(value, names)]
        case ast.Name(id=name):
            others = {key: value for key, value in names.items() if key != name}
            found = [text for value in names.get(name, ()) for text in _spelled(value, others)]
        case ast.Call(func=ast.Name(id=name)):
            found = [text for value in names.get(f"{name}()", ()) for text in _spelled(value, {})]
        case _:
            found = []
    return list(dict.fromkeys(found)) or [_PLACE]


def _embedded(part: ast.expr, names: Names) -> list[str]:
    """What stands in a sentence: a constant and a phrase as they are, and a place for a value."""
    if not isinstance(part, ast.FormattedValue):
        return _spelled(part, names)
    texts = _spelled(part.value, names)
    constant = isinstance(part.value, ast.Name) and part.value.id.isupper()
    told = _PLACE not in texts and any(" " in text.strip(" ") for text in texts)
    return texts if constant or told else [_PLACE]


def _phrases(given: ast.expr, names: Names) -> Iterator[str]:
    """What may stand at a place of a sentence, beside what only the run knows."""
    for part in ast.walk(given):
        if isinstance(part, ast.FormattedValue):
            texts = _spelled(part.value, names)
            if _PLACE in texts:
                yield from (text for text in texts if " " in text)


def _joined(parts: list[list[str]]) -> list[str]:
    return ["".join(choice) for choice in product(*parts)]


def _numbered(text: str) -> str:
    """Places get their numbers; sentences that follow one another without a word are one place."""
    pieces = re.sub(f"{_PLACE}(?: ?{_PLACE})+", _PLACE, text).split(_PLACE)
    return "".join([pieces[0], *(f"%{n}{piece}" for n, piece in enumerate(pieces[1:], 1))])


def _is_sentence(name: str, value: ast.expr) -> bool:
    """Whether a named constant is said to people: a phase, a reason, a remedy."""
    words = value.value if isinstance(value, ast.Constant) else None
    if not isinstance(words, str):
        return False
    return name.isupper() and (name in _NOTES or (" " in words and words.endswith(".")))
