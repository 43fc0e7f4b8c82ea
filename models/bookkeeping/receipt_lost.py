from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class BydelsmorReceipt(models.Model):
    """A lost receipt is signed by two. The first asks a second by name, who answers
    on her phone; the board needs no asking."""

    _inherit = "bydelsmor.receipt"

    lost_asked_id = fields.Many2one(
        "bydelsmor.volunteer",
        string="Asked to sign too",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )

    def _waits_for_second(self):
        """Return those of these lost receipts that miss their second signature."""
        return self.sudo().filtered(
            lambda receipt: (
                receipt.lost
                and receipt.state in ("handed_in", "approved")
                and not receipt.lost_signer2_id
            )
        )

    def _lost_signed_for(self):
        """Return the contacts who cannot be the second: the buyer and the first."""
        paper = self.sudo()
        people = paper.lost_signer_id.partner_id | paper.submitter_id.partner_id
        return people | paper.partner_id

    def _ask_lost(self, volunteer):
        """Ask a woman of the group to confirm that this receipt is lost.

        :param volunteer: her record in the receipt's group
        :raises AccessError: for others than who handed in, who bought, and the board
        :raises UserError: if nothing is to be signed, or she cannot be the second
        """
        self.ensure_one()
        receipt = self.sudo()
        company = receipt.company_id.with_env(self.env)
        if self.env.user.partner_id in self._lost_signed_for():
            self.env.user._check_role(company, "member", "board", "treasurer")
        else:
            self.env.user._check_role(company, "board", "treasurer")
        if not self._waits_for_second():
            raise UserError(self.env._("There is nothing to sign here."))
        if volunteer.sudo() not in receipt._lost_could_sign()[receipt]:
            raise UserError(
                self.env._("Choose another woman of the group, who was not part of it.")
            )
        receipt.write({"lost_asked_id": volunteer.id})

    def _lost_could_sign(self):
        """Return {receipt: volunteers of its group who can be asked, by name}."""
        women = (
            self.env["bydelsmor.volunteer"]
            .sudo()
            .search(
                [
                    ("company_id", "in", self.sudo().company_id.ids),
                    ("state", "in", ("training", "active")),
                    ("is_bydelsmor", "=", True),
                ]
            )
            .sorted("name")
            .grouped("company_id")
        )
        nobody = self.env["bydelsmor.volunteer"].sudo()
        return {
            receipt: women.get(receipt.company_id, nobody).filtered_domain(
                [("partner_id", "not in", receipt._lost_signed_for().ids)]
            )
            for receipt in self.sudo()
        }

    @api.model
    def _lost_mine(self, company):
        """Return the caller's own lost receipts here that miss a second signature."""
        mine = self.search(
            [
                ("partner_id", "=", self.env.user.partner_id.id),
                ("company_id", "in", company.ids),
                ("lost", "=", True),
            ]
        )
        return mine._waits_for_second()

    @api.model
    def _lost_asked(self, company):
        """Return what the caller is asked to confirm in this group.

        :raises AccessError: for anybody who is no member of the group
        """
        self.env.user._check_role(company, "member", "board", "treasurer")
        return (
            self.sudo()
            .search(
                [
                    ("company_id", "=", company.id),
                    ("lost_asked_id.partner_id", "=", self.env.user.partner_id.id),
                ]
            )
            ._waits_for_second()
        )

    def _check_asked_to_sign(self):
        """Raise unless the caller is on the board, or was asked by name."""
        receipt = self.sudo()
        user = self.env.user
        company = receipt.company_id.with_env(self.env)
        if company.id in user._companies_for("board", "treasurer"):
            return
        if receipt.lost_asked_id.partner_id != user.partner_id:
            raise AccessError(
                self.env._("Only the one who is asked by name can sign this.")
            )

    def _answer_lost(self, yes):
        """Sign as the one who was asked, or say no so that another can be asked."""
        self.ensure_one()
        if self.sudo().lost_asked_id.partner_id != self.env.user.partner_id:
            raise AccessError(
                self.env._("Only the one who is asked by name can sign this.")
            )
        if yes:
            self._sign_lost()
        elif self._waits_for_second():
            self.sudo().write({"lost_asked_id": False})
