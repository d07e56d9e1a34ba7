"""A survey's result as a table and a map of the page."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zhiwei.engine.words import VERDICT_WORDS
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.kit.charts import tile_map
from zhiwei.platform.kit.charts.tiles import PLACES
from zhiwei.platform.kit.language import lang
from zhiwei.platform.kit.tables import Column, Table
from zhiwei.platform.office.surveys import IN_FAVOUR


def english() -> bool:
    """Whether the page is read in English."""
    return lang() == "en"


def rows(result: dict[str, Any]) -> list[dict[str, Any]]:
    """A row for each measure in force for anybody: how many get it, could, do not, and the known amounts."""
    found = []
    for one in result["measures"]:
        verdicts = one["verdicts"]
        if not set(verdicts) - {"not_in_force"}:
            continue
        measure = current().measures.get(one["id"])
        if measure is None:
            continue
        named = IN_FAVOUR | {"undetermined", "no_decision_filed", "not_offered", "out_of_scope"}
        found.append(
            {
                "id": one["id"],
                "label": measure.en if english() else measure.zh,
                "favour": sum(verdicts.get(v, 0) for v in IN_FAVOUR),
                "open": verdicts.get("undetermined", 0),
                "silent": verdicts.get("no_decision_filed", 0) + verdicts.get("not_offered", 0),
                "against": sum(n for v, n in verdicts.items() if v not in named),
                "outside": verdicts.get("out_of_scope", 0),
                "amount": one["amount"],
                "city": one["city"],
            }
        )
    return found


def table(found: list[dict[str, Any]]) -> Table:
    """The measures with their counts."""
    columns = [
        Column("id", _("句"), link=lambda row: f"/law/{row['id'].partition('/')[0]}/"),
        Column("label", _("措施"), head=True),
        Column("favour", _("可享受"), kind="count", sort=True),
        Column("open", _("补齐事实后可定"), kind="count", sort=True),
        Column("silent", _("当地未作决定"), kind="count", sort=True),
        Column("against", _("不符合"), kind="count", sort=True),
        Column("outside", _("不在范围"), kind="count", sort=True),
        Column("amount", _("已知金额合计（元）"), kind="money", sort=True),
    ]
    return Table(columns, found, name="survey", caption=_("各项措施的判定户数"), order="-favour")


def map_of(found: list[dict[str, Any]], measure: str) -> SafeString | None:
    """Subjects in whose favour a measure is, by city."""
    row = next((one for one in found if one["id"] == measure), None)
    if row is None:
        return None
    values = {code: count for code, count in row["city"].items() if code in PLACES}
    return tile_map(values, title=_("%(measure)s：可享受户数") % {"measure": row["label"]}, unit=_("户"))


def verdict_label(verdict: str) -> str:
    """A verdict in the page's language."""
    zh, en = VERDICT_WORDS[verdict]
    return en if english() else zh
