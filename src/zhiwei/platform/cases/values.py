"""What a form said, read by the kinds of its fields into file form: yuan and days as text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from zhiwei.platform.cases.casetypes.model import Field
from zhiwei.platform.cases.faults import Fault
from zhiwei.platform.kit import money
from zhiwei.platform.kit.language import titled

LINE, LONGEST = 200, 2_000
"""Signs of a text of one line, and of one of several; the boxes of forms take as many."""
MOST = 10**12
"""No count is above it."""
RATE = re.compile(r"[+-]?(\d{1,9}(\.\d{0,12})?|\.\d{1,12})\s*%?")


def checked(fields: Iterable[Field], given: Mapping[str, Any]) -> tuple[dict[str, Any], list[Fault]]:
    """The values of the fields, and what is wrong with them, all at once; what no field asks for is refused."""
    found: dict[str, Any] = {}
    wrong: list[Fault] = []
    by_name = {one.name: one for one in fields}
    for name in given:
        if name not in by_name:
            wrong.append(Fault(name, _("这一步没有“%(name)s”这一项") % {"name": name}))
    for name, one in by_name.items():
        raw = given.get(name)
        if raw in (None, "") or (one.kind == "flag" and raw is False and one.required):
            if one.required:
                wrong.append(Fault(name, _("请填写“%(label)s”") % {"label": one.words}))
            continue
        try:
            found[name] = _read(one, raw)
        except ValueError as error:
            wrong.append(Fault(name, titled(one.words, error)))
    return found, wrong


def _read(one: Field, raw: Any) -> Any:
    text = str(raw).strip()
    match one.kind:
        case "money":
            fen = raw if isinstance(raw, int) else money.parse(text)
            if fen < 0:
                raise ValueError(_("金额不能小于零"))
            if one.positive and not fen:
                raise ValueError(_("金额应大于零"))
            return money.yuan(fen, grouped=False)
        case "count":
            if not text.isdecimal():
                raise ValueError(_("请写整数"))
            if len(text) > len(str(MOST)) or int(text) > MOST:
                raise ValueError(_("数字过大"))
            if one.positive and not int(text):
                raise ValueError(_("应大于零"))
            return int(text)
        case "rate":
            return _rate(text)
        case "date":
            try:
                return date.fromisoformat(text).isoformat()
            except ValueError:
                raise ValueError(_("日期请写成 2012-06-30 的样子")) from None
        case "choice":
            if text not in one.choices:
                raise ValueError(_("请从所列各项中选择"))
            return text
        case "flag":
            return raw is True or text in ("true", "on", "1")
    most = LINE if one.kind == "text" else LONGEST
    if len(text) > most:
        raise ValueError(_("不能超过 %(n)s 字") % {"n": most})
    return text


def _rate(text: str) -> str:
    if not RATE.fullmatch(text):  # a number with an exponent may have more digits than there is memory
        raise ValueError(_("请写百分数或小数，例如 30%% 或 0.3") % {})
    percent = text.endswith("%")
    value = Fraction(Decimal(text.rstrip("%").strip()))
    return str(value / 100 if percent else value)


def amount_words(fen: int) -> str:
    """An amount as people read it: in yuan, with the unit."""
    return _("%(amount)s 元") % {"amount": money.short(fen)}


def shown(one: Field, value: Any) -> str:
    """A value in file form as people read it."""
    if value in (None, ""):
        return ""
    match one.kind:
        case "money":
            return money.short(money.parse(str(value))) + _(" 元")
        case "choice":
            return str(one.choices.get(str(value), value))
        case "flag":
            return _("是") if value else _("否")
        case "rate":
            from zhiwei.platform.kit.tables.columns import percent

            return percent(Fraction(str(value)))
    return f"{value} {one.unit}" if one.unit and one.kind == "count" else str(value)
