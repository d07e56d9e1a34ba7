"""What was paid on a basis, by whom; and how local money stands beside the province's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import F, QuerySet, Sum

from zhiwei.platform.ledger.chart import Level
from zhiwei.platform.ledger.models import ENDED, Commitment


def by_basis(kind: str, key: str, *, sentence: str = "") -> QuerySet[Commitment]:
    """Every commitment on a basis, the ended ones included, the first first."""
    rows = Commitment.objects.filter(basis_kind=kind, basis_key=key).select_related("fund", "subject")
    return (rows.filter(sentence=sentence) if sentence else rows).order_by("made_at", "part")


@dataclass(frozen=True, slots=True)
class Matching:
    """Fen promised and paid for one basis, by level."""

    basis: str
    fen: Mapping[Level, int]

    @property
    def province(self) -> int:
        """The province's money, fen."""
        return self.fen.get(Level.PROVINCE, 0)

    @property
    def local(self) -> int:
        """Money of city, county and park, fen."""
        return sum(fen for level, fen in self.fen.items() if level != Level.PROVINCE)

    @property
    def ratio(self) -> Fraction | None:
        """Local money for each yuan of the province; None where the province gave none."""
        return Fraction(self.local, self.province) if self.province else None


def matching(kind: str, sentence: str, keys: Iterable[str] = ()) -> list[Matching]:
    """Money by level for every basis of a kind under a sentence; each of ``keys`` is there even without money.

    Counts what is committed, being paid or paid, and not what is only reserved, to be taken back or returned.
    """
    rows = Commitment.objects.filter(basis_kind=kind, sentence=sentence).exclude(state__in=ENDED)
    sums = rows.order_by().values_list("basis_key", "level")
    found: dict[str, dict[Level, int]] = {key: {} for key in keys}
    for key, level, fen in sums.annotate(fen_now=Sum(F("committed") + F("ordered") + F("paid"))):
        if fen:
            found.setdefault(key, {})[Level(level)] = fen
    return [Matching(key, found[key]) for key in sorted(found)]
