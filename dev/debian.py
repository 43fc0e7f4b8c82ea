"""Odoo 19 and the programs beside it, from the machine's own Debian mirror.

The mirror's address is read from the machine's own apt configuration, the
signature is checked with Debian's keyring, and apt works in private folders:
no root is needed and the machine's own packages stay as they are.
"""

import os
import shutil
import subprocess
from pathlib import Path

from .child import Failed, run
from .say import Stop

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
# Odoo's package links to these siblings; without jquery every page fails
FROM_SID = (
    "odoo-19",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-roboto-unhinted",
    "fonts-montserrat",
    "fonts-inconsolata",
    "fonts-ocr-b",
)
# sid's version has other file names than Odoo asks for
FROM_OWN_SUITE = ("fonts-font-awesome",)
PYTHON_PATH = Path("usr/lib/python3/dist-packages")
DARK = ("Temporary failure", "Could not resolve", "Failed to fetch", "Unable to conn")


class Apt:
    """apt with private folders under the home."""

    def __init__(self, home, name="apt"):
        self.folder = home.root / name
        self.log = home.log(name)
        self._ready = False

    def download(self, names, target, note=lambda text: None):
        """Download packages (``name`` or ``name/suite``) into a folder.

        :raises Stop: with what apt said, when it cannot
        """
        if not self._ready:
            self._prepare(note)
        target.mkdir(parents=True, exist_ok=True)
        note("downloading")
        try:
            self._apt("download", *names, cwd=target)
        except Failed as failed:
            raise _explain(failed, "could not download Odoo") from None

    def own_suite(self):
        return _mirror()[1]

    def _prepare(self, note):
        if not KEYRING.exists():
            raise Stop(
                f"Debian's keyring {KEYRING} is missing, so nothing can be verified.",
                "sudo apt-get install -y debian-archive-keyring",
            )
        mirror, own = _mirror()
        for name in ("lists/partial", "cache/archives/partial"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        lines = [f"deb [signed-by={KEYRING}] {mirror} {s} main" for s in (own, "sid")]
        (self.folder / "sources.list").write_text("\n".join(lines) + "\n")
        note("reading the list of packages")
        try:
            self._apt("update", "-o", "APT::Update::Error-Mode=any")
        except Failed as failed:
            raise _explain(failed, "could not read Debian's list of packages") from None
        self._ready = True

    def _apt(self, *words, cwd=None):
        options = {
            "Dir::Etc::sourcelist": self.folder / "sources.list",
            "Dir::Etc::sourceparts": "-",
            "Dir::State::Lists": self.folder / "lists",
            "Dir::Cache": self.folder / "cache",
            "APT::Sandbox::User": "",
            "Acquire::Retries": "3",
            "Acquire::Languages": "none",
        }
        command = ["apt-get", "-q"]
        for name, value in options.items():
            command += ["-o", f"{name}={value}"]
        run([*command, *words], self.log, cwd=cwd, env=_plain_env())


def _plain_env():
    return {**os.environ, "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}


def _mirror():
    """Return (address, suite) of the machine's own first main archive."""
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        raise Stop(
            "This machine has no apt; Odoo 19 is fetched with it on Debian 12.",
            "Set ODOO_SOURCE to the folder of an Odoo 19 that you have.",
        )
    done = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE) $(COMPONENT)"]
        + ["Created-By: Packages"],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env=_plain_env(),
    )
    for line in done.stdout.splitlines():
        address, suite, component = (line.split() + ["", "", ""])[:3]
        if component == "main" and "-" not in suite:
            return address, suite
    raise Stop(
        "The machine's apt names no Debian archive, so Odoo 19 cannot be found.",
        "Put Debian's mirror into /etc/apt/sources.list.d, "
        "or set ODOO_SOURCE to the folder of an Odoo 19 that you have.",
    )


