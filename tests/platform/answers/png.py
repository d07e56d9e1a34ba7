"""A PNG of eight bits a channel as an array, so that a picture of a page can be looked at without an image library."""

from __future__ import annotations

import struct
import zlib

import numpy as np
from numpy.typing import NDArray


def grey(content: bytes) -> NDArray[np.uint8]:
    """Rows and columns of brightness of an RGB or RGBA picture."""
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    place, packed, width, height, channels = 8, b"", 0, 0, 0
    while place < len(content):
        (size,) = struct.unpack(">I", content[place : place + 4])
        kind, data = content[place + 4 : place + 8], content[place + 8 : place + 8 + size]
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", data[:10])
            assert (depth, colour in (2, 6)) == (8, True)
            channels = 3 if colour == 2 else 4
        elif kind == b"IDAT":
            packed += data
        place += size + 12
    lines = np.frombuffer(zlib.decompress(packed), np.uint8).reshape(height, 1 + width * channels)
    out = np.zeros((height + 1, width + 1, channels), np.int32)
    for row in range(height):
        method, line = int(lines[row, 0]), lines[row, 1:].reshape(width, channels).astype(np.int32)
        above, here = out[row], out[row + 1]
        if method == 0:
            here[1:] = line
        elif method == 1:
            here[1:] = np.cumsum(line, axis=0) % 256
        elif method == 2:
            here[1:] = (line + above[1:]) % 256
        else:
            for column in range(width):
                left, up, corner = here[column], above[column + 1], above[column]
                here[column + 1] = (line[column] + _guess(method, left, up, corner)) % 256
    return out[1:, 1:, :3].mean(axis=2).astype(np.uint8)


def _guess(
    method: int, left: NDArray[np.int32], up: NDArray[np.int32], corner: NDArray[np.int32]
) -> NDArray[np.int32]:
    if method == 3:
        return (left + up) // 2
    whole = left + up - corner
    away = np.stack([abs(whole - left), abs(whole - up), abs(whole - corner)])
    return np.choose(np.argmin(away, axis=0), [left, up, corner]).astype(np.int32)
