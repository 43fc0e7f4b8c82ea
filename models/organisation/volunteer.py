from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError

STATE_DATE = {
    "candidate": "date_candidate",
    "training": "date_training",
    "active": "date_active",
    "paused": "date_paused",
    "left": "date_left",
}


class BydelsmorVolunteer(models.Model):
    """One woman in one group. The same person in two groups has two records, so
    that neither group reads the other's papers about her."""

    _name = "bydelsmor.volunteer"
    _description = "Volunteer"
    _inherit = ["mail.thread", "mail.activity.mixin", "avatar.mixin"]
    _order = "name, id"
    _check_company_auto = True

    partner_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="restrict", copy=False
    )
    name = fields.Char(required=True, index="trigram", tracking=True)
    active = fields.Boolean(default=True)
    group_id = fields.Many2one(
        "bydelsmor.group", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="group_id.company_id", store=True, index=True, precompute=True
    )
    is_bydelsmor = fields.Boolean(
        string="Is a Bydelsmor",
        default=True,
        help="Off for those who help the group without being one: organisational "
        "volunteers and auditors.",
    )
    user_id = fields.Many2one("res.users", compute="_compute_user_id", string="Login")
    phone = fields.Char(compute="_compute_contact", inverse="_inverse_phone")
    email = fields.Char(compute="_compute_contact", inverse="_inverse_email")
    lang = fields.Selection(
        selection=lambda self: self.env["res.lang"].get_installed(),
        string="Language of her pages",
        compute="_compute_contact",
        inverse="_inverse_lang",
    )
    state = fields.Selection(
        [
            ("candidate", "Candidate"),
            ("training", "In training"),
            ("active", "Active"),
            ("paused", "Taking a break"),
            ("left", "Left"),
        ],
        default="candidate",
        required=True,
        index=True,
        tracking=True,
        group_expand=True,
        copy=False,
    )
    date_candidate = fields.Date(copy=False)
    date_training = fields.Date(copy=False)
    date_active = fields.Date(copy=False)
    date_paused = fields.Date(copy=False)
    date_left = fields.Date(copy=False)
    leave_reason_id = fields.Many2one(
        "bydelsmor.leave.reason", copy=False, index="btree_not_null"
    )
    contract_date = fields.Date(string="Contract signed")
    diploma_date = fields.Date(string="Diploma")
    language_ids = fields.One2many("bydelsmor.volunteer.language", "volunteer_id")
    consent_ids = fields.One2many("bydelsmor.consent", "volunteer_id")
    mandate_ids = fields.One2many("bydelsmor.mandate", "volunteer_id")
    running_mandate_ids = fields.Many2many(
        "bydelsmor.mandate", compute="_compute_running_mandates", string="Roles now"
    )

    _person_uniq = models.UniqueIndex(
        "(partner_id, company_id)", "This woman is in the group already."
    )

    def _compute_user_id(self):
        users = (
            self.env["res.users"]
            .sudo()
            .search([("partner_id", "in", self.partner_id.ids)])
        )
        by_partner = {user.partner_id: user for user in users}
        for volunteer in self:
            volunteer.user_id = by_partner.get(volunteer.partner_id)

    @api.depends("partner_id.phone", "partner_id.email", "partner_id.lang")
    @api.depends_context("uid")
    def _compute_contact(self):
        # Whoever may read the volunteer may call or write to her.
        for volunteer in self:
            contact = volunteer.partner_id.sudo()
            volunteer.phone = contact.phone
            volunteer.email = contact.email
            volunteer.lang = contact.lang

    def _inverse_phone(self):
        self._write_contact("phone")

    def _inverse_email(self):
        self._write_contact("email")

    def _inverse_lang(self):
        self._write_contact("lang")

    def _write_contact(self, field):
        """Write one field to the contact: the caller may write the volunteer, and
        that is what decides (a board member cannot edit another user's contact)."""
        self.check_access("write")
        for volunteer in self:
            contact = volunteer.partner_id.sudo()
            if (contact[field] or False) == (volunteer[field] or False):
                continue
            if field == "email":
                volunteer._check_may_change_email(contact)
            contact.write({field: volunteer[field]})

    def _check_may_change_email(self, contact):
        """An internal user's new password is sent to her e-mail, so whoever changes
        that can become her: she herself does, or the secretariat."""
        user = self.env.user
        internal = contact.user_ids.filtered(lambda u: u._is_internal())
        if self.env.su or user in internal or not internal:
            return
        staff = any(
            u.has_group("base.group_erp_manager")
            or u.has_group("bydelsmor.group_administrator")
            for u in internal
        )
        if staff or not user.has_group("bydelsmor.group_secretariat"):
            raise UserError(
                self.env._(
                    "%(name)s has a login of her own. She changes her e-mail herself "
                    "under her name in the upper corner, or the secretariat does.",
                    name=self.name,
                )
            )

    @api.depends("mandate_ids.running")
    def _compute_running_mandates(self):
        for volunteer in self:
            volunteer.running_mandate_ids = volunteer.mandate_ids.filtered("running")

    @api.model_create_multi
    def create(self, vals_list):
        self._check_may_add(vals_list)
        for vals in vals_list:
            self._give_contact(vals)
            state = vals.get("state") or "candidate"
            vals.setdefault(STATE_DATE[state], fields.Date.context_today(self))
        volunteers = super().create(vals_list)
        for volunteer in volunteers:
            volunteer.partner_id._bydelsmor_add_company(volunteer.company_id)
        volunteers.filtered(
            lambda v: v.state in ("training", "active")
        )._give_bydelsmor_mandate()
        return volunteers

    @api.model
    def _check_may_add(self, vals_list):
        """Contacts are made with more rights than the caller has, so ask first."""
        if self.env.su:
            return
        self.browse().check_access("create")
        groups = self.env["bydelsmor.group"].browse(
            {vals["group_id"] for vals in vals_list if vals.get("group_id")}
        )
        companies = groups.sudo().company_id.sudo(False)
        self.env.user._check_role(companies, "board", "secretariat")

    @api.model
    def _give_contact(self, vals):
        """Find or make the person behind a new volunteer record."""
        partner = self.env["res.partner"].browse(vals.get("partner_id"))
        if partner:
            partner.check_access("read")
            self._check_no_staff(partner)
            vals.setdefault("name", partner.name)
            return
        contact = {
            "name": vals.get("name"),
            "phone": vals.get("phone"),
            "email": vals.get("email"),
            "lang": vals.get("lang") or self.env.lang,
            "company_id": False,
        }
        vals["partner_id"] = self.env["res.partner"].sudo().create(contact).id

    @api.model
    def _check_no_staff(self, partner):
        """Her volunteer record lets the board write her phone and name: nobody makes
        one for staff, or for whom she only finds because no group has her."""
        if self.env.su or self.env.user.has_group("bydelsmor.group_secretariat"):
            return
        contact = partner.sudo()
        if contact.user_ids and not contact.bydelsmor_company_ids:
            raise AccessError(
                self.env._(
                    "%(name)s works elsewhere in the house. The secretariat can take "
                    "her into your group.",
                    name=contact.name,
                )
            )

    def write(self, vals):
        changed = vals.get("state")
        if changed:
            vals = dict(vals)
            vals.setdefault(STATE_DATE[changed], fields.Date.context_today(self))
        if "partner_id" in vals or "group_id" in vals:
            self._check_identity_kept(vals)
        result = super().write(vals)
        if "name" in vals:
            self._write_contact("name")
        if changed in ("training", "active"):
            self._give_bydelsmor_mandate()
        if changed == "left":
            self._end_mandates()
        return result

    def _check_identity_kept(self, vals):
        for volunteer in self:
            moved = vals.get("group_id", volunteer.group_id.id) != volunteer.group_id.id
            other = (
                vals.get("partner_id", volunteer.partner_id.id)
                != volunteer.partner_id.id
            )
            if moved or other:
                raise UserError(
                    self.env._(
                        "A volunteer record stays with its woman and its group. Use "
                        "«Move to another group» instead."
                    )
                )

    def _give_bydelsmor_mandate(self):
        """Make her a Bydelsmor from the day of her state: a list that is read in
        tells when she began, and history should not start with the import."""
        without = self.filtered(
            lambda v: (
                v.is_bydelsmor
                and "bydelsmor" not in v.running_mandate_ids.mapped("role")
            )
        )
        self.env["bydelsmor.mandate"].sudo().create(
            [
                {
                    "volunteer_id": volunteer.id,
                    "role": "bydelsmor",
                    "date_start": volunteer[STATE_DATE[volunteer.state]],
                }
                for volunteer in without
            ]
        )

    def _end_mandates(self):
        """She left: her rights end with her mandates, and she stops following."""
        self.sudo().mandate_ids.filtered("running").action_end()
        for volunteer in self.sudo():
            volunteer._stop_following()

    def _stop_following(self):
        """A follower reads messages without other rights, so she follows no more."""
        followers = (
            self.env["mail.followers"]
            .sudo()
            .search([("partner_id", "=", self.partner_id.id)])
        )
        for follower in followers:
            model = self.env.get(follower.res_model)
            if model is None or "company_id" not in model._fields:
                continue
            record = model.sudo().browse(follower.res_id).exists()
            if record.company_id == self.company_id:
                follower.unlink()

    def action_start_training(self):
        self.write({"state": "training"})

    def action_activate(self):
        self.write({"state": "active"})

    def action_pause(self):
        self.write({"state": "paused"})

    def action_leave(self):
        """Ask, kindly and shortly, why she leaves."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Thank you for your time"),
            "res_model": "bydelsmor.volunteer.leave",
            "view_mode": "form",
            "target": "new",
            "context": {"default_volunteer_id": self.id},
        }

    def _leave(self, reason):
        self.write({"state": "left", "leave_reason_id": reason.id})

    def _move_to(self, group):
        """Give her a record in another group and close this one, keeping history.

        Nothing of the old group's papers follows: only the person does.
        """
        self.ensure_one()
        self.env.user._check_role(
            self.company_id | group.company_id, "lead", "secretariat"
        )
        existing = (
            self.sudo()
            .with_context(active_test=False)
            .search(
                [("partner_id", "=", self.partner_id.id), ("group_id", "=", group.id)]
            )
        )
        state = self.state if self.state != "left" else "candidate"
        if existing:
            existing.write({"state": state, "active": True})
        else:
            existing = self.sudo().create(
                {
                    "partner_id": self.partner_id.id,
                    "name": self.name,
                    "group_id": group.id,
                    "state": state,
                    "language_ids": [
                        Command.create(
                            {"language_id": line.language_id.id, "level": line.level}
                        )
                        for line in self.language_ids
                    ],
                }
            )
        self._leave(self.env.ref("bydelsmor.leave_reason_another_group"))
        return existing.with_env(self.env)

    def _private(self):
        """Return the record of her private facts, made when first needed."""
        self.ensure_one()
        Private = self.env["bydelsmor.volunteer.private"]
        if self.env.user.partner_id != self.partner_id and not self.env.su:
            raise AccessError(
                self.env._("Only the woman herself writes what is private.")
            )
        facts = Private.sudo().search([("volunteer_id", "=", self.id)])
        if not facts:
            facts = Private.sudo().create({"volunteer_id": self.id})
        return facts.with_env(self.env)

    def _ensure_user(self):
        """Return her user, made without e-mail and without password when missing.

        She gets in by a one-time link and then by a passkey on her phone.
        """
        self.ensure_one()
        if self.user_id:
            return self.user_id
        self.env.user._check_role(self.company_id, "board", "secretariat")
        user = (
            self.env["res.users"]
            .sudo()
            .with_context(no_reset_password=True, mail_create_nosubscribe=True)
            .create(
                {
                    "partner_id": self.partner_id.id,
                    "login": f"bydelsmor-{self.partner_id.id}",
                    "group_ids": [Command.set(self.env.ref("base.group_portal").ids)],
                    "company_ids": [Command.set(self.company_id.ids)],
                    "company_id": self.company_id.id,
                }
            )
        )
        self.invalidate_recordset(["user_id"])
        return user
