import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import html_escape

PLACE = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")


class CommunityTicketAnswer(models.Model):
    """An answer that is given often, with places for names and numbers."""

    _name = "community.ticket.answer"
    _description = "Canned Answer"
    _inherit = "community.member.card.number.guard"
    _order = "sequence, name"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index=True)
    group_ids = fields.Many2many(
        "community.ticket.group", string="Groups", help="Empty: for all agents."
    )
    text = fields.Html(
        required=True,
        translate=True,
        help="Places: {{ requester }}, {{ number }}, {{ subject }}, {{ agent }}, "
        "{{ organisation }}, {{ company }}.",
    )

    @api.constrains("text")
    def _check_places(self):
        known = self._get_places(self.env["community.ticket"])
        for answer in self:
            unknown = set(PLACE.findall(answer.text or "")) - known.keys()
            if unknown:
                raise ValidationError(
                    self.env._(
                        "There is no %(place)s to put in. Known are: %(known)s.",
                        place=", ".join(sorted(unknown)),
                        known=", ".join(sorted(known)),
                    )
                )

    @api.model
    def _get_places(self, ticket):
        """What stands in the places; plain words, never code.

        :return: {name: text}
        """
        return {
            "requester": ticket.partner_id.name or "",
            "organisation": ticket.organisation_id.name or "",
            "number": ticket.number or "",
            "subject": ticket.name or "",
            "agent": self.env.user.name,
            "company": ticket.company_id.name or "",
        }

    def _fill(self, ticket):
        """The text for a ticket, in the language of its requester.

        :return: HTML as str
        """
        self.ensure_one()
        answer = self.with_context(lang=ticket.lang or self.env.lang)
        places = self._get_places(ticket)
        return PLACE.sub(
            lambda found: str(html_escape(places.get(found[1], ""))), answer.text or ""
        )
