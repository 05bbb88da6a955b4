from odoo.tests import TransactionCase

from odoo.addons.mail.tests.common import mail_new_test_user


class CommunityMembersCommon(TransactionCase):
    """Users for every role, two companies, one category with a one-year term."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.company = cls.env["res.company"].create({"name": "Haliç Yacht Club"})
        cls.other_company = cls.env["res.company"].create({"name": "Batumi Pool"})
        cls.internal = cls._new_user("internal", "base.group_user")
        cls.reader = cls._new_user("reader", "community_members.group_member_reader")
        cls.officer = cls._new_user("officer", "community_members.group_member_officer")
        cls.manager = cls._new_user("manager", "community_members.group_member_manager")
        cls.finance = cls._new_user("finance", "community_members.group_member_finance")
        cls.other_officer = cls._new_user(
            "other_officer",
            "community_members.group_member_officer",
            company=cls.other_company,
        )
        cls.category = cls.env["community.member.category"].create(
            {"name": "Rider", "term_length": 1, "term_unit": "years"}
        )

    @classmethod
    def _new_user(cls, login, groups, company=None):
        company = company or cls.company
        return mail_new_test_user(
            cls.env,
            login=f"community_{login}",
            name=login.replace("_", " ").title(),
            groups=groups,
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )

    @classmethod
    def _new_member(cls, name="Ayşe Demir", **values):
        """A person in the register; dates and the rest as given."""
        return cls.env["res.partner"].create(
            {
                "name": name,
                "in_member_register": True,
                "member_category_id": cls.category.id,
                **values,
            }
        )
