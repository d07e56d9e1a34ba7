"""A case type as a drawing: states from top to bottom, ends at the right, arrows with what leads on; and as a table."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zhiwei.platform.cases.casetypes.model import CaseType, Transition
from zhiwei.platform.cases.words import actors
from zhiwei.platform.kit.charts.figure import at, figure, text, width_of

LEFT, TOP, ROW, BOX, GAP = 150.0, 20.0, 74.0, 38.0, 24.0
LANE = 13.0
"""Between two arrows that run side by side."""


def draw(kind: CaseType, *, now: str = "", done: Collection[str] = ()) -> SafeString:
    """The diagram; ``now`` is the state a case is in, ``done`` the states it has been in."""
    ways = [s for s in kind.states if not kind.states[s].ends]
    ends = [s for s in kind.states if kind.states[s].ends]
    wide = max(width_of(str(state.words)) for state in kind.states.values()) + GAP
    right = LEFT + wide + 210
    row = {name: number for number, name in enumerate(ways)}
    place = {name: (LEFT, TOP + number * ROW) for name, number in row.items()}
    first = _first_rows(kind, ends, row)
    for name in ends:
        place[name] = (right, TOP + first[name] * ROW)
    parts = [_arrow_head()]
    lanes = {"back": 0, "skip": 0}
    for one in kind.transitions.values():
        for source in one.sources:
            parts += _arrow(one, place[source], place[one.to], wide, lanes, row.get(source), row.get(one.to))
    for name, (x, y) in place.items():
        css = "t3 now" if name == now else "t1" if name in done else "t0"
        parts.append(_box(x, y, wide, css, str(kind.states[name].words), light=name == now))
    height = TOP + max(y for _x, y in place.values()) + BOX + TOP
    return figure(
        parts, size=(right + wide + 20, height), title=_("“%(title)s”的办理流程") % {"title": kind.title},
        description=_described(kind), heads=[_("从"), _("步骤"), _("到"), _("由谁办理")], rows=rows(kind), css="flow",
    )  # fmt: skip


def rows(kind: CaseType) -> list[tuple[str, str, str, str]]:
    """Every step: from which state, what it is called, to which state, who takes it."""
    found = [("", str(kind.start.words), str(kind.states[kind.start.to].words), actors(kind.start.actors))]
    for one in kind.transitions.values():
        for source in one.sources:
            states = (str(kind.states[source].words), str(kind.states[one.to].words))
            found.append((states[0], str(one.words), states[1], actors(one.actors)))
    return found


def _described(kind: CaseType) -> str:
    return _("；").join(
        f"{source or _('开始')} → {target}：{step}" for source, step, target, _who in rows(kind)
    )


def _first_rows(kind: CaseType, ends: list[str], row: dict[str, int]) -> dict[str, int]:
    """A row for each end: that of the first state that leads to it, or the next that is free."""
    taken: set[int] = set()
    found = {}
    for end in ends:
        wanted = min(
            (row[s] for t in kind.transitions.values() if t.to == end for s in t.sources if s in row),
            default=0,
        )
        while wanted in taken:
            wanted += 1
        taken.add(wanted)
        found[end] = wanted
    return found


def _arrow_head() -> SafeString:
    return format_html(
        '<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0L8 4L0 8Z" class="{}"/></marker></defs>', "tip"
    )  # fmt: skip


def _box(x: float, y: float, wide: float, css: str, words: str, *, light: bool) -> SafeString:
    box = format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" rx="4" class="{}"/>', at(x), at(y), at(wide), at(BOX), css
    )
    return format_html(
        "{}{}", box, text(x + wide / 2, y + BOX / 2 + 5, words, "light" if light else "", "middle")
    )


def _arrow(
    one: Transition, source: tuple[float, float], target: tuple[float, float], wide: float, lanes: dict[str, int],
    source_row: int | None, target_row: int | None,
) -> list[SafeString]:  # fmt: skip
    """One arrow and its words: straight down to the next row, at the left for the way back or a skipped row, else right."""
    (x1, y1), (x2, y2) = source, target
    words = str(one.words)
    if target_row is not None and source_row is not None and target_row == source_row + 1:
        x = x1 + wide / 2
        return [_line([(x, y1 + BOX), (x, y2)]), text(x + 8, (y1 + BOX + y2) / 2 + 4, words, "faint")]
    if target_row is None and source_row is not None:  # to an end
        middle = (y1 + BOX / 2, y2 + BOX / 2)
        bend = x2 - 16
        points = [(x1 + wide, middle[0]), (bend, middle[0]), (bend, middle[1]), (x2, middle[1])]
        return [_line(points), text(x1 + wide + 8, middle[0] - 5, words, "faint")]
    side = "back" if source_row is None or (target_row is not None and target_row <= source_row) else "skip"
    lanes[side] += 1
    if source_row is None:  # an end that opens again
        x = x1 - 30 - lanes[side] * LANE
        points = [(x1, y1 + BOX - 8), (x, y1 + BOX - 8), (x, y2 + BOX - 6), (x2 + wide, y2 + BOX - 6)]
        return [_line(points, "dashed"), text(x - 6, y1 + BOX + 12, words, "faint", "end")]
    x = x1 - 12 - lanes["back"] * LANE if side == "back" else x1 - 12 - (lanes["back"] + lanes["skip"]) * LANE
    points = [(x1, y1 + BOX / 2 + 5), (x, y1 + BOX / 2 + 5), (x, y2 + BOX / 2 - 5), (x2, y2 + BOX / 2 - 5)]
    css = "dashed" if side == "back" else ""
    return [_line(points, css), text(x - 5, (y1 + y2) / 2 + BOX / 2, words, "faint", "end")]


def _line(points: list[tuple[float, float]], css: str = "") -> SafeString:
    way = "L".join(f"{at(x)} {at(y)}" for x, y in points)
    return format_html('<path d="M{}" class="way {}" marker-end="url(#arrow)"/>', way, css)
