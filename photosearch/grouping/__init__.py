"""Clustering, linkage and outliers on vectors and graphs."""
