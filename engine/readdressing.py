"""What names places in a folder that was moved, made to name those in the new one."""

import json
from contextlib import closing, suppress
from pathlib import Path

from engine.files import write_whole
from engine.pool import tables
from engine.storage import Part

_LISTS = ("checkpoints.json", "settings.json")


def readdress(target: Path, former: Path) -> None:
    """Change the copy at `target` of the private folder that lay at `former`."""
    places = {str(former.absolute()): str(target), str(former.resolve()): str(target)}
    for name in _LISTS:
        path = target / name
        if path.exists():
            with suppress(ValueError):  # damaged before, and told by whoever reads it
                value = json.loads(path.read_text(encoding="utf-8"))
                content = json.dumps(_renamed(value, places), indent=1, ensure_ascii=False)
                write_whole(path, content.encode())
    pool = target / Part.POOL / tables.FILE
    if pool.exists():
        with closing(tables.opened(pool)) as db, tables.changing(db, pool):
            for number, folder in db.execute("SELECT id, folder FROM sources").fetchall():
                new = _renamed(folder, places)
                db.execute("UPDATE sources SET folder = ? WHERE id = ?", (new, number))


def _renamed(value: object, places: dict[str, str]) -> object:
    """Strings that are a path of `places` or lie below one, wherever they stand."""
    match value:
        case str():
            for old, new in places.items():
                if value == old or value.startswith((f"{old}/", f"{old}\\")):
                    return new + value[len(old) :]
            return value
        case list():
            return [_renamed(one, places) for one in value]
        case dict():
            return {_renamed(key, places): _renamed(one, places) for key, one in value.items()}
        case _:
            return value
