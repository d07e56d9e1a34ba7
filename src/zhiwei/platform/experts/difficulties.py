"""What the room counts under the difficulties of 2.1: questions to experts by the difficulty that each is tagged with."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from zhiwei.platform.experts.models import Question
from zhiwei.platform.experts.queries import day_begins
from zhiwei.platform.subjects.indicators import Indicator
from zhiwei.platform.subjects.queries import by_difficulty

REPORT, ADDRESS = _("专家志愿服务"), "/office/experts/report/"


def counted(divisions: Collection[str], year: int) -> Iterator[Indicator]:
    """Questions asked in the year under each difficulty."""
    rows = Question.objects.filter(
        division__in=sorted(divisions), asked_at__gte=day_begins(year), asked_at__lt=day_begins(year + 1)
    )
    for difficulty, number in by_difficulty(rows).items():
        yield Indicator(REPORT, _("向专家的提问"), "count", number, ADDRESS, difficulty)
