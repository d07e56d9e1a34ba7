"""The four difficulties of sentence 2.1 as entrances: which articles of the Opinions help with which.

The Opinions name the difficulties and do not sort their articles under them; the sorting is ours, by what each article
gives.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.subjects.models import Difficulty


@dataclass(frozen=True, slots=True)
class Entrance:
    """A difficulty, how an owner would say it, and the articles that help."""

    difficulty: Difficulty
    said: str | Promise
    articles: tuple[int, ...]


ENTRANCES = (
    Entrance(
        Difficulty.FINANCE,
        _("贷不到款、没有抵押、利息太高"),
        (22, 23, 24, 25, 30, 31, 32, 33),
    ),
    Entrance(Difficulty.PROFIT, _("税费负担重、订单少、成本高"), (26, 27, 28, 29)),
    Entrance(
        Difficulty.UPGRADE,
        _("缺技术、缺人才、想转型升级"),
        (3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 18, 19, 20, 21),
    ),
    Entrance(Difficulty.START_UP, _("刚起步，要场地、要培训、要办执照"), (13, 14, 15, 16, 17)),
)


def entrance(key: str) -> Entrance | None:
    """The entrance of a difficulty; None for an unknown one."""
    return next((one for one in ENTRANCES if one.difficulty.value == key), None)
