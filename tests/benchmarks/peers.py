"""imagededup on the same 12 MP photos: what another tool takes for its encodings.

Its CNN downloads weights, which is of no use here; it is given a network of the same kind and size
class without weights (torchvision's mobilenet_v3_small, which it uses by default): its speed does
not depend on them. Each runs in a process of its own with its default settings; the time is that
of ``encode_images`` alone, without imports and the loading of models.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.measurement import Measurement
from tests.benchmarks.workplace import Workplace

_TARGETS = {"CNN": 6.0, "PHash": 8.0}
_N_PHOTOS = 40


def measure(place: Workplace) -> list[Measurement]:
    """Let imagededup encode some of the photos; ``index`` ran over all of them."""
    if importlib.util.find_spec("imagededup") is None:
        note = "imagededup is not installed: pip install '.[benchmarks]'"
        return [Measurement(f"times imagededup {name}", None, reference=note) for name in _TARGETS]
    photos = sorted(place.camera_photos().iterdir())[: 8 if place.quick else _N_PHOTOS]
    folder = place.fresh("peers")
    for path in photos:
        os.link(path, folder / path.name) if _same_device(path, folder) else os.symlink(
            path, folder / path.name
        )
    ours = place.best_rate()
    found = []
    for name, target in _TARGETS.items():
        rate = max(_rate(place, name, folder) for _ in range(1 if place.quick else 2))
        found.append(
            Measurement(
                f"indexing against imagededup {name}",
                ours,
                "photos/s",
                target,
                at_least=True,
                reference=f"{rate:.2f} photos/s over {len(photos)} of the photos",
                ratio=ours / rate,
                of_ratio=True,
            )
        )
    return found


def _same_device(path: Path, folder: Path) -> bool:
    return path.stat().st_dev == folder.stat().st_dev


def _rate(place: Workplace, name: str, folder: Path) -> float:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.peers", name, str(folder)],
        env=place.environment(),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    answer = json.loads(done.stdout.splitlines()[-1])
    return float(answer["photos"] / answer["seconds"])


def _encode(name: str, folder: str) -> None:
    from imagededup import methods

    encoder = methods.PHash(verbose=False) if name == "PHash" else _cnn()
    started = time.perf_counter()
    with contextlib.redirect_stdout(sys.stderr):
        encodings = encoder.encode_images(image_dir=folder)
    seconds = time.perf_counter() - started
    sys.stdout.write(json.dumps({"photos": len(encodings), "seconds": seconds}) + "\n")


def _cnn() -> object:
    from imagededup import methods
    from imagededup.utils import CustomModel
    from torchvision.models import MobileNet_V3_Small_Weights, mobilenet_v3_small

    network = mobilenet_v3_small(weights=None).features.eval()
    transform = MobileNet_V3_Small_Weights.IMAGENET1K_V1.transforms()
    model = CustomModel(name="mobilenet_v3_small", model=_pooled(network), transform=transform)
    return methods.CNN(verbose=False, model_config=model)


def _pooled(network: object) -> object:
    import torch

    pool = torch.nn.AdaptiveAvgPool2d(1)
    return torch.nn.Sequential(network, pool, torch.nn.Flatten()).eval()  # type: ignore[arg-type]


if __name__ == "__main__":
    _encode(sys.argv[1], sys.argv[2])
