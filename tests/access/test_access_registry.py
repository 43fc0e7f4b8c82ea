from odoo.tests import TransactionCase, tagged

from .matrix import MATRIX, VOCABULARIES, model_of

MODES = ("read", "write", "create", "unlink")


@tagged("post_install", "-at_install")
class TestAccessRegistry(TransactionCase):
    """Walks the registry, so that no model of ours can be added without its rights."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ours = {
            name: cls.env[name]
            for name in cls.env.registry
            if name.startswith("bydelsmor.") and not cls.env[name]._abstract
        }
        cls.of_group = {
            name: model
            for name, model in cls.ours.items()
            if not model._transient and name not in VOCABULARIES
        }
        cls.transient = {n: m for n, m in cls.ours.items() if m._transient}
        rules = cls.env["ir.rule"].search([("model_id.model", "in", list(cls.ours))])
        cls.rules = rules.grouped(lambda rule: rule.model_id.model)
        access = cls.env["ir.model.access"].search(
            [("model_id.model", "in", list(cls.ours))]
        )
        cls.access = access.grouped(lambda line: line.model_id.model)

    def _rules(self, name):
        return self.rules.get(name, self.env["ir.rule"])

    def test_every_model_has_an_access_list(self):
        self.assertEqual(set(self.ours) - set(self.access), set())
        for name, lines in self.access.items():
            self.assertTrue(
                all(line.group_id for line in lines),
                f"{name}: an access line without group opens it to everybody",
            )

    def test_vocabularies_exist_and_belong_to_no_group(self):
        for name in VOCABULARIES:
            self.assertNotIn("company_id", self.ours[name]._fields, name)

    def test_company_field(self):
        for name, model in self.of_group.items():
            field = model._fields.get("company_id")
            self.assertTrue(field, f"{name} has no company_id")
            if not model._auto:
                continue  # a view: its rows have no column to index
            self.assertTrue(field.store, f"{name}.company_id is not stored")
            self.assertTrue(field.index, f"{name}.company_id has no index")
            self.assertTrue(model._check_company_auto, f"{name}: no company check")

    def test_global_company_rule(self):
        for name in self.of_group:
            general = self._rules(name).filtered(
                lambda r: not r.groups and "company_id" in (r.domain_force or "")
            )
            for mode in MODES:
                self.assertTrue(
                    any(rule[f"perm_{mode}"] for rule in general),
                    f"{name}: no global company rule for {mode}",
                )

    def test_role_rule_for_every_mode_that_is_opened(self):
        """Without one, the ACL line opens the mode in every group she is in."""
        for name in self.of_group:
            for line in self.access[name]:
                for mode in MODES:
                    if line[f"perm_{mode}"]:
                        self._check_role_rule(name, line.group_id, mode)

    def _check_role_rule(self, name, group, mode):
        held = group.all_implied_ids
        rules = self._rules(name).filtered(
            lambda r: r.groups & held and r[f"perm_{mode}"]
        )
        self.assertTrue(rules, f"{name}: no role rule for {group.name}, {mode}")

    def test_role_rules_ask_for_the_role(self):
        """A role rule that tests ``company_ids`` would hold in every group of hers."""
        for name in self.of_group:
            for rule in self._rules(name).filtered("groups"):
                domain = rule.domain_force
                self.assertNotIn(
                    " company_ids", domain, f"{name}: {rule.name} asks no role"
                )
                self.assertTrue(
                    "user." in domain or (rule.perm_create and not rule.perm_read),
                    f"{name}: {rule.name} does not depend on the user",
                )

    def test_transient_models_are_private(self):
        """Wizards hold what somebody types: only she reads it."""
        for name in self.transient:
            self.assertTrue(
                any(
                    not rule.groups
                    and all(rule[f"perm_{mode}"] for mode in MODES)
                    and "('create_uid', '=', user.id)" in rule.domain_force
                    for rule in self._rules(name)
                ),
                f"{name}: no rule keeps it to its author",
            )

    def test_every_model_stands_in_the_matrix(self):
        listed = {model_of(line) for line in MATRIX}
        self.assertEqual((set(self.of_group) | set(VOCABULARIES)) - listed, set())
