"""Approving 100 receipts, against posting the same 100 by plain Odoo.

The goal: our whole way, with approval, photo on the entry, voucher number and the
checks, costs at most 1.3 times what Odoo alone needs to create and post the same
entries in a company that is no group. Both are measured in turns, and the best of
each counts, for the machine has other things to do as well.
"""

import sys
from uuid import uuid4

from _common import Goals, environment, make_group, make_user, measured, show

RECEIPTS = 100
ROUNDS = 5
GOAL = 1.3


class Plain:
    """A company that is no group, with the same chart, and its bookkeeper."""

    def __init__(self, env):
        company = (
            env["res.company"]
            .with_context(install_mode=True)
            .create({"name": "Plain Odoo", "country_id": env.ref("base.dk").id})
        )
        company._bydelsmor_load_chart()
        self.env = env
        self.user = make_user(env, company, "account.group_account_invoice")
        self.company = company
        self.account = company._bydelsmor_account("1611")
        self.journal = company._bydelsmor_journal("BILAG")
        self.partners = env["res.partner"].create(
            [{"name": f"Buyer {number}"} for number in range(10)]
        )

    def post(self):
        from odoo import Command

        values = [
            {
                "move_type": "in_receipt",
                "journal_id": self.journal.id,
                "partner_id": self.partners[number % 10].id,
                "invoice_date": day(number),
                "ref": "Netto",
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": "Food",
                            "account_id": self.account.id,
                            "price_unit": 100 + number,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
            }
            for number in range(RECEIPTS)
        ]
        self.env.cr.commit()
        with measured() as result, self.env.registry.cursor() as cr:
            context = {"allowed_company_ids": self.company.ids}
            env = self.env(cr=cr, user=self.user.id, context=context)
            env["account.move"].create(values).action_post()
        return result


class Ours:
    """A group with ten women who hand in, and a chair who approves."""

    def __init__(self, env):
        group = make_group(env, "Bench")
        group._open_books("2026-01-01")
        self.env, self.company = env, group.company_id
        women = env["bydelsmor.volunteer"].create(
            [
                {"group_id": group.id, "name": f"Woman {number}", "state": "active"}
                for number in range(11)
            ]
        )
        env["bydelsmor.mandate"].create({"volunteer_id": women[10].id, "role": "chair"})
        self.women = [woman._ensure_user() for woman in women[:10]]
        self.chair = women[10]._ensure_user()
        self.food = env.ref("bydelsmor.purpose_activity_food")
        self.photo = make_photo()

    def approve(self):
        receipts = [self.hand_in(number) for number in range(RECEIPTS)]
        self.env.cr.commit()
        with measured() as result:
            model = self.env["bydelsmor.receipt"].with_user(self.chair)
            done, refused = model._approve_batch(receipts)
        if len(done) != RECEIPTS:
            sys.exit(f"Not approved: {refused}")
        return result

    def hand_in(self, number):
        woman = self.women[number % 10]
        values = {
            "uuid": str(uuid4()),
            "date": day(number),
            "shop": "Netto",
            "paid_by": "own",
            "lines": [{"purpose_id": self.food.id, "amount": 100 + number}],
        }
        receipts = self.env["bydelsmor.receipt"].with_user(woman)
        company = self.company.with_user(woman)
        return receipts._hand_in(company, values, [{"data": self.photo}]).id


def make_photo():
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.effect_noise((600, 800), 80).save(out, "JPEG")
    return out.getvalue()


def day(number):
    return f"2026-03-{number % 28 + 1:02d}"


def main():
    goals = Goals()
    with environment("receipts") as env:
        plain, ours = Plain(env), Ours(env)
        plain.post()
        ours.approve()
        rounds = [(plain.post(), ours.approve()) for _round in range(ROUNDS)]
    names = (f"plain Odoo posts {RECEIPTS}", f"we approve {RECEIPTS}")
    turns = zip(names, zip(*rounds, strict=True), strict=True)
    best = {name: min(turn, key=lambda one: one["seconds"]) for name, turn in turns}
    show(f"Best of {ROUNDS}", best, names[0])
    ratio = best[names[1]]["seconds"] / best[names[0]]["seconds"]
    goals.check(ratio <= GOAL, f"{ratio:.2f} times plain Odoo, at most {GOAL}")
    goals.end()


if __name__ == "__main__":
    main()
