"""Small real pictures of every kind, made on the spot: no file of anybody's is needed."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageCms, ImageDraw, ImageFilter

Rgb = npt.NDArray[np.uint8]


def make_photo(seed: int, size: tuple[int, int] = (320, 240)) -> Image.Image:
    """Return varied photo-like content: a sky-like gradient, blurred and sharp shapes, grain.

    Pictures of two seeds differ in colours, layout and texture; one seed at two sizes shows the
    same scene.
    """
    random = np.random.default_rng(seed)
    width, height = size
    corners = random.integers(0, 256, (2, 2, 3), dtype=np.uint8)
    image = Image.fromarray(corners).resize(size, Image.Resampling.BICUBIC)
    for blur in (0.02, 0.0):
        draw = ImageDraw.Draw(image)
        for _ in range(random.integers(4, 9)):
            _draw_shape(draw, random, size)
        if blur:
            image = image.filter(ImageFilter.GaussianBlur(blur * min(size)))
    tile = random.normal(0, 9, (min(height, 512), min(width, 512), 1))
    grain = np.tile(tile, (-(-height // tile.shape[0]), -(-width // tile.shape[1]), 1))
    pixels = np.asarray(image, dtype=np.float32) + grain[:height, :width].astype(np.float32)
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def _draw_shape(draw: ImageDraw.ImageDraw, random: np.random.Generator, size: tuple[int, int]):
    x, y, w, h = random.uniform(0.0, 1.0, 4)
    box = [x * 0.8, y * 0.8, x * 0.8 + 0.05 + w * 0.4, y * 0.8 + 0.05 + h * 0.4]
    box = [edge * side for edge, side in zip(box, size * 2, strict=True)]
    colour = tuple(int(part) for part in random.integers(0, 256, 3))
    (draw.ellipse if random.random() < 0.5 else draw.rectangle)(box, fill=colour)


def encoded(image: Image.Image, format_name: str = "JPEG", **options: object) -> bytes:
    """Return the bytes of a file of that format."""
    stream = io.BytesIO()
    image.save(stream, format_name, **options)
    return stream.getvalue()


def jpeg(image: Image.Image, **options: object) -> bytes:
    """Return a JPEG of good quality."""
    return encoded(image, "JPEG", **{"quality": 92, "subsampling": 0, **options})


def exif(
    orientation: int | None = None,
    taken: str = "",
    camera: tuple[str, str] = ("", ""),
    place: tuple[float, float] | None = None,
    **more: object,
) -> Image.Exif:
    """Return EXIF with the given parts; ``more`` takes ``offset`` and ``fraction`` of the date."""
    tags = Image.Exif()
    if orientation is not None:
        tags[0x0112] = orientation
    for tag, text in ((0x010F, camera[0]), (0x0110, camera[1])):
        if text:
            tags[tag] = text
    shooting = tags.get_ifd(0x8769)
    for tag, text in (
        (0x9003, taken),
        (0x9011, more.get("offset")),
        (0x9291, more.get("fraction")),
    ):
        if text:
            shooting[tag] = text
    if place:
        tags.get_ifd(0x8825).update(_gps(*place))
    return tags


def _gps(latitude: float, longitude: float) -> dict[int, object]:
    return {
        1: "S" if latitude < 0 else "N",
        2: _sexagesimal(abs(latitude)),
        3: "W" if longitude < 0 else "E",
        4: _sexagesimal(abs(longitude)),
    }


def _sexagesimal(degrees: float) -> tuple[float, float, float]:
    minutes = (degrees % 1) * 60
    return float(int(degrees)), float(int(minutes)), round((minutes % 1) * 60, 4)


TURNED_BACK: dict[int, Callable[[Image.Image], Image.Image]] = {
    1: lambda image: image,
    2: lambda image: image.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
    3: lambda image: image.transpose(Image.Transpose.ROTATE_180),
    4: lambda image: image.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
    5: lambda image: image.transpose(Image.Transpose.TRANSPOSE),
    6: lambda image: image.transpose(Image.Transpose.ROTATE_90),
    7: lambda image: image.transpose(Image.Transpose.TRANSVERSE),
    8: lambda image: image.transpose(Image.Transpose.ROTATE_270),
}
"""By orientation: how a picture has to be stored so that the tag shows it upright."""


def sixteen_bit_grey(image: Image.Image) -> Image.Image:
    """Return a mode I;16 picture that shows the same as ``image`` in grey."""
    return Image.fromarray(np.asarray(image.convert("L")).astype(np.uint16) * 257)


def swapped_profile() -> bytes:
    """Return an RGB profile whose red and green primaries are swapped: it can't be overlooked."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = struct.unpack(">I", data[128:132])[0]
    places = {data[132 + 12 * i : 136 + 12 * i].decode(): 136 + 12 * i for i in range(count)}
    red, green = places["rXYZ"], places["gXYZ"]
    data[red : red + 8], data[green : green + 8] = data[green : green + 8], data[red : red + 8]
    return bytes(data)


def wide_profile() -> bytes:
    """Return a profile with primaries wider than sRGB's, as of Adobe RGB or Display P3."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = struct.unpack(">I", data[128:132])[0]
    for i in range(count):
        name = bytes(data[132 + 12 * i : 136 + 12 * i])
        offset = struct.unpack(">I", data[136 + 12 * i : 140 + 12 * i])[0]
        if name in _ADOBE_XYZ:
            packed = struct.pack(">3i", *(round(part * 65536) for part in _ADOBE_XYZ[name]))
            data[offset + 8 : offset + 20] = packed
    return bytes(data)


_ADOBE_XYZ = {
    b"rXYZ": (0.60974, 0.31111, 0.01947),
    b"gXYZ": (0.20528, 0.62567, 0.06087),
    b"bXYZ": (0.14919, 0.06322, 0.74457),
}


def png_with_chunk(data: bytes, kind: bytes, body: bytes) -> bytes:
    """Return a PNG file with one more chunk right after IHDR."""
    chunk = struct.pack(">I", len(body)) + kind + body
    return data[:33] + chunk + struct.pack(">I", zlib.crc32(kind + body)) + data[33:]


def jpeg_with_segment(data: bytes, marker: int, body: bytes) -> bytes:
    """Return a JPEG file with one more segment right after its start."""
    return data[:2] + struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body + data[2:]


def png_bomb(side: int) -> bytes:
    """Return a tiny PNG file of side x side black pixels."""
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    row = bytes(1 + (side + 7) // 8)
    body = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    file = b"\x89PNG\r\n\x1a\n"
    for kind, part in ((b"IHDR", header), (b"IDAT", body), (b"IEND", b"")):
        file += struct.pack(">I", len(part)) + kind + part
        file += struct.pack(">I", zlib.crc32(kind + part))
    return file


def mean_difference(first: Image.Image | Rgb, second: Image.Image | Rgb) -> float:
    """Return the mean absolute difference of two pictures of one size, 0 to 255."""
    one, other = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    assert one.shape == other.shape
    return float(np.abs(one - other).mean())
