"""The registers of bases: what may be entered, and the indicators that come out of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from tests.platform.accounts import people
from tests.platform.bases import world
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.audit.models import Act
from zhiwei.platform.bases import indicators, queries, services
from zhiwei.platform.bases.indicators import Entered, rank
from zhiwei.platform.bases.models import Base, Kind
from zhiwei.platform.bases.services import Refused
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.services import add_fact, create_subject

DAY = world.DAY


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(DAY):
        yield


def told(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [one.text for one in refused.value.faults]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["incubator", "start_up_park", "creative_park", "standard_plant"])
def test_14_1_all_four_kinds_are_registered(kind: str) -> None:
    """孵化器、创业园、创意园等各类创业基地或多层标准厂房."""
    made = world.base("杭州甲基地", kind=kind)
    assert Base.objects.get(pk=made.pk).kind == kind
    assert len(Kind) == 4


@pytest.mark.django_db
def test_14_1_occupancy_is_area_let_over_area() -> None:
    made = world.base("杭州甲基地", area=3_000)
    assert queries.occupancy(made, DAY) == 0
    services.move_in(SYSTEM, made, world.firm("甲软件有限公司"), on=world.MOVED_IN, area=400)
    entry = services.move_in(SYSTEM, made, world.firm("乙软件有限公司"), on=world.MOVED_IN, area=600)
    assert queries.occupancy(made, DAY) == Fraction(1, 3)
    services.move_out(SYSTEM, entry, on=DAY)
    assert queries.occupancy(made, DAY) == Fraction(2, 15)
    assert queries.occupancy(made, date(2012, 9, 2)) == Fraction(1, 3)  # there until the day before


@pytest.mark.django_db
def test_what_cannot_be_entered_is_refused_with_every_fault() -> None:
    made = world.base("杭州甲基地", area=500)
    one = world.firm("甲软件有限公司")
    with pytest.raises(Refused) as refused:
        services.move_in(SYSTEM, made, one, on=date(2009, 1, 1), area=501)
    assert told(refused) == [
        "日期不能早于企业成立日期 2010-01-04",
        "入驻日期不能早于基地启用日期 2010-06-01",
        "可出租面积只剩 500 平方米",
    ]
    services.move_in(SYSTEM, made, one, on=world.MOVED_IN, area=500)
    other = world.base("杭州乙基地")
    with pytest.raises(Refused, match="该企业现登记在“杭州甲基地”"):
        services.move_in(SYSTEM, other, one, on=DAY, area=10)
    with pytest.raises(Refused, match="不是企业"):
        services.move_in(SYSTEM, other, made.subject, on=DAY, area=10)
    with pytest.raises(Refused, match="日期不能晚于今天"):
        services.move_in(SYSTEM, other, world.firm("乙软件有限公司"), on=date(2012, 9, 4), area=10)
    bank = create_subject(SYSTEM, entity="bank", name="某某银行", division=world.XIHU)
    with pytest.raises(Refused, match="不是创业基地"):
        services.register_base(
            SYSTEM,
            bank,
            kind="incubator",
            investor="state",
            area=1,
            floors=1,
            opened_on=DAY,
            boundary="东至一路",
            industry="金融",
        )
    with pytest.raises(Refused, match="已经登记"):
        services.register_base(
            SYSTEM,
            made.subject,
            kind="incubator",
            investor="state",
            area=1,
            floors=1,
            opened_on=DAY,
            boundary="东至一路",
            industry="金融",
        )


@pytest.mark.django_db
def test_14_6_a_firm_graduates_once_and_where_it_was() -> None:
    made, other = world.base("杭州甲基地"), world.base("杭州乙基地")
    one = world.firm("甲软件有限公司")
    with pytest.raises(Refused) as refused:
        services.graduate(SYSTEM, made, one, on=DAY, document=" ")
    assert told(refused) == ["该企业在毕业日期之前没有入驻过这个基地", "请填写毕业证明的文号"]
    entry = services.move_in(SYSTEM, made, one, on=world.MOVED_IN, area=10)
    services.graduate(SYSTEM, made, one, on=DAY, document="毕字1号")
    services.move_out(SYSTEM, entry, on=DAY)
    services.move_in(SYSTEM, other, one, on=DAY, area=10)
    with pytest.raises(Refused, match="该企业已于 2012-09-03 毕业，只计一次"):
        services.graduate(SYSTEM, other, one, on=DAY, document="毕字2号")
    assert (indicators.of(made, DAY).raised, indicators.of(other, DAY).raised) == (1, 0)


@pytest.mark.django_db
def test_the_operator_and_its_place_keep_the_register_nobody_else() -> None:
    made = world.base("杭州甲基地")
    services.move_in(people.viewer(world.operator(made)), made, world.firm("甲软件有限公司"), on=DAY, area=10)
    services.move_in(world.county(), made, world.firm("乙软件有限公司"), on=DAY, area=10)
    stranger = people.viewer(world.operator(world.base("杭州乙基地")))
    for viewer in (stranger, world.official(Role.COUNTY, "330782"), world.official(Role.TAX, world.XIHU)):
        with pytest.raises(PermissionDenied):
            services.move_in(viewer, made, world.firm(f"第{id(viewer)}号软件有限公司"), on=DAY, area=10)
    assert Act.objects.filter(act="bases.move_in").count() == 2


@pytest.mark.django_db
def test_14_2_indicators_come_from_the_registers() -> None:
    made = world.filled("杭州云栖孵化器", technology=3, others=1, raised=2, unknown=1)
    found = indicators.of(made, DAY)
    assert (found.residents, found.technology, found.raised, found.share) == (5, 3, 2, Fraction(3, 5))
    ((firm, missing),) = found.unsettled.items()
    assert isinstance(firm, UUID)
    assert missing == ("resident.technology_based",)
    entry = made.residencies.get(firm=firm)
    add_fact(SYSTEM, entry.firm, "technology_based", True, source="science", received_on=DAY)
    assert indicators.of(made, DAY).share == Fraction(4, 5)
    services.strike(SYSTEM, entry, "重复登记")
    assert indicators.of(made, DAY).share == Fraction(3, 4)
    with pytest.raises(Refused, match="已经作废"):
        services.strike(SYSTEM, entry, "再次")


@pytest.mark.django_db
def test_14_2_a_fact_typed_in_for_the_base_is_not_asked() -> None:
    """A county officer may enter facts, but the recognition takes none of them for the indicators."""
    made = world.filled("杭州云栖孵化器", technology=1, others=1, raised=1)
    add_fact(world.county(), made.subject, "resident_firms", 500, source="government", received_on=DAY)
    assert indicators.of(made, DAY).residents == 2


def entered(*rows: tuple[int, int, int]) -> list[Entered]:
    return [
        Entered(UUID(int=number), Fraction(part, whole) if whole else None, raised)
        for number, (part, whole, raised) in enumerate(rows)
    ]


def test_places_by_the_sum_of_places() -> None:
    # shares 0.75 0.25 0.25 0.5, raised 3 0 2 2: places 1+1, 3+4, 3+2, 2+2
    ranked = rank(entered((3, 4, 3), (1, 4, 0), (1, 4, 2), (2, 4, 2)))
    assert [(one.key.int, one.place) for one in ranked] == [(0, 1), (3, 2), (2, 3), (1, 4)]
    # averages 7/16 and 7/4: the first and the fourth are above both
    assert {one.key.int for one in ranked if one.leads} == {0, 3}


def test_equals_share_a_place_and_an_empty_base_comes_last() -> None:
    ranked = rank(entered((1, 2, 1), (2, 4, 1), (0, 0, 0)))
    assert [(one.key.int, one.place) for one in ranked] == [(0, 1), (1, 1), (2, 3)]
    assert rank([]) == []


@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(0, 9)), max_size=8), st.randoms()
)
def test_the_order_of_applications_changes_no_place(rows: list[tuple[int, int, int]], random: object) -> None:
    found = entered(*((min(a, b), b, c) for a, b, c in rows))
    turned = list(found)
    random.shuffle(turned)  # type: ignore[attr-defined]
    assert rank(found) == rank(turned)
    assert sorted(one.place for one in rank(found))[:1] in ([], [1])
