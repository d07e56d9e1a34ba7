"""Lines over time or another order, up to four."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zhiwei.platform.kit.charts.figure import Number, Shown, at, figure, grouped, path, text, width_of
from zhiwei.platform.kit.charts.scale import ticks
from zhiwei.platform.kit.language import aside, lang, semicolons

WIDTH, HEIGHT, TOP, FOOT = 640.0, 260.0, 34.0, 28.0
MOST_SERIES = 4
"""Lines told apart by colour and dashes."""


def lines(
    labels: Sequence[Any],
    series: Mapping[Any, Sequence[Number | None]],
    *,
    title: Any,
    unit: Any = "",
    shown: Shown = grouped,
    steps: bool = False,
) -> SafeString:
    """A line for each series over the labels; None breaks it. ``steps`` holds a value until the next one (parameters).

    Raises ValueError for more than four series or one that is not as long as the labels.
    """
    if len(series) > MOST_SERIES:
        raise ValueError(f"{len(series)} lines cannot be told apart; at most {MOST_SERIES}")
    for name, values in series.items():
        if len(values) != len(labels):
            raise ValueError(f"series {name}: {len(values)} values for {len(labels)} labels")
    marks = ticks([number for values in series.values() for number in values if number is not None])
    left = max(width_of(shown(mark)) for mark in marks) + 10
    across = (WIDTH - left - 16) / max(len(labels) - 1, 1)
    up = (HEIGHT - TOP - FOOT) / (marks[-1] - marks[0])

    def spot(place: int, number: Number) -> tuple[float, float]:
        return left + place * across, HEIGHT - FOOT - (float(number) - marks[0]) * up

    parts: list[SafeString] = []
    for mark in marks:
        y = spot(0, mark)[1]
        parts += [path([(left, y), (WIDTH, y)], "rule"), text(left - 6, y + 4, shown(mark), "faint", "end")]
    every = max(1, -(-len(labels) * 64 // int(WIDTH - left)))  # so many that they do not touch
    for place in range(0, len(labels), every):
        parts.append(text(left + place * across, HEIGHT - 8, str(labels[place]), "faint", "middle"))
    x = left
    for number, (name, values) in enumerate(series.items()):
        parts += [path([(x, 12), (x + 26, 12)], f"line s{number}"), text(x + 32, 16, str(name))]
        x += width_of(str(name)) + 60
        for run in _runs(values):
            points = [spot(place, value) for place, value in run]
            parts.append(path(_stepped(points) if steps else points, f"line s{number}"))
            parts += [_dot(point, f"{name} {labels[place]} {shown(value)} {unit}", number) for point, (place, value) in zip(points, run, strict=True)]  # fmt: skip
    rows = [
        (label, *(shown(values[place]) for values in series.values())) for place, label in enumerate(labels)
    ]
    return figure(
        parts,
        size=(WIDTH, HEIGHT),
        title=title,
        description=_describe(labels, series, shown, unit),
        heads=["", *(aside(name, unit) for name in series)],
        rows=rows,
        css="lines",
    )


def _runs(values: Sequence[Number | None]) -> list[list[tuple[int, Number]]]:
    """The stretches without a gap."""
    runs: list[list[tuple[int, Number]]] = [[]]
    for place, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((place, value))
    return [run for run in runs if run]


def _stepped(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    corners = [(x, before[1]) for before, (x, _y) in itertools.pairwise(points)]
    return [points[0], *(each for pair in zip(corners, points[1:], strict=True) for each in pair)]


def _dot(point: tuple[float, float], title: str, number: int) -> SafeString:
    return format_html(
        '<circle cx="{}" cy="{}" r="3.5" class="s{}"><title>{}</title></circle>',
        at(point[0]), at(point[1]), number, title,
    )  # fmt: skip


def _describe(
    labels: Sequence[Any], series: Mapping[Any, Sequence[Number | None]], shown: Shown, unit: Any
) -> str:
    said = []
    for name, values in series.items():
        known = [(label, value) for label, value in zip(labels, values, strict=True) if value is not None]
        if known:
            said.append(
                _("%(name)s：%(first)s %(from)s%(unit)s，%(last)s %(to)s%(unit)s")
                % {"name": name, "first": known[0][0], "from": shown(known[0][1]), "last": known[-1][0], "to": shown(known[-1][1]), "unit": unit}
            )  # fmt: skip
    return semicolons(said) + ("." if lang() == "en" else "。") if said else _("没有数据。")
