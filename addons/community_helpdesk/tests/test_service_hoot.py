from odoo.tests import tagged

from odoo.addons.web.tests import test_js


@tagged("community", "post_install", "-at_install")
class TestServiceClockText(test_js.HOOTCommon):
    def test_clock(self):
        """M9: the total is read like a clock."""
        suite = self._generate_hash("@community_helpdesk")
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&id={suite}",
            "",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=test_js.unit_test_error_checker,
        )
