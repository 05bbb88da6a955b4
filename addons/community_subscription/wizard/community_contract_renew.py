from odoo import models
from odoo.tools import format_date


class CommunityContractRenew(models.TransientModel):
    """The next term of a contract, with its price."""

    _name = "community.contract.renew"
    _description = "Renewal of a Contract"
    _inherit = "community.contract.wizard"

    def _prepare_step(self):
        def step(contract):
            return contract._renew()[0]

        return step

    def _say(self, found):
        first = self.env._(
            "The next term begins on %(date)s.",
            date=format_date(self.env, found["from"]),
        )
        return [first, *super()._say(found)]
