"""14.5: quota, requests, allocations; who is passed over is told why; the yearly report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from tests.platform.accounts import people
from tests.platform.bases import world
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.audit.models import Act
from zhiwei.platform.bases.clusters import services as clusters
from zhiwei.platform.bases.land import law, queries
from zhiwei.platform.bases.land import services as land
from zhiwei.platform.bases.models import LandRequest, LandSource, PassedOver
from zhiwei.platform.bases.services import Refused
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.wheel.models import Entry


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(world.DAY):
        yield


def told(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [one.text for one in refused.value.faults]


def quota(area: int = 1_000_000) -> LandSource:
    return land.enter_source(
        world.county(), kind="quota", division=world.XIHU, year=2012, area=area, document="西土资〔2012〕1号"
    )


def plot(area: int = 20_000) -> LandSource:
    return land.enter_source(
        world.county(), kind="released", division=world.XIHU, year=2012, area=area, document="西土资〔2012〕7号",
        name="三墩旧厂地块",
    )  # fmt: skip


def park_firm(name: str, park: object | None = None) -> Subject:
    """A small firm, in a park if one is given."""
    made = world.firm(name, True)
    if park is not None:
        clusters.join(SYSTEM, park, made, on=date(2012, 1, 9))  # type: ignore[arg-type]
    return made


def park() -> object:
    operator = world.base("杭州三墩创业园", kind="start_up_park").subject
    return clusters.found(
        SYSTEM, kind="park", name="三墩工业园", division=world.XIHU, boundary="东至一路", industry="机械", operator=operator,
        area=80, founded_on=date(2009, 3, 2),
    )  # fmt: skip


def asked(applicant: Subject, area: int = 5_000, minutes: int = 0) -> LandRequest:
    made = land.ask(SYSTEM, applicant, purpose="建厂房", area=area)
    made.asked_at = clock.now() + timedelta(minutes=minutes)
    made.save()
    return made


@pytest.mark.django_db
def test_14_5_passing_over_a_waiting_park_small_firm_needs_a_written_reason() -> None:
    there, source = park(), plot()
    first, second = (
        asked(park_firm("三墩甲机械有限公司", there)),
        asked(park_firm("三墩乙机械有限公司", there), minutes=1),
    )
    outside = asked(park_firm("城西丙机械有限公司"), minutes=2)
    given = {"area": 4_000, "on": world.DAY, "document": "西土资〔2012〕9号"}
    with pytest.raises(Refused) as refused:
        land.allocate(world.county(), source, receiver="某大型企业", **given)
    assert [one.field for one in refused.value.faults] == [f"reason-{first.pk}", f"reason-{second.pk}"]
    assert told(refused)[0].startswith("“三墩甲机械有限公司”（2012-09-03 申请）还在等待，越过它须写明理由：")
    assert "盘活的建设用地要优先用于各类园区内的小微企业" in told(refused)[0]
    with pytest.raises(Refused):
        land.allocate(
            world.county(), source, request=outside, reasons={first.pk: "面积不符", second.pk: "  "}, **given
        )
    # the first of the park goes before the second: none is passed over
    made = land.allocate(world.county(), source, request=first, **given)
    assert PassedOver.objects.count() == 0
    assert LandRequest.objects.get(pk=first.pk).state == "given"
    made = land.allocate(
        world.county(), source, request=outside, reasons={second.pk: "地块临街，不宜建厂房"}, **given
    )
    over = made.passed_over.get()
    assert (over.request, over.reason) == (second, "地块临街，不宜建厂房")
    act = Act.objects.filter(act="bases.allocate").order_by("-seq").first()
    assert act is not None
    assert act.detail["passed_over"] == {str(second.pk): "地块临街，不宜建厂房"}


@pytest.mark.django_db
def test_14_5_who_goes_first_is_computed_on_the_day() -> None:
    there, source, new = park(), plot(), quota()
    member = park_firm("三墩甲机械有限公司", there)
    large = park_firm("三墩大机械有限公司", there)
    for name, value in (("employees", 2_000), ("total_assets", "900000000"), ("revenue@2011", "900000000")):
        from zhiwei.platform.subjects.services import add_fact

        add_fact(SYSTEM, large, name, value, source="statistics", received_on=date(2012, 6, 1))
    base = world.base("杭州古荡创业园", kind="start_up_park").subject
    requests = [asked(one) for one in (member, large, base)]
    day = world.DAY
    assert [law.goes_first(one, source.kind, day) for one in requests] == [True, False, False]
    assert [law.goes_first(one, new.kind, day) for one in requests] == [False, False, True]
    clusters.leave(SYSTEM, member.clusters.get(), on=day)
    assert law.goes_first(requests[0], source.kind, day) is False


@pytest.mark.django_db
def test_14_5_yearly_report_is_hectares_for_bases_over_the_new_quota() -> None:
    new, source = quota(1_000_000), plot()
    base = world.base("杭州古荡创业园", kind="start_up_park").subject
    firm = park_firm("三墩甲机械有限公司", park())
    given = {"on": world.DAY, "document": "西土资〔2012〕9号"}
    land.allocate(world.county(), new, request=asked(base, 80_000), area=75_000, **given)
    land.allocate(world.county(), new, receiver="道路建设", area=500_000, **given)
    land.allocate(world.county(), source, request=asked(firm), area=5_000, **given)
    found = queries.report(world.XIHU, 2012)
    assert (found.quota, found.for_bases, found.share) == (1_000_000, 75_000, Fraction(3, 40))
    assert (found.released, found.for_park_firms, found.waiting, found.passed_over) == (20_000, 5_000, 0, 0)
    assert found.text() == "新增指标 100 公顷，其中用于创业基地 7.5 公顷；越过申请 0 次，均有书面理由"
    land.publish(world.county(), world.XIHU, 2012, "https://example.org/bases/land/?year=2012")
    assert sorted(Entry.objects.filter(duty="land_for_bases", division=world.XIHU).values_list("kind", flat=True)) == [
        "done", "published",
    ]  # fmt: skip
    with pytest.raises(Refused, match="2011 年度的新增指标还没有登记"):
        land.publish(world.county(), world.XIHU, 2011, "https://example.org/")
    with pytest.raises(PermissionDenied):
        land.publish(world.official(Role.COUNTY, "330782"), world.XIHU, 2012, "https://example.org/")


@pytest.mark.django_db
def test_14_5_what_cannot_be_given_is_refused_with_every_fault() -> None:
    source = plot(1_000)
    one = asked(park_firm("三墩甲机械有限公司"), 400)
    with pytest.raises(Refused) as refused:
        land.allocate(world.county(), source, area=1_001, on=date(2012, 9, 4), document=" ")
    assert told(refused) == [
        "可安排的面积只剩 1000 平方米", "决定日期应在 2012 年以后，不晚于今天", "请填写文号", "请选择申请，或者写明用地单位",
    ]  # fmt: skip
    with pytest.raises(Refused, match="申请的面积是 400 平方米"):
        land.allocate(world.county(), source, request=one, area=500, on=world.DAY, document="文")
    with pytest.raises(PermissionDenied):
        land.allocate(
            world.official(Role.COUNTY, "330782"), source, request=one, area=1, on=world.DAY, document="文"
        )
    quota()
    with pytest.raises(Refused, match="已经登记"):
        quota()
    with pytest.raises(Refused, match="已有一件用地申请在等待安排"):
        land.ask(SYSTEM, one.applicant, purpose="再要", area=1)
    owner = people.viewer(people.owner())
    with pytest.raises(PermissionDenied):
        land.ask(owner, one.applicant, purpose="别人的", area=1)


@pytest.mark.django_db
def test_14_5_a_struck_allocation_gives_the_land_back() -> None:
    source = plot(1_000)
    one = asked(park_firm("三墩甲机械有限公司"), 1_000)
    made = land.allocate(world.county(), source, request=one, area=1_000, on=world.DAY, document="文")
    with pytest.raises(Refused, match="可安排的面积只剩 0 平方米"):
        land.allocate(world.county(), source, receiver="他", area=1, on=world.DAY, document="文")
    land.strike_allocation(world.county(), made, "登记有误")
    assert LandSource.objects.get(pk=source.pk).left == 1_000
    assert LandRequest.objects.get(pk=one.pk).state == "waiting"
    land.withdraw(SYSTEM, one)
    with pytest.raises(Refused, match="现为“已撤回”"):
        land.withdraw(SYSTEM, one)


@pytest.mark.django_db(transaction=True)
def test_14_5_land_is_given_once_by_threads_on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("threads share one connection to a database in memory")
    source, officials, said = plot(1_000), [world.county() for _ in range(3)], []
    together = Barrier(len(officials))

    def work(number: int) -> None:
        try:
            with clock.stopped(world.DAY):
                together.wait()
                land.allocate(
                    officials[number],
                    source,
                    receiver=f"单位{number}",
                    area=600,
                    on=world.DAY,
                    document=f"文{number}",
                )
            said.append("done")
        except Refused:
            said.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=work, args=(n,)) for n in range(len(officials))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["done", "refused", "refused"]
    assert LandSource.objects.get(pk=source.pk).left == 400
