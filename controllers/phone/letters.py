import shutil
import subprocess
from functools import lru_cache


@lru_cache
def has_letters(language):
    """Tell whether this machine has a font with the letters of a language.

    Where it cannot be known, it is said to have them.

    :param language: a code such as ``ta``
    """
    program = shutil.which("fc-list")
    if not program:
        return True
    # Only a code gets here from the routes: letters, that are one of our languages.
    search = [program, "-q", f":lang={language}"]
    return subprocess.run(search, check=False).returncode == 0
