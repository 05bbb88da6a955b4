from odoo.tests import tagged

from odoo.addons.web.tests import test_js


@tagged("post_install", "-at_install", "community")
class TestMarksInTheClient(test_js.HOOTCommon):
    def test_marks(self):
        """G48: forms and lists say what waits, with one call a page and none for
        models without an area; a held new record is no error."""
        suite = self._generate_hash("@community_approval")
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&id={suite}",
            "",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=test_js.unit_test_error_checker,
        )
