from odoo import fields, models
from odoo.tools import format_datetime
from odoo.tools.misc import formatLang


class CommunityServiceVersion(models.Model):
    """A version in words: the same on the page, in the mail and on paper."""

    _inherit = "community.service.version"

    def _get_lines(self):
        """What the customer reads, in the language of the context.

        :return: list of (label, text); empty ones are left out
        """
        self.ensure_one()
        said = self.content
        lines = [
            (self.env._("Customer"), said["customer"]),
            (self.env._("Service"), said["type"]),
            (self.env._("Service officer"), said["officer"]),
            (self.env._("Received by"), said["authorised"]),
            (self.env._("Device"), said["serial"]),
            (self.env._("From"), self._say_moment(said["from"])),
            (self.env._("To"), self._say_moment(said["to"])),
            (self.env._("Arrived"), self._say_moment(said["arrived"])),
            (self.env._("Left"), self._say_moment(said["left"])),
            (self.env._("Kilometres"), self._say_number(said["km"])),
            (self.env._("Fee"), self._say_money(said["fee"])),
        ]
        lines += [(name, text) for name, text in said["answers"]]
        return [(name, text) for name, text in lines if text]

    def _get_parts(self):
        """:return: list of (part, quantity, price), as texts"""
        return [
            (name, self._say_number(quantity), self._say_money(price))
            for name, quantity, price in self.content["parts"]
        ]

    def _get_total(self):
        """Fee and parts, as they are priced; empty when nothing is to be paid."""
        parts = sum(quantity * price for _n, quantity, price in self.content["parts"])
        return self._say_money(self.content["fee"] + parts)

    def _say_moment(self, text):
        if not text:
            return ""
        moment = fields.Datetime.to_datetime(text)
        return format_datetime(
            self.env, moment, tz=self.content["tz"], dt_format="short"
        )

    def _say_number(self, number):
        digits = 0 if number == int(number) else 2
        return formatLang(self.env, number, digits=digits) if number else ""

    def _say_money(self, amount):
        if not amount:
            return ""
        currency = self.env["res.currency"].browse(self.content["currency"])
        return formatLang(self.env, amount, currency_obj=currency)
