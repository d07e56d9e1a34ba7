"""Balances of a fund at any day, and as they were known at any moment; its statement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet, Sum

from zhiwei.platform.accounts.models import User
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.ledger.models import Entry, Fund, Line
from zhiwei.platform.ledger.queries.proposers import proposers_in


def balances(fund: Fund, *, on: date | None = None, known_at: datetime | None = None) -> dict[Place, int]:
    """Fen in every place at the end of a day, as booked by a moment; computed from the lines alone.

    The sum over all places is zero; ``appropriated`` is shown as booked, below zero.
    """
    rows = _lines(fund, on, known_at)
    found = dict.fromkeys(Place, 0)
    for side, sign in (("taken_from__place", -1), ("given_to__place", 1)):
        for place, fen in rows.order_by().values_list(side).annotate(Sum("fen")):
            found[Place(place)] += sign * fen
    return found


def balance(
    fund: Fund, account: Place | None = None, *, on: date | None = None, known_at: datetime | None = None
) -> int:
    """Fen in one place, by default what is available; see :func:`balances`."""
    return balances(fund, on=on, known_at=known_at)[account or Place.AVAILABLE]


def _lines(fund: Fund, on: date | None, known_at: datetime | None) -> QuerySet[Line]:
    rows = Line.objects.filter(entry__fund=fund)
    if on is not None:
        rows = rows.filter(entry__booked_on__lte=on)
    if known_at is not None:
        rows = rows.filter(entry__booked_at__lte=known_at)
    return rows


@dataclass(frozen=True, slots=True)
class Row:
    """An entry's line with what is available after it, in fen; who proposed it, where it was booked by proposal."""

    entry: Entry
    taken_from: Place
    given_to: Place
    fen: int
    available: int
    proposed_by: User | None


def statement(fund: Fund, from_day: date, to_day: date, opening: int) -> Iterator[Row]:
    """Every line booked in the days, both included, in order, with the available balance after each.

    ``opening`` is the available balance at the end of the day before (:func:`balance`), fen.
    """
    running, proposed_by = opening, proposers_in(fund)
    rows = Line.objects.filter(entry__fund=fund, entry__booked_on__range=(from_day, to_day))
    rows = rows.select_related(
        "entry", "entry__reverses", "entry__subject", "entry__made_by", "taken_from", "given_to"
    )
    ordered = rows.order_by("entry__booked_on", "entry__booked_at", "pk")
    for line in ordered.iterator(chunk_size=2_000):
        taken, given = Place(line.taken_from.place), Place(line.given_to.place)
        running += line.fen * ((given == Place.AVAILABLE) - (taken == Place.AVAILABLE))
        yield Row(line.entry, taken, given, line.fen, running, proposed_by(line.entry))
