from stdnum.dk import cvr as cvr_number
from stdnum.exceptions import ValidationError as NumberError

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .roles import BOARD_ROLES

MINIMUM_BOARD = 5


class BydelsmorGroup(models.Model):
    _name = "bydelsmor.group"
    _description = "Group"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "name"
    _check_company_auto = True

    name = fields.Char(required=True, index="trigram", tracking=True)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        copy=False,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    municipality_id = fields.Many2one("bydelsmor.municipality", index="btree_not_null")
    region = fields.Selection(related="municipality_id.region", store=True)
    phase = fields.Selection(
        [
            ("start", "A good start"),
            ("training", "Basic training"),
            ("going", "Getting going"),
            ("association", "Becoming an association"),
        ],
        default="start",
        required=True,
        tracking=True,
        help="The group chooses its phase itself. There is no hurry.",
    )
    milestone_ids = fields.One2many("bydelsmor.group.milestone", "group_id")
    consultant_id = fields.Many2one(
        "res.users",
        string="Consultant in the secretariat",
        domain="[('all_group_ids.name', '=', 'Secretariat')]",
        index="btree_not_null",
        tracking=True,
    )
    consultant_phone = fields.Char(
        string="Phone of the secretariat", compute="_compute_consultant_phone"
    )
    meeting_place = fields.Char()
    language_ids = fields.Many2many("bydelsmor.language", string="Languages")
    description = fields.Text(string="About us")
    cvr = fields.Char(string="CVR number", size=8, copy=False, tracking=True)
    founding_date = fields.Date(copy=False, tracking=True)
    is_association = fields.Boolean(
        string="Association", compute="_compute_is_association", store=True
    )
    bylaws = fields.Binary(attachment=True, copy=False)
    bylaws_filename = fields.Char(copy=False)
    money_keeper = fields.Selection(
        [
            ("group", "The group itself"),
            ("secretariat", "The national secretariat"),
            ("housing", "The housing association"),
            ("municipality", "The municipality"),
            ("other", "Somebody else"),
        ],
        string="Who keeps our money",
        default="secretariat",
        required=True,
        tracking=True,
    )
    money_keeper_note = fields.Char(string="Name of who keeps our money")
    second_approver = fields.Boolean(
        string="Two approve each receipt", default=False, tracking=True
    )
    share_live_money = fields.Boolean(
        string="The secretariat may see our money before the annual accounts",
        tracking=True,
        help="When it is on, the secretariat sees income, expense, what is in the bank "
        "and in the cash box, and how many receipts wait. Never a receipt itself.",
    )
    volunteer_ids = fields.One2many("bydelsmor.volunteer", "group_id")
    mandate_ids = fields.One2many("bydelsmor.mandate", "group_id")
    active_volunteer_count = fields.Integer(
        string="Active volunteers", compute="_compute_counts"
    )
    board_count = fields.Integer(string="On the board", compute="_compute_counts")
    board_below_minimum = fields.Boolean(
        string="Board smaller than the bylaws say", compute="_compute_counts"
    )
    chair_id = fields.Many2one("bydelsmor.volunteer", compute="_compute_counts")
    treasurer_id = fields.Many2one("bydelsmor.volunteer", compute="_compute_counts")
    milestone_done_count = fields.Integer(compute="_compute_milestones")
    phase_milestone_ids = fields.One2many(
        "bydelsmor.group.milestone",
        string="Milestones of this phase",
        compute="_compute_milestones",
        inverse="_inverse_milestones",
    )

    _company_uniq = models.UniqueIndex(
        "(company_id)", "A company can belong to one group only."
    )
    _name_uniq = models.UniqueIndex(
        "(name)", "There is a group with this name already. Choose another name."
    )
    _cvr_uniq = models.UniqueIndex(
        "(cvr) WHERE cvr IS NOT NULL", "Another group has this CVR number already."
    )

    @api.depends("founding_date")
    def _compute_is_association(self):
        for group in self:
            group.is_association = bool(group.founding_date)

    @api.depends("consultant_id.partner_id.phone")
    def _compute_consultant_phone(self):
        for group in self:
            # The number of the group's own contact person is for everybody in it.
            own = group.consultant_id.sudo().phone
            group.consultant_phone = own or self._secretariat_phone()

    @api.model
    def _secretariat_phone(self):
        """Return the number for all (empty: none is written yet)."""
        settings = self.env["ir.config_parameter"].sudo()
        return settings.get_param("bydelsmor.secretariat_phone", "")

    @api.depends("volunteer_ids.state", "mandate_ids.running", "is_association")
    def _compute_counts(self):
        active = self._active_volunteers_by_group()
        smallest = self._smallest_boards()
        mandates = self._running_mandates_by_group()
        for group in self:
            running = mandates.get(group.id, self.env["bydelsmor.mandate"])
            board = running.filtered(lambda m: m.role in BOARD_ROLES).partner_id
            group.active_volunteer_count = active.get(group.id, 0)
            group.board_count = len(board)
            group.board_below_minimum = (
                group.is_association and len(board) < smallest[group]
            )
            group.chair_id = running.filtered(lambda m: m.role == "chair").volunteer_id[
                :1
            ]
            group.treasurer_id = running.filtered(
                lambda m: m.role == "treasurer"
            ).volunteer_id[:1]

    def _smallest_boards(self):
        """Return {group: how many an association needs on its board}."""
        return dict.fromkeys(self, MINIMUM_BOARD)

    def _active_volunteers_by_group(self):
        rows = self.env["bydelsmor.volunteer"]._read_group(
            [
                ("group_id", "in", self.ids),
                ("state", "=", "active"),
                ("is_bydelsmor", "=", True),
            ],
            ["group_id"],
            ["__count"],
        )
        return {group.id: count for group, count in rows}

    def _running_mandates_by_group(self):
        rows = self.env["bydelsmor.mandate"]._read_group(
            [("group_id", "in", self.ids), ("running", "=", True)],
            ["group_id"],
            ["id:recordset"],
        )
        return {group.id: mandates for group, mandates in rows}

    @api.depends("phase", "milestone_ids.done_date")
    def _compute_milestones(self):
        for group in self:
            of_phase = group.milestone_ids.filtered(
                lambda m, phase=group.phase: m.phase == phase
            )
            group.phase_milestone_ids = of_phase
            group.milestone_done_count = len(of_phase.filtered("done_date"))

    def _inverse_milestones(self):
        """Nothing to do: the milestones themselves were written, none is added."""

    @api.constrains("cvr")
    def _check_cvr(self):
        for group in self.filtered("cvr"):
            try:
                cvr_number.validate(group.cvr)
            except NumberError:
                raise ValidationError(
                    self.env._(
                        "CVR number %(number)s is not right. It has eight digits; look "
                        "for it on the letter from Erhvervsstyrelsen or on virk.dk.",
                        number=group.cvr,
                    )
                ) from None

    @api.model_create_multi
    def create(self, vals_list):
        """Create groups, each with a company of its own (design: one group, one
        company). The books are opened when the group first handles money."""
        self.browse().check_access("create")
        for vals in vals_list:
            self._clean_cvr(vals)
        without = [vals for vals in vals_list if not vals.get("company_id")]
        self._check_names_free([vals["name"] for vals in without if vals.get("name")])
        companies = self.env["res.company"]._bydelsmor_create(
            [vals.get("name") for vals in without]
        )
        for vals, company in zip(without, companies, strict=True):
            vals["company_id"] = company.id
        groups = super().create(vals_list)
        groups._make_milestones()
        groups._sync_company()
        self.env["res.users"]._bydelsmor_share_groups(groups.company_id)
        return groups

    def write(self, vals):
        self._clean_cvr(vals)
        result = super().write(vals)
        if {"name", "cvr"} & set(vals):
            self._sync_company()
        return result

    @api.model
    def _clean_cvr(self, vals):
        """Accept the number as people write it: «12 34 56 74», «DK12345674»."""
        if vals.get("cvr"):
            vals["cvr"] = cvr_number.compact(vals["cvr"])

    @api.model
    def _check_names_free(self, names):
        Company = self.env["res.company"].sudo()
        taken = Company.search([("name", "in", names)]).mapped("name")
        if taken:
            raise UserError(
                self.env._(
                    "There is something called %(names)s already. Choose another name "
                    "for the group.",
                    names=", ".join(taken),
                )
            )

    def _make_milestones(self):
        [(milestones,)] = self.env["bydelsmor.milestone"]._read_group(
            [], aggregates=["id:recordset"]
        )
        self.env["bydelsmor.group.milestone"].sudo().create(
            [
                {"group_id": group.id, "milestone_id": milestone.id}
                for group in self
                for milestone in milestones
            ]
        )

    def _sync_company(self):
        """The company shows the group's name and CVR; her rights are the group's."""
        for group in self:
            company = group.company_id.sudo()
            values = {"name": group.name, "company_registry": group.cvr or False}
            changed = {k: v for k, v in values.items() if company[k] != v}
            if changed:
                company.write(changed)

    def _mail_get_operation_for_mail_message_operation(self, message_operation):
        """What is written on the group is for those who run it: a Bydelsmor may read
        the group's record, but not what its board notes there."""
        operations = super()._mail_get_operation_for_mail_message_operation(
            message_operation
        )
        if message_operation != "read":
            return operations
        allowed = self._readers_of_notes()
        return {
            group: operation if group in allowed else "write"
            for group, operation in operations.items()
        }

    def _readers_of_notes(self):
        """Return those of these groups whose notes and files the user may read."""
        companies = self.env.user._companies_for("board", "auditor", "secretariat")
        return self.filtered(lambda group: group.sudo().company_id.id in companies)

    @api.model
    def _all_companies(self):
        """Return the companies of all groups, closed ones too."""
        [(companies,)] = self.with_context(active_test=False)._read_group(
            [], aggregates=["company_id:recordset"]
        )
        return companies

    def _found(self, date, cvr=None):
        """The group becomes an association on ``date``.

        :param date: day of the founding general assembly
        :param cvr: its CVR number, when it has one already
        :raises UserError: when the group is an association already
        """
        self.ensure_one()
        if self.founding_date:
            raise UserError(
                self.env._("%(group)s is an association already.", group=self.name)
            )
        values = {"founding_date": date, "phase": "association"}
        if cvr:
            values["cvr"] = cvr
        self.write(values)

    def _helper(self):
        """Return whom a group calls when it is stuck: its consultant, or the number
        for all where it has none, or where there is no group.

        :return: a dict with ``tel`` (for a link) and ``words`` (name and number), or
            False when no number is known
        """
        phone = self.consultant_phone or self._secretariat_phone()
        if not phone:
            return False
        consultant = self.consultant_id.sudo()
        name = consultant.name if consultant.phone else ""
        return {
            "tel": phone.replace(" ", ""),
            "words": " · ".join(filter(None, (name, phone))),
        }

    def action_call_secretariat(self):
        """Open the phone with the number of the group's consultant."""
        self.ensure_one()
        helper = self._helper()
        if not helper:
            raise UserError(
                self.env._(
                    "No phone number of the secretariat is known yet. An administrator "
                    "writes it under Configuration, or on the group's consultant."
                )
            )
        return {
            "type": "ir.actions.act_url",
            "url": f"tel:{helper['tel']}",
            "target": "self",
        }

    @api.model
    def secretariat_contact(self, company_id=False):
        """Tell the web client whom the user can call.

        :param company_id: the group that it is about; hers when it is none of hers
        :return: see ``_helper``; False for the secretariat itself
        """
        national = self.env.user.has_group("bydelsmor.group_secretariat")
        mine = self.env.user._companies_for("member", "auditor")
        company = company_id if company_id in mine else self.env.company.id
        if national and company not in mine:
            return False
        group = self.sudo().search([("company_id", "=", company)])
        return (group if company in mine else group.browse())._helper()

    @api.model
    def action_open_mine(self):
        """Open the user's group, or the list when she has several."""
        action = self.env["ir.actions.act_window"]._for_xml_id("bydelsmor.group_action")
        mine = self.search(
            [("company_id", "in", self.env.user._companies_for("board", "auditor"))],
            limit=2,
        )
        if len(mine) == 1:
            action.update(view_mode="form", views=[(False, "form")], res_id=mine.id)
        return action

    def action_open_volunteers(self):
        return self._open_of_group("bydelsmor.volunteer_action")

    def action_open_mandates(self):
        return self._open_of_group("bydelsmor.mandate_action")

    def _open_of_group(self, xmlid):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        action["domain"] = [("group_id", "=", self.id)]
        action["context"] = {"default_group_id": self.id}
        return action

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        used = self.with_context(active_test=False).filtered("volunteer_ids")
        if used:
            raise UserError(
                self.env._(
                    "%(group)s has volunteers and cannot be deleted. "
                    "Archive it instead.",
                    group=used[0].name,
                )
            )
