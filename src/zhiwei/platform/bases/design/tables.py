"""Lists of design bases."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _n
from django.utils.translation import gettext_lazy as _

from zhiwei.engine.words import VERDICT_WORDS
from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.bases.design.law import NOT_YET, Tests
from zhiwei.platform.bases.design.queries import Checked
from zhiwei.platform.kit.language import lang
from zhiwei.platform.kit.tables import Column, Table

TAGS = {"complied": "ok", "breached": "no"}


def told(tests: Tests) -> str:
    """A verdict of the yearly check in words."""
    return _n("未满三年") if tests == NOT_YET else verdict(tests.verdict)


def verdict(word: str) -> str:
    """A verdict in the reader's words."""
    return VERDICT_WORDS[word][lang() == "en"]


def checks(rows: Sequence[Checked], *, office: bool) -> Table:
    """The yearly check: local money, growth, sum of the years, and the verdict in both readings."""
    columns = [
        Column("number", _("名额"), kind="count", value=lambda c: c.place.number, sort=True),
        Column("base", _("示范基地"), value=lambda c: c.place.subject.name, head=True,
               link=(lambda c: reverse("bases:design-one", args=[c.place.subject_id])) if office else None),
        Column("division", _("地区"), value=lambda c: name_of(c.place.subject.division)),
        Column("province", _("省级资金"), kind="money", sort=True),
        Column("fen", _("当年配套资金"), kind="money", sort=True),
        Column("growth", _("比上年增长"), kind="rate", sort=True),
        Column("sum", _("三年配套之和"), kind="money", sort=True),
        Column("each", _("按单个基地"), kind="tag", value=lambda c: told(c.each),
               tags=lambda c: TAGS.get(c.each.verdict, "info")),
        Column("together", _("按全部基地合计"), kind="tag", value=lambda c: told(c.together),
               tags=lambda c: TAGS.get(c.together.verdict, "info")),
    ]  # fmt: skip
    return Table(
        columns,
        rows,
        caption=_("设计示范基地配套资金年度核对"),
        empty=_("还没有受支持的设计示范基地。"),
        size=50,
    )
