"""What can end a run: a bug, as a value that carries its trace, and a crash of the engine."""

from engine.errors import SetupError, YoError


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
    """The engine's process broke down in code that is not Python, such as a graphics driver's."""
