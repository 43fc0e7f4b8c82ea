"""Starting other programs so that none is left behind and none is noisy."""

import errno
import os
import shutil
import subprocess
import sys
import time

from .say import Stop

# Ask the kernel to end the program when this process dies, however it dies.
_TIED = (
    "import ctypes, os, sys; "
    "ctypes.CDLL(None).prctl(1, 15); "
    "os.getppid() != int(sys.argv[1]) and sys.exit(1); "
    "os.execvp(sys.argv[2], sys.argv[2:])"
)
DISK_FULL = "No space left on device"
NO_ROOM = 8e6  # bytes; with less, whatever failed did so for want of room
JUST_NOW = 60  # seconds
_running = set()


def tied(command):
    """Return the command wrapped so that it ends when this process ends."""
    return [sys.executable, "-I", "-c", _TIED, str(os.getpid()), *map(str, command)]


def clean_env(**extra):
    """Return the environment without what would lead a Python astray."""
    env = {
        name: value
        for name, value in os.environ.items()
        if name not in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "PYTHONSTARTUP")
    }
    env.update({name: str(value) for name, value in extra.items()})
    return env


def run(command, log, env=None, cwd=None, on_line=None, stdin=None):
    """Run a program, write what it says to ``log`` and return its last lines.

    :param on_line: called with each line, for showing progress
    :param stdin: text for the program, nothing when None
    :raises Failed: when it ends with an error
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    tail = []
    with open(log, "a", encoding="utf-8", errors="replace") as out:
        out.write(f"$ {' '.join(map(str, command))}\n")
        process = subprocess.Popen(
            tied(command),
            stdin=subprocess.PIPE if stdin is not None else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=env or clean_env(),
            cwd=cwd,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        _running.add(process)
        try:
            if stdin is not None:
                _feed(process, stdin)
            for line in process.stdout:
                out.write(line)
                tail.append(line.rstrip())
                del tail[:-400]
                if on_line:
                    on_line(line.rstrip())
            code = process.wait()
        except BaseException:
            end(process)
            raise
        finally:
            _running.discard(process)
    if code:
        raise Failed(command, code, tail, log)
    return tail


def _feed(process, text):
    try:
        process.stdin.write(text)
        process.stdin.close()
    except BrokenPipeError:
        pass  # its own words and exit code tell more


def end_all():
    """End all programs that ``run`` is waiting for, in whatever thread."""
    for process in list(_running):
        process.terminate()


def end(process, patience=15):
    """Ask a program to end, and make it end when it does not listen."""
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Failed(Exception):
    """A program ended with an error; keeps its last lines and the log's place."""

    def __init__(self, command, code, tail, log):
        super().__init__(f"{command[0]} ended with {code}")
        self.code = code
        self.tail = tail
        self.log = log

    def says(self, *words):
        """Tell whether one of its last lines holds one of the words."""
        text = "\n".join(self.tail)
        return any(word in text for word in words)

    def telling(self, *marks):
        """Return the last line that begins with or holds one of the marks."""
        for line in reversed(self.tail):
            if any(mark in line for mark in marks):
                return line.strip()
        return next((line.strip() for line in reversed(self.tail) if line.strip()), "")

    def stop(self, line, mend, *marks):
        """Return the Stop for this failure, a full disk being told apart."""
        if self.says(DISK_FULL) or is_full(self.log.parent):
            return disk_full()
        return Stop(f"{line}: {self.telling(*marks)}", f"{mend} (log: {self.log})")


def is_full(logs):
    """Tell whether the home's disk is full, or was for PostgreSQL just now.

    A program that lost its server, or a server that could not even write down
    why, says nothing of a disk.

    :param logs: the home's folder of logs
    """
    if shutil.disk_usage(logs).free < NO_ROOM:
        return True
    log = logs / "postgres.log"
    try:
        is_news = time.time() - log.stat().st_mtime < JUST_NOW
        return is_news and DISK_FULL in log.read_text(errors="replace")[-4000:]
    except OSError:
        return False


def disk_full(place=""):
    where = f" at {place}" if place else ""
    return Stop(
        f"The disk is full{where}.",
        "Free some space, or set BYDELSMOR_HOME to a folder on a larger disk, "
        "and run the command again.",
    )


def from_os_error(error):
    """Return the Stop for an operating system's refusal."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full(error.filename or "")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Stop(
            f"No permission to use {error.filename}.",
            "Give yourself the folder, or set BYDELSMOR_HOME to one that you own.",
        )
    return Stop(f"The machine refused: {error}", "")
