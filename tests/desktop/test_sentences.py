"""What the engine says is German in a German window, also where values stand in it."""

import ast
import errno
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop import exit_codes, sentences
from desktop.problems import UnexpectedError, in_problem
from desktop.sentences import failure, translated
from desktop.translations import update
from engine.concepts.concept import Concept
from engine.concepts.library import ConceptLibrary
from engine.concepts.names import checked_name
from engine.errors import FormatError, InputError, YoError
from engine.settings import Settings
from engine.sizes import read_build
from tests.test_architecture import parsed, python_files

_BUILDERS = {
    Path("desktop/sentences.py"),
    Path("desktop/engine_process.py"),  # what the system says is a part of what it says itself
}


def filled(template: str) -> str:
    """A sentence that follows it."""
    return re.sub(r"%(\d)", r"value\1", template)


def values(sentence: str) -> list[str]:
    """What `filled` has put into it."""
    return re.findall(r"value\d", sentence)


def test_the_list_of_templates_is_that_of_the_sources() -> None:
    assert sentences.TEMPLATES.read_text(encoding="utf-8") == update.templates()


def test_a_sentence_is_claimed_by_its_own_template_only() -> None:
    for template in sentences.templates():
        example = filled(template.text)
        first = next(one for one in sentences.templates() if one.values(example) is not None)
        assert first == template
        assert first.values(example) == tuple(values(example))


def test_every_template_is_german_in_a_german_window(german: None) -> None:
    for template in sentences.templates():
        example = filled(template.text)
        said = translated(example)
        assert said != example
        assert set(values(said)) == set(values(example))


def test_an_english_window_says_it_as_it_is(qapp: QApplication) -> None:
    assert translated("bo.png is too small: 8 × 9 pixels.") == "bo.png is too small: 8 × 9 pixels."


def test_what_is_not_known_stays_english(german: None) -> None:
    assert translated("The moon is full, says the driver!") == "The moon is full, says the driver!"
    assert translated("") == ""
    assert translated("Reading the files " * 500) == "Reading the files " * 500


def test_sentences_inside_a_sentence_are_german_as_well(german: None) -> None:
    said = translated("bo.concept is damaged: its scores are not numbers.")
    assert said == "bo.concept ist beschädigt: Die Bewertungen sind keine Zahlen."


def test_a_name_that_is_a_word_of_the_engine_stays_a_name(german: None) -> None:
    assert (
        translated("There is no style “In the snow”.") == "Einen Stil „In the snow“ gibt es nicht."
    )


def test_an_amount_is_written_as_in_german(german: None) -> None:
    said = translated("Compiling needs 14.2 GB on the disk of /9.5, which has 3.0 GB left.")
    assert said == "Das Kompilieren braucht 14,2 GB auf der Platte von /9.5; dort sind 3,0 GB frei."


def test_several_sentences_are_translated_one_by_one(german: None) -> None:
    said = translated(
        "Runs on the CPU in float32, which fits into memory and is exact (PyTorch sees no NVIDIA "
        "GPU). The compiled model bo is not used: ONNX Runtime is not installed."
    )
    assert said == (
        "Läuft auf dem Prozessor in float32, das in den Arbeitsspeicher passt und genau ist "
        "(PyTorch sieht keine NVIDIA-GPU). Das kompilierte Modell bo wird nicht verwendet: "
        "ONNX Runtime ist nicht installiert."
    )


def test_a_failure_keeps_its_remedy(german: None) -> None:
    error = InputError("/tmp/bo exists already.", remedy="Choose another file name.")
    assert failure(error) == "/tmp/bo gibt es schon. Wählen Sie einen anderen Dateinamen."


def raised(tmp_path: Path) -> Iterator[YoError]:
    """Failures as the engine and what runs it in the window raise them."""
    damaged = tmp_path / "bo.concept"
    damaged.write_bytes(b"x")
    (tmp_path / "settings.json").write_text('{"device": "toaster"}')
    with ConceptLibrary(tmp_path / "library") as library:
        for asked in (
            lambda: library.find("Bo"),
            lambda: Concept.load(tmp_path / "none"),
            lambda: Concept.load(damaged),
            lambda: checked_name("x" * 500),
            lambda: checked_name("..."),
            lambda: read_build(tmp_path),
            Settings.load,
        ):
            with pytest.raises(YoError) as caught:
                asked()
            yield caught.value
    yield from (exit_codes.in_words(code) for code in (-9, -11, -15, -99, 3))
    yield exit_codes.in_words(-9, out_of_memory=True)
    yield in_problem(OSError(errno.ENOSPC, "No space left on device", "/tmp/x"))
    yield in_problem(MemoryError())
    yield UnexpectedError("trace")
    yield UnexpectedError("trace", earlier=True)


def test_what_is_really_raised_comes_out_german(
    german: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YOCHAMELEON_HOME", str(tmp_path))
    errors = list(raised(tmp_path))
    english = [words for one in errors for words in (str(one), one.remedy)]
    assert [words for words in english if translated(words) == words] == []
    (unsound,) = (one for one in errors if isinstance(one, FormatError) and "sound" in str(one))
    assert "'toaster'" in translated(str(unsound)) and "gibt es nicht" in translated(str(unsound))


def shown_raw(node: ast.AST) -> list[str]:
    """Expressions that make words of an error by themselves, or look its words up."""
    found: list[ast.expr] = []
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="sentences"))):
            return []
        case ast.Attribute(attr="remedy"):
            found.append(node)
        case ast.Call(
            func=ast.Attribute(attr="translate"), args=[ast.Constant(value="engine"), *_]
        ):
            found.append(node)
        case ast.Call(func=ast.Attribute(attr="format"), keywords=words):
            found += [word.value for word in words if is_error(word.value)]
        case ast.FormattedValue(value=of) | ast.Call(func=ast.Name(id="str"), args=[of]):
            found += [of] if is_error(of) else []
    inside = [one for child in ast.iter_child_nodes(node) for one in shown_raw(child)]
    return [*map(ast.unparse, found), *inside]


def is_error(node: ast.expr) -> bool:
    """Whether it is called as errors are called here."""
    return re.fullmatch(r"(.*\.)?(error|problem|failure)", ast.unparse(node)) is not None


@pytest.mark.parametrize("file", python_files("desktop"), ids=str)
def test_the_words_of_an_error_are_shown_through_the_one_function(file: Path) -> None:
    raw = shown_raw(parsed(file))
    if file in _BUILDERS:
        assert raw
    else:
        assert raw == []


def test_an_error_that_is_shown_as_it_is_would_be_seen() -> None:
    source = "say(f'{error} {job.error.remedy}'); say(str(self.problem)); word.format(of=error)"
    assert len(shown_raw(ast.parse(source))) == 4
