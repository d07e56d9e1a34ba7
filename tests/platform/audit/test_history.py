"""The fragment of a record's earlier states."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.template import Context, Template

from tests.platform.accounts.people import member, person
from tests.platform.subjects.people import subject
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.services.models import Offer
from zhiwei.platform.subjects.models import Subject

pytestmark = pytest.mark.django_db


def test_each_state_says_what_it_changed() -> None:
    held = member(person(), Role.COUNTY, "330106")
    held.to_day = date(2026, 3, 31)
    held.save()
    shown = Template("{% load audit %}{% history record %}").render(Context({"record": held}))
    assert "至：— → 2026-03-31" in shown
    assert shown.index("变更") < shown.index("建立")


def test_only_so_many_are_listed() -> None:
    held = member(person(), Role.COUNTY, "330106")
    for day in range(1, 6):
        held.to_day = date(2026, 3, day)
        held.save()
    shown = Template("{% load audit %}{% history record 3 %}").render(Context({"record": held}))
    assert shown.count("变更") == 4, "three changes, and the word that there are earlier ones"
    assert "2026-03-02 → 2026-03-03" in shown
    assert "2026-03-01 → 2026-03-02" not in shown


def test_values_are_told_in_words_and_what_only_the_code_needs_is_left_out() -> None:
    """Codes of the rulebook, choices, days, divisions and records; not search keys and the like."""
    firm = subject("余杭老店", legal_form="individual_business", founded_on=date(2001, 2, 3))
    firm.name, firm.legal_form, firm.division = "杭州老店食品有限公司", "limited_company", "330110"
    firm.found_by, firm.state, firm.ended_on = "something else", Subject.State.ENDED, date(2012, 5, 6)
    firm.save()
    shown = Template("{% load audit %}{% folded_history record %}").render(Context({"record": firm}))
    told = set(re.findall("<li>([^<]*：[^<]* → [^<]*)</li>", shown))
    assert told == {
        "名称：余杭老店 → 杭州老店食品有限公司", "组织形式：个体工商户 → 有限责任公司", "注销日期：— → 2012-05-06",
        "所在行政区划：杭州市西湖区 → 杭州市余杭区", f"状态：{Subject.State.ACTIVE.label} → {Subject.State.ENDED.label}",
    }  # fmt: skip
    assert "<summary>变更历史</summary>" in shown
    firm.found_by = "a third key"
    firm.save()
    again = Template("{% load audit %}{% folded_history record %}").render(Context({"record": firm}))
    assert again == shown, "a state that changed nothing for a reader is no line"


def test_money_and_other_records_are_told_too() -> None:
    one, other = (
        subject("杭州甲服务所", entity="agency", legal_form=""),
        subject("杭州乙服务所", entity="agency", legal_form=""),
    )
    offered = Offer.objects.create(
        agency=one, category="guidance", title="商业计划书", text="一次", price=50_000
    )
    offered.price, offered.agency = 123_456, other
    offered.save()
    shown = Template("{% load audit %}{% history record %}").render(Context({"record": offered}))
    assert "价格：500.00 元 → 1,234.56 元" in shown
    assert "机构：杭州甲服务所 → 杭州乙服务所" in shown
