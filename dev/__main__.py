"""Start of ``python3 dev <command>``.

This file alone must run on any Python, so that an old one gets a plain line
instead of a syntax error. Everything else is imported after the check.
"""

import os
import sys

OLDEST = (3, 10)
NEWEST = (3, 13)


def check_python(version):
    """Return the line that says what is wrong with this Python, or None."""
    if OLDEST <= tuple(version[:2]) <= NEWEST:
        return None
    return (
        "Odoo 19 needs Python 3.10, 3.11, 3.12 or 3.13; this is Python "
        + ".".join(str(part) for part in version[:2])
        + ".\n  Mend: run the command with one of them, for example: "
        + "/usr/bin/python3.11 dev demo   (sudo apt-get install -y python3.11)\n"
    )


def start():
    line = check_python(sys.version_info)
    if line:
        sys.stderr.write(line)
        return 2
    here = os.path.dirname(os.path.realpath(__file__))
    root = os.path.dirname(here)
    # `python3 dev` puts dev/ itself first on the path; the package is wanted
    sys.path[:] = [p for p in sys.path if os.path.realpath(p or ".") != here]
    sys.path.insert(0, root)
    from dev.main import main

    return main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(start())
