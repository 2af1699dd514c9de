"""The words that the app is begun with, and those that it begins again with."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

NAME = "yochameleon"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arguments:
    """What was asked for at the start."""

    files: tuple[Path, ...] = ()
    """Concepts or pictures to open."""
    data_dir: Path | None = None
    without_gpu: bool = False

    @classmethod
    def of(cls, words: Sequence[str]) -> "Arguments":
        """Read the words; ends the process with a usage line where they are none of ours."""
        asked = _parser().parse_intermixed_args(words)
        return cls(files=(*asked.files,), data_dir=asked.data_dir, without_gpu=asked.without_gpu)

    @property
    def again(self) -> list[str]:
        """The words of a restart. It opens no file: what was named was opened by the first start.

        A picture is attached, and a concept learned or imported, once and not twice.
        """
        folder = [] if self.data_dir is None else [f"--data-dir={self.data_dir}"]
        return [*folder, *(["--without-gpu"] if self.without_gpu else [])]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=NAME, description="Your own concepts, on your computer.")
    parser.add_argument("files", nargs="*", type=Path, help="concepts or pictures to open")
    parser.add_argument("--data-dir", type=Path, help="folder of the library and the settings")
    parser.add_argument(
        "--without-gpu", action="store_true", help="leave a graphics driver in trouble alone"
    )
    return parser
