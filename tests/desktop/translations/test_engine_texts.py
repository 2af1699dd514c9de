"""Sentences are found in the sources of the engine as they will be said."""

import ast

import pytest

from desktop.translations import engine_texts
from tests.test_architecture import parsed, python_files

KNOWN = {
    "remedy", "what", "reason", "sentence", "passed[-1].why", "*refusal",  # made by functions
    "check_memory(read_build(checkpoint.folder), config, available_memory())",
    "note", "event.note",  # of another job, which is passed on
}  # fmt: skip
"""Words that are found where they are made."""


def found(source: str) -> set[str]:
    """The sentences of these lines."""
    return engine_texts.sentences(ast.parse(source))


def test_values_become_places_in_their_order() -> None:
    source = "raise InputError(f'{path} has {n:.1f} GB, not {m!r}.', remedy='Choose another.')"
    assert found(source) == {"%1 has %2 GB, not %3.", "Choose another."}


def test_pieces_of_a_string_are_one_sentence() -> None:
    assert found("raise SetupError('One ' f'of {n} ' 'is ' + f'{x}.', '')") == {"One of %1 is %2."}


def test_each_choice_of_words_is_a_sentence() -> None:
    source = """
def find(which, found):
    many = "Several chats are meant by" if found else "There is no chat"
    raise InputError(f"{many} “{which}”.", remedy="")
"""
    assert found(source) == {"Several chats are meant by “%1”.", "There is no chat “%1”."}


def test_a_phrase_beside_what_only_the_run_knows_stands_alone() -> None:
    source = "raise SetupError(f'It failed: {log.reason or \"no reason is given\"}.', remedy='')"
    assert found(source) == {"It failed: %1.", "no reason is given"}


def test_constants_and_what_functions_of_the_module_return_are_written_out() -> None:
    source = """
AGAIN = "Do it again"
raise SetupError(f"{AGAIN}, {name}.", remedy=_repair(path))
def _repair(path):
    return f"Correct {path.name}."
"""
    assert found(source) == {"Do it again, %1.", "Correct %1."}


def test_sentences_that_are_only_joined_are_one_place() -> None:
    assert found("Noticed(f'It was left: {error} {error.remedy}')") == {"It was left: %1"}
    assert found("Noticed(f'{name}: {error}')") == set()


def test_words_that_come_from_elsewhere_are_told() -> None:
    source = "raise InputError(words, remedy=AGAIN); Noticed('Here.')"
    assert engine_texts.untold(ast.parse(source)) == {"words"}


@pytest.mark.parametrize("package", ["engine", "export", "desktop"])
def test_no_failure_and_no_notice_says_what_cannot_be_translated(package: str) -> None:
    untold = {one for file in python_files(package) for one in engine_texts.untold(parsed(file))}
    assert {one for one in untold if not one.startswith("self.tr(")} - KNOWN == set()
