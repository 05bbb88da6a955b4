from lxml import etree

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged, users

from .common import CommunityMembersCommon

MEMBER_FORM = "community_members.res_partner_view_form_member"
UNIT_FORM = "community_members.res_partner_view_form_unit"
CREDIT_FIELDS = ("late_interest_rate", "credit_risk_class", "credit_note")


@tagged("post_install", "-at_install", "community")
class TestMemberForm(CommunityMembersCommon):
    def _partners(self):
        return self.env["res.partner"].with_context(default_in_member_register=True)

    def _get_arch(self, user, xmlid=MEMBER_FORM):
        view = self.env.ref(xmlid)
        arch = self.env["res.partner"].with_user(user).get_view(view.id)["arch"]
        return etree.fromstring(arch)

    @users("community_officer")
    def test_officer_creates_individual(self):
        """W14, W35, W77, G15: an officer keeps all of a person on one form."""
        with Form(self._partners(), MEMBER_FORM) as form:
            form.name = "Çağla Gülşen"
            form.member_category_id = self.category
            form.mobile = "+90 532 111 22 33"
            form.birthdate_date = "1990-05-17"
            form.profession = "Architect"
            form.education_level = "master"
        member = form.record
        self.assertEqual(member.member_state, "potential")
        self.assertIn(self.category, member.member_category_ids)
        member.action_renew_membership()
        self.assertEqual(member.member_state, "new")
        self.assertTrue(member.member_number)

    @users("community_officer")
    def test_officer_creates_corporate(self):
        """W14, W47, W49, W54: a company with a branch and an employee, on one form."""
        with Form(
            self._partners().with_context(default_is_company=True), MEMBER_FORM
        ) as form:
            form.name = "Boğaziçi Lojistik A.Ş."
            form.tax_office = "Beşiktaş"
            with form.member_unit_ids.new() as branch:
                branch.name = "Kadıköy Şubesi"
                branch.phone = "+90 216 555 00 01"
        company = form.record
        branch = company.member_unit_ids
        self.assertEqual(branch.unit_type, "branch")
        person = self.env["res.partner"].create({"name": "Nino Beridze"})
        with Form(branch, UNIT_FORM) as form:
            form.unit_manager_id = person
            with form.staff_assignment_ids.new() as line:
                line.person_id = person
                line.function = "Purchasing"
                line.can_order = True
        self.assertEqual(person.parent_id, branch)
        self.assertEqual(company.staff_count, 1)
        self.assertEqual(branch.staff_assignment_ids.rights_summary, "Order")

    @users("community_reader")
    def test_reader_cannot_write(self):
        """W31: a reader sees the register and changes nothing."""
        member = self._new_member()
        member = member.with_env(self.env)
        self.assertTrue(member.read(["name", "member_state", "member_alerts"]))
        with self.assertRaises(AccessError):
            member.write({"member_category_id": False})
        with self.assertRaises(AccessError):
            self.env["res.partner"].create({"name": "X", "in_member_register": True})
        with self.assertRaises(AccessError):
            member.action_renew_membership()

    def test_credit_is_hidden_and_refused(self):
        """W70, W88: credit data is for the finance role, on screen and behind it."""
        member = self._new_member()
        for user, allowed in ((self.officer, False), (self.finance, True)):
            names = self._get_arch(user).xpath("//field/@name")
            for name in (*CREDIT_FIELDS, "member_balance"):
                with self.subTest(user=user.login, field=name):
                    self.assertEqual(name in names, allowed)
                    if not allowed:
                        with self.assertRaises(AccessError):
                            member.with_user(user).read([name])
        as_treasurer = member.with_user(self.finance)
        as_treasurer.late_interest_rate = 24.0
        self.assertEqual(as_treasurer.late_interest_rate, 24.0)
        with self.assertRaises(AccessError):
            member.with_user(self.officer).write({"credit_note": "late payer"})

    def test_pages_by_kind(self):
        """W32, W36: persons and companies show only what concerns them."""
        arch = self._get_arch(self.officer)
        pages = {page.get("name"): page.get("invisible") for page in arch.iter("page")}
        for name in ("company", "branches", "employees", "targets"):
            self.assertEqual(pages[name], "not is_company", name)
        for name in ("person", "relatives"):
            self.assertEqual(pages[name], "is_company", name)

    def test_opens_with_own_screen(self):
        """W32: wherever a member or branch is opened from, its own screen comes."""
        member = self._new_member(is_company=True)
        branch = self.env["res.partner"].create(
            {"name": "Batumi", "parent_id": member.id, "unit_type": "branch"}
        )
        stranger = self.env["res.partner"].create({"name": "Stranger"})
        member_form, unit_form = self.env.ref(MEMBER_FORM), self.env.ref(UNIT_FORM)
        as_reader = self.env(user=self.reader)
        self.assertEqual(member.with_env(as_reader).get_formview_id(), member_form.id)
        self.assertEqual(branch.with_env(as_reader).get_formview_id(), unit_form.id)
        self.assertFalse(stranger.with_env(as_reader).get_formview_id())
        self.assertFalse(member.with_user(self.internal).get_formview_id())

    @users("community_officer")
    def test_contact_joins_register(self):
        """W11, W15: a contact becomes a potential member, once."""
        contact = self.env["res.partner"].create({"name": "Levan Kapanadze"})
        action = contact.action_add_to_register()
        contact.action_add_to_register()
        self.assertEqual(contact.member_state, "potential")
        self.assertEqual(action["res_id"], contact.id)

    @users("community_manager")
    def test_extra_fields_by_category(self):
        """W46, W57, W78: a manager defines fields per category without code."""
        category = self.category.with_env(self.env)
        category.member_properties_definition = [
            {"name": "shirt", "string": "Shirt Size", "type": "char"}
        ]
        member = self._new_member().with_user(self.officer)
        member.member_properties = {"shirt": "L"}
        self.assertEqual(member.member_properties["shirt"], "L")
        self.assertEqual(category.extra_field_names, "Shirt Size")

    @users("community_officer")
    def test_documents_of_the_tree(self):
        """W75, W93: the documents of a member include those of its branches."""
        company = self.env["res.partner"].create(
            {"name": "Ege", "is_company": True, "in_member_register": True}
        )
        branch = self.env["res.partner"].create(
            {"name": "İzmir", "parent_id": company.id, "unit_type": "branch"}
        )
        attachment = self.env["ir.attachment"].create(
            {"name": "lease.txt", "res_model": "res.partner", "res_id": branch.id}
        )
        action = company.action_open_documents()
        found = self.env["ir.attachment"].search(action["domain"])
        self.assertIn(attachment, found)
