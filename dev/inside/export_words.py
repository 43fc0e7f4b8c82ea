"""Write the words of the addon that can be translated to a template file."""

from _env import opened

from odoo.tools.translate import trans_export

with opened() as (env, words):
    with open(words[0], "wb") as handle:
        trans_export(None, ["bydelsmor"], handle, "po", env)
