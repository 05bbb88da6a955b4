import json
import random

from odoo.tests import HttpCase, tagged

from ..tools.hand_out_rules import hand_out
from ..tools.scan_text import get_key, read_scan
from ..tools.signed_ticket import (
    Ticket,
    get_public_key,
    make_private_key,
    read_ticket,
    sign_ticket,
)
from ..tools.ticket_rules import (
    DAY,
    IN,
    OUT,
    Thing,
    TicketFacts,
    Window,
    compile_ticket,
    evaluate,
    get_presence,
    record,
)

CASES = 10_000
COMPARE = """
import("/community_events/static/tests/steward/twins.js")
    .then(({ run }) => run("%s"))
    .catch((error) => console.error(error.message));
"""


@tagged("post_install", "-at_install", "community")
class TestTwins(HttpCase):
    """One rule book: what the phone computes is what the server computes."""

    def setUp(self):
        super().setUp()
        self.dice = random.Random(7)

    def _draw_row(self):
        dice = self.dice
        windows = tuple(
            Window(
                first := dice.randint(0, 60),
                first + dice.randint(0, 60),
                tuple(dice.sample(range(1, 5), dice.choice((0, 0, 1, 2)))),
            )
            for _each in range(dice.choice((0, 1, 1, 2, 3)))
        )
        return compile_ticket(
            TicketFacts(
                dice.randint(1, 99),
                state=dice.choice(("open", "open", "open", "done", "draft", "cancel")),
                is_paid=dice.random() > 0.1,
                is_blocked=dice.random() < 0.1,
                windows=windows,
                max_entries=dice.choice((0, 1, 1, 2, 3)),
                entries=dice.choice((0, 0, 0, 1, 2)),
                is_inside=dice.random() < 0.3,
                last_at=dice.randint(0, 80),
                leave_first=dice.random() < 0.3,
                pause=dice.choice((0, 0, 5, 20)),
                notes=tuple(
                    dice.sample(("attention", "questions"), dice.choice((0, 0, 1, 2)))
                ),
                serial=dice.choice((1, 1, 2)),
                is_daily=dice.random() < 0.3,
                zone=self._draw_zone(),
                last_in=dice.choice((0, dice.randint(0, 80))),
                today=dice.choice((0, 1, 2)),
                things=self._draw_things(),
            )
        )

    def _draw_zone(self):
        """A clock whose midnight, and a change of it, fall into the scans."""
        dice = self.dice
        first = DAY - dice.randint(0, 130)
        turn = (dice.randint(1, 120), dice.choice((first, DAY + 30, -40)))
        return ((0, dice.choice((first, 0, -30))), *dice.choice(((), (turn,))))

    def _draw_things(self):
        dice = self.dice
        return tuple(
            Thing(
                number,
                most=dice.choice((0, 1, 1, 2)),
                after_entry=dice.random() < 0.3,
                gate_ids=tuple(dice.sample(range(1, 5), dice.choice((0, 0, 1, 3)))),
                given=dice.choice((0, 0, 0, 1)),
                last_at=dice.randint(0, 80),
            )
            for number in dice.sample((7, 8, 20), dice.choice((0, 1, 2, 3)))
        )

    def _draw_rule_case(self):
        row, dice = self._draw_row(), self.dice
        presence, scans, expected = get_presence(row), [], []
        for _each in range(dice.randint(1, 5)):
            gate, way = dice.randint(1, 4), dice.choice((IN, IN, IN, OUT))
            moment, serial = dice.randint(0, 120), dice.choice((None, None, 1, 2))
            thing = dice.choice(("", "", "7", "8", "20"))
            if thing:
                found = hand_out(row, presence, thing, gate, serial=serial)
            else:
                found = evaluate(row, presence, gate, way, moment, serial=serial)
            record(row, presence, found, way, moment, thing=thing)
            scans.append([gate, way, moment, serial, thing])
            expected.append([*found, *self._get_state(presence)])
        return {"row": row, "scans": scans, "expected": expected}

    def _get_state(self, presence):
        return [
            presence.entries,
            presence.is_inside,
            presence.last_at,
            presence.last_in,
            presence.today,
            sorted(presence.given.items(), key=lambda one: int(one[0])),
        ]

    def _get_text_cases(self):
        pieces = ("T1.", "a.b.", "/member/verify/", "?#", "/", " ", "Çıİ", "gé", ".")
        texts = ["", " ", "x" * 501, "T1.a.b", "https://c.ge/member/verify/M1.2.AB?x#y"]
        texts += [
            "".join(self.dice.choices(pieces, k=self.dice.randint(1, 6)))
            for _each in range(500)
        ]
        cases = []
        for text in texts:
            scan = read_scan(text)
            expected = scan and [scan.kind, scan.text, get_key(scan.text)]
            cases.append({"text": text, "expected": expected})
        return cases

    def _get_ticket_cases(self, key, public):
        texts = ["T1..", "T1.AAAA.AAAA", "T2.a.b", "T1.é.é", "T1.A.A"]
        for _each in range(50):
            numbers = [self.dice.randint(1, 2**32 - 1) for _number in range(2)]
            begin = self.dice.randint(0, 2**31)
            ticket = Ticket(*numbers, self.dice.randint(1, 255), begin, begin + 3_600)
            text = sign_ticket(key, ticket)
            spot = self.dice.randrange(3, len(text) - 1)
            other = "A" if text[spot] != "A" else "B"
            texts += [text, text[:spot] + other + text[spot + 1 :]]
        return [{"text": text, "expected": read_ticket(public, text)} for text in texts]

    def test_phone_and_server(self):
        """10,000 tickets with up to five scans each: the same verdicts and presence."""
        key = make_private_key()
        public = get_public_key(key)
        cases = {
            "rules": [self._draw_rule_case() for _each in range(CASES)],
            "texts": self._get_text_cases(),
            "tickets": self._get_ticket_cases(key, public),
            "key": public,
        }
        codes = {one[1] for case in cases["rules"] for one in case["expected"]}
        self.assertGreaterEqual(len(codes), 19)
        attachment = self.env["ir.attachment"].create(
            {
                "name": "cases.json",
                "raw": json.dumps(cases).encode(),
                "mimetype": "application/json",
                "public": True,
            }
        )
        code = COMPARE % f"/web/content/{attachment.id}"
        self.browser_js("/web/login", code, timeout=120)
