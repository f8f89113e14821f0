"""Which files are photos: by name for the scanner (fast), by content for the decoder (true)."""

from __future__ import annotations

RAW_EXTENSIONS = frozenset(
    b".3fr .arw .cr2 .cr3 .crw .dcr .dng .erf .fff .iiq .k25 .kdc .mef .mos .mrw .nef .nrw .orf"
    b" .pef .raf .raw .rw2 .rwl .sr2 .srf .srw .x3f".split()
)

PHOTO_EXTENSIONS = RAW_EXTENSIONS | frozenset(
    b".jpg .jpeg .jpe .jfif .jif .mpo .png .apng .webp .avif .avifs .tif .tiff .gif .bmp .dib .heic"
    b" .heics .heif .heifs .hif".split()
)
"""Every file that indexing tries, RAW included: without the raw extra those are reported."""

VIDEO_EXTENSIONS = frozenset(
    b".mov .mp4 .m4v .avi .mkv .webm .mpg .mpeg .mts .m2ts .m2t .3gp .3g2 .wmv .asf .flv .ogv .vob"
    b" .insv .lrv".split()
)

SIDECAR_EXTENSIONS = frozenset(
    b".xmp .aae .thm .pp3 .dop .on1 .cos .json .xml .vrd .nks .nksc .acr".split()
)

_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"}
_STILL_BRANDS = {b"mif1", b"msf1"}
_AVIF_BRANDS = {b"avif", b"avis"}
_BMP_HEADERS = {12, 16, 40, 52, 56, 64, 108, 124}
_RAW_STARTS = (
    b"IIRO",
    b"IIRS",
    b"MMOR",
    b"IIU\0",
    b"FUJIFILMCCD-RAW",
    b"FOVb",
    b"\0MRM",
    b"II\x1a\0\0\0HEAPCCDR",
)
_STARTS = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    *((start, "raw") for start in _RAW_STARTS),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),
    (b"MM\0+", "tiff"),
)
_FOREIGN_STARTS = (
    (b"%!PS", "a PostScript file"),
    (b"\xc5\xd0\xd3\xc6", "an EPS file"),
    (b"8BPS", "a Photoshop file"),
    (b"%PDF", "a PDF document"),
    (b"\0\0\0\x0cjP  ", "a JPEG 2000 picture"),
    (b"\xff\x4f\xff\x51", "a JPEG 2000 picture"),
    (b"\0\0\0\x0cJXL ", "a JPEG XL picture"),
    (b"\xff\x0a", "a JPEG XL picture"),
    (b"\0\0\1\0", "an icon"),
    (b"\x1aE\xdf\xa3", "a video"),
    (b"gimp xcf", "a GIMP picture"),
    (b"PK\3\4", "an archive"),
    (b"DDS ", "a texture"),
    (b"qoif", "a QOI picture"),
    (b"v/1\1", "an OpenEXR picture"),
    (b"#?RADIANCE", "a Radiance picture"),
)

SNIFFED_BYTES = 64
"""How much of a file's head ``sniff`` and ``foreign_kind`` look at."""


def sniff(head: bytes) -> str | None:
    """Name the photo format that a file's first bytes announce, or ``None``.

    Args:
        head: At least ``SNIFFED_BYTES`` bytes, or the whole file if it is shorter.

    Returns:
        One of ``photosearch.imaging.decoded.FORMATS``. Most RAW formats announce themselves as
        TIFF; only the extension tells them apart.
    """
    if head[:4] in {b"II*\0", b"MM\0*"} and head[8:10] == b"CR":
        return "raw"
    for start, name in _STARTS:
        if head.startswith(start):
            return name
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return _sniff_box(head)
    if head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in _BMP_HEADERS:
        return "bmp"
    return None


def foreign_kind(head: bytes) -> str | None:
    """Say in words what a file that is no photo announces itself as, or ``None``."""
    for start, name in _FOREIGN_STARTS:
        if head.startswith(start):
            return name
    if head[4:8] == b"ftyp" or (head[:4] == b"RIFF" and head[8:12] == b"AVI "):
        return "a video"
    if b"<svg" in head or head.lstrip()[:5] == b"<?xml":
        return "an SVG or XML file"
    return None


def extension(path: bytes) -> bytes:
    """Return the lower-case extension with its dot, or nothing."""
    name = path.replace(b"\\", b"/").rpartition(b"/")[2]
    stem, dot, end = name.rpartition(b".")
    return (dot + end).lower() if stem else b""


def _sniff_box(head: bytes) -> str | None:
    size = min(int.from_bytes(head[:4], "big"), SNIFFED_BYTES)
    brands = {head[8:12]} | {head[at : at + 4] for at in range(16, size, 4)}
    major = head[8:12]
    if major == b"crx ":
        return "raw"
    if major in _AVIF_BRANDS or (major in _STILL_BRANDS and brands & _AVIF_BRANDS):
        return "avif"
    if major in _HEIC_BRANDS | _STILL_BRANDS:
        return "heic"
    return None
