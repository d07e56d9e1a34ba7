"""Scans: PDF, PNG, JPEG; whole, and of a size that can be shown."""

from __future__ import annotations

import os
from typing import IO

from django.utils.translation import gettext as _

from zhiwei.platform.kit.uploads.refused import Refused

PNG = b"\x89PNG\r\n\x1a\n"
JPG = b"\xff\xd8\xff"
MOST_PIXELS = 120_000_000
"""Of a picture; a page of A3 at 600 dots an inch has 70 million."""
TAIL = 2048
"""Bytes at the end among which a whole file has its last mark."""


def _edges(file: IO[bytes], size: int) -> tuple[bytes, bytes]:
    file.seek(0)
    head = file.read(1024)
    file.seek(max(0, size - TAIL), os.SEEK_SET)
    return head, file.read(TAIL)


def check_pdf(file: IO[bytes], size: int) -> None:
    """Raises Refused for what is no PDF or breaks off."""
    head, tail = _edges(file, size)
    if b"%PDF-" not in head:
        raise not_a("PDF")
    if b"%%EOF" not in tail:
        raise broken()


def check_png(file: IO[bytes], size: int) -> None:
    """Raises Refused for what is no PNG, breaks off, or would be too many pixels."""
    head, tail = _edges(file, size)
    if not head.startswith(PNG) or head[12:16] != b"IHDR":
        raise not_a("PNG")
    if b"IEND" not in tail:
        raise broken()
    _pixels(int.from_bytes(head[16:20]), int.from_bytes(head[20:24]))


def check_jpg(file: IO[bytes], size: int) -> None:
    """Raises Refused for what is no JPEG, breaks off, or would be too many pixels."""
    head, tail = _edges(file, size)
    if not head.startswith(JPG):
        raise not_a("JPEG")
    if b"\xff\xd9" not in tail:
        raise broken()
    file.seek(2)
    while (marker := file.read(4))[:1] == b"\xff" and len(marker) == 4:
        length = int.from_bytes(marker[2:])
        if 0xC0 <= marker[1] <= 0xCF and marker[1] not in (0xC4, 0xC8, 0xCC):  # the frame's head
            frame = file.read(5)
            _pixels(int.from_bytes(frame[3:5]), int.from_bytes(frame[1:3]))
            return
        file.seek(max(length - 2, 0), os.SEEK_CUR)
    raise broken()


def _pixels(width: int, height: int) -> None:
    if width * height == 0:
        raise broken()
    if width * height > MOST_PIXELS:
        raise Refused(_("图片的像素太多；请用 300 dpi 重新扫描。"), "pixels")


def not_a(kind: str) -> Refused:
    """The content is not what the name says."""
    text = _("文件的内容不是 %(kind)s，与文件名不符；请选择原来的文件，不要只改扩展名。")
    return Refused(text % {"kind": kind}, "content")


def broken() -> Refused:
    """The file breaks off."""
    return Refused(_("文件不完整；请重新保存或扫描后再上传。"), "broken")
