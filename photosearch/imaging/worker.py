"""The child process that decodes: one job after the other until its pipe closes.

It answers the limits it is given with an empty frame (it is ready), then each job with one answer.
Its standard output is the pipe, so whatever else writes there goes to standard error instead.
"""

from __future__ import annotations

import os
import signal
import sys
import time

from photosearch.base.framing import FrameError, read_frame, write_frame
from photosearch.base.workers import private_output
from photosearch.imaging.confinement import confine
from photosearch.imaging.decoded import DecodedPhoto, DecodedPicture, DecodedQuery
from photosearch.imaging.decoding import decode_photo, decode_picture, decode_query
from photosearch.imaging.failures import Refusal, RefusedError, refusal_of
from photosearch.imaging.jobs import DecodeJob, WorkerLimits
from photosearch.imaging.messages import pack_answer, unpack_job, unpack_limits
from photosearch.imaging.opening import quiet_decoders

FAULT_VARIABLE = "PHOTOSEARCH_WORKER_FAULT"
"""Tests set it. Paths ending in .crash, .hang, .eat, .exit or .babble then make it do so."""


def main() -> int:
    """Serve the pipe on standard input and output; return the exit code."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business
    jobs, answers = sys.stdin.buffer, private_output()
    try:
        header, _ = read_frame(jobs)
        limits = unpack_limits(header)
        quiet_decoders(limits.max_megapixels * 1_000_000)
        confine(limits)
        write_frame(answers, {}, [])
        while True:
            job = unpack_job(*read_frame(jobs))
            write_frame(answers, *pack_answer(_answer(job, limits)))
    except (EOFError, BrokenPipeError):
        return 0
    except FrameError:
        return 1


def _answer(
    job: DecodeJob, limits: WorkerLimits
) -> DecodedPhoto | DecodedQuery | DecodedPicture | Refusal:
    try:
        if FAULT_VARIABLE in os.environ:
            _misbehave(job.path or b"")
        if job.kind == "photo":
            return decode_photo(job, limits)
        return decode_query(job, limits) if job.kind == "query" else decode_picture(job, limits)
    except Exception as error:  # noqa: BLE001 - decoders raise anything for a bad file
        return refusal_of(error)


def _misbehave(path: bytes) -> None:
    if path.endswith(b".crash"):
        os.kill(os.getpid(), signal.SIGSEGV)
    elif path.endswith(b".hang"):
        time.sleep(3600)
    elif path.endswith(b".eat"):
        raise MemoryError(len(bytearray(64 << 30)))
    elif path.endswith(b".exit"):
        os._exit(3)
    elif path.endswith(b".babble"):
        raise RefusedError("nonsense", "no code that the parent knows")
