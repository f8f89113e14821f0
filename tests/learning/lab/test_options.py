import json

import pytest

from photosearch.base.errors import UserError
from photosearch.learning.lab.options import LabOptions


def test_options_come_back_from_json():
    options = LabOptions(folder="/a", values=("8", "64"), minutes=1.5, quick=True)
    assert LabOptions.from_json(json.loads(json.dumps(options.to_json()))) == options


def test_options_of_a_newer_version_lose_what_is_unknown():
    assert LabOptions.from_json({"folder": "/a", "hologram": True}) == LabOptions(folder="/a")


@pytest.mark.parametrize(
    ("change", "code"),
    [({"encoder": "vgg"}, "unknown-encoder"), ({"split": "days"}, "unknown-split")],
)
def test_options_that_do_not_exist_are_refused(change, code):
    with pytest.raises(UserError) as caught:
        LabOptions(**change)
    assert caught.value.code == code
