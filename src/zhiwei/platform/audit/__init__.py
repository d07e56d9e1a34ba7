"""Acts with legal effect and reads of non-public data, in an append-only chain of hashes."""

from __future__ import annotations


def verify() -> int | None:
    """The sequence number of the first act or read that does not agree with its chain or anchor; None if all agree."""
    from zhiwei.platform.audit.verification import first_fault

    fault = first_fault()
    return None if fault is None else fault.seq
