"""What may be asked of the room, by whom."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases.models import Case
from zhiwei.platform.funds.models import Run
from zhiwei.platform.ledger.models import Commitment
from zhiwei.platform.subjects.queries import divisions_for


def runs(viewer: Viewer) -> QuerySet[Run]:
    """The runs over divisions a viewer covers, the latest first."""
    rows = Run.objects.order_by("-made_at")
    return rows if viewer.is_system else rows.filter(division__in=sorted(divisions_for(viewer, "funds.read")))


@dataclass(frozen=True, slots=True)
class Place:
    """What a county did under a programme: its firms by state, and what was paid, in fen."""

    division: str
    cases: int
    published: int
    payees: int
    paid: int


def places(type_id: str, year: int) -> list[Place]:
    """The counties with cases of a year; figures without anybody's name."""
    rows = Case.objects.filter(type=type_id, as_of__year=year).order_by()
    counted: dict[str, dict[str, int]] = {}
    for code, state, n in rows.values_list("division", "state").annotate(n=Count("pk")):
        counted.setdefault(code, {})[state] = n
    paid = {
        code: (fen, payees)
        for code, fen, payees in Commitment.objects.filter(basis_kind="tax_year", basis_key__endswith=f"/{year}", paid__gt=0)
        .order_by()
        .values_list("subject__division")
        .annotate(fen=Sum("paid"), payees=Count("subject", distinct=True))
    }  # fmt: skip
    return [
        Place(
            code,
            sum(states.values()),
            states.get("published", 0),
            paid.get(code, (0, 0))[1],
            paid.get(code, (0, 0))[0],
        )
        for code, states in sorted(counted.items())
    ]


def years(type_id: str) -> list[int]:
    """The years with cases, the latest first."""
    found = Case.objects.filter(type=type_id).order_by().values_list("as_of__year", flat=True).distinct()
    return sorted(found, reverse=True)
