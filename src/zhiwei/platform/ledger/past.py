"""Past days of a fund: no place may ever have held less than nothing, whatever is booked on a day that is over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import accumulate

from django.db.models import Sum

from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.ledger.models import Fund, Line

Change = tuple[date, Place, Place, int]
"""A day, the place an amount leaves, the place it comes to, fen."""


def changes(fund: Fund, after: date | None = None) -> Iterator[Change]:
    """What a fund's lines move on each day, summed up; with ``after`` only on later days. A day with nothing is left out."""
    rows = Line.objects.filter(entry__fund=fund)
    if after is not None:
        rows = rows.filter(entry__booked_on__gt=after)
    grouped = rows.order_by().values_list("entry__booked_on", "taken_from__place", "given_to__place")
    for day, taken, given, fen in grouped.annotate(Sum("fen")):
        yield day, Place(taken), Place(given), fen


def by_day(moved: Iterable[Change]) -> dict[Place, Counter[date]]:
    """What each place gains on each day, fen; below zero where it loses."""
    found: dict[Place, Counter[date]] = {place: Counter() for place in Place}
    for day, taken, given, fen in moved:
        found[taken][day] -= fen
        found[given][day] += fen
    return found


def first_short(
    booked: Iterable[Change], new: Iterable[Change], now: Mapping[Place, int]
) -> list[tuple[Place, date, int]]:
    """The places that new moves would take below zero at the end of a day: place, first such day, what it held by then.

    ``booked`` is what is booked after the first day of the new moves, ``now`` what each place holds with all that is
    booked. Days that stand wrong already and that the moves do not make worse are not named.
    """
    before, more = by_day(booked), by_day(new)
    found = []
    for place in Place:
        days = sorted({*before[place], *more[place]})
        held = now[place] - sum(before[place].values())
        there = accumulate(before[place][day] for day in days)
        change = accumulate(more[place][day] for day in days)
        for day, past, plus in zip(days, there, change, strict=True):
            if wrong_way(place, plus) and wrong_way(place, held + past + plus):
                found.append((place, day, held + past))
                break
    return found


def wrong_days(fund: Fund) -> Iterator[tuple[Place, date, int]]:
    """Every place with the first day at whose end it stood below zero, and with how much."""
    for place, days in by_day(changes(fund)).items():
        held = 0
        for day in sorted(days):
            held += days[day]
            if wrong_way(place, held):
                yield place, day, held
                break


def wrong_way(place: Place, fen: int) -> bool:
    """Whether an amount lies on the side of zero where its place never stands: above it outside the fund, else below."""
    return fen > 0 if place == Place.APPROPRIATED else fen < 0
