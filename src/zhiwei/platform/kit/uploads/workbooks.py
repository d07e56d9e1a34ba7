"""Workbooks: a real xlsx, and no bomb: few parts, of honest sizes, none blown up beyond measure."""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from typing import IO

from django.utils.translation import gettext as _

from zhiwei.platform.kit.uploads.images import broken, not_a
from zhiwei.platform.kit.uploads.refused import Refused

OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NEEDED = ("[Content_Types].xml", "xl/workbook.xml")
MOST_PARTS = 2_000
MOST_BYTES = 256 * 1024 * 1024
"""Of all parts unpacked; 200,000 rows of 30 columns take about 200 MB."""
MOST_TIMES = 200
"""How many times a large part may be larger than it is packed; a sheet of equal rows comes to 100."""
LARGE = 4 * 1024 * 1024
"""Parts below this may be packed as tightly as they like."""
PIECE = 256 * 1024
LOCAL_HEADER = struct.Struct("<4s5H3L2H")


def check(file: IO[bytes]) -> None:
    """Raises Refused for what is no xlsx, is locked, carries macros, or would unpack to too much."""
    file.seek(0)
    if file.read(8) == OLD_OR_LOCKED:
        raise Refused(_("这是旧版 xls 或加了密码的工作簿；请去掉密码并另存为 xlsx 后再上传。"), "locked")
    file.seek(0)
    try:
        parts = zipfile.ZipFile(file).infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        raise not_a("xlsx") from None
    if len(parts) > MOST_PARTS:
        raise bomb()
    names = [part.filename for part in parts]
    if any(name not in names for name in NEEDED):
        raise not_a("xlsx")
    if len(set(names)) != len(names):
        raise broken()
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused(_("工作簿里有宏；请另存为不带宏的 xlsx 后再上传。"), "macros")
    _declared(parts)
    _real(file, parts)


def bomb() -> Refused:
    """It would unpack to far more than it is."""
    return Refused(_("工作簿解压后过大，系统没有打开它；请分成几个文件，或只保留需要的工作表。"), "bomb")


def _declared(parts: list[zipfile.ZipInfo]) -> None:
    """What the directory at its end says, before anything is unpacked."""
    if sum(part.file_size for part in parts) > MOST_BYTES:
        raise bomb()
    for part in parts:
        if part.flag_bits & 1:
            raise Refused(_("工作簿加了密码；请去掉密码后再上传。"), "locked")
        if part.file_size > LARGE and part.file_size > MOST_TIMES * part.compress_size:
            raise bomb()
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise not_a("xlsx")


def _real(file: IO[bytes], parts: list[zipfile.ZipInfo]) -> None:
    """What really comes out: every part unpacked and counted, kept nowhere; parts may not share bytes."""
    end = 0
    for part in sorted(parts, key=lambda part: part.header_offset):
        if part.header_offset < end:
            raise bomb()  # overlapping parts are how a small file unpacks without end
        file.seek(part.header_offset)
        header = file.read(LOCAL_HEADER.size)
        if len(header) < LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
            raise broken()
        *_others, name_length, extra_length = LOCAL_HEADER.unpack(header)
        file.seek(name_length + extra_length, os.SEEK_CUR)
        _unpacked(file, part)
        end = part.header_offset + LOCAL_HEADER.size + name_length + part.compress_size


def _unpacked(file: IO[bytes], part: zipfile.ZipInfo) -> None:
    stored = part.compress_type == zipfile.ZIP_STORED
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    left, size, crc, begin = part.compress_size, 0, 0, b""
    try:
        while left > 0 and (packed := file.read(min(PIECE, left))):
            left -= len(packed)
            while True:
                out = packed if stored else inflate.decompress(packed, PIECE)
                size, crc = size + len(out), zlib.crc32(out, crc)
                begin = begin if len(begin) >= 1024 else (begin + out)[:1024]
                if size > part.file_size:
                    raise bomb()  # more than the directory admits
                packed = inflate.unconsumed_tail
                if stored or not packed:
                    break
    except zlib.error:
        raise broken() from None
    if left or size != part.file_size or crc != part.CRC:
        raise broken()
    if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in begin.upper():
        raise not_a("xlsx")  # a spreadsheet never writes one; entities could blow up
