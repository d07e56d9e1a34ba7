"""How the cells of a row are shown before they are entered: as they were read, with what should be looked at twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _

from zhiwei.platform.kit import money
from zhiwei.platform.kit.fields import FenFormField
from zhiwei.platform.kit.language import lang, semicolons

LARGE = 10_000 * money.WAN
"""As much as this, in fen, is rarely meant by a small firm: an amount in yuan may stand below a heading in 万元."""


def as_read(field: forms.Field, value: Any) -> str | None:
    """A value of a form as people read it, amounts with their unit; None where the cell says it best itself."""
    if isinstance(field, FenFormField):
        return amount(value) if isinstance(value, int) else ""
    if isinstance(field, forms.ChoiceField):
        return str(dict(cast("Any", field.choices)).get(value, value))
    match value:
        case bool():
            return _("是") if value else _("否")
        case date():
            return value.isoformat()
        case time():
            return value.isoformat("minutes")
        case int():
            return str(value)
        case _:
            return None


def amount(fen: int) -> str:
    """``1,500,000 元（150 万元）``: in yuan, in Chinese beside it in the unit in which people know it."""
    yuan = _("%(yuan)s 元") % {"yuan": money.short(fen)}
    if lang() != "zh" or abs(fen) < money.WAN:
        return yuan
    if abs(fen) < LARGE:
        return f"{yuan}（{money.wan(fen)} 万元）"
    return f"{yuan}（{money.yi(fen)} 亿元）"


def doubt(fields: Mapping[str, forms.Field], given: Mapping[str, Any], large: int | None) -> str:
    """Amounts of a row that look like a slip of the unit; '' where there is none, or where ``large`` ones are usual."""
    if large is None:
        return ""
    found = [
        _("“%(label)s”读作 %(amount)s，请核对单位") % {"label": fields[name].label, "amount": amount(value)}
        for name, value in given.items()
        if isinstance(fields.get(name), FenFormField) and isinstance(value, int) and abs(value) >= large
    ]
    return semicolons(found)
