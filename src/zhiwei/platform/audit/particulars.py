"""The particulars of one act as people read them: labels for names, names for keys, yuan for fen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.audit import upwards, words
from zhiwei.platform.audit.models import Act
from zhiwei.platform.kit import money
from zhiwei.platform.kit.phrases import retold

LABELS: Mapping[str, str | Promise] = {
    "area": _("面积"), "as_of": _("适用日"), "basis": _("付款依据"), "case": _("办件"), "category": _("类别"),
    "closes_on": _("截止日期"), "content": _("填写的内容"), "defects": _("须补正的问题"), "document": _("文号"), "entity": _("主体类型"),
    "fact": _("事实"), "fen": _("金额（元）"), "firm": _("企业"), "fund": _("专项资金"), "grade": _("评价等级"), "kind": _("类型"),
    "lines": _("笔数"), "measure": _("政策措施"), "name": _("名称"), "number": _("编号"), "on": _("日期"), "opened_on": _("设立日期"),
    "origin": _("来源方式"), "other": _("另一主体"), "places": _("名次"), "reason": _("理由"), "reasons": _("退回的理由"),
    "receipt": _("判定回执"), "revision": _("版本"), "sentence": _("文件原句"), "sha256": _("文件校验值"), "shares": _("分担比例"),
    "source": _("数据来源"), "state": _("状态"), "status": _("数据状态"), "step": _("步骤"), "subject": _("主体"), "successor": _("取代它的决定"),
    "title": _("标题"), "type": _("事项"), "verdict": _("判定"), "yearly_fen": _("每年上限（元）"),
}  # fmt: skip
KEYS = {
    "case": "case", "firm": "subject", "fund": "fund", "other": "subject", "receipt": "receipt", "subject": "subject",
    "successor": "decision",
}  # fmt: skip
"""Particulars that hold the key of a record, and its kind."""


@dataclass(frozen=True, slots=True)
class Particular:
    """A line: what it is, its value in words, the page of the record it names ('' for none)."""

    label: str
    text: str
    address: str = ""


def particulars(act: Act) -> Iterator[Particular]:
    """The lines of an act's detail, in the order of their labels' names; a key without a record stays a key."""
    said = upwards.words_of(act.kind, act.detail)
    for name, value in sorted(act.detail.items()):
        label = str(LABELS.get(name, words.field(name)))
        found = upwards.record_of(KEYS.get(name, ""), str(value or ""))
        if found is not None:
            yield Particular(label, found.name, found.address)
        elif name in said:
            yield Particular(label, said[name])
        elif name.endswith("fen") and isinstance(value, int):
            yield Particular(label, money.yuan(value))
        else:
            yield Particular(label, shown(value))


def shown(value: Any) -> str:
    """Any stored value as text, its names with their labels; a dash for nothing."""
    if isinstance(value, list):
        return "；".join(shown(one) for one in value) or "—"
    if isinstance(value, dict):
        told = (f"{LABELS.get(key, words.field(key))}：{shown(one)}" for key, one in sorted(value.items()))
        return "；".join(told) or "—"
    return "—" if value in (None, "") else retold(str(value))
