"""Static files under names that change with their content, packed once, at the first start of a version."""

from __future__ import annotations

from typing import Any

import brotli  # type: ignore[import-untyped]
from whitenoise.compress import Compressor  # type: ignore[import-untyped]
from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]

LARGE = 100_000
"""Bytes above which the last percents of packing are not worth the seconds they cost the first start."""


class Packer(Compressor):  # type: ignore[misc]  # the library has no types
    """Brotli at its best for small files, twenty times as fast for the large ones of libraries."""

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        """The packed content."""
        return bytes(brotli.compress(data, quality=9 if len(data) > LARGE else 11))


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """STORAGES names it."""

    def create_compressor(self, **kwargs: Any) -> Packer:
        """What packs the files."""
        return Packer(**kwargs)
