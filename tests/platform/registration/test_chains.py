"""17.5 and 17.6: an individual business that becomes an enterprise, mergers and divisions, with their chains."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.platform.registration.world import (
    DAY,
    XIHU,
    YIWU,
    YUAN,
    all_papers,
    contributed,
    drafted,
    enterprise,
    founded,
    founder,
    number,
    of,
    official,
    registered,
    step,
    submitted,
)
from zhiwei.platform.cases.faults import Refused as CaseRefused
from zhiwei.platform.kit import clock
from zhiwei.platform.registration import capital, defects, queries, services
from zhiwei.platform.registration.models import Filing, Kind
from zhiwei.platform.registration.refused import Refused
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.services import predecessors_of, successors_of

pytestmark = pytest.mark.django_db


def business() -> Subject:
    """An individual business of 2008."""
    return enterprise("西湖区晨光五金店", form="individual_business", founded=date(2008, 4, 1))


def converting(old: Subject, name: str = "杭州晨光五金有限公司") -> Filing:
    """Its conversion into a limited company, not handed in yet."""
    viewer = of(old)
    filing = services.begin(viewer, Kind.CONVERSION, key=f"convert/{old.pk}"[:64], enterprise=old)
    entry = filing.entries.get()
    services.change_entry(
        viewer,
        entry,
        name=name,
        legal_form="limited_company",
        industry="3399",
        address="文三路 90 号",
        employees=9,
    )
    contributed(viewer, entry, "money", 100_000, True)
    return filing


def test_17_5_the_new_firm_keeps_the_file_and_the_founding_day() -> None:
    old = business()
    old_number = old.identifiers.get().number
    done = registered(of(old), converting(old))
    new = done.entries.get().subject
    assert new is not None
    old.refresh_from_db()
    assert (old.state, old.ended_on, new.founded_on, new.organisation) == (
        "ended",
        DAY,
        DAY,
        old.organisation,
    )
    assert [one.pk for one in queries.file_of(new)] == [done.pk]
    assert (predecessors_of(new.pk), successors_of(old.pk)) == ({old.pk}, {new.pk})
    facts = subjects.facts(new, as_of=DAY)
    assert facts["predecessor_founded_on"]["value"] == "2008-04-01"
    ended, begun = old.identifiers.get(), new.identifiers.get()
    assert (ended.number, ended.to_day, begun.from_day) == (old_number, DAY, DAY)


def test_17_5_the_file_goes_on_through_what_was_filed_before() -> None:
    old = business()
    change = services.begin(of(old), Kind.CHANGE, key="before", enterprise=old)
    services.change_entry(of(old), change.entries.get(), address="文三路 92 号")
    registered(of(old), change, numbers=0)
    with clock.stopped(DAY + timedelta(days=1)):
        done = registered(of(old), converting(old))
    new = done.entries.get().subject
    assert new is not None
    assert [one.kind for one in queries.file_of(new)] == [Kind.CHANGE, Kind.CONVERSION]


def test_17_5_the_trade_name_is_reserved_for_it() -> None:
    old = business()
    filing = submitted(of(old), converting(old))
    other = founder()
    rival = drafted(other, "杭州晨光餐饮有限公司")
    with pytest.raises(Refused) as refused:
        services.submit(other, rival)
    assert str(refused.value).startswith("字号“晨光”为转为企业的个体工商户保留（第 17.5 句“")
    step(of(old), filing, "withdraw")
    assert services.submit(other, rival).case is not None  # another trade may use it again


def test_an_ordinary_filing_holds_its_name_in_its_trade_only() -> None:
    first, second, third = founder(), founder(), founder()
    services.submit(first, drafted(first, "杭州晨光五金制品有限公司"))
    with pytest.raises(Refused, match="已由先提交的另一件申请使用"):
        services.submit(second, drafted(second, "杭州晨光五金制品有限公司"))
    assert services.submit(third, drafted(third, "杭州晨光餐饮有限公司")).case is not None
    enterprise("杭州初阳五金有限公司")
    with pytest.raises(Refused, match="与本地已登记的“杭州初阳五金有限公司”同字号、同行业"):
        services.submit(second, drafted(second, "杭州初阳五金有限公司"))


def test_only_an_individual_business_converts() -> None:
    firm = enterprise("杭州远山五金有限公司")
    filing = converting(firm, "杭州远山科技有限公司")
    all_papers(of(firm), filing)
    assert "转为企业只适用于个体工商户" in defects.of(filing, DAY)


def merging(one: Subject, other: Subject, **said: Any) -> Filing:
    """Two firms merge: the first absorbs the second with an agreed capital, unless a new one is named."""
    viewer = of(one)
    filing = services.begin(viewer, Kind.MERGER, key=f"merge/{one.pk}"[:64], enterprise=one)
    services.add_party(viewer, filing, other)
    if said:
        services.new_entry(viewer, filing)
        services.change_entry(viewer, filing.entries.get(), **said)
    contributed(viewer, filing.entries.get(), "money", 1_500_000, True)
    return filing


def test_17_6_an_absorbing_merger_with_agreed_capital_and_its_chain() -> None:
    first, second = founder(), founder()
    one = founded(first, name="杭州望湖五金有限公司")
    other = founded(second, name="杭州听雨五金有限公司")
    filing = merging(one, other)
    registered(first, filing, numbers=0)
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.state, other.state, other.ended_on) == ("active", "ended", DAY)
    assert (predecessors_of(one.pk), successors_of(other.pk)) == ({other.pk}, {one.pk})
    assert capital.registered(one) == 1_500_000 * YUAN  # as agreed, not the sum of two millions
    assert capital.registered(other) == 0
    assert other.identifiers.get().to_day == DAY


def test_17_6_a_new_firm_out_of_two() -> None:
    one, other = enterprise("杭州望湖五金有限公司"), enterprise("杭州听雨五金有限公司")
    said = {"name": "杭州湖雨科技有限公司", "legal_form": "limited_company", "address": "文三路 1 号", "employees": 30,
            "industry": "3399"}  # fmt: skip
    done = registered(of(one), merging(one, other, **said))
    new = done.entries.get().subject
    assert new is not None
    assert predecessors_of(new.pk) == {one.pk, other.pk}
    assert {old.state for old in Subject.objects.filter(pk__in=[one.pk, other.pk])} == {"ended"}


def test_17_6_agreed_capital_stays_within_the_law() -> None:
    one, other = enterprise("杭州望湖五金有限公司"), enterprise("杭州听雨五金有限公司")
    filing = merging(one, other)
    contributed(of(one), filing.entries.get(), "money", 9_000_000, False, due_on=date(2013, 3, 1))
    all_papers(of(one), filing)
    (said,) = defects.of(filing, DAY)
    assert said.startswith("首次出资 1,500,000 元，低于 2,100,000 元；第 17.1 句“")


def test_17_6_a_division_leaves_the_old_firm_and_a_new_one() -> None:
    viewer = founder()
    old = founded(viewer, name="杭州望湖五金有限公司")
    filing = services.begin(viewer, Kind.DIVISION, key="divide", enterprise=old)
    stays = services.new_entry(viewer, filing, goes_on=True)
    fresh = services.new_entry(viewer, filing)
    with pytest.raises(Refused, match="存续的企业已经写明"):
        services.new_entry(viewer, filing, goes_on=True)
    services.change_entry(
        viewer, fresh, name="杭州望山科技有限公司", legal_form="limited_company", address="文三路 2 号", employees=5,
        industry="3399",
    )  # fmt: skip
    contributed(viewer, stays, "money", 600_000, True)
    contributed(viewer, fresh, "money", 400_000, True)
    registered(viewer, filing)
    fresh.refresh_from_db()
    old.refresh_from_db()
    assert fresh.subject is not None
    assert (old.state, predecessors_of(fresh.subject.pk)) == ("active", {old.pk})
    assert (capital.registered(old), capital.registered(fresh.subject)) == (600_000 * YUAN, 400_000 * YUAN)


def test_a_merger_across_counties_is_no_countys_business() -> None:
    one = enterprise("杭州望湖五金有限公司")
    other = enterprise("义乌听雨五金有限公司", division=YIWU)
    filing = submitted(of(one), merging(one, other))
    with pytest.raises(CaseRefused, match="不在您的登记辖区"):
        step(official(), filing, "approve_now")
    done = step(official(division="330000"), filing, "approve_now")
    assert done.outcome == "registered"


def test_a_change_moves_the_columns_and_keeps_the_former_name() -> None:
    viewer = founder()
    firm = founded(viewer)
    filing = services.begin(viewer, Kind.CHANGE, key="rename", enterprise=firm)
    assert defects.of(filing, DAY)[0] == "请写明要变更的事项"
    services.change_entry(viewer, filing.entries.get(), name="杭州新晨五金制品有限公司", industry="3392")
    with clock.stopped(date(2012, 12, 3)):
        registered(viewer, filing, numbers=0)
    firm.refresh_from_db()
    assert (firm.name, firm.industry) == ("杭州新晨五金制品有限公司", "3392")
    assert {one.text for one in firm.names.all()} == {"杭州晨光五金制品有限公司", "杭州新晨五金制品有限公司"}


def test_numbers_for_each_new_firm() -> None:
    viewer = founder()
    old = founded(viewer, name="杭州望湖五金有限公司")
    filing = services.begin(viewer, Kind.DIVISION, key="two", enterprise=old)
    for name in ("杭州望山科技有限公司", "杭州望云科技有限公司"):
        entry = services.new_entry(viewer, filing)
        services.change_entry(
            viewer, entry, name=name, legal_form="limited_company", address="文三路 2 号", employees=5,
            industry="3399",
        )  # fmt: skip
        contributed(viewer, entry, "money", 400_000, True)
    submitted(viewer, filing)
    with pytest.raises(CaseRefused, match="须写明 2 个"):
        step(official(), filing, "approve_now", licence=number())
    done = step(official(), filing, "approve_now", licence=f"{number()}\n{number()}")
    old.refresh_from_db()
    assert (done.outcome, old.state, len(successors_of(old.pk))) == ("registered", "ended", 2)
    assert old.division == XIHU
