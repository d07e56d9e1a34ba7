"""9.1: clusters with boundary, industry, operator and firms; the page of a firm with its bases and chains."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from tests.platform.accounts import people
from tests.platform.bases import world
from zhiwei.platform.accounts.models import Organisation
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.audit.models import ReadItem
from zhiwei.platform.bases import services as registers
from zhiwei.platform.bases.clusters import queries, services
from zhiwei.platform.bases.models import ChainLink, Cluster, Member
from zhiwei.platform.bases.services import Refused
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db
WHOLE: dict[str, Any] = {
    "kind": "cluster", "name": "三墩泵阀集群", "division": world.XIHU, "boundary": "东至一路，南至二路", "industry": "泵阀",
    "area": 120, "founded_on": date(2009, 3, 2),
}  # fmt: skip


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


def test_9_1_a_cluster_has_boundary_industry_operator_and_firms() -> None:
    operator = world.base("杭州三墩创业园", kind="start_up_park").subject
    one = services.found(world.county(), operator=operator, **WHOLE)
    member = services.join(world.county(), one, world.firm("三墩泵业有限公司"), on=date(2012, 1, 9))
    assert [c.firms for c in queries.public()] == [1]
    services.leave(world.county(), member, on=world.DAY)
    assert [c.firms for c in queries.public()] == [0]  # gone from that day on
    with pytest.raises(Refused) as refused:
        services.found(
            world.county(), operator=member.firm,
            **WHOLE | {"boundary": " ", "industry": "", "area": 0, "founded_on": date(2012, 9, 4)},
        )  # fmt: skip
    assert [fault.text for fault in refused.value.faults] == [
        "请填写四至范围", "请填写主导产业", "面积须大于零", "日期不能晚于今天", "当地已经登记了同名的集群或园区",
    ]  # fmt: skip
    with pytest.raises(PermissionDenied):
        services.found(world.official(Role.COUNTY, "330782"), operator=operator, **WHOLE | {"name": "别处"})


def test_9_1_a_base_is_not_registered_without_boundary_and_industry() -> None:
    subject = world.base("杭州甲基地").subject
    assert (subject.base.boundary, subject.base.industry) == ("东至文一西路，南至余杭塘河", "软件和信息服务")
    with pytest.raises(Refused) as refused:
        registers.register_base(
            SYSTEM, subject, kind="incubator", investor="state", area=1, floors=1, opened_on=date(2010, 1, 4),
            boundary=" ", industry="",
        )  # fmt: skip
    assert [fault.field for fault in refused.value.faults] == ["boundary", "industry", ""]


def test_9_1_a_firm_belongs_once_and_chains_have_two_ends() -> None:
    operator = world.base("杭州三墩创业园", kind="start_up_park").subject
    one = services.found(world.county(), operator=operator, **WHOLE)
    firm, leader = world.firm("三墩泵业有限公司"), world.firm("三墩龙头有限公司")
    services.join(world.county(), one, firm, on=date(2012, 1, 9))
    with pytest.raises(Refused, match="已经是“三墩泵阀集群”的成员"):
        services.join(world.county(), one, firm, on=date(2012, 2, 9))
    with pytest.raises(Refused, match="龙头企业不能是本企业"):
        services.link(world.county(), firm, firm, product="泵体", from_day=world.DAY)
    made = services.link(world.county(), firm, leader, product="泵体", from_day=date(2012, 3, 1))
    with pytest.raises(Refused, match="已经登记"):
        services.link(world.county(), firm, leader, product="泵体 ", from_day=date(2012, 4, 1))
    services.unlink(world.county(), made)
    assert ChainLink.objects.get().to_day == world.DAY
    with pytest.raises(Refused, match="已经结束"):
        services.unlink(world.county(), made)


def test_9_1_a_firm_page_lists_its_bases_clusters_and_chains() -> None:
    base = world.base("杭州三墩创业园", kind="start_up_park")
    one = services.found(world.county(), operator=base.subject, **WHOLE)
    firm, leader = world.firm("三墩泵业有限公司"), world.firm("三墩龙头有限公司")
    services.join(world.county(), one, firm, on=date(2012, 1, 9))
    registers.move_in(SYSTEM, base, firm, on=world.MOVED_IN, area=10)
    organisation = Organisation.objects.create(kind="enterprise", name=firm.name, division=world.XIHU)
    firm.organisation = organisation
    firm.save()
    official = as_person(people.official(Role.COUNTY, world.XIHU))
    office = f"/office/subjects/{firm.pk}/places/"
    assert office in text(official.get(f"/office/subjects/{firm.pk}/"))
    sent = {"leader": leader.name, "product": "泵体", "from_day": "2012-03-01"}
    assert official.post(office, {**sent, "product": ""}).status_code == 422
    official.post(office, sent)
    own = f"/my/{firm.pk}/places/"
    client = as_person(people.owner(organisation))
    assert own in text(client.get(f"/my/{firm.pk}/"))
    page = text(client.get(own))
    for said in ("杭州三墩创业园", "三墩泵阀集群", "为“三墩龙头有限公司”配套：泵体，自 2012-03-01"):
        assert said in page
    assert "“三墩泵业有限公司”为本企业配套：泵体" in text(
        official.get(f"/office/subjects/{leader.pk}/places/")
    )
    assert ReadItem.objects.filter(kind="subject", key=str(firm.pk)).exists()
    elsewhere = as_person(people.official(Role.COUNTY, "330782"))
    assert elsewhere.get(office).status_code == 404
    chain = ChainLink.objects.get()
    assert elsewhere.post(f"/bases/chains/{chain.pk}/").status_code == 404
    official.post(f"/bases/chains/{chain.pk}/", {"why": "登记有误"})
    assert "配套：泵体" not in text(client.get(own))


def test_9_1_pages_of_clusters_by_who_looks() -> None:
    base = world.base("杭州三墩创业园", kind="start_up_park")
    official = as_person(people.official(Role.COUNTY, world.XIHU))
    sent = {**WHOLE, "operator": base.subject.name, "founded_on": "2009-03-02"}
    assert official.post("/office/bases/clusters/", {**sent, "boundary": ""}).status_code == 422
    official.post("/office/bases/clusters/", sent)
    one = Cluster.objects.get()
    firm = world.firm("三墩泵业有限公司")
    keeper = as_person(world.operator(base))  # the operator keeps its own list
    address = f"/bases/clusters/{one.pk}/"
    assert keeper.post(address, {"firm": firm.name, "on": "2012-01-09"}).status_code == 302
    member = Member.objects.get()
    assert firm.name in text(official.get(address))
    assert official.get(f"{address}?export=csv").headers["Content-Type"].startswith("text/csv")
    public = text(Client().get("/bases/clusters/"))
    assert "三墩泵阀集群" in public
    assert firm.name not in public
    elsewhere = as_person(people.official(Role.COUNTY, "330782"))
    assert elsewhere.get(address).status_code == 404
    assert "三墩泵阀集群" not in text(elsewhere.get("/office/bases/clusters/"))
    assert elsewhere.post(f"/bases/members/{member.pk}/").status_code == 404
    keeper.post(f"/bases/members/{member.pk}/")
    assert Member.objects.get().left_on == world.DAY
    keeper.post(f"/bases/members/{member.pk}/", {"why": "登记有误"})
    assert "entries-export=xlsx" in text(keeper.get(address))
    listed = b"".join(keeper.get(f"{address}?entries-export=csv")).decode("utf-8-sig").splitlines()
    assert listed[0] == "企业,加入日期,退出日期,作废时间,作废理由"
    assert listed[1].startswith(f"三墩泵业有限公司,2012-01-09,{world.DAY},")
    assert listed[1].endswith(",登记有误")
