import json
from urllib.parse import parse_qs, urlsplit

from odoo.tests import HttpCase, tagged

from ..tools import box_wire
from .common_access import CommunityAccessCommon

READER = "usb-reader-in"


@tagged("post_install", "-at_install", "community")
class BoxCommon(CommunityAccessCommon):
    """A paired box that works the gate of the hall."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ayse = cls._new_member()
        cls.box = cls._new("box", name="Reception")
        cls.token = cls._pair(cls.box, "box-1")
        cls.key = box_wire.derive_key(cls.token)
        cls.gate.write({"box_id": cls.box.id, "device_in": READER})

    @classmethod
    def _read_token(cls, action):
        link = action["context"]["default_link"]
        return parse_qs(urlsplit(link).query)["token"][0]

    @classmethod
    def _pair(cls, box, identifier):
        token = cls._read_token(box.with_user(cls.access_manager).action_pair())
        box._bind(identifier)
        return token

    @classmethod
    def _get_sent(cls, act):
        """The messages to boxes that an act leaves for the bus."""
        cls.env.cr.precommit.run()
        before = cls.env["bus.bus"].search([], order="id DESC", limit=1).id
        act()
        cls.env.cr.precommit.run()
        rows = cls.env["bus.bus"].search([("id", ">", before)])
        messages = [json.loads(row.message) for row in rows]
        return [one["payload"] for one in messages if one["type"] == "iot_action"]


@tagged("post_install", "-at_install", "community")
class BoxHttpCase(BoxCommon, HttpCase):
    """Requests as a box sends them: no cookie, the name of the database."""

    def _post(self, path, body=b"", **headers):
        self.opener.cookies.clear()
        self.env.flush_all()
        answer = self.opener.post(
            self.base_url() + path,
            data=body,
            headers={"X-Odoo-Database": self.env.cr.dbname, **headers},
            timeout=30,
        )
        self.env.invalidate_all()
        self.assertNotIn("Set-Cookie", answer.headers)
        self.assertLess(answer.status_code, 500, answer.text)
        return answer

    def _ask(self, what, body=None, token=None, identifier="box-1", **values):
        return self._post(
            f"/community/access/box/{what}",
            json.dumps(values).encode() if body is None else body,
            **{
                "Authorization": f"Bearer {self.token if token is None else token}",
                "X-Community-Box": identifier,
                "Content-Type": "application/json",
            },
        )

    def _ask_well(self, what, **values):
        """The answer of 200, whose signature is right."""
        answer = self._ask(what, **values)
        self.assertEqual(answer.status_code, 200, answer.text)
        mac = answer.headers["X-Community-Mac"]
        self.assertTrue(box_wire.is_good(self.key, answer.content, mac))
        return answer.json()

    def _set_up(self, token, identifier, devices=None, **about):
        about = {"identifier": identifier, "token": token, **about}
        body = {"params": {"iot_box": about, "devices": devices or {}}}
        return self._post(
            "/iot/setup",
            json.dumps(body).encode(),
            **{"Content-Type": "application/json"},
        )
