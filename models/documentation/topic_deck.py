from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.tools import SQL

# A topic becomes a card when so many women told of it, in so many conversations.
AUTHORS = 3
CONVERSATIONS = 5
MONTHS = 4


class BydelsmorGroup(models.Model):
    _inherit = "bydelsmor.group"

    def _topic_deck(self):
        """Return the topics that many in this group talked of lately, without numbers.

        For the exchange of experience at the monthly meeting. A card tells nothing of
        a single form: three women or more had the topic, in five conversations or
        more, and four months are mixed. They are counted by when the forms were sent,
        and the running month is left out: nobody can send a form to see whether a card
        comes up, and no period of the statistics can be compared. Forms without an
        author tell nothing about how many women there were, so they do not count.

        :return: answers to «What did you talk about?», ordered by id
        :raises AccessError: for those who are no members
        """
        self.ensure_one()
        self.env.user._check_role(self.company_id, "member")
        month = fields.Date.context_today(self).replace(day=1)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT topic.choice_id
                  FROM bydelsmor_conversation form
                  JOIN bydelsmor_conversation_topic_rel topic
                    ON topic.conversation_id = form.id
                 WHERE form.company_id = %(company)s
                   AND form.author_id IS NOT NULL
                   AND form.create_date >= %(first)s
                   AND form.create_date < %(after)s
              GROUP BY topic.choice_id
                HAVING count(DISTINCT form.author_id) >= %(authors)s
                   AND count(*) >= %(conversations)s
              ORDER BY topic.choice_id
                """,
                company=self.company_id.id,
                first=month - relativedelta(months=MONTHS),
                after=month,
                authors=AUTHORS,
                conversations=CONVERSATIONS,
            ),
        )
        choices = self.env["bydelsmor.choice"].browse(number for (number,) in rows)
        return choices.filtered("active")
