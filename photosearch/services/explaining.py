"""Why two photos match: where in both, and how much of it is colour, layout and subject.

A look at a photo costs four pictures through the encoder, so looks are kept: while a person moves
over the results of one query, each result costs one look, and a second visit none.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from photosearch.base.errors import UserError
from photosearch.base.paths import shown
from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.base.types import Box, PhotoId, Pixels, Vectors
from photosearch.imaging.decoded import DecodedPicture
from photosearch.metric.match_shares import Look, MatchShares, look_of, match_shares
from photosearch.metric.pair_score import paired_scores
from photosearch.metric.regions import (
    CELLS,
    LOOK_PX,
    Heat,
    heat_maps,
    hottest,
    quarters,
    region_vectors,
    stitched,
)
from photosearch.services.calibrating import search_calibration
from photosearch.services.examples import Example, FileExample, PhotoExample, unchanged_photo
from photosearch.services.gallery import Gallery
from photosearch.services.library import Library
from photosearch.services.pictures import PictureLoader
from photosearch.services.placing import place_example

_DECODED_PX = 768
_MOST_DECODED_PX = 4096
_KEPT_LOOKS = 96
_GLIMPSE_PX = 400
_MAX_FILE_BYTES = 1 << 30


_Key = tuple[str, Example, tuple[int, int]]


@dataclass(frozen=True)
class PixelBox:
    """A part of a photo in its pixels, as it is shown; ``x`` and ``y`` are of the upper left."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, eq=False)
class HeatMap:
    """Where a photo speaks for a match.

    Attributes:
        heat: (7, 7) float32, 0 to 1.
        seen: The part of the photo that the cells cover: a panorama's ends are not looked at.
        hottest: The hottest cell.
    """

    heat: Heat
    seen: Box
    hottest: PixelBox


@dataclass(frozen=True, eq=False)
class Glimpse:
    """A photo as it was looked at, at most 400 px wide or high.

    Attributes:
        width: Pixels.
        height: Pixels.
        rgb: height x width x 3 uint8, row-major, without padding.
    """

    width: int
    height: int
    rgb: bytes


@dataclass(frozen=True, eq=False)
class Explanation:
    """Why two photos match.

    Attributes:
        maps: Of the one and of the other.
        shares: What they have in common.
        glimpses: The photos, whole.
    """

    maps: tuple[HeatMap, HeatMap]
    shares: MatchShares
    glimpses: tuple[Glimpse, Glimpse]


@dataclass(frozen=True, eq=False)
class ScoredExplanation:
    """Why two photos match, and how well.

    Attributes:
        score: Higher is more alike; the same as of ``verify``.
        probability: That they are of one group; ``None`` while uncalibrated.
        explanation: Where and in what they match.
    """

    score: float
    probability: float | None
    explanation: Explanation


@dataclass(frozen=True, eq=False)
class _Looked:
    """What is kept of a photo that was looked at."""

    regions: Vectors
    look: Look
    glimpse: Glimpse
    width: int
    height: int
    seen: Box


