"""A value over time as steps: an SVG made here, with a title and a description; the page's table holds the numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zhiwei.platform.kit.language import semicolons

WIDTH, HEIGHT = 720, 220
LEFT, RIGHT, TOP, BOTTOM = 16, 16, 34, 30
LETTER = 8
"""Width that a label needs for each of its characters."""


@dataclass(frozen=True, slots=True)
class Step:
    """A value from a day to a day (None: still); ``height`` places it, ``label`` says it."""

    starts: date
    ends: date | None
    height: float
    label: str


def step_chart(steps: Sequence[Step], title: str, today: date) -> SafeString:
    """The steps from the first day to today, or to the last day if that is later."""
    first = steps[0].starts.toordinal()
    last = max(today, *(s.ends or s.starts for s in steps)).toordinal()
    top = max(s.height for s in steps) or 1.0
    low = min(0.0, *(s.height for s in steps))

    def x(day: int) -> float:
        return round(LEFT + (day - first) / max(last - first, 1) * (WIDTH - LEFT - RIGHT), 1)

    def y(height: float) -> float:
        return round(HEIGHT - BOTTOM - (height - low) / (top - low or 1) * (HEIGHT - TOP - BOTTOM), 1)

    lines, labels, years = [], [], []
    before: Step | None = None
    for step in steps:
        start, end = step.starts.toordinal(), (step.ends.toordinal() if step.ends else last)
        lines.append((x(start), y(step.height), x(end), y(step.height)))
        if before is not None and before.ends is not None and (step.starts - before.ends).days == 1:
            lines.append((x(start), y(before.height), x(start), y(step.height)))
        if x(end) - x(start) >= LETTER * len(step.label):
            labels.append((x(start) + 4, y(step.height) - 8, "start", step.label))
        elif step is steps[-1]:
            labels.append((x(end), y(step.height) - 8, "end", step.label))
        before = step
    for year in range(date.fromordinal(first).year, date.fromordinal(last).year + 1):
        day = date(year, 1, 1).toordinal()
        if first <= day <= last and (year % 2 == 0):
            years.append((x(day), HEIGHT - BOTTOM, x(day), HEIGHT - BOTTOM + 6, x(day), HEIGHT - 6, year))
    described = semicolons(f"{s.starts.isoformat()} {s.label}" for s in steps)
    return format_html(
        '<svg class="steps-chart" viewBox="0 0 {} {}" role="img" aria-label="{}"><title>{}</title><desc>{}</desc>'
        '<line class="axis" x1="{}" y1="{}" x2="{}" y2="{}"/>{}{}{}</svg>',
        WIDTH,
        HEIGHT,
        _("%(title)s随时间的变化") % {"title": title},
        title,
        described,
        LEFT,
        HEIGHT - BOTTOM,
        WIDTH - RIGHT,
        HEIGHT - BOTTOM,
        format_html_join(
            "",
            '<line class="axis" x1="{}" y1="{}" x2="{}" y2="{}"/><text class="year" x="{}" y="{}">{}</text>',
            years,
        ),
        format_html_join("", '<line class="step" x1="{}" y1="{}" x2="{}" y2="{}"/>', lines),
        format_html_join("", '<text x="{}" y="{}" text-anchor="{}">{}</text>', labels),
    )
