from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import HttpCase, tagged

from ..controllers import box_common
from .common_access import CommunityAccessCommon

SERIAL = "TEST193560303"


@tagged("post_install", "-at_install", "community")
class TerminalCommon(CommunityAccessCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member = cls._new_member("Elif Su Kaya")
        today = fields.Date.today()
        cls.contract = cls._new_contract(partner=cls.member, start=today)
        cls.band = cls._new_band(cls.member)
        cls.terminal = cls._new(
            "terminal", name="Main Door", serial_number=SERIAL, gate_id=cls.gate.id
        )
        cls.terminal.network = "127.0.0.0/8"
        cls.terminal.with_user(cls.access_manager).action_approve()
        cls.commands = cls.env["community.access.terminal.command"]

    def _refresh(self):
        self.env.flush_all()
        self.terminal._refresh()

    def _take(self):
        """What is due on the terminal now: [text]."""
        self._refresh()
        return [text for _number, text in self.commands._fetch(self.terminal)]


class TestTerminal(TerminalCommon):
    """Who is on a terminal, and who may look after it."""

    def _update(self, band):
        name, card = "Elif K.", int(band.uid, 16)
        return f"DATA UPDATE USERINFO PIN={band.id}\tName={name}\tPri=0\tCard={card}"

    def _delete(self, band):
        return f"DATA DELETE USERINFO PIN={band.id}"

    def test_who_has_a_right_is_sent_once(self):
        self.assertEqual(self._take(), [self._update(self.band)])
        self.assertEqual(self._take(), [])
        self.assertEqual(self.terminal.user_count, 1)

    def test_blocked_is_removed_and_comes_back(self):
        self._take()
        self.band.with_user(self.desk).action_block()
        self.assertEqual(self._take(), [self._delete(self.band)])
        self.band.with_user(self.desk).action_unblock()
        self.assertEqual(self._take(), [self._update(self.band)])

    def test_debt_removes_and_paying_brings_back(self):
        self.plan.grace_days = 0
        self._take()
        self.contract._bill(self.contract._get_today())
        moves = self.contract.access_move_ids
        late = fields.Date.today() - timedelta(days=30)
        moves.invoice_date_due = late
        moves.line_ids.filtered("date_maturity").date_maturity = late
        self.contract._refresh_state()
        self.assertEqual(self._take(), [self._delete(self.band)])
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=moves.ids
        )
        wizard.create({})._create_payments()
        self.contract._refresh_state()
        self.assertEqual(self._take(), [self._update(self.band)])

    def test_newest_command_counts(self):
        """What was not fetched and is not true any more is not sent."""
        self._refresh()
        self.band._end("lost")
        self.assertEqual(self._take(), [self._delete(self.band)])
        states = self.terminal.command_ids.mapped("state")
        self.assertEqual(sorted(states), ["replaced", "sent"])

    def test_all_again(self):
        self._take()
        self.terminal.with_user(self.access_manager).action_send_again()
        self.assertEqual(self._take(), [self._update(self.band)])
        self.assertEqual(self._take(), [])

    def test_settings_that_change_send_anew(self):
        self._take()
        self.terminal.card_form = "hex"
        [text] = self._take()
        self.assertTrue(text.endswith(f"Card=[{self.band.uid}]"), text)
        self.gate.mode = "lockdown"
        self.assertEqual(self._take(), [self._delete(self.band)])

    def test_way_out_lets_everybody_out(self):
        self.terminal.side = "out"
        guest = self._new_band(self._new_member("Ada Su"))
        self.assertEqual(len(self._take()), 2)
        guest._end("stolen")
        self.assertEqual(self._take(), [self._delete(guest)])

    def test_lost_answer_is_told_again(self):
        self._refresh()
        [(number, _text)] = self.commands._fetch(self.terminal)
        self.assertEqual(self.commands._fetch(self.terminal), [])
        command = self.commands.browse(number)
        command._with_pen().sent_at = fields.Datetime.now() - timedelta(minutes=6)
        self.assertEqual(self.commands._fetch(self.terminal)[0][0], number)

    def test_more_people_need_no_more_queries(self):
        counts = []
        for number in (3, 30):
            for _ in range(number):
                self._new_band(self.member)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.terminal._refresh()
            self.env.flush_all()
            self.commands._fetch(self.terminal)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2, counts)

    def test_pass_that_changes_wakes_the_list(self):
        cron = self.env.ref("community_access.ir_cron_refresh_terminals")
        self.env.flush_all()
        self.env.cr.precommit.run()
        triggers = self.env["ir.cron.trigger"]
        before = triggers.search_count([("cron_id", "=", cron.id)])
        self.band.action_block()
        self.env.flush_all()
        self.env.cr.precommit.run()
        after = triggers.search_count([("cron_id", "=", cron.id)])
        self.assertEqual(after, before + 1)

    def test_who_may(self):
        for user in (self.guard, self.desk):
            with self.assertRaises(AccessError):
                self.terminal.with_user(user).action_revoke()
        with self.assertRaises(UserError):
            self.terminal.with_user(self.access_manager).command_ids.create(
                {"terminal_id": self.terminal.id, "do": "delete", "pin": 1}
            )
        far = self._new_user(
            "far_manager",
            "community_access.group_access_manager",
            self.other_company,
        )
        companies = self.other_company.ids
        seen = self.terminal.with_user(far).with_context(allowed_company_ids=companies)
        self.assertFalse(seen.search([("id", "=", self.terminal.id)]))
        with self.assertRaises(AccessError):
            seen.action_revoke()

    def test_bad_values(self):
        for values in (
            {"serial_number": "a b"},
            {"network": "everywhere"},
        ):
            with self.assertRaises(ValidationError):
                self.terminal.write(values)
        self.gate.sides = "in"
        with self.assertRaises(ValidationError):
            self.terminal.side = "out"


