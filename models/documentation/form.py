import unicodedata
from datetime import timedelta
from uuid import UUID

from dateutil.relativedelta import relativedelta
from psycopg2.errors import UniqueViolation

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import ConcurrencyError, ValidationError
from odoo.tools import SQL

from . import privacy

MAX_TEXT = 250
# How many tiles can be tapped where several answers fit.
MAX_TAPS = 3
MAX_ID = 2**31
# How far back a pile of paper forms can be tapped in.
MAX_AGE = relativedelta(years=2)
NOON = timedelta(hours=12)


class FormFault(ValidationError):
    """A refusal that knows which question it is about: pages show it there."""

    def __init__(self, field, message):
        super().__init__(message)
        self.field = field


class BydelsmorForm(models.AbstractModel):
    """What the forms of the phone pages share.

    They have no field for the identity of a woman who was helped, no chatter, and no
    name that is shown to those who may not read them. Nobody has a right to create
    or change them: ``_submit`` is their only door, apart from the board's for
    activities.
    """

    _name = "bydelsmor.form"
    _description = "Form of the phone pages"

    company_id = fields.Many2one(
        "res.company", required=True, index=True, ondelete="restrict", readonly=True
    )
    uuid = fields.Char(
        readonly=True,
        copy=False,
        help="Made by the phone, so that a form sent twice is stored once.",
    )
    author_id = fields.Many2one(
        "res.users",
        string="Who filled it in",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="Empty for what came by the code of a meeting, or from a pile of papers.",
    )
    by_code = fields.Boolean(
        readonly=True, copy=False, groups="base.group_system", index=False
    )
    date = fields.Date(required=True, default=fields.Date.context_today)

    # ------------------------------------------------------------------
    # What nobody writes
    # ------------------------------------------------------------------

    def _free_texts(self):
        """Return the fields in which somebody can type; models name their own."""
        return ()

    def _own_texts(self):
        """Return those of them that only the author can read."""
        return ()

    @api.model
    def _answers(self):
        """Return {field: question} of the fields that are answered by tapping."""
        return {
            name: field.domain[0][2]
            for name, field in self._fields.items()
            if field.comodel_name == "bydelsmor.choice"
        }

    def _label(self, name):
        return self._fields[name]._description_string(self.env)

    @api.constrains(lambda self: self._free_texts())
    def _check_texts(self):
        for form in self:
            for name in self._free_texts():
                self._check_text(name, form[name])

    def _check_text(self, name, text):
        """Refuse what could tell who somebody is, in a kind word.

        :raises ValidationError: naming the field and what to leave out
        """
        if not text:
            return
        if len(text) > MAX_TEXT:
            raise FormFault(
                name,
                self.env._(
                    "«%(field)s» is too long: write at most %(count)s letters.",
                    field=self._label(name),
                    count=MAX_TEXT,
                ),
            )
        kind = privacy.find_private(text)
        if kind:
            raise FormFault(
                name,
                self.env._(
                    "«%(field)s» seems to hold %(kind)s. Leave it out, please: what "
                    "we write must not tell who somebody is.",
                    field=self._label(name),
                    kind=self._private_words()[kind],
                ),
            )

    def _private_words(self):
        return {
            privacy.CPR: self.env._("a CPR number"),
            privacy.PHONE: self.env._("a phone number"),
            privacy.EMAIL: self.env._("an e-mail address"),
            privacy.ADDRESS: self.env._("an address"),
            privacy.NAME: self.env._("a full name"),
        }

    @api.constrains(lambda self: tuple(self._answers()))
    def _check_answers(self):
        """An answer belongs to its question."""
        for name, question in self._answers().items():
            if any(choice.question != question for choice in self[name]):
                raise FormFault(name, self._again_words(name))

    @api.constrains("date")
    def _check_date(self):
        today = fields.Date.context_today(self)
        for form in self:
            if form.date > today:
                raise ValidationError(
                    self.env._("This day has not come yet. Choose the day once more.")
                )

    # ------------------------------------------------------------------
    # The door
    # ------------------------------------------------------------------

    @api.model
    def _submit(self, company, values, by_code=False, nobodys=False):
        """Store a form once, whoever sends it how often.

        :param company: the group's company; the caller must be a member there
        :param dict values: ``uuid`` and the answers; what the form does not ask is
            ignored
        :param by_code: sent at a meeting by its code, which the caller has checked:
            no role is asked for, and nobody is noted as its author
        :param nobodys: tapped in from a paper by a member who is not its author
        :return: the form, as superuser: the caller may not be allowed to read it
        :raises AccessError: for anybody who is no member of the group
        :raises ValidationError: naming the field and what to do
        """
        company = company.with_env(self.env)
        if not by_code:
            self.env.user._check_role(company, "member")
        key = self._clean_uuid(values.get("uuid"))
        nobodys = nobodys or by_code
        author = self.env["res.users"] if nobodys else self.env.user
        known = self._locked_by_uuid(key)
        if known:
            if known.author_id != author or known.company_id != company:
                # In the words for an uuid that makes no sense: it tells nothing.
                raise ValidationError(self._not_stored_words())
            return known
        if nobodys:
            # What she writes for herself nobody could ever read again.
            values = {**values, **dict.fromkeys(self._own_texts())}
        vals = self._clean_values(company, values)
        vals.update(
            uuid=key, company_id=company.id, author_id=author.id, by_code=by_code
        )
        # Odoo notes who creates a record: then nobody is noted there either.
        forms = self.with_user(SUPERUSER_ID) if nobodys else self.sudo()
        try:
            form = forms.create(vals)
        except UniqueViolation:
            # Stored between the beginning of this request and the lock.
            raise ConcurrencyError(self._name) from None
        if nobodys:
            form._forget_moment()
        return form

    def _forget_moment(self):
        """Odoo notes when a record is made. Of what has no author only the day stays,
        its noon (midnight is what ``form_retention`` takes for long forgotten)."""
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                """
                UPDATE %s
                   SET create_date = date_trunc('day', create_date) + %s,
                       write_date = date_trunc('day', write_date) + %s
                 WHERE id IN %s
                """,
                SQL.identifier(self._table),
                NOON,
                NOON,
                self._ids,
            )
        )
        self.invalidate_recordset(["create_date", "write_date"], flush=False)

    @api.model
    def _count_by_code_today(self, company):
        """Return how many forms came in today (UTC) by the code of a meeting."""
        today = fields.Datetime.now().replace(hour=0, minute=0, second=0, microsecond=0)
        return self.search_count(
            [
                ("company_id", "=", company.id),
                ("by_code", "=", True),
                ("create_date", "=", today + NOON),
            ]
        )

    def _not_stored_words(self):
        return self.env._(
            "This form could not be stored. Fill it in once more, please."
        )

    @api.model
    def _clean_uuid(self, value):
        try:
            return str(UUID(str(value)))
        except ValueError:
            raise ValidationError(self._not_stored_words()) from None

    @api.model
    def _locked_by_uuid(self, key):
        """Return the form with this uuid, and let nobody else store it meanwhile.

        One query for both. When the same form is being stored in another request at
        this moment, this one begins anew and finds it.
        """
        self.env.flush_all()
        [[free, number]] = self.env.execute_query(
            SQL(
                "SELECT pg_try_advisory_xact_lock(hashtextextended(%(key)s, 0)),"
                " (SELECT id FROM %(table)s WHERE uuid = %(key)s)",
                key=key,
                table=SQL.identifier(self._table),
            )
        )
        if not free:
            raise ConcurrencyError(self._name)
        return self.sudo().browse(number and [number])

    @api.model
    def _clean_values(self, company, values):
        """Return what may be written of what was sent; models add their own."""
        return {"date": self._clean_date(values.get("date"))}

    @api.model
    def _clean_date(self, value):
        today = fields.Date.context_today(self)
        try:
            day = fields.Date.to_date(value) if value else today
        except (ValueError, TypeError):
            day = None
        if not day or not today - MAX_AGE <= day <= today:
            raise FormFault(
                "date",
                self.env._("Choose the day once more. It cannot be %(day)s.", day=day)
                if day
                else self.env._("Choose the day once more."),
            )
        return day

    @api.model
    def _clean_text(self, name, value):
        """Return a text without line breaks. Storing it, the model looks for what
        could name somebody.

        :raises ValidationError: if it is no text
        """
        if value and not isinstance(value, str):
            raise FormFault(
                name,
                self.env._("Write «%(field)s» once more.", field=self._label(name)),
            )
        text = " ".join((value or "").split())
        # PostgreSQL stores neither; joiners, which Persian writes with, it does.
        text = "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cs"))
        return text or False

    @api.model
    def _clean_count(self, name, value, most):
        """Return a whole number from 0 to ``most``; nothing is 0."""
        number = 0 if value in (None, "", False) else value
        if isinstance(number, str) and number.isdecimal() and len(number) < 10:
            number = int(number)
        if type(number) is not int or not 0 <= number <= most:
            raise FormFault(
                name,
                self.env._(
                    "«%(field)s» must be a number from 0 to %(most)s.",
                    field=self._label(name),
                    most=most,
                ),
            )
        return number

    @api.model
    def _clean_answers(self, values):
        """Return the ids of the answers that were tapped; what was not is left out.

        :raises ValidationError: naming the question, for what is none of its answers,
            too many, or missing where the form needs one
        """
        questions = self._answers()
        sent = {name: self._sent_ids(name, values.get(name)) for name in questions}
        known = self.env["bydelsmor.choice"]._questions()
        for name, numbers in sent.items():
            if any(known.get(number) != questions[name] for number in numbers):
                raise FormFault(name, self._again_words(name))
        return {
            name: [(6, 0, numbers)]
            if self._fields[name].type == "many2many"
            else numbers[0]
            for name, numbers in sent.items()
            if numbers
        }

    @api.model
    def _sent_ids(self, name, value):
        """Return the numbers that were sent for one question, as a list."""
        most = self._most_answers(name)
        numbers = value if isinstance(value, list) else [value] if value else []
        if any(
            type(number) is not int or not 0 < number < MAX_ID for number in numbers
        ):
            raise FormFault(name, self._again_words(name))
        numbers = list(dict.fromkeys(numbers))
        if len(numbers) > most:
            raise FormFault(
                name,
                self.env._(
                    "«%(field)s»: choose at most %(count)s.",
                    field=self._label(name),
                    count=most,
                ),
            )
        if not numbers and name in self._needed():
            raise FormFault(
                name,
                self.env._("Answer «%(field)s», please.", field=self._label(name)),
            )
        return numbers

    def _again_words(self, name):
        return self.env._(
            "Choose the answer to «%(field)s» once more.", field=self._label(name)
        )

    def _needed(self):
        """Return the questions that must be answered."""
        return ()

    def _most_answers(self, name):
        return MAX_TAPS if self._fields[name].type == "many2many" else 1
