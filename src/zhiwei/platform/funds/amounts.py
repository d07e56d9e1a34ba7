"""What a promise stands for."""

from __future__ import annotations

from zhiwei.platform.ledger.models import Commitment


def held(one: Commitment) -> int:
    """What is promised, on its way or paid, and not asked back; fen."""
    return int(one.unpaid + one.paid)
