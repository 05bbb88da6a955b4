from odoo import api, models
from odoo.exceptions import UserError

from ..tools.payment_card_number import contains_card_number


class CommunityMemberCardNumberGuard(models.AbstractModel):
    """Refuses full payment card numbers in every text that a form can hold.

    A card is kept as the provider's token (``payment.token``). The check runs on
    the values before they are written, and its message does not repeat them, so
    that the number reaches neither the database nor the log. What is said about a
    record in its chatter and its activities is checked by ``mail.message`` and
    ``mail.activity``, whichever way it comes.
    """

    _name = "community.member.card.number.guard"
    _description = "Refusal of Payment Card Numbers"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_no_card_number(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_no_card_number(vals)
        return super().write(vals)

    @api.model
    def _check_no_card_number(self, vals, holder=None):
        """
        :param holder: model of the fields in `vals`, when it is another one
        :raises UserError: when a text among `vals` holds a full card number
        """
        labels = self._fields if holder is None else holder._fields
        for name, value in vals.items():
            if self._has_card_number(value):
                field = labels.get(name)
                label = field._description_string(self.env) if field else name
                raise UserError(
                    self.env._(
                        "The field “%(field)s” holds a full payment card number. For "
                        "the member's safety it is not stored. Ask the member to save "
                        "the card with the payment provider instead: Portal, Payment "
                        "Methods.",
                        field=label,
                    )
                )

    @api.model
    def _has_card_number(self, value):
        if isinstance(value, str):
            return contains_card_number(value)
        if isinstance(value, dict):
            return any(self._has_card_number(item) for item in value.values())
        if isinstance(value, list | tuple):
            return any(self._has_card_number(item) for item in value)
        return False
