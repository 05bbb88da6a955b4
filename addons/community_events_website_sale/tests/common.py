from odoo.addons.community_events_sale.tests.common import EventsSaleCommon


class CartCommon(EventsSaleCommon):
    """Orders that were filled on the website of the club."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.website = cls.env["website"].search([], limit=1)
        cls.website.company_id = cls.company

    @classmethod
    def _prepare_order(cls, partner):
        return super()._prepare_order(partner) | {"website_id": cls.website.id}
