"""Experiments of the lab, one a file: each fills a run folder and returns what came out."""
