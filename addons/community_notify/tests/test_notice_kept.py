from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL

from .common_providers import ProvidersCommon


@tagged("community", "post_install", "-at_install")
class TestNoticeKept(ProvidersCommon):
    def test_notice_with_messages(self):
        """A notice by which messages were sent stays; its add-on can be uninstalled
        all the same, and the messages stay without it."""
        delivery = self._send(self.nino)
        with self.assertRaises(UserError):
            delivery.notice_id.unlink()
        spare = delivery.notice_id.copy({"code": "spare_notice"})
        spare.unlink()
        rule = self.env.execute_query(
            SQL(
                "SELECT confdeltype FROM pg_constraint WHERE conname = %s",
                "community_notice_delivery_notice_id_fkey",
            )
        )
        self.assertEqual(rule, [("n",)], "set null")
