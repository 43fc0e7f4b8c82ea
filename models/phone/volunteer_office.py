from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..organisation.roles import GROUP_BY_ACCESS, NATIONAL_GROUPS, roles_giving

OFFICE_LINK_HOURS = 24


class BydelsmorVolunteer(models.Model):
    """The first way in to the computer, for a board member without e-mail.

    The links of the phone never let in whoever uses the web client. She gets Odoo's
    own invitation instead, by hand: a link with which she chooses a password. It is
    made only for a login that nothing opens yet, so nobody's login can be taken over.
    """

    _inherit = "bydelsmor.volunteer"

    needs_office_way_in = fields.Boolean(compute="_compute_needs_office_way_in")

    @api.depends("state", "active", "partner_id", "mandate_ids.running")
    def _compute_needs_office_way_in(self):
        leads = set(self.env.user._companies_for("lead", "secretariat"))
        mine = self.filtered(lambda her: her.company_id.id in leads)
        closed = mine.sudo()._logins_that_nothing_opens()
        for volunteer in self:
            volunteer.needs_office_way_in = (
                volunteer in mine
                and volunteer.sudo().user_id in closed
                and volunteer._is_office_of_this_group_alone()
            )

    def _logins_that_nothing_opens(self):
        """Return those of their users that have neither password nor passkey."""
        users = self.user_id.filtered(lambda user: user._is_internal() and user.active)
        if not users:
            return users
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id FROM res_users
                 WHERE id IN %s AND COALESCE(password, '') = ''
                """,
                tuple(users.ids),
            )
        )
        closed = users.browse(number for (number,) in rows)
        return closed.filtered(lambda user: not user.auth_passkey_key_ids)

    def _is_office_of_this_group_alone(self):
        """Tell whether her login opens this group's work and nothing else."""
        self.ensure_one()
        her = self.sudo()
        running = her.partner_id.bydelsmor_volunteer_ids.mandate_ids.filtered(
            lambda mandate: (
                mandate.running and mandate.role in roles_giving(GROUP_BY_ACCESS)
            )
        )
        national = any(map(her.user_id.has_group, NATIONAL_GROUPS.values()))
        return (
            her.active
            and her.state != "left"
            and running.company_id == her.company_id
            and her.user_id.company_ids == her.company_id
            and not national
            and not her.user_id.has_group("base.group_system")
        )

    def action_office_way_in(self):
        """Show, once, the link with which she chooses her password.

        It is Odoo's own: it ends when she has used it, and after a day. That
        it was made is noted in the group's chatter.

        :raises AccessError: for others than the group's lead and the secretariat
        :raises UserError: if her login opens already, or opens more than this group
        """
        self.ensure_one()
        self.env.user._check_role(self.company_id, "lead", "secretariat")
        if not self.needs_office_way_in:
            raise UserError(
                self.env._(
                    "%(name)s has a way in already, or works in other groups too. The "
                    "secretariat can help her.",
                    name=self.name,
                )
            )
        url = self._office_way_in_url()
        self.sudo().group_id._message_log(
            body=self.env._(
                "%(user)s made the first way in to the computer for %(name)s.",
                user=self.env.user.name,
                name=self.name,
            )
        )
        return {
            "type": "ir.actions.client",
            "tag": "bydelsmor_let_in",
            "name": self.env._("Way in to the computer for %(name)s", name=self.name),
            "target": "new",
            "context": {"dialog_size": "medium"},
            "params": {
                "link_id": False,
                "url": url,
                "minutes": OFFICE_LINK_HOURS * 60,
                "phone": self._dialled_phone(),
                "message": self._office_message(url),
                "heading": self.env._(
                    "Send her the link, or open it with her on her computer. Her login "
                    "name is %(login)s.",
                    login=self.sudo().user_id.login,
                ),
            },
        }

    def _office_way_in_url(self):
        partner = self.sudo().partner_id
        partner.signup_prepare(signup_type="reset")
        token = partner._generate_signup_token(expiration=OFFICE_LINK_HOURS)
        return f"{self.get_base_url()}/web/reset_password?token={token}"

    def _office_message(self, url):
        her = self.with_context(lang=self.sudo().partner_id.lang or self.env.lang)
        return her.env._(
            "Hi %(name)s! Press the link and choose a password for Bydelsmødre on the "
            "computer. Your login name is %(login)s. %(url)s",
            name=self.name,
            login=self.sudo().user_id.login,
            url=url,
        )
