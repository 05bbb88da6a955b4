from datetime import date

from odoo.tests import tagged

from odoo.addons.community_members.tests.common import CommunityMembersCommon

TODAY = "2026-03-10"


@tagged("post_install", "-at_install", "community")
class CommunitySubscriptionCommon(CommunityMembersCommon):
    """A club with a chart of accounts, taxes, products, plans and a user per role."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_accounting(cls.company)
        cls.sub_reader = cls._new_user(
            "sub_reader", "community_subscription.group_subscription_reader"
        )
        cls.sub_officer = cls._new_user(
            "sub_officer", "community_subscription.group_subscription_officer"
        )
        cls.treasurer = cls._new_user(
            "treasurer", "community_subscription.group_subscription_manager"
        )
        cls.env.user.company_ids |= cls.company
        cls.env = cls.env(
            context={**cls.env.context, "allowed_company_ids": cls.company.ids}
        )
        cls.product = cls._new_product("Dues", 50.0)
        cls.plan = cls._new_plan("Rider, monthly")

    @classmethod
    def _set_up_accounting(cls, company):
        """The accounts, journals and taxes that an invoice needs."""
        cls.env["account.chart.template"].try_loading(
            "generic_coa", company, install_demo=False
        )

    @classmethod
    def _new_product(cls, name, price, **values):
        return cls.env["product.product"].create(
            {
                "name": name,
                "type": "service",
                "list_price": price,
                "taxes_id": [(6, 0, values.pop("taxes", cls.env["account.tax"]).ids)],
                **values,
            }
        )

    @classmethod
    def _new_plan(cls, name, product=None, **values):
        """A plan with one product; by default monthly in advance, by anniversary."""
        lines = values.pop(
            "line_ids", [(0, 0, {"product_id": (product or cls.product).id})]
        )
        return cls.env["community.plan"].create(
            {
                "name": name,
                "company_id": cls.company.id,
                "track_profit": False,
                "require_signature": False,
                "line_ids": lines,
                **values,
            }
        )

    @classmethod
    def _new_contract(cls, plan=None, partner=None, start=None, confirm=True, **values):
        """A contract of a member, accepted unless told otherwise."""
        contract = cls.env["community.contract"].create(
            {
                "plan_id": (plan or cls.plan).id,
                "partner_id": (partner or cls._new_member()).id,
                "company_id": cls.company.id,
                "date_start": start or date.fromisoformat(TODAY),
                **values,
            }
        )
        if confirm:
            contract._confirm()
        return contract
