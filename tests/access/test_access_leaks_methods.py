# pylint: disable=translation-required
import inspect

from odoo.tests import tagged

from .matrix import MATRIX, VOCABULARIES, is_mine, model_of
from .rpc import ACCESS, Refused, RpcCase
from .test_access_matrix import AccessMatrixCommon

WINDOW = "ir.actions.act_window"
# Said to everybody who comes from elsewhere than the year's list of vouchers.
NOT_HERE = "Open the vouchers from the annual accounts first."


@tagged("post_install", "-at_install")
class TestLeaksMethods(AccessMatrixCommon, RpcCase):
    """RPC reaches every method whose name has no underscore, whatever the forms show.
    Each one of ours, called on another group's record, is refused (trials 9)."""

    def methods(self, model):
        """Names of the public methods that our own code gives to a model."""
        for name in sorted(dir(type(self.env[model]))):
            method = getattr(type(self.env[model]), name)
            if (
                not name.startswith("_")
                and inspect.isfunction(method)
                and method.__module__.startswith("odoo.addons.bydelsmor.")
                and not getattr(method, "_api_private", False)
                and not getattr(method, "_api_model", False)
                and name not in ("create", "write", "onchange")
            ):
                yield name, method

    def arguments(self, method):
        [_self, *parameters] = inspect.signature(method).parameters.values()
        return [
            "x"
            for parameter in parameters
            if parameter.default is parameter.empty
            and parameter.kind is parameter.POSITIONAL_OR_KEYWORD
        ]

    def lines(self):
        for line in MATRIX:
            model = model_of(line)
            shared = model in VOCABULARIES or line.endswith("(national)")
            if not is_mine(line) and not shared:
                yield line, model, self.records[line]["a"]

    def test_every_method_on_another_group_s_record(self):
        asked = 0
        for line, model, record in self.lines():
            for name, method in self.methods(model):
                for user in (self.chair_b, self.treasurer_b, self.member_b):
                    asked += 1
                    self.ask(user, line, model, record, name, self.arguments(method))
        self.assertGreater(asked, 100)
        self.assertNoFaults()

    def ask(self, user, line, model, record, name, arguments):
        try:
            answer = self.call(user, model, name, record.ids, *arguments)
        except Refused as refused:
            if refused.name != ACCESS and refused.message != NOT_HERE:
                self.faults.append(f"{user.name}: {line}.{name}: {refused}")
        else:
            if not self.only_shows_the_way(answer):
                self.faults.append(f"{user.name}: {line}.{name} answered {answer}")

    def only_shows_the_way(self, answer):
        """A form's number, or an address that her own rights open or keep shut."""
        way = isinstance(answer, int) and not isinstance(answer, bool)
        way |= isinstance(answer, dict) and answer.get("type") == WINDOW
        words = (self.group_a.name, self.vol_somebody_a.name)
        return way and not any(word in str(answer) for word in words)
