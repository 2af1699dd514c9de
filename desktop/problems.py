"""A bug as a value that can be shown: unlike other failures, it carries its trace."""

from engine.errors import YoError


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
