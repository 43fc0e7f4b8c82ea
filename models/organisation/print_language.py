# In these papers can be printed.
PRINT_LANGUAGES = {"da": "da_DK", "en": "en_US"}


def print_language(env, short):
    """Return the language to print in: the one asked for, if it is installed.

    :param short: a key of ``PRINT_LANGUAGES``; anything else is the reader's own
    """
    wanted = PRINT_LANGUAGES.get(short)
    installed = {code for code, _name in env["res.lang"].get_installed()}
    return wanted if wanted in installed else env.lang or "en_US"
