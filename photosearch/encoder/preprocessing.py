"""What happens to a picture's pixels before the first layer, in the one place that says so.

The pictures arrive as 224 x 224 RGB bytes (photosearch.imaging.pixels makes them in the decode
workers). The Lite family was trained on (x - 127) / 128; with ImageNet's mean and deviation it
loses ten points of accuracy. This step lives inside the ONNX graph, where it takes 1.5 % of a
picture's time (0.42 of 28.5 ms on one core; NumPy in front of the graph takes 1.16 ms) and lets
the workers hand over bytes, a quarter of the size of floats. The torch twin
repeats it from the same constants.
"""

from photosearch.imaging.pixels import GEOMETRY

PIXEL_OFFSET = 127.0
PIXEL_SCALE = 128.0
POOLING = "mean"

RECIPE = f"rgb8 | {GEOMETRY} | (x-{PIXEL_OFFSET:g})/{PIXEL_SCALE:g} | {POOLING}"
"""All that turns a decoded photo into a feature, beside the weights; part of the fingerprint."""
