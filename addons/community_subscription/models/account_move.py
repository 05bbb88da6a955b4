from odoo import fields, models

from ..tools.inside import is_inside
from .community_billing import SEQUENCE_HOOKS
from .community_prepared_mixin import MOVE_FIELDS


class AccountMove(models.Model):
    """An invoice knows the contract and the periods it bills."""

    _name = "account.move"
    _inherit = ["account.move", "community.prepared.mixin"]

    _prepared_fields = MOVE_FIELDS

    # The longer name keeps clear of other contract add-ons in the same database.
    community_contract_id = fields.Many2one(
        "community.contract",
        "Subscription Contract",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    community_period_ids = fields.One2many(
        "community.contract.period", "move_id", "Periods", readonly=True
    )

    def _get_next_sequence_format(self):
        """The format of a batch is looked up once for each kind of number in it.

        Core asks the database anew for every invoice it posts. The number itself is
        counted by core (`_locked_increment`), which holds the lock on it.
        """
        if not is_inside(self.env.context, "community_sequence") or not self.env[
            "community.billing"
        ]._is_only_core(SEQUENCE_HOOKS):
            return super()._get_next_sequence_format()
        journal = self.journal_id
        if journal.is_self_billing or journal.payment_sequence:
            return super()._get_next_sequence_format()
        key = ("community", journal.id, self.move_type, self.date)
        # Of this transaction alone, and emptied with core's own numbers.
        cache = self._get_sequence_cache()
        if key not in cache:
            cache[key] = super()._get_next_sequence_format()
        format_string, values = cache[key]
        return format_string, dict(values)
