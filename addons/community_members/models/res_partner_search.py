from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.search_text import search_term, search_text


class ResPartner(models.Model):
    """One indexed text in which the search box finds a member by anything."""

    _inherit = "res.partner"

    member_search_text = fields.Char(
        compute="_compute_member_search_text",
        store=True,
        help="Small letters without accents, so that a search compares without work.",
    )
    city = fields.Char(index="trigram")
    user_id = fields.Many2one(index="btree_not_null")

    _search_text = models.Index(
        lambda registry: (
            "USING gin (member_search_text gin_trgm_ops)"
            if registry.has_trigram
            else ""
        )
    )
    _archived = models.Index("(complete_name) WHERE active IS NOT TRUE")

    @api.depends(
        "complete_name",
        "email",
        "ref",
        "vat",
        "company_registry",
        "member_number",
        "former_member_numbers",
        "phone",
        "mobile",
        "member_card_ids.name",
    )
    def _compute_member_search_text(self):
        for partner in self:
            partner.member_search_text = search_text(
                [partner.complete_name],
                [
                    partner.member_number,
                    partner.former_member_numbers,
                    partner.email,
                    partner.ref,
                    partner.vat,
                    partner.company_registry,
                    *partner.member_card_ids.mapped("name"),
                ],
                [partner.phone, partner.mobile],
            )

    @api.model
    def _search_display_name(self, operator, value):
        """Every "contains" search for a contact uses the one trigram index.

        The text holds all that core searches (``_rec_names_search``) and more, so
        nothing is found less; five scans of the table become one index look-up.
        Portal users may not read it, and search as core does.
        """
        text = self._fields["member_search_text"]
        readable = self._has_field_access(text, "read")
        if (
            readable
            and operator == "ilike"
            and isinstance(value, str)
            and value.strip()
        ):
            return Domain("member_search_text", "like", search_term(value))
        return super()._search_display_name(operator, value)
