"""What a filing would change, before it takes effect: the same as what does change when it has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.platform.decisions.papers import (
    HANGZHOU,
    XIHU,
    YIWU,
    content,
    in_effect,
    official,
    submitted,
    viewer,
)
from zhiwei.platform.accounts.rights import SYSTEM
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.answers import queries as answers
from zhiwei.platform.audit.models import ReadItem
from zhiwei.platform.decisions import services
from zhiwei.platform.decisions.effects import compute, engines, previews
from zhiwei.platform.decisions.effects.lacking import Lacking
from zhiwei.platform.decisions.models import Filing
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.services import add_fact, create_subject

pytestmark = pytest.mark.django_db
DAY = date(2012, 12, 31)
SMALL = {
    "tax_industry": "industrial", "average_employees": 50, "average_total_assets": "8000000.00",
    "restricted_or_prohibited_industry": False, "collection_method": "audited", "high_tech_certified": False,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(DAY):
        yield


def firm(name: str, income: str | None, division: str = XIHU) -> Subject:
    """A small firm with low profit but for its income, which may be unknown."""
    subject = create_subject(
        SYSTEM, name=name, division=division, entity="enterprise", legal_form="limited_company",
        received_on=date(2012, 1, 4), founded_on=date(2010, 5, 1),
    )  # fmt: skip
    facts = SMALL if income is None else SMALL | {"taxable_income": income}
    for label, value in facts.items():
        period = "2012" if label in ("taxable_income", "average_employees", "average_total_assets") else ""
        add_fact(
            SYSTEM, subject, label, value, period=period, source="tax", received_on=date(2012, 2, 1)
        )  # fmt: skip
    return subject


def four() -> list[Subject]:
    """Within the band of 27.2, below it, of unknown income, and within it in another county."""
    return [
        firm("杭州晨光五金制品有限公司", "100000.00"),
        firm("杭州古荡纸品有限公司", "50000.00"),
        firm("杭州留下机械有限公司", None),
        firm("义乌小商品有限公司", "100000.00", YIWU),
    ]


def verdicts(subjects: list[Subject]) -> list[tuple[str, int | None]]:
    found = []
    for subject in subjects:
        outcome = answers.for_subject(subject, as_of=DAY, measures=["27.2"]).measures["27.2"]
        found.append((outcome.verdict, outcome.amount.value if outcome.amount else None))
    return found


def test_the_preview_is_what_comes_about() -> None:
    subjects = four()
    filing = submitted(viewer())
    before = verdicts(subjects)
    found = compute(filing, DAY)
    assert verdicts(subjects) == before
    services.approve(viewer(), filing.pk, revision=filing.revision)
    after = verdicts(subjects)
    changed = [(s.pk, *old, *new) for s, old, new in zip(subjects, before, after, strict=True) if old != new]
    told = [(c.subject, c.before, c.before_amount, c.after, c.after_amount) for c in found.changes]
    assert sorted(told, key=str) == sorted(changed, key=str)
    assert (found.total, found.changed_subjects) == (3, len(changed))
    # the rate is 20%: 8,000 on the 40,000 above 60,000; 40% of it is local, half of that is rewarded: 1,600 yuan
    assert (subjects[0].pk, "no_decision_filed", None, "entitled", 1_600_00) in told
    assert found.cost["27.2"] == 1_600_00
    assert found.unknown["27.2"] == 1  # the firm of unknown income: what it may get is not nought
    assert subjects[3].pk not in {c.subject for c in found.changes}


def test_a_county_that_has_spoken_is_not_moved_by_its_city() -> None:
    firm("杭州晨光五金制品有限公司", "100000.00")
    firm("杭州拱宸桥食品有限公司", "100000.00", "330105")
    in_effect()
    filing = submitted(viewer(HANGZHOU, Role.CITY), division=HANGZHOU, document="杭政发〔2012〕3号")
    found = compute(filing, DAY)
    assert {c.division for c in found.changes} == {"330105"}
    assert found.total == 2


def test_a_replacement_is_compared_with_what_it_replaces() -> None:
    firm("杭州晨光五金制品有限公司", "100000.00")
    old = in_effect()
    filing = submitted(viewer(), document="西政发〔2012〕30号", fills={"reward_share": "1"}, replaces=old)
    ((change),) = compute(filing, DAY).changes
    assert (change.before_amount, change.after_amount) == (1_600_00, 3_200_00)


def test_many_are_answered_by_the_kernel_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    four()
    filing = submitted(viewer())
    traced = compute(filing, DAY).to_json()
    monkeypatch.setattr(engines, "FEW", 0)
    assert compute(filing, DAY).to_json() == traced


def test_the_page_of_a_preview_counts_and_lists_and_records_who_looked() -> None:
    subjects = four()
    filing = submitted(viewer())
    client = Client()
    client.force_login(official())
    answer = client.post(f"/office/decisions/{filing.pk}/preview/", {"as_of": "2012-12-31"}, follow=True)
    page = answer.content.decode()
    assert "3 户中 2 户" in page
    assert "杭州晨光五金制品有限公司" in page
    assert "1,600.00" in page
    assert "义乌" not in page
    # what the answer of the third firm waits for, and no other
    lacking = re.findall(r'data-l="缺少的事实">([^<]*)<', page)
    assert sorted(lacking) == ["—", "—", "应纳税所得额"]
    assert ReadItem.objects.filter(kind="subject", key=str(subjects[0].pk)).exists()
    file = client.get(answer.redirect_chain[-1][0] + "?export=csv")
    assert "杭州晨光五金制品有限公司" in b"".join(file).decode()  # type: ignore[arg-type]


def test_what_many_rows_lack_is_looked_up_at_once(django_assert_num_queries: Any) -> None:
    subjects = four()
    lacking = Lacking(submitted(viewer()), DAY)
    assert lacking.law is not None
    with django_assert_num_queries(3):  # the subjects, what was said of them, what the register says
        lacking.prepare([one.pk for one in subjects])
        told = [lacking.of(one.pk, "27.2") for one in subjects]
    assert told == [[], [], ["应纳税所得额"], []]


def test_a_large_preview_is_a_job(monkeypatch: pytest.MonkeyPatch) -> None:
    four()
    monkeypatch.setattr(previews, "AT_ONCE", 2)
    maker = viewer()
    preview = previews.start(maker, submitted(maker), DAY)
    preview.refresh_from_db()
    assert preview.job is not None
    assert preview.result is not None
    assert preview.result["total"] == 3


@pytest.mark.parametrize(
    ("from_day", "to_day", "day"),
    [
        (date(2012, 1, 1), date(2015, 12, 31), DAY),
        (date(2013, 1, 1), None, date(2013, 1, 1)),
        (date(2011, 1, 1), date(2012, 6, 30), date(2012, 6, 30)),
    ],
)
def test_the_day_compared_lies_in_the_filings_period(from_day: date, to_day: date | None, day: date) -> None:
    assert previews.day_for(Filing(from_day=from_day, to_day=to_day)) == day


def test_a_preview_says_what_changes_of_the_term_and_who_stays_as_he_is() -> None:
    subjects = four()
    old = in_effect()
    filing = submitted(viewer(), document="西政发〔2012〕30号", fills={"reward_share": "1"}, replaces=old)
    client = Client()
    client.force_login(official())
    answer = client.post(f"/office/decisions/{filing.pk}/preview/", {"as_of": "2012-12-31"}, follow=True)
    page = answer.content.decode()
    assert "50% → <b>100%</b>" in page
    assert f'href="/office/subjects/{subjects[0].pk}/"' in page  # 1,600 becomes 3,200 yuan
    assert "为什么没有变化" not in page
    # the firm below the band of 27.2 stays without a reward, and is named with its verdict
    assert f'href="/office/subjects/{subjects[1].pk}/"' in page
    found = compute(filing, DAY)
    assert found.same["27.2", "not_entitled"] == 1
    assert (str(subjects[1].pk), "27.2", "not_entitled", None) in [
        (*one[:3], one[3] or None) for one in found.kept
    ]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"fills": {"reward_share": "0.5"}}, "决定的内容与现行的一样。"),
        ({"from_day": date(2013, 1, 1)}, "2012-12-31 不在这份决定的适用期间内。"),
        ({"fills": {"reward_share": "1"}}, "这些主体的判定不取决于这份决定的数值，各户的判定见下。"),
    ],
)
def test_nobody_is_moved_and_the_page_says_why(changes: dict[str, object], said: str) -> None:
    firm("杭州古荡纸品有限公司", "50000.00")  # below the band
    old = in_effect()
    filing = submitted(viewer(), document="西政发〔2012〕30号", replaces=old, **changes)
    client = Client()
    client.force_login(official())
    answer = client.post(f"/office/decisions/{filing.pk}/preview/", {"as_of": "2012-12-31"}, follow=True)
    page = answer.content.decode()
    assert "1 户中 0 户" in page
    assert said in page


def test_a_preview_is_handed_over_with_the_filing_and_outdated_by_another_value() -> None:
    four()
    maker = viewer()
    filing = services.draft(maker, content())
    client = Client()
    client.force_login(official())
    answer = client.post(f"/office/decisions/{filing.pk}/preview/", {"as_of": "2012-12-31"}, follow=True)
    address, page = answer.redirect_chain[-1][0], answer.content.decode()
    assert f'action="/office/decisions/{filing.pk}/submit/"' in page
    filing = services.submit(maker, filing.pk, revision=filing.revision)
    page = client.get(address).content.decode()
    assert "请重新计算" not in page
    assert "提交复核" not in page
    assert "3 户中有 2 户的判定会变" in client.get(f"/office/decisions/{filing.pk}/").content.decode()
    services.return_(viewer(), filing.pk, ["比例有误"], revision=filing.revision)
    filing.refresh_from_db()
    services.revise(maker, filing.pk, content(fills={"reward_share": "0.4"}), revision=filing.revision)
    assert "请重新计算" in client.get(address).content.decode()


def test_a_place_without_firms_is_told_so() -> None:
    filing = submitted(viewer())
    client = Client()
    client.force_login(official())
    answer = client.post(f"/office/decisions/{filing.pk}/preview/", {}, follow=True)
    assert "本地没有登记这一句所涉的主体。" in answer.content.decode()
