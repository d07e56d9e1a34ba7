"""Applying to move into a base: found on its public page, answered by its own people, within the days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from tests.platform.accounts import people
from tests.platform.bases import world
from zhiwei.platform.accounts.models import Organisation
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.bases import services
from zhiwei.platform.bases.models import Base
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Subject

pytestmark = pytest.mark.django_db
TELEPHONE = "0571-88880000"


@pytest.fixture(autouse=True)
def _on_the_day(settings: Any) -> Iterator[None]:
    settings.SECOND_FACTOR = False
    with clock.stopped(world.DAY):
        yield


def as_person(user: Any = None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def owned() -> tuple[Subject, Client]:
    """A firm with an owner."""
    one = world.firm("杭州新来软件有限公司", True)
    one.organisation = Organisation.objects.create(kind="enterprise", name=one.name, division=world.XIHU)
    one.save()
    return one, as_person(people.owner(one.organisation))


def form_of(client: Client, base: Base) -> tuple[str, dict[str, str]]:
    """The form that the button of the base's page leads to, and what it holds when it is filled in."""
    address = client.get(f"/bases/{base.subject_id}/apply/")["Location"]
    page = text(client.get(address))
    key = page.split('name="key" value="')[1].split('"')[0]
    assert f'<input type="hidden" name="base" value="{base.subject_id}"' in page
    assert "基地编号" not in page
    sent = {
        "key": key,
        "base": str(base.subject_id),
        "area": "80",
        "from_day": "2012-10-08",
        "business": "软件，8 人",
    }
    return address.partition("?")[0], sent


def test_a_firm_applies_on_the_public_page_and_the_base_answers() -> None:
    base = world.base("杭州云栖孵化器")
    operator = people.person()
    people.member(operator, Role.INCUBATOR, organisation=base.subject.organisation)
    keeper, own = as_person(operator), f"/my/{base.subject_id}/base/"
    assert keeper.post(own, {"act": "reach", "reach-telephone": "没有"}).status_code == 422
    keeper.post(own, {"act": "reach", "reach-telephone": TELEPHONE})
    public = f"/bases/{base.subject_id}/"
    visitor = text(as_person().get(public))
    assert TELEPHONE in visitor
    assert f'href="{public}apply/">登录后申请入驻</a>' in visitor
    assert as_person().get(f"{public}apply/")["Location"] == f"/accounts/login/?next={public}apply/"
    firm, owner = owned()
    assert '<a href="/bases/">申请入驻：入驻创业基地</a>' in text(owner.get("/my/cases/"))
    address, sent = form_of(owner, base)
    owner.post(address, sent)
    case = Case.objects.get()
    page = text(owner.get(f"/my/cases/{case.pk}/"))
    for said in ("待基地答复", TELEPHONE, f'<a href="{public}">杭州云栖孵化器</a>', "需要的面积：80 平方米"):
        assert said in page, said
    assert f"：{base.subject_id}" not in page
    again = owner.post(address, {**sent, "key": form_of(owner, base)[1]["key"]})
    assert (again.status_code, "您对这个基地已有一件申请在办" in text(again)) == (422, True)
    assert firm.name in text(keeper.get(own))
    stranger = as_person(world.operator(world.base("杭州乙基地")))
    assert stranger.get(f"/office/cases/{case.pk}/").status_code == 404
    answer = {"revision": case.revision, "answer": "周一到 2 号楼 101 室签约"}
    keeper.post(f"/office/cases/{case.pk}/do/welcome/", answer)
    case.refresh_from_db()
    assert case.state == "welcome"
    assert "周一到 2 号楼 101 室签约" in text(owner.get(f"/my/cases/{case.pk}/"))


