from odoo import models
from odoo.tools.image import image_data_uri

from ..tools.card_design import card_color, initials, ink_on, qr_data_uri


class CommunityMemberCard(models.Model):
    """What is seen on a card, in print and on the phone."""

    _inherit = "community.member.card"

    def _get_verify_url(self):
        """The address in the QR code: says valid or not, and nothing else."""
        self.ensure_one()
        # sudo: the code is for the holder's own eyes; callers checked whose it is.
        code = self.sudo().code
        website = self.env["website"].get_current_website(fallback=False)
        base_url = website.get_base_url() if website else self.get_base_url()
        return f"{base_url}/member/verify/{code}"

    def _get_face(self):
        """Texts, colours and pictures of one card; pictures are inline.

        :return: dict for the QWeb templates of the PDF and of the portal
        """
        self.ensure_one()
        person, company = self.person_id, self.company_id or self.env.company
        color = card_color(company.primary_color)
        accent = card_color(company.secondary_color or company.primary_color)
        photo = person.image_256
        return {
            "card": self,
            "number": self.name,
            "name": person.name or "",
            "member_name": self.partner_id.name if self.holder_id else "",
            "member_number": self.partner_id.member_number or "",
            "category": self.partner_id.member_category_id.name or "",
            "until": self.valid_until,
            "is_valid": self.is_valid,
            "company": company,
            "logo": image_data_uri(company.logo)
            if company.logo and not company.uses_default_logo
            else "",
            "photo": image_data_uri(photo) if photo else "",
            "initials": initials(person.name),
            "color": color,
            "ink": ink_on(color),
            "accent": accent,
            "accent_ink": ink_on(accent),
            "site": (company.website or "").removeprefix("https://").rstrip("/"),
            "url": self._get_verify_url(),
            "qr": qr_data_uri(self._get_verify_url()),
        }
