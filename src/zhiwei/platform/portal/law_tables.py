"""The lists of parameters and of what runs the law, to be taken away as files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from zhiwei.platform.kit.language import listed
from zhiwei.platform.kit.tables import Column, Table
from zhiwei.platform.portal.language import lang
from zhiwei.platform.portal.parameter_view import ParameterRow

if TYPE_CHECKING:
    from zhiwei.platform.portal.views.law import Loose, Shown


def parameters(rows: Iterable[ParameterRow]) -> Table:
    """Parameters on a day, as the page lists them."""
    columns = [
        Column("name", _("参数编号"), value=lambda r: r.parameter.name),
        Column("label", _("参数"), head=True),
        Column("value", _("取值")),
        Column("source", _("来源"), value=lambda r: r.source.text if r.source else ""),
        Column("evidence", _("证据等级")),
        Column("sentences", _("句"), value=lambda r: listed(one.text for one in r.sentences)),
    ]
    return Table(columns, rows, caption=_("参数"))


def sentences(rows: Iterable[Shown]) -> Table:
    """Every sentence with what runs it, or why nothing does."""
    columns = [
        Column("id", _("句"), head=True, value=lambda s: s.sentence.id),
        Column("text", _("原文"), value=lambda s: s.sentence.text),
        Column("state", _("状态")),
        Column("runs", _("由什么执行，或者为什么没有"), value=_runs),
    ]
    return Table(columns, rows, name="sentences", caption=_("逐句"), file=_("覆盖情况_逐句"))


def _runs(one: Shown) -> str:
    told = [runner.name for runner in one.row.runners]
    if one.row.reason:
        told.append(one.row.reason.text(lang()))
    return listed(told)


def numbers(rows: Sequence[Loose]) -> Table:
    """Every number of the text with what holds it."""
    columns = [
        Column("sentence", _("句")),
        Column("text", _("数字"), head=True),
        Column("state", _("状态")),
        Column("held", _("参数或理由"), value=_held),
    ]
    return Table(columns, rows, name="numbers", caption=_("逐个数字"), file=_("覆盖情况_逐个数字"))


def _held(one: Loose) -> str:
    names = (each.zh if lang() == "zh" else each.en for each in one.parameters)
    return listed(text for text in (*names, one.reason) if text)
