"""Charts as SVG text, without any library: titled, with units, told apart without colour."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

WIDTH = 720
ROW, BAR, TOP, BOTTOM = 24, 14, 62, 10
NUMBERS, MARGIN = 88, 16
WIDEST = 300
"""Room for labels at most; longer ones are cut and stand whole in the tooltip."""
WIDE, NARROW = 13, 7
"""Width to reckon with for a Chinese character and for another."""
DARK, LIGHT, INK, GRID = "#1f4e79", "#ffffff", "#222222", "#c8c8c8"
STYLE = "font-family:system-ui,'Noto Sans CJK SC','Microsoft YaHei',sans-serif;font-size:12px"
_HATCH = (
    '<pattern id="{id}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="6" height="6" fill="{LIGHT}"/><rect width="3" height="6" fill="{INK}"/></pattern>'
)
_MARKS = (
    '<circle cx="{x}" cy="{y}" r="4"/>', '<rect x="{l}" y="{t}" width="8" height="8"/>',
    '<path d="M{x} {t}L{r} {b}L{l} {b}Z"/>', '<path d="M{x} {t}L{r} {y}L{x} {b}L{l} {y}Z"/>',
)  # fmt: skip
_DASHES = ("", "6 3", "2 3", "8 3 2 3")
MOST_LINES = len(_MARKS)


@dataclass(frozen=True)
class Bar:
    """A row of a bar chart: its label, what is gained and lost (both not negative), and the numbers as text."""

    label: str
    gain: int
    loss: int
    gain_text: str
    loss_text: str


@dataclass(frozen=True)
class Series:
    """A line of a line chart: whole points in order of x, each with the text of both values."""

    label: str
    points: tuple[tuple[Fraction, int], ...]


def bars(name: str, title: str, unit: str, keys: tuple[str, str], rows: Sequence[Bar]) -> str:
    """Losses to the left, hatched; gains to the right, solid. ``keys`` name gains and losses; ``unit`` both."""
    losing = any(row.loss for row in rows)
    height = TOP + ROW * len(rows) + BOTTOM
    labels = min(max((_width(row.label) for row in rows), default=0) + MARGIN, WIDEST)
    room = WIDTH - labels - NUMBERS - (NUMBERS if losing else 0)
    most_gain, most_loss = max((r.gain for r in rows), default=0), max((r.loss for r in rows), default=0)
    scale = max(most_gain + most_loss, 1)
    zero = labels + (NUMBERS if losing else 0) + room * most_loss // scale
    parts = [_HATCH.format(id=f"hatch-{name}"), *_legend(name, keys, losing)]
    for number, row in enumerate(rows):
        y = TOP + ROW * number
        middle = y + BAR - 3
        parts.append(_label(middle, row.label, labels - MARGIN))
        if row.loss:
            width = max(room * row.loss // scale, 1)
            parts.append(
                f'<rect x="{zero - width}" y="{y}" width="{width}" height="{BAR}" fill="url(#hatch-{name})" '
                f'stroke="{INK}"/>'
            )
            parts.append(_text(zero - width - 4, middle, row.loss_text, "end"))
        if row.gain:
            width = max(room * row.gain // scale, 1)
            parts.append(f'<rect x="{zero}" y="{y}" width="{width}" height="{BAR}" fill="{DARK}"/>')
            parts.append(_text(zero + width + 4, middle, row.gain_text))
        elif not row.loss:
            parts.append(_text(zero + 4, middle, row.gain_text))
    parts.append(f'<path d="M{zero} {TOP - 6}V{TOP + ROW * len(rows)}" stroke="{INK}" fill="none"/>')
    return _svg(name, title, unit, height, parts)


def lines(
    name: str, title: str, unit: str, axis: str, series: Sequence[Series], ticks: Sequence[tuple[Fraction, str]],
    levels: Sequence[tuple[int, str]],
) -> str:  # fmt: skip
    """Values over a number; ``ticks`` label the axis below, ``levels`` the grid. At most :data:`MOST_LINES` series."""
    height, left, right = 340, 130, 24
    top, bottom = TOP + 18 * len(series), 300
    xs = [x for one in series for x, _ in one.points]
    low_x, span_x = min(xs), max(xs) - min(xs) or 1
    low_y, high_y = min(v for v, _ in levels), max(v for v, _ in levels)
    span_y = (high_y - low_y) or 1

    def at(x: Fraction, y: int) -> tuple[int, int]:
        across = int((WIDTH - left - right) * (x - low_x) / span_x)
        return left + across, bottom - (bottom - top) * (y - low_y) // span_y

    parts = []
    for value, text in levels:
        y = at(low_x, value)[1]
        parts.append(f'<path d="M{left} {y}H{WIDTH - right}" stroke="{GRID}" fill="none"/>')
        parts.append(_text(left - 6, y + 4, text, "end"))
    for x, text in ticks:
        parts.append(_text(at(x, low_y)[0], bottom + 16, text, "middle"))
    parts.append(_text((left + WIDTH - right) // 2, bottom + 34, axis, "middle"))
    for number, one in enumerate(series):
        dash = f' stroke-dasharray="{_DASHES[number]}"' if _DASHES[number] else ""
        points = [at(x, y) for x, y in one.points]
        path = "L".join(f"{x} {y}" for x, y in points)
        parts.append(f'<path d="M{path}" stroke="{DARK}" stroke-width="2" fill="none"{dash}/>')
        marks = "".join(
            _mark(number, x, y) for x, y in (points if len(points) <= 40 else points[:: len(points) // 20])
        )
        parts.append(f'<g fill="{DARK}">{marks}</g>')
        if len(series) > 1:
            y = TOP + 18 * number
            parts.append(f'<path d="M{left} {y}h40" stroke="{DARK}" stroke-width="2"{dash}/>')
            parts.append(
                f'<g fill="{DARK}">{_mark(number, left + 20, y)}</g>{_text(left + 50, y + 4, one.label)}'
            )
    return _svg(name, title, unit, height, parts)


def _mark(number: int, x: int, y: int) -> str:
    return _MARKS[number].format(x=x, y=y, l=x - 4, r=x + 4, t=y - 4, b=y + 4)


def _legend(name: str, keys: tuple[str, str], losing: bool) -> list[str]:
    parts = [f'<rect x="8" y="40" width="18" height="10" fill="{DARK}"/>', _text(32, 49, keys[0])]
    if losing:
        parts.append(
            f'<rect x="190" y="40" width="18" height="10" fill="url(#hatch-{name})" stroke="{INK}"/>'
        )
        parts.append(_text(214, 49, keys[1]))
    return parts


def _width(text: str) -> int:
    return sum(WIDE if unicodedata.east_asian_width(c) in "WF" else NARROW for c in text)


def _label(y: int, text: str, room: int) -> str:
    """A label cut to its room."""
    shown = text
    while _width(shown) > room:
        shown = shown[:-2] + "…" if shown.endswith("…") else shown[:-1] + "…"
    whole = f"<title>{html.escape(text)}</title>" if shown != text else ""
    return f'<text x="8" y="{y}" fill="{INK}">{html.escape(shown)}{whole}</text>'


def _text(x: int, y: int, text: str, anchor: str = "start") -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="{INK}">{html.escape(text)}</text>'


def _svg(name: str, title: str, unit: str, height: int, parts: Sequence[str]) -> str:
    heading = (
        f'<text x="8" y="22" fill="{INK}" style="font-size:15px;font-weight:600">{html.escape(title)}</text>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-labelledby="title-{name}" style="{STYLE}">'
        f'<title id="title-{name}">{html.escape(title)} ({html.escape(unit)})</title>'
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>{heading}'
        + _text(WIDTH - 8, 49, unit, "end")
        + "".join(parts)
        + "</svg>"
    )
