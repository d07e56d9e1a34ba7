"""6.1: research spending over revenue by county and year, computed from registered claims."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from django.test import Client

from tests.platform.agencies.world import XIHU, YIWU, claimed
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.agencies import intensity, tables
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
