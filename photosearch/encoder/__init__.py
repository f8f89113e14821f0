"""The bundled encoder: preprocessing, ONNX Runtime session, torch twin."""
