from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..tools.similar import find_alike

HEAD = "community_helpdesk.group_helpdesk_manager"


class CommunityHelpArticle(models.Model):
    """An answer that customers find by themselves; some are for agents alone."""

    _name = "community.help.article"
    _description = "Help Article"
    _inherit = [
        "community.member.card.number.guard",
        "community.derived.guard",
    ]
    _order = "category_id, sequence, id"

    name = fields.Char("Title", required=True, translate=True, index="trigram")
    category_id = fields.Many2one(
        "community.help.category", required=True, index=True, ondelete="restrict"
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    body = fields.Html("Text", translate=True, sanitize_form=True)
    keywords = fields.Char(
        translate=True, help="Other words by which people look for it."
    )
    is_public = fields.Boolean(
        "On the Website", help="Only heads of support put articles on the website."
    )
    company_id = fields.Many2one("res.company", index=True)
    view_count = fields.Integer("Views", readonly=True, copy=False)
    helped_count = fields.Integer("It Helped", readonly=True, copy=False)
    failed_count = fields.Integer("It Did Not Help", readonly=True, copy=False)

    @api.model
    def _get_derived(self):
        return super()._get_derived() | {
            "view_count",
            "helped_count",
            "failed_count",
        }

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_publishing(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_publishing(vals)
        if not self.env.su and any(self.mapped("is_public")):
            self._check_publishing({"is_public": True})
        return super().write(vals)

    def _check_publishing(self, vals):
        """:raises AccessError: when an agent changes what everybody reads"""
        if vals.get("is_public") and not (self.env.su or self.env.user.has_group(HEAD)):
            raise AccessError(
                self.env._("Heads of support decide what is on the website.")
            )

    # ------------------------------------------------------------
    # FIND
    # ------------------------------------------------------------

    @api.model
    def _get_public_domain(self):
        """What visitors may read.

        :return: Domain
        """
        return Domain("is_public", "=", True) & Domain(
            "company_id", "in", (False, self.env.company.id)
        )

    @api.model
    def _find_public(self, words, limit=20):
        """Public articles in which all words stand, in title, keywords or text.

        :return: community.help.article with the rights of the system
        """
        domain = self._get_public_domain()
        for word in words.split()[:8]:
            domain &= (
                Domain("name", "ilike", word)
                | Domain("keywords", "ilike", word)
                | Domain("body", "ilike", word)
            )
        # sudo: only what is for everybody is looked for.
        return self.sudo().search(domain, limit=limit)

    @api.model
    def _find_alike(self, text, limit=3):
        """Public articles whose title or keywords look like a text."""
        # sudo: only what is for everybody is looked for.
        known = self.sudo().search(self._get_public_domain(), limit=500)
        rows = [(each.id, f"{each.name} {each.keywords or ''}") for each in known]
        rows += [(each.id, each.name) for each in known]
        found = dict.fromkeys(find_alike(text, rows, limit=2 * limit))
        return known.browse(list(found)[:limit])

    def _get_path(self):
        self.ensure_one()
        return f"/help/{self.env['ir.http']._slug(self)}"

    def _count_opinion(self, helped):
        """One more said that it helped, or that it did not."""
        self.ensure_one()
        name = "helped_count" if helped else "failed_count"
        self._keep({name: self[name] + 1})
