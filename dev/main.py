"""Finding the command, and ending plainly whatever happens."""

import os
import signal
import sys
import traceback

from . import home as home_module
from .child import Failed, from_os_error
from .postgres import Refused
from .say import Stop, complain, say

# command: (module in dev/commands, function)
COMMANDS = {
    "demo": ("demo", "demo"),
    "test": ("test", "test"),
    "lint": ("lint", "lint"),
    "bench": ("bench", "bench"),
    "shell": ("passthrough", "shell"),
    "odoo": ("passthrough", "odoo"),
    "i18n": ("i18n", "i18n"),
    "screenshots": ("screenshots", "screenshots"),
    "zip": ("package", "package"),
    "backup": ("keep", "backup"),
    "restore": ("keep", "restore"),
    "clean": ("clean", "clean"),
}


def main(words):
    """Run a command and return its exit code; never show a traceback."""
    os.umask(0o022)
    _open_streams()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    sys.stdout.reconfigure(errors="replace", line_buffering=True)
    try:
        return _run(words) or 0
    except Stop as stop:
        complain(stop)
        return stop.code
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped; the next call goes on from here.\n")
        return 130
    except BrokenPipeError:
        return 141
    except OSError as error:
        complain(from_os_error(error))
        return 1
    except Refused as refused:
        complain(refused.stop())
        return 1
    except Failed as failed:
        complain(failed.stop("A program failed", "See the log", "rror"))
        return 1
    except Exception:
        complain(_unexpected())
        return 1


def _open_streams():
    """Give what was started with closed streams something to read and write."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    sys.stdout = sys.stdout or open(1, "w")
    sys.stderr = sys.stderr or open(2, "w")


def _interrupt(_number, _frame):
    raise KeyboardInterrupt


def _run(words):
    if not words or words[0] in ("-h", "--help", "help"):
        return _help()
    name, *rest = words
    if name not in COMMANDS:
        raise Stop(f"There is no command {name!r}.", "python3 dev names them all", 2)
    function = _function(name)
    if rest and rest[0] in ("-h", "--help") and name not in ("odoo", "shell", "test"):
        say(f"python3 dev {name}: {function.__doc__}")
        return 0
    return function(rest)


def _function(name):
    from importlib import import_module

    module, function = COMMANDS[name]
    return getattr(import_module(f"dev.commands.{module}"), function)


def _help():
    say("python3 dev <command>\n")
    for name in COMMANDS:
        try:
            line = _function(name).__doc__.splitlines()[0]
        except ImportError:
            continue
        say(f"  {name:<9} {line}")
    say("\nEverything made lives in $BYDELSMOR_HOME, which now is")
    say(f"{home_module.find_home().root}")
    return 0


def _unexpected():
    """Keep the traceback in a log and return a plain line that names it."""
    text = traceback.format_exc()
    last = text.strip().splitlines()[-1]
    try:
        log = home_module.find_home().logs / "unexpected.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(text)
        place = f"Tell the maintainers, with {log}"
    except (OSError, Stop):
        place = "Tell the maintainers what you did."
    return Stop(f"Something unforeseen happened: {last}", place)
