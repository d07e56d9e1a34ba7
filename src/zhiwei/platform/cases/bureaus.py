"""Whose matters a case is among: where a place divides its matters among organisations, the lists of each begin with its own.

This is an order and no right: what is set aside stays one click away and may be handled as before. Set aside for an official is
a case of a type that the office of his division gives to another organisation, unless

- it is assigned to him, he is invited to it, or it is of a subject he logs in for;
- it waits for a role of his, or an objection to it does, that nobody of that organisation holds in his division: it would be left
  lying (the finance bureau pays for the others);
- he is in charge: he may assign cases, and no office of the place names his organisation. Who may assign and is named has matters
  of his own, and begins with those;
- he only reads (an auditor).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from zhiwei.platform.accounts.divisions import covered_by, with_above
from zhiwei.platform.accounts.models import Membership
from zhiwei.platform.accounts.models.memberships import on
from zhiwei.platform.accounts.rights import Grant
from zhiwei.platform.accounts.roles import OFFICIALS, READERS
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases.models import Case, Complaint, Objection, Office, Participant
from zhiwei.platform.cases.offices import named, seats
from zhiwei.platform.cases.work import objections, waiting
from zhiwei.platform.kit import clock


@dataclass(frozen=True, slots=True)
class Share:
    """For one role of an official: the types of case that are another organisation's, and those of them which that organisation
    cannot see to in this role."""

    grant: Grant
    others: frozenset[str]
    alone: frozenset[str]


def aside(viewer: Viewer) -> Q | None:
    """The condition that a case is another organisation's first; None where nothing is set aside for the viewer."""
    shares = list(_shares(viewer))
    if not any(share.others for share in shares):
        return None
    found = Q(pk__in=[])
    for one in shares:
        if one.others:
            found |= Q(division__in=sorted(covered_by(one.grant.division)), type__in=sorted(one.others))
    for one in shares:
        kept = frozenset().union(*(other.others for other in shares)) - one.others
        if kept:
            found &= ~Q(division__in=sorted(covered_by(one.grant.division)), type__in=sorted(kept))
    invited = Participant.objects.filter(user=viewer.user_id)
    found &= ~Q(assignee=viewer.user_id) & ~Q(pk__in=invited.values("case"))
    found &= ~Q(subject__organisation__in=viewer.organisation_ids)
    return found & ~_left_lying(viewer, shares) if any(share.alone for share in shares) else found


def part(rows: QuerySet[Case], condition: Q | None, which: str = "") -> QuerySet[Case]:
    """Of some cases those at hand, with ``others`` those set aside, with ``all`` both; ``condition`` is :func:`aside`."""
    if condition is None or which == "all":
        return rows
    return rows.filter(condition if which == "others" else ~condition)


def of_objections(rows: QuerySet[Objection], condition: Q | None, which: str = "") -> QuerySet[Objection]:
    """The same of objections, by the cases they are made in."""
    return rows.filter(_about("notice__case", condition, which))


def of_complaints(rows: QuerySet[Complaint], condition: Q | None, which: str = "") -> QuerySet[Complaint]:
    """The same of complaints, by the cases they are about."""
    return rows.filter(_about("case", condition, which))


def _about(case: str, condition: Q | None, which: str) -> Q:
    """The condition that what hangs on a case, found under ``case``, belongs to the part of a divided list."""
    if condition is None or which == "all":
        return Q()
    return Q(**{f"{case}__in": part(Case.objects.all(), condition, which).values("pk")})


def _left_lying(viewer: Viewer, shares: list[Share]) -> Q:
    """The cases that would wait for nobody if they were set aside for this viewer."""
    pairs = {(one.grant, name) for one in shares for name in one.alone}

    def asked(grant: Grant, type_id: str) -> bool:
        return (grant, type_id) in pairs

    steps = Case.objects.filter(waiting(viewer, asked), ended_at=None)
    said = objections(viewer, asked).order_by()
    return Q(pk__in=steps.values("pk")) | Q(pk__in=said.values("notice__case"))


def _shares(viewer: Viewer) -> Iterator[Share]:
    grants = [one for one in viewer.grants if one.role in OFFICIALS]
    own = {one.organisation_id for one in grants}
    for grant in grants:
        given = named(grant.division)
        others = {name: body for name, body in given.items() if body not in own}
        if not others or grant.role in READERS or _in_charge(grant):
            yield Share(grant, frozenset(), frozenset())
            continue
        able = _able(grant, set(others.values()))
        yield Share(
            grant, frozenset(others), frozenset(name for name, body in others.items() if body not in able)
        )


def _in_charge(grant: Grant) -> bool:
    if not grant.reaches("cases.assign", grant.division, None):
        return False
    return not Office.objects.filter(
        division__in=with_above(grant.division), organisation=grant.organisation_id
    ).exists()


def _able(grant: Grant, bodies: set[UUID]) -> set[UUID]:
    """Those of some organisations whose people hold the role of a grant in its division today."""
    held = Membership.objects.filter(
        on(clock.today()),
        role=grant.role,
        organisation__in=bodies,
        division__in=seats(grant.division),
        user__is_active=True,
    )
    return set(held.values_list("organisation", flat=True))
