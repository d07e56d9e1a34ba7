"""A case type as a drawing: states from top to bottom, ends at the right, numbered arrows; and as a table of the steps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zhiwei.platform.cases.casetypes.model import CaseType
from zhiwei.platform.cases.words import actors
from zhiwei.platform.kit.charts.figure import at, figure, text, width_of
from zhiwei.platform.kit.language import listed, semicolons, titled

LEFT, TOP, ROW, BOX, GAP = 130.0, 20.0, 74.0, 38.0, 24.0
LANE, LABEL = 13.0, 40.0
"""Between two arrows that run side by side, and between the labels of two arrows of one box."""
ACROSS = 190.0
"""Between the column of states and that of ends."""


def draw(kind: CaseType, *, now: str = "", done: Collection[str] = ()) -> SafeString:
    """The diagram; ``now`` is the state a case is in, ``done`` the states it has been in."""
    sheet = _Sheet(kind)
    parts = [_arrow_head()]
    for (source, target), numbers in _pairs(kind).items():
        parts += sheet.arrow(source, target, listed(map(str, numbers)))
    for name, (x, y) in sheet.place.items():
        css = "t3 now" if name == now else "t1" if name in done else "t0"
        parts.append(_box(x, y, sheet.wide, css, str(kind.states[name].words), light=name == now))
    heads = [_("步骤"), _("从"), _("到"), _("由谁办理")]
    return figure(
        parts, size=sheet.size, title=_("“%(title)s”的办理流程") % {"title": kind.title}, description=_described(kind),
        heads=heads, rows=rows(kind), css="flow", numbers=False,
    )  # fmt: skip


def _pairs(kind: CaseType) -> dict[tuple[str, str], list[int]]:
    """The numbers of the steps from one state to another; what runs the same way is one arrow."""
    found: dict[tuple[str, str], list[int]] = {}
    for number, one in enumerate(kind.transitions.values(), 1):
        for source in one.sources:
            found.setdefault((source, one.to), []).append(number)
    return found


@dataclass
class _Sheet:
    """Where the boxes stand, and how many arrows run along each lane so far."""

    kind: CaseType
    place: dict[str, tuple[float, float]] = field(default_factory=dict)
    row: dict[str, int] = field(default_factory=dict)
    lanes: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        states = self.kind.states
        ends = [name for name, state in states.items() if state.ends]
        self.row = {name: n for n, name in enumerate(name for name in states if name not in ends)}
        self.wide = max(width_of(str(state.words)) for state in states.values()) + GAP
        self.right = LEFT + self.wide + ACROSS
        self.place = {name: (LEFT, TOP + n * ROW) for name, n in self.row.items()}
        for name, n in _first_rows(self.kind, ends, self.row).items():
            self.place[name] = (self.right, TOP + n * ROW)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the drawing."""
        return self.right + self.wide + 20, TOP + max(y for _x, y in self.place.values()) + BOX + TOP

    def arrow(self, source: str, target: str, words: str) -> list[SafeString]:
        """One arrow and its numbers: down to the next row, right to an end, else along a lane at the left."""
        (x1, y1), (x2, y2) = self.place[source], self.place[target]
        begins, ends = self.row.get(source), self.row.get(target)
        if begins is not None and ends == begins + 1:
            x = x1 + self.wide / 2
            return [_line([(x, y1 + BOX), (x, y2)]), text(x + 8, (y1 + BOX + y2) / 2 + 4, words, "faint")]
        if ends is None and begins is not None:
            return self._to_end(source, target, words)
        if begins is None:
            return self._reopened(source, target, words)
        self.lanes["left"] += 1
        x = x1 - 10 - self.lanes["left"] * LANE
        points = [
            (x1, y1 + BOX / 2 + 5),
            (x, y1 + BOX / 2 + 5),
            (x, y2 + BOX / 2 - 5),
            (x2, y2 + BOX / 2 - 5),
        ]
        return [_line(points, "dashed"), text(x - 4, (y1 + y2) / 2 + BOX / 2 + 4, words, "faint", "end")]

    def _to_end(self, source: str, target: str, words: str) -> list[SafeString]:
        (x1, y1), (x2, y2) = self.place[source], self.place[target]
        out, into = self.lanes[f"out {source}"], self.lanes[f"into {target}"]
        self.lanes[f"out {source}"] += 1
        self.lanes[f"into {target}"] += 1
        begin, end = y1 + 8 + out * 11, y2 + 8 + into * 9
        bend = x2 - 14 - self.lanes["right"] * LANE / 2
        self.lanes["right"] += 1
        points = [(x1 + self.wide, begin), (bend, begin), (bend, end), (x2, end)]
        return [_line(points), text(x1 + self.wide + 6 + out * LABEL, begin - 3, words, "faint")]

    def _reopened(self, source: str, target: str, words: str) -> list[SafeString]:
        (x1, y1), (x2, y2) = self.place[source], self.place[target]
        into = self.lanes[f"again {target}"]
        self.lanes[f"again {target}"] += 1
        self.lanes["again"] += 1
        x = x1 - 70 - self.lanes["again"] * LANE / 2
        end = y2 + BOX - 4 - into * 3
        points = [(x1, y1 + BOX - 4), (x, y1 + BOX - 4), (x, end), (x2 + self.wide, end)]
        return [_line(points, "dashed"), text(x2 + self.wide + 10 + into * LABEL, end + 13, words, "faint")]


def rows(kind: CaseType) -> list[tuple[str, str, str, str]]:
    """Every step with its number: what it is called, from which state, to which, who takes it."""
    found = [(str(kind.start.words), "", str(kind.states[kind.start.to].words), actors(kind.start.actors))]
    for number, one in enumerate(kind.transitions.values(), 1):
        sources = listed(str(kind.states[source].words) for source in one.sources)
        found.append((f"{number} {one.words}", sources, str(kind.states[one.to].words), actors(one.actors)))
    return found


def _described(kind: CaseType) -> str:
    return semicolons(
        titled(step, f"{source or _('开始')} → {target}") for step, source, target, _who in rows(kind)
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


def _line(points: list[tuple[float, float]], css: str = "") -> SafeString:
    way = "L".join(f"{at(x)} {at(y)}" for x, y in points)
    return format_html('<path d="M{}" class="way {}" marker-end="url(#arrow)"/>', way, css)
