from odoo.tests import BaseCase, tagged

from ...controllers.phone.page import PhonePage


def _below(kind):
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


@tagged("post_install", "-at_install")
class TestControllers(BaseCase):
    def test_no_page_takes_another_page_s_method(self):
        """Odoo makes one class of all that comes from the same page: two of them that
        give the same name to something of their own would call each other's."""
        owners = {}
        for kind in {*_below(PhonePage)}:
            for name, value in vars(kind).items():
                known = any(hasattr(base, name) for base in kind.__bases__)
                if callable(value) and not known:
                    owners.setdefault(name, set()).add(kind.__name__)
        shared = {name: kinds for name, kinds in owners.items() if len(kinds) > 1}
        self.assertFalse(shared)
