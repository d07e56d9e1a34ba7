"""Changing an application that nobody has answered yet, and going on with one that came back; at the counter too."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from tests.platform.accounts import people
from tests.platform.cases.test_pages import owner, text
from tests.platform.cases.test_steps import DAY, stepped
from tests.platform.cases.trial import firm, opened, owner_of, reward_decided, viewer
from tests.platform.funds.guarantee_world import proof
from zhiwei.platform.accounts.models import Organisation
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.cases import errands, queries, services, work
from zhiwei.platform.cases.models import Case
from zhiwei.platform.cases.services import AtTheCounter, Refused
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(DAY):
        yield


def able(by: object, case: Case) -> list[str]:
    return [one.id for one in queries.may_do(by, case)]  # type: ignore[arg-type]


def now(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_an_application_is_changed_until_it_is_answered_and_its_clock_goes_on() -> None:
    reward_decided()
    subject = firm()
    case = opened(subject, declared="20000")
    due = case.due_on
    changed = stepped(case, owner_of(subject), "amend", content={"purpose": "扩建", "declared": "3万"})
    assert (changed.state, changed.content, changed.due_on) == (
        "submitted", {"purpose": "扩建", "declared": "30000.00"}, due,
    )  # fmt: skip
    cleared = stepped(changed, owner_of(subject), "amend", content={"purpose": "扩建"})
    assert cleared.content == {"purpose": "扩建"}  # a box that was emptied holds no earlier value
    assert [one.content for one in case.steps.order_by("number")][:2] == [
        {"purpose": "转型升级", "declared": "20000.00"}, {"purpose": "扩建", "declared": "30000.00"},
    ]  # fmt: skip
    checked = stepped(cleared, viewer(), "check")
    with pytest.raises(Refused, match="办件现为“初审通过”，不能办理“修改申请”"):
        stepped(checked, owner_of(subject), "amend", content={"purpose": "再改"})


def test_who_looked_at_the_application_before_it_was_changed_decides_anew() -> None:
    reward_decided()
    subject = firm()
    case = opened(subject)
    stepped(case, owner_of(subject), "amend", content={"purpose": "扩建"})
    with pytest.raises(Refused, match="请刷新后再办"):
        services.act(viewer(), case.pk, "check", revision=case.revision)
    with pytest.raises(PermissionDenied):
        services.act(viewer(), case.pk, "amend", revision=now(case).revision, content={"purpose": "代改"})


def test_amending_is_offered_and_nothing_that_waits() -> None:
    subject = firm()
    case = opened(subject, declared="20000")
    assert "amend" in able(owner_of(subject), case)
    assert list(errands.errands(owner_of(subject), subject)) == []
    client = owner(case)
    page = text(client.get(f"/my/cases/{case.pk}/"))
    assert "请您办理" not in page
    assert f'还没有人答复以前可以改：<a href="/my/cases/{case.pk}/do/amend/">修改申请</a>' in page
    form = text(client.get(f"/my/cases/{case.pk}/do/amend/"))
    assert 'name="purpose" value="转型升级"' in form
    assert 'name="declared" value="20000.00"' in form
    sent = {"revision": case.revision, "purpose": "扩建厂房", "declared": ""}
    assert client.post(f"/my/cases/{case.pk}/do/amend/", sent).status_code == 302
    assert now(case).content == {"purpose": "扩建厂房"}


def counter_case(desk: Viewer | None = None) -> Case:
    """Filed by a county official for somebody without an account."""
    return services.open_case(
        desk or viewer(), "trial", firm(owned=False), key="counter", origin="counter", content={"purpose": "转型升级"},
        counter=AtTheCounter("王某，法定代表人", "不会上网"),
    )  # fmt: skip


def test_who_came_to_the_counter_goes_on_there_but_gives_up_by_himself_only() -> None:
    case = counter_case()
    assert {"amend", "return", "check"} <= set(able(viewer(), case))
    assert "withdraw" not in able(viewer(), case)
    returned = stepped(case, viewer(), "return", defects=["缺少营业执照"])
    desk = viewer()
    assert "resubmit" in able(desk, returned)
    assert "resubmit" not in able(viewer(Role.COUNTY, "330102"), returned)
    assert "resubmit" not in able(viewer(Role.CITY, "330100"), returned)
    with pytest.raises(Refused) as refused:
        stepped(returned, desk, "resubmit", documents={"licence": proof()})
    assert [one.field for one in refused.value.faults] == ["counter_person", "counter_reason"]
    said = AtTheCounter("王某，法定代表人", "不会上网")
    again = stepped(returned, desk, "resubmit", documents={"licence": proof()}, counter=said)
    assert (again.state, "counter_person" in again.content) == ("submitted", False)
    assert "王某" in " ".join(line for one in queries.timeline(again) for line in one.lines)
    again.subject.organisation = Organisation.objects.create(kind="enterprise", name="x", division="330106")
    again.subject.save()
    assert "amend" not in able(viewer(), now(again))  # who can log in goes on by himself
    online = stepped(
        opened(firm("杭州古荡纸品有限公司"), key="online"), viewer(), "return", defects=["缺少营业执照"]
    )
    assert "resubmit" not in able(viewer(), online)


def waits_for(who: Viewer, case: Case) -> bool:
    return work.of_list(who, "todo").filter(pk=case.pk).exists()


def test_who_filed_at_the_counter_neither_checks_nor_decides() -> None:
    desk = people.official(Role.COUNTY, "330106")
    case = counter_case(people.viewer(desk))
    assert able(people.viewer(desk), case) == ["amend"]
    with pytest.raises(Refused, match="本件由您在窗口代办，“不予办理”须由另一人办理"):
        stepped(case, people.viewer(desk), "refuse", content={"reason": "不符合"})
    client = Client()
    client.force_login(desk)
    page = text(client.get(f"/office/cases/{case.pk}/"))
    assert "本件由您在窗口代办，“初审通过”须由另一人办理" in page
    assert f"/office/cases/{case.pk}/do/check/" not in page
    other = people.viewer(people.official(Role.COUNTY, "330106"))
    assert {"check", "refuse", "return"} <= set(able(other, case))
    assert (waits_for(people.viewer(desk), case), waits_for(other, case)) == (False, True)
    applied = opened(firm("杭州古荡纸品有限公司"), key="online")
    assert waits_for(people.viewer(desk), applied)


def test_who_changed_a_case_at_the_counter_does_not_check_it() -> None:
    case, desk = counter_case(), viewer()
    said = AtTheCounter("王某，法定代表人", "不会上网")
    changed = stepped(case, desk, "amend", content={"purpose": "扩建厂房"}, counter=said)
    assert able(desk, changed) == ["amend"]
    assert (waits_for(desk, changed), waits_for(viewer(), changed)) == (False, True)


def test_the_office_page_of_a_counter_case_leads_to_the_form() -> None:
    case: Case = counter_case()
    client = Client()
    client.force_login(people.official(Role.COUNTY, "330106"))
    assert f"/office/cases/{case.pk}/do/amend/" in text(client.get(f"/office/cases/{case.pk}/"))
    assert isinstance(case.pk, UUID)
    page = text(client.get(f"/office/cases/{case.pk}/"))
    assert "来办理的人要改申请内容，可以在窗口代他改" in page
    address = f"/office/cases/{case.pk}/do/amend/"
    form = text(client.get(address))
    assert 'name="purpose" value="转型升级"' in form
    sent = {"revision": case.revision, "purpose": "扩建"}
    assert client.post(address, sent).status_code == 422
    assert (
        client.post(address, sent | {"counter_person": "王某", "counter_reason": "没有账号"}).status_code
        == 302
    )
    assert now(case).content == {"purpose": "扩建"}


def test_a_firms_own_list_narrows_to_what_runs_and_to_a_matter() -> None:
    subject = firm()
    running, over = opened(subject), opened(subject, key="another")
    stepped(over, owner_of(subject), "withdraw")
    client = owner(running)

    def shown(query: str) -> set[str]:
        page = text(client.get(f"/my/cases/?{query}"))
        return {one.number for one in (running, over) if one.number in page}

    assert shown("") == {running.number, over.number}
    assert shown("state=open") == {running.number}
    assert shown("state=ended") == {over.number}
    assert shown("type=trial&state=open") == {running.number}
    assert '<option value="trial"' in text(client.get("/my/cases/"))


def test_after_a_return_the_last_check_counts_and_two_persons_remain() -> None:
    """A checks, it comes back, B checks: A may publish now, and B may not."""
    reward_decided()
    subject = firm()
    first, second = viewer(), viewer()
    case = stepped(opened(subject), first, "check")
    with pytest.raises(Refused, match="须由另一人办理"):
        stepped(case, first, "publish")
    case = stepped(case, second, "publish")
    case = stepped(case, viewer(), "recheck")
    case = stepped(case, second, "check")
    with pytest.raises(Refused, match="须由另一人办理"):
        stepped(case, second, "publish")
    assert stepped(case, first, "publish").state == "published"


def test_what_is_to_be_corrected_stands_where_it_is_corrected() -> None:
    subject = firm()
    case = stepped(opened(subject), viewer(), "return", defects=["缺少营业执照", "用途写得太笼统"])
    client, listed = owner(case), "<ol><li>缺少营业执照</li><li>用途写得太笼统</li></ol>"
    page = text(client.get(f"/my/cases/{case.pk}/"))
    assert page.index(listed) < page.index("补正后提交")
    assert listed in text(client.get(f"/my/cases/{case.pk}/do/resubmit/"))
    assert listed not in text(client.get(f"/my/cases/{case.pk}/do/withdraw/"))
    again = stepped(case, owner_of(subject), "resubmit", documents={"licence": proof()})
    assert queries.to_correct(again) == []
    assert listed not in text(client.get(f"/my/cases/{case.pk}/"))
