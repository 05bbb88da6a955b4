"""A QR code as the path of an SVG picture: small enough to send dozens ahead."""

from typing import NamedTuple

import qrcode


class QrPath(NamedTuple):
    """`size` modules on each side, `path` for the `d` of an SVG path."""

    size: int
    path: str


def make_path(text: str) -> QrPath:
    """One stroke for each run of dark modules in a row, two modules of border."""
    code = qrcode.QRCode(
        error_correction=qrcode.constants.ERROR_CORRECT_M, box_size=1, border=2
    )
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    strokes = []
    for y, row in enumerate(rows):
        start = None
        for x, is_dark in enumerate([*row, False]):
            if is_dark and start is None:
                start = x
            elif not is_dark and start is not None:
                strokes.append(f"M{start} {y}h{x - start}v1h-{x - start}z")
                start = None
    return QrPath(len(rows), "".join(strokes))
