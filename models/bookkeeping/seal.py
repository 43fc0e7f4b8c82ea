"""The seal on what is posted, and the one way past it.

Context keys come from the client with every call, so a plain flag would be a back
door; an object of this process cannot be sent over the wire.
"""

_KEY = "bydelsmor_unsealed"
_PASS = object()


def unseal(records):
    """Return ``records`` in an environment that may pass the seal.

    Only for the addon's own jobs (erasing after the keeping period, correcting),
    after they have checked who asks.
    """
    return records.with_context(**{_KEY: _PASS})


def is_unsealed(env):
    """Tell whether code of this addon has opened the seal for this environment."""
    return env.context.get(_KEY) is _PASS
