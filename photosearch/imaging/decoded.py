"""What decoding gives: a photo for the catalogue, a query, a picture for the eye, or a reason."""

from __future__ import annotations

from dataclasses import dataclass

from photosearch.base.types import Pixels

FORMATS = ("jpeg", "png", "webp", "avif", "tiff", "gif", "bmp", "heic", "raw")
"""What ``DecodedPhoto.format`` can say."""

FAILURE_CODES = frozenset(
    {
        "empty",
        "not-an-image",
        "damaged",
        "unsupported",
        "needs-raw-extra",
        "too-large",
        "too-many-pixels",
        "crashed",
        "timeout",
        "out-of-memory",
        "unreadable",
        "vanished",
        "placeholder",
        "changed-while-reading",
    }
)
"""What ``DecodeFailure.code`` can say."""


@dataclass(frozen=True)
class Exif:
    """What a photo's metadata says of when, with what and where it was taken.

    Attributes:
        taken_at: Seconds since 1970 of the local wall clock, read as if it were UTC, so that photos
            sort by local time; ``None`` if unknown or impossible.
        taken_offset_s: Offset of that wall clock from UTC in seconds, if the photo says it.
        camera: Make and model in one line; empty if unknown.
        latitude: Degrees north, -90 to 90; ``None`` if unknown. Known together with longitude.
        longitude: Degrees east, -180 to 180.
    """

    taken_at: float | None = None
    taken_offset_s: int | None = None
    camera: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, eq=False)
class DecodedPhoto:
    """All that indexing or querying needs of a photo.

    With a box in the job, ``perceptual_hashes``, ``grey``, ``thumbnail``, ``colours``,
    ``sharpness`` and ``pixels`` are of that part; everything else is of the whole photo.

    Attributes:
        sha256: 32 bytes, of the whole file.
        image_key: 32 bytes, of the compressed image without metadata, plus orientation.
        size: Bytes of the file.
        format: One of ``FORMATS``, by content.
        width: Pixels, after orientation.
        height: Pixels, after orientation.
        orientation: EXIF 1 to 8, as it was applied; 1 for an absent or invalid one.
        exif: Date, camera and place.
        perceptual_hashes: 8 x uint64, little-endian: pHash of the picture as each EXIF orientation
            1 to 8 would turn it; the first is of the picture as shown.
        grey: 32 x 32 uint8, row-major.
        thumbnail: JPEG, sRGB, 256 px shorter side (never enlarged), at most 2,048 px longer side.
        pixels: (s, s, 3) uint8 for the encoder, s as the job says.
        colours: 4 x 4 x 3 uint8, row-major: mean sRGB of sixteen parts of the picture.
        sharpness: As ``merits.sharpness`` of the thumbnail before it is compressed.
        jpeg_quality: 1 to 100, estimated; ``None`` for other formats.
        tag_count: How many EXIF tags the file has.
    """

    sha256: bytes
    image_key: bytes
    size: int
    format: str
    width: int
    height: int
    orientation: int
    exif: Exif
    perceptual_hashes: bytes
    grey: bytes
    thumbnail: bytes
    pixels: Pixels
    colours: bytes
    sharpness: float
    jpeg_quality: int | None
    tag_count: int


@dataclass(frozen=True, eq=False)
class DecodedQuery:
    """All that a question needs of a photo: which one it is, and what the encoder looks at.

    Attributes:
        image_key: As ``DecodedPhoto.image_key``, of the whole photo.
        pixels: As ``DecodedPhoto.pixels``, of the part that was asked for.
    """

    image_key: bytes
    pixels: Pixels


@dataclass(frozen=True)
class DecodedPicture:
    """A picture for the window.

    Attributes:
        width: Pixels of ``rgb``.
        height: Pixels of ``rgb``.
        rgb: height x width x 3 uint8, row-major, no padding, sRGB, oriented.
        full_width: Pixels of the whole photo, after orientation.
        full_height: Pixels of the whole photo, after orientation.
        size: Bytes of the file.
        format: One of ``FORMATS``.
        exif: Date, camera and place.
        details: Further metadata for people, as (key, text); keys are stable words such as
            ``"lens"`` or ``"exposure"`` (see ``photosearch.imaging.shooting.DETAIL_KEYS``).
    """

    width: int
    height: int
    rgb: bytes
    full_width: int
    full_height: int
    size: int
    format: str
    exif: Exif
    details: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class DecodeFailure:
    """Why a photo could not be decoded.

    Attributes:
        code: One of ``FAILURE_CODES``.
        reason: One sentence for people.
    """

    code: str
    reason: str


Decoded = DecodedPhoto | DecodedQuery | DecodedPicture | DecodeFailure
