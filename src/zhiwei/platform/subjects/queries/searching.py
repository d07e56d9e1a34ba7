"""Subjects narrowed by what an official asks for: text, place, kind, size, industry, state."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from zhiwei.law.identifiers import tidy
from zhiwei.platform.accounts.divisions import covered_by
from zhiwei.platform.subjects.entities import ENTERPRISE
from zhiwei.platform.subjects.models import Identifier, Subject
from zhiwei.platform.subjects.names import fold
from zhiwei.platform.subjects.queries.visible import actors
from zhiwei.population.text import plain

SHORTEST_NUMBER = 6
"""Characters from which on a text may be part of an official number."""


def by_text(rows: QuerySet[Subject], text: str) -> QuerySet[Subject]:
    """Those whose present or former name has every part of a text: characters, pinyin or initials; or whose number it is."""
    for part in text.split()[:8]:
        number = tidy(part)
        condition = Q(found_by__contains=fold(part))
        if len(number) >= SHORTEST_NUMBER and number.isascii():
            holders = Subject.objects.filter(identifiers__number=number).values("pk")
            condition |= Q(pk__in=holders)
        rows = rows.filter(condition)
    return rows


def firms_named(name: str) -> list[Subject]:
    """Firms of exactly this name, with brackets of either width, or of this number; two at most."""
    if not name:
        return []
    rows = Subject.objects.filter(entity=ENTERPRISE, state=Subject.State.ACTIVE)
    spelt = {name, plain(name), name.replace("(", "（").replace(")", "）")}
    found = list(rows.filter(name__in=spelt)[:2])
    if found or not name.isascii():
        return found
    return list(rows.filter(pk__in=Identifier.objects.filter(number=tidy(name)).values("subject"))[:2])


def narrowed(rows: QuerySet[Subject], chosen: dict[str, Any]) -> QuerySet[Subject]:
    """Rows under the filters that are set; a division stands for all below it."""
    if text := chosen.get("text"):
        rows = by_text(rows, text)
    if division := chosen.get("division"):
        rows = rows.filter(division__in=sorted(covered_by(division)))
    if industry := chosen.get("industry"):
        rows = rows.filter(industry__startswith=industry)
    for name in ("entity", "legal_form", "size_class", "state"):
        if value := chosen.get(name):
            rows = rows.filter(**{name: value})
    return rows


@dataclass(frozen=True, slots=True)
class Counted:
    """What a list of subjects holds: enterprises and other bodies that exist, those that ended, and what is no body at all
    (filings, claims, investments that a case speaks of)."""

    firms: int
    bodies: int
    ended: int
    papers: int


def counted(rows: QuerySet[Subject]) -> Counted:
    """The subjects of a list by what they are; each is counted once."""
    found: Counter[str] = Counter()
    bodies = set(actors())
    for entity, state, n in rows.order_by().values_list("entity", "state").annotate(n=Count("pk")):
        if entity not in bodies:
            found["papers"] += n
        elif state != Subject.State.ACTIVE:
            found["ended"] += n
        else:
            found["firms" if entity == ENTERPRISE else "bodies"] += n
    return Counted(found["firms"], found["bodies"], found["ended"], found["papers"])
