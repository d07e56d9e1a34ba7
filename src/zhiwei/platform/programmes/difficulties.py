"""What programmes count, each under the difficulty of 2.1 that its file names."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.urls import reverse

from zhiwei.platform.programmes.files import all_programmes
from zhiwei.platform.programmes.registers import counting
from zhiwei.platform.subjects.indicators import Indicator


def counted(divisions: Collection[str], year: int) -> Iterator[Indicator]:
    """Every count of every programme for some divisions and a year."""
    for programme in all_programmes().values():
        for one in counting.progress(programme, year=year, divisions=divisions):
            yield Indicator(
                str(programme.title), str(one.count.words), "money" if one.money else "count", one.number,
                reverse("programmes:office", args=[programme.id]), one.count.difficulty,
            )  # fmt: skip
