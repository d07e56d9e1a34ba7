"""The year a page shows: asked in the address, offered as tabs."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest

from zhiwei.platform.kit import clock


def year_asked(request: HttpRequest, there: list[int]) -> int:
    """The year of the address, else the latest with anything, else this one."""
    said = request.GET.get("year", "")
    if said.isdecimal() and len(said) == 4 and said > "1000":
        return int(said)
    return there[0] if there else clock.today().year


def year_tabs(years: Iterable[int], year: int) -> list[tuple[str, str, bool]]:
    """Label, address and whether it is the one shown, for ``{% tabs … %}``."""
    return [(str(one), f"?year={one}", one == year) for one in years]
