"""Where SME special funds are set up (26.3): by county, from the ledger; nobody colours a county by hand.

A county has a fund where a fund of its own for 26.3 stands in the ledger with the number of the document that set it up; it
enlarged it where a later year's money is more than the year before's. A fund without a document's number counts for nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.ledger.models import Account, Fund

SENTENCE = "26.3"
COUNTY = 3


class Colour(models.TextChoices):
    """What a county has done."""

    NONE = "none", _("未设立")
    SET_UP = "set_up", _("已设立")
    ENLARGED = "enlarged", _("已扩大")


@dataclass(frozen=True, slots=True)
class County:
    """A county in a year: fen in its funds of the year and of the year before, and the numbers of the documents."""

    division: str
    city: str
    colour: Colour
    fen: int
    before: int
    documents: tuple[str, ...]


def counties(year: int | None = None) -> list[County]:
    """Every county of a year, by default the present one, in the order of codes."""
    now = year or clock.today().year
    by_place: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    documents: dict[str, list[str]] = defaultdict(list)
    held = [one for one in Fund.objects.filter(budget_year__lte=now).order_by("budget_year") if _counts(one)]
    put_in = dict(
        Account.objects.filter(fund__in=held, place=Place.APPROPRIATED).values_list("fund", "balance")
    )
    for one in held:
        by_place[one.division][one.budget_year] -= put_in.get(one.pk, 0)
        if one.document not in documents[one.division]:
            documents[one.division].append(one.document)
    divisions = load_divisions()
    codes = [
        one.code
        for one in divisions
        if one.level == COUNTY
        and one.exists(date(now, 12, 31))
        and one.abolished != now  # its successor stands
    ]
    return [
        County(
            code, divisions[code].parent, _colour(by_place.get(code, {}), now), by_place.get(code, {}).get(now, 0),
            by_place.get(code, {}).get(now - 1, 0), tuple(documents.get(code, ())),
        )
        for code in sorted(codes)
    ]  # fmt: skip


def _counts(fund: Fund) -> bool:
    return SENTENCE in fund.purposes and bool(fund.document.strip())


def _colour(by_year: dict[int, int], now: int) -> Colour:
    """Set up by the first year with money; enlarged where the year's money is more than any year's before."""
    funded = {year: fen for year, fen in by_year.items() if fen > 0}
    if not funded:
        return Colour.NONE
    earlier = [fen for year, fen in funded.items() if year < now]
    return Colour.ENLARGED if earlier and funded.get(now, 0) > max(earlier) else Colour.SET_UP
