"""Lying bars: one for each name, its number at its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zhiwei.platform.kit.charts.figure import Number, Shown, figure, grouped, rect, text, width_of
from zhiwei.platform.kit.charts.scale import ticks
from zhiwei.platform.kit.language import aside

WIDTH, ROW, BAR = 640.0, 34.0, 20.0


def bars(
    values: Sequence[tuple[Any, Number | None]],
    *,
    title: Any,
    unit: Any = "",
    shown: Shown = grouped,
    series: int = 0,
) -> SafeString:
    """A bar for each (name, number), in the order given; a number may be below zero or unknown.

    ``shown`` writes a number (fen: ``kit.money.wan``), ``unit`` names what is counted.
    """
    names = [str(name) for name, _number in values]
    known = [float(number) for _name, number in values if number is not None]
    marks = ticks(known)
    left = min(220.0, max((width_of(name) for name in names), default=0.0) + 12)
    right = max((width_of(shown(number)) for _name, number in values), default=0.0) + 12
    below = right if marks[0] < 0 else 0.0  # a falling bar has its number at its left
    scale = (WIDTH - left - right - below) / (marks[-1] - marks[0])
    zero = left + below - marks[0] * scale
    parts: list[SafeString] = []
    for place, (name, (_name, number)) in enumerate(zip(names, values, strict=True)):
        top = place * ROW + 4
        parts.append(text(left - 8, top + 15, name, anchor="end"))
        if number is None:
            parts.append(text(zero + 6, top + 15, "—", "faint"))
            continue
        length = float(number) * scale
        css = f"s{series if length >= 0 else 1}"
        parts.append(
            rect(min(zero, zero + length), top, abs(length), BAR, css, f"{name} {shown(number)} {unit}")
        )
        end = zero + length + (6 if length >= 0 else -6)
        parts.append(text(end, top + 15, shown(number), "strong", "start" if length >= 0 else "end"))
    height = max(len(values), 1) * ROW
    parts.append(rect(zero - 0.5, 0, 1, height, "none"))
    return figure(
        parts,
        size=(WIDTH, height),
        title=title,
        description=_describe(names, values, shown, unit),
        heads=[_("名称"), aside(_("数量"), unit)],
        rows=[(name, shown(number)) for name, number in values],
        css="bars",
    )


def _describe(names: list[str], values: Sequence[tuple[Any, Number | None]], shown: Shown, unit: Any) -> str:
    known = [
        (number, name) for name, (_name, number) in zip(names, values, strict=True) if number is not None
    ]
    if not known:
        return _("没有数据。")
    most, least = max(known, key=lambda pair: pair[0]), min(known, key=lambda pair: pair[0])
    return _("%(count)s 项；最大：%(most)s %(high)s%(unit)s；最小：%(least)s %(low)s%(unit)s。") % {
        "count": len(known), "most": most[1], "high": shown(most[0]), "least": least[1], "low": shown(least[0]), "unit": unit,
    }  # fmt: skip
