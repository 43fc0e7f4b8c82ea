from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from odoo import Command, api, fields, models
from odoo.fields import Domain

from .people import GROUPS, NEWEST, PEOPLE, SECOND_SEATS

# Shown on the first-steps page of a demo database; the database is a toy.
LOGINS = [
    ("forkvinde", "Forkvinde i Lindevang"),
    ("kasserer", "Kasserer i Lindevang, revisor i Søparken"),
    ("bestyrelse", "Sekretær i bestyrelsen i Lindevang"),
    ("frivillig", "Organisatorisk frivillig i Lindevang"),
    ("revisor", "Foreningsvalgt revisor i Lindevang"),
    ("bydelsmor", "Bydelsmor i Lindevang (telefonsiderne)"),
    ("kasserer2", "Kasserer i Søparken (endnu ikke forening)"),
    ("kasserer3", "Kasserer i Havnebyen (året er ikke lukket endnu)"),
    ("koordinator", "Opstartskoordinator i Havnebyen"),
    ("begynder", "Koordinator i Bakketoppen, som lige er begyndt"),
    ("sekretariat", "Konsulent i landssekretariatet"),
    ("admin", "Administrator"),
]


HELPERS = {"organisational_volunteer", "startup_coordinator", "auditor"}


class BydelsmorDemo(models.AbstractModel):
    """Builds the demo story through the product's own methods, so that the demo is
    also a proof that they fit together. Called by ``demo/bydelsmor_demo.xml``."""

    _name = "bydelsmor.demo"
    _description = "Demo story"

    @api.model
    def _build(self):
        """Build all that is missing; a second call changes nothing."""
        if self.env["bydelsmor.group"].search_count(
            [("name", "=", GROUPS["lindevang"]["name"])]
        ):
            return
        today = fields.Date.context_today(self)
        self._activate_danish()
        self = self.with_context(lang="da_DK")
        secretariat = self._make_secretariat()
        groups = self._make_groups(today, secretariat)
        people = self._make_people(groups, today)
        self._build_books(groups, people, today)
        self._build_meetings(groups, people, today)
        self._build_documentation(groups, people, today)
        self.env["ir.config_parameter"].set_param("bydelsmor.demo", "1")

    def _activate_danish(self):
        danish = self.env["res.lang"]._activate_lang("da_DK")
        # Odoo loads them after the demo, which would write English titles and agendas.
        modules = self.env["ir.module.module"]
        modules._load_module_terms(["bydelsmor"], [danish.code])
        self.env["ir.default"].set("res.partner", "lang", danish.code)

    def _make_secretariat(self):
        self.env["ir.config_parameter"].set_param(
            "bydelsmor.secretariat_phone", "+45 00 00 00 00"
        )
        self.env.ref("base.main_company").name = "Landssekretariatet"
        secretariat = self._make_user(
            "sekretariat",
            "Karen Lykkegaard",
            group_ids=[Command.set(self.env.ref("bydelsmor.group_secretariat").ids)],
        )
        secretariat.partner_id.phone = "+45 00 00 00 01"
        return secretariat

    def _make_user(self, login, name, **values):
        return (
            self.env["res.users"]
            .with_context(no_reset_password=True)
            .create(
                {
                    "name": name,
                    "login": login,
                    "password": login,
                    "email": f"{login}@example.org",
                    "lang": "da_DK",
                    "tz": "Europe/Copenhagen",
                    **values,
                }
            )
        )

    def _make_groups(self, today, secretariat):
        groups = {}
        for key, data in GROUPS.items():
            languages = [f"bydelsmor.language_{code}" for code in data["languages"]]
            groups[key] = self.env["bydelsmor.group"].create(
                {
                    "name": data["name"],
                    "municipality_id": self.env.ref(
                        f"bydelsmor.municipality_{data['municipality']}"
                    ).id,
                    "phase": data["phase"],
                    "meeting_place": data["meeting_place"],
                    "money_keeper": data["money_keeper"],
                    "description": data["description"],
                    "share_live_money": data.get("share_live_money", False),
                    "second_approver": data.get("second_approver", False),
                    "consultant_id": secretariat.id,
                    "language_ids": [
                        Command.set([self.env.ref(xmlid).id for xmlid in languages])
                    ],
                }
            )
            if data.get("founded_years_ago"):
                founded = date(today.year - data["founded_years_ago"], 3, 14)
                groups[key]._found(founded, cvr=data["cvr"])
            self._tick_milestones(groups[key], today)
        return groups

    def _tick_milestones(self, group, today):
        """Earlier phases are done, of the present one about half."""
        order = ["start", "training", "going", "association"]
        now = order.index(group.phase)
        current = group.milestone_ids.filtered(lambda m: m.phase == group.phase)
        done = group.milestone_ids.filtered(lambda m: order.index(m.phase) < now)
        done |= current[: len(current) // 2]
        done.write({"done_date": today - timedelta(days=60)})

    def _make_people(self, groups, today):
        people = {}
        for group, key, name, roles, state, languages, lang, login in PEOPLE:
            volunteer = self.env["bydelsmor.volunteer"].create(
                {
                    "group_id": groups[group].id,
                    "name": name,
                    "lang": lang,
                    "state": state,
                    "is_bydelsmor": not HELPERS & {*roles},
                    "phone": f"+45 00 00 00 {len(people) + 1:02d}",
                    **self._dates(key, state, roles, today),
                    "language_ids": [
                        Command.create(
                            {
                                "language_id": self.env.ref(
                                    f"bydelsmor.language_{code}"
                                ).id,
                                "level": level,
                            }
                        )
                        for code, level in languages
                    ],
                }
            )
            people[key] = volunteer
            self._give_roles(volunteer, roles, today)
            if login:
                self._give_demo_login(volunteer, login, f"{key}@example.org")
        for key, group, role in SECOND_SEATS:
            self._give_second_seat(people[key], groups[group], role, today)
        return people

    def _dates(self, key, state, roles, today):
        """Return when she came, learned and began: most of them three years ago."""
        if state not in ("active", "paused"):
            return {"date_candidate": today - timedelta(days=70)}
        began = today - relativedelta(years=3)
        if key in NEWEST:
            began = max(date(today.year, 1, 1), today - relativedelta(months=4))
        dates = {
            "date_candidate": began - timedelta(days=200),
            "date_active": began,
            "contract_date": began,
        }
        if not HELPERS & {*roles}:
            dates["date_training"] = began - timedelta(days=100)
            dates["diploma_date"] = began
        return dates

    def _give_roles(self, volunteer, roles, today):
        # Elected three springs ago, so that whoever approved last year's receipts
        # had the right to.
        start = date(today.year - 3, 3, 14)
        volunteer.mandate_ids.write({"date_start": start})
        self.env["bydelsmor.mandate"].create(
            [
                {"volunteer_id": volunteer.id, "role": role, "date_start": start}
                for role in roles
            ]
        )

    def _give_second_seat(self, volunteer, group, role, today):
        second = self.env["bydelsmor.volunteer"].create(
            {
                "group_id": group.id,
                "partner_id": volunteer.partner_id.id,
                "is_bydelsmor": False,
                "state": "active",
            }
        )
        self._give_roles(second, [role], today)

    def _give_demo_login(self, volunteer, login, email):
        user = volunteer._ensure_user()
        user.write({"login": login, "password": login, "tz": "Europe/Copenhagen"})
        # Last, or Odoo would write to her that her password was changed.
        volunteer.email = email

    @api.model
    def _logins(self):
        """Logins and roles for the first-steps page, only in a demo database."""
        if not self.env["ir.config_parameter"].sudo().get_param("bydelsmor.demo"):
            return []
        users = self.env["res.users"].sudo()
        known = users.search(Domain("login", "in", [login for login, _role in LOGINS]))
        present = set(known.mapped("login"))
        return [(login, role) for login, role in LOGINS if login in present]
