from freezegun import freeze_time

from odoo.tests import tagged

from .common import NOON, CommunityNotifyCommon


@tagged("post_install", "-at_install", "community")
@freeze_time(NOON)
class TestNoticeMerge(CommunityNotifyCommon):
    def test_merged_contacts_keep_both_logs(self):
        """F10: after a merge the log has the messages to both, and tells none again."""
        kept, double = self._new_partner(), self._new_partner("Nino B.")
        both = self._send(kept | double)
        only = self._send(double, occurrence="2")
        consent = self._agree(double, "mail")
        broadcast = self.env["community.notice.broadcast"].create(
            {
                "name": "x",
                "purpose": "transactional",
                "subject": "x",
                "body_html": "<p>x</p>",
                "domain": f"[('id', 'in', {(kept | double).ids})]",
                "company_id": self.company.id,
            }
        )
        broadcast.action_send()
        broadcast._spread_chunk()
        told = self.deliveries.search([("broadcast_id", "=", broadcast.id)])
        self.assertEqual(len(told), 2)
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge((kept | double).ids, kept)
        everything = both | only | told
        self.assertEqual(everything.exists(), everything)
        self.assertEqual(everything.partner_id, kept)
        self.assertEqual(set(everything.mapped("res_id")), {kept.id})
        self.assertEqual(consent.partner_id, kept)
        self.assertFalse(self._send(kept, occurrence="2"))
