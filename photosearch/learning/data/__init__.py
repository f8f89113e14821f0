"""Labelled pictures: reading, near-duplicates, splits, augmentation."""
