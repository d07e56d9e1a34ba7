"""核验码: a receipt's number as people can type it: twelve signs in three groups, from the number itself."""

from __future__ import annotations

from uuid import UUID

from zhiwei.platform.answers.models import Receipt

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Thirty-two signs without those that are taken for one another (I, L and 1; O and 0), and without U."""
LENGTH, GROUP = 12, 4
REST = 128 - 5 * LENGTH
"""Bits of the number that the code leaves out."""
_TAKEN_FOR = str.maketrans("OIL", "011")


def code_of(key: UUID) -> str:
    """``7K3M-9QXD-2FHA``: the first sixty bits of a receipt's number."""
    left = key.int >> REST
    signs = "".join(SIGNS[left >> 5 * place & 31] for place in reversed(range(LENGTH)))
    return "-".join(signs[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def read(text: str) -> tuple[UUID, UUID] | None:
    """The first and last number that a typed code can stand for; None where it is no code. Case, blanks and dashes are free."""
    signs = "".join(text.split()).replace("-", "").upper().translate(_TAKEN_FOR)
    if len(signs) != LENGTH or any(sign not in SIGNS for sign in signs):
        return None
    first = 0
    for sign in signs:
        first = first << 5 | SIGNS.index(sign)
    return UUID(int=first << REST), UUID(int=(first + 1 << REST) - 1)


def receipts_of(text: str) -> list[UUID] | None:
    """The numbers of the receipts that a typed code stands for: none, one, hardly ever two; None where it is no code."""
    span = read(text)
    if span is None:
        return None
    return list(Receipt.objects.filter(pk__range=span).values_list("pk", flat=True)[:2])
