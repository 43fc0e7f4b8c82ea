"""Where everything lives that the commands make: $BYDELSMOR_HOME."""

import fcntl
import hashlib
import os
import shutil
import time
from contextlib import contextmanager
from pathlib import Path

from .say import Stop, say

NEEDED_EMPTY = 3.0  # GB for Odoo, its packages and the first databases
NEEDED_LATER = 0.3
REPO = Path(__file__).resolve().parent.parent
UNHASHED = {"dev", "tests", "node_modules", "__pycache__", "docs"}


class Home:
    """The folder of one user's (or one trial's) Odoo, packages and databases.

    Several clones may share a home: what belongs to one clone, its link and its
    databases, carries the clone's own ``key``.
    """

    def __init__(self, root, repo=REPO):
        self.root = Path(root)
        self.repo = Path(repo)
        text = f"{self.root}\n{self.repo}"
        self.key = hashlib.sha256(text.encode()).hexdigest()[:8]
        self.logs = self.root / "log"
        self.data = self.root / "data"
        self.clone = self.root / "clones" / self.key
        self.addons = self.clone / "addons"
        self.link = self.addons / "bydelsmor"
        self.config = self.clone / "odoo.conf"
        self.port = _port()
        ready = (self.root / "venv" / ".ready-requirements").exists()
        self.needed = NEEDED_LATER if ready else NEEDED_EMPTY

    def prepare(self):
        """Make the folder, and check that it can hold what comes.

        :raises Stop: when it cannot be made, is in the clone or has no room
        """
        if self.root == self.repo or self.repo in self.root.parents:
            raise Stop(
                f"BYDELSMOR_HOME ({self.root}) is inside the clone itself.",
                "Set BYDELSMOR_HOME to a folder outside the clone.",
            )
        if "," in str(self.root):
            raise Stop(
                f"The folder name {self.root} holds a comma, which Odoo cannot read.",
                "Set BYDELSMOR_HOME to a folder without one.",
            )
        try:
            for folder in (self.root, self.logs, self.data, self.addons):
                folder.mkdir(parents=True, exist_ok=True)
        except (NotADirectoryError, FileExistsError):
            raise Stop(
                f"{self.root} is not a folder.", "Set BYDELSMOR_HOME to a folder."
            ) from None
        self._check_room()
        self._link()

    def _check_room(self):
        free = shutil.disk_usage(self.root).free / 1e9
        if free < self.needed:
            raise Stop(
                f"Only {free:.1f} GB are free for {self.root};"
                f" {self.needed:.1f} GB are needed.",
                "Free some space, or set BYDELSMOR_HOME to a folder on a larger disk.",
            )

    def _link(self):
        if self.link.is_symlink() and self.link.resolve() == self.repo:
            return
        new = self.addons / f".new-{os.getpid()}"
        new.symlink_to(self.repo, target_is_directory=True)
        os.replace(new, self.link)

    def log(self, name):
        """Return an emptied log file of that name."""
        path = self.logs / f"{name}.log"
        path.unlink(missing_ok=True)
        return path

    def database(self, purpose):
        """Return the name of this clone's database for a purpose."""
        return f"bydelsmor_{purpose}_{self.key}"

    @contextmanager
    def locked(self, name, waiting="another command is at work in this home"):
        """Hold a lock of the home; a killed process loses it at once."""
        with open(self.root / f".{name}.lock", "w") as handle:
            if not _try_lock(handle):
                say(f"Waiting: {waiting}.")
                while not _try_lock(handle):
                    time.sleep(0.5)
            yield

    @contextmanager
    def alone(self, name, line, mend):
        """Hold a lock of the home, or stop when somebody else holds it."""
        with open(self.root / f".{name}.lock", "w") as handle:
            if not _try_lock(handle):
                raise Stop(line, mend)
            yield


def _try_lock(handle):
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _port():
    text = os.environ.get("BYDELSMOR_PORT") or "8069"
    if not text.isdigit() or not 0 < int(text) < 65535:
        raise Stop(
            f"BYDELSMOR_PORT is {text!r}, which is no port number.",
            "Set it to a number such as 8070, or leave it out.",
        )
    return int(text)


def find_home():
    """Return the home that the environment asks for."""
    asked = os.environ.get("BYDELSMOR_HOME")
    if asked:
        return Home(Path(asked).expanduser().resolve())
    data = os.environ.get("XDG_DATA_HOME")
    base = Path(data) if data else Path.home() / ".local" / "share"
    return Home((base / "bydelsmor").expanduser().resolve())


def addon_stamp(repo, also=()):
    """Return a hash of all files that make up the installed addon."""
    digest = hashlib.sha256("\n".join(also).encode())
    for folder, folders, files in os.walk(repo):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and name != "__pycache__"
            and not (folder == str(repo) and name in UNHASHED)
        )
        for name in sorted(files):
            if name.startswith(".") or name.endswith((".md", ".pyc", ".toml")):
                continue
            path = os.path.join(folder, name)
            digest.update(os.path.relpath(path, repo).encode())
            with open(path, "rb") as handle:
                digest.update(handle.read())
    return digest.hexdigest()[:20]
