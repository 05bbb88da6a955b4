from odoo import fields, models
from odoo.tools import SQL


class AccountMove(models.Model):
    """A credit note of an invoice takes back what the invoice had given."""

    _inherit = "account.move"

    community_replaces_id = fields.Many2one(
        "account.move",
        "Replaces",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The invoice of periods that was taken back and written anew as this one.",
    )
    community_replacement_ids = fields.One2many(
        "account.move", "community_replaces_id", "Replaced By", readonly=True
    )

    def _reverse_moves(self, default_values_list=None, cancel=False):
        """Credit notes belong to the contract of their invoice."""
        values_list = default_values_list or [{} for _move in self]
        for move, values in zip(self, values_list, strict=False):
            # sudo: whoever makes credit notes may not see the contract.
            contract = move.sudo().community_contract_id
            if contract:
                values["community_contract_id"] = contract.id
        return super()._reverse_moves(values_list, cancel)

    def _get_standing_move(self):
        """The invoice that is to be paid: this one, or what took its place."""
        self.ensure_one()
        others = self.community_replacement_ids.filtered(
            lambda move: move.state != "cancel"
        )
        return others.sorted("id")[-1:] or self

    def _sql_standing_move(self):
        """The same, of the invoice of a `period`."""
        return SQL(
            """
            COALESCE((SELECT max(other.id) FROM account_move other
                       WHERE other.community_replaces_id = period.move_id
                         AND other.state != 'cancel'),
                     period.move_id)
            """
        )

    def _post(self, soft=True):
        posted = super()._post(soft)
        posted._follow_credit()
        return posted

    def _detach_attachments(self):
        """The last that core does when it sets moves back to draft."""
        result = super()._detach_attachments()
        self._follow_credit()
        return result

    def _follow_credit(self):
        """Contracts hear of a credit note also if no payment is involved in it."""
        # sudo: whoever posts credit notes may not see the contract.
        notes = self.sudo().filtered(lambda move: move.move_type == "out_refund")
        notes.reversed_entry_id._follow_payment()

    def _is_credited(self):
        """Whether credit notes of this invoice come to all of it."""
        self.ensure_one()
        notes = self.reversal_move_ids.filtered(
            lambda note: note.state == "posted" and note.move_type == "out_refund"
        )
        total = sum(notes.mapped("amount_total"))
        return (
            bool(notes)
            and self.currency_id.compare_amounts(total, self.amount_total) >= 0
        )

    def _sql_is_credited(self):
        """Whether credit notes of `move` take back what `period` billed on it.

        They come to the whole invoice, or to all that it says of the products of the
        period, where there is something else on it, such as a joining fee. A part of
        a period, given for goodwill, takes nothing back.
        """
        notes = SQL(
            """
            SELECT note.id, note.amount_total FROM account_move note
             WHERE note.reversed_entry_id = move.id
               AND note.state = 'posted' AND note.move_type = 'out_refund'
            """
        )
        return SQL(
            """
            COALESCE(
                period.state = 'billed' AND move.move_type = 'out_invoice'
                AND EXISTS (%(notes)s)
                AND (
                    (SELECT sum(amount_total) FROM (%(notes)s) AS note)
                        >= move.amount_total
                    OR (%(of_products)s)
                ), FALSE)
            """,
            notes=notes,
            of_products=self._sql_are_products_credited(notes),
        )

    def _sql_are_products_credited(self, notes):
        return SQL(
            """
            SELECT sum(line.price_subtotal) FILTER (WHERE line.move_id = move.id) > 0
                   AND sum(CASE line.move_id WHEN move.id THEN line.price_subtotal
                               ELSE -line.price_subtotal END) <= 0
              FROM account_move_line line
             WHERE line.move_id = ANY(ARRAY(
                   SELECT note.id FROM (%s) AS note UNION ALL SELECT move.id))
               AND line.display_type = 'product'
               AND line.product_id IN (
                   SELECT (entry ->> 'product')::int
                     FROM jsonb_array_elements(period.detail) AS entry
                    WHERE entry ->> 'product' NOT IN ('false', 'null'))
            """,
            notes,
        )
