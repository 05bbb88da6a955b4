"""Read the first sheet of an XLSX file as a stream, several times faster than openpyxl.

Only the standard library is used. Document type declarations are refused, so there are
no entities to expand or to fetch; sizes are checked before anything is unpacked; a
formula is handed on as text and never evaluated.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from xml.parsers import expat

from .import_errors import UnreadableFileError

MAX_UNPACKED_BYTES = 512 * 2**20
MAX_STRINGS_BYTES = 128 * 2**20
MAX_ROWS = 500_000
_MERGED = re.compile(rb'mergeCell ref="[A-Z]+(\d+):[A-Z]+(\d+)"')
_NOT_IN_FORMAT = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_BUILTIN_DATES = frozenset(
    [*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)]
)
_COLUMN = {}  # "AB12" has its letters looked up once per column


class Formula(str):
    """The text of a formula cell; it is never evaluated."""


class CellError(str):
    """What Excel shows when a formula failed, such as #N/A."""


class Workbook:
    """An XLSX file whose parts have been checked."""

    def __init__(self, data: bytes):
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            self._check_sizes()
            self._read_book()
            self._dates = self._read_date_styles()
            self._strings = self._read_strings()
            self.merged_lines = self._find_merged_lines()
        except UnreadableFileError:
            raise
        except (zipfile.BadZipFile, expat.ExpatError, *_DAMAGE) as error:
            raise UnreadableFileError("file_damaged") from error

    def _check_sizes(self):
        infos = self._archive.infolist()
        if "xl/workbook.xml" not in {info.filename for info in infos}:
            raise UnreadableFileError("file_type")
        strings = sum(
            info.file_size for info in infos if "sharedstring" in info.filename.lower()
        )
        for size, limit in (
            (sum(info.file_size for info in infos), MAX_UNPACKED_BYTES),
            (strings, MAX_STRINGS_BYTES),
        ):
            if size > limit:
                raise UnreadableFileError("file_too_large", limit=limit // 2**20)

    def _elements(self, name: str) -> Iterator[tuple[str, dict, str]]:
        """Every element of a part with its attributes and text, at its end."""
        if name not in self._archive.namelist():
            return
        stack: list = []
        done: list = []

        def start(tag, attributes):
            stack.append((tag.rpartition(":")[2], attributes, []))

        def text(data):
            stack[-1][2].append(data)

        def end(tag):
            tag, attributes, parts = stack.pop()
            done.append((tag, attributes, "".join(parts)))

        with self._archive.open(name) as part:
            for _chunk in _parse(part, start, text, end):
                yield from done
                done.clear()

    def _read_book(self):
        self._epoch = date(1899, 12, 30)
        relation = None
        for tag, attributes, _text in self._elements("xl/workbook.xml"):
            if tag == "workbookPr" and attributes.get("date1904") in ("1", "true"):
                self._epoch = date(1904, 1, 1)
            elif tag == "sheet" and relation is None:
                relation = next(v for k, v in attributes.items() if k.endswith(":id"))
        targets = {
            attributes.get("Id"): attributes.get("Target", "")
            for _tag, attributes, _text in self._elements("xl/_rels/workbook.xml.rels")
        }
        target = targets[relation]
        self._sheet = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")

    def _read_date_styles(self) -> frozenset[str]:
        """Indexes, as text, of the cell styles that show a number as a date."""
        formats, styles, in_cells = {}, [], []
        for tag, attributes, _text in self._elements("xl/styles.xml"):
            if tag == "numFmt":
                formats[attributes["numFmtId"]] = attributes.get("formatCode", "")
            elif tag == "xf":
                in_cells.append(attributes.get("numFmtId", "0"))
            elif tag == "cellXfs":
                styles, in_cells = in_cells, []
            elif tag == "cellStyleXfs":
                in_cells = []
        return frozenset(
            str(index)
            for index, number in enumerate(styles)
            if int(number) in _BUILTIN_DATES
            or re.search(
                "[dmyhs]", _NOT_IN_FORMAT.sub("", formats.get(number, "")), re.I
            )
        )

    def _read_strings(self) -> list[str]:
        strings, parts, phonetic = [], [], []
        for tag, _attributes, text in self._elements("xl/sharedStrings.xml"):
            if tag == "t":
                parts.append(text)
            elif tag == "rPh":  # reading aids of Japanese names
                phonetic.append(parts.pop())
            elif tag == "si":
                strings.append("".join(parts))
                parts.clear()
        return strings

    def _find_merged_lines(self) -> set[int]:
        """Lines in a cell merged over several lines; they stand after the rows."""
        lines: set[int] = set()
        tail = b""
        with self._archive.open(self._sheet) as part:
            while chunk := part.read(2**20):
                text = tail + chunk
                for match in _MERGED.finditer(text):
                    first, last = int(match[1]), int(match[2])
                    if first < last <= MAX_ROWS and first not in lines:
                        lines.update(range(first, last + 1))
                tail = text[-80:]
        return lines

    def rows(self, width: int) -> Iterator[tuple[int, list]]:
        """Line number and cells of each row, cut off after `width` cells."""
        reader = _SheetReader(width, self._strings, self._dates, self._epoch)
        try:
            with self._archive.open(self._sheet) as part:
                for _chunk in _parse(part, reader.start, reader.text, reader.end):
                    yield from reader.rows
                    reader.rows.clear()
        except (zipfile.BadZipFile, expat.ExpatError, *_DAMAGE) as error:
            raise UnreadableFileError("file_damaged") from error


_DAMAGE = (
    KeyError,
    ValueError,
    IndexError,
    StopIteration,
    OSError,
    NotImplementedError,
)
_DAMAGE += (RuntimeError, TypeError, AttributeError)


def _refuse(*_arguments):
    raise UnreadableFileError("file_entities")


def _parse(part, start, text, end) -> Iterator[None]:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    parser.EndElementHandler = end
    while chunk := part.read(2**18):
        parser.Parse(chunk, False)
        yield
    parser.Parse(b"", True)
    yield


class _SheetReader:
    """Collects rows from the events of the XML parser; a plain loop for speed."""

    def __init__(self, width, strings, dates, epoch):
        self.rows = []
        self._width = width
        self._strings, self._dates, self._epoch = strings, dates, epoch
        self._line = 0
        self._cells = []
        self._position = 0
        self._kind = self._style = self._formula = None
        self._text = []
        self._wanted = False

    def start(self, tag, attributes):
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        if tag == "c":
            reference = attributes.get("r")
            self._position = _column_of(reference) if reference else self._position + 1
            self._kind = attributes.get("t")
            self._style = attributes.get("s")
            self._formula = None
            self._text = []
        elif tag in ("v", "t", "f"):
            self._wanted = True
            if tag == "f":
                self._text = []
        elif tag == "row":
            self._line = int(attributes.get("r") or self._line + 1)
            self._cells = []
            self._position = 0

    def text(self, data):
        if self._wanted:
            self._text.append(data)

    def end(self, tag):
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        if tag in ("v", "t"):
            self._wanted = False
        elif tag == "c":
            self._add_cell()
        elif tag == "f":
            self._wanted = False
            self._formula = Formula("=" + "".join(self._text))
            self._text = []
        elif tag == "row" and any(cell is not None for cell in self._cells):
            self.rows.append((self._line, self._cells))

    def _add_cell(self):
        if self._position > self._width:
            return
        value = self._formula if self._formula is not None else self._value()
        if value is None or value == "":
            return
        missing = self._position - 1 - len(self._cells)
        if missing > 0:
            self._cells.extend([None] * missing)
        self._cells.append(value)

    def _value(self):
        text, kind = "".join(self._text), self._kind
        if not text:
            return None
        if kind == "s":
            return self._strings[int(text)]
        if kind in ("inlineStr", "str", "d"):
            return text
        if kind == "b":
            return text == "1"
        return CellError(text) if kind == "e" else self._number(text)

    def _number(self, text):
        number = float(text)
        if self._style in self._dates:
            if 0 < number < 2_900_000:
                return self._epoch + timedelta(days=int(number))
            return CellError("#DATE")
        return int(number) if number.is_integer() and abs(number) < 10**15 else number


def _column_of(reference: str) -> int:
    letters = reference.rstrip("0123456789")
    column = _COLUMN.get(letters)
    if column is None:
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - 64
        if len(letters) > 3 or not 0 < column <= 18_278:
            raise ValueError(reference)
        _COLUMN[letters] = column
    return column
