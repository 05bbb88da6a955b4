import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.free_mail import is_free_mail

DOMAIN = re.compile(r"^(?=.{4,253}$)([a-z0-9](-?[a-z0-9])*\.)+[a-z0-9-]{2,63}$")


class CommunityTicketDomain(models.Model):
    """A mail domain: whoever writes from it first joins the organisation."""

    _name = "community.ticket.domain"
    _description = "Mail Domain of an Organisation"
    _inherit = "community.member.card.number.guard"
    _order = "name"

    name = fields.Char("Domain", required=True, help="Such as abcholding.com.tr")
    partner_id = fields.Many2one(
        "res.partner",
        "Organisation",
        required=True,
        index=True,
        ondelete="cascade",
        domain=[("is_company", "=", True)],
    )

    _name_uniq = models.Constraint(
        "UNIQUE (name)", "Another organisation has this mail domain."
    )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._clean(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._clean(vals))

    @api.model
    def _clean(self, vals):
        """The bare domain in small letters, without @ and spaces."""
        if not vals.get("name"):
            return vals
        name = vals["name"].strip().lower()
        return vals | {"name": name.rpartition("@")[2].rstrip(".")}

    @api.constrains("name")
    def _check_name(self):
        for domain in self:
            if not DOMAIN.match(domain.name):
                raise ValidationError(
                    self.env._(
                        "%(name)s is not a mail domain. Write it like abcholding.com.",
                        name=domain.name,
                    )
                )
            if is_free_mail(domain.name):
                raise ValidationError(
                    self.env._(
                        "Anybody can have an address at %(name)s. Its users would all "
                        "join this organisation.",
                        name=domain.name,
                    )
                )

    @api.constrains("partner_id")
    def _check_partner(self):
        for domain in self:
            partner = domain.partner_id
            if not partner.is_company or partner != partner.commercial_partner_id:
                raise ValidationError(
                    self.env._(
                        "%(name)s is not an organisation of its own.", name=partner.name
                    )
                )

    @api.model
    def _find_organisation(self, email):
        """The organisation whose domain an address has, or one above it.

        mail.abcholding.com belongs to abcholding.com unless it is listed itself.

        :return: res.partner, empty for none
        """
        host = (email or "").rpartition("@")[2].strip().lower()
        labels = host.split(".")
        names = [".".join(labels[start:]) for start in range(len(labels) - 1)]
        # sudo: mail is sorted for whoever writes.
        found = self.sudo().search([("name", "in", names)])
        best = max(found, key=lambda domain: len(domain.name), default=self)
        return self.env["res.partner"].browse(best.partner_id.id)
