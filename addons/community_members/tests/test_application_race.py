from contextlib import contextmanager

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_application import ApplicationCommon


@tagged("post_install", "-at_install", "community")
class TestApplicationRace(ApplicationCommon):
    """Two officers, two transactions, one application: one member."""

    @contextmanager
    def _committed(self):
        """An application that other transactions see; gone afterwards."""
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            category_id = env["community.member.category"].create({"name": "Race"}).id
            values = {"name": "Zzyx Qwrt", "category_id": category_id}
            application_id = env["community.application"].create(values).id
        try:
            yield application_id
        finally:
            with self.registry.cursor() as cr:
                self._in(cr, application_id).unlink()
                env = api.Environment(cr, SUPERUSER_ID, {})
                env["community.member.category"].browse(category_id).unlink()

    def _in(self, cursor, application_id):
        env = api.Environment(cursor, SUPERUSER_ID, {})
        return env["community.application"].browse(application_id)

    def test_two_at_once(self):
        """G25: while one officer decides, the other is told to look again."""
        with (
            self._committed() as application_id,
            self.registry.cursor() as first,
            self.registry.cursor() as second,
        ):
            one, two = (self._in(cr, application_id) for cr in (first, second))
            one.action_accept()
            with self.assertRaisesRegex(UserError, "at the same moment"):
                two.action_accept()
            first.rollback()
            second.rollback()

    def test_old_picture(self):
        """G25: who began before the other finished fails in the database, and Odoo
        runs the request again on what is there now."""
        with (
            self._committed() as application_id,
            self.registry.cursor() as first,
            self.registry.cursor() as second,
        ):
            one, two = (self._in(cr, application_id) for cr in (first, second))
            self.assertEqual(two.state, "pending")
            one.action_put_on_waiting_list()
            first.commit()
            with mute_logger("odoo.sql_db"), self.assertRaises(Exception) as failed:
                two.action_accept()
            self.assertEqual(failed.exception.pgcode, "40001")
            second.rollback()
