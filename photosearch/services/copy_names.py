"""What a file's name gives away: that it is a copy of another one, or an edited version of it.

A word such as "copy" says it by itself. A number at the end says it only where another file in the
group has the name without it: "IMG_1234 (1)" beside "IMG_1234", but not "Holiday (1)" beside
"Holiday (2)".
"""

from __future__ import annotations

import re
from collections.abc import Collection

_WORDS = re.compile(
    r"""(?:^|[\s_\-.(\[])(?:
        copy|copies|copie|copia|cópia|kopie|kopia|kopi|kopio|kopija|kópia|másolat|duplicate|duplikat
        |edit|edited|editado|editada|editat|edytowane|bearbeitet|bewerkt|modifié|modificato|redigert
        |redigerad|redigeret|muokattu|копия|изменено|редакция
    )(?:$|[\s_\-.)\]\d])
    |副本|拷贝|複製|复制|コピー|복사본|編集|编辑|편집""",
    re.VERBOSE,
)
# How messengers and networks name what they have made smaller.
_SENT = re.compile(r"^img-\d{8}-wa\d+|^fb_img_\d|^received_\d|^signal-\d{4}-")
_NUMBERED = re.compile(r"^(?P<base>.+?)(?:\s*\(\d{1,3}\)|~\d{1,3}|[\s_-]\d{1,2})$")
_IPHONE_EDIT = re.compile(r"^(img_)e(\d{4,})$")


def stem_of(path: bytes) -> str:
    """Return the name that a path ends with, without its extension, in lower case."""
    name = path.rpartition(b"/")[2].decode("utf-8", "surrogateescape").casefold()
    stem, dot, extension = name.rpartition(".")
    return stem if dot and stem and " " not in extension else name


def says_copy(stem: str, stems: Collection[str]) -> bool:
    """Say whether a name is that of a copy or an edited version.

    Args:
        stem: As ``stem_of`` returns it.
        stems: Those of the whole group.
    """
    if _WORDS.search(stem) or _SENT.search(stem):
        return True
    numbered = _NUMBERED.match(stem)
    if numbered is not None and numbered["base"] in stems:
        return True
    edited = _IPHONE_EDIT.match(stem)
    return edited is not None and edited[1] + edited[2] in stems
