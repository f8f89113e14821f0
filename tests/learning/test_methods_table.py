"""The table of methods names modules that exist, each with a test of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import photosearch.learning

_ROOT = Path(photosearch.learning.__file__).parents[2]
_ROW = re.compile(r"^\|.*\|$", re.MULTILINE)
_NAME = re.compile(r"``([\w.]+)``")
_TOGETHER = "tests/learning/lab/experiments/test_experiments.py"


def _named() -> list[str]:
    rows = _ROW.findall(photosearch.learning.__doc__ or "")
    names = [name for row in rows for name in _NAME.findall(row)]
    return [
        one if one.startswith("photosearch.") else f"photosearch.learning.{one}" for one in names
    ]


def test_table_is_as_long_as_the_field():
    assert len(_named()) > 40


@pytest.mark.parametrize("name", _named())
def test_method_has_its_module_and_a_test(name):
    *packages, module = name.split(".")
    assert (_ROOT.joinpath(*packages) / f"{module}.py").is_file()
    own = _ROOT.joinpath("tests", *packages[1:], f"test_{module}.py")
    together = (_ROOT / _TOGETHER).read_text() if "experiments" in packages else ""
    assert own.is_file() or f'_run("{module.replace("_", "-")}"' in together
