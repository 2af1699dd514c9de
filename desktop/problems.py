"""What can end a run: a bug, as a value that carries its trace, and a crash of the engine."""

import traceback

from engine.errors import SetupError, YoError
from engine.files import refused
from engine.gpu_errors import in_words


class UnexpectedError(YoError):
    """Something that should not have happened; `trace` is for those who repair it."""

    def __init__(self, trace: str, *, earlier: bool = False) -> None:
        """`earlier`: it ended the run before this one."""
        super().__init__(
            "The last run broke down." if earlier else "Something went wrong.",
            remedy="If it happens again, copy the details and report them.",
        )
        self.trace = trace

    def __reduce__(self) -> tuple[type["UnexpectedError"], tuple[str]]:
        """What its copy on the other side of a pipe is built from."""
        return UnexpectedError, (self.trace,)


class EngineCrashError(SetupError):
    """The engine's process broke down in code that is not Python, such as a GPU's driver."""


def in_problem(error: BaseException) -> YoError:
    """A failure as it is, what disk, memory or GPU refuse in words, anything else as a bug."""
    if isinstance(error, YoError):
        return error
    if isinstance(error, Exception) and (machine := refused(error) or in_words(error)) is not None:
        return machine
    if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError":
        return SetupError(
            "There is not enough free memory for this.",
            remedy="Close other programs, or choose a smaller model or fewer pictures.",
        )
    return UnexpectedError("".join(traceback.format_exception(error)))
