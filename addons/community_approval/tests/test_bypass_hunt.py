import json
from datetime import datetime, timedelta

from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import CommunityApprovalCommon


@tagged("post_install", "-at_install", "community")
class TestBypassHunt(CommunityApprovalCommon, HttpCase):
    """Every way to write a controlled field, by those who could write it otherwise."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.boss = cls._new_user("boss", "base.group_system,base.group_erp_manager")
        cls._new_area(
            ["ref", "category_id", "image_1920", "name"],
            on_archive=True,
            on_unlink=True,
        )
        cls.firm = cls.env["res.partner"].create({"name": "Firm", "is_company": True})
        cls.partner.parent_id = cls.firm
        cls.session_user = cls.maker

    def setUp(self):
        super().setUp()
        self.maker.password = self.boss.password = "correct horse battery staple"
        self.authenticate(self.maker.login, "correct horse battery staple")

    def assert_held(self, way, record=None, field="ref", value="SILVER"):
        """The field is as it was, and a request holds what was asked."""
        record = record or self.partner
        record.invalidate_recordset()
        with self.subTest(way=way):
            self.assertTrue(record.exists(), f"{way}: deleted")
            self.assertEqual(record[field], value, f"{way}: written")
            held = self._pending(record)
            self.assertTrue(held, f"{way}: no request")
            for change in held:
                change.with_user(self.approver).action_reject("hunt")

    def _rpc(self, method, *args, model="res.partner", **kwargs):
        answer = self.url_open(
            f"/web/dataset/call_kw/{model}/{method}",
            data=json.dumps(
                {
                    "params": {
                        "model": model,
                        "method": method,
                        "args": args,
                        "kwargs": kwargs,
                    }
                }
            ),
            headers={"Content-Type": "application/json"},
        ).json()
        return answer.get("result", answer)

    def test_web_client(self):
        """G46: form, list, mass edit, archive, delete, quick create."""
        ids = [self.partner.id]
        self._rpc("web_save", ids, {"ref": "A"}, specification={"ref": {}})
        self.assert_held("form")
        self._rpc("write", ids, {"ref": "B"})
        self.assert_held("list")
        self._rpc("write", [*ids, self.firm.id], {"ref": "C"})
        self.assert_held("mass edit")
        self._rpc("web_save_multi", ids, [{"ref": "D"}], specification={"ref": {}})
        self.assert_held("several lines")
        self._rpc("action_archive", ids)
        self.assert_held("archive", field="active", value=True)
        self._rpc("unlink", ids)
        self.assert_held("delete")

    def test_context_keys_open_nothing(self):
        """G46: no context that a client can send opens the gate."""
        for key in ("install_mode", "module", "cron_id", "tracking_disable", "bypass"):
            self._rpc("write", [self.partner.id], {"ref": key}, context={key: True})
            self.assert_held(f"context {key}")

    def test_import(self):
        """G46: an imported file."""
        self.env["ir.model.data"].create(
            {
                "module": "hunt",
                "name": "nino",
                "model": "res.partner",
                "res_id": self.partner.id,
            }
        )
        self._rpc("load", ["id", "ref"], [["hunt.nino", "IMPORTED"]])
        self.assert_held("import by external id")
        self._rpc("load", [".id", "ref"], [[str(self.partner.id), "IMPORTED"]])
        self.assert_held("import by id")

    def test_other_protocols(self):
        """G46: XML-RPC and the JSON API with a key."""
        db, uid = self.env.cr.dbname, self.maker.id
        password = "correct horse battery staple"
        call = [[self.partner.id], {"ref": "X"}]
        with mute_logger("odoo.addons.rpc.controllers.xmlrpc"):
            self.xmlrpc_object.execute_kw(
                db, uid, password, "res.partner", "write", call
            )
        self.assert_held("XML-RPC")
        key = (
            self.env["res.users.apikeys"]
            .with_user(self.maker)
            .sudo()
            ._generate("rpc", "hunt", datetime.now() + timedelta(days=1))
        )
        answer = self.url_open(
            "/json/2/res.partner/write",
            data=json.dumps({"ids": [self.partner.id], "vals": {"ref": "J"}}),
            headers={
                "Content-Type": "application/json",
                "Authorization": f"Bearer {key}",
                "X-Odoo-Database": db,
            },
        )
        self.assertEqual(answer.status_code, 200, answer.text)
        self.assert_held("JSON API")

    def test_server_actions(self):
        """G46: actions of an administrator, also where they change the user."""
        self.authenticate(self.boss.login, "correct horse battery staple")
        model = self.env["ir.model"]._get("res.partner").id
        codes = {
            "code": "record.write({'ref': 'CODE'})",
            "sudo": "record.sudo().write({'ref': 'SUDO'})",
            "superuser": "env(user=1)['res.partner'].browse(record.id).write("
            "{'ref': 'ROOT'})",
        }
        for way, code in codes.items():
            action = self.env["ir.actions.server"].create(
                {"name": way, "model_id": model, "state": "code", "code": code}
            )
            context = {
                "active_model": "res.partner",
                "active_id": self.partner.id,
                "active_ids": self.partner.ids,
            }
            self._rpc("run", action.ids, model="ir.actions.server", context=context)
            self.assert_held(f"server action, {way}")

    def test_by_way_of_other_records(self):
        """G46: through the parent, the user account, the tag, the file."""
        child = [(1, self.partner.id, {"ref": "VIA"})]
        self._rpc("write", [self.firm.id], {"child_ids": child})
        self.assert_held("through the parent")
        user = self.env["res.users"].create(
            {"login": "nino", "partner_id": self.partner.id, "name": "Nino Beridze"}
        )
        user.with_user(self.boss).write({"name": "Somebody Else"})
        self.assert_held("through the user", field="name", value="Nino Beridze")
        user.with_user(user).write({"name": "Me Myself"})
        self.assert_held("own preferences", field="name", value="Nino Beridze")
        tag = self.env["res.partner.category"].create({"name": "Gold"})
        with self.assertRaises(UserError):
            tag.with_user(self.maker).write({"partner_ids": [(4, self.partner.id)]})
        with self.assertRaises(UserError):
            tag.with_user(self.maker).create(
                {"name": "Gold 2", "partner_ids": [(4, self.partner.id)]}
            )
        self.assertFalse(self.partner.category_id)

    def test_the_file_of_a_field(self):
        """G46: the picture is not exchanged behind the record's back."""
        pixel = (
            b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhg"
            b"GAWjR9awAAAABJRU5ErkJggg=="
        )
        self.partner.image_1920 = pixel
        picture = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "res.partner"),
                ("res_id", "=", self.partner.id),
                ("res_field", "=", "image_1920"),
            ]
        )
        self.assertTrue(picture)
        with self.assertRaises(UserError):
            picture.with_user(self.boss).write({"datas": b""})
        with self.assertRaises(UserError):
            picture.with_user(self.boss).unlink()
        self.assertTrue(self.partner.image_1920)

    def test_merge(self):
        """G46: a merge rewrites one contact and deletes the other."""
        double = self.env["res.partner"].create({"name": "Nino B.", "ref": "DOUBLE"})
        # Core reads every field of both, also those of apps the user has no role in.
        wizard = self.env["base.partner.merge.automatic.wizard"].with_user(self.boss)
        wizard = wizard.sudo()
        wizard._merge([self.partner.id, double.id], self.partner)
        self.assertTrue(double.exists())
        change = self._pending()
        self.assertEqual(change.operation, "merge")
        change.with_user(self.approver).action_approve()
        self.assertFalse(change.apply_error)
        self.assertFalse(double.exists())

    def test_translations(self):
        """G46: a text in another language is the field as well."""
        self.env["res.lang"]._activate_lang("tr_TR")
        tag = self.env["res.partner.category"].create({"name": "Rider"})
        self._new_area(["name"], model="res.partner.category")
        self._rpc(
            "update_field_translations",
            tag.ids,
            "name",
            {"tr_TR": "Sürücü"},
            model="res.partner.category",
        )
        self.assert_held(
            "translation", tag.with_context(lang="tr_TR"), field="name", value="Rider"
        )
        tag.with_user(self.boss).with_context(lang="tr_TR").name = "Sürücü"
        self.assert_held(
            "in a language", tag.with_context(lang="tr_TR"), field="name", value="Rider"
        )

    def test_deletion_with_a_parent(self):
        """G46: what the database would delete by itself is not lost unseen."""
        bank = self.env["res.partner.bank"].create(
            {"acc_number": "GE29NB1", "partner_id": self.firm.id}
        )
        self.partner.parent_id = False
        self._new_area([], model="res.partner.bank", on_unlink=True)
        self.env["community.approval.area"].search([], limit=1).enabled = False
        with self.assertRaises(UserError):
            self.firm.with_user(self.boss).unlink()
        self.assertTrue(bank.exists())

    def test_creation_by_every_name(self):
        """G46: create, copy, quick create, import, all make requests only."""
        self._new_area([], model="res.partner.category", on_create=True)
        Tag = self.env["res.partner.category"]
        before = Tag.search_count([])
        self.authenticate(self.boss.login, "correct horse battery staple")
        self.assertFalse(
            self._rpc("create", {"name": "One"}, model="res.partner.category")
        )
        self._rpc("name_create", "Two", model="res.partner.category")
        self._rpc("load", ["name"], [["Three"], ["Four"]], model="res.partner.category")
        self._rpc(
            "web_save",
            [],
            {"name": "Five"},
            specification={"name": {}},
            model="res.partner.category",
        )
        self._rpc(
            "write",
            [self.firm.id],
            {"category_id": [(0, 0, {"name": "Six"})]},
        )
        self.assertEqual(Tag.search_count([]), before)
        names = self.requests.search(
            [("operation", "=", "create"), ("state", "=", "pending")]
        ).mapped("res_name")
        self.assertEqual(set(names), {"One", "Two", "Three", "Four", "Five"})

    def test_portal(self):
        """G46: a controller that sets rights aside is still a person's deed."""
        guest = self.env["res.users"].create(
            {
                "name": "Nino Beridze",
                "login": "nino@example.com",
                "password": "correct horse battery staple",
                "partner_id": self.partner.id,
                "group_ids": [(6, 0, [self.env.ref("base.group_portal").id])],
            }
        )
        self.authenticate(guest.login, "correct horse battery staple")
        page = self.url_open("/my/account").text
        token = page.split('name="csrf_token" value="')[1].split('"')[0]
        answer = self.url_open(
            "/my/address/submit",
            data={
                "csrf_token": token,
                "partner_id": self.partner.id,
                "address_type": "billing",
                "name": "Somebody Else",
                "email": "nino@example.com",
                "phone": "+995 555 123456",
                "street": "Rustaveli 1",
                "city": "Tbilisi",
                "zip": "0108",
                "country_id": self.env.ref("base.ge").id,
            },
        )
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(self.partner.city, "Tbilisi", answer.text[:300])
        self.assert_held("portal", field="name", value="Nino Beridze")