@tagged("post_install", "-at_install", "community")
class TestTerminalPush(TerminalCommon, HttpCase):
    """Requests as a terminal sends them: a serial number, and plain text."""

    def setUp(self):
        super().setUp()
        box_common._wrong.clear()

    # What a terminal says its lines are; some call them a form.
    content_type = "text/plain"

    def _ask(self, what, body=None, serial=SERIAL, **asked):
        self.opener.cookies.clear()
        self.env.flush_all()
        answer = self.opener.request(
            "GET" if body is None else "POST",
            f"{self.base_url()}/iclock/{what}",
            params={"SN": serial, **asked},
            data=body,
            headers={
                "X-Odoo-Database": self.env.cr.dbname,
                "Content-Type": self.content_type,
            },
            timeout=30,
        )
        self.env.invalidate_all()
        self.assertLess(answer.status_code, 500, answer.text)
        self.assertNotIn("Set-Cookie", answer.headers)
        return answer

    def _tell(self, *lines, **asked):
        body = "\n".join(lines).encode()
        return self._ask("cdata", body, table="ATTLOG", Stamp="77", **asked)

    def _get_events(self):
        return self.env["community.access.event"].search(
            [("gate_id", "=", self.gate.id), ("kind", "=", "passed")]
        )

    def test_handshake(self):
        answer = self._ask("cdata", options="all", pushver="2.4.1")
        self.assertIn(f"GET OPTION FROM: {SERIAL}\n", answer.text)
        self.assertIn("TimeZone=3\n", answer.text)
        self.assertEqual(self.terminal.firmware, "2.4.1")
        self.assertEqual(self.terminal.health, "online")
        self._tell("1\t2026-03-10 10:00:00\t0\t1")
        answer = self._ask("cdata", options="all")
        self.assertIn("ATTLOGStamp=77\n", answer.text)

    def test_commands_and_their_results(self):
        self._refresh()
        text = self._ask("getrequest").text
        self.assertIn(f"DATA UPDATE USERINFO PIN={self.band.id}\tName=Elif K.\t", text)
        self.assertEqual(self._ask("getrequest").text, "OK")
        number = text.split(":")[1]
        self._ask("devicecmd", f"ID={number}&Return=0&CMD=DATA\n".encode())
        self.assertEqual(self.terminal.command_ids.state, "done")
        self.band.action_block()
        self._refresh()
        text = self._ask("getrequest").text
        self.assertIn(f"DATA DELETE USERINFO PIN={self.band.id}", text)
        number = text.split(":")[1]
        self._ask("devicecmd", f"ID={number}&Return=-1&CMD=DATA\n".encode())
        self.assertEqual(self.terminal.command_ids[0].state, "refused")

    def test_lines_that_are_called_a_form(self):
        """Nothing is lost when a terminal names its lines wrongly."""
        self.content_type = "application/x-www-form-urlencoded"
        lines = (f"{self.band.id}\t2026-03-10 10:00:00\t0", "5\t2026-03-10 10:01:00\t0")
        self.assertEqual(self._tell(*lines).text, "OK: 2")
        self.assertEqual(self._get_events().credential_id, self.band)
        self._refresh()
        number = self._ask("getrequest").text.split(":")[1]
        self._ask("devicecmd", f"ID={number}&Return=0&CMD=DATA\n".encode())
        self.assertEqual(self.terminal.command_ids.state, "done")

    def test_log_is_kept_once(self):
        """F20: passages of a terminal are visits, however often it tells them."""
        lines = (
            f"{self.band.id}\t2026-03-10 10:00:00\t0\t4\t0",
            "999999\t2026-03-10 10:05:00\t0\t1\t0",
            "\0garbage\tx",
        )
        for _ in range(2):
            self.assertEqual(self._tell(*lines).text, "OK: 2")
        unknown, known = self._get_events()
        self.assertEqual(known.partner_id, self.member)
        self.assertEqual(str(known.occurred_at), "2026-03-10 07:00:00")
        self.assertTrue(known.is_assumed)
        self.assertFalse(unknown.credential_id)
        self.assertEqual(unknown.note, "PIN 999999")
        visit = self.env["community.access.visit"].search(
            [("partner_id", "=", self.member.id)]
        )
        self.assertEqual(visit.event_in_id, known)

    def test_band_of_another_company_is_nobody(self):
        medium = self.band_type.copy({"company_id": self.other_company.id})
        far = self._new_band(medium_id=medium.id, company_id=self.other_company.id)
        self._tell(f"{far.id}\t2026-03-10 10:00:00\t0\t1")
        self.assertFalse(self._get_events().credential_id)

    def test_who_gets_no_answer(self):
        line = f"{self.band.id}\t2026-03-10 10:00:00\t0\t4"
        count = self.terminal.search_count([])
        for serial in ("", "NOBODY1", "' OR 1=1", "\0", "x" * 500):
            self.assertEqual(self._ask("getrequest", serial=serial).status_code, 401)
            self.assertEqual(self._tell(line, serial=serial).status_code, 401)
        self.assertEqual(self.terminal.search_count([]), count)
        for values in (
            {"network": "192.0.2.0/24"},
            {"state": "new", "network": False},
            {"state": "revoked"},
            {"state": "approved", "active": False},
        ):
            self.terminal.write(values)
            self.assertEqual(self._tell(line).status_code, 401, values)
            self.assertEqual(self._ask("getrequest").status_code, 401, values)
        self.assertFalse(self._get_events())
        self.terminal.write({"active": True, "network": "127.0.0.0/8"})
        self.assertEqual(self._tell(line).status_code, 200)

    def test_guessing_is_slowed_down(self):
        codes = [
            self._ask("getrequest", serial=f"NO{n:04}").status_code for n in range(32)
        ]
        self.assertEqual(codes, [401] * 30 + [429] * 2)
        self.assertEqual(self._ask("getrequest").status_code, 200)

    def test_garbage(self):
        for body in (b"", b"\xff\0\n\t", b"\t" * 9000, b"ID=&Return=\n&&&=", b"{}"):
            for what, asked in (
                ("cdata", {"table": "ATTLOG", "Stamp": "None\n"}),
                ("cdata", {"table": "OPERLOG", "Stamp": "x" * 900}),
                ("cdata", {"table": "?"}),
                ("devicecmd", {}),
            ):
                self.assertEqual(self._ask(what, body, **asked).status_code, 200)
        self.assertFalse(self._get_events())
        self.assertFalse(self.terminal.stamp)
        huge = self._ask("cdata", b"1" * 300_000, table="ATTLOG")
        self.assertEqual(huge.status_code, 413)
