from calendar import monthrange
from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError

WHO_VOTES = [
    ("bydelsmodre", "All Bydelsmødre of the group"),
    ("active", "Bydelsmødre who are active now"),
    ("everybody", "Everybody in the group, helpers too"),
]
SIGNING_RULES = [
    ("one_more", "The chair or the treasurer, together with one more of the board"),
    ("chair_treasurer", "The chair and the treasurer together"),
    ("board", "The whole board together"),
]
MONTHS = [
    ("1", "January"),
    ("2", "February"),
    ("3", "March"),
    ("4", "April"),
    ("5", "May"),
    ("6", "June"),
    ("7", "July"),
    ("8", "August"),
    ("9", "September"),
    ("10", "October"),
    ("11", "November"),
    ("12", "December"),
]


class BydelsmorBylaws(models.Model):
    """What the bylaws say about assemblies and the board, as figures to check against.

    The national standard belongs to no group and is the secretariat's. A group gets
    its copy when it is founded, or earlier, when it begins to talk about bylaws; from
    then on only its own counts.
    """

    _name = "bydelsmor.bylaws"
    _description = "Bylaws"
    _inherit = ["mail.thread"]
    _order = "company_id, id"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        string="Group",
        index=True,
        readonly=True,
        ondelete="restrict",
        help="Empty: the national standard, for groups without bylaws of their own.",
    )
    adopted_on = fields.Date(
        copy=False,
        tracking=True,
        help="The day of the general assembly that decided them as they stand here.",
    )
    # the notice
    notice_days = fields.Integer(
        string="Invite, days before",
        default=14,
        tracking=True,
        help="So many days before the general assembly the invitation is sent at the "
        "latest.",
    )
    extraordinary_notice_days = fields.Integer(
        string="Invite to an extraordinary one, days before", default=14, tracking=True
    )
    proposal_days = fields.Integer(
        string="Proposals, days before",
        default=8,
        tracking=True,
        help="So many days before the general assembly proposals come in at the "
        "latest.",
    )
    agenda_days = fields.Integer(
        string="The whole agenda, days before",
        default=5,
        tracking=True,
        help="So many days before, everybody has the agenda with all proposals. Later "
        "points can be talked about, not decided.",
    )
    latest_month = fields.Selection(
        MONTHS, string="The ordinary one is held by", default="3", required=True
    )
    latest_day = fields.Integer(string="Last day", default=31, tracking=True)
    # who decides
    who_votes = fields.Selection(
        WHO_VOTES,
        string="Who may vote",
        default="bydelsmodre",
        required=True,
        tracking=True,
    )
    proxies_allowed = fields.Boolean(
        string="She may give her vote to another",
        default=True,
        tracking=True,
        help="In writing, and nobody carries more than one vote beside her own.",
    )
    assembly_quorum = fields.Integer(
        string="Votes needed at an assembly",
        default=0,
        tracking=True,
        help="0: it decides, whoever comes.",
    )
    board_quorum_percent = fields.Integer(
        string="Board: more than, in percent",
        default=50,
        tracking=True,
        help="The board decides when more than this share of it is present.",
    )
    chair_casting_vote = fields.Boolean(
        string="The chair decides when votes are equal", tracking=True
    )
    # the board
    board_min = fields.Integer(
        string="Smallest board",
        default=5,
        tracking=True,
        help="With fewer an extraordinary general assembly is called.",
    )
    board_size = fields.Integer(string="Seats on the board", default=5, tracking=True)
    board_max = fields.Integer(string="Largest board", default=7, tracking=True)
    chair_by = fields.Selection(
        [("board", "The board itself"), ("assembly", "The general assembly")],
        string="Who elects the chair",
        default="board",
        required=True,
        tracking=True,
    )
    term_years = fields.Selection(
        [("1", "One year"), ("2", "Two years")],
        string="A seat on the board is for",
        default="2",
        required=True,
        tracking=True,
    )
    odd_year_seats = fields.Integer(
        string="Seats elected in odd years",
        default=3,
        tracking=True,
        help="The others are elected in even years, so that never all are new at once.",
    )
    chair_year = fields.Selection(
        [("odd", "Odd years"), ("even", "Even years")],
        string="The chair is elected in",
        default="odd",
        required=True,
        tracking=True,
        help="She has one of the seats of those years.",
    )
    alternates = fields.Integer(
        default=2, tracking=True, help="Elected for one year each time."
    )
    auditors = fields.Integer(default=1, tracking=True)
    auditor_term_years = fields.Selection(
        [("1", "One year"), ("2", "Two years")],
        string="An auditor is elected for",
        default="1",
        required=True,
        tracking=True,
    )
    signing_rule = fields.Selection(
        SIGNING_RULES,
        string="Who signs for the association",
        default="one_more",
        required=True,
        tracking=True,
    )
    # an extraordinary assembly
    demand_board_members = fields.Integer(
        string="Members of the board who can demand one", default=3, tracking=True
    )
    demand_one_in = fields.Integer(
        string="Volunteers who can demand one: one in",
        default=3,
        tracking=True,
        help="3: a third of the group's volunteers.",
    )

    _one_a_group = models.UniqueIndex(
        "(COALESCE(company_id, 0))", "The group has bylaws already. Change those."
    )
    _days_in_order = models.Constraint(
        "CHECK (notice_days > proposal_days AND proposal_days >= agenda_days "
        "AND agenda_days >= 0 AND extraordinary_notice_days > 0)",
        "First the invitation goes out, then the proposals come in, then everybody "
        "gets the whole agenda: give the days in this order, the most days first.",
    )
    _board_size_fits = models.Constraint(
        "CHECK (board_min >= 1 AND board_min <= board_size "
        "AND board_size <= board_max)",
        "The seats on the board are not fewer than the smallest and not more than the "
        "largest board.",
    )
    _odd_seats_fit = models.Constraint(
        "CHECK (odd_year_seats >= 0 AND odd_year_seats <= board_size)",
        "No more seats can be elected in odd years than the board has.",
    )
    _numbers_positive = models.Constraint(
        "CHECK (assembly_quorum >= 0 AND alternates >= 0 AND auditors >= 1 "
        "AND demand_board_members >= 1 AND demand_one_in >= 1 "
        "AND board_quorum_percent >= 0 AND board_quorum_percent < 100)",
        "Look at the figures once more: there is at least one auditor, and no number "
        "is below nothing.",
    )
    _day_of_month = models.Constraint(
        "CHECK (latest_day >= 1 AND latest_day <= 31)",
        "The last day of the ordinary assembly is between 1 and 31.",
    )

    @api.depends("company_id")
    def _compute_display_name(self):
        for bylaws in self:
            company = bylaws.sudo().company_id
            bylaws.display_name = (
                self.env._("Bylaws of %(group)s", group=company.name)
                if company
                else self.env._("National standard")
            )

    @api.model_create_multi
    def create(self, vals_list):
        bylaws = super().create(vals_list)
        self.env["bydelsmor.meeting"].invalidate_model(["bylaws_id"])
        return bylaws

    @api.model
    def _for(self, companies):
        """Return {company: its own bylaws, else the national standard}.

        Whoever is at a meeting may know the rules it keeps, so they are found by sudo.
        """
        found = self.sudo().search([("company_id", "in", [False, *companies.ids])])
        own = found.grouped("company_id")
        national = own.get(self.env["res.company"], self.browse())
        return {company: own.get(company, national)[:1] for company in companies}

    def _copy_for(self, company):
        """Return the company's own bylaws, copied from the national standard when it
        has none. The caller has asked for the role."""
        own = self._for(company)[company]
        if own.company_id:
            return own
        return own.copy({"company_id": company.id})

    def action_copy_for_group(self):
        """Make the group's own copy of the national standard, and open it."""
        self.ensure_one()
        company = self.env.company
        if not company.is_bydelsmor_group:
            raise UserError(
                self.env._(
                    "Choose the group in the corner above first, then try again."
                )
            )
        self.env.user._check_role(company, "board")
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self._copy_for(company).id,
            "views": [(False, "form")],
        }

    # ------------------------------------------------------------------
    # What they say
    # ------------------------------------------------------------------

    def _notice_days(self, kind):
        """Return how many days before a kind of assembly its invitation is sent."""
        self.ensure_one()
        if kind == "extraordinary_assembly":
            return self.extraordinary_notice_days
        return self.notice_days

    def _latest_ordinary(self, year):
        """Return the last day on which the ordinary assembly of a year is held."""
        self.ensure_one()
        month = int(self.latest_month)
        last = monthrange(year, month)[1]
        return date(year, month, min(self.latest_day, last))
