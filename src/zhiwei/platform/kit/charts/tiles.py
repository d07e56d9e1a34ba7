"""Zhejiang as a grid of tiles, one for each city: about where it lies, not how large it is; no map of boundaries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.kit.charts.figure import Number, Shown, figure, grouped, rect, text
from zhiwei.platform.kit.language import aside, lang, semicolons

PLACES = {
    "330500": (1, 0), "330400": (2, 0),
    "330100": (1, 1), "330600": (2, 1), "330200": (3, 1), "330900": (4, 1),
    "330800": (0, 2), "330700": (1, 2), "331000": (2, 2),
    "331100": (1, 3), "330300": (2, 3),
}  # fmt: skip
"""Column and row of each city's tile."""
TILE, GAP = 66.0, 4.0
LEVELS = 5
LIGHT_FROM = 3
"""The level from which a tile is so dark that its text is white."""


def tile_map(
    values: Mapping[str, Number | None],
    *,
    title: Any,
    unit: Any = "",
    shown: Shown = grouped,
    link: Callable[[str], str] | None = None,
) -> SafeString:
    """Number by city code (GB/T 2260, ``330100``); a city without one is grey and has a dash.

    ``link`` gives the address a tile leads to. Raises KeyError for a code that is no city of Zhejiang.
    """
    unknown = sorted(set(values) - set(PLACES))
    if unknown:
        raise KeyError(f"{', '.join(unknown)}: no city of Zhejiang; the map has {', '.join(sorted(PLACES))}")
    known = [float(value) for value in values.values() if value is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    parts = []
    for code, (column, row) in PLACES.items():
        value = values.get(code)
        tile = _tile(
            column * (TILE + GAP), row * (TILE + GAP), city_name(code), value, shown(value), low, high
        )
        parts.append(format_html('<a href="{}">{}</a>', link(code), tile) if link else tile)
    columns, rows = (max(place[side] for place in PLACES.values()) + 1 for side in (0, 1))
    ranked = sorted(
        ((code, value) for code, value in values.items() if value is not None), key=lambda pair: -pair[1]
    )
    drawn = figure(
        parts,
        size=(columns * (TILE + GAP) - GAP, rows * (TILE + GAP) - GAP),
        title=title,
        description=semicolons(f"{city_name(code)} {shown(value)}{unit}" for code, value in ranked)
        or _("没有数据。"),
        heads=[_("市"), aside(_("数量"), unit)],
        rows=[(city_name(code), shown(values.get(code))) for code in sorted(PLACES)],
        css="map",
    )
    note = _("方格示意图，不作为行政区划界线依据。")
    return format_html('{}<p class="hint">{}</p>', drawn, note)


def city_name(code: str) -> str:
    """杭州 for 330100, Hangzhou in English."""
    division = load_divisions()[code]
    english = lang() == "en"
    return division.pinyin if english else division.name.removesuffix("市")


def _tile(
    x: float, y: float, name: str, value: Number | None, words: str, low: float, high: float
) -> SafeString:
    level = None if value is None else _level(float(value), low, high)
    css = "none" if level is None else f"t{level}"
    ink = "light" if level is not None and level >= LIGHT_FROM else ""
    return format_html(
        "{}{}{}",
        rect(x, y, TILE, TILE, css, f"{name} {words}"),
        text(x + TILE / 2, y + 28, name, ink, "middle"),
        text(x + TILE / 2, y + 49, words, f"strong {ink}", "middle"),
    )


def _level(value: float, low: float, high: float) -> int:
    return min(LEVELS - 1, int((value - low) / (high - low) * LEVELS)) if high > low else 0
