"""What may be asked of bases, by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.http import Http404

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.bases import indicators
from zhiwei.platform.bases.models import Base, Round, Standing
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import queries as ledger
from zhiwei.platform.subjects import queries as subjects

BASIS = "demonstration_base"
"""The kind of basis under which every level books its support of a base."""
SUPPORT = "14.3"
TARGET = "demonstration_bases_target"
"""The parameter that says how many bases are supported."""


def public() -> QuerySet[Base]:
    """Every registered base."""
    return Base.objects.select_related("subject").order_by("subject__division", "subject__name")


def own(viewer: Viewer) -> QuerySet[Base]:
    """The bases whose register the viewer may look at."""
    return public().filter(subject__in=subjects.visible(viewer))


def own_one(viewer: Viewer, key: UUID) -> Base:
    """A base by its subject; raises Http404 alike where there is none and where the viewer may not know of it."""
    found = own(viewer).filter(subject=key).first()
    if found is None:
        raise Http404
    return found


def may_keep(viewer: Viewer, base: Base) -> bool:
    """Whether the viewer keeps the registers of a base: its operator, or general government of the place."""
    subject = base.subject
    return viewer.may("bases.keep", division=subject.division, organisation_id=subject.organisation_id)


def let(base: Base, day: date) -> int:
    """Square metres let on a day."""
    return indicators.residents(base, day).aggregate(sum=Sum("area"))["sum"] or 0


def free(base: Base, day: date) -> int:
    """Square metres that nobody rents on a day."""
    return max(0, base.area - let(base, day))


def occupancy(base: Base, day: date) -> Fraction:
    """使用率: area let over the area to be let."""
    return Fraction(let(base, day), base.area)


def open_round(day: date | None = None) -> Round | None:
    """The round that takes applications on a day, None if there is none."""
    today = day or clock.today()
    return Round.objects.filter(ranked_at=None, closes_on__gte=today).order_by("year").first()


def standing_of(base: Base) -> Standing | None:
    """Where a base stood in the latest round it took part in."""
    return Standing.objects.filter(base=base).select_related("round").order_by("-round__year").first()


def ranking_again(standings: Sequence[Standing]) -> list[indicators.Ranked]:
    """The places computed anew from the stored inputs."""
    return indicators.rank(
        indicators.Entered(one.base.subject_id, one.share, one.raised) for one in standings
    )


@dataclass(frozen=True, slots=True)
class Supported:
    """A recognised base with the money of each level, in fen; ``ratio`` is local for each yuan of the province."""

    base: Base
    province: int
    local: int
    ratio: Fraction | None

    @property
    def supported(self) -> bool:
        """Whether the province gave it anything."""
        return self.province > 0


def programme() -> list[Supported]:
    """Every recognised base, those without local money too."""
    bases = list(public().filter(~Q(recognised_on=None)))
    keys = [str(one.subject_id) for one in bases]
    money = {one.basis: one for one in ledger.matching(BASIS, SUPPORT, keys)}
    return [
        Supported(one, money[key].province, money[key].local, money[key].ratio)
        for one, key in zip(bases, keys, strict=True)
    ]


def target(day: date | None = None) -> int:
    """How many demonstration bases are to be supported, by the law of a day."""
    on = day or clock.today()
    found = next(v for v in current().data.parameters[TARGET].values if v.covers(on))
    return int(found.value)


def supported_count() -> int:
    """How many bases the province supports by now."""
    return sum(one.supported for one in programme())


__all__ = [
    "BASIS", "SUPPORT", "Supported", "free", "let", "may_keep", "occupancy", "open_round", "own", "own_one", "programme",
    "public", "ranking_again", "standing_of", "supported_count", "target",
]  # fmt: skip
