"""Readers: something was held to them, and they say its number."""

import re

from .messages import IN, OUT, Read
from .protocol import Protocol, TextProtocol

_HEX = re.compile(r"(?:[0-9A-Fa-f]{2}[ :.\-]?){3,10}")
_DIGITS = re.compile(r"[0-9]{5,24}")
# What readers write before the number. Sources: examples of readers' manuals and of
# the usual libraries (libnfc's "UID (NFCID1):", MFRC522's "Card UID:", converters'
# "CARD:"); letters after a number, as the type of the chip, are not read.
_PREFIX = re.compile(
    r"(?:UID ?\(NFCID1\)|(?:CARD|TAG|CHIP|KEY)?[ _]?(?:UID|ID|NO|SN|CSN|NUMBER)|CARD"
    r"|TAG|EM|MIFARE|ISO1[45][0-9]{3}[AB]?)[ ]?[:=#. ][ ]*",
    re.IGNORECASE,
)
_SIDE = re.compile(r"(IN|OUT)[:;,]", re.IGNORECASE)
_OTHER = re.compile(r"(QR|PIN)[ ]?[:=]", re.IGNORECASE)


class LineReader(TextProtocol):
    """A line of text per chip, with or without a word before the number.

    Source: the serial and USB-serial readers that are set to "UID as ASCII", whose
    manuals agree on hex digits, optional separators and CR, LF or STX…ETX around them.

    :param form: ``hex`` or ``decimal4`` (…5, …7): how the number is written
    :param prefix: another word that this reader writes first
    :param qr_prefix: lines that begin so are what a QR code holds, as they are
    """

    name = "line"

    def _on_line(self, line: str) -> list:
        side = ""
        at_side = _SIDE.match(line)
        if at_side:
            side = {"IN": IN, "OUT": OUT}[at_side[1].upper()]
            line = line[at_side.end() :].lstrip()
        other = _OTHER.match(line)
        if other:
            kind = other[1].lower()
            return self._other(line[other.end() :].strip(), kind, side)
        qr_prefix = self.options.get("qr_prefix")
        if qr_prefix and line.startswith(qr_prefix):
            return self._other(line, "qr", side)
        return self._number(line, side)

    def _other(self, text: str, kind: str, side: str) -> list:
        if kind == "pin" and not text.isdigit():
            return []
        return [Read(text, kind, "", side)] if text else []

    def _number(self, line: str, side: str) -> list:
        own = self.options.get("prefix", "")
        line = line.removeprefix(own).lstrip()
        word = _PREFIX.match(line)
        text = line[word.end() :] if word else line
        form = self.options.get("form", "hex")
        shape = _DIGITS if form.startswith("decimal") else _HEX
        found = shape.fullmatch(text.strip())
        return [Read(found[0], "uid", form, side)] if found else []


class Rdm6300(Protocol):
    """125 kHz EM4100 modules RDM6300, RDM630, ID-12: STX, 10 hex digits of the five
    bytes, 2 hex digits of their XOR, ETX, again every 50 ms while the chip is there.

    Source: two frames that people read off the module, which agree:
    forum.hobbycomponents.com/viewtopic.php?f=82&p=7544 (02, "100086F44426", 03) and
    forum.arduino.cc/t/251993 (02, "010063E9AE" and two digits more, 03; the check is
    the XOR of the five bytes).
    """

    name = "rdm6300"
    SIZE = 14

    def _take(self) -> tuple[int, list]:
        begins = self._buffer.find(0x02)
        if begins:
            self._drop(len(self._buffer) if begins < 0 else begins)
        if len(self._buffer) < self.SIZE:
            return 0, []
        number = self._check(bytes(self._buffer[: self.SIZE]))
        if number is None:
            # This STX was none: look on right behind it.
            self.dropped += 1
            return 1, []
        return self.SIZE, [Read(number)]

    def _check(self, frame: bytes) -> str | None:
        if frame[-1] != 0x03:
            return None
        text = frame[1:13]
        if any(one not in b"0123456789ABCDEFabcdef" for one in text):
            return None
        *number, check = bytes.fromhex(text.decode("ascii"))
        for one in number:
            check ^= one
        return None if check else bytes(number).hex().upper()


class WiegandText(TextProtocol):
    """Converters that write what came over a Wiegand line: the 26 or 34 bits as 0 and
    1 with both parities, or ``facility,number`` in decimal.

    Source: HID's open format H10301 (rfideas.com "proximity card formats": even parity
    over the first 12 bits, odd over the last 12) and Civintec's CN56 manual for 34
    bits (16 and 16). A number of 26 bits is three bytes and not the number of any
    chip: it is handed on as ``short``, which opens nothing; set the reader to 34.
    """

    name = "wiegand_text"
    _WORD = re.compile(r"(?:W(?:G|IEGAND)?[ -]?(26|34)[ ]?[:=, ][ ]*)?(.+)", re.I)
    _PAIR = re.compile(r"([0-9]{1,3})[,:/]([0-9]{1,5})")

    def _on_line(self, line: str) -> list:
        size, text = self._WORD.fullmatch(line).groups()
        pair = self._PAIR.fullmatch(text)
        if pair and size != "34":
            facility, number = int(pair[1]), int(pair[2])
            if facility > 0xFF or number > 0xFFFF:
                return []
            return [Read(f"{facility:02X}{number:04X}", "uid", "short")]
        if set(text) <= {"0", "1"} and len(text) in (26, 34):
            return self._from_bits(text) if size in (None, str(len(text))) else []
        return []

    def _from_bits(self, bits: str) -> list:
        half = len(bits) // 2
        if bits[:half].count("1") % 2 or not bits[half:].count("1") % 2:
            return []
        inner = bits[1:-1]
        text = f"{int(inner, 2):0{len(inner) // 4}X}"
        return [Read(text, "uid", "hex" if len(bits) == 34 else "short")]
