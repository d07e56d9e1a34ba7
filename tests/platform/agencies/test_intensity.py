"""6.1: research spending over revenue by county and year, computed from registered claims."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from django.test import Client

from tests.platform.agencies.world import XIHU, YIWU, claimed
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.agencies import intensity, tables
from zhiwei.platform.agencies.plain import Stated
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.services import Refused, add_fact

pytestmark = pytest.mark.django_db


def test_6_1_the_yearly_trend_of_a_county_is_published(client: Client) -> None:
    for spent in ("100000", "200000", "300000"):
        claimed({2010: "50000", 2011: spent}, {2010: "5000000", 2011: "4000000"})
    first, second = (intensity.of_year(year) for year in intensity.years())
    assert [(one.division, one.year, one.firms, one.value) for one in first + second] == [
        (XIHU, 2010, 3, Fraction(15, 1500)), (XIHU, 2011, 3, Fraction(60, 1200)),
    ]  # fmt: skip
    page = client.get("/research-intensity/").content.decode()
    assert "5%" in page
    assert "<svg" in page
    lines = b"".join(client.get("/research-intensity/", {"export": "csv"})).decode().splitlines()  # type: ignore[arg-type]
    assert lines[1:] == [
        "杭州市西湖区,2011,3,600000.00,12000000.00,5%",
        "杭州市西湖区,2010,3,150000.00,15000000.00,1%",
    ]


def test_6_1_without_revenue_it_cannot_be_computed() -> None:
    for _ in range(3):
        claimed({2011: "100000"}, {2011: "0"})
    (share,) = intensity.of_year(2011)
    assert (share.firms, share.spending, share.value) == (3, 300000_00, None)
    assert tables.share_words(share) == "无法计算"


def test_a_firm_of_which_something_is_missing_is_told_apart_and_counts_for_nothing() -> None:
    for _ in range(3):
        claimed({2011: "100000"}, {2011: "1000000"})
    claimed({2011: "900000"}, {2011: None})
    claimed({2011: None}, {2011: "1000000"})
    (share,) = intensity.of_year(2011)
    assert (share.firms, share.uncounted, share.value) == (3, 2, Fraction(1, 10))


def test_what_too_few_firms_stand_behind_is_not_shown(client: Client) -> None:
    firm = claimed({2011: "123456"}, {2011: "1000000"}, YIWU)
    claimed({2011: "100000"}, {2011: "1000000"}, YIWU)
    (share,) = intensity.of_year(2011)
    assert (share.firms, share.value) == (2, None)
    page = client.get("/research-intensity/").content.decode()
    assert "企业太少，不公布" in page
    file = b"".join(client.get("/research-intensity/", {"export": "csv"})).decode()  # type: ignore[arg-type]
    for shown in (page, file):
        assert "223,456" not in shown
        assert "223456" not in shown
        assert firm.name not in shown


@pytest.mark.parametrize("figure", ["research_intensity", "research_spending"])
def test_6_1_nobody_types_the_figure_in(figure: str) -> None:
    claimed({2011: "100000"}, {2011: "1000000"})
    claim = Subject.objects.get(entity="research_claim")
    with pytest.raises(Refused):
        add_fact(SYSTEM, claim, f"{figure}@2011", "0.9", source="tax")
    assert not claim.facts.filter(name=figure).exists()


def test_a_new_statement_is_counted_at_once() -> None:
    for _ in range(3):
        claimed({2011: "100000"}, {2011: "1000000"})
    assert intensity.of_year(2011)[0].value == Fraction(1, 10)
    claim = Subject.objects.filter(entity="research_claim").first()
    assert claim is not None
    add_fact(SYSTEM, claim, "core_research_cost@2011", "400000", source="tax", received_on=date(2012, 4, 1))
    assert intensity.of_year(2011)[0].value == Fraction(2, 10)


def test_claims_summed_first_give_what_each_claim_by_itself_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plain claims, one with two sources, one for no year, one that contradicts itself, one whose firm earned nothing."""
    claimed({2011: "100000.50"}, {2011: "1000000"})
    claimed({2011: "200000"}, {2011: "0"})
    claimed({2011: "300000.01"}, {2011: "5000000.99"}, YIWU)
    two = claimed({2011: "400000"}, {2011: "1000000"})
    add_fact(SYSTEM, two, "revenue@2011", "3000000", source="statistics", received_on=date(2012, 4, 1))
    for one in Subject.objects.filter(entity="research_claim").order_by("name")[:1]:
        add_fact(SYSTEM, one, "total_revenue@2011", "1", source="tax", received_on=date(2012, 4, 1))
        add_fact(SYSTEM, one, "manufacturing_revenue@2011", "2", source="self", received_on=date(2012, 4, 1))
    keys = list(Subject.objects.filter(entity="research_claim").values_list("pk", flat=True))
    summed = intensity._of_year(keys, 2011)
    monkeypatch.setattr(intensity, "stated", lambda *_given: Stated())
    assert summed == intensity._of_year(keys, 2011)
    assert sum(one.firms for one in summed) == 4 - sum(one.uncounted for one in summed)


def test_the_rulebook_is_asked_once_for_the_plain_claims_of_a_county(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        claimed({2011: f"{100_000 + number}.25"}, {2011: "1000000"})
    asked: list[int] = []
    computed = intensity._computed
    monkeypatch.setattr(intensity, "_computed", lambda *given: asked.append(1) or computed(*given))
    (share,) = intensity.of_year(2011)
    assert (share.firms, share.spending, share.revenue) == (5, 500_011_25, 5_000_000_00)
    assert len(asked) == 1
