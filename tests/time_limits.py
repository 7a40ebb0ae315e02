"""A limit of time for what a test runs in its own process."""

import ctypes
import sys
import threading
from contextlib import contextmanager
from itertools import chain, repeat


class OutOfTime(BaseException):
    """Raised in what runs too long."""


@contextmanager
def time_limit(seconds: float):
    """Raise OutOfTime in this thread after some seconds, soon very often, and take it in.

    It is never raised in the lines that end the limit.
    """
    ident = threading.get_ident()
    raise_in, thread = ctypes.pythonapi.PyThreadState_SetAsyncExc, ctypes.c_ulong(ident)
    over = threading.Event()

    def watch() -> None:
        for wait in chain([seconds], repeat(0.1, 3), repeat(0.00005)):
            if over.wait(wait):
                break
            if sys._current_frames()[ident].f_code.co_filename not in OWN_FILES:
                raise_in(thread, ctypes.py_object(OutOfTime))

    def stop() -> None:
        over.set()
        watcher.join()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        try:
            yield
        finally:
            stop()
    except OutOfTime:
        stop()


OWN_FILES = {f.__code__.co_filename for f in (time_limit, contextmanager, threading.Thread.join)}
