"""A limit to the processor time that one article may take, in the main thread or in a worker's.

Processor time, since it hardly depends on what else the machine does: two runs should give up on the same articles.
"""
import ctypes
import faulthandler
import os
import signal
import threading
import time
from contextlib import contextmanager

STUCK = 20  # times the limit by the clock on the wall, after which a process that cannot be interrupted is ended
TICK = 0.05  # seconds between two looks at the clock


class TimeUp(BaseException):
    """The time of an article is up. No `Exception`, so that code which expects faults does not take it for one."""


@contextmanager
def at_most(seconds):
    """Raise `TimeUp` in the block when the process has worked so many seconds since its begin; None: no limit.

    In the main thread by a signal, which reaches a long match of a regular expression too. In other threads between two
    instructions; and where one instruction never ends, the process is ended, for the engine to start anew.
    """
    if seconds is None:
        yield
    elif threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer"):
        with _by_signal(seconds):
            yield
    else:
        with _by_watch(seconds):
            yield


@contextmanager
def _by_signal(seconds):
    before = signal.signal(signal.SIGPROF, _raise)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _raise(*_):
    raise TimeUp


class _Watch:
    """A thread that looks at the clock, and raises `TimeUp` in the one thread that it watches."""

    def __init__(self):
        self.lock, self.until, self.thread = threading.Lock(), None, None
        threading.Thread(target=self._look, daemon=True, name="koujing-watch").start()

    def _look(self):
        while True:
            time.sleep(TICK)
            with self.lock:
                if self.until is not None and time.process_time() > self.until:
                    self.until = None
                    _send(self.thread, TimeUp)

    def set(self, seconds):
        with self.lock:
            self.thread, self.until = threading.get_ident(), time.process_time() + seconds

    def clear(self):
        with self.lock:  # from here on the watch sends nothing; what it sent and did not arrive is taken back
            self.until = None
            _send(threading.get_ident(), None)


def _send(thread, exception):
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), exception and ctypes.py_object(exception))


_watches = {}


@contextmanager
def _by_watch(seconds):
    place = os.getpid(), threading.get_ident()
    watch = _watches.get(place) or _watches.setdefault(place, _Watch())
    # Its clock runs in C and needs no lock of Python's, which a match of a regular expression would hold for ever.
    faulthandler.dump_traceback_later(seconds * STUCK, exit=True, file=_nowhere())
    watch.set(seconds)
    try:
        yield
    finally:
        try:
            watch.clear()
        finally:
            faulthandler.cancel_dump_traceback_later()


def _nowhere():
    if "nowhere" not in _watches:
        _watches["nowhere"] = os.open(os.devnull, os.O_WRONLY)
    return _watches["nowhere"]
