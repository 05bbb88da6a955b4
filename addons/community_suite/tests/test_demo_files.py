import json

from lxml import etree

from odoo.tests import BaseCase, tagged
from odoo.tools import file_open, file_path

DEMO = "community_suite/demo"


@tagged("post_install", "-at_install", "community")
class TestDemoFiles(BaseCase):
    def test_log_ins_that_are_announced_exist(self):
        """The list that a person is shown names the users that the demo creates."""
        with file_open(f"{DEMO}/logins.json") as listed:
            announced = {(row["login"], row["password"]) for row in json.load(listed)}
        created = set()
        for name in ("users", "portal_users"):
            for record in etree.parse(file_path(f"{DEMO}/{name}.xml")).iter("record"):
                fields = {field.get("name"): field.text for field in record}
                if fields.get("login"):
                    created.add((fields["login"], fields["password"]))
        self.assertEqual(announced, created)
