"""What the templates of the room need: `{% load bases %}`."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django import template

from zhiwei.platform.bases.land.queries import written
from zhiwei.platform.kit.tables.columns import NONE, percent

register = template.Library()


@register.filter
def share(value: Fraction | None) -> str:
    """`{{ occupancy|share }}`: a fraction of 1 in percent; a dash for none."""
    return NONE if value is None else percent(value)


@register.filter
def number(value: Fraction) -> str:
    """A fraction with two decimals at most."""
    hundredths = (value * 100 * 2 + 1) // 2
    return f"{hundredths // 100}.{hundredths % 100:02}".rstrip("0").rstrip(".")


@register.filter
def of(table: Mapping[Any, Any], key: Any) -> Any:
    """What stands in a table under a key; None where nothing does."""
    return table.get(key)


@register.filter
def hectares(square_metres: int) -> str:
    """`{{ area|hectares }}`: square metres in hectares, with what decimals there are."""
    return written(square_metres)
