"""Embedding models: the small convolutional encoder and the bundled EfficientNet-Lite0."""
