"""What a process may use of the machine, set by itself before it reads a stranger's file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from annotator.files.limits import MEGABYTE

#: What reading one file may take: memory of the whole process, and time of the processor.
MOST_MEMORY = 240 * MEGABYTE
MOST_SECONDS = 4.5
#: A Windows job that limits the memory of its processes.
_JOB_MEMORY, _EXTENDED_LIMITS = 0x100, 9


def limit_memory(most: int = MOST_MEMORY) -> None:
    """Let this process have no more memory than this, where the system can hold it to that."""
    if sys.platform == "win32":
        with suppress(OSError, AttributeError, ValueError):
            _limit_memory_by_job(most)
        return
    import resource

    # Of the address space libraries take much and use little, so that is no measure.
    for kind, limit in ((resource.RLIMIT_DATA, most), (resource.RLIMIT_AS, 8 * most)):
        with suppress(OSError, ValueError):
            _, hard = resource.getrlimit(kind)
            resource.setrlimit(kind, (limit, hard))
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@contextmanager
def limited_time(seconds: float = MOST_SECONDS) -> Iterator[None]:
    """End this process when the block takes more time of the processor than this.

    The system ends it, also in the middle of a library. Windows knows no such clock; there
    the process that waits for the answer ends it.
    """
    if sys.platform == "win32":
        yield
        return
    import signal

    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _limit_memory_by_job(most: int) -> None:
    """Put this process into a Windows job of its own with a limit of memory."""
    import ctypes

    class Counters(ctypes.Structure):
        _fields_ = [(f"count{number}", ctypes.c_uint64) for number in range(6)]

    class Basic(ctypes.Structure):
        _fields_ = [
            ("process_time", ctypes.c_int64),
            ("job_time", ctypes.c_int64),
            ("flags", ctypes.c_uint32),
            ("smallest_set", ctypes.c_size_t),
            ("largest_set", ctypes.c_size_t),
            ("processes", ctypes.c_uint32),
            ("affinity", ctypes.c_size_t),
            ("priority", ctypes.c_uint32),
            ("scheduling", ctypes.c_uint32),
        ]

    class Extended(ctypes.Structure):
        _fields_ = [
            ("basic", Basic),
            ("counters", Counters),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process_memory", ctypes.c_size_t),
            ("peak_job_memory", ctypes.c_size_t),
        ]

    kernel: Any = getattr(ctypes, "windll").kernel32  # noqa: B009  only Windows has it
    for function in (kernel.CreateJobObjectW, kernel.GetCurrentProcess):
        function.restype = ctypes.c_void_p
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    limits = Extended()
    limits.basic.flags = _JOB_MEMORY
    limits.process_memory = most
    kernel.SetInformationJobObject(
        job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
    )
    kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess()))
