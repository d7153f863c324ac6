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
SOON = 1000  # turns of a loop, of which the first few let an exception arrive that another thread has sent


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
    """A thread that looks at the clock, and raises `TimeUp` once in the one thread that it watches."""

    def __init__(self):
        self.lock, self.until, self.sent, self.thread = threading.Lock(), None, False, None
        threading.Thread(target=self._look, daemon=True, name="koujing-watch").start()

    def _look(self):
        while True:
            time.sleep(TICK)
            with self.lock:
                if self.until is not None and time.process_time() > self.until:
                    self.until, self.sent = None, True
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self.thread), ctypes.py_object(TimeUp))

    def set(self, seconds):
        """Watch the thread that calls, from now on."""
        with self.lock:
            self.thread, self.until, self.sent = threading.get_ident(), time.process_time() + seconds, False

    def clear(self, arrived):
        """Watch no more. What was sent and has not arrived is awaited here: taken back, its signal would stay for ever."""
        with self.lock:
            self.until = None
        if self.sent and not arrived:
            try:
                for _ in range(SOON):
                    pass
            except TimeUp:
                pass


_watches = {}


@contextmanager
def _by_watch(seconds):
    place = os.getpid(), threading.get_ident()
    watch = _watches.get(place) or _watches.setdefault(place, _Watch())
    # Its clock runs in C and needs no lock of Python's, which a match of a regular expression would hold for ever.
    faulthandler.dump_traceback_later(seconds * STUCK, exit=True, file=_nowhere())
    arrived = False
    try:
        try:
            watch.set(seconds)
            yield
        except TimeUp:
            arrived = True
            raise
        finally:
            watch.clear(arrived)
    finally:
        faulthandler.cancel_dump_traceback_later()


def _nowhere():
    if "nowhere" not in _watches:
        _watches["nowhere"] = os.open(os.devnull, os.O_WRONLY)
    return _watches["nowhere"]
