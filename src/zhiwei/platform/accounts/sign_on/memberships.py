"""Bringing a person's roles in line with what the sign-on says of him, at every log-in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from zhiwei.platform.accounts.models import Membership, Organisation, User
from zhiwei.platform.accounts.models.memberships import on
from zhiwei.platform.accounts.rights import SYSTEM
from zhiwei.platform.accounts.services import Refused, end, grant
from zhiwei.platform.accounts.sign_on.claims import Rule
from zhiwei.platform.kit import clock

SOURCE = "oidc"


def align(user: User, claims: Mapping[str, Any], rules: Sequence[Rule]) -> None:
    """Give the roles that the claims now give, end (yesterday) those of the sign-on that they no longer give.

    Roles given by hand stay. A role that began today ends today. A role that the order of offices forbids is not given;
    the others are ended and given all the same. Raises :class:`Refused` with every such role afterwards.
    """
    today = clock.today()
    wanted = {(str(r.role), r.kind, r.organisation, r.division): r for r in rules if r.fits(claims)}
    with transaction.atomic():
        held = {
            (m.role, m.organisation.kind, m.organisation.name, m.division): m
            for m in Membership.objects.filter(on(today), user=user).select_related("organisation")
        }
        for key, membership in held.items():
            if membership.source == SOURCE and key not in wanted:
                end(SYSTEM, membership, max(membership.from_day, today - timedelta(days=1)))
    refused = list[str]()
    for key, rule in wanted.items():
        if key not in held:
            try:
                with transaction.atomic():
                    _give(user, rule, today)
            except Refused as why:
                refused.append(str(why))
    if refused:
        raise Refused(" ".join(dict.fromkeys(refused)))


def _give(user: User, rule: Rule, today: date) -> None:
    body, _made = Organisation.objects.get_or_create(
        kind=rule.kind, name=rule.organisation, division=rule.division
    )
    grant(
        SYSTEM,
        user,
        organisation=body,
        role=rule.role,
        division=rule.division,
        from_day=today,
        source=SOURCE,
    )
