from datetime import timedelta
from hashlib import sha256

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize

# What a member writes about an idea.
IDEA_FIELDS = ("name", "speaker", "contact", "note")
KINDS = [("idea", "Idea"), ("talk", "A talk"), ("material", "Material")]
# From outside: so many from one sender in an hour, for one group in a day.
FROM_ONE_SENDER = 5
FOR_ONE_GROUP = 20
LENGTHS = {
    "name": 120,
    "speaker": 100,
    "organisation": 120,
    "contact": 120,
    "note": 1500,
}
MOST_LINKS = 2
# Somebody could still come and tell it.
OPEN_STATES = ("1_offer", "2_idea", "3_asked")


class BydelsmorKnowledge(models.Model):
    """New knowledge: what the group would like to hear about, and who could come and
    tell it. Professionals offer a talk or material on a public page."""

    _name = "bydelsmor.knowledge"
    _description = "New knowledge"
    _order = "state, id desc"
    _check_company_auto = True

    group_id = fields.Many2one(
        "bydelsmor.group",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env["bydelsmor.meeting"]._default_group_id(),
    )
    company_id = fields.Many2one(
        related="group_id.company_id", store=True, index=True, precompute=True
    )
    name = fields.Char(string="Topic", required=True)
    kind = fields.Selection(KINDS, default="idea", required=True)
    speaker = fields.Char(string="Who could tell about it")
    organisation = fields.Char(string="From")
    contact = fields.Char(string="Phone or e-mail")
    note = fields.Text()
    state = fields.Selection(
        [
            ("1_offer", "Offered to us"),
            ("2_idea", "Idea"),
            ("3_asked", "We have asked"),
            ("4_agreed", "Agreed"),
            ("5_done", "We have heard it"),
            ("6_not_now", "Not now"),
        ],
        string="How far",
        default="2_idea",
        required=True,
        index=True,
        group_expand=True,
    )
    meeting_id = fields.Many2one(
        "bydelsmor.meeting",
        string="At the meeting",
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
        domain="[('company_id', '=', company_id)]",
    )
    is_offer = fields.Boolean(string="Came from outside", readonly=True, copy=False)
    offered_on = fields.Datetime(readonly=True, copy=False)
    sender_key = fields.Char(
        groups=fields.NO_ACCESS, copy=False, export_string_translation=False
    )

    _sender_idx = models.Index("(sender_key, offered_on) WHERE sender_key IS NOT NULL")

    # ------------------------------------------------------------------
    # In the group
    # ------------------------------------------------------------------

    @api.model
    def _add_idea(self, group, values):
        """A member of the group adds an idea.

        :param dict values: of ``IDEA_FIELDS``
        :raises AccessError: for somebody from elsewhere
        """
        company = group.sudo().company_id
        self.env.user._check_role(company.with_env(self.env), "member")
        values = self._shortened({name: values.get(name) for name in IDEA_FIELDS})
        if not values["name"]:
            raise UserError(self.env._("Write what you would like to hear about."))
        idea = self.sudo().create({**values, "group_id": group.id})
        return idea.with_env(self.env)

    def action_bring(self):
        """Write the guest and her topic on the meeting that was chosen.

        :raises AccessError: for who does not run that meeting
        :raises UserError: when no meeting is chosen
        """
        for one in self:
            if not one.meeting_id:
                raise UserError(
                    self.env._("Choose first at which meeting you will hear it.")
                )
            one._bring_to(one.meeting_id)
        return True

    def _bring_to(self, meeting):
        """Write who comes and tells about it on a meeting of the same group.

        :raises AccessError: for who does not run that meeting
        """
        self.ensure_one()
        meeting._plan(
            {
                "guest_name": ", ".join(
                    filter(None, (self.speaker, self.organisation))
                ),
                "guest_contact": self.contact,
                "guest_topic": self.name,
            }
        )
        self.sudo().write({"meeting_id": meeting.id, "state": "4_agreed"})

    @api.model
    def _shortened(self, values):
        return {
            name: (str(values.get(name) or "").strip())[: LENGTHS[name]]
            for name in values
        }

    # ------------------------------------------------------------------
    # From outside
    # ------------------------------------------------------------------

    @api.model
    def _groups_for_offers(self):
        """Return [(id, name, municipality)] of all groups: the public page knows no
        more of them than this."""
        groups = self.env["bydelsmor.group"].sudo()
        groups = groups.search_fetch([], ["name", "municipality_id"], order="name")
        return [
            (group.id, group.name, group.municipality_id.name or "") for group in groups
        ]

    @api.model
    def _offer(self, values, address):
        """Keep what a professional offers on the public page.

        :param dict values: 'group' (id), 'kind', and of ``LENGTHS``
        :param str address: of the sender's machine; kept as a hash for the limit alone
        :return: the offer, readable by nobody outside the group
        :raises UserError: saying what is missing, or that it is too much at once
        """
        group = (
            self.env["bydelsmor.group"]
            .sudo()
            .search([("id", "=", values.get("group") or 0)])
        )
        vals = self._shortened({name: values.get(name) for name in LENGTHS})
        self._check_offer(group, vals, values.get("kind"))
        key = self._sender_key(address)
        self._check_not_too_many(group, key)
        return self.sudo().create(
            {
                **vals,
                "group_id": group.id,
                "kind": values["kind"],
                "state": "1_offer",
                "is_offer": True,
                "offered_on": fields.Datetime.now(),
                "sender_key": key,
            }
        )

    @api.model
    def _check_offer(self, group, vals, kind):
        if not group:
            raise UserError(self.env._("Choose the group that you write to."))
        if kind not in ("talk", "material"):
            raise UserError(self.env._("Choose whether it is a talk or material."))
        for name, words in (
            ("name", self.env._("Write what it is about.")),
            ("speaker", self.env._("Write your name.")),
            ("contact", self.env._("Write your phone number or your e-mail.")),
        ):
            if not vals[name]:
                raise UserError(words)
        if not self._is_contact(vals["contact"]):
            raise UserError(
                self.env._(
                    "«%(contact)s» is no phone number and no e-mail. Look at it once "
                    "more, so that the group can answer you.",
                    contact=vals["contact"],
                )
            )
        text = " ".join(vals.values()).lower()
        if text.count("http") + text.count("www.") > MOST_LINKS:
            raise UserError(
                self.env._("Please write in your own words, with two links at most.")
            )

    @api.model
    def _is_contact(self, contact):
        digits = sum(letter.isdigit() for letter in contact)
        plain = not set(contact) - set("0123456789 +()-/.")
        return bool(email_normalize(contact)) or (plain and 8 <= digits <= 15)

    @api.model
    def _sender_key(self, address):
        """Return a key that tells senders apart today and says nothing tomorrow."""
        secret = self.env["ir.config_parameter"].sudo().get_param("database.secret")
        today = fields.Date.today()
        return sha256(f"{secret}{today}{address}".encode()).hexdigest()[:32]

    @api.model
    def _check_not_too_many(self, group, key):
        now = fields.Datetime.now()
        offers = self.sudo()
        lately = offers.search_count(
            [("sender_key", "=", key), ("offered_on", ">", now - timedelta(hours=1))]
        )
        today = offers.search_count(
            [
                ("group_id", "=", group.id),
                ("is_offer", "=", True),
                ("offered_on", ">", now - timedelta(days=1)),
            ]
        )
        if lately >= FROM_ONE_SENDER or today >= FOR_ONE_GROUP:
            raise UserError(
                self.env._(
                    "Thank you, that is a lot at once. Please write again tomorrow, or "
                    "call the secretariat."
                )
            )
