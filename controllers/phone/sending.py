from contextlib import contextmanager

from odoo.exceptions import UserError
from odoo.http import request

from .me import to_id, to_text
from .page import PhonePage


class Refused(Exception):
    """What she sent cannot be stored; says why, and which question it is about."""

    def __init__(self, text, field):
        super().__init__(text)
        self.answer = {"error": text, "field": field}


@contextmanager
def about(field):
    """Turn the model's refusals into ones about a question of the page."""
    try:
        yield
    except UserError as error:
        # Some refusals know better.
        raise Refused(str(error), getattr(error, "field", field)) from error


def key_of(item):
    """Return the uuid under which the phone knows what it sends."""
    return to_text(item.get("uuid"), 60)


def answers_of(item):
    """Return what stands in a sent form, with its uuid: anything but a dictionary is
    a form without answers, and the model says what it lacks."""
    sent = item.get("values")
    return {**(sent if isinstance(sent, dict) else {}), "uuid": key_of(item)}


class PhoneSending(PhonePage):
    """What all forms ask before they store what the phone's queue sends."""

    def _receive(self, item, store):
        """Store one item of the queue.

        :param dict item: as the browser made it: anything
        :param store: function that takes the item and returns its uuid, or raises
            ``Refused``
        :return: ``{"stored": uuid}``, or ``{"error": text, "field": name}``, with
            ``wait`` when it must stay in the queue for somebody else
        """
        self._enter()
        item = item if isinstance(item, dict) else {}
        try:
            with request.env.cr.savepoint():
                self._check_sender(item)
                return {"stored": store(item)}
        except Refused as refused:
            return refused.answer

    def _check_sender(self, item):
        """Another woman on the same phone must not send it under her own name."""
        if to_id(item.get("user_id")) != request.env.uid:
            text = request.env._("It waits for the one who filled it in.")
            refused = Refused(text, "form")
            refused.answer["wait"] = True
            raise refused

    def _company_of(self, item):
        mine = {v.company_id.id: v.company_id for v in self._her_records()}
        company = mine.get(to_id(item.get("company_id")))
        if not company:
            raise Refused(request.env._("You are not in this group."), "form")
        return company
