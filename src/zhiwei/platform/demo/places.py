"""Funded places of this year in the demonstration (16.3): all of them held, a waiting list, and one of it who moved up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zhiwei.platform.accounts.models import User
from zhiwei.platform.cases.casetypes import get
from zhiwei.platform.cases.models import Case, Origin
from zhiwei.platform.demo.firms import key_of
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.training.models import Place, Year
from zhiwei.platform.training.services.places import TYPE

SMALL = ("small", "micro")


def log_ins(data: Mapping[str, Any], word: str, count: int) -> list[User]:
    """So many people who log in with no password; made at once, past the slow hashing."""
    surnames, given = data["surnames"], data["given"]
    return User.objects.bulk_create(
        User(
            username=f"{word}{number}", password="!",
            display_name=surnames[number % len(surnames)] + given[number * 7 % len(given)],
        )
        for number in range(count)
    )  # fmt: skip


def fill(year: Year, data: Mapping[str, Any]) -> int:
    """Owners of small firms all over the province who hold every place that is left, written at once past the services;
    gives how many. They log in with no password."""
    left = Year.objects.get(pk=year.pk).left
    firms = Subject.objects.filter(
        entity="enterprise",
        state=Subject.State.ACTIVE,
        size_class__in=SMALL,
        organisation=None,
        training_places=None,
    )
    rows = list(firms.order_by("pk")[:left])
    users = log_ins(data, "holder", len(rows))
    kind, now = get(TYPE), clock.now()
    held = Case.objects.bulk_create(
        Case(
            id=key_of("holder", number), key=f"training/demo/{year.pk}/holder/{number}", type=kind.id, type_hash=kind.hash,
            subject=firm, division=firm.division, as_of=clock.today(), state="placed", origin=Origin.APPLICANT, opened_at=now,
            content={"plan": data["places"]["plan"]},
        )
        for number, firm in enumerate(rows)
    )  # fmt: skip
    Place.objects.bulk_create(
        Place(
            case=case,
            year=year,
            person=user,
            firm=firm,
            applied_at=now,
            potential=True,
            holds=True,
            placed_at=now,
        )
        for case, user, firm in zip(held, users, rows, strict=True)
    )
    Year.objects.filter(pk=year.pk).update(taken=year.places - left + len(rows))
    return len(rows)
