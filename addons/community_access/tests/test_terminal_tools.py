import random
from zoneinfo import ZoneInfo

from odoo.tests import BaseCase, tagged

from ..tools import adms
from .common_access import at

ISTANBUL = ZoneInfo("Europe/Istanbul")
TEXTS = 20_000
PIECES = (
    b"1\t2026-03-10 18:03:05\t0\t1",
    b"ID=5&Return=0&CMD=DATA",
    b"ID=",
    b"&",
    b"\t",
    b"\n",
    b"\r\n",
    b"\xff\xfe",
    b"\0",
    "٣\u2028".encode(),
    b"2026-02-30 18:03:05",
    b"9999-12-31 23:59:59",
    b"0001-01-01 00:00:00",
    b"-1",
)


@tagged("post_install", "-at_install", "community")
class TestTerminalTools(BaseCase):
    """The words of terminals, after the published protocol."""

    def test_options(self):
        text = adms.format_options("ABC1", "9", "", ISTANBUL, at("2026-03-10 12:00"))
        lines = text.splitlines()
        self.assertEqual(lines[0], "GET OPTION FROM: ABC1")
        for line in ("ATTLOGStamp=9", "OPERLOGStamp=0", "TimeZone=3", "Realtime=1"):
            self.assertIn(line, lines)
        for zone, offset in (("Asia/Kolkata", 330), ("America/St_Johns", -150)):
            text = adms.format_options("A", "", "", ZoneInfo(zone), at("2026-07-01"))
            self.assertIn(f"TimeZone={offset}\n", text)

    def test_log(self):
        body = (
            b"17\t2026-03-10 18:03:05\t0\t4\t0\t0\t0\r\n"
            b"\n"
            b"rubbish\n"
            b"18\t2026-02-30 10:00:00\t0\t1\n"
            b"19\t2026-03-10 18:04:00\n"
            b"20\tyesterday\t0\n" + b"1" * 5000
        )
        first, second = adms.read_log(body, ISTANBUL)
        self.assertEqual((first.pin, first.status, first.verify), (17, "0", "4"))
        self.assertEqual(first.at, at("2026-03-10 15:03") + 5)
        self.assertEqual((second.pin, second.time), (19, "2026-03-10 18:04:00"))

    def test_results(self):
        body = b"ID=5&Return=0&CMD=DATA\nID=6&Return=-1004&CMD=DATA\r\nID=x&Return=0\n"
        self.assertEqual(adms.read_results(body), [(5, 0), (6, -1004)])

    def test_commands(self):
        self.assertEqual(adms.format_commands([]), "OK")
        texts = [adms.format_update(7, "Elif K.", "42"), adms.format_delete(8)]
        self.assertEqual(
            adms.format_commands(enumerate(texts, 1)),
            "C:1:DATA UPDATE USERINFO PIN=7\tName=Elif K.\tPri=0\tCard=42\n"
            "C:2:DATA DELETE USERINFO PIN=8\n",
        )

    def test_cards(self):
        self.assertEqual(adms.format_card("04A2B3C4"), str(0x04A2B3C4))
        self.assertEqual(adms.format_card("04A2B3C4", "hex"), "[04A2B3C4]")
        self.assertEqual(adms.format_card("04A2B3C4", "hex", True), "[C4B3A204]")

    def test_names(self):
        """A name holds no more than it must, and ends no line."""
        for name, short in (
            ("Elif Su Kaya", "Elif K."),
            ("Elif", "Elif"),
            ("", ""),
            ("Elif\tPri=14\nC:9:REBOOT", "Elif C."),
            ("A\u2028B", "A B."),
        ):
            self.assertEqual(adms.shorten_name(name), short)

    def test_anything_may_come(self):
        """20,000 bodies of pieces and random bytes: numbers or nothing, no error."""
        draw, kept = random.Random(9), 0
        for _ in range(TEXTS):
            pieces = draw.choices((*PIECES, draw.randbytes(draw.randint(0, 9))), k=6)
            body = b"".join(pieces)
            for one in adms.read_log(body, ISTANBUL):
                kept += 1
                self.assertLess(one.pin, 10**9)
                self.assertIsInstance(one.at, int)
            for one in adms.read_results(body):
                kept += 1
                self.assertLess(abs(one.code), 10**9)
            text = body.decode("utf-8", "replace")
            short = adms.shorten_name(text)
            self.assertFalse(set(short) & set("\t\n\r\0=\u2028"), text)
            self.assertLessEqual(len(short), adms.LONGEST_NAME)
            self.assertLessEqual(len(adms.read_stamp(text)), 20)
        self.assertGreater(kept, 1000)
