from odoo import api, fields, models
from odoo.tools import SQL

from ..organisation.group import MINIMUM_BOARD
from ..organisation.roles import BOARD_ROLES

ACCOUNTS_STATES = [
    ("none", "Not begun"),
    ("open", "On their way"),
    ("signed", "Signed by the board"),
    ("reviewed", "Reviewed by the auditor"),
    ("adopted", "Adopted"),
    ("reported", "Reported to the secretariat"),
]
SETTLED = ("adopted", "reported")
# The general assembly is usually held by the end of March; before that nobody is
# asked about the accounts of the year that has just ended.
ACCOUNTS_BY_MONTH = 4


class BydelsmorGroupOverview(models.Model):
    """One row for each group, read by the secretariat and by the group itself.

    What is here is what the secretariat may know: counts, seats, adopted figures,
    and money that moves only where the group has said yes. Never a conversation, a
    receipt or a name beside the seats. One grouped query for all groups, which asks
    roles and not the company switcher.
    """

    _name = "bydelsmor.group.overview"
    _description = "Overview of the groups"
    _auto = False
    _order = "name, id"
    _depends = {
        "bydelsmor.group": [
            "active",
            "company_id",
            "consultant_id",
            "founding_date",
            "municipality_id",
            "name",
            "phase",
            "region",
            "share_live_money",
        ],
        "bydelsmor.group.milestone": ["done_date", "group_id"],
        "bydelsmor.volunteer": ["active", "group_id", "is_bydelsmor", "state"],
        "bydelsmor.mandate": [
            "closed",
            "date_end",
            "date_start",
            "group_id",
            "partner_id",
            "role",
        ],
        "bydelsmor.bylaws": ["board_min", "company_id"],
        "bydelsmor.annual.accounts": [
            "adopted_on",
            "company_id",
            "date_to",
            "expense_total",
            "income_total",
            "result_total",
            "state",
        ],
        "bydelsmor.receipt": ["company_id", "state"],
        "account.account": ["account_type", "statement_line"],
        "account.move.line": [
            "account_id",
            "balance",
            "company_id",
            "date",
            "parent_state",
        ],
    }

    group_id = fields.Many2one("bydelsmor.group", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    name = fields.Char(readonly=True)
    municipality_id = fields.Many2one("bydelsmor.municipality", readonly=True)
    region = fields.Selection(
        selection=lambda self: self._labels_of("bydelsmor.group", "region"),
        readonly=True,
    )
    phase = fields.Selection(
        selection=lambda self: self._labels_of("bydelsmor.group", "phase"),
        readonly=True,
    )
    consultant_id = fields.Many2one("res.users", readonly=True)
    is_association = fields.Boolean(string="Association", readonly=True)
    founding_date = fields.Date(string="Founded", readonly=True)
    milestones_done = fields.Integer(string="Milestones reached", readonly=True)
    active_volunteers = fields.Integer(string="Active Bydelsmødre", readonly=True)
    in_training = fields.Integer(string="In basic training", readonly=True)
    board_count = fields.Integer(string="On the board", readonly=True)
    has_chair = fields.Boolean(string="Chair's seat taken", readonly=True)
    has_treasurer = fields.Boolean(string="Treasurer's seat taken", readonly=True)
    has_auditor = fields.Boolean(string="Auditor elected", readonly=True)
    board_below_minimum = fields.Boolean(
        string="Board smaller than the bylaws say", readonly=True
    )
    accounts_year = fields.Integer(string="Year", readonly=True, aggregator=None)
    accounts_state = fields.Selection(
        ACCOUNTS_STATES, string="Accounts of the last year", readonly=True
    )
    accounts_wanted = fields.Boolean(string="Accounts not adopted yet", readonly=True)
    income = fields.Monetary(string="Income, last year", readonly=True)
    expense = fields.Monetary(string="Expenses, last year", readonly=True)
    result = fields.Monetary(string="Result, last year", readonly=True)
    before_state = fields.Selection(
        ACCOUNTS_STATES, string="Accounts of the year before", readonly=True
    )
    before_income = fields.Monetary(string="Income, the year before", readonly=True)
    before_expense = fields.Monetary(string="Expenses, the year before", readonly=True)
    before_result = fields.Monetary(string="Result, the year before", readonly=True)
    last_assembly = fields.Date(string="Last accounts adopted on", readonly=True)
    days_since_assembly = fields.Integer(
        string="Days since the last accounts were adopted",
        readonly=True,
        aggregator="avg",
    )
    share_live_money = fields.Boolean(string="Shares its money", readonly=True)
    live_income = fields.Monetary(string="Income this year so far", readonly=True)
    live_expense = fields.Monetary(string="Expenses this year so far", readonly=True)
    live_bank = fields.Monetary(string="In the bank and MobilePay", readonly=True)
    live_cash = fields.Monetary(string="In the cash box", readonly=True)
    receipts_waiting = fields.Integer(string="Receipts that wait", readonly=True)
    could_use_visit = fields.Boolean(string="Could use a visit", readonly=True)
    went_well = fields.Text(string="What went well", compute="_compute_words")
    a_hand = fields.Text(string="What could need a hand", compute="_compute_words")

    @api.model
    def _labels_of(self, model, field):
        return self.env[model]._fields[field]._description_selection(self.env)

    @property
    def _table_query(self):
        today = fields.Date.context_today(self)
        return SQL(
            """
            SELECT seen.*,
                   seen.board_below_minimum OR seen.accounts_wanted
                   OR (seen.is_association
                       AND NOT (seen.has_chair AND seen.has_treasurer))
                   AS could_use_visit
              FROM (%s) AS seen
            """,
            self._rows_query(today),
        )

    def _rows_query(self, today):
        year = today.year - 1
        return SQL(
            """
            SELECT g.id,
                   g.id AS group_id,
                   g.company_id,
                   company.currency_id,
                   g.name,
                   g.municipality_id,
                   g.region,
                   g.phase,
                   g.consultant_id,
                   g.founding_date IS NOT NULL AS is_association,
                   g.founding_date,
                   COALESCE(milestones.done, 0) AS milestones_done,
                   COALESCE(women.active, 0) AS active_volunteers,
                   COALESCE(women.training, 0) AS in_training,
                   COALESCE(seats.board, 0) AS board_count,
                   COALESCE(seats.chair, false) AS has_chair,
                   COALESCE(seats.treasurer, false) AS has_treasurer,
                   COALESCE(seats.auditor, false) AS has_auditor,
                   g.founding_date IS NOT NULL
                   AND COALESCE(seats.board, 0)
                       < COALESCE(bylaws.board_min, national.board_min, %(minimum)s)
                   AS board_below_minimum,
                   %(year)s AS accounts_year,
                   COALESCE(accounts.state, 'none') AS accounts_state,
                   %(asked)s AND g.founding_date <= %(year_end)s
                   AND COALESCE(accounts.state, 'none') NOT IN %(settled)s
                   AS accounts_wanted,
                   accounts.income, accounts.expense, accounts.result,
                   COALESCE(accounts.before_state, 'none') AS before_state,
                   accounts.before_income, accounts.before_expense,
                   accounts.before_result,
                   accounts.last_assembly,
                   %(today)s - accounts.last_assembly AS days_since_assembly,
                   COALESCE(g.share_live_money, false) AS share_live_money,
                   money.income AS live_income,
                   money.expense AS live_expense,
                   money.bank AS live_bank,
                   money.cash AS live_cash,
                   waiting.receipts AS receipts_waiting
              FROM bydelsmor_group g
              JOIN res_company company ON company.id = g.company_id
         LEFT JOIN bydelsmor_bylaws bylaws ON bylaws.company_id = g.company_id
         LEFT JOIN bydelsmor_bylaws national ON national.company_id IS NULL
         LEFT JOIN (%(milestones)s) milestones ON milestones.group_id = g.id
         LEFT JOIN (%(women)s) women ON women.group_id = g.id
         LEFT JOIN (%(seats)s) seats ON seats.group_id = g.id
         LEFT JOIN (%(accounts)s) accounts ON accounts.company_id = g.company_id
         LEFT JOIN (%(money)s) money ON money.company_id = g.company_id
         LEFT JOIN (%(waiting)s) waiting ON waiting.company_id = g.company_id
             WHERE g.active
            """,
            minimum=MINIMUM_BOARD,
            year=year,
            asked=today.month >= ACCOUNTS_BY_MONTH,
            year_end=f"{year}-12-31",
            settled=SETTLED,
            today=today,
            milestones=self._milestones_query(),
            women=self._women_query(),
            seats=self._seats_query(today),
            accounts=self._accounts_query(year),
            money=self._money_query(today),
            waiting=self._waiting_query(),
        )

    def _milestones_query(self):
        return SQL(
            """
            SELECT group_id, count(done_date) AS done
              FROM bydelsmor_group_milestone GROUP BY group_id
            """
        )

    def _women_query(self):
        return SQL(
            """
            SELECT group_id,
                   count(*) FILTER (WHERE state = 'active') AS active,
                   count(*) FILTER (WHERE state = 'training') AS training
              FROM bydelsmor_volunteer
             WHERE active AND is_bydelsmor GROUP BY group_id
            """
        )

    def _seats_query(self, today):
        return SQL(
            """
            SELECT group_id,
                   count(DISTINCT partner_id) FILTER (WHERE role IN %(board)s) AS board,
                   bool_or(role = 'chair') AS chair,
                   bool_or(role = 'treasurer') AS treasurer,
                   bool_or(role = 'auditor') AS auditor
              FROM bydelsmor_mandate
             WHERE NOT COALESCE(closed, false)
               AND date_start <= %(today)s
               AND (date_end IS NULL OR date_end >= %(today)s)
             GROUP BY group_id
            """,
            board=BOARD_ROLES,
            today=today,
        )

    def _accounts_query(self, year):
        """Two periods may end in one year (a project, then the new association):
        their figures are added up, and the later one says how far they are."""
        return SQL(
            """
            SELECT company_id,
                   max(adopted_on) AS last_assembly,
                   (array_agg(state ORDER BY date_to DESC)
                       FILTER (WHERE year = %(year)s))[1] AS state,
                   sum(income) FILTER (WHERE year = %(year)s) AS income,
                   sum(expense) FILTER (WHERE year = %(year)s) AS expense,
                   sum(result) FILTER (WHERE year = %(year)s) AS result,
                   (array_agg(state ORDER BY date_to DESC)
                       FILTER (WHERE year = %(before)s))[1] AS before_state,
                   sum(income) FILTER (WHERE year = %(before)s) AS before_income,
                   sum(expense) FILTER (WHERE year = %(before)s) AS before_expense,
                   sum(result) FILTER (WHERE year = %(before)s) AS before_result
              FROM (SELECT company_id, state, date_to, adopted_on,
                           EXTRACT(year FROM date_to)::int AS year,
                           CASE WHEN state IN %(settled)s THEN income_total END
                               AS income,
                           CASE WHEN state IN %(settled)s THEN expense_total END
                               AS expense,
                           CASE WHEN state IN %(settled)s THEN result_total END
                               AS result
                      FROM bydelsmor_annual_accounts) AS period
             GROUP BY company_id
            """,
            year=year,
            before=year - 1,
            settled=SETTLED,
        )

    def _money_query(self, today):
        """Only groups that said yes; income and expense are plus, as on paper."""
        return SQL(
            """
            SELECT line.company_id,
                   -COALESCE(sum(line.balance) FILTER (
                       WHERE account.account_type LIKE 'income%%'
                         AND line.date >= date_trunc('year', %(today)s::date)), 0)
                       AS income,
                   COALESCE(sum(line.balance) FILTER (
                       WHERE account.account_type LIKE 'expense%%'
                         AND line.date >= date_trunc('year', %(today)s::date)), 0)
                       AS expense,
                   COALESCE(sum(line.balance) FILTER (
                       WHERE account.statement_line IN ('bank', 'mobilepay')), 0)
                       AS bank,
                   COALESCE(sum(line.balance) FILTER (
                       WHERE account.statement_line = 'cash'), 0) AS cash
              FROM account_move_line line
              JOIN account_account account ON account.id = line.account_id
             WHERE line.parent_state = 'posted'
               AND line.date <= %(today)s
               AND line.company_id IN (
                   SELECT company_id FROM bydelsmor_group WHERE share_live_money)
             GROUP BY line.company_id
            """,
            today=today,
        )

    def _waiting_query(self):
        return SQL(
            """
            SELECT company_id, count(*) AS receipts
              FROM bydelsmor_receipt
             WHERE state = 'handed_in'
               AND company_id IN (
                   SELECT company_id FROM bydelsmor_group WHERE share_live_money)
             GROUP BY company_id
            """
        )

    # -- words

    @api.depends("name")
    @api.depends_context("lang")
    def _compute_words(self):
        for row in self:
            row.went_well = "\n".join(row._what_went_well())
            row.a_hand = "\n".join(row._what_could_need_a_hand())

    def _what_went_well(self):
        """Return what succeeded, in a few short sentences; there is always one."""
        words = []
        if self.accounts_state in SETTLED:
            words.append(
                self.env._(
                    "The accounts of %(year)s are adopted", year=self.accounts_year
                )
            )
        if self.active_volunteers:
            words.append(
                self.env._("1 active Bydelsmor")
                if self.active_volunteers == 1
                else self.env._(
                    "%(count)s active Bydelsmødre", count=self.active_volunteers
                )
            )
        if self.in_training:
            words.append(
                self.env._("%(count)s in basic training", count=self.in_training)
            )
        if self.board_count and not self.board_below_minimum:
            words.append(self.env._("%(count)s on the board", count=self.board_count))
        if self.milestones_done:
            words.append(
                self.env._("1 milestone reached")
                if self.milestones_done == 1
                else self.env._(
                    "%(count)s milestones reached", count=self.milestones_done
                )
            )
        return words or [self.env._("The group has begun")]

    def _what_could_need_a_hand(self):
        """Return where somebody might help; nothing counts as behind."""
        words = []
        if self.is_association and not self.has_chair:
            words.append(self.env._("Looking for a chair"))
        if self.is_association and not self.has_treasurer:
            words.append(self.env._("Looking for a treasurer"))
        if self.board_below_minimum:
            words.append(self.env._("Room for one more on the board"))
        if self.is_association and not self.has_auditor:
            words.append(self.env._("Looking for an auditor"))
        if self.accounts_wanted:
            words.append(
                self.env._(
                    "A hand with the accounts of %(year)s", year=self.accounts_year
                )
            )
        if self.receipts_waiting:
            words.append(
                self.env._("1 receipt waits")
                if self.receipts_waiting == 1
                else self.env._("%(count)s receipts wait", count=self.receipts_waiting)
            )
        return words

    # -- doors to the group's own records

    @api.model
    def action_what_we_share(self):
        """Show those who run a group what the secretariat sees of it."""
        companies = self.env.user._companies_for("board")
        return self.search([("company_id", "in", companies)])._action_shared()

    def _action_shared(self):
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("What we share"),
            "res_model": self._name,
            "domain": [("id", "in", self.ids)],
            "views": [[False, "kanban"], [False, "form"]],
        }
        if len(self) == 1:
            action.update(res_id=self.id, views=[[False, "form"]])
        return action

    def action_open_shared(self):
        """Open the page with what this group shares: there the figures end that the
        secretariat has no right to see the records of."""
        self.ensure_one()
        return self._action_shared()

    def action_open_group(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "bydelsmor.group",
            "res_id": self.group_id.id,
            "view_mode": "form",
            "views": [[False, "form"]],
            "context": self._in_its_company(),
        }

    def action_open_volunteers(self):
        return self._open_records("bydelsmor.volunteer_action", with_group=True)

    def action_open_mandates(self):
        return self._open_records("bydelsmor.mandate_action", with_group=True)

    def action_open_accounts(self):
        return self._open_records("bydelsmor.annual_accounts_action")

    def _open_records(self, xmlid, with_group=False):
        """Open a list of the group's records, in the group's own company."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        field, value = (
            ("group_id", self.group_id)
            if with_group
            else (
                "company_id",
                self.company_id,
            )
        )
        action["domain"] = [(field, "=", value.id)]
        action["context"] = {f"default_{field}": value.id, **self._in_its_company()}
        return action

    def _in_its_company(self):
        return {"allowed_company_ids": self.company_id.ids}
