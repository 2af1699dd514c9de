"""Every failure a person can act on.

    YoError
    ├── InputError      something handed to us cannot be used: a photo, a name, a prompt
    ├── SetupError      something this machine lacks: weights, a GPU, free memory
    └── FormatError     a file of ours is damaged, or from another version

Anything else that is raised is a bug, and is shown with its trace.
"""


class YoError(Exception):
    """`str(error)` says what happened; `error.remedy` says what to do about it."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, remedy)  # both in args, so it survives a trip between processes
        self.remedy = remedy

    def __str__(self) -> str:
        return str(self.args[0])


class InputError(YoError):
    """Something handed to us cannot be used: a photo, a name, a prompt."""


class SetupError(YoError):
    """Something this machine lacks: weights, a GPU, free memory."""


class FormatError(YoError):
    """A file of ours is damaged, or comes from another version or another model."""
