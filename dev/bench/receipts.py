"""Approving 100 receipts, against posting the same 100 by plain Odoo.

The goal: our whole way, with approval, photo on the entry, voucher number and the
checks, costs at most 1.3 times what Odoo alone needs to create and post the same
entries in a company that is no group. Both are measured in turns, and the best of
each counts, for the machine has other things to do as well.
"""

import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from uuid import uuid4

RECEIPTS = 100
ROUNDS = 5
GOAL = 1.3


@contextmanager
def environment():
    """A database of our own, made from the template and dropped afterwards."""
    import odoo.sql_db
    from odoo import SUPERUSER_ID, api
    from odoo.modules.registry import Registry
    from odoo.tools import config

    name = os.environ["BYDELSMOR_BENCH"] + "_receipts"
    subprocess.run(["dropdb", "--if-exists", name], check=True, stderr=-3)
    subprocess.run(
        ["createdb", "-T", os.environ["BYDELSMOR_TEMPLATE"], name], check=True
    )
    try:
        config.parse_config(
            ["-c", os.environ["ODOO_RC"], "-d", name, "--log-level=error"],
            setup_logging=True,
        )
        with Registry(name).cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})
    finally:
        odoo.sql_db.close_all()
        shutil.rmtree(config.filestore(name), ignore_errors=True)
        subprocess.run(["dropdb", "--if-exists", name], check=True)


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
        self.user = make_user(env, company)
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
        group = env["bydelsmor.group"].create(
            {
                "name": "Bench",
                "municipality_id": env.ref("bydelsmor.municipality_0101").id,
            }
        )
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


def make_user(env, company):
    from odoo import Command

    groups = env.ref("base.group_user") | env.ref("account.group_account_invoice")
    return (
        env["res.users"]
        .with_context(no_reset_password=True)
        .create(
            {
                "name": "Bookkeeper",
                "login": f"bench-{uuid4()}",
                "group_ids": [Command.set(groups.ids)],
                "company_id": company.id,
                "company_ids": [Command.set(company.ids)],
            }
        )
    )


def make_photo():
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.effect_noise((600, 800), 80).save(out, "JPEG")
    return out.getvalue()


def day(number):
    return f"2026-03-{number % 28 + 1:02d}"


@contextmanager
def measured():
    import odoo.sql_db

    result = {"queries": -odoo.sql_db.sql_counter}
    start = time.perf_counter()
    yield result
    result["seconds"] = time.perf_counter() - start
    result["queries"] += odoo.sql_db.sql_counter


def main():
    with environment() as env:
        plain, ours = Plain(env), Ours(env)
        plain.post()
        ours.approve()
        rounds = [(plain.post(), ours.approve()) for _round in range(ROUNDS)]
    best = [
        min(turn, key=lambda one: one["seconds"]) for turn in zip(*rounds, strict=True)
    ]
    names = (f"plain Odoo posts {RECEIPTS}", f"we approve {RECEIPTS}")
    print(f"{'':24}{'seconds':>9}{'queries':>9}")
    for name, result in zip(names, best, strict=True):
        print(f"{name:24}{result['seconds']:9.2f}{result['queries']:9d}")
    ratio = best[1]["seconds"] / best[0]["seconds"]
    print(f"{'ours against plain':24}{ratio:8.2f}x{'':4}goal at most {GOAL}x")
    return 0 if ratio <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
