"""The two kinds of error: what a person can act on, and everything else (a bug).

```
Exception
├── UserError                 the person or their environment; a message fit to show; exit 1
│   ├── LibraryInUseError     another process holds the library; exit 3
│   └── ConfirmationNeeded    nothing was changed; the person has to say yes; exit 4
└── Cancelled                 the person stopped it; exit 130
```
Whatever else arrives at the top is ours and becomes a crash report.
"""

from __future__ import annotations


class UserError(Exception):
    """Tell a person what went wrong and what to do.

    Attributes:
        code: A stable word for programs, such as ``"not-a-folder"``.
        message: One sentence: what happened, naming the thing.
        hint: One sentence: what to do about it; empty where nothing helps.
        parameters: The names in the message, for whoever says the code in other words (the window,
            in the person's language): ``path``, ``name``, ``drive``, ...
        exit_code: What a command exits with.
    """

    exit_code = 1

    def __init__(self, code: str, message: str, hint: str = "", **parameters: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.parameters = parameters


class LibraryInUseError(UserError):
    """Another process holds the library and did not take the command over."""

    exit_code = 3

    def __init__(self, message: str, hint: str = "", **parameters: str) -> None:
        super().__init__("library-in-use", message, hint, **parameters)


class ConfirmationNeeded(UserError):  # noqa: N818 - a question, not a fault
    """Nothing was changed; going on needs the person's word."""

    exit_code = 4


class Cancelled(Exception):  # noqa: N818 - as asyncio.CancelledError: an outcome
    """The person cancelled a long piece of work."""
