from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from dateutil.relativedelta import relativedelta

from odoo import api, models

from . import forms
from .story import Story

JULY = 7


class BydelsmorDemo(models.AbstractModel):
    _inherit = "bydelsmor.demo"

    @api.model
    def _build_documentation(self, groups, people, today):
        """A year of forms, each sent by her who tells, as her phone would."""
        for key, talks in forms.TALKS.items():
            story = FormStory(self.env, groups[key], people, today)
            story.tell(*talks)
            story.remember(forms.ACTIVITIES[key])
            story.want()
        self._build_statistics(groups, today.year - 1)

    def _build_statistics(self, groups, year):
        """Last year is counted, and what papers tell of two years before typed."""
        figures = self.env["bydelsmor.statistic"]
        for key, totals in forms.EARLIER.items():
            company = groups[key].company_id.id if key else False
            for subject, counts in totals.items():
                figures.create(
                    [
                        {
                            "company_id": company,
                            "year": year - back,
                            "subject": subject,
                            "count": count,
                        }
                        for back, count in zip((2, 1), counts, strict=True)
                    ]
                )
        figures._publish(year)


class FormStory(Story):
    """The same for forms."""

    def __init__(self, *args):
        super().__init__(*args)
        choices = self.env["bydelsmor.choice"].search([])
        self.choices = {(c.question, c.code): c.id for c in choices}

    def send(self, who, form, values):
        self.number += 1
        key = f"{self.group.id}-form-{self.number}"
        forms_ = self.as_(who, f"bydelsmor.{form}")
        values = {**values, "uuid": str(uuid5(NAMESPACE_URL, key))}
        return forms_._submit(self.company, values).with_env(self.env)

    # -- conversations and short contacts ----------------------------------

    def tell(self, women, months, each, contacts):
        """Fewer in July, when many are away."""
        if months == forms.LAST_YEAR:
            months = 11 + self.today.month
        for back in range(months, -1, -1):
            month = self.today.replace(day=1) - relativedelta(months=back)
            number = 1 if month.month == JULY else each
            for seat, who in enumerate(women):
                for turn in range(number):
                    self.talk(who, month, seat * 5 + turn * 11 + back * 3)
                self.tap(who, month, contacts - (seat + back) % 3)

    def day_in(self, month, number):
        day = month + timedelta(days=number % 27)
        return day if day <= self.today else None

    def talk(self, who, month, number):
        day = self.day_in(month, number)
        if not day:
            return

        def pick(codes, step=1):
            return codes[number * step % len(codes)]

        def one(question, code):
            return self.choices[question, code]

        topics = pick(forms.TOPICS)
        bridge = forms.BRIDGES.get(topics[0])
        languages = self.group.language_ids.sorted("id")
        values = {
            "date": str(day),
            "arose_id": one("arose", pick(forms.AROSE)),
            "topic_ids": [one("topic", code) for code in topics],
            "next_id": one("next", pick(forms.NEXT, 3)),
            "bridge_ids": [one("bridge", bridge)] if bridge and number % 4 else [],
            "contact_id": one("contact", pick(forms.CONTACTS)),
        }
        if number % 3:
            values["place_id"] = one("place", pick(forms.PLACES))
            values["duration_id"] = one("duration", pick(forms.DURATIONS))
            values["language_id"] = languages[number % len(languages)].id
        self.send(who, "conversation", values)

    def tap(self, who, month, count):
        day = self.day_in(month, 20)
        if day and count > 0:
            self.send(who, "contact.tally", {"date": str(day), "count": count})

    def want(self):
        """What the group has decided to reach this year."""
        goals = (("activity", 4), ("knowledge", 10), ("language", 2), ("trained", 3))
        self.env["bydelsmor.goal"].create(
            [
                {
                    "company_id": self.company.id,
                    "year": self.today.year,
                    "kind": kind,
                    "target": target,
                }
                for kind, target in goals
            ]
        )

    # -- activities --------------------------------------------------------

    def remember(self, events):
        """One activity for each day whose receipts name one; they point to it."""
        receipts = self.env["bydelsmor.receipt"].search(
            [
                ("company_id", "=", self.company.id),
                ("occasion", "in", list(events)),
                ("date", ">=", self.today - relativedelta(years=1, months=11)),
            ],
            order="date, id",
        )
        parties = receipts.grouped(
            lambda r: (r.occasion, r.date - timedelta(days=r.date.day))
        )
        for (occasion, _month), papers in parties.items():
            self.hold(events[occasion], occasion, papers)

    def hold(self, event, occasion, papers):
        first = papers[0]
        writer = next(
            key for key, who in self.people.items() if who == first.volunteer_id
        )
        place = "other" if event.kind == "trip" else "library"
        activity = self.send(
            writer,
            "activity",
            {
                "date": str(max(papers.mapped("date"))),
                "kind_id": self.choices["activity", event.kind],
                "name": occasion,
                "place_id": self.choices["place", place],
                "women_count": event.women,
                "new_women_count": event.new,
                "children_count": event.children,
                "bydelsmor_count": event.helpers,
                "hours": event.hours,
                "bydelsmor_hours": event.helpers * (event.hours + 1),
                "mood_id": self.choices["mood", "good"],
                "worked": event.told,
            },
        )
        papers.activity_id = activity
