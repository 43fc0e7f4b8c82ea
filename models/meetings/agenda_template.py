from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError

from .kinds import ELEMENTS, KINDS


class BydelsmorAgendaTemplate(models.Model):
    """The points that a kind of meeting usually has.

    The national ones belong to no group and are the secretariat's; a group that wants
    it otherwise makes a copy of its own, which is then used for its meetings.
    """

    _name = "bydelsmor.agenda.template"
    _description = "Agenda"
    _order = "kind, company_id desc, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    kind = fields.Selection(KINDS, required=True, index=True)
    company_id = fields.Many2one(
        "res.company",
        string="Group",
        index=True,
        ondelete="restrict",
        default=lambda self: self._default_company_id(),
        help="Empty: the national agenda, for all groups.",
    )
    item_ids = fields.One2many(
        "bydelsmor.agenda.template.item", "template_id", string="Points", copy=True
    )
    duration = fields.Integer(string="Length in minutes", compute="_compute_duration")
    active = fields.Boolean(default=True)

    _one_a_kind = models.UniqueIndex(
        "(COALESCE(company_id, 0), kind) WHERE active",
        "There is an agenda for this kind of meeting already. Change that one.",
    )

    @api.model
    def _default_company_id(self):
        company = self.env.company
        return company if company.is_bydelsmor_group else False

    @api.depends("item_ids.duration")
    def _compute_duration(self):
        for template in self:
            template.duration = sum(template.item_ids.mapped("duration"))

    @api.constrains("kind", "item_ids")
    def _check_elements(self):
        """A monthly meeting always holds the three elements (volunteer's manual)."""
        labels = dict(self.env["bydelsmor.agenda.item"]._element_labels())
        for template in self.filtered(lambda t: t.kind == "monthly" and t.item_ids):
            there = set(template.item_ids.mapped("element"))
            missing = [labels[key] for key, _label in ELEMENTS if key not in there]
            if missing:
                raise ValidationError(
                    self.env._(
                        "A monthly meeting always has time for these three: "
                        "fellowship, exchange of experience and new knowledge. "
                        "Missing here: %(missing)s.",
                        missing=", ".join(missing),
                    )
                )

    @api.model
    def _for(self, companies, kind):
        """Return {company: template}: the group's own, else the national one.

        Whoever plans a meeting may use the agenda for it, so it is found by sudo.
        """
        found = self.sudo().search(
            [("kind", "=", kind), ("company_id", "in", [False, *companies.ids])]
        )
        own = found.grouped("company_id")
        national = own.get(self.env["res.company"], self.browse())
        return {company: own.get(company, national)[:1] for company in companies}

    def action_copy_for_group(self):
        """Make the group's own copy of a national agenda, and open it."""
        self.ensure_one()
        company = self.env.company
        if not company.is_bydelsmor_group:
            raise UserError(
                self.env._(
                    "Choose the group in the corner above first, then try again."
                )
            )
        self.env.user._check_role(company, "board")
        own = self.search([("company_id", "=", company.id), ("kind", "=", self.kind)])
        if not own:
            own = self.copy({"company_id": company.id, "name": self.name})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": own.id,
            "views": [(False, "form")],
        }

    def _prepare_items(self):
        """Return commands that make these points on a meeting."""
        self.ensure_one()
        return [
            Command.create(item._prepare_agenda_item()) for item in self.sudo().item_ids
        ]
