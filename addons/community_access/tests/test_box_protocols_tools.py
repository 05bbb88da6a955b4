from random import Random

from odoo.tests import BaseCase, tagged

from ..iot_handlers.lib.community_access.catalogue import PROTOCOLS, make_protocol
from ..iot_handlers.lib.community_access.controllers import frame
from ..iot_handlers.lib.community_access.messages import (
    Answer,
    DoorState,
    Fire,
    Hold,
    NotPassed,
    Open,
    Passed,
    Poll,
    Read,
    Unlock,
)
from ..iot_handlers.lib.community_access.protocol import LONGEST_FRAME, CannotDoError
from ..iot_handlers.lib.community_access.relays import crc16

EM4100 = b"\x0210086F44426\x03".replace(b"10086F44426", b"100086F44426")


def heard(name, data, **options):
    return make_protocol(name, options).feed(data)


@tagged("post_install", "-at_install", "community")
class TestBoxProtocols(BaseCase):
    def test_line_reader(self):
        """F41: a UID as text, with and without a word before it, and no other text."""
        uid = "04A2B3C4D5E680"
        for line in (
            uid,
            f"UID: {uid}",
            f"Card UID: {uid}",
            f"CARD:{uid}",
            f"\x02{uid}\x03",
            f"ISO14443A:{uid}",
            f"torn\x02{uid}",
        ):
            with self.subTest(line=line):
                self.assertEqual(heard("line", f"{line}\r\n".encode()), [Read(uid)])
        spaced = heard("line", b"UID (NFCID1): 04 a2 b3 c4\n")
        self.assertEqual(spaced, [Read("04 a2 b3 c4")])
        self.assertEqual(
            heard("line", b"OUT:04A2B3C4\r"), [Read("04A2B3C4", side="out")]
        )
        pin = heard("line", b"PIN: 1234\n")
        self.assertEqual(pin, [Read("1234", "pin", "")])
        number = heard("line", b"0008844356\n", form="decimal5")
        self.assertEqual(number, [Read("0008844356", form="decimal5")])
        for line in (b"hello\r\n", b"04A2B3C4\xff\r\n", b"PIN:12a4\n", b"UID:\n"):
            with self.subTest(line=line):
                self.assertEqual(heard("line", line), [])

    def test_em4100(self):
        """Known frames of RDM6300; a wrong XOR, a torn frame and noise are nothing."""
        self.assertEqual(heard("rdm6300", EM4100), [Read("100086F444")])
        other = heard("rdm6300", b"\x02010063E9AE25\x03")
        self.assertEqual(other, [Read("010063E9AE")])
        self.assertEqual(heard("rdm6300", EM4100.replace(b"26", b"27")), [])
        again = heard("rdm6300", b"\x0210\x02\x02" + EM4100 + b"zz" + EM4100)
        self.assertEqual(again, [Read("100086F444")] * 2)

    def test_wiegand(self):
        """Both parities; 26 bits are not the number of a chip."""
        bits = "1" + f"{0x89D41B81:032b}" + "1"
        self.assertEqual(
            heard("wiegand_text", bits.encode() + b"\n"), [Read("89D41B81")]
        )
        self.assertEqual(heard("wiegand_text", b"0" + bits[1:].encode() + b"\n"), [])
        bits = b"W26: 1" + f"{0xD41B81:024b}".encode() + b"0\r"
        short = [Read("D41B81", "uid", "short")]
        self.assertEqual(heard("wiegand_text", bits), short)
        self.assertEqual(heard("wiegand_text", b"212,7041\r"), short)
        self.assertEqual(heard("wiegand_text", b"256,1\r300,1\r1,70000\r"), [])

    def test_relays(self):
        """Frames as the sellers and modbus.org write them."""
        lcus = make_protocol("lcus", {})
        self.assertEqual(lcus.encode(Open("in", 1, 5)).hex(" "), "a0 01 01 a2")
        self.assertEqual(lcus.encode(Hold("in", False, 2)).hex(" "), "a0 02 00 a2")
        modbus = make_protocol("modbus", {"fire_input": 1})
        self.assertEqual(
            modbus.encode(Open("in", 1, 5)).hex(" "), "01 05 00 00 ff 00 8c 3a"
        )
        self.assertEqual(modbus.encode(Poll())[:6].hex(), "010200000001")
        closed, cut = b"\x01\x02\x01\x01", b"\x01\x02\x01\x00"
        told = modbus.feed(b"\x01\x05\x99" + closed + crc16(closed) + cut + crc16(cut))
        self.assertEqual(told, [Fire(False), Fire(True)])
        echo = b"\x01\x05\x00\x02\xff\x00"
        self.assertEqual(modbus.feed(echo + crc16(echo)), [Answer("coil", 3)])

    def test_controllers(self):
        """Words of turnstile and lockers; a wrong checksum is not said."""
        turnstile = make_protocol("turnstile", {})
        self.assertEqual(turnstile.encode(Open("in", 7, 5)), frame("OPEN,IN,7,5"))
        said = b"".join(map(frame, ("ACK,7", "PASSED,IN,7", "TIMEOUT,OUT", "PONG,1,0")))
        told = turnstile.feed(b"\x00noise$" + said)
        expected = [Answer("ack", 7), Passed("in", 7), NotPassed("out", 0), Fire(True)]
        self.assertEqual(told[:4], expected)
        for bad in ("FIRE,2", "PASSED,UP,1", "PASSED", "FORCED,IN,1,2", "HELLO", ""):
            with self.subTest(bad=bad):
                self.assertEqual(turnstile.feed(frame(bad)), [])
        self.assertEqual(turnstile.feed(frame("FIRE,1").replace(b"1*", b"0*")), [])
        lockers = make_protocol("lockers", {})
        self.assertEqual(lockers.encode(Unlock(3, 9)), frame("UNLOCK,3,9"))
        self.assertEqual(lockers.feed(frame("DOOR,3,OPEN")), [DoorState(3, True)])
        with self.assertRaises(CannotDoError):
            lockers.encode(Open("in", 1, 5))

    def test_garbage_in_any_pieces(self):
        """Row 15's figures for every protocol: 1,000 rounds of noise raise nothing and
        keep no more than one frame; a good frame behind it is understood.
        """
        good = {
            "line": (b"\r\n04A2B3C4\r\n", Read("04A2B3C4")),
            "rdm6300": (EM4100, Read("100086F444")),
            "wiegand_text": (b"\r\n212,7041\r\n", Read("D41B81", "uid", "short")),
            "turnstile": (b"\r\n" + frame("FORCED,IN"), None),
            "lockers": (b"\r\n" + frame("DOOR,1,SHUT"), DoorState(1, False)),
        }
        dice = Random(15)
        for name in PROTOCOLS:
            protocol = make_protocol(name, {})
            for _round in range(1_000):
                protocol.feed(dice.randbytes(dice.randrange(60)))
                self.assertLessEqual(len(protocol._buffer), LONGEST_FRAME)
            if name in good:
                data, message = good[name]
                told = protocol.feed(b"\0" * 14 + data)
                self.assertTrue(told, name)
                self.assertIn(message or told[-1], told)
