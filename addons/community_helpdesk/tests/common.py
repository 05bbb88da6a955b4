from odoo.tests import tagged

from odoo.addons.community_subscription.tests.common import CommunitySubscriptionCommon


@tagged("community", "post_install", "-at_install")
class CommunityHelpdeskCommon(CommunitySubscriptionCommon):
    """An agent, a colleague, a head of support, a service officer; three groups.

    `technical` holds the agent, `legal` is confidential and holds the colleague alone,
    `hall` is open to all agents. `abc` is an organisation of two with portal users.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        role = "community_helpdesk.group_helpdesk_"
        cls.service_officer = cls._new_user("service_officer", role + "officer")
        cls.agent = cls._new_user("agent", role + "agent")
        cls.colleague = cls._new_user("colleague", role + "agent")
        cls.head = cls._new_user("head", role + "manager")
        cls.other_agent = cls._new_user(
            "other_agent", role + "agent", company=cls.other_company
        )
        cls.technical = cls._new_group("Technical", cls.agent)
        cls.legal = cls._new_group(
            "Legal Support", cls.colleague, visibility="confidential"
        )
        cls.hall = cls._new_group("Front Desk", visibility="all")
        cls.abc = cls.env["res.partner"].create(
            {"name": "ABC Holding", "is_company": True, "email": "info@abcholding.test"}
        )
        cls.ali, cls.ali_user = cls._new_end_user("Ali Yılmaz", "ali", cls.abc)
        cls.eda, cls.eda_user = cls._new_end_user("Eda Kaya", "eda", cls.abc)
        cls.stranger, cls.stranger_user = cls._new_end_user("Nino Beridze", "nino")

    @classmethod
    def _new_group(cls, name, *agents, **values):
        return cls.env["community.ticket.group"].create(
            {
                "name": name,
                "company_id": cls.company.id,
                "member_ids": [(0, 0, {"user_id": agent.id}) for agent in agents],
                **values,
            }
        )

    @classmethod
    def _new_end_user(cls, name, login, parent=None):
        """A person with a portal user.

        :return: (res.partner, res.users)
        """
        partner = cls.env["res.partner"].create(
            {
                "name": name,
                "email": f"{login}@{'abcholding' if parent else 'home'}.test",
                "parent_id": parent.id if parent else False,
            }
        )
        user = cls.env["res.users"].create(
            {
                "login": f"helpdesk_{login}",
                "partner_id": partner.id,
                "company_id": cls.company.id,
                "company_ids": [(6, 0, cls.company.ids)],
                "group_ids": [(6, 0, cls.env.ref("base.group_portal").ids)],
            }
        )
        return partner, user

    @classmethod
    def _new_ticket(cls, name="The gate does not open", user=None, **values):
        tickets = cls.env["community.ticket"].with_user(user or cls.env.user)
        vals = {"name": name, "company_id": cls.company.id, "partner_id": cls.ali.id}
        return tickets.create(vals | values)
