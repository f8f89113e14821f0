"""Start the program: worker processes first of all, then the window or a command."""

from __future__ import annotations

import sys


def main() -> int:
    """Run what the command line asks for and return the exit code.

    Workers are handled before any other import: they load neither Qt nor torch, and start fast.
    """
    arguments = sys.argv[1:]
    if arguments[:2] == ["--worker", "decode"]:
        from photosearch.imaging.worker import main as decode

        return decode()
    if arguments[:2] == ["--worker", "train"]:
        from photosearch.learning.training.child import main as train

        return train()
    if "lab" not in arguments:
        _keep_products_to_one_core()
    if _is_for_window(arguments):
        from photosearch.app import main as open_window

        return open_window(sys.argv)
    from photosearch.cli import main as run_command

    return run_command(arguments)


def _keep_products_to_one_core() -> None:
    """Let NumPy's matrix products use one thread each; has to come before NumPy is imported.

    OpenBLAS hands even a product of 32 rows to all cores, and its threads wait for one another by
    spinning. While decode workers keep all cores busy such a product takes 30 times its own time
    (2.4 ms became 70 ms), and the spinning takes the cores from the workers. The lab has the
    machine to itself.
    """
    import os

    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _is_for_window(arguments: list[str]) -> bool:
    """Tell whether a window is wanted: nothing said, a query, or files to find similar ones of."""
    import os

    if "_PHOTOSEARCH_COMPLETE" in os.environ:  # a shell asks for words, with no arguments
        return False
    rest = list(arguments)
    while rest and rest[0].startswith("--library"):
        del rest[: 1 if rest[0].startswith("--library=") else 2]
    if not rest or rest[0] == "--query":
        return True
    # A file beside that happens to be called "index" does not take the command's place.
    return ("." in rest[0] or os.sep in rest[0]) and os.path.isfile(rest[0])


if __name__ == "__main__":
    sys.exit(main())
