"""Write the words of the addon that can be translated to a template file.

    export_words.py DATABASE EXPORTED.pot

Beside it, as JSON, the external ids of those records whose names stand on the
phone pages.
"""

import json
from pathlib import Path

from _env import opened

from odoo.tools.translate import trans_export

with opened() as (env, words):
    # the addons' path is known from here on
    from odoo.addons.bydelsmor.models.phone.places import VOCABULARIES

    path = Path(words[0])
    with open(path, "wb") as handle:
        trans_export(None, ["bydelsmor"], handle, "po", env)
    met = [
        xmlid
        for model, (_names, domain) in VOCABULARIES.items()
        for xmlid in env[model].search(domain).get_external_id().values()
    ]
    path.with_suffix(".json").write_text(json.dumps(sorted(met)))
