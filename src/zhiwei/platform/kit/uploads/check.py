"""Is this file what it says, and can it be read without harm?"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Any

from django.utils.translation import gettext as _

from zhiwei.platform.kit.language import listed
from zhiwei.platform.kit.tables.export import file_name
from zhiwei.platform.kit.uploads import images, texts, workbooks
from zhiwei.platform.kit.uploads.refused import Refused, megabytes

LIMIT = 20 * 1024 * 1024
"""Bytes of a file unless a page allows other."""
PIECE = 1024 * 1024
KINDS = {
    "xlsx": ("xlsx",), "csv": ("csv",), "pdf": ("pdf",), "png": ("png",), "jpg": ("jpg", "jpeg"),
    "json": ("json",), "yaml": ("yaml", "yml"),
}  # fmt: skip
"""The endings of each kind."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be taken. ``encoding`` is that of a text (``utf-8-sig``, ``gb18030`` …), else None."""

    name: str
    kind: str
    size: int
    sha256: str
    encoding: str | None
    file: IO[bytes]

    def text(self) -> str:
        """A text's content. Raises TypeError for another kind of file."""
        if self.encoding is None:
            raise TypeError(f"{self.name} is {self.kind}, no text")
        self.file.seek(0)
        return self.file.read().decode(self.encoding)


def check(file: Any, allowed: Collection[str], limit: int = LIMIT) -> Checked:
    """Look into an uploaded file (anything that reads bytes and has a name).

    ``allowed`` are kinds: xlsx, csv, pdf, png, jpg, json, yaml. The ending, the content and the size must agree with
    them. Raises :class:`Refused`.
    """
    unknown = set(allowed) - set(KINDS)
    if unknown:
        raise ValueError(f"no such kind of file: {', '.join(sorted(unknown))}")
    name = file_name(PurePosixPath(str(file.name or "").replace("\\", "/")).name) or "file"
    kind = _kind_of(name, allowed)
    size, digest = _measured(file, limit)
    encoding = None
    match kind:
        case "xlsx":
            workbooks.check(file)
        case "pdf":
            images.check_pdf(file, size)
        case "png":
            images.check_png(file, size)
        case "jpg":
            images.check_jpg(file, size)
        case _:
            encoding = texts.encoding_of(file)
    file.seek(0)
    return Checked(name, kind, size, digest, encoding, file)


def _kind_of(name: str, allowed: Collection[str]) -> str:
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    for kind in sorted(allowed):
        if ending in KINDS[kind]:
            return kind
    wanted = listed(sorted(allowed))
    if ending == "xls" and "xlsx" in allowed:
        raise Refused(_("旧版 xls 工作簿不能上传；请在表格软件里另存为 xlsx。"), "kind")
    raise Refused(
        _("不接受这种文件（%(name)s）；可以上传：%(wanted)s。") % {"name": name[-60:], "wanted": wanted},
        "kind",
    )


def _measured(file: Any, limit: int) -> tuple[int, str]:
    """Size and hash, read in pieces and never past the limit."""
    known = getattr(file, "size", None)
    if isinstance(known, int) and known > limit:
        raise too_large(known, limit)
    file.seek(0)
    digest, size = hashlib.sha256(), 0
    while piece := file.read(PIECE):
        size += len(piece)
        if size > limit:
            raise too_large(size, limit)
        digest.update(piece)
    if size == 0:
        raise Refused(_("文件是空的；请检查后重新选择文件。"), "empty")
    return size, digest.hexdigest()


def too_large(size: int, limit: int) -> Refused:
    """The refusal of a file above the limit."""
    text = _("文件太大（%(size)s）；不能超过 %(limit)s。请分成几个文件，或删去不需要的内容后再上传。")
    return Refused(text % {"size": megabytes(size), "limit": megabytes(limit)}, "size")
