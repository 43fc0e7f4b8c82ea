from odoo import Command, api, fields, models
from odoo.fields import Domain

SETTLED = ("adopted", "reported")
DECIDED = ("agreed", "adopted")
REFUSED = ("rejected", "tie")


class BydelsmorMeeting(models.Model):
    """The ordinary general assembly adopts the annual accounts."""

    _inherit = "bydelsmor.meeting"

    accounts_ids = fields.Many2many(
        "bydelsmor.annual.accounts",
        string="Annual accounts",
        compute="_compute_accounts_ids",
        compute_sudo=True,
        help="Those of every period that is over and not adopted yet.",
    )
    accounts_item_id = fields.Many2one(
        "bydelsmor.agenda.item",
        string="Point of the accounts",
        compute="_compute_accounts_item_id",
        store=True,
        readonly=False,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
        domain="[('meeting_id', '=', id)]",
        help="What is decided under this point decides whether they are adopted.",
    )

    # The names of points are for those who read them, so a link shows a number only.
    accounts_item_label = fields.Char(
        related="accounts_item_id.label", string="The accounts stand under"
    )

    @api.depends("kind", "start", "closed_on")
    def _compute_accounts_ids(self):
        for meeting in self:
            meeting.accounts_ids = meeting._accounts_to_adopt()

    def _accounts_to_adopt(self):
        accounts = self.env["bydelsmor.annual.accounts"]
        if self.kind != "ordinary_assembly" or not self.start:
            return accounts
        day = self._day()
        return accounts.search(
            Domain("company_id", "=", self.company_id.id)
            & Domain("date_to", "<", day)
            & (Domain("state", "not in", SETTLED) | Domain("adopted_on", "=", day)),
            order="date_to",
        )

    @api.depends("agenda_item_ids.template_item_id", "kind")
    def _compute_accounts_item_id(self):
        usual = self.env.ref(
            "bydelsmor.agenda_ordinary_assembly_accounts", raise_if_not_found=False
        )
        names = self._names_of_point(usual)
        for meeting in self:
            points = meeting.agenda_item_ids
            own = points.filtered(lambda point: point.name in names)
            national = points.filtered(lambda point: point.template_item_id == usual)
            if not meeting.accounts_item_id:
                meeting.accounts_item_id = (usual and national or own)[:1]

    def _names_of_point(self, usual):
        """A group's own agenda has its own points, by the same name."""
        if not usual:
            return set()
        installed = self.env["res.lang"].get_installed()
        return {usual.with_context(lang=code).name for code, _name in installed}

    def action_attach_accounts(self):
        """Print the annual accounts, with budget and report, and send them along."""
        self.ensure_one()
        self._check_may_run()
        self._check_open()
        report = self.env["ir.actions.report"]
        for accounts in self.accounts_ids.sudo(False):
            content, _kind = report._render_qweb_pdf(
                "bydelsmor.annual_accounts_report_da", accounts.ids
            )
            name = f"{accounts._print_filename('da')}.pdf"
            paper = {
                "name": name,
                "raw": content,
                "res_model": self._name,
                "res_id": self.id,
            }
            old = self.document_ids.filtered(lambda file, n=name: file.name == n)
            commands = [Command.delete(file.id) for file in old]
            self.document_ids = [*commands, Command.create(paper)]
        return True

    # ------------------------------------------------------------------
    # Closing the minutes
    # ------------------------------------------------------------------

    def _missing_to_close(self):
        missing = super()._missing_to_close()
        waiting = self.accounts_ids.filtered(lambda a: a.state not in SETTLED)
        if not waiting or not self.accounts_item_id:
            # On an agenda without such a point nothing is decided about them; they
            # are adopted by the button of the accounts.
            return missing
        outcome = self.accounts_item_id.outcome
        if outcome not in DECIDED + REFUSED:
            missing.append(
                self.env._(
                    "Write what was decided about the annual accounts (%(accounts)s).",
                    accounts=", ".join(waiting.mapped("display_name")),
                )
            )
        elif outcome in DECIDED:
            missing += self._missing_to_adopt(waiting)
        return missing

    def _missing_to_adopt(self, waiting):
        """Return a line for each of these accounts that cannot be adopted yet."""
        labels = dict(waiting._fields["state"]._description_selection(self.env))
        return [
            self.env._(
                "%(accounts)s: first the board signs and the auditor looks at them "
                "(now: %(state)s).",
                accounts=accounts.display_name,
                state=labels[accounts.state],
            )
            for accounts in waiting
            if accounts.state != "reviewed"
        ]

    def _close_decisions(self):
        super()._close_decisions()
        if self.accounts_item_id.outcome not in DECIDED:
            return
        for accounts in self.accounts_ids.sudo(False):
            if accounts.state not in SETTLED:
                accounts._adopt(self._day(), self.chair_id.name)
