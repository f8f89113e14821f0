"""Tuning the metric on a person's own groups.

- ``tuning_set``   the labelled photos, the things said of pairs, and photos of the library around
- ``group_fit``    level 1: within-group whitening and a soft classifier, both convex (no torch)
- ``residual_fit`` level 2: a low-rank residual, trained with any loss and a keep term (torch)
- ``recipe``       which of them, with which settings
- ``judging``      what a recipe is worth on photos, and on groups, that it was not fitted on
- ``gate``         whether that is good enough to take the place of what is in use
- ``task``         all of it, in a child process

Level 0, the metric without labels, is ``metric.level0``; every tuning starts from it with all
labels, so nothing depends on what was tuned before.
"""
