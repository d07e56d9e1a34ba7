"""Texts: in which encoding they are written, and that they are texts at all."""

from __future__ import annotations

import codecs
import re
from typing import IO

from django.utils.translation import gettext as _

from zhiwei.platform.kit.uploads.refused import Refused

PIECE = 1024 * 1024
ENCODINGS = ("utf-8", "gb18030")
"""Tried in turn where no mark at the beginning names one."""
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


def encoding_of(file: IO[bytes]) -> str:
    """The encoding the whole text can be read in. Raises Refused for what is no text."""
    file.seek(0)
    begin = file.read(4)
    for mark, encoding in MARKS.items():
        if begin.startswith(mark):
            return _sure(file, (encoding,))
    return _sure(file, ENCODINGS)


def _sure(file: IO[bytes], encodings: tuple[str, ...]) -> str:
    for encoding in encodings:
        if _readable(file, encoding):
            return encoding
    raise Refused(
        _("这不是文本文件，或者文字编码认不出来；请另存为“CSV UTF-8”后再上传。"),
        "encoding",
    )


def _readable(file: IO[bytes], encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while piece := file.read(PIECE):
            if _CONTROL.search(decoder.decode(piece)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
