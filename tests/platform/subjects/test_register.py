"""Subjects, their numbers and names; predecessors and the founding day that is carried on."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests.platform.subjects.people import HANGZHOU, XIHU, YIWU, registration_number, subject, uscc, viewer
from zhiwei import rulebook
from zhiwei.platform.accounts.viewer import ANONYMOUS, SYSTEM, Role
from zhiwei.platform.audit.models import Act
from zhiwei.platform.subjects import queries
from zhiwei.platform.subjects.models import Identifier, Relation, Subject
from zhiwei.platform.subjects.services import (
    Refused,
    add_identifier,
    create_subject,
    predecessors_of,
    relate,
    rename,
    successors_of,
)

pytestmark = pytest.mark.django_db
DAY = date(2012, 12, 31)


def test_every_defect_at_once() -> None:
    with pytest.raises(Refused) as refused:
        create_subject(
            SYSTEM, entity="enterprize", name=" ", division="330199", legal_form="gmbh", industry="9999",
            identifiers={"uscc": "91330106000000019", "registration_number": "1"},
        )  # fmt: skip
    assert refused.value.texts("zh") == [
        "name：名称为空或超过200字",
        "entity：没有主体类型 enterprize（是不是 enterprise？）",
        "division：没有行政区划 330199（是不是 330109 或 330922 或 330921？）",
        "legal_form：没有组织形式 gmbh",
        "industry：没有行业代码 9999（是不是 8999 或 6999 或 4999？）",
        "uscc：统一社会信用代码应为18位，现为17位（对照证照核对）",
        "registration_number：注册号应为15位，现为1位（对照证照核对）",
    ]
    assert not Subject.objects.exists()


def test_a_number_is_held_by_one_at_a_time() -> None:
    one = subject(identifiers={"registration_number": registration_number(1)})
    with pytest.raises(Refused, match="another subject holds this number"):
        subject("乙有限公司", identifiers={"registration_number": registration_number(1)})
    add_identifier(SYSTEM, one, "uscc", uscc(1), from_day=date(2015, 10, 1))
    add_identifier(SYSTEM, one, "uscc", uscc(2), from_day=date(2016, 1, 1))
    held = {i.number: (i.from_day, i.to_day) for i in Identifier.objects.filter(kind="uscc")}
    assert held == {
        uscc(1): (date(2015, 10, 1), date(2015, 12, 31)),
        uscc(2): (date(2016, 1, 1), None),
    }
    other = subject("丙有限公司")
    add_identifier(SYSTEM, other, "uscc", uscc(1), from_day=date(2016, 1, 1))
    with pytest.raises(Refused):
        add_identifier(SYSTEM, other, "uscc", uscc(2), from_day=date(2017, 1, 1))


def test_names_have_a_history_and_all_of_them_are_found() -> None:
    firm = subject("杭州老字号食品有限公司", founded_on=date(1998, 5, 1))
    rename(SYSTEM, firm, "杭州新字号食品有限公司", date(2012, 6, 1))
    assert [(n.text, n.from_day, n.to_day) for n in firm.names.all()] == [
        ("杭州新字号食品有限公司", date(2012, 6, 1), None),
        ("杭州老字号食品有限公司", date(1998, 5, 1), date(2012, 5, 31)),
    ]
    for words in ("老字号", "新字号", "laozihao", "hzlzh"):
        assert queries.by_text(Subject.objects.all(), words).get() == firm
    assert firm.history.count() == 2
    with pytest.raises(Refused, match="before the present name began"):
        rename(SYSTEM, firm, "杭州再改食品有限公司", date(2012, 6, 1))


def test_the_founding_day_of_the_first_business_is_carried_on() -> None:
    stall = subject("西湖小吃", legal_form="individual_business", founded_on=date(1999, 3, 1))
    shop = subject("西湖大吃", legal_form="individual_business", founded_on=date(2005, 3, 1))
    firm = subject("杭州西湖餐饮有限公司", founded_on=date(2012, 6, 1))
    relate(
        SYSTEM,
        firm,
        shop,
        "conversion",
        on_day=date(2012, 6, 1),
        received_on=date(2012, 6, 5),
        ends_other=True,
    )
    carried = queries.facts(firm, as_of=DAY)["predecessor_founded_on"]
    assert carried["value"] == "2005-03-01"
    assert carried["legal_basis"] == "浙政发〔2012〕47号（十七）第5句"
    assert "predecessor_founded_on" not in queries.facts(firm, as_of=DAY, known_on=date(2012, 6, 4))
    Relation.objects.create(
        subject=shop, other=stall, kind="conversion", on_day=date(2005, 3, 1), received_on=date(2012, 7, 1)
    )
    assert queries.facts(firm, as_of=DAY)["predecessor_founded_on"]["value"] == "1999-03-01"
    between = queries.facts(firm, as_of=DAY, known_on=date(2012, 6, 30))["predecessor_founded_on"]
    assert between["value"] == "2005-03-01"
    case = rulebook().case(queries.facts(firm, as_of=DAY), DAY)
    assert case.facts["", "predecessor_founded_on", None].value == date(1999, 3, 1)
    shop.refresh_from_db()
    assert (shop.state, shop.ended_on) == ("ended", date(2012, 6, 1))
    assert queries.facts(shop, as_of=DAY)["predecessor_founded_on"]["value"] == "1999-03-01"
    assert queries.facts(stall, as_of=DAY)["predecessor_founded_on"]["status"] == "not_applicable"
    assert "predecessor_founded_on" not in queries.facts(subject("丁有限公司"), as_of=DAY)


def test_circles_of_predecessors_are_refused() -> None:
    """17.6: predecessors and successors are followed in both directions, and end."""
    one, two, three = (subject(f"{n}有限公司") for n in "甲乙丙")
    relate(SYSTEM, two, one, "merger", on_day=date(2010, 1, 1))
    relate(SYSTEM, three, two, "division", on_day=date(2011, 1, 1))
    with pytest.raises(Refused, match="nobody is his own predecessor"):
        relate(SYSTEM, one, three, "merger", on_day=date(2012, 1, 1))
    with pytest.raises(Refused, match="nobody is his own predecessor"):
        relate(SYSTEM, one, one, "merger", on_day=date(2012, 1, 1))
    assert predecessors_of(three.pk) == {one.pk, two.pk}
    assert successors_of(one.pk) == {two.pk, three.pk}


def test_a_merger_has_many_predecessors_and_a_division_many_successors() -> None:
    one, two, merged, part, rest = (subject(f"{n}有限公司") for n in "甲乙丙丁戊")
    for each in (one, two):
        relate(SYSTEM, merged, each, "merger", on_day=date(2012, 1, 1), ends_other=True)
    for each in (part, rest):
        relate(SYSTEM, each, merged, "division", on_day=date(2012, 8, 1))
    assert predecessors_of(part.pk) == {one.pk, two.pk, merged.pk}
    assert {r.sentence for r in Relation.objects.all()} == {"17.6"}


def test_a_conversion_is_from_an_individual_business_to_an_enterprise() -> None:
    with pytest.raises(Refused, match=r"17\.5"):
        relate(SYSTEM, subject("甲有限公司"), subject("乙有限公司"), "conversion", on_day=DAY)


def test_links_of_the_rulebook_bring_their_facts() -> None:
    firm = subject(founded_on=date(2010, 5, 1))
    bid = create_subject(SYSTEM, entity="bid", name="道路养护投标", division=XIHU)
    relate(SYSTEM, bid, firm, "link", link="bidder")
    links = queries.links(bid, as_of=DAY)
    assert links["bidder"]["facts"]["founded_on"]["value"] == "2010-05-01"
    case = rulebook().case(queries.facts(bid, as_of=DAY), DAY, entity="bid", links=links)
    assert case.facts["bidder", "founded_on", None].value == date(2010, 5, 1)
    with pytest.raises(Refused, match="unknown link bider"):
        relate(SYSTEM, bid, firm, "link", link="bider")


def test_who_may_register_and_relate() -> None:
    officer = viewer(Role.COUNTY, XIHU)
    made = create_subject(officer, entity="enterprise", name="甲有限公司", division=XIHU)
    assert Act.objects.get(act="subjects.create", key=str(made.pk)).division == XIHU
    for other in (ANONYMOUS, viewer(Role.OWNER), viewer(Role.TAX, XIHU), viewer(Role.COUNTY, YIWU)):
        with pytest.raises(PermissionDenied):
            create_subject(other, entity="enterprise", name="乙有限公司", division=XIHU)
    away = subject("丙有限公司", YIWU)
    with pytest.raises(PermissionDenied):
        relate(officer, made, away, "merger", on_day=DAY, ends_other=True)
    with pytest.raises(PermissionDenied):
        rename(officer, away, "丁有限公司", DAY)


def test_visible_by_division_and_organisation() -> None:
    here, there = subject("甲有限公司"), subject("乙有限公司", YIWU)
    assert list(queries.visible(ANONYMOUS)) == []
    assert list(queries.visible(viewer(Role.COUNTY, XIHU))) == [here]
    assert list(queries.visible(viewer(Role.CITY, HANGZHOU))) == [here]
    assert set(queries.visible(viewer(Role.PROVINCE, "330000"))) == {here, there}
    assert list(queries.visible(viewer(Role.BANK))) == []


def test_the_size_in_lists_is_computed_for_the_last_year_with_figures() -> None:
    from zhiwei.platform.subjects.services import add_fact

    firm = subject(industry="3351", industry_edition="2011")
    for name, value, period in [
        ("employees", 46, ""),
        ("revenue", "8000000", "2011"),
        ("total_assets", "5000000", ""),
    ]:
        add_fact(SYSTEM, firm, name, value, period=period, source="statistics", received_on=date(2012, 3, 1))
    firm.refresh_from_db()
    assert (firm.size_class, firm.size_on) == (
        "small",
        date(2011, 12, 31),
    )  # 20 to 300 staff, 3 to 20 million


def test_a_farmers_cooperative_is_registered() -> None:
    """3.6: a form of its own among the subjects, which bears the tag without any other fact."""
    made = create_subject(
        SYSTEM, entity="enterprise", name="临安山核桃专业合作社", division=XIHU, legal_form="farmer_cooperative",
    )  # fmt: skip
    assert Subject.objects.get(legal_form="farmer_cooperative") == made
    facts = queries.facts(made, as_of=DAY)
    found = rulebook().calc(["agricultural_support_service"], facts, as_of=DAY)
    assert found["agricultural_support_service"].value is True
