"""What is asked before a concept is a human being: at a terminal, or stated by `--consent`."""

import sys
from collections.abc import Sequence
from dataclasses import replace

import click

from engine.errors import InputError
from engine.learning.consent import NOTICE, PERSON, STATEMENT
from engine.learning.keeping import open_library
from engine.learning.lesson import Lesson

consent_option = click.option(
    "--consent", is_flag=True,
    help=f"For a person, in place of being asked; you state: “{STATEMENT}”",
)  # fmt: skip


def stated(names: Sequence[str], *, given: bool) -> str:
    """The statement about these people, agreed to at the terminal or `given`; shows the notice.

    InputError where it is not agreed to, or where nobody can be asked.
    """
    people = ", ".join(names)
    if not given and not sys.stdin.isatty():
        raise InputError(
            f"Nothing was stated about {people}, and nobody can be asked here.",
            remedy=f"Add --consent where this is true: “{STATEMENT}”",
        )
    click.echo(NOTICE, err=True)
    if not given:
        click.echo(f"{people}: “{STATEMENT}”", err=True)
        if not click.confirm("Is this true?", err=True):
            raise InputError(
                "A person is not taught without this statement.", remedy="Ask the person first."
            )
    return STATEMENT


def with_consent(lessons: Sequence[Lesson], *, given: bool) -> list[Lesson]:
    """The lessons, those about people with the statement; it is asked for once. Errors as above.

    What is taught more is of the kind that the library has it as. InputError where it has none.
    """
    of_kinds = [replace(lesson, kind=_kind(lesson)) for lesson in lessons]
    people = {lesson.name for lesson in of_kinds if lesson.kind == PERSON}
    if not people:
        return of_kinds
    statement = stated(sorted(people), given=given)
    return [
        replace(lesson, consent=statement) if lesson.name in people else lesson
        for lesson in of_kinds
    ]


def _kind(lesson: Lesson) -> str:
    if not lesson.continued:
        return lesson.kind
    with open_library() as library:
        return library.find(lesson.name).kind
