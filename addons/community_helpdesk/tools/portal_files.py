"""Files that come with a form of the portal."""

from collections.abc import Iterable

from odoo.exceptions import UserError

AT_MOST = 10
BYTES = 25 * 1024 * 1024


def check_files(env, files: Iterable[tuple[str, bytes]]) -> None:
    """:raises UserError: for too many files, or too large ones, in words"""
    files = list(files)
    if len(files) > AT_MOST:
        raise UserError(env._("At most %(count)s files at once.", count=AT_MOST))
    for name, content in files:
        if len(content) > BYTES:
            raise UserError(
                env._("%(name)s is larger than 25 MB. Make it smaller.", name=name)
            )
