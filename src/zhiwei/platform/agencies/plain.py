"""Claims of research cost about which nothing is to be decided, so that they can be summed before the rulebook is asked.

A claim is plain where each fact that the rules take was stated once, for the year and without an end: there is no source to
prefer, no state to follow. All others are asked about one by one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from zhiwei.platform.kit import money
from zhiwei.platform.subjects.models import FactRecord

COLUMNS = ("subject_id", "name", "period", "status", "value", "holds_from", "expires_on")


@dataclass
class Stated:
    """Amounts of many subjects by fact, in fen, and the subjects that are not plain."""

    fen: dict[UUID, dict[str, int]] = field(default_factory=dict)
    odd: set[UUID] = field(default_factory=set)

    def plain(self, subject: UUID, names: Collection[str]) -> Mapping[str, int] | None:
        """The amounts of a subject; None where one of the names is missing or something is to be decided."""
        found = self.fen.get(subject, {})
        return found if subject not in self.odd and all(name in found for name in names) else None


def stated(entity: str, year: int, names: Collection[str], constrained: Collection[str] = ()) -> Stated:
    """What was said of the subjects of a kind for a year: amounts under ``names``.

    Who states one of the ``constrained`` facts may contradict himself and is not plain.
    """
    found = Stated()
    rows = FactRecord.objects.filter(
        subject__entity=entity, name__in=sorted({*names, *constrained}), period__in=("", str(year))
    )
    for subject, name, period, status, value, holds_from, expires_on in rows.values_list(*COLUMNS).iterator(
        20_000
    ):
        own = found.fen.setdefault(subject, {})
        fen = _fen(value) if status == FactRecord.Status.KNOWN and period and name in names else None
        if fen is None or name in own or holds_from or expires_on:
            found.odd.add(subject)
        else:
            own[name] = fen
    return found


def _fen(value: object) -> int | None:
    try:
        return money.parse(value) if isinstance(value, str) else None
    except money.Unreadable:
        return None


@dataclass
class Sums:
    """The plain claims of a county: how many, and the sums of their amounts in fen."""

    claims: int = 0
    fen: dict[str, int] = field(default_factory=dict)

    def add(self, amounts: Iterable[tuple[str, int]]) -> None:
        """Count one claim."""
        self.claims += 1
        for name, fen in amounts:
            self.fen[name] = self.fen.get(name, 0) + fen

    def facts(self, names: Collection[str], day: date) -> dict[str, str]:
        """Some of the sums as facts of one claim of the year."""
        return {f"{name}@{day.year}": money.yuan(self.fen[name], grouped=False) for name in sorted(names)}


__all__ = ["Stated", "Sums", "stated"]
