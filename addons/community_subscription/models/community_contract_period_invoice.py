from odoo import Command, models


class CommunityContractPeriod(models.Model):
    """The lines of an invoice, as the schedule announced them."""

    _inherit = "community.contract.period"

    def _prepare_invoice_lines(self, sign=1):
        """Values of the lines that these rows bring to one invoice.

        :param sign: -1 on a credit note, where quantities count the other way
        """
        lines = []
        for entry in (entry for row in self for entry in row.detail or ()):
            line = {"name": entry["name"], "sequence": 10 * (len(lines) + 1)}
            if entry["display_type"]:
                line["display_type"] = entry["display_type"]
            else:
                line |= {
                    "product_id": entry["product"],
                    "quantity": sign * entry["quantity"],
                    "price_unit": entry["price_unit"],
                    "discount": entry["discount"],
                    "tax_ids": [Command.set(entry["taxes"])],
                }
                if entry.get("analytic"):
                    line["analytic_distribution"] = entry["analytic"]
            lines.append(line)
        return lines
