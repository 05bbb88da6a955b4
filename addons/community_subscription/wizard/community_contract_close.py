from odoo import api, fields, models


class CommunityContractClose(models.TransientModel):
    """Notice for a contract: the last day, the last invoice and what is credited."""

    _name = "community.contract.close"
    _description = "Closing of a Contract"
    _inherit = "community.contract.wizard"

    closed_by = fields.Selection(
        [("member", "The Member"), ("club", "The Club")],
        "Wished By",
        default="member",
        required=True,
    )
    date = fields.Date(
        "Last Day",
        compute="_compute_date",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
    )
    reason_id = fields.Many2one(
        "community.member.reason", domain=[("kind", "=", "resigned")]
    )
    refund = fields.Boolean(
        "Credit What Was Paid Ahead",
        default=True,
        help="What was billed for days after the last one is credited.",
    )

    @api.depends("contract_id", "closed_by")
    def _compute_date(self):
        today = fields.Date.context_today(self)
        for wizard in self:
            wizard.date = wizard.contract_id and wizard.contract_id._get_close_date(
                today, wizard.closed_by == "member"
            )

    @api.depends("closed_by", "date", "refund")
    def _compute_outcome(self):
        return super()._compute_outcome()

    def _is_filled(self):
        return bool(self.date)

    def _prepare_step(self):
        date, reason_id = self.date, self.reason_id.id
        by, refund = self.closed_by, self.refund

        def step(contract):
            reason = contract.env["community.member.reason"].browse(reason_id)
            contract._close(date, reason, by, refund)
            return date

        return step

    def _say(self, found):
        blocks = self.contract_id._origin._tell_close(found, self.refund)
        return self._say_end(found) + self._say_blocks(blocks)
