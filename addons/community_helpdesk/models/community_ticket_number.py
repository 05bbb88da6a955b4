from odoo import api, models
from odoo.tools import SQL


class CommunityTicket(models.Model):
    """Numbers: one statement for a batch, however many are made."""

    _inherit = "community.ticket"

    @api.model_create_multi
    def create(self, vals_list):
        """Numbers come from the sequence; one that somebody sends is not looked at."""
        numbers = self._take_numbers(len(vals_list))
        return super().create(
            [
                vals | {"number": number}
                for vals, number in zip(vals_list, numbers, strict=True)
            ]
        )

    def write(self, vals):
        if "number" in vals and not self.env.su:
            vals = {name: value for name, value in vals.items() if name != "number"}
        return super().write(vals)

    @api.model
    def _take_numbers(self, count):
        """The next numbers of the sequence, as many as are asked for.

        :return: list of str
        """
        if not count:
            return []
        # sudo: whoever asks for help gets a number.
        sequence = self.env.ref("community_helpdesk.sequence_ticket").sudo()
        if sequence.implementation != "standard" or sequence.use_date_range:
            return [sequence.next_by_id() for _each in range(count)]
        rows = self.env.execute_query(
            SQL(
                "SELECT nextval(%s) FROM generate_series(1, %s)",
                f"ir_sequence_{sequence.id:03d}",
                count,
            )
        )
        return [sequence.get_next_char(number) for (number,) in rows]

    def copy_data(self, default=None):
        values = super().copy_data(default)
        for vals in values:
            vals.pop("number", None)
        return values
