import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..tools.mrr import movement

_logger = logging.getLogger(__name__)
AT_ONCE = 200


class CommunityContractChange(models.Model):
    """What changed in a contract, when, and what it means for the monthly revenue.

    The ledger behind the revenue waterfall: rows that took effect are never edited.
    """

    _name = "community.contract.change"
    _description = "Change of a Subscription Contract"
    _inherit = "community.member.card.number.guard"
    _order = "date DESC, id DESC"

    contract_id = fields.Many2one(
        "community.contract",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(related="contract_id.company_id", store=True)
    partner_id = fields.Many2one(
        related="contract_id.partner_id", store=True, index=True
    )
    currency_id = fields.Many2one(related="contract_id.currency_id", store=True)
    date = fields.Date("Takes Effect", required=True, readonly=True, index=True)
    kind = fields.Selection(
        [
            ("new", "New"),
            ("plan", "Change of Plan"),
            ("line", "Change of Lines"),
            ("temporary", "Temporary Change"),
            ("price", "Price Revision"),
            ("seats", "Seats"),
            ("hold", "Hold"),
            ("resume", "End of a Hold"),
            ("renewal", "Renewal"),
            ("close", "End"),
            ("reactivate", "Taken Up Again"),
        ],
        required=True,
        readonly=True,
    )
    movement = fields.Selection(
        [
            ("new", "New"),
            ("expansion", "Expansion"),
            ("contraction", "Contraction"),
            ("churn", "Churn"),
            ("reactivation", "Reactivation"),
            ("none", "None"),
        ],
        default="none",
        required=True,
        readonly=True,
    )
    state = fields.Selection(
        [("planned", "Planned"), ("done", "Done"), ("cancelled", "Cancelled")],
        default="planned",
        required=True,
        readonly=True,
    )
    old_plan_id = fields.Many2one("community.plan", readonly=True, ondelete="restrict")
    new_plan_id = fields.Many2one("community.plan", readonly=True, ondelete="restrict")
    return_date = fields.Date("Returns On", readonly=True)
    origin_change_id = fields.Many2one(
        "community.contract.change",
        "Ends the Change",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="A change for a while; this row takes it back.",
    )
    hold_id = fields.Many2one(
        "community.contract.hold",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    undo = fields.Json(
        readonly=True,
        help="Lines that the change ended, with the last day they had before.",
    )
    mrr_before = fields.Monetary("Monthly Revenue Before", readonly=True)
    mrr_after = fields.Monetary("Monthly Revenue After", readonly=True)
    mrr_delta = fields.Monetary("Difference", readonly=True)
    reason = fields.Char(readonly=True)
    user_id = fields.Many2one(
        "res.users", readonly=True, default=lambda self: self.env.user
    )

    _renewal_uniq = models.UniqueIndex(
        "(contract_id, date) WHERE kind = 'renewal' AND state != 'cancelled'",
        "This term of the contract is agreed already.",
    )
    _due_index = models.Index("(date, id) WHERE state = 'planned'")

    @api.depends("kind", "date")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for change in self:
            change.display_name = self.env._(
                "%(kind)s on %(date)s",
                kind=labels.get(change.kind, ""),
                date=format_date(self.env, change.date) if change.date else "",
            )

    def write(self, vals):
        """What took effect is not edited; only what is planned may still change."""
        # How to undo it is no history: a change may be running that is to end.
        if vals.keys() - {"undo"} and any(change.state == "done" for change in self):
            raise UserError(
                self.env._(
                    "What has taken effect is not edited. Change the contract again "
                    "instead."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        if any(change.state == "done" for change in self):
            raise UserError(self.env._("What has taken effect is not deleted."))

    # ------------------------------------------------------------
    # Taking effect
    # ------------------------------------------------------------

    @api.model
    def _cron_apply_changes(self):
        """Make planned changes whose day has come take effect, also after an outage.

        :return: whether nothing is left to do
        """
        cron = self.env["ir.cron"]
        failed = self.browse()
        domain = [("state", "=", "planned"), ("date", "<=", self._get_today())]
        while due := self.search(
            [*domain, ("id", "not in", failed.ids)], order="date, id", limit=AT_ONCE
        ):
            failed += due._apply_chunk()
            remaining = self.search_count([*domain, ("id", "not in", failed.ids)])
            if not cron._commit_progress(len(due), remaining=remaining):
                return not remaining
        return True

    @api.model
    def _get_today(self):
        return fields.Date.context_today(self)

    def _apply_chunk(self):
        """Apply all at once, or one contract after the other if one of them fails.

        :return: the changes that could not be made
        """
        try:
            with self.env.cr.savepoint():
                self._apply()
            return self.browse()
        except Exception:
            _logger.info("One of %s changes cannot be made; trying each.", len(self))
        failed = self.browse()
        for changes in self.grouped("contract_id").values():
            try:
                with self.env.cr.savepoint():
                    changes._apply()
            except Exception:
                _logger.exception("Changes %s cannot be made.", changes.ids)
                failed += changes
        return failed

    def _apply(self):
        """The planned changes of these rows take effect, the oldest first."""
        # sudo: roles may read the ledger of changes, and only the suite writes it
        changes = self.sudo().filtered(lambda change: change.state == "planned")
        if not changes:
            return
        for change in changes.sorted(lambda change: (change.date, change.id)):
            if change.new_plan_id and change.kind != "new":
                change.contract_id._set_plan(change.new_plan_id)
        contracts = changes.contract_id
        contracts._lay_out()
        contracts._refresh_state()
        changes._settle()

    def _settle(self):
        """Note what the changes did to the monthly revenue; from now on it is history.

        What was before is what the ledger says, not what the contract says: so the
        movements always add up to the revenue of today.
        """
        balances = self.contract_id._get_ledger_balances()
        for change in self.sorted(lambda change: (change.date, change.id)):
            contract = change.contract_id
            before, was_active = balances[contract.id]
            after = contract.mrr
            if contract.currency_id.is_zero(after - before):
                after = before
            change.write(
                {
                    "state": "done",
                    "mrr_before": before,
                    "mrr_after": after,
                    "mrr_delta": contract.currency_id.round(after - before),
                    "movement": change._get_movement(before, after, was_active),
                }
            )
            balances[contract.id] = (after, was_active or after > 0)

    def _get_movement(self, before, after, was_active):
        """Who rests for a while has not left, and has not come back after it."""
        self.ensure_one()
        step = movement(before, after, was_active)
        if self.kind in ("hold", "resume", "temporary"):
            return {"churn": "contraction", "reactivation": "expansion"}.get(step, step)
        return step

    def _cancel(self, why=None, revive=True):
        """Planned changes do not happen; the lines they ended are taken back.

        :param revive: what a change for a while returns to, returns again
        """
        # sudo: roles may read the ledger of changes, and only the suite writes it
        changes = self.sudo().filtered(lambda change: change.state == "planned")
        changes |= changes._get_dependents()
        for change in changes.sorted(lambda change: (change.date, change.id))[::-1]:
            change.contract_id._take_back_lines(change)
            change.contract_id._take_back_term(change)
            change.write({"state": "cancelled"})
            change.contract_id._post_change_note(
                self.env._(
                    "“%(change)s” will not happen. %(why)s",
                    change=change.display_name,
                    why=why or "",
                )
            )
        if revive:
            changes.contract_id._revive_returns()
        return changes

    def _get_dependents(self):
        """Planned changes that end these ones, or build upon lines of theirs."""
        found = self
        # sudo: lines and changes of a contract whose rights were checked before
        others = self.contract_id.change_ids.sudo().filtered(
            lambda change: change.state == "planned"
        )
        while True:
            # sudo: as above
            lines = self.env["community.contract.line"].sudo()
            lines = lines.search([("change_id", "in", found.ids)])
            more = (others - found).filtered(
                lambda change, found=found, lines=lines: (
                    change.origin_change_id in found
                    or {row[0] for row in change.undo or []} & set(lines.ids)
                )
            )
            if not more:
                return found - self
            found |= more
