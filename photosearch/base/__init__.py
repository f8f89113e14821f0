"""Types, errors, paths, settings and progress that every other package may use."""
