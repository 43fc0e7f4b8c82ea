"""Where Odoo's import finds our templates (plain Python, no model)."""


def import_templates(env, stem, label):
    """Return the template of a model for ``get_import_templates``.

    Headings, roles and language names differ by language, so there is one file in
    Danish and one in English; both are written by ``dev/import_templates.py``.

    :param stem: name of the file without language, such as ``volunteer``
    :param label: what the button says, translated
    """
    language = "da" if (env.lang or "").startswith("da") else "en"
    return [
        {
            "label": label,
            "template": f"/bydelsmor/static/xls_import/{stem}_{language}.xlsx",
        }
    ]
