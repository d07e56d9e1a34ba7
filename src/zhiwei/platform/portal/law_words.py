"""Values, bounds and days of parameters as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from zhiwei.engine.display import display
from zhiwei.engine.model import Member, RulebookData
from zhiwei.engine.parameters import Parameter, Value
from zhiwei.engine.words import EVIDENCE_WORDS, STATUS_WORDS
from zhiwei.engine.words import pick as of_pair
from zhiwei.platform.portal.language import aside

STATES = {"not_in_force": "not_in_force", "unknown": "unknown_law"}


def one_value(parameter: Parameter, value: Any, data: RulebookData, lang: str) -> str:
    """A scalar value with its unit; a dash for none."""
    if value is None:
        return "—"
    return display(parameter.type, value, data.vocabularies.get(parameter.type.enum or "", ()), lang)


def key_label(parameter: Parameter, key: str, data: RulebookData, lang: str) -> str:
    """How a key of a table reads."""
    members: tuple[Member, ...] = data.vocabularies.get(parameter.key or "", ())
    found = next((m for m in members if m.value == key), None)
    return (found.zh if lang == "zh" else found.en) if found else key


def table_rows(
    parameter: Parameter, value: Mapping[str, Any], data: RulebookData, lang: str
) -> list[tuple[str, str]]:
    """A table as pairs of key and value."""
    return [
        (key_label(parameter, k, data, lang), one_value(parameter, v, data, lang)) for k, v in value.items()
    ]


def entry_value(parameter: Parameter, entry: Value, data: RulebookData, lang: str) -> str:
    """What a dated value says: its value, the bounds within which a locality decides, or that there is none."""
    if entry.state in STATES:
        return of_pair(STATUS_WORDS[STATES[entry.state]], lang)
    if isinstance(entry.value, Mapping):
        return _("表，共 %(count)d 行") % {"count": len(entry.value)}
    bounds = bounds_text(parameter, entry, data, lang)
    if entry.value is None:
        return bounds or _("由当地确定")
    said = one_value(parameter, entry.value, data, lang)
    return aside(said, bounds)


def bounds_text(parameter: Parameter, entry: Value, data: RulebookData, lang: str) -> str:
    """Within which bounds a locality decides; empty where it does not."""
    if not parameter.delegated:
        return ""
    low, high = (
        None if bound is None else one_value(parameter, bound, data, lang)
        for bound in (entry.minimum, entry.maximum)
    )
    if low and high:
        return _("由当地在 %(low)s 至 %(high)s 之间确定") % {"low": low, "high": high}
    if high:
        return _("由当地确定，最高 %(high)s") % {"high": high}
    if low:
        return _("由当地确定，最低 %(low)s") % {"low": low}
    return _("由当地确定")


def until_text(entry: Value) -> str:
    """The last real day, or that it is open."""
    return entry.ends.isoformat() if entry.ends else _("至今")


def evidence_text(grade: str, lang: str) -> str:
    """The label of an evidence grade; empty for none."""
    return of_pair(EVIDENCE_WORDS[grade], lang) if grade in EVIDENCE_WORDS else ""


def boundary_text(boundary: str) -> str:
    """Whether a limit includes the number itself."""
    return {"inclusive": _("含本数"), "exclusive": _("不含本数")}.get(boundary, "")


_UNITS = {
    "CNY": "元", "persons": "人", "person": "人", "year": "年", "month": "月", "day": "日", "occasion": "次", "case": "件",
    "project": "个项目", "working_day": "个工作日", "firm": "家企业", "base": "个基地", "item": "项", "report": "次报告",
    "inspection": "次督查", "level": "级", "right": "项", "sector": "次产业", "attendance": "人次", "place": "名",
}  # fmt: skip
_AVERAGE = ", yearly average"


def unit_text(unit: str, lang: str) -> str:
    """A unit such as ``CNY/month`` as people read it: 元/月; as it stands in English."""
    if lang == "en":
        return unit
    bare = unit.removesuffix(_AVERAGE)
    words = "/".join(_UNITS.get(one, one) for one in bare.split("/"))
    return words if bare == unit else f"{words}（年度平均）"
