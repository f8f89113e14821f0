"""Metrics that need no optimiser: one eigenvalue problem each, NumPy only.

Both give a ``LinearMetric``: a mean and a matrix that centred vectors are multiplied with.
"""
