"""Python's packages: one environment in the home for each list of pins."""

import hashlib
import os
import shutil
import sys
from pathlib import Path

from . import debian
from .child import Failed, clean_env, run
from .say import Stop

LISTS = Path(__file__).resolve().parent
DARK = (
    "Temporary failure in name resolution",
    "Failed to establish a new connection",
    "Connection refused",
    "Max retries exceeded",
    "No matching distribution found",
    "NewConnectionError",
    "Name or service not known",
)


class Venv:
    """A virtual environment; ready only when its stamp says so."""

    def __init__(self, home, name, lists):
        self.home = home
        self.folder = home.root / name
        self.name = name
        self.lists = [LISTS / item for item in lists]

    @property
    def python(self):
        return self.folder / "bin" / "python"

    @property
    def bin(self):
        return self.folder / "bin"

    def site(self, package):
        """Return the folder of an installed package."""
        version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
        return self.folder / "lib" / version / "site-packages" / package

    def _stamp(self, item):
        text = f"{sys.version} {os.path.realpath(sys.executable)}".encode()
        return hashlib.sha256(text + item.read_bytes()).hexdigest()[:20]

    def _stamp_file(self, item):
        return self.folder / f".ready-{item.stem}"

    def missing(self):
        """Return the lists that are not installed as they stand now."""
        if (self.folder / ".begun").exists():
            return self.lists
        return [item for item in self.lists if not self._is_done(item)]

    def _is_done(self, item):
        path = self._stamp_file(item)
        return path.exists() and path.read_text() == self._stamp(item)

    def ensure(self, note):
        """Make the environment and install what is missing.

        :raises Stop: without a network, or when pip refuses
        """
        missing = self.missing()
        if not missing:
            return
        begun = self.folder / ".begun"
        if self.lists[0] in missing or begun.exists():
            self._make(note)
            missing = self.lists
        for item in missing:
            begun.touch()
            self._install(item, note)
            self._stamp_file(item).write_text(self._stamp(item))
            # where this is left behind, pip was killed half way
            begun.unlink()

    def _make(self, note):
        note("making the environment")
        shutil.rmtree(self.folder, ignore_errors=True)
        log = self.home.log(self.name)
        try:
            run(
                [sys.executable, "-I", "-m", "venv", "--without-pip", self.folder],
                log,
            )
        except Failed as failed:
            raise failed.stop(
                "Python cannot make a virtual environment",
                "sudo apt-get install -y python3-venv",
                "Error",
            ) from None

    def _install(self, item, note):
        names = [
            line
            for line in item.read_text().splitlines()
            if line and not line.startswith("#")
        ]
        seen = set()

        def count(line):
            if line.startswith(("Collecting ", "Processing ")):
                seen.add(line.split()[1])
                note(f"{len(seen)} of {len(names)} packages")
            elif line.startswith("Installing collected"):
                note(f"putting {len(names)} packages in place")

        pip, env = self._pip(note)
        command = [
            *pip,
            *("install", "--no-deps", "--no-input", "--no-compile"),
            *("--disable-pip-version-check", "--progress-bar=off", "-r", item),
        ]
        log = self.home.logs / f"{self.name}.log"
        try:
            run(command, log, env=env, on_line=count)
        except Failed as failed:
            if failed.says(*DARK):
                raise Stop(
                    "No network: pip could not fetch Python's packages.",
                    "Connect the machine (or set pip's index) and run the command "
                    f"again; what is there already stays (log: {log})",
                ) from None
            raise failed.stop("pip refused", "See the log", "ERROR") from None

    def _pip(self, note):
        """Return how to call a pip that installs into this environment."""
        env = clean_env(PYTHONNOUSERSITE="1")
        wheel = _bundled_pip() or self._fetched_pip(note)
        env["PYTHONPATH"] = str(wheel)
        return [self.python, "-m", "pip"], env

    def _fetched_pip(self, note):
        """Take pip's own wheel from Debian where Python came without it."""
        folder = self.home.root / "pip"
        found = sorted(folder.glob("usr/share/python-wheels/pip-*.whl"))
        if found:
            return found[-1]
        part = self.home.root / "pip.part"
        shutil.rmtree(part, ignore_errors=True)
        apt = debian.Apt(self.home, "apt-pip")
        apt.download([f"python3-pip-whl/{apt.own_suite()}"], part / "debs", note)
        for deb in (part / "debs").glob("*.deb"):
            run(["dpkg-deb", "-x", deb, part], apt.log)
        shutil.rmtree(folder, ignore_errors=True)
        os.rename(part, folder)
        return sorted(folder.glob("usr/share/python-wheels/pip-*.whl"))[-1]


def _bundled_pip():
    """Return the pip wheel that came with this Python, if one did."""
    try:
        import ensurepip
    except ImportError:
        return None
    places = [Path(ensurepip.__file__).parent / "_bundled"]
    places.append(Path("/usr/share/python-wheels"))
    for place in places:
        found = sorted(place.glob("pip-*.whl"))
        if found:
            return found[-1]
    return None
