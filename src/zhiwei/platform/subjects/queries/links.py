"""The subjects a subject is linked to, in the form the rulebook takes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from zhiwei.platform.subjects import entities
from zhiwei.platform.subjects.models import Relation, Subject
from zhiwei.platform.subjects.queries.facts import facts_of_many

DEPTH = 3
"""Links followed one behind another; the rulebook has none longer."""


def relations(subject: Subject, *, as_of: date, known_on: date | None = None) -> QuerySet[Relation]:
    """The relations of a subject that hold on a day, as known on a day."""
    holding = Q(on_day=None) | Q(on_day__lte=as_of)
    lasting = Q(to_day=None) | Q(to_day__gte=as_of)
    known = Q() if known_on is None else Q(received_on__lte=known_on)
    return subject.relations.filter(holding, lasting, known).select_related("other")


def links(
    subject: Subject, *, as_of: date, known_on: date | None = None, depth: int = DEPTH
) -> dict[str, dict[str, Any]]:
    """``{"bidder": {"facts": …, "links": …}}`` for ``Rulebook.case``; of two links of one name the later.

    Nothing is looked up for a kind of subject that the rulebook links to none.
    """
    known = entities.of_rulebook(subject.entity)
    if known is None or not known.links:
        return {}
    found = relations(subject, as_of=as_of, known_on=known_on).filter(kind=Relation.Kind.LINK)
    by_name = {r.link: r.other for r in found.order_by("on_day", "pk")}
    facts = facts_of_many(by_name.values(), as_of=as_of, known_on=known_on)
    return {
        name: {
            "facts": facts[other.id],
            "links": links(other, as_of=as_of, known_on=known_on, depth=depth - 1) if depth > 1 else {},
        }
        for name, other in by_name.items()
    }
