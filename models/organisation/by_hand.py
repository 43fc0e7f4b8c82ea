from odoo.exceptions import AccessError


def refuse_by_hand(records, names, *vals_list):
    """Refuse what only the buttons write: they ask who is calling, and then write it
    as superuser.

    :param names: the fields that nobody writes herself
    :param vals_list: what she would write
    :raises AccessError: when one of the fields is among it
    """
    if records.env.su:
        return
    if any(names & vals.keys() for vals in vals_list):
        raise AccessError(
            records.env._("Use the buttons: this is not written by hand.")
        )
