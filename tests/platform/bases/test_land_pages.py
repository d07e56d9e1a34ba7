"""The pages of land and of rewards, by who looks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.platform.accounts import people
from tests.platform.bases import world
from tests.platform.decisions.papers import in_effect
from zhiwei.platform.accounts.models import Organisation
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.audit.models import Reading, ReadItem
from zhiwei.platform.bases import services
from zhiwei.platform.bases.models import Allocation, Graduation, LandRequest, LandSource, TaxPayment
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.wheel.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(settings: Any) -> Iterator[None]:
    settings.SECOND_FACTOR = False
    with clock.stopped(world.DAY):
        yield


def as_person(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def last_read(firm: Subject) -> tuple[list[str], str]:
    """Fields and reason of the last reading, which names the firm."""
    items = Reading.objects.order_by("-seq")[0].items
    found = [one for one in items if one["key"] == str(firm.pk)][-1]
    return found["fields"], found["why"]


def test_land_from_the_request_to_the_published_report() -> None:
    base = world.base("杭州古荡创业园", kind="start_up_park")
    firm = world.firm("古荡甲软件有限公司", True)
    services.move_in(SYSTEM, base, firm, on=world.MOVED_IN, area=10)
    organisation = Organisation.objects.create(kind="enterprise", name=firm.name, division=world.XIHU)
    firm.organisation = organisation
    firm.save()
    owner = as_person(people.owner(organisation))
    own = f"/my/{firm.pk}/land/"
    assert own in text(owner.get(f"/my/{firm.pk}/"))
    assert owner.post(own, {"purpose": "建厂房", "area": "0"}).status_code == 422
    owner.post(own, {"purpose": "建厂房", "area": "0.5"})
    asked = LandRequest.objects.get()
    assert (asked.area, "等待安排" in text(owner.get(own))) == (5_000, True)
    official = as_person(people.official(Role.COUNTY, world.XIHU))
    address = "/office/bases/land/"
    common = {"division": world.XIHU, "year": "2012", "document": "西土资〔2012〕1号"}
    official.post(address, {**common, "kind": "quota", "name": "", "area": "100"})
    official.post(address, {**common, "kind": "released", "name": "旧厂地块", "area": "2"})
    plot = LandSource.objects.get(kind="released")
    there = f"/office/bases/land/{plot.pk}/"
    assert f"没有安排“{firm.name}”的理由" in text(official.get(there))
    assert last_read(firm) == (["name"], "查看用地申请")
    official.get(own)
    assert last_read(firm) == (["land"], "查看用地申请")
    sent = {
        "request": "",
        "receiver": "某大型企业",
        "area": "1",
        "on": "2012-09-03",
        "document": "西土资〔2012〕9号",
    }
    refused = official.post(there, sent)
    assert (refused.status_code, "越过它须写明理由" in text(refused)) == (422, True)
    official.post(there, {**sent, f"reason-{asked.pk}": "地块不宜建厂房"})
    assert "没有安排给您，理由：地块不宜建厂房" in text(owner.get(own))
    official.post(there, {**sent, "request": str(asked.pk), "receiver": "", "area": "0.5"})
    assert LandRequest.objects.get().state == "given"
    official.post(f"/office/bases/land/{world.XIHU}/2012/publish/")
    assert Entry.objects.filter(duty="land_for_bases", year=2012, kind="published").exists()
    public = text(Client().get(f"/bases/land/?year=2012&division={world.XIHU}"))
    assert "申请用地的企业" in public
    assert firm.name not in public
    assert "地块不宜建厂房" not in public  # the firm reads its reason itself
    exported = Client().get("/bases/land/?year=2012&export=csv").getvalue().decode("utf-8-sig")
    assert "西湖区" in exported
    elsewhere = as_person(people.official(Role.COUNTY, "330782"))
    assert elsewhere.get(there).status_code == 404
    assert firm.name not in text(elsewhere.get(address))
    allocation = Allocation.objects.order_by("entered_at").first()
    assert allocation is not None
    assert elsewhere.post(f"/bases/land/allocations/{allocation.pk}/", {"why": "误"}).status_code == 404
    assert elsewhere.post(f"/office/bases/land/{world.XIHU}/2012/publish/").status_code == 403
    official.post(f"/bases/land/allocations/{allocation.pk}/", {"why": "登记有误"})
    assert "没有安排给您" not in text(owner.get(own))
    assert as_person(people.owner()).get(own).status_code == 404
    assert ReadItem.objects.filter(kind="subject", key=str(firm.pk)).exists()


def test_rewards_from_the_register_to_the_office_and_the_public() -> None:
    in_effect(
        sentence="14.6",
        document="西科〔2012〕6号",
        fills={"reward_per_graduate": "50000"},
        from_day=date(2012, 5, 1),
        to_day=None,
    )
    base = world.base("杭州云栖孵化器")
    firm = world.firm("云栖甲软件有限公司", True)
    services.move_in(SYSTEM, base, firm, on=world.MOVED_IN, area=10)
    keeper = as_person(world.operator(base))
    sent = {
        "act": "graduate",
        "graduate-firm": firm.name,
        "graduate-on": "2012-09-03",
        "graduate-document": "毕字9号",
    }
    keeper.post(f"/my/{base.subject_id}/base/", sent)
    assert "孵化毕业奖励" in text(keeper.get("/my/cases/"))
    official = as_person(people.official(Role.COUNTY, world.XIHU))
    page = text(official.get("/office/bases/rewards/?year=2012"))
    assert firm.name in page
    assert "50,000.00" in page
    assert "按现行决定核对这一年" in page
    official.post("/office/bases/rewards/open/", {"year": "2012"})
    exported = (
        official.get("/office/bases/rewards/?year=2012&graduations-export=csv").getvalue().decode("utf-8-sig")
    )
    assert firm.name in exported
    tax = as_person(people.official(Role.TAX, world.XIHU))
    paid = {"firm": firm.name, "paid_on": "2012-08-01", "fen": "3万", "number": "浙税1"}
    assert tax.post("/office/bases/taxes/", {**paid, "fen": "0"}).status_code == 422
    tax.post("/office/bases/taxes/", paid)
    payment = TaxPayment.objects.get()
    assert payment.fen == 30_000_00
    assert official.get("/office/bases/taxes/").status_code == 403
    elsewhere = as_person(people.official(Role.TAX, "330782"))
    assert firm.name not in text(elsewhere.get("/office/bases/taxes/"))
    assert elsewhere.post(f"/office/bases/taxes/{payment.pk}/", {"why": "误"}).status_code == 404
    assert firm.name not in text(elsewhere.get("/office/bases/rewards/?year=2012"))
    tax.post(f"/office/bases/taxes/{payment.pk}/", {"why": "重复登记"})
    assert TaxPayment.objects.get().struck_why == "重复登记"
    public = text(Client().get("/bases/rewards/"))
    assert "2012" in public
    assert firm.name not in public
    keeper.post(f"/bases/graduates/{Graduation.objects.get().pk}/", {"why": "证书作废"})
    assert "毕业登记已作废" in text(keeper.get("/my/cases/?state=all"))
