"""Receipts as few bytes: canonical JSON, compressed against a receipt of the same question under the same rulebook.

Receipts of one measure under one rulebook differ in facts and numbers only; words, citations and steps are the same. The
first of a kind is kept whole as the pattern of those after it. A pattern is never changed, and a receipt names its own.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping
from typing import Any

WINDOW = 32_768
"""Bytes of a pattern that the compression can look back to."""


def canonical(record: Mapping[str, Any]) -> bytes:
    """UTF-8 JSON with sorted keys and no spaces; equal records give equal bytes."""
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(record: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical form, hexadecimal: what a notice prints and the audit keeps."""
    return hashlib.sha256(canonical(record)).hexdigest()


def kind_of(record: Mapping[str, Any]) -> str:
    """A key that receipts of the same question share: entity and measures."""
    asked = json.dumps([record["entity"], list(record["measures"])])
    return hashlib.sha256(asked.encode()).hexdigest()


def pack(record: Mapping[str, Any], pattern: bytes) -> bytes:
    """The record, compressed against a pattern (canonical bytes, may be empty)."""
    maker = zlib.compressobj(9, zlib.DEFLATED, 15, 9, zlib.Z_DEFAULT_STRATEGY, pattern[-WINDOW:])
    return maker.compress(canonical(record)) + maker.flush()


def unpack(packed: bytes, pattern: bytes) -> dict[str, Any]:
    """The record again. Raises ValueError where the bytes or their pattern are damaged."""
    opener = zlib.decompressobj(zdict=pattern[-WINDOW:])
    try:
        found = json.loads(opener.decompress(packed) + opener.flush())
    except (zlib.error, ValueError) as error:
        raise ValueError(f"a stored receipt cannot be read: {error}; restore it from a backup") from error
    if not isinstance(found, dict) or not opener.eof:
        raise ValueError("a stored receipt is cut off; restore it from a backup")
    return found
