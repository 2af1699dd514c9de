"""`engine settings …`: the same choices that the window shows."""

from dataclasses import replace

import click

from engine.commands.border import json_option, report
from engine.setting import Kind, Setting, Value
from engine.settings import Settings, declared, setting


@click.group()
def settings() -> None:
    """Show and change what is chosen once for all. The window shares it."""


@settings.command("list")
@json_option
def list_settings() -> None:
    """List every setting with its value and what it means."""
    chosen = Settings.load()
    seen = [one for one in declared() if one.kind is not Kind.HIDDEN]
    facts = {one.name: getattr(chosen, one.name) for one in seen}
    width = max(len(one.name) for one in seen)
    report(facts, *(f"{one.name:<{width}}  {_shown(one, chosen)}  {one.words}" for one in seen))


@settings.command()
@click.argument("name")
@json_option
def get(name: str) -> None:
    """Print the value of NAME."""
    one, chosen = setting(name), Settings.load()
    report({name: getattr(chosen, name)}, _shown(one, chosen))


@settings.command("set")
@click.argument("name")
@click.argument("value")
@json_option
def set_value(name: str, value: str) -> None:
    """Set NAME to VALUE; `default` returns to the default."""
    one = setting(name)
    read: Value = one.read(value)
    changed = replace(Settings.load(), **{name: read})  # type: ignore[arg-type] # it checks itself
    changed.save()
    report({name: read}, f"{one.title}: {_shown(one, changed)}")


def _shown(one: Setting, chosen: Settings) -> str:
    value = getattr(chosen, one.name)
    if isinstance(value, bool):
        return "on" if value else "off"
    return "default" if value is None else str(value)
