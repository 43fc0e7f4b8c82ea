from odoo.tests import TransactionCase


class BydelsmorCommon(TransactionCase):
    """Two groups, A and B, each with one woman per role and, for the web client and
    the phone, a user for each. ``mix`` is treasurer in A and auditor in B."""

    ROLES = {
        "member": ("bydelsmor",),
        "board": ("board_member",),
        "chair": ("chair",),
        "treasurer": ("treasurer",),
        "volunteer": ("organisational_volunteer",),
        "auditor": ("auditor",),
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=True))
        cls.municipality = cls.env.ref("bydelsmor.municipality_0101")
        for letter in ("a", "b"):
            group = cls.env["bydelsmor.group"].create(
                {
                    "name": f"Testgruppe {letter.upper()}",
                    "municipality_id": cls.municipality.id,
                }
            )
            setattr(cls, f"group_{letter}", group)
            setattr(cls, f"company_{letter}", group.company_id)
            for key, roles in cls.ROLES.items():
                volunteer = cls.make_volunteer(group, f"{key} {letter}", *roles)
                setattr(cls, f"vol_{key}_{letter}", volunteer)
                setattr(cls, f"{key}_{letter}", volunteer._ensure_user())
        cls._make_mix()
        cls._make_national()

    @classmethod
    def _make_mix(cls):
        """The treasurer's seat is single, so ``mix`` takes a third group's place:
        A's treasurer hands it over when a test calls ``hand_over_books``."""
        cls.vol_mix_a = cls.make_volunteer(cls.group_a, "mix")
        cls.vol_mix_b = cls.env["bydelsmor.volunteer"].create(
            {"group_id": cls.group_b.id, "partner_id": cls.vol_mix_a.partner_id.id}
        )
        cls.give(cls.vol_mix_b, "auditor")
        cls.mix = cls.vol_mix_a._ensure_user()

    @classmethod
    def hand_over_books(cls):
        """End A's treasurer and make ``mix`` treasurer in A."""
        cls.vol_treasurer_a.mandate_ids.filtered(
            lambda m: m.role == "treasurer"
        ).action_end()
        return cls.give(cls.vol_mix_a, "treasurer")

    @classmethod
    def _make_national(cls):
        new_user = cls.env["res.users"].with_context(no_reset_password=True)
        cls.secretariat = new_user.create(
            {
                "name": "secretariat",
                "login": "test_secretariat",
                "group_ids": [(6, 0, cls.env.ref("bydelsmor.group_secretariat").ids)],
            }
        )
        cls.administrator = new_user.create(
            {
                "name": "administrator",
                "login": "test_administrator",
                "group_ids": [(6, 0, cls.env.ref("bydelsmor.group_administrator").ids)],
            }
        )

    @classmethod
    def make_volunteer(cls, group, name, *roles):
        """Create an active volunteer and give her the roles from today on."""
        volunteer = cls.env["bydelsmor.volunteer"].create(
            {
                "group_id": group.id,
                "name": name,
                "state": "active",
                "is_bydelsmor": not {"auditor", "organisational_volunteer"} & {*roles},
            }
        )
        for role in roles:
            if role != "bydelsmor":
                cls.give(volunteer, role)
        return volunteer

    @classmethod
    def give(cls, volunteer, role, **values):
        return cls.env["bydelsmor.mandate"].create(
            {"volunteer_id": volunteer.id, "role": role, **values}
        )
