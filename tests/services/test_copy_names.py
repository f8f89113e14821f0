"""Names that give a copy away, and names that do not."""

import pytest

from photosearch.services.copy_names import says_copy, stem_of

_STEMS = {"img_1234", "dsc_0001", "holiday (2)", "beach"}


@pytest.mark.parametrize(
    "name",
    [
        "IMG_1234 copy.jpg", "IMG_1234-Copy.JPG", "Copy of IMG_1.jpg", "IMG_9 - Kopie (2).jpg",
        "IMG_9 - copia.jpg", "IMG_9_edited.jpg", "IMG_9-edit.jpg", "IMG_9-edit2.jpg",
        "IMG_9-bearbeitet.jpg", "IMG_9 副本.jpg", "IMG_9 - コピー.jpg", "копия img.jpg",
        "IMG-20210304-WA0007.jpg", "FB_IMG_1500000.jpg", "received_1234.jpeg",
        "signal-2021-03-04-120000.jpg", "IMG_1234 (1).jpg", "IMG_1234(1).jpg", "IMG_1234_2.jpg",
        "IMG_1234~2.jpg", "IMG_1234-1.jpg", "IMG_E1234.HEIC",
    ],
)  # fmt: skip
def test_says_copy_of_copies_is_true(name):
    assert says_copy(stem_of(b"/a copy/" + name.encode()), _STEMS)


@pytest.mark.parametrize(
    "name",
    [
        "IMG_1234.jpg", "Holiday (1).jpg", "Holiday (2).jpg", "IMG_1235_2.jpg", "DSC_0001.NEF",
        "photocopy machine.jpg", "Editha.jpg", "Copenhagen.jpg", "2021-03-04 12.00.00.jpg",
        "IMG_E9999.jpg", "scan 07", ".hidden",
    ],
)  # fmt: skip
def test_says_copy_of_other_names_is_false(name):
    assert not says_copy(stem_of(name.encode()), _STEMS)


def test_stem_of_a_name_that_is_not_utf8_is_a_stem():
    assert stem_of(b"/x/\xffIMG_1.JPG") == "\udcffimg_1"
    assert stem_of(b"/x/no extension") == "no extension"