class Explainer:
    """Explains matches of a library's photos and of others; may be used from several threads."""

    def __init__(self, library: Library, loader: PictureLoader) -> None:
        """Explain for a library.

        Args:
            library: Its metric decides what is alike.
            loader: Decodes the photos; its owner closes it.
        """
        self._library = library
        self._loader = loader
        self._guard = threading.Lock()
        self._kept: OrderedDict[_Key, _Looked] = OrderedDict()

    def explain(
        self, one: Example, other: Example, progress: Progress = NO_PROGRESS
    ) -> Explanation:
        """Say where two photos match, and in what.

        Raises:
            UserError: ``no-map``: the encoder in use has no maps; or a photo can't be read.
            Cancelled: By ``progress``.
        """
        gallery = self._library.gallery  # one for both: another may take its place meanwhile
        both = [self._looked(gallery, example, progress) for example in (one, other)]
        heats = heat_maps(both[0].regions, both[1].regions)
        shares = match_shares(both[0].look, both[1].look, gallery.metric)
        maps = [_placed(heat, looked) for heat, looked in zip(heats, both, strict=True)]
        return Explanation((maps[0], maps[1]), shares, (both[0].glimpse, both[1].glimpse))

    def explain_scored(
        self, one: Example, other: Example, progress: Progress = NO_PROGRESS
    ) -> ScoredExplanation:
        """Say also how well two photos match; errors as ``explain``.

        Score and heat decode photos from outside for themselves, in a worker each: at once, two
        files of 12 MP take little longer than one.
        """
        with ThreadPoolExecutor(1, "explain") as beside:
            scoring = beside.submit(self._scored, one, other, progress)
            explanation = self.explain(one, other, progress)
            score, probability = scoring.result()
        return ScoredExplanation(score, probability, explanation)

    def picture(self, example: Example, progress: Progress = NO_PROGRESS) -> DecodedPicture:
        """Return the pixels that an explanation is about: a thumbnail where there is one."""
        return self._decoded(self._known(example), progress)[0]

    def _scored(
        self, one: Example, other: Example, progress: Progress
    ) -> tuple[float, float | None]:
        library, gallery = self._library, self._library.gallery
        placed = [place_example(library, gallery, each, progress).placed for each in (one, other)]
        scores = paired_scores(placed[0], placed[1])
        calibration = search_calibration(library, gallery)
        if calibration is None or not calibration.calibrated:
            return float(scores[0]), None
        return float(scores[0]), float(calibration.balanced(scores)[0])

    def _looked(self, gallery: Gallery, example: Example, progress: Progress) -> _Looked:
        progress.checkpoint()
        example = self._known(example)
        key = (gallery.metric.fingerprint, example, _stamp(example))
        with self._guard:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        looked = self._look(gallery, example, progress)
        with self._guard:
            self._kept[key] = looked
            while len(self._kept) > _KEPT_LOOKS:
                self._kept.popitem(last=False)
        return looked

    def _look(self, gallery: Gallery, example: Example, progress: Progress) -> _Looked:
        encoder = self._library.encoder(gallery.in_use.encoder_id)
        if not encoder.has_maps:
            text = f"the encoder {encoder.name} does not say where in a photo it sees what"
            hint = "Use the bundled one: photosearch encoders use bundled"
            raise UserError("no-map", text, hint, name=encoder.name)
        picture, width, height = self._decoded(example, progress)
        pixels, seen, glimpse = _pixels(picture, example.box)
        progress.checkpoint()
        cells = stitched(encoder.encode_maps(quarters(pixels)))
        mean = cells.mean(axis=(0, 1))[None]
        look = look_of(pixels, gallery.metric.project(mean)[0])
        regions = region_vectors(cells, gallery.metric)
        return _Looked(regions, look, glimpse, width, height, seen)

    def _known(self, example: Example) -> Example:
        if isinstance(example, FileExample):
            photo_id = unchanged_photo(self._library, example.path)
            if photo_id is not None:
                return PhotoExample(photo_id, example.box)
        return example

    def _decoded(self, example: Example, progress: Progress) -> tuple[DecodedPicture, int, int]:
        """Return an example's whole picture, small, and the pixels of the photo itself."""
        library, box = self._library, example.box
        share = min(box.width, box.height) if box is not None else 1.0
        wanted = min(round(_DECODED_PX / share), _MOST_DECODED_PX)
        if isinstance(example, PhotoExample):
            details = library.catalog.photos.details([example.photo_id])
            picture = self._of_library(example.photo_id, wanted, box is None, progress)
            if details:
                return picture, details[0].width, details[0].height
        elif isinstance(example, FileExample):
            picture = self._of_file(example.path, wanted, progress)
        else:
            picture = self._loader.load(library, example.data, wanted, progress)
        return picture, picture.full_width, picture.full_height

    def _of_file(self, path: bytes, wanted_px: int, progress: Progress) -> DecodedPicture:
        try:
            with open(path, "rb") as file:
                content = file.read(_MAX_FILE_BYTES)
        except OSError as error:
            raise _unreadable(path, "unreadable", str(error.strerror)) from error
        try:
            return self._loader.load(self._library, content, wanted_px, progress)
        except UserError as error:  # the loader has seen no name
            failure = error.parameters.get("failure", "")
            raise _unreadable(path, failure, error.message.rpartition(": ")[2]) from error

    def _of_library(
        self, photo_id: PhotoId, wanted_px: int, whole: bool, progress: Progress
    ) -> DecodedPicture:
        """Decode a photo: from its thumbnail, or for a part of it from its file, if it is there."""
        thumbnail = self._library.thumbnails.get_many([photo_id]).get(int(photo_id))
        if thumbnail is None or not whole:
            try:
                return self._loader.load(self._library, photo_id, wanted_px, progress)
            except UserError:
                if thumbnail is None:
                    raise
        return self._loader.load(self._library, thumbnail, wanted_px, progress)


def _stamp(example: Example) -> tuple[int, int]:
    """Return what tells a file from the one that was there before."""
    if not isinstance(example, FileExample):
        return 0, 0
    try:
        info = os.stat(example.path)
    except OSError:  # reading it will say why
        return 0, 0
    return info.st_mtime_ns, info.st_size


def _unreadable(path: bytes, failure: str, reason: str) -> UserError:
    name = shown(path)
    text = f"{name} can't be read: {reason}"
    return UserError("unreadable-photo", text, name=name, failure=failure)


def _pixels(picture: DecodedPicture, box: Box | None) -> tuple[Pixels, Box, Glimpse]:
    """Return the pixels to look at, (384, 384, 3), which part of the photo they are, and it."""
    from PIL import Image  # 30 ms, which a start of the window should not pay

    from photosearch.imaging.pixels import encoder_box, encoder_pixels

    image = Image.frombytes("RGB", (picture.width, picture.height), picture.rgb)
    small = image.copy()
    small.thumbnail((_GLIMPSE_PX, _GLIMPSE_PX))
    glimpse = Glimpse(small.width, small.height, small.tobytes())
    part = box or Box(0.0, 0.0, 1.0, 1.0)
    if box is not None:
        x, y = int(box.x * image.width), int(box.y * image.height)
        end_x = max(x + 1, round((box.x + box.width) * image.width))
        end_y = max(y + 1, round((box.y + box.height) * image.height))
        image = image.crop((x, y, min(end_x, image.width), min(end_y, image.height)))
    left, top, right, bottom = encoder_box(image.width, image.height)
    across, down = part.width / image.width, part.height / image.height
    seen = Box(
        part.x + left * across,
        part.y + top * down,
        (right - left) * across,
        (bottom - top) * down,
    )
    return encoder_pixels(image, LOOK_PX), seen, glimpse


def _placed(heat: Heat, looked: _Looked) -> HeatMap:
    row, column = hottest(heat)
    width = looked.seen.width * looked.width / CELLS
    height = looked.seen.height * looked.height / CELLS
    box = PixelBox(
        round(looked.seen.x * looked.width + column * width),
        round(looked.seen.y * looked.height + row * height),
        max(1, round(width)),
        max(1, round(height)),
    )
    return HeatMap(heat, looked.seen, box)
