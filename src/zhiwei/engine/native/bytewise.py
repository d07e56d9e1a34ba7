"""Text that only compares and chooses bytes, in bytes: the compiler then answers 64 rows at once in place of 8.

In floating point it often does so by itself, but not where a result is used twice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhiwei.engine.native.judge import OPEN

_WHOLE = re.compile(r"(?<![\w.])(\d+)\.0\b")
_OPPOSITE = re.compile(r"(?<![\w.])1\.0 - (\w+(?:\.0\b)?)")
_OPENED = re.compile(rf"(?<![\w.])(\w+) \+ {OPEN}\.0\b")
_REFUSED = re.compile(r"[-+*/%]|\w\(|\d\.[1-9]|\d{4,}")
_MOST = 255


def in_bytes(lines: Sequence[str]) -> list[str] | None:
    """The lines with whole numbers of a byte for those of floating point; None where they do more than compare and choose.

    What they read may be bytes, or scalars of the law that are compared. The opposite of a flag and an opened verdict are
    bytes too; any other arithmetic may lead out of them.
    """
    found = []
    for line in lines:
        apart = _OPENED.sub(r"\1", _OPPOSITE.sub(r"\1", line))
        if _REFUSED.search(apart) or any(int(n) > _MOST for n in _WHOLE.findall(apart)):
            return None
        text = _OPENED.sub(rf"np.uint8(\1 + {OPEN})", _OPPOSITE.sub(r"np.uint8(1 - \1)", line))
        found.append(_WHOLE.sub(r"np.uint8(\1)", text))
    return found
