"""What can be wrong with a register file as a whole, or with one of its cells."""

from typing import Any


class UnreadableFileError(Exception):
    """The file cannot be read; `code` names the message."""

    def __init__(self, code: str, **details: Any):
        super().__init__(code)
        self.code = code
        self.details = details


class BadValueError(Exception):
    """The cell cannot be used; `detail` is what the message shows of it."""

    def __init__(self, code: str, detail: str = ""):
        super().__init__(code)
        self.code = code
        self.detail = detail
