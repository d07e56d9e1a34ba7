"""Which fund pays for a sentence: the nearest one, or that of a named level."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import purposes
from zhiwei.platform.ledger.chart import LEVEL_OF_DIVISION, Level, Place
from zhiwei.platform.ledger.faults import Fault, Refused
from zhiwei.platform.ledger.models import Fund


def able(sentence: str, divisions: Iterable[str]) -> list[Fund]:
    """The open funds of some divisions whose money may be promised today under a sentence; the first to end goes first."""
    today = clock.today()
    rows = Fund.objects.filter(
        division__in=list(divisions), state=Fund.State.OPEN, from_day__lte=today, to_day__gte=today
    )
    return [one for one in rows.order_by("to_day", "pk") if purposes.allows(one.purposes, sentence)]


def nearest(division: str, sentence: str) -> Fund | None:
    """The fund that pays in a place: the county's own before the city's and the province's, the latest budget year's first."""
    divisions = load_divisions()
    if division not in divisions:
        return None
    near = [division, *divisions.ancestors(division)]
    found = able(sentence, near)
    return min(found, key=lambda one: (near.index(one.division), -one.budget_year, str(one.pk)), default=None)


def available(fund: Fund) -> int:
    """What a fund has that is not promised yet, in fen."""
    return int(fund.accounts.get(place=Place.AVAILABLE).balance)


def place_of(level: Level, division: str) -> str:
    """The division of a level that a place lies in; '' where there is none."""
    divisions = load_divisions()
    if division not in divisions or level not in LEVEL_OF_DIVISION:
        return ""
    near = {divisions[code].level: code for code in (division, *divisions.ancestors(division))}
    return near.get(LEVEL_OF_DIVISION[level], "")


def of_level(level: Level, division: str, sentence: str) -> Fund | None:
    """The fund of one level that pays in a place, the one that ends first; None where there is none."""
    found = (one for one in able(sentence, [place_of(level, division)]) if one.level == level)
    return next(found, None)


def of_levels(levels: Iterable[Level], division: str, sentence: str) -> dict[Level, Fund]:
    """The fund of each level that pays in a place. Raises the ledger's Refused naming every level without one."""
    found, wrong = {}, []
    for level in levels:
        fund = of_level(level, division, sentence)
        if fund is not None:
            found[level] = fund
        else:
            place = place_of(level, division)
            said = _("%(place)s还没有可用于第 %(id)s 句的%(level)s资金") % {
                "place": name_of(place) if place else "", "id": sentence, "level": Level(level).label,
            }  # fmt: skip
            wrong.append(Fault("fund", said, sentence))
    if wrong:
        raise Refused(wrong)
    return found
