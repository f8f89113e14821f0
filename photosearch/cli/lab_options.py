"""The options that the lab's commands share."""

from __future__ import annotations

from typing import Annotated

import typer

Folder = Annotated[
    str, typer.Argument(metavar="DIR", help="Pictures, a sub-folder per class.", show_default=False)
]
Checkpoint = Annotated[
    str, typer.Argument(metavar="CHECKPOINT", help="An encoder that 'lab train' has written.")
]
Out = Annotated[
    str | None,
    typer.Option(metavar="DIR", help="A new folder for the results.", show_default="a new one"),
]
Seed = Annotated[int, typer.Option(min=0, help="Of everything random.")]
Seeds = Annotated[
    int, typer.Option(min=0, help="How often, each time with another seed; 0: as usual.")
]
Epochs = Annotated[int, typer.Option(min=0, help="Of each training at most; 0: as usual.")]
Minutes = Annotated[float, typer.Option(min=0.0, help="Of each training at most; 0: as usual.")]
Quick = Annotated[bool, typer.Option("--quick", help="A few photos, a few epochs: does it run?")]
Threads = Annotated[int, typer.Option(min=0, help="0: all cores but one.")]
Cache = Annotated[
    str | None, typer.Option(metavar="DIR", help="Keep decoded pictures here for the next run.")
]
Encoder = Annotated[str, typer.Option(help="lite0 (the bundled one) or small (from scratch).")]
Unfrozen = Annotated[int, typer.Option(min=0, help="How many of lite0's last blocks learn.")]
InputPx = Annotated[int, typer.Option(min=1, help="Side of the small encoder's pictures.")]
Dim = Annotated[int, typer.Option(help="Length of an embedding.")]
Loss = Annotated[str, typer.Option(help="See compare-losses for their names.")]
Distance = Annotated[str, typer.Option(help="cosine, euclidean or manhattan.")]
Temperature = Annotated[float, typer.Option(min=0.0, help="Of a softmax loss; 0: the loss's own.")]
Split = Annotated[str, typer.Option(help="Hold out photos of every class, or whole classes.")]
