"""What the commands say: plain lines, steps with seconds, and how they stop."""

import sys
import threading
import time
from contextlib import contextmanager


class Stop(Exception):
    """Something is missing or refused; carries the line and its mend.

    :param line: what is wrong, one plain sentence
    :param mend: what to do about it, one plain sentence or command
    """

    def __init__(self, line, mend="", code=1):
        super().__init__(line)
        self.line = line
        self.mend = mend
        self.code = code


def say(text=""):
    print(text, flush=True)


def complain(stop):
    sys.stderr.write(f"{stop.line}\n")
    if stop.mend:
        sys.stderr.write(f"  Mend: {stop.mend}\n")
    sys.stderr.flush()


class Progress:
    """Shows which step of how many is running, and for how many seconds.

    On a terminal one line is redrawn; elsewhere a line is written when a step
    begins, every ``beat`` seconds while it runs, and when it ends.
    """

    beat = 10

    def __init__(self, total, out=None):
        self.total = total
        self.begun = time.monotonic()
        self._out = out or sys.stdout
        self._tty = self._out.isatty()
        self._lock = threading.RLock()
        self._running = {}
        self._count = 0
        self._done = threading.Event()
        self._ticker = threading.Thread(target=self._tick, daemon=True)
        self._ticker.start()

    def close(self):
        self._done.set()
        self._ticker.join()
        self._wipe()

    def expect(self, more):
        """Correct the number of steps: so many follow."""
        self.total = self._count + more

    def pause(self):
        """Leave the terminal to another program's own words."""
        with self._lock:
            self._wipe()

    @property
    def seconds(self):
        return time.monotonic() - self.begun

    @contextmanager
    def step(self, title):
        with self._lock:
            self._count += 1
            step = Running(self._count, title)
            self._running[step.number] = step
        if not self._tty:
            self._line(f"{self._mark(step)} ...")
        try:
            yield step
        except BaseException:
            self._end(step)
            self._line(f"{self._mark(step)}: stopped after {step.seconds:.0f} s")
            raise
        self._end(step)
        note = f" ({step.result})" if step.result else ""
        self._line(f"{self._mark(step)}: {step.seconds:.0f} s{note}")

    def _mark(self, step):
        return f"[{step.number}/{max(self.total, step.number)}] {step.title}"

    def _end(self, step):
        with self._lock:
            del self._running[step.number]

    def _line(self, text):
        with self._lock:
            self._wipe()
            self._out.write(text + "\n")
            self._out.flush()

    def _wipe(self):
        if self._tty:
            self._out.write("\r\033[K")
            self._out.flush()

    def _tick(self):
        passed = 0
        while not self._done.wait(1):
            passed += 1
            with self._lock:
                running = list(self._running.values())
            if not running:
                continue
            if self._tty:
                self._redraw(running)
            elif passed % self.beat == 0:
                for step in running:
                    self._line(f"{self._mark(step)}: {step.state}")

    def _redraw(self, running):
        text = " | ".join(f"{self._mark(step)}: {step.state}" for step in running)
        with self._lock:
            self._wipe()
            self._out.write(text[:110])
            self._out.flush()


class Running:
    """One running step; ``note`` may be set by whoever does the work."""

    def __init__(self, number, title):
        self.number = number
        self.title = title
        self.note = ""
        self.result = ""
        self._begun = time.monotonic()

    @property
    def seconds(self):
        return time.monotonic() - self._begun

    @property
    def state(self):
        return f"{self.note + ', ' if self.note else ''}{self.seconds:.0f} s"
