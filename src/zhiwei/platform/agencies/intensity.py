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
from zhiwei.engine.tree import free_names
from zhiwei.platform.agencies.plain import Sums, stated
from zhiwei.platform.answers.laws import law
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.decisions.register import Memory
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.models import FactRecord, Relation, Subject

ENTITY, LINK, FIRM = "research_claim", "firm", "enterprise"
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
    rows = Subject.objects.filter(entity=ENTITY, facts__period=str(year)).distinct().order_by("pk")
    claims = list(rows.values_list("pk", flat=True))
    latest = [model.objects.aggregate(last=Max("pk"))["last"] for model in (FactRecord, Relation)]
    key = (year, *latest, current().hash, *claims)
    found: list[Share] = _computed_once.get(key, lambda: _of_year(claims, year))
    return found


def _of_year(claims: list[UUID], year: int) -> list[Share]:
    """Plain claims are summed by county and the rulebook asked once about the sums, since its spending is a sum; others one by
    one, as all of a county whose sums it does not take."""
    day = date(year, 12, 31)
    costs, linked = _named(day)
    firms = _firms(claims)
    told = stated(ENTITY, year, costs, _constrained())
    earned = stated(FIRM, year, linked)
    sums: dict[str, Sums] = defaultdict(Sums)
    plain: dict[str, list[UUID]] = defaultdict(list)
    single: list[UUID] = []
    for claim in claims:
        firm, division = firms.get(claim, (None, ""))
        if firm is None:
            continue
        spent, revenue = told.plain(claim, costs), earned.plain(firm, linked)
        if spent is None or revenue is None:
            single.append(claim)
        else:
            sums[division].add([*spent.items(), *revenue.items()])
            plain[division].append(claim)
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for division, one in sums.items():
        spending, income = _computed(one.facts(costs, day), one.facts(linked, day), day)
        if spending is None or income is None:
            single += plain[division]
        else:
            found[division] = [one.claims, spending, income, 0]
    _one_by_one(found, single, firms, day)
    return [Share(division, year, *at) for division, at in sorted(found.items())]


def _one_by_one(
    found: dict[str, list[int]], claims: list[UUID], firms: dict[UUID, tuple[UUID, str]], day: date
) -> None:
    """Add claims about which the rulebook is asked each for itself."""
    subjects_of = _subjects([*claims, *(firms[claim][0] for claim in claims)])
    told = subjects.facts_of_many([subjects_of[claim] for claim in claims], as_of=day)
    earners = {firms[claim][0]: subjects_of[firms[claim][0]] for claim in claims}
    revenue = subjects.facts_of_many(earners.values(), as_of=day, names=[REVENUE])
    for claim in claims:
        firm, division = firms[claim]
        at = found[division]
        spent, earned = _computed(told[claim], revenue[firm], day)
        if spent is None or earned is None:
            at[3] += 1
            continue
        at[0], at[1], at[2] = at[0] + 1, at[1] + spent, at[2] + earned


def _subjects(keys: list[UUID]) -> dict[UUID, Subject]:
    return {one.pk: one for some in subjects.portions(keys) for one in Subject.objects.filter(pk__in=some)}


def _firms(claims: list[UUID]) -> dict[UUID, tuple[UUID, str]]:
    """The claimant of each claim and where it sits."""
    wanted = set(claims)
    rows = Relation.objects.filter(kind=Relation.Kind.LINK, link=LINK, subject__entity=ENTITY)
    ordered = rows.order_by("on_day", "pk").values_list("subject_id", "other_id", "other__division")
    return {subject: (firm, division) for subject, firm, division in ordered if subject in wanted}


def _named(day: date) -> tuple[frozenset[str], frozenset[str]]:
    """The facts of the claim and of the firm that the rulebook needs: those it misses where nothing is known."""
    book = current()
    case = book.case({}, day, entity=ENTITY, links={LINK: {"facts": {}}})
    found = book.calc_case(case, law(day), (SPENDING, INTENSITY))
    names = {name for variable in (SPENDING, INTENSITY) for name in found[variable].missing}
    linked = {name.removeprefix(f"{LINK}.") for name in names if name.startswith(f"{LINK}.")}
    return frozenset(n for n in names if not n.startswith(f"{LINK}.")), frozenset(linked)


def _constrained() -> frozenset[str]:
    """The facts of a claim that have to agree with each other."""
    entity = current().data.entities[ENTITY]
    return frozenset[str]().union(*(free_names(one.when) for one in entity.constraints)) & set(entity.facts)


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
