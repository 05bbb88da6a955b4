from odoo import models

from ..tools.payment_card_number import mask_card_numbers


class CommunityNoticeInbound(models.Model):
    _inherit = "community.notice.inbound"

    def _prepare_inbound(self, provider, channel, company, message):
        """What a stranger writes cannot be refused, but a card number is not kept."""
        values = super()._prepare_inbound(provider, channel, company, message)
        return {**values, "body": mask_card_numbers(values["body"])}
