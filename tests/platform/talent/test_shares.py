"""20.4 by its clauses: the band of both readings, 17.3 as a second limit, the appraisal used once, nothing typed."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from tests.platform.talent.world import DAY, SHARE, YUAN, World, act, conversion, firm, of, official
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.answers import receipts
from zhiwei.platform.answers.models import Receipt
from zhiwei.platform.talent import asking, services
from zhiwei.platform.talent.models import TechnologyShare
from zhiwei.platform.talent.services.shares import draft

pytestmark = pytest.mark.django_db


class Firm:
    """A technology-based small firm with its owner, and the registration authority."""

    def __init__(self) -> None:
        self.body = firm(technology=True)
        self.owner, self.register = of(self.body), official(Role.REGISTRATION)

    def file(self, key: str = "share", **changes: Any) -> TechnologyShare:
        """The firm files."""
        return conversion(self.body, self.owner, key, **changes)


@pytest.fixture
def made(db: None) -> Firm:
    """The firm."""
    return Firm()


@pytest.mark.parametrize(
    ("value", "inside"), [(499_000, False), (500_000, True), (700_000, True), (701_000, False)]
)
def test_20_4_the_band_holds_when_it_is_filed(made: Firm, value: int, inside: bool) -> None:
    if inside:
        assert made.file(share_value=value * YUAN, capital=9_000_000 * YUAN).case.state == "filed"
        return
    with pytest.raises(services.Refused) as refused:
        made.file(share_value=value * YUAN, capital=9_000_000 * YUAN)
    assert [one.text for one in refused.value.faults] == [
        "第 20.4 句在 2012-11-05 的判定是“不允许”",
        f"折算 {value:,} 元，应在 500,000 元和 700,000 元之间（按“无形资产评估价值”计算）",
    ]
    assert not TechnologyShare.objects.exists()


def test_20_4_both_readings_with_limits_and_the_one_taken(made: Firm) -> None:
    given = {**SHARE, "capital": 2_000_000 * YUAN, "other_non_monetary": 900_000 * YUAN}
    asset, capital = asking.limits(draft(made.body, given))
    assert [asset.taken, capital.taken] == [True, False]
    assert (asset.option, capital.option) == ("asset_value", "firm_capital")
    assert (asset.ratio, capital.ratio) == (Fraction(3, 5), Fraction(3, 10))
    assert (asset.lowest, asset.highest) == (500_000 * YUAN, 700_000 * YUAN)
    assert (capital.lowest, capital.highest) == (1_000_000 * YUAN, 1_400_000 * YUAN)
    # 17.3: 70 % of 2,000,000 less 900,000 of other contributions
    assert (asset.second, asset.most, capital.most) == (500_000 * YUAN, 500_000 * YUAN, 500_000 * YUAN)


def test_20_4_17_3_is_a_second_limit(made: Firm) -> None:
    with pytest.raises(services.Refused) as refused:
        made.file(other_non_monetary=100_001 * YUAN)
    assert "第 17.3 句" in str(refused.value)
    assert str(refused.value).endswith("给技术股份只留 599,999 元")
    one = made.file(other_non_monetary=100_000 * YUAN)
    one = act(made.register, one, "accept", register_number="杭工商2012-9")
    assert (one.accepted_on, one.reading, one.highest) == (DAY, "asset_value", 600_000 * YUAN)
    receipt = Receipt.objects.get(pk=one.case.receipt_id)
    assert receipts.rerun(receipt).measures["20.4"].verdict == "allowed"


def test_20_4_only_technology_based_small_firms(db: None) -> None:
    body = firm(technology=False)
    with pytest.raises(services.Refused, match="判定是“不属于适用对象”"):
        conversion(body, of(body))
    unknown = firm()
    with pytest.raises(services.Refused, match="还缺少：科技型（已认定）"):
        conversion(unknown, of(unknown))


def test_20_4_the_limit_is_not_typed(made: Firm) -> None:
    with pytest.raises(TypeError):
        made.file(upper_limit=1)
    one = made.file()
    with pytest.raises(Exception, match="这一步没有“highest”这一项"):
        act(made.register, one, "accept", register_number="1", highest="900000")


def test_20_4_an_appraisal_is_used_once(made: Firm) -> None:
    one = made.file()
    with pytest.raises(services.Refused, match="这份评估报告已用于另一件申报"):
        made.file("again")
    act(made.register, one, "refuse", reason="评估机构没有资质")
    assert made.file("again").live


def test_20_4_votes_and_papers(made: Firm) -> None:
    with pytest.raises(services.Refused, match="同意的表决权数不能超过全部表决权数"):
        made.file(votes_for=101)
    with pytest.raises(services.Refused) as refused:
        services.file_share(made.owner, made.body, dict(SHARE), key="bare")
    assert {one.text for one in refused.value.faults} == {"请提供“评估报告”", "请提供“股东决议”"}


def test_20_4_returned_once_with_everything_and_handed_in_again(made: Firm) -> None:
    from zhiwei.platform.cases import services as cases
    from zhiwei.platform.cases.faults import Refused

    one = made.file()
    case = one.case
    assert case is not None
    case = cases.act(made.register, case.pk, "return", revision=case.revision, defects=["决议没有签名"])
    with pytest.raises(Refused, match="还没有补正"):
        act(made.owner, one, "resubmit")
    one = act(made.owner, one, "resubmit", correction="决议已由全体股东补签，见原件")
    assert act(made.register, one, "accept", register_number="1").case.state == "accepted"


def test_20_4_who_accepts(made: Firm, world: World) -> None:
    one = made.file()
    for viewer in (world.hr, made.owner, official(Role.REGISTRATION, "330782")):
        with pytest.raises(PermissionDenied):
            act(viewer, one, "accept", register_number="1")
    with pytest.raises(PermissionDenied):
        conversion(made.body, world.boss, "x")
