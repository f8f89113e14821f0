"""Use cases, Qt-free, one file each; they join index, catalogue and metric."""
