"""How far a run is, on standard error: articles, claims, articles a second, time left."""
import threading
import time

EVERY = 0.5  # seconds between two looks, on a terminal
SELDOM = 15.0  # seconds between two lines elsewhere: in a log, each stays


class Progress:
    """A line that says how far a run is; a context while it runs. `stream=None`: says nothing."""

    def __init__(self, stream):
        self.stream = stream
        self.terminal = bool(stream) and stream.isatty()
        self.parts = self.done = self.articles = self.claims = self.errors = self.passed = self.new = self.fresh = 0
        self.todo = self.started = 0
        self.over = threading.Event()

    def say(self, message):
        """Write a line of its own."""
        if self.stream:
            clear = "\r\x1b[K" if self.terminal else ""
            print(f"{clear}koujing: {message}", file=self.stream, flush=True)

    def kept(self, tally):
        """Count a part that was there already."""
        self._count(tally)

    def begin(self, parts, todo):
        """Say how many parts there are, and how many are left."""
        self.parts, self.todo = parts, todo
        if self.done:
            self.say(f"{self.done:,} of {parts:,} parts ({self.articles:,} articles) are there already, and are kept")

    def add(self, tally):
        """Count a part that was coded now."""
        self._count(tally)
        self.new += 1
        self.fresh += tally.articles + tally.errors

    def _count(self, tally):
        self.done += 1
        self.articles += tally.articles
        self.claims += tally.claims
        self.errors += tally.errors
        self.passed += tally.passed

    def __enter__(self):
        self.started = time.monotonic()
        if self.stream:
            self.thread = threading.Thread(target=self._tick, daemon=True)
            self.thread.start()
        return self

    def __exit__(self, kind, *_):
        self.over.set()
        if self.stream:
            self.thread.join()
            if kind is None or self.new:
                self.say(self.line())

    def _tick(self):
        while not self.over.wait(EVERY if self.terminal else SELDOM):
            if self.terminal:
                print(f"\r\x1b[Kkoujing: {self.line()}", end="", file=self.stream, flush=True)
            else:
                self.say(self.line())

    def line(self):
        """How far the run is, in one line."""
        seconds = time.monotonic() - self.started
        said = [f"part {self.done:,} of {self.parts:,}", f"{self.articles:,} articles", f"{self.claims:,} claims"]
        said += [f"{self.errors:,} errors"] * bool(self.errors) + [f"{self.passed:,} passed over"] * bool(self.passed)
        if self.new:
            said.append(f"{self.fresh / max(seconds, 1e-9):,.1f} articles/s")
            if self.new < self.todo:
                said.append(f"{duration(seconds / self.new * (self.todo - self.new))} left")
        return " · ".join(said)


def duration(seconds):
    """A length of time in words of two units at most.

    >>> duration(50), duration(250), duration(9000)
    ('50 s', '4 min', '2 h 30 min')
    """
    if seconds < 100:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60} min"
