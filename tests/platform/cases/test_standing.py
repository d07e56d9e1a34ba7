"""Cases that wait without a day by which somebody must act: listed by how long, and what an office can do about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.platform.cases.test_pages import browser, owner, text
from tests.platform.cases.test_steps import DAY, later, published, stepped
from tests.platform.cases.trial import firm, official, opened, owner_of, viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import ANONYMOUS
from zhiwei.platform.audit.models import Act
from zhiwei.platform.cases import errands, queries, services, standing
from zhiwei.platform.cases.casetypes import registry
from zhiwei.platform.cases.casetypes.model import ClockRule, Length, Words
from zhiwei.platform.cases.lateness import deadline_of
from zhiwei.platform.cases.models import Case, Reminder
from zhiwei.platform.cases.services import Refused
from zhiwei.platform.cases.work import of_list
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(DAY):
        yield


def returned(name: str = "杭州晨光五金制品有限公司") -> Case:
    return stepped(opened(firm(name)), viewer(), "return", defects=["缺执照"])


def test_what_waits_for_a_correction_is_listed_by_its_days() -> None:
    first = returned("杭州先退五金有限公司")
    county = viewer()
    with clock.stopped(later(30)):
        second = returned("杭州后退五金有限公司")
        running = opened(firm("杭州在办五金有限公司"))
    with clock.stopped(later(140)):
        assert set(of_list(county, "correcting")) == {first, second}
        assert not of_list(county, "undated").exists()
        assert not of_list(viewer(division="330782"), "correcting").exists()
        assert [standing.days_waited(one) for one in (first, second)] == [140, 110]
        assert standing.longest(of_list(county, "correcting")) == (2, 140)
        page = text(browser(official()).get("/office/cases/?list=correcting"))
        assert page.index(first.number) < page.index(second.number)
        assert running.number not in page
        assert ">140<" in page
        assert ">申请人<" in page
        assert "2 件办件等申请人补正，最久的已等 140 天" in text(browser(official()).get("/office/"))
        closed = "由您办理" in text(browser(official()).get(f"/office/cases/{first.pk}/"))
        assert not closed  # the trial lets nobody but the applicant go on, so the office can only remind


def test_an_office_reminds_the_applicant_who_sees_it() -> None:
    case = returned()
    county = official()
    with clock.stopped(later(40)):
        page = text(browser(county).get(f"/office/cases/{case.pk}/"))
        assert "在等：申请人，已等 40 天。" in page
        assert "这一步没有办理期限。" in page
        for _twice in range(2):
            sent = browser(county).post(f"/office/cases/{case.pk}/remind/", follow=True)
            assert "已提醒，申请人登录后" in text(sent)
        assert Reminder.objects.count() == 1
        act = Act.objects.get(act="cases.remind")
        assert (act.key, act.detail["state"]) == (str(case.pk), "returned")
    with clock.stopped(later(50)):
        services.remind(viewer(), case.pk)
        assert "已提醒 2 次，最近一次 2013-07-23。" in text(browser(county).get(f"/office/cases/{case.pk}/"))
        own = text(owner(case).get(f"/my/cases/{case.pk}/"))
        assert "在等您办理，已等 50 天。办理机关 2013-07-23 提醒过您。" in own
        (errand,) = errands.errands(owner_of(case.subject), case.subject)
        assert errand.about.endswith("，办理机关 2013-07-23 提醒")
        assert "2013-07-23" in text(browser(county).get("/office/cases/?list=correcting"))
        assert [one.text for one in queries.timeline(case)].count("提醒申请人办理") == 2


def test_only_an_office_of_the_case_reminds_and_only_who_is_waited_for() -> None:
    case = returned()
    for stranger in (viewer(division="330782"), viewer(Role.AUDITOR), owner_of(case.subject)):
        with pytest.raises(PermissionDenied):
            services.remind(stranger, case.pk)
    page = text(browser(official(Role.AUDITOR)).get(f"/office/cases/{case.pk}/"))
    assert ("已等 0 天" in page, "提醒申请人" in page) == (True, False)
    waiting = opened(firm("杭州在办五金有限公司"))
    with pytest.raises(Refused) as refused:
        services.remind(viewer(), waiting.pk)
    assert "不是在等申请人办理" in str(refused.value)
    assert not Reminder.objects.exists()


def test_who_has_no_log_in_is_to_be_told_otherwise() -> None:
    case = services.open_case(
        viewer(), "trial", firm(owned=False), key="counter/1", origin="counter", content={"purpose": "转型升级"},
        counter=services.AtTheCounter("王某，会计", "没有账号"),
    )  # fmt: skip
    case = stepped(case, viewer(), "return", defects=["缺执照"])
    sent = browser(official()).post(f"/office/cases/{case.pk}/remind/", follow=True)
    assert "申请人没有账号，在平台上看不到，请用别的方式告诉他。" in text(sent)


def test_a_type_that_knows_a_time_for_the_correction_gives_it_a_clock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    without = returned("杭州无期五金有限公司")
    trial = registry.get("trial")
    days = Length(30, "calendar", Words("测试。", "Test."))
    rule = ClockRule("correct", Words("补正", "correction"), days, ("returned",), escalate="city")
    timed = {"trial": replace(trial, clocks={**trial.clocks, "correct": rule})}
    monkeypatch.setattr(registry, "all_types", lambda: timed)
    within = returned("杭州有期五金有限公司")
    assert set(standing.undated(Case.objects.all())) == {without}
    assert deadline_of(within) == DAY + timedelta(days=30)
    page = text(browser(official()).get(f"/office/cases/{within.pk}/"))
    assert ("在等：申请人" in page, "这一步没有办理期限" in page) == (True, False)


def test_what_has_neither_clock_nor_notice_is_listed_with_whom_it_waits_for() -> None:
    case = published()
    county = viewer()
    assert not of_list(county, "undated").exists()  # the notice says when it ends
    said = services.object_to(ANONYMOUS, case.notices.get().pk, person="王某", contact="0571-1", text="不实")
    with clock.stopped(later(8)):
        services.tick()
        assert list(of_list(county, "undated")) == [case]  # it stands until the objection is answered
        assert standing.awaited(case) == {"county"}
        services.answer_objection(county, said.pk, upheld=False, answer="不属实")
        services.tick()
    with clock.stopped(later(1000)):
        case.refresh_from_db()
        assert case.state == "cleared"
        assert list(of_list(county, "undated")) == [case]
        assert standing.longest(of_list(county, "undated")) == (
            1,
            992,
        )  # from the day after the notice's seven
        client = browser(official())
        page = text(client.get("/office/cases/?list=undated"))
        assert ">992<" in page
        assert ">县级经办、财政<" in page
        assert "在等：县级经办、财政，已等 992 天。" in text(client.get(f"/office/cases/{case.pk}/"))
        assert "1 件在办的办件没有期限，最久的已等 992 天" in text(client.get("/office/"))


def test_amending_does_not_begin_the_wait_anew() -> None:
    case = opened(firm())
    with clock.stopped(later(5)):
        case = stepped(case, owner_of(case.subject), "amend", content={"purpose": "设备"})
    with clock.stopped(later(9)):
        assert standing.days_waited(case) == 9
        assert [standing.days_waited(one) for one in standing.with_since(Case.objects.all())] == [9]
