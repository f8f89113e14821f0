"""Nearest neighbours among vectors: protocol, hnsw, exact, snapshots."""
