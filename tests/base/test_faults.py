import os
import subprocess
import sys

import pytest

_PROGRAM = "from photosearch.base.faults import fault_point; fault_point('a:b')"


@pytest.mark.parametrize(("value", "code"), [("a:b", 137), ("a:c", 0), ("", 0)])
def test_fault_point_only_its_own_name_ends_the_process(value, code):
    environment = {**os.environ, "PHOTOSEARCH_FAULT": value}
    done = subprocess.run([sys.executable, "-c", _PROGRAM], env=environment, check=False)
    assert done.returncode == code
