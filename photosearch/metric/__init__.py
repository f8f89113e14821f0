"""Fitted transforms, neighbour scale, re-ranking and cut-off; NumPy only."""