def _explain(failed, what):
    if failed.says(*DARK):
        return Stop(
            f"No network: apt {what}.",
            "Connect the machine (or set its proxy) and run the command again; "
            f"what is there already stays (log: {failed.log})",
        )
    return failed.stop(f"apt {what}", "See the log", "E: ", "dpkg-deb:")


def ensure_odoo(home, note):
    """Return the folder to put on Python's path for ``import odoo``.

    :raises Stop: when there is neither ``$ODOO_SOURCE`` nor a way to fetch it
    """
    if os.environ.get("ODOO_SOURCE"):
        return find_source(os.environ["ODOO_SOURCE"])
    root = home.root / "odoo"
    if (root / PYTHON_PATH / "odoo").is_dir():
        return root / PYTHON_PATH
    part = home.root / "odoo.part"
    debs = home.root / "apt" / "debs"
    for folder in (part, debs):
        shutil.rmtree(folder, ignore_errors=True)
    apt = Apt(home)
    names = list(FROM_SID)
    names += [f"{name}/{apt.own_suite()}" for name in FROM_OWN_SUITE]
    apt.download(names, debs, note)
    part.mkdir()
    for deb in sorted(debs.glob("*.deb")):
        note(f"unpacking {deb.name.split('_')[0]}")
        try:
            run(["dpkg-deb", "-x", deb, part], apt.log)
        except Failed as failed:
            raise _explain(failed, "could not unpack Odoo") from None
    os.rename(part, root)
    shutil.rmtree(home.root / "apt", ignore_errors=True)
    return root / PYTHON_PATH


def find_source(text):
    """Return the Python path of an Odoo 19 that the user has.

    :raises Stop: when there is no Odoo 19 in the folder
    """
    folder = Path(text).expanduser().resolve()
    for place in (folder, folder.parent, folder / PYTHON_PATH):
        release = place / "odoo" / "release.py"
        if release.is_file():
            break
    else:
        raise Stop(
            f"ODOO_SOURCE ({text}) holds no Odoo: odoo/release.py is not there.",
            "Set it to the folder that holds odoo-bin, or leave it out.",
        )
    if "version_info = (19, 0" not in release.read_text():
        raise Stop(
            f"ODOO_SOURCE ({text}) is not Odoo 19.0.",
            "Set it to an Odoo 19.0, or leave it out.",
        )
    return place


def addons_folders(odoo):
    """Return Odoo's own addons folders for the folder on Python's path."""
    folders = [odoo / "odoo" / "addons", odoo / "addons"]
    return [folder for folder in folders if folder.is_dir()]


def version(odoo):
    """Return a text that changes when Odoo itself does."""
    release = odoo / "odoo" / "release.py"
    return f"{odoo} {release.stat().st_mtime_ns}"


def ensure_programs(home, names, note):
    """Install Debian programs where that is allowed.

    :param names: {program, or letters as ``:lang=ta``: package}
    :return: the packages that are still missing
    """
    missing = absent(names)
    if not missing or os.geteuid() != 0 or not shutil.which("apt-get"):
        return missing
    log = home.log("apt-programs")
    install = ["apt-get", "-q", "-y", "--no-install-recommends", "install", *missing]
    try:
        note("installing " + " ".join(missing))
        try:
            run(install, log, env=_plain_env())
        except Failed:
            note("reading the list of packages")
            run(["apt-get", "-q", "update"], log, env=_plain_env())
            note("installing " + " ".join(missing))
            run(install, log, env=_plain_env())
    except Failed:
        pass  # the caller names what is missing, and how to get it
    return absent(names)


def absent(names):
    """Return the packages of those programs and letters that the machine lacks."""
    return list(dict.fromkeys(names[name] for name in names if not _is_there(name)))


def _is_there(name):
    if not name.startswith(":"):
        return shutil.which(name)
    fonts = shutil.which("fc-list")
    return fonts and subprocess.run([fonts, "-q", name], check=False).returncode == 0
