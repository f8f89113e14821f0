"""Measure duplicates: ``python -m tests.benchmarks.duplicates --data DIR [--originals N]``.

Some photos of every set are edited (see ``fixed_edits``; two chains of two edits each), and indexed
among all others; frames of films and photos of one class are the hard negatives. Everything goes
through the command's own service. Beside it stand, on the same photos and with the best threshold
that each can have, hashes of imagededup where it is installed, and the cosine of the backbone's own
features, which is what its CNN compares when it is given this backbone.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program does, before NumPy is imported

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from photosearch.base.progress import NO_PROGRESS
from photosearch.encoder.quantisation import dequantise
from photosearch.services.duplicate_commands import duplicates_document
from photosearch.services.duplicates import Duplicates, find_duplicates
from photosearch.services.indexing import index_folders
from photosearch.services.library import Library, open_library
from tests.benchmarks.fixed_edits import NAMED, OTHERS

SETS = ("caltech101", "flowers102", "clothing_full", "cdcovers", "scenes", "bursts")
_CHAINS = 2
_LONGER_PX = 1600
_CHUNK = 512
_TWIN_PX, _TWIN_CORRELATION = 64, 0.98

Pair = tuple[str, str]


@dataclass(frozen=True)
class Truth:
    """What was made.

    Attributes:
        original: By path of an edit.
        kind: By path of an edit.
        photos: Every path, edits and others.
        twin: By path, the first of photos that the sets themselves hold twice.
    """

    original: dict[str, str]
    kind: dict[str, str]
    photos: list[str]
    twin: dict[str, str]

    def family(self, path: str) -> str:
        """Return what stands for a photo, its edits and its twins."""
        original = self.original.get(path, path)
        return self.twin.get(original, original)

    def pairs(self) -> dict[Pair, str]:
        """Return the pairs of an edit and its original, with the kind of edit."""
        return {ordered(self.original[edit], edit): self.kind[edit] for edit in self.original}


def ordered(one: str, other: str) -> Pair:
    """Return a pair that has no order."""
    return min(one, other), max(one, other)


def make(data: Path, folder: Path, n_originals: int, seed: int) -> Truth:
    """Edit photos of every set in turn."""
    rng = random.Random(seed)
    photos = {one: sorted((data / "photos" / one).rglob("*.*")) for one in SETS}
    originals = [
        path
        for one, paths in photos.items()
        for path in rng.sample(paths, min(len(paths) // 2, -(-n_originals // len(SETS))))
    ]
    original, kind = {}, {}
    for number, source in enumerate(originals):
        with Image.open(source) as image:
            picture = image.convert("RGB")
        picture.thumbnail((_LONGER_PX, _LONGER_PX))
        edits = dict(NAMED | OTHERS)
        for _ in range(_CHAINS):
            first, second = rng.sample(sorted(NAMED | OTHERS), 2)
            edits[f"chain {first}, {second}"] = lambda p, a=first, b=second: (NAMED | OTHERS)[b](
                (NAMED | OTHERS)[a](p)
            )
        for name, edit in edits.items():
            target = folder / f"{number:03d} {name}.{'png' if name == 'grey' else 'jpg'}"
            edit(picture).save(target, **({} if name == "grey" else {"quality": 88}))
            original[str(target)] = str(source)
            kind[str(target)] = name.split()[0] if name.startswith("chain") else name
    every = [str(path) for paths in photos.values() for path in paths]
    return Truth(original, kind, every, twins(every))


def twins(paths: Sequence[str]) -> dict[str, str]:
    """Find the pictures that a set holds twice, saved anew or cut a little: nobody has marked them.

    Told by the correlation of grey pictures of 64 pixels, and by nothing that detection uses; cuts
    and changes that it does not see count as wrong below. Frames of films are never twins.
    """
    names = [path for path in paths if "/bursts/" not in path]
    rows = []
    for path in names:
        with Image.open(path) as image:
            grey = np.asarray(image.convert("L").resize((_TWIN_PX, _TWIN_PX)), dtype=np.float32)
        rows.append((grey - grey.mean()).ravel() / max(float(grey.std()), 1.0) / _TWIN_PX)
    alike = np.array(rows)
    found: dict[str, str] = {}
    for at in range(1, len(names)):
        near = np.flatnonzero(alike[:at] @ alike[at] > _TWIN_CORRELATION)
        if len(near):
            first = names[int(near[0])]
            found[names[at]] = found.get(first, first)
    return found


def best_recall(
    pairs: Sequence[Pair], scores: NDArray[np.floating], truth: Truth, precision: float = 0.99
) -> tuple[float, float]:
    """Return the recall of edit and original at a precision, and the threshold of that.

    Two edits of one photo are neither right nor wrong here.
    """
    wanted = truth.pairs()
    right = np.array([pair in wanted for pair in pairs])
    kin = np.array([truth.family(a) == truth.family(b) for a, b in pairs])
    counted = right | ~kin
    order = np.argsort(-scores[counted], kind="stable")
    hits = np.cumsum(right[counted][order])
    reached = np.flatnonzero(hits / np.arange(1, len(hits) + 1) >= precision)
    if not len(reached):
        return 0.0, 1.0
    return hits[reached[-1]] / len(wanted), float(scores[counted][order][reached[-1]])


def report(found: Duplicates, document: dict, truth: Truth) -> None:
    """Print recall, precision, calibration and the groups."""
    rows = [row for row in document["pairs"] if row["kind"] in ("exact", "edited")]
    pairs = [ordered(row["a"], row["b"]) for row in rows]
    scores = np.array([row["probability"] for row in rows])
    recall, threshold = best_recall(pairs, scores, truth)
    say("pairs: recall at precision 0.99", f"{recall:.4f} at probability {threshold:.3f}")
    wanted, listed = truth.pairs(), set(pairs)
    by_kind = defaultdict(list)
    for pair, kind in wanted.items():
        by_kind[kind].append(pair in listed)
    worst = sorted((float(np.mean(hits)), kind) for kind, hits in by_kind.items())[:4]
    say("listed at all, worst edits", ", ".join(f"{kind} {share:.3f}" for share, kind in worst))
    kin = np.array([truth.family(a) == truth.family(b) for a, b in pairs])
    for least in (0.5, 0.9):
        taken = scores >= least
        expected, measured = scores[taken].mean(), kin[taken].mean()
        say(f"pairs from {least} on", f"expected precision {expected:.4f}, measured {measured:.4f}")
    strange = [pair for pair, near in zip(pairs, kin, strict=True) if not near]
    films = sum("/bursts/" in a and "/bursts/" in b for a, b in strange)
    say("frames of films called edits", str(films))
    _report_groups(found, truth)
    surest = sorted(zip(scores[~kin].tolist(), strange, strict=True), reverse=True)[:12]
    for score, (a, b) in surest:
        say(f"    wrongly {score:.3f}", f"{a[-44:]}  {b[-44:]}")


def _report_groups(found: Duplicates, truth: Truth) -> None:
    together: set[Pair] = set()
    for group in found.groups:
        if group.kind in ("exact", "edited"):
            paths = sorted({os.fsdecode(copy.path) for copy in group.copies()})
            together |= {(a, b) for at, a in enumerate(paths) for b in paths[at + 1 :]}
    families: dict[str, list[str]] = defaultdict(list)
    for path in {*truth.original, *truth.original.values()}:
        families[truth.family(path)].append(path)
    wanted = {
        (a, b)
        for paths in families.values()
        for at, a in enumerate(sorted(paths))
        for b in sorted(paths)[at + 1 :]
    }
    right = len(together & wanted)
    say("groups: precision of pairs", f"{right / max(1, len(together)):.4f}")
    say("groups: recall of pairs", f"{right / len(wanted):.4f}")


def cosine_of_backbone(library: Library, truth: Truth) -> tuple[float, float]:
    """Return the best that the plain cosine can do, over all pairs."""
    ids = library.gallery.index.ids()
    block = library.catalog.features.get(ids, library.gallery.in_use.encoder_id)
    vectors = dequantise(block.codes, block.scales)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    path = {
        row.photo_id: os.fsdecode(row.path)
        for row in reversed(library.catalog.duplicates.copies(block.ids))
    }
    names = [path[photo] for photo in block.ids.tolist()]
    return _best_of_all(names, lambda rows: vectors[rows] @ vectors.T, 0.6, truth)


def hashes_of_peer(name: str, truth: Truth) -> tuple[float, float]:
    """Return the best that a hash of imagededup can do, over all pairs."""
    import imagededup.methods  # of the extra ``benchmarks``

    method = getattr(imagededup.methods, name)(verbose=False)
    names = [*truth.photos, *truth.original]
    made = [method.encode_image(image_file=path) for path in names]
    known = [at for at, code in enumerate(made) if code]
    codes = np.array([int(made[at], 16) for at in known], dtype=np.uint64)
    names = [names[at] for at in known]

    def alike(rows: NDArray[np.int64]) -> NDArray[np.floating]:
        return 1 - np.bitwise_count(codes[rows, None] ^ codes[None, :]) / 64

    return _best_of_all(names, alike, 0.6, truth)


def _best_of_all(names, alike, least: float, truth: Truth) -> tuple[float, float]:
    pairs: list[Pair] = []
    scores: list[NDArray[np.floating]] = []
    for start in range(0, len(names), _CHUNK):
        rows = np.arange(start, min(start + _CHUNK, len(names)))
        found = alike(rows)
        one, other = np.nonzero((found >= least) & (np.arange(len(names)) > rows[:, None]))
        pairs += [ordered(names[rows[a]], names[b]) for a, b in zip(one, other, strict=True)]
        scores.append(found[one, other])
    return best_recall(pairs, np.concatenate(scores), truth)


def say(what: str, value: str) -> None:
    """Print one figure."""
    print(f"{what:<36} {value}", flush=True)  # noqa: T201 - what it is for


def main(arguments: Iterable[str] | None = None) -> None:
    """Make, index, find, report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--originals", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(None if arguments is None else list(arguments))
    with tempfile.TemporaryDirectory(prefix="photosearch-duplicates-") as temporary:
        folder = Path(temporary) / "edits"
        folder.mkdir()
        truth = make(options.data, folder, options.originals, options.seed)
        library = open_library(Path(temporary) / "library", writable=True)
        try:
            photos = [os.fsencode(options.data / "photos"), os.fsencode(folder)]
            index_folders(library, photos)
            quick, found = (_timed(library, look=look) for look in (False, True))
            say("photos, edits", f"{found[1].n_photos:,}, {len(truth.original):,}")
            say("found without a look", f"{quick[0]:.1f} s, {quick[1].n_waiting:,} pairs wait")
            each = 1000 * (found[0] - quick[0]) / max(1, quick[1].n_waiting)
            say("with it", f"{found[0]:.1f} s, {each:.2f} ms a pair")
            document = duplicates_document(library, found[1], pairs=True, progress=NO_PROGRESS)
            report(found[1], document, truth)
            say(
                "cosine of the backbone",
                "{:.4f} at {:.3f}".format(*cosine_of_backbone(library, truth)),
            )
            if importlib.util.find_spec("imagededup") is not None:
                for name in ("PHash", "DHash"):
                    say(
                        f"imagededup {name}",
                        "{:.4f} at {:.3f}".format(*hashes_of_peer(name, truth)),
                    )
        finally:
            library.close()


def _timed(library: Library, *, look: bool) -> tuple[float, Duplicates]:
    started = time.monotonic()
    found = find_duplicates(library, look=look)
    return time.monotonic() - started, found


if __name__ == "__main__":
    main()
