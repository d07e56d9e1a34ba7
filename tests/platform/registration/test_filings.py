"""17.4 by its clauses: all defects in one return, the clock that stands still, on the spot, the published figures."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from django.core.exceptions import PermissionDenied

from tests.platform.registration.world import (
    DAY,
    XIHU,
    YIWU,
    all_papers,
    contributed,
    drafted,
    enterprise,
    founder,
    number,
    of,
    official,
    picture,
    registered,
    step,
    submitted,
)
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.faults import Refused as CaseRefused
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.registration import defects, law, services, statistics
from zhiwei.platform.registration.models import Filing
from zhiwei.platform.subjects.models import Subject

pytestmark = pytest.mark.django_db


def due(filing: Filing) -> date | None:
    """Until when the authority has to decide."""
    return Case.objects.get(filing=filing.pk).due_on


def test_17_4_every_defect_stands_in_one_return_and_there_is_no_second() -> None:
    viewer = founder()
    rows = (("money", 100_000, True), ("goods", 100_000, True), ("labour", 800_000, False))
    filing = submitted(viewer, drafted(viewer, rows=rows, address=""), complete=False)
    found = defects.of(filing, DAY)
    assert [one for one in found if one.startswith("缺少材料")] == [
        f"缺少材料：{paper}"
        for paper in (
            "登记申请书", "出资人（经营者）身份证明", "公司章程", "住所（经营场所）证明", "验资证明",
            "非货币出资评估报告和财产权转移证明",
        )
    ]  # fmt: skip
    assert found[0] == "没有填写住所"
    assert found[1].startswith("非货币出资 900,000 元，超过 700,000 元；第 17.3 句“")
    assert found[2] == "沈余 不能以劳务出资（公司登记管理条例第十四条）"
    assert len(found) == 9
    told = step(official(), filing, "tell_missing", defects=found)
    assert told.case is not None
    assert told.case.state == "to_complete"
    assert told.case.steps.get(transition="tell_missing").defects == found
    with pytest.raises(CaseRefused):  # nothing was corrected yet
        step(viewer, filing, "complete")
    entry = filing.entries.get()
    entry.contributions.all().delete()
    contributed(viewer, entry, "money", 1_000_000, True)
    entry.address = "文三路 90 号"
    entry.save()
    all_papers(viewer, filing)
    step(viewer, filing, "complete")
    step(official(), filing, "accept")
    with pytest.raises(CaseRefused, match="不能再次退回"):
        step(official(), filing, "tell", defects=["还有一处"])


def test_17_4_the_clock_starts_at_acceptance_and_stands_still_during_correction() -> None:
    viewer, clerk = founder(), official()
    filing = submitted(viewer, drafted(viewer))
    with clock.stopped(date(2012, 11, 7)):
        step(clerk, filing, "accept")
        assert due(filing) == date(2012, 11, 14)
    with clock.stopped(date(2012, 11, 9)):
        step(clerk, filing, "tell", defects=["股东名册没有签字"])
        assert due(filing) is None
    with clock.stopped(date(2012, 11, 19)):
        with pytest.raises(CaseRefused, match="还没有补正"):
            step(viewer, filing, "correct")
        step(viewer, filing, "correct", correction="股东名册已由全体股东补签")
        assert due(filing) == date(2012, 11, 24)  # two of seven days had run
    with clock.stopped(date(2012, 11, 24)):
        done = step(clerk, filing, "approve", licence=number())
    assert (done.correction_days, done.in_time, done.on_the_spot) == (10, True, False)


def test_17_4_day_eight_is_red_counted_and_goes_to_the_city() -> None:
    viewer, clerk = founder(), official()
    filing = submitted(viewer, drafted(viewer))
    step(clerk, filing, "accept")
    seventh, eighth = date(2012, 11, 12), date(2012, 11, 13)
    for day, red in ((seventh, 0), (eighth, 1)):
        with clock.stopped(day):
            cases.tick(clock.now())
            assert statistics.total(day).overdue == red
    assert Case.objects.get(filing=filing.pk).escalated_to == "city"
    with clock.stopped(eighth):
        late = step(official(Role.REGISTRATION, "330100"), filing, "approve", licence=number())
    assert late.in_time is False
    (row,) = statistics.by_county_and_month(2012)
    assert (row.late, row.on_the_spot, row.median_days) == (1, 0, Fraction(8))


def test_17_4_under_todays_law_three_working_days_are_counted() -> None:
    friday = date(2023, 3, 10)
    viewer, clerk = founder(), official()
    assert law.decision_length(DAY) == (7, "calendar")
    assert law.decision_length(date(2022, 2, 28)) == (7, "calendar")
    assert law.decision_length(date(2022, 3, 1)) == (3, "working")
    with clock.stopped(friday):
        filing = submitted(
            viewer, drafted(viewer, rows=(("money", 1_000_000, False),), key="2023"), complete=False
        )
        step(clerk, filing, "accept")
        assert due(filing) == date(2023, 3, 15)  # a weekend lies between


def test_17_4_decided_on_the_spot_and_the_median_are_published() -> None:
    viewer, clerk = founder(), official()
    for name, days in (("朝霞", 0), ("晚晴", 0), ("望湖", 3), ("听雨", 6)):
        with clock.stopped(date(2012, 11, 1)):
            filing = submitted(viewer, drafted(viewer, f"杭州{name}商贸有限公司"))
            if not days:
                step(clerk, filing, "approve_now", licence=number())
                continue
            step(clerk, filing, "accept")
        with clock.stopped(date(2012, 11, 1 + days)):
            step(clerk, filing, "approve", licence=number())
    (row,) = statistics.by_county_and_month(2012)
    assert (row.division, row.month, row.decided, row.on_the_spot) == (XIHU, date(2012, 11, 1), 4, 2)
    assert (row.share, row.median_days) == (Fraction(1, 2), Fraction(3, 2))
    assert statistics.by_county_and_month(2011) == []


def test_17_4_refusing_needs_a_reason_and_frees_the_name() -> None:
    viewer, clerk = founder(), official()
    filing = submitted(viewer, drafted(viewer))
    with pytest.raises(CaseRefused):
        step(clerk, filing, "refuse")
    done = step(clerk, filing, "refuse", reason="经营范围须先经许可")
    assert (done.outcome, done.holds.get().released_at is not None) == ("refused", True)
    assert not Subject.objects.filter(name="杭州晨光五金制品有限公司").exists()
    other = founder()  # somebody else may have the name now
    assert registered(other, drafted(other)).outcome == "registered"


def test_another_countys_officials_and_strangers_do_nothing() -> None:
    viewer = founder()
    filing = submitted(viewer, drafted(viewer))
    with pytest.raises(PermissionDenied):
        step(official(division=YIWU), filing, "accept")
    with pytest.raises(PermissionDenied):
        step(official(Role.TAX), filing, "accept")
    with pytest.raises(
        PermissionDenied
    ):  # the general officials of the county do not decide on registrations
        step(official(Role.COUNTY), filing, "accept")
    with pytest.raises(PermissionDenied):
        step(founder(), filing, "withdraw")


def test_a_number_is_checked_and_held_by_one() -> None:
    viewer, clerk = founder(), official()
    filing = submitted(viewer, drafted(viewer))
    with pytest.raises(CaseRefused, match="须写明 1 个"):
        step(clerk, filing, "approve_now")
    good = number()
    wrong = good[:-1] + ("0" if good[-1] != "0" else "1")
    with pytest.raises(CaseRefused, match="校验码不符"):
        step(clerk, filing, "approve_now", licence=wrong)
    step(clerk, filing, "approve_now", licence=good)
    second = submitted(viewer, drafted(viewer, "杭州初阳餐饮有限公司"))
    with pytest.raises(CaseRefused, match="已登记在另一主体名下"):
        step(clerk, second, "approve_now", licence=good)


def test_a_filing_at_the_counter_is_the_officials_to_fill_in() -> None:
    clerk = official()
    filing = submitted(clerk, drafted(clerk))
    assert filing.organisation is None
    assert Case.objects.get(filing=filing.pk).origin == "counter"
    with pytest.raises(CaseRefused, match="本件由您在窗口代办，“当场办结，准予登记”须由另一人办理"):
        step(clerk, filing, "approve_now", licence=number())
    done = step(official(), filing, "approve_now", licence=number())
    assert done.outcome == "registered"
    county = official(Role.COUNTY)
    taken_down = submitted(county, drafted(county, "杭州初阳餐饮有限公司"))
    assert step(clerk, taken_down, "approve_now", licence=number()).outcome == "registered"


def test_what_the_counter_took_down_for_a_firm_is_the_firms_to_correct_too() -> None:
    firm = enterprise("杭州望湖五金有限公司")
    clerk, owner = official(), of(firm)
    filing = services.begin(clerk, "annual_inspection", key="counter", enterprise=firm)
    assert (filing.counter, filing.organisation) == (True, firm.organisation)
    services.submit(clerk, filing)
    step(official(), filing, "tell_missing", defects=["缺少材料：年检报告书"])
    services.hand_in(owner, filing, "report", picture())
    done = step(owner, filing, "complete")
    assert done.case is not None
    assert (done.case.origin, done.case.state) == ("counter", "submitted")


def test_a_double_click_submits_once() -> None:
    viewer = founder()
    filing = drafted(viewer)
    first, second = submitted(viewer, filing), submitted(viewer, filing)
    assert first.case_id == second.case_id
    assert Case.objects.count() == 1
