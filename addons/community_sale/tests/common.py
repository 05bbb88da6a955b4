from odoo.addons.community_members.tests.common import CommunityMembersCommon


class MemberSaleCommon(CommunityMembersCommon):
    """A corporate member with a branch, a desk below it and an employee there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = cls._new_user("seller", "sales_team.group_sale_salesman_all_leads")
        cls.product = cls.env["product.product"].create(
            {"name": "Annual Dues", "type": "service", "taxes_id": False}
        )
        cls.holding = cls._new_member("Marmara Motor", is_company=True)
        cls.branch = cls._new_unit(cls.holding, "branch")
        cls.desk = cls._new_unit(cls.branch, "department")
        cls.person = cls.env["res.partner"].create({"name": "Burak Aydın"})
        cls.env["community.member.assignment"].create(
            {
                "person_id": cls.person.id,
                "unit_id": cls.branch.id,
                "department_id": cls.desk.id,
                "date_from": "2020-01-01",
            }
        )
        cls.holding._admit_members()

    @classmethod
    def _new_unit(cls, parent, unit_type):
        return cls.env["res.partner"].create(
            {
                "name": f"{parent.name} {unit_type}",
                "parent_id": parent.id,
                "unit_type": unit_type,
            }
        )

    @classmethod
    def _new_quotation(cls, partner, company=None):
        return (
            cls.env["sale.order"]
            .with_company(company or cls.company)
            .create(
                {
                    "partner_id": partner.id,
                    "order_line": [
                        (0, 0, {"product_id": cls.product.id, "price_unit": 100.0})
                    ],
                }
            )
        )
