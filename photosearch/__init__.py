"""photosearch finds, groups and cleans up a person's photos by how they look.

The way of a photo
------------------
scan folders → supervised decode workers (read once, hash, decode small, orient, to sRGB,
thumbnail, 224×224 pixels, perceptual hashes, EXIF) → batch → encoder → one writer: catalogue rows
and feature → metric → index.add. Bounded queues, a commit every batch: killed at any point it goes
on where it was.

Packages, and who may import whom (left may import right; ``|``: not each other)
-------------------------------------------------------------------------------
``__main__ → app | cli → gui → services → learning | grouping → metric
→ encoder | index | catalog → imaging → base``

- ``base``      types, errors, paths, settings, progress
- ``imaging``   sniff, decode, orient, colour, thumbnail, hash, EXIF; the supervised workers
- ``catalog``   SQLite: the one truth; everything else can be rebuilt from it and the photos
- ``index``     the VectorIndex protocol; hnsw and exact; verified snapshots
- ``encoder``   the bundled encoder on ONNX Runtime, and its torch twin for training
- ``metric``    fitted transforms, neighbour scale, re-ranking, cut-off: NumPy only
- ``grouping``  clustering and linkage on vectors and graphs
- ``learning``  deep metric learning with torch
- ``services``  use cases, Qt-free, one file each
- ``gui``       PySide6 widgets; no decisions about photos
- ``cli``       Typer commands, Qt-free;  ``app`` the composition root of the window

Only ``gui`` and ``app`` import PySide6, only ``learning`` and ``encoder.twin`` import torch;
import-linter holds it.

Decisions
---------
- 2026-11-22  Paths are bytes (``os.fsencode``) everywhere but in messages: names that are not
  UTF-8 pass through SQLite, JSON and Qt without loss.
- 2026-11-22  Commands reach a running window over ``multiprocessing.connection`` (a local socket
  or a named pipe) with JSON messages only; nothing is unpickled.
- 2026-11-22  The index holds 256 axes, the order is decided on 512 that lie beside the neighbour
  rows; the metric is fitted on 100 photos, then whenever the library has grown by half.
- 2026-11-22  The catalogue is the truth of neighbour rows too; from 5,000 photos on searches read
  them from a mapped file beside the index, which only ever stands in for it.
- 2026-11-22  One encoder serves at a time: each has its own features, metrics and index, and the
  next is taken up when every photo that can be read has been through it.
- 2026-11-22  A tuned metric is level 0 with a head: whitening, and soft groups against a
  background, fitted by convex optimisation. What is like no group stays where it is; a gate
  decides.
- 2026-11-22  Candidates come from the index, the order from the metric's re-ranking; ``--exact``
  differs only in where the candidates come from.
- 2026-12-01  Duplicates: pairs from the level-0 index and from hashes, a look at both thumbnails
  that is kept for ever, boosted trees as plain arrays. What a person says of duplicates is no
  constraint: two frames of one dog are no duplicates and yet the same dog.
"""

__version__ = "0.1.0"
