"""Money between whole fen (分), which the platform keeps, and yuan (元), which people read and write."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

FEN = 100
WAN = 10_000 * FEN
"""Fen in one 万元."""
YI = 10_000 * WAN
"""Fen in one 亿元."""
LARGEST = 2**63 - 1
"""The largest amount a database keeps."""

_UNITS = {"": FEN, "元": FEN, "万": WAN, "万元": WAN, "亿": YI, "亿元": YI}
_WRITTEN = re.compile(r"([+-]?[0-9][0-9,]*(?:\.[0-9]+)?|[+-]?\.[0-9]+)(元|万元|万|亿元|亿|)")
_FOLDED = str.maketrans("０１２３４５６７８９．，＋－￥", "0123456789.,+-¥")


class Unreadable(ValueError):
    """What was written is no amount of money; the text says why and what to write."""


class NoNumber(Unreadable):
    """What was written is no number."""


def yuan(fen: int, *, grouped: bool = True) -> str:
    """``1200000`` → ``12,000.00``; exact for every amount."""
    whole, rest = divmod(abs(fen), FEN)
    return f"{'-' if fen < 0 else ''}{whole:{',' if grouped else ''}}.{rest:02}"


def short(fen: int) -> str:
    """As people say it, nothing lost: ``12,000`` and ``12,000.50``; the two zeros of a whole amount are left out."""
    return yuan(fen).removesuffix(".00")


def wan(fen: int) -> str:
    """In 万元 without loss: ``8200000000`` → ``8,200``; ``12345`` → ``0.012345``."""
    return _in(fen, WAN)


def yi(fen: int) -> str:
    """In 亿元 without loss: ``1500000000000`` → ``150``."""
    return _in(fen, YI)


def _in(fen: int, unit: int) -> str:
    whole, rest = divmod(abs(fen), unit)
    tail = f"{rest:0{len(str(unit)) - 1}}".rstrip("0")
    return f"{'-' if fen < 0 else ''}{whole:,}{'.' + tail if tail else ''}"


def parse(text: str, *, unit: str = "元") -> int:
    """Fen of what a person wrote: ``12,000``, ``1.2万``, ``１２０００元``, ``¥80``; without a unit it means ``unit``.

    Raises :class:`Unreadable` for what is no amount, is finer than a fen, or is beyond what a database keeps.
    """
    plain = "".join(text.translate(_FOLDED).split()).lstrip("¥")
    match = _WRITTEN.fullmatch(plain)
    if match is None:
        raise NoNumber(_("“%(text)s”不是金额；请写数字，例如 12000 或 1.2万") % {"text": text.strip()[:40]})
    number, named = match.groups()
    try:
        fen = Decimal(number.replace(",", "")) * _UNITS[named or unit]
        whole = fen == fen.to_integral_value()
    except InvalidOperation:
        raise Unreadable(_("金额过大")) from None
    if abs(fen) > LARGEST:
        raise Unreadable(_("金额过大"))
    if not whole:
        raise Unreadable(_("金额最小到分：最多两位小数（以元计）"))
    return int(fen)
