"""What a printed card needs besides data: readable ink, initials, a QR picture."""

import base64
import io
import re

import qrcode

_HEX = re.compile(r"^#?([0-9a-fA-F]{6})$")
DEFAULT_COLOR = "#1f4e5f"
DARK_INK = "#1b1f24"
LIGHT_INK = "#ffffff"


def card_color(color: str | None) -> str:
    """The colour as #rrggbb; anything else becomes the default."""
    match = _HEX.match(color or "")
    return f"#{match.group(1).lower()}" if match else DEFAULT_COLOR


def _luminance(color: str) -> float:
    """Relative luminance of WCAG 2.2."""
    channels = (int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ink_on(color: str) -> str:
    """Black or white, whichever is easier to read on this background."""
    background = _luminance(color) + 0.05
    dark, light = _luminance(DARK_INK) + 0.05, 1.05
    return LIGHT_INK if light / background >= background / dark else DARK_INK


def initials(name: str | None) -> str:
    """First letters of the first and the last word, as on an avatar.

    Title case, because Georgian capitals are a different alphabet.
    """
    words = [word for word in (name or "").split() if word[0].isalnum()]
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [w[0] for w in words]
    return "".join(letter.title() for letter in letters)


def qr_data_uri(text: str) -> str:
    """A PNG of the QR code, inline, so that printing and offline use fetch nothing."""
    code = qrcode.QRCode(
        error_correction=qrcode.constants.ERROR_CORRECT_M, box_size=8, border=2
    )
    code.add_data(text)
    code.make(fit=True)
    picture = io.BytesIO()
    code.make_image().save(picture, format="PNG")
    return "data:image/png;base64," + base64.b64encode(picture.getvalue()).decode()
