"""``zip``: the installable addon as one file."""

import ast
import subprocess
import zipfile
from pathlib import Path

from ..home import REPO
from ..say import Stop, say

LEFT_OUT = ("dev", "tests", ".ci", ".gitignore", "pyproject.toml")


def package(words):
    """Write the installable addon, bydelsmor-<version>.zip, from the last commit.

    A file name may follow. What only a developer needs is left out.
    """
    manifest = ast.literal_eval((REPO / "__manifest__.py").read_text())
    target = Path(words[0] if words else f"bydelsmor-{manifest['version']}.zip")
    target = target.expanduser().absolute()
    if _git("status", "--porcelain"):
        say("Changes that are not committed are not in the file.")
    left_out = [f":(exclude){name}" for name in LEFT_OUT]
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    _git(
        *("archive", "--format=zip", "--prefix=bydelsmor/", "-o", str(part)),
        *("HEAD", "--", ".", *left_out),
    )
    part.replace(target)
    with zipfile.ZipFile(target) as archive:
        number = len(archive.namelist())
    say(f"{target}: {number} files, {target.stat().st_size / 1e6:.1f} MB.")
    say("Next: unpack it in an addons folder of an Odoo 19, update the list of")
    say("apps and install Bydelsmødre.")
    return 0


def _git(*words):
    try:
        done = subprocess.run(
            ["git", "-c", f"safe.directory={REPO}", *words],
            cwd=REPO,
            capture_output=True,
            text=True,
        )
    except FileNotFoundError:
        raise Stop("git is missing.", "sudo apt-get install -y git") from None
    if done.returncode:
        words = (done.stderr.strip() or "it said nothing").splitlines()[-1]
        raise Stop(f"git refused: {words}", "Run the command in a clone made by git")
    return done.stdout.strip()
