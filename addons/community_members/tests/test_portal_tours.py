from odoo.tests import tagged

from .common_portal import MemberPortalCase


@tagged("post_install", "-at_install", "community")
class TestPortalTours(MemberPortalCase):
    def test_member_edits_own_data(self):
        """W33: from the home to saved data, with one mistake on the way."""
        user = self.users[self.ayse.id]
        self.start_tour(
            "/my", "community_members_member_edits_own_data", login=user.login
        )
        self.assertEqual(self.ayse.email, "ayse.demir@example.com")
        self.assertEqual(self.ayse.mobile, "+90 532 555 01 02")

    def test_manager_adds_employee(self):
        """W31, W56: an employee with rights in five steps, the invitation previewed."""
        user = self.users[self.boss.id]
        self.start_tour(
            "/my/employees", "community_members_manager_adds_employee", login=user.login
        )
        person = self.env["res.partner"].search([("email", "=", "nino@example.com")])
        self.assertTrue(self._work(person).can_see_invoices)

    def test_card_is_kept_for_offline(self):
        """W97: the phone keeps this one page, and forgets it after signing out."""
        keeps = """
            (async () => {
                const registration = await navigator.serviceWorker.ready;
                for (let i = 0; i < 50; i++) {
                    const cache = await caches.open("community-member-card");
                    const kept = await cache.keys();
                    if (kept.length) {
                        const text = await (await cache.match("/my/card")).text();
                        const path = new URL(registration.scope).pathname;
                        const right = kept.length === 1 && path === "/my/card";
                        if (right && text.includes("%s")) {
                            console.log("test successful");
                            return;
                        }
                    }
                    await new Promise((resolve) => setTimeout(resolve, 100));
                }
                console.error("the card is not kept");
            })();
        """
        card = self.ayse.member_card_ids.name
        self.browser_js(
            "/my/card",
            keeps % card,
            ready="'serviceWorker' in navigator",
            login=self.users[self.ayse.id].login,
        )