def test_more_room_than_is_free_and_days_gone_by_are_refused_at_their_boxes() -> None:
    base = world.base("杭州云栖孵化器", area=1_000)
    world.operator(base)
    services.move_in(SYSTEM, base, world.firm("杭州先来软件有限公司"), on=world.MOVED_IN, area=700)
    assert "现在空着 300 平方米" in text(as_person().get(f"/bases/{base.subject_id}/"))
    _firm, owner = owned()
    address, sent = form_of(owner, base)
    answer = owner.post(address, {**sent, "area": "99999", "from_day": "2012-09-02"})
    page = text(answer)
    assert answer.status_code == 422
    for box, said in (
        ("area", "这个基地可出租 1000 平方米，现在只空着 300 平方米；请减少面积，或者另选基地"),
        ("from_day", "希望入驻的日期不能早于今天"),
    ):
        assert re.search(rf'<a href="#id_{box}">[^<]*{said}</a>', page), box
    assert "需要的面积须大于零" in text(owner.post(address, {**sent, "area": "0"}))
    assert not Case.objects.exists()
    owner.post(address, {**sent, "area": "300", "from_day": "2012-09-03"})
    assert Case.objects.get().content["area"] == 300


def test_a_base_where_nobody_answers_takes_no_application() -> None:
    base = world.base("杭州云栖孵化器")
    _firm, owner = owned()
    address, sent = form_of(owner, base)
    answer = owner.post(address, sent)
    assert (answer.status_code, "这个基地还没有人在网上答复" in text(answer)) == (422, True)
    assert "基地还没有登记招商电话" in text(as_person().get(f"/bases/{base.subject_id}/"))
    other = owner.post(address, {**sent, "base": "x"})
    assert (other.status_code, "请从创业基地的公开页申请" in text(other)) == (422, True)


def test_somebody_who_came_to_the_base_later_finds_what_waits() -> None:
    base = world.base("杭州云栖孵化器")
    world.operator(base)
    firm, owner = owned()
    address, sent = form_of(owner, base)
    owner.post(address, sent)
    later = as_person(world.operator(base))
    assert later.get(f"/office/cases/{Case.objects.get().pk}/").status_code == 404
    assert firm.name in text(later.get(f"/my/{base.subject_id}/base/"))
    assert later.get(f"/office/cases/{Case.objects.get().pk}/").status_code == 200


def test_the_base_asks_once_for_what_is_missing_and_the_firm_completes_it() -> None:
    base = world.base("杭州云栖孵化器", area=1_000)
    keeper = as_person(world.operator(base))
    _firm, owner = owned()
    address, sent = form_of(owner, base)
    owner.post(address, sent)
    case = Case.objects.get()

    def does(client: Client, place: str, step: str, **more: Any) -> Any:
        case.refresh_from_db()
        return client.post(f"{place}/cases/{case.pk}/do/{step}/", {"revision": case.revision, **more})

    changed = {"area": "90", "from_day": "2012-11-01", "business": "软件，9 人"}
    assert does(owner, "/my", "amend", **changed | {"area": "1001"}).status_code == 422
    assert does(owner, "/my", "amend", **changed).status_code == 302
    assert does(keeper, "/office", "return").status_code == 422  # it must say what is missing
    assert does(keeper, "/office", "return", defects="请说明有没有粉尘\n请说明用电").status_code == 302
    page = text(owner.get(f"/my/cases/{case.pk}/"))
    for said in ("待补充", "请说明有没有粉尘", "请说明用电", "补充后重新提交"):
        assert said in page, said
    assert case.clocks.get().state == "paused"
    form = text(owner.get(f"/my/cases/{case.pk}/do/resubmit/"))
    assert 'value="90"' in form
    assert 'value="2012-11-01"' in form
    does(owner, "/my", "resubmit", **changed | {"business": "软件，9 人，没有粉尘"})
    case.refresh_from_db()
    assert (case.state, case.content["base"], case.content["business"]) == (
        "submitted", str(base.subject_id), "软件，9 人，没有粉尘",
    )  # fmt: skip
    assert case.clocks.get().state == "running"
    assert does(keeper, "/office", "return", defects="还有").status_code == 422
    does(keeper, "/office", "welcome", answer="周一签约")
    case.refresh_from_db()
    assert case.state == "welcome"
