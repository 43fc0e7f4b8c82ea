"""The developer's commands: ``python3 dev <command>``."""
