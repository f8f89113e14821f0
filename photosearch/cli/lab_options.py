"""The options of the lab's commands: each is said once, and a command names those that it takes."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

import typer

from photosearch.learning.lab.options import LabOptions

_PATHS = ("folder", "checkpoint", "archive", "out", "resume", "cache")

FOLDER = Annotated[
    str, typer.Argument(metavar="DIR", help="Pictures, a sub-folder per class.", show_default=False)
]
CHECKPOINT = Annotated[
    str, typer.Argument(metavar="CHECKPOINT", help="An encoder that 'lab train' has written.")
]
RUN = Annotated[str, typer.Argument(metavar="RUN", help="The folder of an earlier run.")]
ARCHIVE = Annotated[str, typer.Option(metavar="FILE", help="CIFAR-10 as JPEG files, tar.")]

GIVEN: Mapping[str, Any] = MappingProxyType(
    {
        "loss": Annotated[str, typer.Option(help="See compare-losses for their names.")],
        "encoder": Annotated[
            str, typer.Option(help="lite0 (the bundled one) or small (from scratch).")
        ],
        "unfrozen": Annotated[
            int, typer.Option(min=0, help="How many of lite0's last blocks learn.")
        ],
        "dim": Annotated[int, typer.Option("--dim", "--size", help="Length of an embedding.")],
        "input_px": Annotated[int, typer.Option(help="Side of the small encoder's pictures.")],
        "distance": Annotated[str, typer.Option(help="cosine, euclidean or manhattan.")],
        "temperature": Annotated[
            float, typer.Option(min=0.0, help="Of a softmax loss; 0: the loss's own.")
        ],
        "miner": Annotated[
            str, typer.Option(help="Of triplets and quadruplets: all, semi-hard or hard.")
        ],
        "split": Annotated[
            str, typer.Option(help="Hold out photos of every class, or whole classes.")
        ],
        "epochs": Annotated[
            int, typer.Option(min=0, help="Of each training at most; 0: as usual.")
        ],
        "minutes": Annotated[
            float, typer.Option(min=0.0, help="Of each training at most; 0: as usual.")
        ],
        "seed": Annotated[int, typer.Option(min=0, help="Of everything random.")],
        "seeds": Annotated[
            int, typer.Option(min=0, help="How often, each time with another seed; 0: as usual.")
        ],
        "quick": Annotated[
            bool, typer.Option("--quick", help="A few photos, a few epochs: does it run?")
        ],
        "threads": Annotated[int, typer.Option(min=0, help="0: all cores but one.")],
        "cache": Annotated[
            str | None,
            typer.Option(metavar="DIR", help="Keep decoded pictures here for the next run."),
        ],
        "out": Annotated[
            str | None,
            typer.Option(
                metavar="DIR", help="A new folder for the results.", show_default="a new one"
            ),
        ],
        "resume": Annotated[
            str | None, typer.Option(metavar="RUN", help="Go on with a run that was cancelled.")
        ],
    }
)
"""Options by name: that of the field of ``LabOptions``, except ``threads``."""

_DEFAULTS: Mapping[str, Any] = MappingProxyType(
    {one.name: None if one.name in _PATHS else one.default for one in fields(LabOptions)}
    | {"threads": 0}
)


@dataclass(frozen=True)
class LabCommand:
    """A command of the lab.

    Attributes:
        name: As typed.
        does: In a sentence, for its help.
        example: Its arguments in an example.
        asks: What it can't do without, by name.
        takes: Its options by name, in the order of its help.
        values: Options that together are ``LabOptions.values``: each with its default and help. A
            text is a list with commas.
        defaults: Those that differ from ``LabOptions``.
    """

    name: str
    does: str
    example: str
    asks: Mapping[str, Any]
    takes: Sequence[str]
    values: Mapping[str, tuple[str | float, str]] = field(default_factory=dict)
    defaults: Mapping[str, Any] = field(default_factory=dict)

    def function(self, run: Callable[[typer.Context, str, LabOptions, int], None]) -> Any:  # noqa: ANN401 - as typer wants it
        """Return the command as a function with a parameter for each option, for typer."""

        def command(context: typer.Context, **given: Any) -> None:  # noqa: ANN401 - by option
            threads = given.pop("threads", 0)
            run(context, self.name, self._options(given), threads)

        parameters = [
            inspect.Parameter(name, _KIND, default=default, annotation=kind)
            for name, kind, default in self._parameters()
        ]
        command.__doc__ = self.does
        command.__annotations__ = {one.name: one.annotation for one in parameters}
        command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        return command

    def _parameters(self) -> list[tuple[str, Any, Any]]:
        found: list[tuple[str, Any, Any]] = [("context", typer.Context, _NONE)]
        found += [(name, kind, _NONE) for name, kind in self.asks.items()]
        for name, (default, text) in self.values.items():
            option = typer.Option(help=text, min=None if isinstance(default, str) else 0.0)
            found.append((name, Annotated[type(default), option], default))
        defaults = {**_DEFAULTS, **self.defaults}
        return found + [(name, GIVEN[name], defaults[name]) for name in self.takes]

    def _options(self, given: dict[str, Any]) -> LabOptions:
        given["values"] = tuple(text for name in self.values for text in _texts(given.pop(name)))
        paths = {name: _absolute(given[name]) for name in _PATHS if name in given}
        return LabOptions(**{**self.defaults, **given, **paths})


_NONE, _KIND = inspect.Parameter.empty, inspect.Parameter.KEYWORD_ONLY


def _absolute(path: str | None) -> str:
    return os.path.abspath(Path(path).expanduser()) if path else ""


def _texts(value: str | float) -> list[str]:
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return [f"{value:g}"]
