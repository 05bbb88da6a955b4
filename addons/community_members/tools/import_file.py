"""Read a register from XLSX or CSV row by row, in bounded memory, trusting nothing.

A file that cannot be read raises ``UnreadableFileError`` with a code; what is wrong
within one row is left to ``import_row``.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from .import_columns import SEARCHED_ROWS, Header, is_header, read_header
from .import_errors import UnreadableFileError
from .import_xlsx import MAX_ROWS, Workbook

MAX_FILE_BYTES = 32 * 2**20
MAX_COLUMNS = 200
SEPARATORS = (";", ",", "\t", "|")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


class Row(NamedTuple):
    line: int
    cells: tuple
    merged: bool = False


@dataclass
class Table:
    """A file that was opened: what it is, its headings, and its rows to come."""

    kind: str
    header: Header
    header_line: int
    rows: Iterator[Row]
    encoding: str = ""
    separator: str = ""
    headings: tuple[str, ...] = ()


def open_table(data: bytes, encoding: str = "", separator: str = "") -> Table:
    """Open a file, whatever its name says it is.

    :param encoding: empty to find it out
    :param separator: of a CSV file, empty to find it out
    :raises UnreadableFileError: when this is no table with known headings
    """
    if not data.strip(b"\x00\r\n\t "):
        raise UnreadableFileError("file_empty")
    if len(data) > MAX_FILE_BYTES:
        raise UnreadableFileError("file_too_large", limit=MAX_FILE_BYTES // 2**20)
    if data[:4] == _OLD_EXCEL:
        raise UnreadableFileError("file_old_excel")
    if data[:2] == b"PK":
        book = Workbook(data)
        return _with_header("xlsx", lambda width: _read_xlsx(book, width))
    encoding = encoding or detect_encoding(data)
    separator = separator or detect_separator(data, encoding)
    return _with_header(
        "csv",
        lambda width: _read_csv(data, encoding, separator),
        encoding=encoding,
        separator=separator,
    )


def _with_header(kind, read, **found) -> Table:
    """Find the headings, then begin again with the width they say.

    :param read: the rows of the file, cut off after that many cells
    """
    first_text = ""
    for row in read(MAX_COLUMNS):
        header = read_header(row.cells)
        if is_header(header):
            break
        first_text = first_text or next(str(c) for c in row.cells if c is not None)
        if row.line >= SEARCHED_ROWS:
            raise UnreadableFileError("header_missing", first=first_text[:80])
    else:
        raise UnreadableFileError("header_missing", first=first_text[:80])
    if header.duplicates:
        raise UnreadableFileError("header_duplicate", heading=header.duplicates[0][:80])
    headings = tuple("" if c is None else str(c).strip() for c in row.cells)
    start, width = row.line, len(header.columns)
    return Table(
        kind,
        header,
        start,
        (later for later in read(width + 1) if later.line > start),
        headings=headings[:width],
        **found,
    )


# ---------------------------------------------------------------------- CSV


def detect_encoding(data: bytes) -> str:
    """UTF-8 and UTF-16 by their marks and rules, else one of the Windows pages.

    cp1254 (Turkish) and cp1252 (Western) differ in six letters, which are Turkish in
    the one and Icelandic in the other, and in ``Ž``, which only cp1252 has.
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return name
    sample = data[:4096]
    if sample.count(0) > len(sample) // 4:
        return (
            "utf-16-le"
            if sample[1::2].count(0) > sample[0::2].count(0)
            else "utf-16-be"
        )
    for name in ("utf-8", "cp1252" if re.search(rb"[\x8e\x9e]", data) else "cp1254"):
        try:
            for _chunk in codecs.iterdecode(_chunks(data), name):
                pass
        except UnicodeDecodeError:
            continue
        return name
    raise UnreadableFileError("file_encoding", encoding="UTF-8, Windows-1254", line=0)


def _chunks(data: bytes, size: int = 2**20) -> Iterator[bytes]:
    view = memoryview(data)
    for start in range(0, len(data), size):
        yield bytes(view[start : start + size])


def _text_lines(data: bytes, encoding: str) -> Iterator[str]:
    """Lines of text; a byte that the encoding does not have stops the reading."""
    line = 0
    try:
        for text in io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline=""):
            line += 1
            yield text
    except (UnicodeError, LookupError) as error:
        raise UnreadableFileError(
            "file_encoding", encoding=encoding, line=line + 1
        ) from error


def detect_separator(data: bytes, encoding: str) -> str:
    """The one that splits the first lines into the most known headings."""
    first = []
    for text in _text_lines(data, encoding):
        first.append(text)
        if len(first) == SEARCHED_ROWS:
            break
    scores = {}
    for separator in SEPARATORS:
        rows = csv.reader(first, delimiter=separator)
        try:
            scores[separator] = max(
                (read_header(row).recognised for row in rows), default=0
            )
        except csv.Error:
            scores[separator] = 0
    return max(SEPARATORS, key=lambda separator: scores[separator])


def _read_csv(data: bytes, encoding: str, separator: str) -> Iterator[Row]:
    reader = csv.reader(_text_lines(data, encoding), delimiter=separator, strict=False)
    line = 1
    try:
        for cells in reader:
            if any(cells):
                yield Row(line, tuple(cell if cell else None for cell in cells))
            line = reader.line_num + 1
            if line > MAX_ROWS:
                raise UnreadableFileError("too_many_rows", limit=MAX_ROWS)
    except csv.Error as error:
        raise UnreadableFileError("file_csv", line=line) from error


def _read_xlsx(book: Workbook, width: int) -> Iterator[Row]:
    for line, cells in book.rows(width):
        if line > MAX_ROWS:
            raise UnreadableFileError("too_many_rows", limit=MAX_ROWS)
        yield Row(line, tuple(cells), line in book.merged_lines)
