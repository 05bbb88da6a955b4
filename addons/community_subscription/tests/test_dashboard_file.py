import json

from odoo.tests import TransactionCase, tagged

from ..tools.dashboard_file import TARGET, build, text


@tagged("post_install", "-at_install", "community")
class TestDashboardFile(TransactionCase):
    def setUp(self):
        super().setUp()
        self.file = build()

    def _check(self, model, names):
        fields = self.env[model]._fields
        for name in names:
            self.assertIn(name.split(":")[0], [*fields, "__count"], model)

    def test_file_is_what_the_tool_writes(self):
        """The file in the add-on was written by the tool, and is readable."""
        self.assertEqual(TARGET.read_text(encoding="utf-8"), text())
        dashboard = self.env.ref(
            "community_subscription.spreadsheet_dashboard_subscriptions"
        )
        self.assertEqual(json.loads(dashboard.spreadsheet_data), self.file)

    def test_fields_exist(self):
        """Every field that a pivot, a chart or a filter names is there, and read."""
        for pivot in self.file["pivots"].values():
            measures = [measure["fieldName"] for measure in pivot["measures"]]
            rows = [row["fieldName"] for row in pivot["rows"]]
            self._check(pivot["model"], [*measures, *rows])
            self.env[pivot["model"]].search(pivot["domain"], limit=1)
        for figure in self.file["sheets"][0]["figures"]:
            if "metaData" not in figure["data"]:
                continue
            meta = figure["data"]["metaData"]
            self._check(meta["resModel"], [*meta["groupBy"], meta["measure"]])
            self._check(meta["resModel"], ["plan_id"])
            domain = figure["data"]["searchParams"]["domain"]
            self.env[meta["resModel"]].formatted_read_group(
                domain, meta["groupBy"], [f"{meta['measure']}:sum"]
            )

    def test_menus_exist(self):
        """Titles and charts open menus that are there."""
        for xmlid in self.file["chartOdooMenusReferences"].values():
            self.assertEqual(self.env.ref(xmlid)._name, "ir.ui.menu")
