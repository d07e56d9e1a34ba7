"""A trial's result as tables and charts of the page."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.kit.charts import bars, tile_map
from zhiwei.platform.kit.charts.tiles import PLACES
from zhiwei.platform.kit.language import lang
from zhiwei.platform.kit.tables import Column, Table

FEN_OF_WAN = Decimal(1_000_000)


def fen(text: str | None) -> int | None:
    """Yuan as JSON writes it, in fen."""
    return None if text is None else int(Decimal(text) * 100)


def label(entry: dict[str, Any]) -> str:
    """The entry's own Chinese or English label."""
    return str(entry[lang()])


def lines(result: dict[str, Any]) -> list[dict[str, Any]]:
    """What changed, one line for each measure or variable that did, the total first where there is one."""
    found = []
    for line in result["lines"]:
        if not line.get("winners") and not line.get("losers") and not _moved(line):
            continue
        found.append(
            {
                "name": line["name"],
                "label": label(line) if "zh" in line else _("合计"),
                "winners": line.get("winners"),
                "losers": line.get("losers"),
                "gains": fen(line.get("gains")),
                "losses": fen(line.get("losses")),
                "cost": fen(line.get("cost")),
                "groups": line.get("groups", {}),
                "transitions": [t for t in line.get("transitions", ()) if t["from"] != t["to"]],
            }
        )
    return found


def _moved(line: dict[str, Any]) -> bool:
    return any(t["from"] != t["to"] for t in line.get("transitions", ()))


def main_line(result: dict[str, Any]) -> dict[str, Any] | None:
    """The line whose distribution is shown: the total, else the first that has groups."""
    ranked = [line for line in lines(result) if line["groups"]]
    return next((line for line in ranked if line["name"] == "total"), ranked[0] if ranked else None)


def groups_table(line: dict[str, Any], grouping: str, caption: str) -> Table:
    """Winners, losers and cost by the groups of a line."""
    rows = [
        {"name": label(g), "winners": g["winners"], "losers": g["losers"], "cost": fen(g.get("cost"))}
        for g in line["groups"].get(grouping, ())
    ]
    columns = [
        Column("name", _("组别"), head=True),
        Column("winners", _("受益户数"), kind="count", sort=True),
        Column("losers", _("受损户数"), kind="count", sort=True),
        Column("cost", _("财政成本（元）"), kind="money", sort=True),
    ]
    return Table(columns, rows, name=grouping, caption=caption, size=20)


def map_of(line: dict[str, Any]) -> SafeString:
    """Subjects that gain or lose by city."""
    found: dict[str, int] = {}
    for group in line["groups"].get("division", ()):
        code = group.get("city") or group["code"]
        if code in PLACES:
            found[code] = found.get(code, 0) + group["winners"] + group["losers"]
    return tile_map(found, title=_("受影响的户数"), unit=_("户"))


def sizes_chart(line: dict[str, Any]) -> SafeString:
    """Cost by size class, in yuan."""
    values = [(label(g), fen(g.get("cost"))) for g in line["groups"].get("size_class", ())]
    return bars(values, title=_("按规模的财政成本"), unit=_("万元"), shown=_wan)


def _wan(number: Any) -> str:
    return "—" if number is None else f"{Decimal(number) / FEN_OF_WAN:,.1f}"


def notches(result: dict[str, Any]) -> list[dict[str, Any]]:
    """断崖 that appear, vanish or change, each with the label of the fact it lies in."""
    known = current().variables(result["entity"])
    return [
        n | {"label": label({"zh": known[n["fact"]].zh, "en": known[n["fact"]].en})}
        for n in result["notches"]["list"]
        if n["change"] != "kept"
    ]
