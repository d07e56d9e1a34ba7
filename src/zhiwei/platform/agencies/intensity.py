"""研发费用占营业收入的比重 (6.1) by county and year, computed from registered claims; nobody types it in.

The rulebook computes each firm's spending; what a county shows is the sum of spending over the sum of revenue of the firms of
which both are known. Fewer firms than :data:`LEAST` are not shown, since a figure of one firm is that firm's secret.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import Max

from zhiwei.engine.errors import InputError
from zhiwei.platform.answers.laws import law
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.decisions.register import Memory
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.models import FactRecord, Relation, Subject

ENTITY, LINK = "research_claim", "firm"
SPENDING, INTENSITY, REVENUE = "research_spending", "research_intensity", "revenue"
_computed_once = Memory(32)
"""Statements and links are only ever added, so their last numbers tell whether something changed."""
LEAST = 3
"""Firms below which a county's figure is not shown."""


@dataclass(frozen=True, slots=True)
class Share:
    """A county's year: firms counted, their spending and revenue in fen, and how many firms could not be counted."""

    division: str
    year: int
    firms: int
    spending: int
    revenue: int
    uncounted: int

    @property
    def value(self) -> Fraction | None:
        """Spending over revenue, exact; None without revenue (无法计算) or where too few firms stand behind it."""
        return Fraction(self.spending, self.revenue) if self.shown and self.revenue > 0 else None

    @property
    def shown(self) -> bool:
        """Whether enough firms stand behind it."""
        return self.firms >= LEAST


def years() -> list[int]:
    """The years of which some claim states research cost."""
    found = FactRecord.objects.filter(subject__entity=ENTITY, name="core_research_cost").exclude(period="")
    return sorted({int(one) for one in found.values_list("period", flat=True) if one.isdecimal()})


def of_year(year: int) -> list[Share]:
    """Every county's share of a year, by division; computed once for what the register holds."""
    claims = Subject.objects.filter(entity=ENTITY, facts__period=str(year)).distinct().order_by("pk")
    latest = [model.objects.aggregate(last=Max("pk"))["last"] for model in (FactRecord, Relation)]
    key = (year, *latest, current().hash, *claims.values_list("pk", flat=True))
    found: list[Share] = _computed_once.get(key, lambda: _of_year(list(claims), year))
    return found


def _of_year(claims: list[Subject], year: int) -> list[Share]:
    day = date(year, 12, 31)
    firms = _firms(claims)
    told = subjects.facts_of_many(claims, as_of=day)
    revenue = subjects.facts_of_many({f.pk: f for f in firms.values()}.values(), as_of=day, names=[REVENUE])
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for claim in claims:
        firm = firms.get(claim.pk)
        if firm is None:
            continue
        at = sums[firm.division]
        spent, earned = _computed(told[claim.pk], revenue[firm.pk], day)
        if spent is None or earned is None:
            at[3] += 1
            continue
        at[0], at[1], at[2] = at[0] + 1, at[1] + spent, at[2] + earned
    return [Share(division, year, *at) for division, at in sorted(sums.items())]


def _firms(claims: list[Subject]) -> dict[UUID, Subject]:
    """The claimant of each claim."""
    rows = Relation.objects.filter(kind=Relation.Kind.LINK, link=LINK, subject__in=[c.pk for c in claims])
    return {one.subject_id: one.other for one in rows.select_related("other").order_by("on_day", "pk")}


def _computed(claim: dict[str, Any], firm: dict[str, Any], day: date) -> tuple[int | None, int | None]:
    """Spending and revenue of a firm's year, fen; None for what is not known. The rulebook says so, not this module.

    Without revenue the intensity is not applicable; the firm then counts with a revenue of nothing.
    """
    book = current()
    try:
        case = book.case(claim, day, entity=ENTITY, links={LINK: {"facts": firm}})
    except InputError:
        return None, None
    found = book.calc_case(case, law(day), (SPENDING, INTENSITY))
    spent, share = found[SPENDING], found[INTENSITY]
    if spent.status != "known" or share.status not in ("known", "not_applicable"):
        return None, None
    if share.status == "not_applicable":
        return int(spent.value), 0
    earned = book.calc_case(book.case(firm, day, entity="enterprise"), law(day), (REVENUE,))[REVENUE]
    return int(spent.value), int(earned.value) if earned.status == "known" else None
