"""The frame of a drawing: its title and description for those who hear it, and the table of its numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

Number = int | Fraction | float
_NUMBER, _WIDE = mark_safe(' class="num"'), mark_safe(' class="wide"')
Shown = Callable[[Any], str]


def grouped(value: Number | None) -> str:
    """`12,345`, or with up to two decimals where it is no whole number; a dash for none."""
    if value is None:
        return "—"
    rounded = round(float(value), 2)
    return f"{int(rounded):,}" if rounded == int(rounded) else f"{rounded:,.2f}".rstrip("0")


def text(x: float, y: float, words: str, css: str = "", anchor: str = "start") -> SafeString:
    """A text at a place."""
    return format_html(
        '<text x="{}" y="{}" text-anchor="{}" class="{}">{}</text>', at(x), at(y), anchor, css, words
    )


def rect(x: float, y: float, width: float, height: float, css: str, title: str = "") -> SafeString:
    """A box; its title is shown by a pointer resting on it."""
    inner = format_html("<title>{}</title>", title) if title else ""
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" class="{}">{}</rect>',
        at(x), at(y), at(max(width, 0)), at(max(height, 0)), css, inner,
    )  # fmt: skip


def path(points: Sequence[tuple[float, float]], css: str) -> SafeString:
    """A line through points."""
    return format_html('<path d="M{}" class="{}"/>', "L".join(f"{at(x)} {at(y)}" for x, y in points), css)


def at(value: float) -> str:
    """A coordinate, no longer than it must be."""
    return f"{value:.1f}".removesuffix(".0")


def width_of(words: str) -> float:
    """About how wide a label is at the size of the style sheet: a Chinese character counts double."""
    return sum(13.0 if ord(character) > 0x2E80 else 7.2 for character in words)


def figure(
    parts: Sequence[SafeString],
    *,
    size: tuple[float, float],
    title: Any,
    description: str,
    heads: Sequence[Any],
    rows: Sequence[Sequence[Any]],
    css: str = "",
    numbers: bool = True,
) -> SafeString:
    """The drawing, named and described, and its rows as a table that opens on asking.

    A table of numbers scrolls on a phone where it is too wide; one of words turns each row into a card.
    """
    drawn = mark_safe("".join(parts))
    name = f"c{hashlib.sha256(f'{title}{drawn}'.encode()).hexdigest()[:10]}"
    svg = format_html(
        '<svg viewBox="0 0 {} {}" role="img" aria-labelledby="{}-t {}-d"><title id="{}-t">{}</title>'
        '<desc id="{}-d">{}</desc>{}</svg>',
        at(size[0]), at(size[1]), name, name, name, title, name, description, drawn,
    )  # fmt: skip
    head = format_html_join("", '<th scope="col">{}</th>', ((each,) for each in heads))
    cell, table = (_NUMBER, _WIDE) if numbers else ("", "")
    body = format_html_join(
        "\n",
        '<tr><th scope="row">{}</th>{}</tr>',
        (
            (
                row[0],
                format_html_join(
                    "",
                    '<td{} data-l="{}">{}</td>',
                    ((cell, head, each) for head, each in zip(heads[1:], row[1:], strict=True)),
                ),
            )
            for row in rows
        ),
    )
    return format_html(
        '<figure class="chart {}"><figcaption>{}</figcaption>{}<details class="screen"><summary>{}</summary>'
        '<table{}><caption class="unseen">{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table></details></figure>',
        css, title, svg, _("看表格"), table, title, head, body,
    )  # fmt: skip
