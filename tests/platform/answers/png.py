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
            for channel in range(channels):
                here[1:, channel] = _guessed(method, line[:, channel].tolist(), above[:, channel].tolist())
    return out[1:, 1:, :3].mean(axis=2).astype(np.uint8)


def _guessed(method: int, line: list[int], above: list[int]) -> list[int]:
    """One channel of a line that was written as the difference from a guess by the points left, above and between."""
    found, left, corner = [], 0, 0
    for told, up in zip(line, above[1:], strict=True):
        if method == 3:
            guess = (left + up) // 2
        else:
            by_left, by_up, by_corner = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
            guess = (
                left if by_left <= by_up and by_left <= by_corner else up if by_up <= by_corner else corner
            )
        left, corner = (told + guess) % 256, up
        found.append(left)
    return found
