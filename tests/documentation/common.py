from uuid import uuid4

from ..common import BydelsmorCommon


class DocumentationCommon(BydelsmorCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.group_a.language_ids = cls.env.ref("bydelsmor.language_so")
        cls.conversations = cls.env["bydelsmor.conversation"]
        cls.tallies = cls.env["bydelsmor.contact.tally"]
        cls.activities = cls.env["bydelsmor.activity"]

    @classmethod
    def choice(cls, name):
        """Return the id of an answer, by its question and code."""
        return cls.env.ref(f"bydelsmor.choice_{name}").id

    @classmethod
    def talk(cls, **changes):
        """What the phone sends of a conversation with three answers."""
        return {
            "uuid": str(uuid4()),
            "arose_id": cls.choice("arose_network"),
            "topic_ids": [cls.choice("topic_school")],
            "next_id": cls.choice("next_meet"),
            **changes,
        }

    def submit(self, model, user, values, company=None, **options):
        forms = model.with_user(user)
        return forms._submit(company or self.company_a, values, **options)
