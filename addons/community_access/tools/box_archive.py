"""The archive of code that a box fetches: the same files give the same bytes."""

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

# The first moment that a zip can say; real dates would change the bytes.
_NO_DATE = (1980, 1, 1, 0, 0, 0)
_LEFT_OUT = {"__pycache__"}


def find_files(folder: Path, under: str = "") -> Iterator[tuple[str, Path]]:
    """(name in the archive, file) of all code below a folder."""
    for path in sorted(folder.rglob("*.py")):
        if not _LEFT_OUT & set(path.parts):
            yield f"{under}{path.relative_to(folder).as_posix()}", path


def state_of(files: Iterable[tuple[str, Path]]) -> tuple:
    """Changes when a file does, without reading it."""
    looks = [(name, path.stat()) for name, path in files]
    return tuple((name, look.st_mtime_ns, look.st_size) for name, look in looks)


def build(files: Iterable[tuple[str, Path]]) -> tuple[bytes, str]:
    """:return: the zip, and the digest of the names and contents in it"""
    target, digest = io.BytesIO(), hashlib.sha256()
    with zipfile.ZipFile(target, "w") as archive:
        for name, path in sorted(files):
            member = zipfile.ZipInfo(name, _NO_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3
            member.external_attr = 0o644 << 16
            content = path.read_bytes()
            archive.writestr(member, content)
            digest.update(f"{len(name)}:{name}{len(content)}:".encode() + content)
    return target.getvalue(), digest.hexdigest()
