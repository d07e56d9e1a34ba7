"""For whom a case waits: what its type expects next, not what somebody could also do; and how late it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.platform.cases.test_pages import browser, text
from tests.platform.cases.test_steps import DAY, later, published, stepped
from tests.platform.cases.trial import XIHU, firm, official, opened, reward_decided, viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import ANONYMOUS, SYSTEM
from zhiwei.platform.cases import services, waiting
from zhiwei.platform.cases.casetypes.registry import all_types
from zhiwei.platform.cases.lateness import days_late
from zhiwei.platform.cases.work import of_list
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.services import create_subject

HANGZHOU = "330100"


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(DAY):
        yield


@pytest.mark.parametrize(
    ("kind", "state", "actors"),
    [
        ("incubator_recognition", "submitted", {"county", "city"}),  # the province could only refuse
        ("incubator_recognition", "recommended", {"province"}),  # so could county and city then
        ("agency_conversion", "correcting", {"applicant"}),  # though an office may type it in for him
        ("expert_question", "asked", {"expert"}),  # an office could send it elsewhere
        ("expert_question", "at_county", {"expert", "county", "city", "province"}),
        ("demonstration_base", "published", {"system"}),
        ("demonstration_base", "granted", {"system"}),
        ("technology_share", "filed", {"registration"}),
        ("secondment", "running", {"applicant"}),
        ("demonstration_base", "refused", set()),
    ],
)
def test_a_state_waits_for_who_brings_the_case_forward(kind: str, state: str, actors: set[str]) -> None:
    assert waiting.waits_for(all_types()[kind], state) == actors


def test_of_several_levels_the_divisions_own_is_expected_or_the_nearest_above() -> None:
    named = ["county", "city", "province"]
    assert [waiting.level_expected(named, level) for level in (1, 2, 3)] == ["province", "city", "county"]
    assert waiting.level_expected(["province", "city"], 3) == "city"
    assert waiting.level_expected(["county", "finance"], 2) == "county"
    assert waiting.level_expected(["finance"], 3) == ""


def test_offices_of_a_type_in_a_county() -> None:
    types = all_types()
    assert waiting.offices_of(types["incubator_recognition"], 3) == {"county", "province"}
    assert waiting.offices_of(types["land_use_tax_relief"], 3) == {"tax"}


@pytest.mark.django_db
def test_what_others_must_do_is_not_among_what_waits_for_me() -> None:
    reward_decided()
    case = opened(firm())
    county, city, tax = viewer(), viewer(Role.CITY, HANGZHOU), viewer(Role.TAX, "330000")
    assert list(of_list(county, "todo")) == [case]
    assert list(of_list(tax, "todo")) == [case]
    case = stepped(case, county, "return", defects=["缺执照"])
    assert not of_list(county, "todo").exists()  # the applicant corrects it
    assert not of_list(city, "todo").exists()
    with clock.stopped(later(40)):
        assert not of_list(county, "todo").exists()


@pytest.mark.django_db
def test_a_notice_waits_for_nobody_until_an_objection_is_upheld() -> None:
    case = published()
    assert not of_list(viewer(), "todo").exists()  # 'recheck' is open to the county, and not expected
    notice = case.notices.get()
    said = services.object_to(ANONYMOUS, notice.pk, person="王某", contact="0571-1", text="不实")
    assert not of_list(viewer(), "todo").exists()
    services.answer_objection(viewer(), said.pk, upheld=True, answer="属实")
    assert list(of_list(viewer(), "todo")) == [case]


@pytest.mark.django_db
def test_a_late_case_stands_on_top_and_says_for_how_long() -> None:
    old = opened(firm("杭州旧件五金有限公司"))
    with clock.stopped(later(8)):
        new = opened(firm("杭州新件五金有限公司"))
        kept = published()  # its clock is over: no deadline
    with clock.stopped(later(13)):
        services.tick()
        case = of_list(viewer(), "open").get(pk=old.pk)
        assert days_late(case) == 3  # ten calendar days from the day after
        assert case.escalated_to == "city"
        page = text(browser(official()).get("/office/cases/?list=open"))
        assert page.index(old.number) < page.index(new.number) < page.index(kept.number)
        assert "已超期 3 天" in page
        shown = text(browser(official()).get(f"/office/cases/{old.pk}/"))
        assert "已超期 3 天" in shown
        assert str(DAY + timedelta(days=10)) in shown
        assert "已超期" not in text(browser(official()).get(f"/office/cases/{new.pk}/"))
        assert list(of_list(viewer(Role.CITY, HANGZHOU), "todo")) == [old]


@pytest.mark.django_db
def test_a_case_is_offered_to_colleagues_who_act_in_it_only() -> None:
    case = opened(firm())
    own, colleague = official(), official()
    others = [official(role) for role in (Role.AUDITOR, Role.REGISTRATION)] + [
        official(Role.PROVINCE, "330000")
    ]
    page = text(browser(own).get(f"/office/cases/{case.pk}/"))
    assert f'value="{colleague.pk}"' in page
    assert not [one for one in others if f'value="{one.pk}"' in page]


@pytest.mark.django_db
def test_a_receipt_of_what_was_handed_in_is_there_to_be_printed() -> None:
    subject = firm()
    case = services.open_case(
        viewer(), "trial", subject, key="counter/1", origin="counter", content={"purpose": "转型升级"},
        counter=services.AtTheCounter("王某，会计", "没有账号"),
    )  # fmt: skip
    client = browser(official())
    assert f'href="/office/cases/{case.pk}/receipt/"' in text(client.get(f"/office/cases/{case.pk}/"))
    page = text(client.get(f"/office/cases/{case.pk}/receipt/"))
    for said in ("受理凭证", case.number, subject.name, "王某，会计", "2013-06-03", "没有另交材料"):
        assert said in page
    assert browser(official(division="330782")).get(f"/office/cases/{case.pk}/receipt/").status_code == 404


@pytest.mark.django_db
def test_records_of_other_rooms_are_no_applicants_at_the_counter() -> None:
    firm("杭州同名五金有限公司")
    create_subject(SYSTEM, entity="bid", name="杭州同名买卖合同", division=XIHU, received_on=DAY)
    page = text(browser(official()).get("/office/cases/new/?q=杭州同名"))
    assert "杭州同名五金有限公司" in page
    assert "杭州同名买卖合同" not in page
