from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_amount, format_date


class CommunityContractWizard(models.AbstractModel):
    """A small window about one contract that says before what will happen."""

    _name = "community.contract.wizard"
    _description = "Change of a Contract, Looked At Before"
    _inherit = "community.member.card.number.guard"

    contract_id = fields.Many2one(
        "community.contract",
        required=True,
        readonly=True,
        ondelete="cascade",
        default=lambda self: self.env.context.get("active_id"),
    )
    partner_id = fields.Many2one(related="contract_id.partner_id", string="Member")
    company_id = fields.Many2one(related="contract_id.company_id")
    outcome = fields.Text(compute="_compute_outcome")
    refusal = fields.Text(
        compute="_compute_outcome", help="Why it cannot be done like this."
    )

    @api.depends("contract_id")
    def _compute_outcome(self):
        for wizard in self:
            wizard.outcome, wizard.refusal = wizard._get_outcome()

    def _get_outcome(self):
        """Return what will happen, and why it cannot."""
        self.ensure_one()
        if not self._is_filled():
            return False, False
        try:
            found = self._foresee()
        except UserError as error:
            return False, str(error)
        return found and "\n".join(self._say(found)), False

    def _foresee(self):
        contract, make = self.contract_id, self._prepare_step()
        if isinstance(self.id, int):
            return contract._preview(make)
        return contract._preview_elsewhere(make)

    def _is_filled(self):
        return bool(self.contract_id)

    def _prepare_step(self):
        """Return the function that makes the change of a contract.

        It must not use the window, only plain values and ids of it.
        """
        raise NotImplementedError

    def _say(self, found):
        """Return the sentences about a preview, see `community.contract._preview`."""
        lines = []
        if due := found["changed_now"]:
            amount = format_amount(self.env, abs(due), found["currency"])
            lines.append(
                self.env._("To pay now: %(amount)s", amount=amount)
                if due > 0
                else self.env._("Credited now: %(amount)s", amount=amount)
            )
        if found["next_date"]:
            lines.append(
                self.env._(
                    "Next period: %(amount)s, invoiced on %(date)s",
                    amount=format_amount(
                        self.env, found["next_amount"], found["currency"]
                    ),
                    date=format_date(self.env, found["next_date"]),
                )
            )
        return lines + self._say_end(found)

    def _say_blocks(self, blocks):
        """The sums of a preview as lines of text."""
        lines = []
        for block in blocks:
            lines.append(self.env._("%(title)s:", title=block["title"]))
            for label, amount, _is_sum in block["rows"]:
                lines.append(
                    self.env._(
                        "• %(label)s: %(amount)s",
                        label=label,
                        amount=self.contract_id._format_sum(amount),
                    )
                )
            if block["note"]:
                lines.append(block["note"])
        return lines

    def _say_end(self, found):
        if not found["date_end"]:
            return []
        return [
            self.env._(
                "Last day of the contract: %(date)s",
                date=format_date(self.env, found["date_end"]),
            )
        ]

    def action_apply(self):
        """Do what the window says, for officers alone."""
        self.ensure_one()
        self.contract_id._check_officer()
        self._apply()
        return {"type": "ir.actions.act_window_close"}

    def _apply(self):
        self._prepare_step()(self.contract_id)
