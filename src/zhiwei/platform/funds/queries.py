"""What may be asked of the room, by whom."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.divisions import covered_by
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases.models import Case
from zhiwei.platform.funds.case_acts import BASIS
from zhiwei.platform.funds.models import Finding, Run
from zhiwei.platform.ledger.models import Commitment
from zhiwei.platform.subjects.queries import divisions_for


def runs(viewer: Viewer) -> QuerySet[Run]:
    """The runs over divisions a viewer covers, and those over more, of which he sees his part; the latest first."""
    rows = Run.objects.order_by("-made_at")
    if viewer.is_system:
        return rows
    divisions = load_divisions()
    own = divisions_for(viewer, "funds.read")
    above = {code for one in own if one in divisions for code in divisions.ancestors(one)}
    return rows.filter(division__in=sorted(own | above))


def to_release(viewer: Viewer) -> QuerySet[Run]:
    """The counted runs that the viewer may release: of others, where he may run; the latest first."""
    rows = Run.objects.exclude(plan=None).filter(released_at=None).order_by("-made_at")
    if viewer.is_system:
        return rows
    return rows.filter(division__in=divisions_for(viewer, "funds.run")).exclude(made_by=viewer.user_id)


def whole(viewer: Viewer, run: Run) -> bool:
    """Whether a viewer covers all that a run looked at."""
    return viewer.is_system or run.division in divisions_for(viewer, "funds.read")


def rewards(year: int) -> QuerySet[Commitment]:
    """What was promised as rewards for a tax year."""
    return Commitment.objects.filter(basis_kind=BASIS, basis_key__endswith=f"/{year}")


def findings(viewer: Viewer, run: Run) -> QuerySet[Finding]:
    """What was found of each subject as of a run, within the viewer's divisions; with its case and what was paid."""
    known = Q(until=None) | Q(until__gt=run.made_at)
    rows = Finding.objects.filter(known, type=run.type, as_of=run.as_of, since__lte=run.made_at)
    rows = rows.filter(division__in=sorted(covered_by(run.division)))
    if not viewer.is_system:
        rows = rows.filter(division__in=sorted(divisions_for(viewer, "funds.read")))
    own = Case.objects.filter(type=run.type, subject=OuterRef("subject"), as_of__year=run.as_of.year)
    paid = rewards(run.as_of.year).filter(subject=OuterRef("subject"))
    case = own.order_by("pk")[:1]
    sums = paid.order_by().values("subject").annotate(sum=Sum("paid")).values("sum")
    return rows.select_related("subject").annotate(
        case_id=Subquery(case.values("pk")), case_state=Subquery(case.values("state")), paid=Subquery(sums)
    )


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
        for code, fen, payees in rewards(year).filter(paid__gt=0)
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
